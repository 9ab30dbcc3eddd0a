# SPDX-License-Identifier: GPL-3.0-or-later
# delta(gamma) and Theta(gamma) of two samples each of the pair glass and of the metallic glass.
load here.'/parts.gp'
eval resize(900, 640)
set multiplot layout 2,2 margins 0.09,0.93,0.10,0.94 spacing 0.13,0.13
set logscale xy
set format xy '10^{%T}'
set yrange [1e-12:30]
set ytics 1e-12,1e3
unset mytics
set y2range [-0.05:1.05]
set y2tics 0,1 format '%g' tc rgb '#888888'
set border 11
do for [g in 'ka-fast mg-fast'] { do for [s = 1:2] {
	set title sprintf('%s, sample %s', name(g), word(seeds, s))
	set xlabel s == 0 || g eq 'mg-fast' ? 'γ' : ''
	set ylabel s == 1 ? 'δ = RMS(Δσ)/RMS(σ_{ini})' : '' offset 1
	set y2label s == 2 ? 'Θ' : '' tc rgb '#888888' offset -1
	if (s == 1 && g eq 'ka-fast') { set key at graph 0.05, graph 0.58 left spacing 0.9 } else { unset key }
	plot rows('cycles', g.' '.word(seeds, s).' '.tight) using 4:14 axes x1y2 with steps lc rgb '#bbbbbb' lw 1.5 title 'Θ', \
		for [k = 1:2] r = (k == 1 ? loose : tight), \
		rows('cycles', g.' '.word(seeds, s).' '.r) using 4:5 \
			with linespoints lc rgb colour(k) pt (k == 1 ? 6 : 7) ps 0.5 lw 1.2 title rule(r), \
		rows('cycles', g.' '.word(seeds, s).' '.tight) using 4:($11 == 1 ? 1/0 : $5) with points pt 2 ps 1 lc rgb 'black' title 'not converged'
} }
unset multiplot
