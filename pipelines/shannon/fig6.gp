# SPDX-License-Identifier: GPL-3.0-or-later
# Slopes of the smooth curves through entropy and diversity.
load here.'/parts.gp'
eval resize(900, 400)
set multiplot layout 1,2 margins 0.10,0.98,0.15,0.96 spacing 0.15,0
unset key
set xrange [0:1.02*hottest]
set xlabel 'T [K]'
set arrow 1 from tg, graph 0 to tg, graph 1 nohead front ls 9
# the band of errors within the picture
clip(y) = y < low ? low : y > high ? high : y
set ylabel 'dS/dT [10^{-3}/K]'
stats rows('smooth', 'S') using (1e3*$5) nooutput
low = 2.2*STATS_min; high = -0.8*STATS_min
set yrange [low:high]
plot rows('smooth', 'S') using 2:(clip(1e3*($5 - $6))):(clip(1e3*($5 + $6))) with filledcurves lc rgb '#c9dceb', \
	rows('smooth', 'S') using 2:(1e3*$5) with lines ls 1
set ylabel 'dD/dT [1/K]'
stats rows('smooth', 'D') using 5 nooutput
low = 2.2*STATS_min; high = -0.8*STATS_min
set yrange [low:high]
plot rows('smooth', 'D') using 2:(clip($5 - $6)):(clip($5 + $6)) with filledcurves lc rgb '#c9dceb', \
	rows('smooth', 'D') using 2:5 with lines ls 1
unset multiplot
