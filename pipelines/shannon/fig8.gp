# SPDX-License-Identifier: GPL-3.0-or-later
# Dynamic against structural entropy, and diversity.
load here.'/parts.gp'
eval resize(940, 420)
set multiplot layout 1,2 margins 0.10,0.87,0.15,0.96 spacing 0.11,0
set key bottom left samplen 1
set cblabel offset 0.5 'T [K]'
set offsets graph 0.06, graph 0.06, graph 0.10, graph 0.10
do for [k = 1:2] {
	set xlabel k == 1 ? 'S_{Shannon} of Voronoi indices' : 'D of Voronoi indices'
	set ylabel k == 1 ? 'S_{Shannon} of barriers' : 'D_{barrier}' offset 1
	if (k == 1) { unset colorbox } else { set colorbox }
	c = k == 1 ? 2 : 6
	plot dir.'/related.tsv' using c+2:c:c+3:c+1:1 with xyerrorbars pt 7 ps 0.9 lc palette notitle, \
		'+' using (k == 1 ? 4.55 : 95):(k == 1 ? 3.9 : 50) every 1000 with points pt 4 ps 1.2 lc rgb '#888888' title 'published, glass'
}
unset multiplot
