# SPDX-License-Identifier: GPL-3.0-or-later
# What the figures share: gnuplot -e "kind='svg'; out='FILE'" style.gp FIGURE.gp
if (kind eq 'svg') {
	set terminal svg size 620,420 dynamic background rgb 'white' font 'sans-serif,14' linewidth 1.2
} else {
	set terminal pngcairo size 1240,840 font 'sans-serif,22' linewidth 2.4
}
set output out
set datafile separator tab
set datafile commentschars '#'
set border 3
set tics nomirror out
set key reverse Left samplen 1.5
set style line 1 lc rgb '#1b6ca8' pt 7 ps 0.45 lw 1.5
set style line 2 lc rgb '#c8553d' pt 7 ps 0.45 lw 1.5
set style line 3 lc rgb '#588157' pt 7 ps 0.45 lw 1.5
set style line 4 lc rgb '#333333' pt 7 ps 0.45 lw 1.5
set style line 9 lc rgb '#888888' lw 1 dt 2
