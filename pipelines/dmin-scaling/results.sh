#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What was measured beside what is published: results.sh >results.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
IFS=$'\t' read -r SHOWN _ _ _ pressed < <(rows "$OUT/shown.tsv")	# or what stands for it; the one of figure 4b

# The system of a label.
labelled() { awk -F '\t' -v l="$1" '$2 == l { print $1 }' "$OUT/systems.tsv"; }

# Columns of a fit; nothing where there is none: fitted SET ABSCISSA VALUE ERROR
fitted() { pick fits "$1 $2" "$3" "$4" | awk '$1 != "nan" { printf "%.3g %.2g\n", $1, $2 }'; }

beta() { pick kww "$1" 7 8 | awk '$1 != "nan" { printf "%.3g %s\n", $1, $2 == "nan" ? "-" : sprintf("%.2g", $2) }'; }

difference() { paste -d ' ' "$1" "$2" | awk 'NF == 4 { printf "%.3g %.2g\n", $1 - $3, sqrt($2^2 + $4^2) }'; }

largest() { pick points "$1" 11 12 | sort -gr | awk 'NR == 1 { printf "%.3f %.2g\n", $1, $2 }'; }

scatter() { pick fits "$SHOWN $1" 8 | awk '$1 != "nan" { printf "%.3g -\n", $1 }'; }

# beta of G'' against b of the systems that have both
anticorrelation() {
	local m

	{ printf 'b\tbeta\te\n'
	  for m in $(running); do
		paste <(pick fits "$m dmin" 5) <(pick kww "$m all" 7 8) | awk -v OFS='\t' '$1 != "nan" && $2 != "nan" && $3 > 0 { print $1, $2, $3 }'
	  done
	} >"$OUT/results.part"
	if [ "$(wc -l <"$OUT/results.part")" -ge 4 ]; then
		fit -q line -x b -y beta -e e "$OUT/results.part" | awk -F '\t' '$1 == "slope" { printf "%.3g %.2g\n", $2, $3 }'
	fi
	rm "$OUT/results.part"
}

# The highest p(u) around the first peak of g(r), when it stands a tenth above the valley before it.
second_peak() {
	awk -F '\t' '
		/^#/ || $2 !~ /^[0-9]/ { next }
		FNR == NR { g[++m] = $2; x[m] = $1; if ($2 > top) top = $2; next }
		!first { for (first = 2; g[first] < top/2 || g[first] < g[first + 1]; first++); first = x[first] }
		$1 == "u" && $2 > 0.7*first && $2 < 1.5*first { n++; r[n] = $2; p[n] = $3; if (n == 1 || $3 < low) low = $3; if ($3 > 1.1*low && $3 > p[best]) best = n }
		END { if (best > 1 && best < n) printf "%.3f %.2g\n", r[best]/first, (r[2] - r[1])/2/first }' "$OUT/rdf.tsv" "$OUT/lengths.tsv"
}

# Mean of delta under pressure over what the law at zero pressure gives for its D_min (geometric), of angles above
# twice their error and in the range of the fit.
over_law() {
	pick points "$pressed" 3 9 10 11 12 | awk -v law="$(pick fits "$pressed dmin" 3 5)" -v range="$(of FIT "$pressed")" '
		BEGIN { split(law, p, " "); split(range, r, ":") }
		p[1] > 0 && $1 != 0 && $2 > 2*$3 && (r[1] == "" || $4 >= r[1] + 0) && (r[2] == "" || $4 <= r[2] + 0) { n++; s += log($2/p[1]) - p[2]*log($4); e += ($3/$2)^2 + (p[2]*$5/$4)^2 }
		END { if (n) printf "%.3g %.2g\n", exp(s/n), exp(s/n)*sqrt(e)/n }'
}

median_error() { pick points "$1" 10 | sort -g | awk '{ x[NR] = $1 } END { if (NR) printf "%.3g -\n", x[int((NR + 1)/2)] }'; }

largest_gap() {
	local f

	for f in "$OUT"/streams/*.is.tsv "$OUT"/streams/*.direct.tsv; do columns "$f" gap; done |
		awk '$1 > m { m = $1 } END { printf "%.1e -\n", m }'
}

measured() {
	case $1 in
	'b, '*) fitted "$(labelled "${1#b, }")" dmin 5 6 ;;
	'A, '*) fitted "$(labelled "${1#A, }")" dmin 3 4 ;;
	"beta of G'', "*) beta "$(labelled "${1#*, }") all" ;;
	'beta of F_s, '*) beta "$(labelled "${1#*, }") mean" ;;
	'tau_alpha at 740 K, Al85Sm15') pick equilibrium 'alsm 740 0' 5 | awk '$1 > 0 { print $1, "-"; exit }' ;;
	'b in 2-D less b in 3-D, Kob-Andersen') difference <(fitted ka2d dmin 5 6) <(fitted ka dmin 5 6) ;;
	'delta under pressure over the law at p = 0') over_law ;;
	'slope of beta against b') anticorrelation ;;
	'largest D_min/r0, SiO2') largest sio2 ;;
	'largest D_min/r0, '*) largest "$SHOWN" ;;
	'second peak of p(u) over first peak of g(r)') second_peak ;;
	'scatter about the line, D_min') scatter dmin ;;
	'scatter about the line, direct D_min') scatter direct ;;
	'scatter about the line, RMSD of inherent structures') scatter rmsd_is ;;
	'scatter about the line, RMSD') scatter rmsd ;;
	'scatter about the line, atoms beyond r0/2') scatter jumped ;;
	'decades of t_w') pick points "$SHOWN" 4 | sort -g | awk 'NR == 1 { a = $1 } END { if (NR) printf "%.2f -\n", log($1/a)/log(10) }' ;;
	'median error of delta, Kob-Andersen') median_error ka ;;
	'largest gap of a matching') largest_gap ;;
	'converged inherent structures') rows "$OUT/pairs.tsv" | awk -F '\t' '{ s += $18*$6; n += $6 } END { printf "%.4f -\n", s/n }' ;;
	esac
}

grep -h '^# potential' "$OUT/points.tsv" || true
compare
