# SPDX-License-Identifier: GPL-3.0-or-later
# The damping of a system against one measure of displacement, a colour for each temperature: wants m, abscissa
# (of fits.tsv), c (its column of points.tsv), xlab, whether the temperatures are named (named), and the range from, to.
list = temperatures(m)
a = fitted(m, abscissa, 3)
b = fitted(m, abscissa, 3) > 0 ? fitted_b(m, abscissa) : 0
slope = (abscissa eq 'dmin' && a > 0) ? published(m) : 0
middle = slope > 0 ? sqrt(fitted(m, abscissa, 10)*fitted(m, abscissa, 11)) : 1
set xlabel xlab
set ylabel 'δ [rad]'
set logscale xy
set xrange [from:to]
set yrange [0.01:3]
set key bottom right samplen 0.5 font small
plot for [i = 1:words(list)] state(m, word(list, i)) using c:(sure($9, $10)):(least(column(c), column(c + 1))):(column(c) + column(c + 1)):(least($9, $10)):($9 + $10) \
		with xyerrorbars pt 7 ps 1 lw 0.8 lc palette frac among(i, words(list)) title named ? word(list, i).unit_T(m) : '', \
	for [i = 1:words(list)] state(m, word(list, i)) using c:(unsure($9, $10)):(least(column(c), column(c + 1))):(column(c) + column(c + 1)):(least($9, $10)):($9 + $10) \
		with xyerrorbars pt 6 ps 1 lw 0.4 lc palette frac among(i, words(list)) notitle, \
	a > 0 ? a*x**b : NaN with lines ls 4 lw 1 notitle, \
	slope > 0 ? a*middle**b*(x/middle)**slope : NaN with lines ls 9 lw 1.5 dt 3 title slope > 0 ? sprintf('published b = %.1f', slope) : '', \
	pi/2 with lines ls 9 notitle
