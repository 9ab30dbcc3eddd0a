#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One sample, from nothing to a glass: sample.sh SEED.  The parameters are in
# the environment (Makefile); a file that is there is complete and stays, so
# that a run can go on where it was stopped.
set -eu -o pipefail
file() { echo "$OUT/$1-$seed.tgz"; }
seed=$1
unset OMP_NUM_THREADS		# one thread a sample: GNU parallel has the cores

[ -e "$(file liquid)" ] ||
	liquid -q -p "$POTENTIAL" -n "$ATOMS" -T "$MELT" --hold "$HOLD" --seed "$seed" \
		-o "$(file liquid)" "$COMPOSITION"
[ -e "$(file quench)" ] ||
	quench -q --to "$END" --rate "$RATE" --every-T "$EVERY" -o "$(file quench)" "$(file liquid)"
[ -e "$(file inherent)" ] ||
	slice -q --every "$INHERENT" "$(file quench)" |
	minimize -q --ftol "$FTOL" -o "$(file inherent)"
[ -e "$(file glass)" ] ||
	slice -q --last 1 "$(file quench)" |
	anneal -q -T "$END" --hold "$GLASS" --every "$GLASS_EVERY" -o "$(file glass)"
