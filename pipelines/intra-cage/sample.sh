#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One glass: sample.sh MODEL-RATE.SEED -> OUT/samples/MODEL-RATE.SEED.tgz.  The parameters are in the
# environment (Makefile); a file that is there is complete and stays, so that a run can go on.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/models.sh"
group=${1%.*} seed=${1##*.}
model=${group%%-*}
unset OMP_NUM_THREADS		# one thread a sample: GNU parallel has the cores

melted() {
	local density

	density=$(of DENSITY "$model")
	liquid -q -p "$(of SPEC "$model")" -n "$ATOMS" --aspect "$ASPECT" -T "$(of MELT "$model")" \
		--hold "$(of HOLD "$model")" ${density:+--density "$density"} --seed "$seed" "$(of MATTER "$model")"
}
cooled() {
	melted | quench -q --to "$(of END "$model")" --rate "$(of RATE "$group")"
}

once "$OUT/samples/$1.tgz" cooled
