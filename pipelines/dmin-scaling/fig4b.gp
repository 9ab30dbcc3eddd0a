# SPDX-License-Identifier: GPL-3.0-or-later
# The same at several pressures (colour), over the points at zero pressure (grey).
load here.'/parts.gp'
list = pressures(compressed)
set title compressed eq '-' ? 'no state under pressure was run' : label(compressed)
set xlabel 'D_{min}/r_0'
set ylabel 'δ [rad]'
set logscale xy
set xrange [from:to]
set yrange [0.01:3]
set key bottom right samplen 0.5
if (compressed eq '-') {
	plot NaN notitle
	exit
}
a = fitted(compressed, 'dmin', 3)
b = a > 0 ? fitted_b(compressed, 'dmin') : 0
plot pressed(compressed, '0') using 11:9:(least($11, $12)):($11 + $12):(least($9, $10)):($9 + $10) with xyerrorbars pt 7 ps 1 lw 0.6 lc rgb '#bbbbbb' title 'p = 0, all T', \
	for [i = 1:words(list)] pressed(compressed, word(list, i)) using 11:9:(least($11, $12)):($11 + $12):(least($9, $10)):($9 + $10) \
		with xyerrorbars pt 5 ps 1 lw 0.8 lc palette frac among(i, words(list)) title word(list, i).(lj(compressed) ? ' ε/σ^3' : ' GPa'), \
	a > 0 ? a*x**b : NaN with lines ls 4 lw 1 title 'fit at p = 0'
