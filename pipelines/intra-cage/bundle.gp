# SPDX-License-Identifier: GPL-3.0-or-later
# dE_atom(dr) along many directions, and dE_sys of the same displacements as inset: wants g, x0 and
# width (place in the page), unit of length, eunit and scale of energies.
block(g) = sprintf("<awk -F '\\t' -v g='%s' '/^$/ { if (on) print; on = 0; next } $1 == g { on = 1; print }' %s/bundle.tsv", g, dir)
set origin x0, 0
set size width, 1
set title name(g)
set xlabel 'dr ['.unit.']'
set ylabel 'dE_{atom} ['.eunit.']' offset 1 font ''
set xtics 0,0.01 font ''
set ytics auto font ''
set style data lines
set xrange [0:0.03]
unset key
plot block(g) using 3:($4*scale) lc rgb '#9fbfd8' lw 0.6, \
	block(g) using 3:($4 <= 0 ? $4*scale : 1/0) lc rgb '#c8553d' lw 0.9, 0 ls 9
small = kind eq 'svg' ? ',11' : ',17'
set origin x0 + 0.16*width, 0.47
set size 0.46*width, 0.46
set title ''
set xlabel ' ' font small
set ylabel 'dE_{sys}' offset 1.5 font small
set xtics 0,0.01 font small offset 0,0.3
set ytics font small offset 0.6
plot block(g) using 3:($5*scale) lc rgb '#588157' lw 0.5, 0 ls 9
set xlabel font ''
set xtics offset 0,0
set ytics offset 0,0
