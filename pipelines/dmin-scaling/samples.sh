#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A liquid in equilibrium: samples.sh SYSTEM_STATE_SEED -> OUT/samples/NAME.tgz, a checkpoint at constant volume.
# The parameters are in the environment (Makefile); a file that is there is complete and stays.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
split "$1"
file=$OUT/samples/$1
export OMP_NUM_THREADS=1	# GNU parallel has the cores
density=$(of DENSITY "$system")
if [ "$pressure" != 0 ]; then density=; fi

melted() {
	liquid -q -p "$(spec "$system")" -n "$(of ATOMS "$system")" -T "$(of MELT "$system")" --hold "$(of MELTED "$system")" \
		$(step "$system") ${density:+--density "$density"} --seed "$seed" "$(of MATTER "$system")"
}

held() { anneal -q -T "$temperature" --ensemble nvt --hold "$(equil "$system" "$state")" "$file.melt.tgz"; }

# At constant pressure, a frame each 40th part of the time.
pressed() {
	local t

	t=$(equil "$system" "$state")
	anneal -q -T "$temperature" --ensemble npt --pressure "$pressure" --hold "$t" \
		--every "$(awk -v t="$t" 'BEGIN { print t/40 }')" "$file.melt.tgz"
}

# The frame of the second half whose volume is nearest to the mean of that half: constant volume goes on from it.
nearest() {
	tab -q frame volume volume_mean "$file.npt.tgz" | rows | awk -F '\t' '
		{ f[NR] = $1; v[NR] = $2; m[NR] = $3 }
		END { for (k = int(NR/2) + 1; k <= NR; k++) { s += m[k]; n++ }
		      for (k = int(NR/2) + 1; k <= NR; k++) { d = v[k] - s/n; if (d < 0) d = -d
				if (!best || d < least) { best = f[k]; least = d } }
		      print best }'
}

settled() {
	slice -q -f "$(nearest)" "$file.npt.tgz" | anneal -q -T "$temperature" --ensemble nvt --hold "$(of SETTLE "$system")"
}

[ ! -e "$file.tgz" ] || exit 0
once "$file.melt.tgz" melted
if [ -n "$density" ]; then
	once "$file.tgz" held
else
	once "$file.npt.tgz" pressed
	once "$file.tgz" settled
fi
rm -f "$file.melt.tgz" "$file.npt.tgz"
