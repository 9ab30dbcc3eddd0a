#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What was measured beside what is published: results.sh >results.tsv
# Errors are standard errors between samples, where there are several.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/models.sh"

# Cycles below gamma_c.b.: GROUP RULE -> seed, gamma, delta
below() {
	awk -F '\t' -v OFS='\t' -v g="$1" -v r="$2" '
		/^#/ { next }
		FNR == NR { if ($1 == g && $3 == r) cb[$2] = $4; next }
		$1 == g && $3 == r && (cb[$2] == "nan" || $4 < cb[$2]) { print $2, $4, $5 }
		' "$OUT/critical.tsv" "$OUT/cycles.tsv"
}

largest() { below "$1" "$2" | awk -F '\t' '$3 > m { m = $3 } END { printf "%.3g -\n", m }'; }

# Geometric mean of delta below gamma_c.b., and the standard error of its logarithm between samples.
level() {
	below "$1" "$2" | awk -F '\t' '$3 > 0 { n[$1]++; s[$1] += log($3) }
		END { for (k in n) { x = s[k]/n[k]; m++; t += x; q += x*x }
		      v = q/m - t*t/m/m; printf "%.10g %.10g\n", t/m, (m > 1 && v > 0) ? sqrt(v/(m - 1)) : 0 }'
}

over() {	# over A RULE B RULE: ratio of levels and its error
	paste <(level "$1" "$2") <(level "$3" "$4") | awk '{ r = exp($1 - $3); printf "%.3g %.2g\n", r, r*sqrt($2^2 + $4^2) }'
}

exponent() {
	{ printf 'gamma\tdelta\n'; below "$1" "$2" | awk -F '\t' '$3 > 0 { print $2 "\t" $3 }'; } |
		fit -q powerlaw -x gamma -y delta | awk -F '\t' '$1 == "exponent" { printf "%.2f %.2f\n", $2, $3 }'
}

beyond() {
	pick delta "$1 $TIGHT" 4 5 6 | awk '$1 >= 1 { n++; s += log($2) } END { printf "%.10g\n", n ? exp(s/n) : 0 }'
}

# Cycles that ended otherwise: the part of all, of one group or of several.
unconverged() {
	awk -F '\t' -v groups=" $1 " -v r="$TIGHT" '
		!/^#/ && index(groups, " " $1 " ") && $3 == r { n++; if ($11 != 1) bad++ }
		END { printf "%.3g -\n", bad/n }' "$OUT/cycles.tsv"
}

measured() {
	local mg=$METAL ka=$PAIR

	case $1 in
	'dE_sys/dE_atom, Kob-Andersen, every atom')
		awk -F '\t' -v g=$ka '$1 == g && $2 ~ /^lowest/ { printf "%.12g %.1g\n", $3, 2*$4 }' "$OUT/ratio.tsv" ;;
	'mean Omega/4pi at 0.01 A, Cu50Zr50, slower quench')
		pick average "$SLOW 0.01" 3 4 | awk '{ printf "%.4f %.2g\n", $1, $2 }' ;;
	'mean Omega/4pi at 0.01 A, Cu50Zr50, faster quench')
		pick average "$mg 0.01" 3 4 | awk '{ printf "%.4f %.2g\n", $1, $2 }' ;;
	'Omega/4pi, slower quench less faster')
		paste <(pick average "$SLOW 0.01" 3 4) <(pick average "$mg 0.01" 3 4) |
			awk '{ printf "%.4f %.2g\n", $1 - $3, sqrt($2^2 + $4^2) }' ;;
	'fraction of atoms with dE_atom < 0, slower quench, mean over directions')
		sed -n 's/^# mean \([^,]*\),.*/\1/p' "$OUT/directions.tsv" | awk '{ printf "%.4f -\n", $1 }' ;;
	'its largest deviation over directions')
		sed -n 's/^# mean \(.*\), lowest \(.*\), highest \(.*\)/\1 \2 \3/p' "$OUT/directions.tsv" |
			awk '{ a = $1 - $2; b = $3 - $1; printf "%.3f -\n", (a > b) ? a : b }' ;;
	'mode of dr*, Cu50Zr50, slower quench')
		pick drstar "$SLOW" 4 2 | awk -v b="$DRSTAR" 'NR == 1 { split(b, f, ":")
			printf "%.4f %.1g\n", $1, 2*(f[2] - f[1])/(f[4] - 1) }' ;;
	'least dE_atom of B2 CuZr')
		awk -F '\t' '$1 == "b2" { printf "%.3g -\n", $3 }' "$OUT/ratio.tsv" ;;
	'least dE_sys of Cu50Zr50')
		for s in $SEEDS; do columns "$OUT/scans/$mg.$s.tsv" min_dE_sys; done |
			awk 'NR == 1 || $1 < m { m = $1 } END { printf "%.3g -\n", m }' ;;
	'largest Omega of an atom, Kob-Andersen')
		for s in $SEEDS; do columns "$OUT/scans/$ka.$s.tsv" 'omega[0.01]' "omega[${DR%%,*}]"; done |
			awk '{ m = $1 > m ? $1 : m; m = $2 > m ? $2 : m } END { printf "%g -\n", m }' ;;
	'Omega/4pi at the smallest radius, Cu50Zr50')
		pick average "$mg ${DR%%,*}" 3 4 | awk '{ printf "%.4f %.1g\n", $1, $2 }' ;;
	'correlation of Omega with five-fold symmetry, slower quench')
		pick fivefold "$SLOW r" 3 4 | awk '{ printf "%.3f %.1g\n", $1, $2 }' ;;
	'delta of Cu50Zr50 over that of Kob-Andersen, loose rule') over $mg "$LOOSE" $ka "$LOOSE" ;;
	'delta of Cu50Zr50 over that of Kob-Andersen, tight rule') over $mg "$TIGHT" $ka "$TIGHT" ;;
	'largest delta below gamma_c.b., Cu50Zr50, loose rule') largest $mg "$LOOSE" ;;
	'largest delta below gamma_c.b., Cu50Zr50, tight rule') largest $mg "$TIGHT" ;;
	'largest delta below gamma_c.b., Kob-Andersen, loose rule') largest $ka "$LOOSE" ;;
	'largest delta below gamma_c.b., Kob-Andersen, tight rule') largest $ka "$TIGHT" ;;
	'largest delta below gamma_c.b., Kob-Andersen with a jump of the force at the cut-off') largest ka-cut "$TIGHT" ;;
	'exponent of delta(gamma) below gamma_c.b., Cu50Zr50, loose rule') exponent $mg "$LOOSE" ;;
	'exponent of delta(gamma) below gamma_c.b., Kob-Andersen, loose rule') exponent $ka "$LOOSE" ;;
	'exponent of delta(gamma) below gamma_c.b., Cu50Zr50, tight rule') exponent $mg "$TIGHT" ;;
	'delta beyond gamma_c.b., Cu50Zr50 over Kob-Andersen')
		paste <(beyond $mg) <(beyond $ka) | awk '{ if ($2 > 0) printf "%.2g -\n", $1/$2; else print "nan -" }' ;;
	'smooth splines over table splines, delta of Cu50Zr50, tight rule') over mg-smooth "$TIGHT" $mg "$TIGHT" ;;
	'cycles that do not reach the tight force tolerance, Cu50Zr50') unconverged "$mg $SLOW" ;;
	'the same with smooth splines') unconverged mg-smooth ;;
	esac
}

grep -h '^#' "$OUT/average.tsv" "$OUT/cycles.tsv"
printf '# rules: loose %s, tight %s\n' "$LOOSE" "$TIGHT"
compare
