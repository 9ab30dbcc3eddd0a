# SPDX-License-Identifier: GPL-3.0-or-later
# Mean and standard deviation of the entropy over independent samples.
load here.'/parts.gp'
set xrange [0:1.02*hottest]
set offsets 0, 0, graph 0.15, graph 0.15
set xlabel 'T [K]'
set ylabel 'S_{Shannon} of barriers'
set key bottom left
plot rows('smooth', 'S') using 2:3 with lines ls 9 title 'all samples, smooth', \
	rows('entropy', '') using 1:(valid(2) ? $8 : 1/0) with points pt 6 ps 0.6 lc rgb '#888888' title 'a sample', \
	dir.'/ensemble.tsv' using 1:3:4 with yerrorbars ls 2 ps 0.8 title 'mean, standard deviation'
