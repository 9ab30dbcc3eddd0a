# SPDX-License-Identifier: GPL-3.0-or-later
# Atoms in surroundings of more five-fold symmetry: are they better confined?
load here.'/parts.gp'
set xlabel 'five-fold symmetry n_5/Σn_k of the Voronoi cell'
set ylabel '⟨Ω⟩/4π at dr = 0.01 Å'
set yrange [0:0.5]
set xrange [0:1.02]
set key bottom right
plot for [k = 1:2] g = word('mg-fast mg-slow', k), rows('fivefold', g) using 2:3:4 with yerrorlines ls k \
	title sprintf('%s, r = %.2f', name(g), number('fivefold', g.' r', 3))
