# SPDX-License-Identifier: GPL-3.0-or-later
# What the width of the bins makes of the entropy.
load here.'/parts.gp'
eval resize(900, 420)
set multiplot layout 1,2 margins 0.09,0.98,0.15,0.91 spacing 0.11,0
set logscale x
unset colorbox
set xlabel 'width of the bins [eV]'
set xrange [0.008:0.6]
set key bottom left samplen 1
set title 'S'
set ylabel 'S_{Shannon} of barriers' offset 1
plot for [k = 1:words(temperatures)] T = word(temperatures, k), rows('widths', T) using 2:5:4 with yerrorlines \
	lc palette cb real(T) pt 7 ps 0.7 title T.' K'
set title 'S + ln w'
unset key
set ylabel 'differential entropy' offset 1
plot for [k = 1:words(temperatures)] T = word(temperatures, k), rows('widths', T) using 2:($5 + log($2)):4 with yerrorlines \
	lc palette cb real(T) pt 7 ps 0.5, \
	for [k = 1:words(temperatures)] T = word(temperatures, k), rows('widths', T) using (0.009):7:8 with yerrorbars \
	lc palette cb real(T) pt 5 ps 0.7
unset multiplot
