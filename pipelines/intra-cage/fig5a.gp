# SPDX-License-Identifier: GPL-3.0-or-later
# How the solid angles in which an atom's energy falls are distributed over the atoms, at dr = 0.01.
load here.'/parts.gp'
set xlabel 'Ω(dE_{atom} < 0)/4π at dr = 0.01 Å'
set ylabel 'density'
set xrange [0:0.6]
set yrange [0:*]
set key top left
do for [k = 1:2] {
	m = number('average', word('mg-fast mg-slow', k).' 0.01', 3)
	set arrow k from m, graph 0 to m, graph 1 nohead ls k lw 0.8 dt 2
}
plot for [k = 1:2] rows('omega', word('mg-fast mg-slow', k)) using 2:3 with lines ls k title name(word('mg-fast mg-slow', k))
