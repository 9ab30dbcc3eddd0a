# SPDX-License-Identifier: GPL-3.0-or-later
# The same strains, another stopping rule: delta of the pair glass and of the metallic glass.
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
do for [g in 'ka-fast mg-fast'] {
	set title name(g)
	set format y g eq 'ka-fast' ? '10^{%T}' : ''
	set ylabel g eq 'ka-fast' ? '⟨δ⟩' : '' offset 1
	if (g eq 'mg-fast') { set key at graph 0.03, graph 0.99 left samplen 1 spacing 0.85 } else { unset key }
	plot for [k = 1:words(rules)] r = word(rules, k), rows('delta', g.' '.r) using 4:5 \
		with linespoints lc rgb colour(k) pt (r[1:1] eq 'e' ? 6 : 7) ps 0.5 lw 1.2 title rule(r), \
		for [k = 1:words(rules)] r = word(rules, k), rows('delta', g.' '.r) \
		using 4:($10 < $9 && r[1:1] eq 'f' ? $5 : 1/0) with points pt 2 ps 0.9 lc rgb 'black' \
		title k == 1 ? 'not all converged' : ''
}
unset multiplot
