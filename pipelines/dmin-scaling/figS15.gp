# SPDX-License-Identifier: GPL-3.0-or-later
# G'' of all temperatures against t_w/tau_alpha with the stretched exponential, a panel for each liquid.
load here.'/parts.gp'
lines = (words(systems) + 2)/3
eval resize(1200, 380*lines)
set multiplot layout lines,3 margins 0.07,0.98,0.19/lines,1 - 0.10/lines spacing 0.09,0.34/lines
set logscale x
set xlabel 't_w/τ_α'
set xrange [0.02:50]
set yrange [0:*]
unset key
beta(m) = tsv('$1 == "'.m.'" && $2 == "all" { print $7 == "nan" ? "not determined" : sprintf("%.2f ± %.2f", $7, $8) }', 'kww')
do for [j = 1:words(systems)] {
	m = word(systems, j)
	set title label(m).': β = '.beta(m)
	set ylabel "G'' [".unit_G(m).']'
	top = real('0'.tsv('$1 == "'.m.'" && $2 == "point" && $4 + $5 > t { t = $4 + $5 } END { print t }', 'losses'))
	set yrange [0:(top > 0 ? top : 1)]
	if (tsv('$1 == "'.m.'" && $2 == "curve" { n++ } END { print n + 0 }', 'losses') + 0 > 0) {
		plot rows('losses', m.' point') using 3:4:5 with yerrorbars ls 1 ps 0.7, rows('losses', m.' curve') using 3:4 with lines ls 2
	} else {
		plot (top > 0 ? rows('losses', m.' point') : '<echo 1 1 1 0 0 | tr " " "\t"') using 3:4:5 with yerrorbars ls 1 ps 0.7
	}
}
unset multiplot
