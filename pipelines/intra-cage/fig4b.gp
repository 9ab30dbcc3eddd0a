# SPDX-License-Identifier: GPL-3.0-or-later
# dE_atom over all directions, of one atom each, at three radii: blue falls, red rises.
load here.'/parts.gp'
eval resize(960, 430)
small = kind eq 'svg' ? ',11' : ',17'
radii = system('printf %s "$MAPDR" | tr , " "')
set multiplot layout 2,3 margins 0.06,0.98,0.06,0.92 spacing 0.03,0.14
unset key
unset border
unset tics
unset colorbox
set size ratio -1
set xrange [-2.9:2.9]
set yrange [-1.5:1.5]
set object 1 ellipse center 0,0 size 4*sqrt(2),2*sqrt(2) front fs empty border lc rgb '#888888' lw 0.7
set palette defined (-1 '#1b4f8a', -0.15 '#9cc3e6', 0 '#ffffff', 0.15 '#f2b8a8', 1 '#b3321b')
set cbrange [-1:1]
do for [k = 0:5] {
	g = k < 3 ? 'ka-fast' : 'mg-fast'
	stats dir.'/map.tsv' index k using 3 nooutput
	m = abs(STATS_max) > abs(STATS_min) ? abs(STATS_max) : abs(STATS_min)
	set title sprintf('dr = %s R_{NN}', word(radii, k % 3 + 1)) offset 0,-0.6
	if (k % 3 == 0) { set label 2 name(g) at -3.1,0 center rotate by 90 } else { unset label 2 }
	set label 1 (STATS_min < 0 ? gprintf('from %.1t·10^{%T} ', STATS_min) : gprintf('all positive, from %.1t·10^{%T} ', STATS_min)).\
		gprintf('to %.1t·10^{%T} ', STATS_max).(k < 3 ? 'ε' : 'eV') at 0,-1.62 center tc rgb '#555555' font small
	plot dir.'/map.tsv' index k using 1:2:($3/m) with image
}
unset multiplot
