#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One sample, from nothing to a glass: sample.sh SEED.  The parameters are in
# the environment (Makefile); a file that is there is complete and stays, so
# that a run can go on where it was stopped.
set -eu -o pipefail
. "$(dirname "$(readlink -f "$0")")/../common/once.sh"
file() { echo "$OUT/$1-$seed.tgz"; }
seed=$1
unset OMP_NUM_THREADS		# one thread a sample: GNU parallel has the cores

make_inherent() {
	slice -q --every "$INHERENT" "$(file quench)" | minimize -q --ftol "$FTOL"
}
make_glass() {
	slice -q --last 1 "$(file quench)" | anneal -q -T "$END" --hold "$GLASS" --every "$GLASS_EVERY"
}

once "$(file liquid)" liquid -q -p "$POTENTIAL" -n "$ATOMS" -T "$MELT" --hold "$HOLD" --seed "$seed" "$COMPOSITION"
once "$(file quench)" quench -q --to "$END" --rate "$RATE" --every-T "$EVERY" "$(file liquid)"
once "$(file inherent)" make_inherent
once "$(file glass)" make_glass
