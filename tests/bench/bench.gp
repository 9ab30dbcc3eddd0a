# SPDX-License-Identifier: GPL-3.0-or-later
# Ratios of bench.tsv with their spread, and the targets: gnuplot -e "data='bench.tsv'; out='bench.svg'" bench.gp
set terminal svg size 900,520 dynamic background rgb 'white' font 'sans-serif,13' linewidth 1.2
set output out
set datafile separator tab
set datafile commentschars '#'
set datafile missing 'nan'
set border 3
set tics nomirror out
set xtics rotate by -40 left
set ylabel 'ratio'
set yrange [0:*<10]	# perturb-N goes through the roof
set grid y lc rgb '#dddddd'
set style fill solid 0.85
set boxwidth 0.6
set key top right reverse Left samplen 1.5
set bmargin 9
number(s) = (s[1:2] eq '<=') ? real(s[3:*]) : ((s eq '' || s[1:1] eq 'o') ? NaN : real(s))
plot data using 0:5:xtic(1) every ::1 with boxes lc rgb '#1b6ca8' title 'measured', \
	'' using 0:5:8:9 every ::1 with yerrorbars lc rgb '#333333' pt 0 notitle, \
	'' using 0:(number(strcol(6))) every ::1 with points pt 7 ps 0.9 lc rgb '#c8553d' \
		title 'target (growth: at most)'
