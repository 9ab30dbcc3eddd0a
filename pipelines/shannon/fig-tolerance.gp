# SPDX-License-Identifier: GPL-3.0-or-later
# Barriers where the largest force fell below 0.05 eV/A, and where they converged.
load here.'/parts.gp'
full = system('printf %s "$REGIONS" | sed "s/.* //"')
eval resize(900, 420)
set multiplot layout 1,2 margins 0.09,0.98,0.15,0.96 spacing 0.13,0
set xlabel 'converged ΔQ [eV]'
set ylabel 'ΔQ at 0.05 eV/Å [eV]' offset 1
set xrange [0:reach]
set yrange [0:reach]
unset key
plot x with lines ls 9, rows('regions', full) using ($4 == 1 ? $7 : 1/0):8 with points pt 7 ps 0.4 lc rgb '#1b6ca8'
set xlabel 'ΔQ less converged ΔQ [eV]'
set ylabel 'part of the events below' offset 1
set xrange [-0.1:1]
set yrange [0:1.15]
set key top left samplen 1
plot rows('tolerance', 'force') using 2:3 with steps ls 1 title 'at 0.05 eV/Å, all atoms', \
	rows('tolerance', 'region') using 2:3 with steps ls 2 title 'held beyond the region'
unset multiplot
