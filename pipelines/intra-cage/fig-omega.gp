# SPDX-License-Identifier: GPL-3.0-or-later
# Mean solid angle in which an atom's energy falls, against the length of the displacement.
load here.'/parts.gp'
set logscale x
set format x '10^{%T}'
set xlabel 'dr [Å, σ]'
set ylabel '⟨Ω(dE_{atom} < 0)⟩/4π'
set yrange [-0.02:0.56]
set key at graph 0.03, graph 0.45 left
plot 0.5 ls 9 title 'limit dr → 0', \
	for [k = 1:3] g = word('mg-fast mg-slow ka-fast', k), rows('average', g) using 2:3:4 \
		with yerrorlines lc rgb colour(k) pt 7 ps 0.6 title name(g), \
	'+' using (0.01):(0.30) every ::::0 with points pt 2 ps 1.3 lc rgb '#333333' title 'published'
