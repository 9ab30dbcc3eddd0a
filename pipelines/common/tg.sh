#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# T_g of the mean curves, with the branches that cross there, and the standard
# error of T_g between the samples, whose quenches are $OUT/$QUENCHES-SEED.tgz: tg.sh >tg.tsv
set -eu -o pipefail
. "$(dirname "$(readlink -f "$0")")/tables.sh"

# tg COLUMN-OF-T COLUMN FILE: quantity, value, error
crossing() { thermo -q --tg --low "$LOW" --high "$HIGH" -T "$1" -c "$2" "$3" | grep -v '^#'; }

printf '# branches: glass %s K, liquid %s K\n' "$LOW" "$HIGH"
grep '^#' "$OUT/cooling.tsv"
printf 'quantity\ttg[K]\terror[K]\tsamples_error[K]\tvalue\tslope_low\tslope_high\n'
while read -r short long; do
	for s in $SEEDS; do
		crossing temperature_mean "$long" "$OUT/$QUENCHES-$s.tgz" | awk '$1 == "tg" { print $2 }'
	done >"$OUT/tg.tmp"
	between=$(mean <"$OUT/tg.tmp" | cut -d" " -f2)
	crossing T "$short" "$OUT/cooling.tsv" | awk -v name="$short" -v between="$between" '
		{ v[$1] = $2; e[$1] = $3 }
		END { printf "%s\t%.10g\t%.3g\t%s\t%.10g\t%.10g\t%.10g\n", name,
			v["tg"], e["tg"], between, v[name], v["slope_low"], v["slope_high"] }'
done <<-'END'
	V volume_mean
	E energy_mean
	H enthalpy_mean
END
rm -f "$OUT/tg.tmp"
