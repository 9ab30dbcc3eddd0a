#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables that figures are drawn from, out of what the jobs left: tables.sh NAME >NAME.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/models.sh"

# What each cycle did; Theta beside it.
cycles() {
	local first=1 name rule

	for name in $(names "$GROUPS $VARIANTS"); do
		for rule in $RULES; do
			f=$OUT/cycles/$name.$rule
			[ -z "$first" ] || head_of "$f.cage.tsv" group seed rule gamma delta rms_dstress rms_ref \
				umax fmax fmax_loaded converged evals fmax_before theta
			first=
			paste <(rows "$f.tsv") <(columns "$f.cage.tsv" gamma theta) |
				awk -F '\t' -v OFS='\t' -v id="${name%.*}	${name##*.}	$rule" '
					$1 != $11 { print "the frames of " id " do not match" >"/dev/stderr"; exit 1 }
					{ print id, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12 }'
		done
	done
}

# gamma_c.b.: the first strain that changes an index; nan where none does.  k is its number in the ladder.
critical() {
	head_of "$OUT/cycles.tsv" group seed rule gamma_cb k
	awk -F '\t' -v OFS='\t' '
		/^#/ || $1 == "group" { next }
		{ id = $1 OFS $2 OFS $3 }
		id != last { if (last != "") print last, g, k; last = id; g = "nan"; k = "nan"; n = 0 }
		{ n++; if (g == "nan" && $14 == 1) { g = $4; k = n } }
		END { print last, g, k }' "$OUT/cycles.tsv"
}

# Mean over the samples at the same number of steps of the ladder below gamma_c.b., with standard errors; how
# many samples there are, and how many of them met the force tolerance (none does that stops by the energy).
delta() {
	head_of "$OUT/cycles.tsv" group rule step ratio delta delta_error rms_dstress rms_error samples converged
	awk -F '\t' -v OFS='\t' '
		/^#/ || $1 == "group" { next }
		FNR == NR { cb[$1, $2, $3] = $4; kcb[$1, $2, $3] = $5; next }
		{ id = $1 SUBSEP $2 SUBSEP $3
		  n = (id == last) ? n + 1 : 1
		  last = id
		  if (cb[id] == "nan") next
		  key = $1 OFS $3 OFS (n - kcb[id])
		  if (!(key in m)) order[++rows] = key
		  m[key]++; r[key] += log($4/cb[id]); s[key] += $5; q[key] += $5*$5; t[key] += $6; u[key] += $6*$6
		  good[key] += $11 == 1 }
		function error(s, q, n,	v) { v = q/n - s*s/n/n; return (n > 1 && v > 0) ? sqrt(v/(n - 1)) : 0 }
		END { for (i = 1; i <= rows; i++) { k = order[i]
			printf "%s\t%.6g\t%.10g\t%.3g\t%.10g\t%.3g\t%d\t%d\n", k, exp(r[k]/m[k]), s[k]/m[k],
				error(s[k], q[k], m[k]), t[k]/m[k], error(t[k], u[k], m[k]), m[k], good[k] } }
		' "$OUT/critical.tsv" "$OUT/cycles.tsv" | sort -t $'\t' -k1,1 -k2,2 -k3,3n
}

# Changes of the stress of all atoms of all samples of a group, STEP steps of the ladder below gamma_c.b., as
# parts of the RMS stress of the sample: changes GROUP RULE STEP
changes() {
	local seed k f rms

	echo change
	for seed in $SEEDS; do
		f=$OUT/cycles/$1.$seed.$2
		k=$(awk -F '\t' -v g="$1" -v s="$seed" -v r="$2" -v d="$3" \
			'$1 == g && $2 == s && $3 == r && $5 != "nan" && $5 > d { print $5 - d }' "$OUT/critical.tsv")
		[ -n "$k" ] || continue
		rms=$(columns "$f.tsv" rms_ref | sed -n 1p)
		slice -q -f "$k" "$f.tgz" | tab -q --atoms 'dstress[3]' | rows | awk -v r="$rms" '{ printf "%.17g\n", $1/r }'
	done
}

# Histograms over the middle 96 % of the changes, with their width.
histograms() {
	local group rule step ratio list lo hi

	head_of "$OUT/cycles.tsv" group rule step ratio change density fwhm
	for group in $PAIR $METAL; do for rule in $LOOSE $TIGHT; do for step in $STEPS; do
		changes "$group" "$rule" "$step" >"$OUT/changes.tmp"
		[ "$(wc -l <"$OUT/changes.tmp")" -gt 1 ] || continue
		ratio=$(awk -F '\t' -v g="$group" -v r="$rule" -v s="-$step" \
			'$1 == g && $2 == r && $3 == s + 0 { print $4 }' "$OUT/delta.tsv")
		read -r lo hi < <(histo -q --quantiles 0.02,0.98 --summary "$OUT/changes.tmp" |
			awk -F '\t' '$1 ~ /^q[0-9]/ { printf "%s ", $2 } END { print "" }')
		histo -q --bins 41 --range "$lo:$hi" --fwhm "$OUT/changes.tmp" 2>/dev/null |
			awk -F '\t' -v OFS='\t' -v id="$group	$rule	$step	$ratio" '
				/^# fwhm / { split($0, f, " "); w = f[3] }
				/^#/ || $1 == "lo" { next }
				{ print id, $3, $5, w }'
	done; done; done
	rm -f "$OUT/changes.tmp"
}

fwhm() {
	head_of "$OUT/histograms.tsv" group rule step ratio fwhm
	rows "$OUT/histograms.tsv" | awk -F '\t' -v OFS='\t' '{ print $1, $2, $3, $4, $7 }' | uniq
}

case $1 in
cycles|critical|delta|histograms|fwhm) "$1" ;;
*)	. "$here/tables-scan.sh"; "$1" ;;
esac
