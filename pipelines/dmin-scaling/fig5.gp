# SPDX-License-Identifier: GPL-3.0-or-later
# The same in the other liquids, a panel each.
load here.'/parts.gp'
others = ''
do for [i = 1:words(systems)] { if (word(systems, i) ne shown) { others = others.' '.word(systems, i) } }
lines = (words(others) + 2)/3
if (lines < 1) { lines = 1 }
eval resize(1200, 380*lines)
set multiplot layout lines,3 margins 0.08,0.98,0.19/lines,1 - 0.10/lines spacing 0.08,0.34/lines
if (words(others) == 0) { set xrange [0:1]; set yrange [0:1]; set label 'no other system was run' at graph 0.1, 0.5; plot NaN notitle }
do for [j = 1:words(others)] {
	m = word(others, j); abscissa = 'dmin'; c = 11; named = 1
	xlab = 'D_{min}/r_0'
	set title label(m).': '.exponent(m, abscissa)
	load here.'/bunch.gp'
}
unset multiplot
