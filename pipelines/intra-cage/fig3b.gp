# SPDX-License-Identifier: GPL-3.0-or-later
# Mean delta of all models against gamma/gamma_c.b., by the loose and by the tight rule.
load here.'/parts.gp'
eval resize(900, 420)
set multiplot layout 1,2 margins 0.09,0.98,0.15,0.92 spacing 0.05,0
set logscale xy
set format x '10^{%T}'
set yrange [1e-12:30]
set ytics 1e-12,1e3
unset mytics
set xrange [1e-4:30]
set xlabel 'γ/γ_{c.b.}'
set arrow 1 from 1, graph 0 to 1, graph 1 nohead ls 9
do for [k = 1:2] {
	r = k == 1 ? loose : tight
	set title rule(r)
	set format y k == 1 ? '10^{%T}' : ''
	set ylabel k == 1 ? '⟨δ⟩' : '' offset 1
	if (k == 2) { set key top left } else { unset key }
	plot for [j = 1:4] g = word('mg-fast ka-fast lj50-fast johnson-fast', j), \
		rows('delta', g.' '.r) using 4:5:6 with yerrorlines lc rgb colour(j) pt int(real(word('7 5 9 13', j))) ps 0.6 title name(g)
}
unset multiplot
