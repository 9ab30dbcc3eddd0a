# SPDX-License-Identifier: GPL-3.0-or-later
# Dynamic entropy against the excess of thermodynamic entropy; both against temperature.
load here.'/parts.gp'
eval resize(940, 420)
set multiplot layout 1,2 margins 0.10,0.89,0.15,0.90 spacing 0.12,0
unset key
set cbrange [coldest:1200]
set offsets graph 0.06, graph 0.14, graph 0.10, graph 0.10
unset colorbox
set xtics 0.2
set xlabel 'ΔS_{tot} [k_B per atom]'
set ylabel 'S_{Shannon} of barriers' offset 1
plot dir.'/related.tsv' using 10:2:3:1 with yerrorbars pt 7 ps 0.9 lw 1.5 lc palette, \
	dir.'/related.tsv' using 10:2:(sprintf('%g K', $1)) with labels left offset 0.8,0.6 font small
set xrange [0:1200]
set xtics 400
unset offsets
set xlabel 'T [K]'
set ylabel 'ΔS_{tot} [k_B per atom]' offset 1
set y2label 'S_{Shannon} of barriers'
set border 11
set y2tics
set key at graph 0.5, 1.10 center horizontal
set arrow 1 from tg, graph 0 to tg, graph 1 nohead ls 9
plot dir.'/excess.tsv' using 1:3 with lines ls 2 title 'ΔS_{tot}', \
	dir.'/related.tsv' using ($1 <= 1200 ? $1 : 1/0):2:3 axes x1y2 with yerrorbars ls 1 title 'S_{Shannon}'
unset multiplot
