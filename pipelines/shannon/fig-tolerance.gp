# SPDX-License-Identifier: GPL-3.0-or-later
# Barriers where the largest force fell below 0.05 eV/A, and where they converged.
load here.'/parts.gp'
eval resize(900, 420)
set multiplot layout 1,2 margins 0.09,0.98,0.15,0.96 spacing 0.13,0
set xlabel 'converged ΔQ [eV]'
set ylabel 'ΔQ at 0.05 eV/Å [eV]' offset 1
set xrange [0:reach]
set yrange [0:reach]
unset key
plot x with lines ls 9, rows('events', '') using 9:10 with points pt 7 ps 0.25 lc rgb '#1b6ca8'
set xlabel 'ΔQ at 0.05 eV/Å less converged ΔQ [eV]'
set ylabel 'density [1/eV]'
set xrange [*:*]
set yrange [0:*]
plot dir.'/tolerance.tsv' using 1:2 with boxes fs solid 0.35 noborder lc rgb '#1b6ca8'
unset multiplot
