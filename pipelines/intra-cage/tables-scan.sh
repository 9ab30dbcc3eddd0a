# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of the single-atom scans; tables.sh reads this.

# The files of a group: files GROUP SUFFIX
files() {
	local s

	for s in $SEEDS; do echo "$OUT/scans/$1.$s.$2"; done
}

first() { set -- $1; echo "$1"; }

# How Omega at 0.01 is distributed over the atoms of all samples.
omega() {
	local g

	head_of "$(first "$(files "$METAL" tsv)")" group omega density
	for g in $METAL $SLOW; do
		histo -q -c 'omega[0.01]' -w 0.025 --range 0:0.6 $(files "$g" tsv) |
			awk -F '\t' -v OFS='\t' -v g="$g" '/^#/ || /^lo/ { next } { print g, $3, $5 }'
	done
}

# Mean over atoms at each radius, with the standard error between samples.
average() {
	local g f

	head_of "$(first "$(files "$METAL" tsv)")" group dr omega omega_error samples
	for g in $SCANNED; do
		for f in $(files "$g" tsv); do
			awk -F '\t' -v OFS='\t' '
				/^#/ { next }
				!head { for (i = 1; i <= NF; i++) if ($i ~ /^omega\[/) { n++; c[n] = i
						dr[n] = substr($i, 7, length($i) - 7) } head = 1; next }
				{ rows++; for (k = 1; k <= n; k++) s[k] += $c[k] }
				END { for (k = 1; k <= n; k++) printf "%s\t%.10g\n", dr[k], s[k]/rows }' "$f"
		done | awk -F '\t' -v g="$g" '
			!($1 in n) { order[++m] = $1 }
			{ n[$1]++; s[$1] += $2; q[$1] += $2*$2 }
			END { for (i = 1; i <= m; i++) { k = order[i]; v = q[k]/n[k] - (s[k]/n[k])^2
				printf "%s\t%s\t%.10g\t%.3g\t%d\n", g, k, s[k]/n[k],
					(n[k] > 1 && v > 0) ? sqrt(v/(n[k] - 1)) : 0, n[k] } }'
	done
}

# The part of all atoms of the slower quench whose energy each direction lowers, on the map.
directions() {
	local f

	{ head_of "$(first "$(files "$SLOW" directions.tsv)")" theta phi weight fraction
	  for f in $(files "$SLOW" directions.tsv); do columns "$f" theta phi weight fraction; done |
		awk -F '\t' -v OFS='\t' '{ k = $1 OFS $2 OFS $3; if (!(k in n)) order[++m] = k; n[k]++; s[k] += $4 }
			END { for (i = 1; i <= m; i++) print order[i], s[order[i]]/n[order[i]] }'
	} >"$OUT/directions.tmp"
	rows "$OUT/directions.tmp" | awk -F '\t' '
		{ s += $3*$4; if (NR == 1 || $4 < lo) lo = $4; if (NR == 1 || $4 > hi) hi = $4 }
		END { printf "# mean %.10g, lowest %.10g, highest %.10g\n", s, lo, hi }'
	mollweide --grid 120x60 -c fraction "$OUT/directions.tmp"
	rm "$OUT/directions.tmp"
}

# Maps of dE_atom of one atom of each model at three radii; a block each, as gnuplot counts them.
map() {
	local g k

	for g in $PAIR $METAL; do for k in 1 2 3; do
		echo "# $g, atom $(cat "$OUT/scans/$g.$(first "$SEEDS").atom"), radius ${MAPDR//,/ } of R_NN, map $k"
		cat "$OUT/scans/$g.$(first "$SEEDS").map-$k.tsv"
		printf '\n\n'
	done; done
}

# Curves along many directions: blocks of one direction each.
bundle() {
	local name

	head_of "$OUT/scans/$METAL.$(first "$SEEDS").bundle.tsv" group direction dr dE_atom dE_sys
	for name in "$PAIR.$(first "$SEEDS")" "$METAL.$(first "$SEEDS")" b2.1; do
		columns "$OUT/scans/$name.bundle.tsv" theta phi dr dE_atom dE_sys |
			awk -F '\t' -v OFS='\t' -v g="${name%.*}" '
				!(($1, $2) in k) { k[$1, $2] = ++n }
				{ m = ++rows[k[$1, $2]]; line[k[$1, $2], m] = $3 OFS $4 OFS $5 }
				END { for (i = 1; i <= n; i++) {
					print g, i, 0, 0, 0
					for (m = 1; m <= rows[i]; m++) print g, i, line[i, m]
					print "" } }'
	done
}

# dE_sys against dE_atom: of the lowest of every atom, and along the curves.
ratio() {
	head_of "$OUT/scans/$PAIR.$(first "$SEEDS").tsv" group what ratio largest_deviation n
	for f in $(files "$PAIR" tsv); do columns "$f" min_dE_atom min_dE_sys; done |
		twice "$PAIR	lowest of every atom"
	awk -F '\t' -v g="$PAIR" '$1 == g && $3 > 0 { print $4 "\t" $5 }' "$OUT/bundle.tsv" | twice "$PAIR	curves of one atom"
	awk -F '\t' -v g="$METAL" '$1 == g && $3 > 0 { print $4 "\t" $5 }' "$OUT/bundle.tsv" | twice "$METAL	curves of one atom"
	b2_least
}

# mean ratio, and the largest |dE_sys/dE_atom - 2|/2, of rows dE_atom, dE_sys: twice LABEL
twice() {
	awk -F '\t' -v label="$1" '$1 != 0 { r = $2/$1; n++; s += r; d = r/2 - 1; if (d < 0) d = -d; if (d > m) m = d }
		END { printf "%s\t%.12g\t%.3g\t%d\n", label, s/n, m, n }'
}

b2_least() {
	columns "$OUT/scans/b2.1.tsv" min_dE_atom min_dE_sys | awk -F '\t' '
		NR == 1 || $1 < a { a = $1 }
		NR == 1 || $2 < s { s = $2 }
		END { printf "b2\tleast dE_atom and dE_sys\t%.6g\t%.6g\t%d\n", a, s, NR }'
}

# Where the energies of atoms are lowest; the mode from all samples.  Four radii of the ladder to a bin: the
# top is flat, and narrow bins put the mode on a fluctuation.
drstar() {
	local g bins

	bins=$(awk -F : '{ d = ($2 - $1)/($4 - 1); printf "--range %.10g:%.10g --bins %d", $1 - d/2, $2 + d/2, int($4/4) }' \
		<<<"$DRSTAR")
	head_of "$(first "$(files "$METAL" star.tsv)")" group dr density mode
	for g in $METAL $SLOW; do
		histo -q -c dr_star $bins --fwhm $(files "$g" star.tsv) 2>/dev/null |
			awk -F '\t' -v OFS='\t' -v g="$g" '/^# mode / { split($0, f, " "); mode = f[3] }
				/^#/ || /^lo/ { next } { print g, $3, $5, mode }'
	done
}

# Omega against the five-fold symmetry of the cell: means of bins, and the correlation of all atoms.
fivefold() {
	local g s

	head_of "$(first "$(files "$METAL" cells.tsv)")" group f5 omega omega_error atoms
	for g in $METAL $SLOW; do
		for s in $SEEDS; do
			paste <(columns "$OUT/scans/$g.$s.cells.tsv" id f5) \
				<(columns "$OUT/scans/$g.$s.tsv" id 'omega[0.01]')
		done | awk -F '\t' -v g="$g" '
			$1 != $3 { print g ": the atoms of cells and scans do not match" >"/dev/stderr"; exit 1 }
			{ x = $2; y = $4; n++; sx += x; sy += y; xx += x*x; yy += y*y; xy += x*y
			  b = int(x/0.1); m[b]++; s[b] += y; q[b] += y*y; c[b] += x }
			END { for (b = 0; b <= 10; b++) if (m[b] > 9) { v = q[b]/m[b] - (s[b]/m[b])^2
				printf "%s\t%.6g\t%.6g\t%.3g\t%d\n", g, c[b]/m[b], s[b]/m[b], sqrt(v/(m[b] - 1)), m[b] }
			      r = (n*xy - sx*sy)/sqrt((n*xx - sx*sx)*(n*yy - sy*sy))
			      printf "%s\tr\t%.6g\t%.3g\t%d\n", g, r, (1 - r*r)/sqrt(n - 1), n }'
	done
}

# Digits on the sphere, and where the projection takes them.
pattern() {
	awk 'BEGIN {
		split("111101101101111 010110010010111 111001111100111 111001111001111 101101111001001 " \
			"111100111001111 111100111101111 111001001001001 111101111101111 111101111001111", font, " ")
		print "theta[deg]\tphi[deg]\tdigit"
		for (t = 2.5; t < 180; t += 5) for (p = 2.5; p < 360; p += 5) {
			u = (p % 72)/72; row = (t < 90) ? 0 : 1; v = (t - 20 - row*75)/65; d = 0
			if (u >= 0.14 && u < 0.86 && v >= 0 && v < 1)
				if (substr(font[int(p/72) + 5*row + 1], int((u - 0.14)/0.24) + 3*int(v*5) + 1, 1) == "1")
					d = int(p/72) + 5*row + 1
			print t "\t" p "\t" d } }' | mollweide
}
