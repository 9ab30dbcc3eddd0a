# SPDX-License-Identifier: GPL-3.0-or-later
# The stretching exponent against b, a point for each liquid.
load here.'/parts.gp'
eval resize(700, 460)
set xlabel 'b'
set ylabel 'β_{KWW}'
set yrange [0:1.3]
b_of(m) = fitted(m, 'dmin', 6) > 0 ? fitted_b(m, 'dmin') : NaN
set xrange [-1:5]
set key bottom left
beta(m, of, c) = tsv('$1 == "'.m.'" && $2 == "'.(of eq 'loss' ? 'all' : 'mean').'" && $3 == "'.of.'" { print $'.c.' }', 'kww')
number_or_nan(s) = (s eq '' || s eq 'nan' || s eq 'inf') ? NaN : real(s)
known(m) = number_or_nan(beta(m, 'loss', 7)) == number_or_nan(beta(m, 'loss', 7)) ? number_or_nan(beta(m, 'loss', 7)) : number_or_nan(beta(m, 'fs', 7))
do for [i = 1:words(systems)] {
	m = word(systems, i)
	if (known(m) == known(m) && b_of(m) == b_of(m)) { set label i label(m) at b_of(m), known(m) offset 1, 0.6 font small }
}
plot for [i = 1:words(systems)] '+' using (b_of(word(systems, i))):(number_or_nan(beta(word(systems, i), 'loss', 7))):(fitted(word(systems, i), 'dmin', 6)):(number_or_nan(beta(word(systems, i), 'loss', 8))) \
		every ::0::0 with xyerrorbars ls 1 ps 1 title i == 1 ? "of G''(t_w)" : '', \
	for [i = 1:words(systems)] '+' using (b_of(word(systems, i))):(number_or_nan(beta(word(systems, i), 'fs', 7))):(fitted(word(systems, i), 'dmin', 6)):(number_or_nan(beta(word(systems, i), 'fs', 8))) \
		every ::0::0 with xyerrorbars ls 2 pt 6 ps 1 title i == 1 ? 'of F_s(q,t), mean over T' : ''
