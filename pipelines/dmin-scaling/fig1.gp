# SPDX-License-Identifier: GPL-3.0-or-later
# Labelled displacements (b) and those of the matching (d) in a slice; how long they are, and g(r) (c).
load here.'/parts.gp'
eval resize(1200, 420)
unit = unit_l(shown)
first = tsv('!/^#/ && n++ == 1 { print $1 }', 'vectors')
set multiplot layout 1,3 margins 0.06,0.98,0.15,0.88 spacing 0.11
length = real(tsv('/^#/ { next } $2 + 0 > l { l = $2 + 0 } $3 + 0 > l { l = $3 + 0 } END { print l }', 'vectors'))
set xrange [-0.02*length:1.02*length]
set yrange [-0.02*length:1.02*length]
set size ratio -1
set xlabel 'x ['.unit.']'
set ylabel 'y ['.unit.']' offset 1
unset key
set style fill solid
do for [k = 1:2] {
	if (k == 2) {
		set size noratio
		set title sprintf('c: %s, %s%s, δt = %s %s', label(shown), shown_at, unit_T(shown), shown_period, unit_t(shown))
		set xlabel 'u, r ['.unit.']'
		set ylabel 'p(u) [1/'.unit.']' offset 1
		set y2label 'g(r)' offset -2.5
		set y2tics
		set border 11
		set key top right
		set xrange [0:real(tsv('$1 ~ /^[0-9]/ { r = $1 } END { print r }', 'rdf'))]
		set yrange [0:*]
		set y2range [0:*]
		plot rows('lengths', 'u') using 2:3 with histeps ls 4 title 'labelled', \
			rows('lengths', 'u_dmin') using 2:3 with histeps ls 2 title 'D_{min}', \
			dir.'/rdf.tsv' using 1:2 axes x1y2 with lines lc rgb '#888888' title 'g(r)'
		unset y2label
		unset y2tics
		set border 3
		unset key
		set xrange [-0.02*length:1.02*length]
		set yrange [-0.02*length:1.02*length]
		set size ratio -1
		set xlabel 'x ['.unit.']'
		set ylabel 'y ['.unit.']' offset 1
	}
	set title k == 1 ? 'b: labelled displacements' : 'd: D_{min}'
	p = k == 1 ? 5 : 7
	plot dir.'/vectors.tsv' using 2:(strcol(1) eq first ? $3 : NaN) with points pt 7 ps 1 lc rgb '#9fbfd8', \
		dir.'/vectors.tsv' using 2:(strcol(1) eq first ? NaN : $3) with points pt 6 ps 1 lc rgb '#999999', \
		dir.'/vectors.tsv' using 2:3:(column(p)):(column(p + 1)) with vectors head size graph 0.02,20 filled lw 1 lc rgb (k == 1 ? '#000000' : '#c8553d')
}
unset multiplot
