# SPDX-License-Identifier: GPL-3.0-or-later
# Dynamic Shannon entropy and diversity against temperature.
load here.'/parts.gp'
eval resize(940, 430)
set multiplot
set xrange [0:1.02*hottest]
set xlabel 'T [K]'
set key top left samplen 1
set arrow 1 from tg, graph 0 to tg, graph 1 nohead ls 9
do for [k = 1:2] {
	q = word('S D', k)
	set origin (k - 1)*0.5, 0
	set size 0.5, 1
	set offsets 0, 0, graph (k == 1 ? 0.9 : 0.6), graph 0.06
	set ylabel k == 1 ? 'S_{Shannon} of barriers' : 'D_{barrier} = exp S' offset 1
	plot rows('entropy', '') using 1:(strcol(2) eq 'all' ? column(k == 1 ? 6 : 9) : 1/0) with points pt 6 ps 0.9 lc rgb '#888888' title 'counted', \
		rows('entropy', '') using 1:(strcol(2) eq 'all' ? column(k == 1 ? 8 : 11) : 1/0):(column(k == 1 ? 7 : 10)) \
			with yerrorbars ls 1 ps 0.8 title 'with Miller–Madow', \
		rows('smooth', q) using 2:3 with lines ls 2 title 'tanh', \
		(x < 675 ? (k == 1 ? 3.9 : 50) : (k == 1 ? 3 : 25)) with steps ls 9 dt 3 title 'published plateaus'
}
# what the paper's text says of the stretching exponent that Wang and others measured
set origin 0.30, 0.60
set size 0.20, 0.38
set samples 500
unset key
unset offsets
set xlabel ''
set ylabel 'β_{KWW}' font small offset 2.5
set xtics 0,1000 font small
set ytics 0.5,0.5 font small
set yrange [0.4:1.1]
set xrange [0:hottest]
plot (x < 675 ? 0.5 : 1) with steps ls 3
unset multiplot
