#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables that figures are drawn from, out of what the jobs left: tables.sh NAME >NAME.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

FIRST=$(samples | sed -n 1p)
state_columns=(system 'T' 'P' seed)

# One line for each sample, before what a function prints for it: every_sample FUNCTION
every_sample() {
	local name

	for name in $(samples); do
		split "$name"
		"$1" "$name" | awk -v OFS='\t' -v id="$system	$temperature	$pressure	$seed" '{ print id, $0 }'
	done
}

# Means over the pairs of a table of dmin-match, for each lag: period, pairs, then value and error of each column.
# Overlapping pairs count as often as the run holds the lag.
means() {
	local name=$1 columns=$2

	columns "$OUT/streams/$name.tsv" frame lag $columns | awk -F '\t' -v every="$(of EVERY "$system")" '
		{ n[$2]++; if ($1 > last) last = $1
		  for (c = 3; c <= NF; c++) { s[$2, c] += $c; q[$2, c] += $c*$c } }
		END { for (l in n) {
			m = (last - 1)/l; if (m > n[l]) m = n[l]; if (m < 1) m = 1
			printf "%.10g\t%d", l*every, n[l]
			for (c = 3; c <= NF; c++) { a = s[l, c]/n[l]; v = q[l, c]/n[l] - a*a
				printf "\t%.10g\t%.3g", a, (v > 0) ? sqrt(v/m) : 0 }
			print "" } }' | sort -g
}

both() {
	join -t $'\t' <(means "$1.is" 'dmin_r0 rmsd jumped r0 converged' | sort) <(means "$1.direct" 'dmin_r0 rmsd' | sort) |
		sort -g | awk -F '\t' -v OFS='\t' -v OFMT=%.10g -v n="$(atoms_of "$OUT/streams/$1.tgz")" '
		{ print $1, $2, $3, $4, $5/$9, $6/$9, $7/n, $8/n, $14, $15, $16/$9, $17/$9, $9, $11 }'
}

# D_min of inherent structures, RMSD of these, atoms that jumped; D_min and RMSD of the run itself; lengths in r0.
pairs() {
	head_of "$OUT/streams/$FIRST.is.tsv" "${state_columns[@]}" period pairs dmin dmin_error rmsd_is rmsd_is_error \
		jumped jumped_error direct direct_error rmsd rmsd_error r0 converged
	every_sample both
}

one_spectrum() {
	local t

	for t in $(periods "$system" "$state"); do
		columns "$OUT/spectra/$1_$t.tsv" storage storage_error loss loss_error delta delta_error | sed "s/^/$t\t/"
	done
}

spectra() {
	split "$FIRST"
	head_of "$OUT/spectra/${FIRST}_$(periods "$system" "$state" | cut -d ' ' -f 1).tsv" "${state_columns[@]}" period \
		storage storage_error loss loss_error delta delta_error
	every_sample one_spectrum
}

# Means over the samples: G' and G'' first, then the angle; errors are those of the samples, or from the scatter
# between them when that is larger.
points() {
	head_of "$OUT/pairs.tsv" system T P period storage storage_error loss loss_error delta delta_error dmin dmin_error \
		rmsd_is rmsd_is_error jumped jumped_error direct direct_error rmsd rmsd_error r0 samples
	awk -F '\t' -v OFS='\t' '
		/^#/ || $1 == "system" { next }
		function add(k, v, e) { n[id, k]++; s[id, k] += v; q[id, k] += v*v; w[id, k] += e*e }
		function mean(k) { return s[id, k]/n[id, k] }
		function error(k,	m, e, b) {
			m = n[id, k]; e = sqrt(w[id, k])/m; b = q[id, k]/m - mean(k)^2
			b = (m > 1 && b > 0) ? sqrt(b/(m - 1)) : 0
			return b > e ? b : e }
		function pair(k) { return sprintf("%.10g\t%.4g", mean(k), error(k)) }
		{ id = $1 OFS $2 OFS $3 OFS sprintf("%.10g", $5) }
		FNR == NR { add("G", $6, $7); add("L", $8, $9); next }
		!((id, "d") in n) { order[++rows] = id }
		{ add("d", $7, $8); add("i", $9, $10); add("j", $11, $12); add("x", $13, $14); add("r", $15, $16); r0[id] += $17 }
		END { for (i = 1; i <= rows; i++) { id = order[i]
			if (!((id, "G") in n)) { print "no spectrum of " id >"/dev/stderr"; exit 1 }
			a = mean("G"); b = mean("L"); e = sqrt((a*error("L"))^2 + (b*error("G"))^2)/(a*a + b*b)
			print id, pair("G"), pair("L"), sprintf("%.10g\t%.4g", atan2(b, a), e), pair("d"), pair("i"), pair("j"),
				pair("x"), pair("r"), sprintf("%.10g", r0[id]/n[id, "d"]), n[id, "d"] } }
		' "$OUT/spectra.tsv" "$OUT/pairs.tsv"
}

# tau_alpha: where F_s falls to 1/e, log t between two lags, nan when it does not; F_s and MSD/r0^2 at the end;
# E_IS per atom of the two halves, their difference over its error with as many values as the run holds tau_alpha;
# how many tau_alpha the sample was held before.
equilibrated() {
	local r0 tau

	r0=$(columns "$OUT/streams/$1.is.tsv" r0 | sed -n 1p)
	tau=$(columns "$OUT/streams/$1.isf.tsv" time fs | awk -F '\t' '
		BEGIN { e = exp(-1) }
		$2 <= e && !tau { if (NR == 1) { tau = $1*e/e; below = 1 }
			else tau = exp(log(t) + (log($1) - log(t))*(f - e)/(f - $2)) }
		{ t = $1; f = $2 }
		END { printf "%s\t%.4g", below ? "<" sprintf("%.4g", tau) : (tau ? sprintf("%.5g", tau) : "nan"), f }')
	paste <(echo "$tau") <(columns "$OUT/streams/$1.msd.tsv" msd | tail -n 1 | awk -v r="$r0" '{ printf "%.4g\n", $1/r/r }') \
		<(columns "$OUT/streams/$1.energy.tsv" time energy natoms | awk -F '\t' -v tau="${tau%%	*}" -v held="$(equil "$system" "$state")" '
		{ t[NR] = $1; e[NR] = $2/$3 }
		function half(a, b,	k, s, q) { for (k = a; k <= b; k++) { s += e[k]; q += e[k]*e[k] }
			k = b - a + 1; m = s/k; v = q/k - m*m
			sub(/^</, "", tau)
			count = (tau > 0) ? (t[b] - t[a])/tau : 1; if (count > k) count = k; if (count < 1) count = 1
			return m }
		END { h = int(NR/2)
			a = half(1, h); va = v/count; b = half(h + 1, NR); vb = v/count
			printf "%.10g\t%.10g\t%.3g\t%.4g\n", a, b, (va + vb > 0) ? (b - a)/sqrt(va + vb) : 0,
				(tau > 0) ? held/tau : "nan" }')
}

equilibrium() {
	head_of "$OUT/streams/$FIRST.isf.tsv" "${state_columns[@]}" tau_alpha fs_end msd_end e_is_first e_is_second drift held
	every_sample equilibrated
}

scattered() { columns "$OUT/streams/$1.isf.tsv" time fs fs_error; }
moved() { columns "$OUT/streams/$1.msd.tsv" time msd msd_error; }

# F_s(q,t) and the mean square displacement beside it
scattering() {
	head_of "$OUT/streams/$FIRST.isf.tsv" "${state_columns[@]}" time fs fs_error msd msd_error
	every_sample scattered_and_moved
}
scattered_and_moved() { paste <(scattered "$1") <(moved "$1" | cut -f 2-); }

# What figures 1 to 4 show: SHOWN, or, where that is not run, the first system that is, in its middle state and period;
# and in figure 4b the same or the first system that has states under pressure.
shown() {
	local s=$SHOWN t=$SHOWN_AT p=$SHOWN_PERIOD m pressed=-

	if ! among "$s" "$(running | tr '\n' ' ')"; then
		s=$(running | sed -n 1p)
		t=$(states "$s" | sed '/@/d' | middle)
		p=$(periods "$s" "$t" | tr ' ' '\n' | middle)
	fi
	for m in $s $(running); do
		if states "$m" | grep -q @; then pressed=$m; break; fi
	done
	printf 'system\tT\tseed\tperiod\tpressed\n%s\t%s\t%s\t%s\t%s\n' "$s" "$t" "$(of SEEDS "$s" | cut -d ' ' -f 1)" "$p" "$pressed"
}
middle() { awk '{ x[NR] = $1 } END { print x[int((NR + 1)/2)] }'; }

# Cells of the maps of figure 3: edges half way between neighbours, of the logarithm of t_w.
maps() {
	head_of "$OUT/points.tsv" T period left right bottom top storage loss delta dmin
	pick points "$system" 2 4 5 7 9 11 3 | awk '$7 == 0' | sort -k1,1g -k2,2g | awk -v OFS='\t' '
		$1 != T { T = $1; t[++n] = T; m[n] = 0 }
		{ k = ++m[n]; x[n, k] = log($2); p[n, k] = $2; v[n, k] = $3 OFS $4 OFS $5 OFS $6 }
		function edge(a, b, c, alone) { return (b != "") ? (a + b)/2 : (c != "") ? a + (a - c)/2 : alone }
		END { for (i = 1; i <= n; i++) for (k = 1; k <= m[i]; k++)
			print t[i], p[i, k], exp(edge(x[i, k], x[i, k - 1], x[i, k + 1], x[i, k] - 0.35)),
				exp(edge(x[i, k], x[i, k + 1], x[i, k - 1], x[i, k] + 0.35)),
				edge(t[i], t[i - 1], t[i + 1], t[i]*0.95), edge(t[i], t[i + 1], t[i - 1], t[i]*1.05), v[i, k] }'
}

# ---- figure 1: one pair, the lengths of all pairs, g(r) ----

# --vectors of the pairs that are SHOWN_PERIOD apart
vectored() {
	dmin-match -q --vectors --lags "$(lags "$(of EVERY "$system")" "$period")" "$OUT/streams/${system}_${state}_$seed.tgz"
}

# A length in r0: in_r0 FACTOR FILE
in_r0() { tab -q r0 "$2" | rows | awk -v f="$1" 'NR == 1 { printf "%.2g", f*$1 }'; }

# The atoms of a slab in the middle of the box (in two dimensions all), a quarter of it thick, at most 10 A: place,
# displacement, that of the matching.
vectors() {
	vectored | slice -q --first 1 >"$OUT/vectors.part"
	tab -q volume "$OUT/vectors.part" | grep '^#'
	printf 'species\tx\ty\tz\tux\tuy\tdx\tdy\n'
	tab -q --atoms species x y z 'u[0]' 'u[1]' 'u_dmin[0]' 'u_dmin[1]' "$OUT/vectors.part" | rows |
		awk -F '\t' -v OFS='\t' -v box="$(tab -q volume r0 natoms "$OUT/vectors.part" | rows)" '
		function wrap(x) { x -= l*int(x/l); return (x < 0) ? x + l : x }
		BEGIN { split(box, b, "\t"); flat = b[2]*b[2]*b[3] > 0.99*b[1] && b[2]*b[2]*b[3] < 1.01*b[1]
			l = b[1]^(1/(flat ? 2 : 3)); w = flat ? 2*l : l/4; if (!flat && w > 10) w = 10 }
		{ z = wrap($4); if (z >= (l - w)/2 && z < (l + w)/2) print $1, wrap($2), wrap($3), z, $5, $6, $7, $8 }'
	rm "$OUT/vectors.part"
}

# p(u) of both kinds of displacement, of all pairs that far apart
lengths() {
	local kind width

	vectored >"$OUT/lengths.tgz"
	width=$(in_r0 0.06 "$OUT/lengths.tgz")
	tab -q --atoms u_length u_dmin_length "$OUT/lengths.tgz" >"$OUT/lengths.part"
	head_of "$OUT/lengths.part" kind r density
	for kind in u_length u_dmin_length; do
		histo -q -c "$kind" -w "$width" "$OUT/lengths.part" >"$OUT/lengths.histo"
		columns "$OUT/lengths.histo" centre density | awk -v OFS='\t' -v k="${kind%_length}" '{ print k, $0 }'
	done
	rm "$OUT/lengths.part" "$OUT/lengths.histo" "$OUT/lengths.tgz"
}

# g(r) of the inherent structures, as far as 3 r0
rdf() {
	vectored | slice -q --first 1 >"$OUT/rdf.part"
	command rdf -q --rmax "$(in_r0 3 "$OUT/rdf.part")" --bins 100 "$OUT/streams/${system}_${state}_$seed.tgz"
	rm "$OUT/rdf.part"
}

# The stress of figure S1 with the fit
series() {
	local file=$OUT/spectra/${system}_${state}_${seed}_$period

	head_of "$file.series.tsv" time strain stress fit
	columns "$file.series.tsv" time strain stress | awk -F '\t' -v OFS='\t' -v t="$period" -v g="$(of AMPLITUDE "$system")" \
		-v row="$(columns "$file.tsv" stress_offset stress_amplitude delta)" '
		BEGIN { split(row, p, "\t"); pi = atan2(0, -1) }
		NR == 1 { first = $1 - atan2($2/g, sqrt(1 - $2*$2/g/g))*t/2/pi }
		{ print ($1 - first)/t, $2, $3, p[1] + p[2]*sin(2*pi*($1 - first)/t + p[3]) }'
}

case $1 in
fits|kww|losses) . "$here/tables-fits.sh"; "$1" ;;
maps|vectors|lengths|rdf|series) split "$(rows "$OUT/shown.tsv" | cut -f 1-4 | tr '\t' _)"; "$1" ;;
*)	"$1" ;;
esac
