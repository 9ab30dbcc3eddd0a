# SPDX-License-Identifier: GPL-3.0-or-later
# Barriers found in regions of different size, of one glass.
reach = real(system('printf %s "$REACH"'))
regions = system('printf %s "$REGIONS"')
name(r) = r eq 'full' ? 'all atoms' : 'R = '.r.' Å'
colour(k) = word('#1b6ca8 #588157 #d4a017 #c8553d #333333', k)
eval resize(900, 420)
set multiplot layout 1,2 margins 0.09,0.98,0.15,0.96 spacing 0.11,0
set xrange [0:reach]
set xlabel 'ΔQ [eV]'
set ylabel 'part of the events below ΔQ'
set yrange [0:1.02]
set key bottom right samplen 1
plot for [k = 1:words(regions)] r = word(regions, k), rows('cumulative', r) using 2:3 with steps lc rgb colour(k) lw 1.4 title name(r)
set ylabel 'P(ΔQ) [1/eV]'
set yrange [0:*]
set key top right
plot for [k = 1:words(regions)] r = word(regions, k), rows('regionspectra', r) using 2:3 with lines lc rgb colour(k) lw 1.4 title name(r)
unset multiplot
