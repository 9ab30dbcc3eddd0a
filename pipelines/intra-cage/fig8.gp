# SPDX-License-Identifier: GPL-3.0-or-later
# Where the energy of an atom is lowest.
load here.'/parts.gp'
set xlabel 'dr(min δE_{atom}) [Å]'
set ylabel 'density [1/Å]'
set yrange [0:*]
set arrow from 0.01, graph 0 to 0.01, graph 1 nohead ls 9
plot for [k = 1:2] rows('drstar', word('mg-fast mg-slow', k)) using 2:3 with lines ls k title name(word('mg-fast mg-slow', k))
