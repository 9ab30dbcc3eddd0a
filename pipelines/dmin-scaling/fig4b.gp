# SPDX-License-Identifier: GPL-3.0-or-later
# The same at several pressures (colour), over the points at zero pressure (grey).
load here.'/parts.gp'
list = pressures(shown)
set title label(shown).', pressures: '.exponent(shown.'@pressures', 'dmin')
set xlabel 'D_{min}/r_0'
set ylabel 'δ [rad]'
set logscale xy
set xrange [0.02:1.5]
set yrange [0.01:3]
set key bottom right samplen 0.5
a = fitted(shown, 'dmin', 3)
b = a > 0 ? fitted_b(shown, 'dmin') : 0
plot pressed(shown, '0') using 11:9:(least($11, $12)):($11 + $12):(least($9, $10)):($9 + $10) with xyerrorbars pt 7 ps 0.7 lw 0.6 lc rgb '#bbbbbb' title 'p = 0, all T', \
	for [i = 1:words(list)] pressed(shown, word(list, i)) using 11:9:(least($11, $12)):($11 + $12):(least($9, $10)):($9 + $10) \
		with xyerrorbars pt 5 ps 0.6 lw 0.8 lc palette frac among(i, words(list)) title word(list, i).(lj(shown) ? ' ε/σ^3' : ' GPa'), \
	a > 0 ? a*x**b : NaN with lines ls 4 lw 1 title 'fit at p = 0'
