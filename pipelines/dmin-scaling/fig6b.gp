# SPDX-License-Identifier: GPL-3.0-or-later
# The stretching exponent against b, a point for each liquid.
load here.'/parts.gp'
eval resize(700, 460)
set xlabel 'b'
set ylabel 'β_{KWW}'
set yrange [0:1.3]
set offsets graph 0.08, graph 0.3, 0, 0
b_of(m) = fitted(m, 'dmin', 6) > 0 ? fitted_b(m, 'dmin') : NaN
set xrange [-1:5]
set key bottom left
beta(m, of, c) = tsv('$1 == "'.m.'" && $2 == "'.(of eq 'loss' ? 'all' : 'mean').'" && $3 == "'.of.'" { print $'.c.' }', 'kww')
number_or_nan(s) = (s eq '' || s eq 'nan' || s eq 'inf') ? NaN : real(s)
set for [i = 1:words(systems)] label i label(word(systems, i)) at b_of(word(systems, i)), number_or_nan(beta(word(systems, i), 'loss', 7)) offset 1, 0.6 font small
plot for [i = 1:words(systems)] '+' using (b_of(word(systems, i))):(number_or_nan(beta(word(systems, i), 'loss', 7))):(fitted(word(systems, i), 'dmin', 6)):(number_or_nan(beta(word(systems, i), 'loss', 8))) \
		every ::0::0 with xyerrorbars ls 1 ps 1 title i == 1 ? "of G''(t_w)" : '', \
	for [i = 1:words(systems)] '+' using (b_of(word(systems, i))):(number_or_nan(beta(word(systems, i), 'fs', 7))):(fitted(word(systems, i), 'dmin', 6)):(number_or_nan(beta(word(systems, i), 'fs', 8))) \
		every ::0::0 with xyerrorbars ls 2 pt 6 ps 1 title i == 1 ? 'of F_s(q,t), mean over T' : ''
