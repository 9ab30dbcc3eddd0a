# SPDX-License-Identifier: GPL-3.0-or-later
# Barriers around the atoms of a slab, of a glass and of a liquid.
load here.'/parts.gp'
at = system('printf %s "$SLAB_AT"')
eval resize(940, 450)
set multiplot layout 1,2 margins 0.07,0.88,0.14,0.92 spacing 0.08,0
unset key
set size ratio -1
set xlabel 'x [Å]'
set palette defined (0 '#c8553d', 0.95 '#f1d18a', 1.0 '#e9eef2', 2.5 '#1b6ca8')
set cbrange [0:2.5]
set cblabel 'ΔQ [eV]'
set pm3d map
do for [k = 1:2] {
	T = word(at, k)
	set title sprintf('%s K', T)
	set ylabel (k == 1 ? 'y [Å]' : '') offset 1
	if (k == 1) { unset colorbox } else { set colorbox }
	stats dir.'/maps.tsv' index k-1 using 1 nooutput
	set xrange [0:STATS_max]
	set yrange [0:STATS_max]
	plot dir.'/maps.tsv' index k-1 using 1:2:3 with image
}
unset multiplot
