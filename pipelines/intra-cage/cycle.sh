#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One glass, one stopping rule, all strains: cycle.sh GROUP.SEED.RULE.  The sample is minimised by the rule,
# sheared, minimised, sheared back and minimised, always from the same state:
#	OUT/cycles/NAME.start.tgz	the state; NAME.tgz the final states, with the changes of atomic stress
#	OUT/cycles/NAME.tsv, NAME.cage.tsv	delta(gamma) and what the minimiser did, Theta(gamma)
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/models.sh"
rule=${1##*.} name=${1%.*}
group=${name%.*} seed=${name##*.}
file=$OUT/cycles/$1
unset OMP_NUM_THREADS

# f1e-6: the largest force; e1e-10: the change of the energy in an iteration, as part of it, whatever the force
case $rule in
f*)	stop="--ftol ${rule#f}" ;;
e*)	stop="--etol ${rule#e} --ftol 1e-300" ;;
esac
source=$(of SOURCE "$group")
option=$(of OPTION "$group")

cycled() {
	shear -q --cycle --gamma "$GAMMAS" $stop "$file.start.tgz" |
		atomic-stress -q --diff "$file.start.tgz"
}

once "$file.start.tgz" minimize -q $option $stop "$OUT/samples/${source:-$group}.$seed.tgz"
once "$file.tgz" cycled
once "$file.tsv" tab -q gamma delta rms_dstress rms_ref umax fmax fmax_loaded converged evals fmax_before "$file.tgz"
once "$file.cage.tsv" cage-break -q --top "$TOP" "$file.start.tgz" "$file.tgz"
