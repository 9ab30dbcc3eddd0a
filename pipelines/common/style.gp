# SPDX-License-Identifier: GPL-3.0-or-later
# What the figures share: gnuplot -e "kind='svg'; out='FILE'" style.gp FIGURE.gp
terminal(w, h) = kind eq 'svg' ? \
	sprintf("set terminal svg size %d,%d dynamic background rgb 'white' font 'sans-serif,14' linewidth 1.2", w, h) : \
	sprintf("set terminal pngcairo size %d,%d font 'sans-serif,22' linewidth 2.4", 2*w, 2*h)
# A figure of another size: eval resize(940, 420)
resize(w, h) = 'unset output; '.terminal(w, h).'; set output out'
eval resize(620, 420)
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
# rows of a table whose first columns are these words: rows('delta', 'mg-fast f1e-10')
rows(table, words) = sprintf("<awk -F '\\t' -v want='%s' 'BEGIN { n = split(want, w, \" \") } ".\
	"/^#/ { next } !head { head = 1; next } { for (k = 1; k <= n; k++) if ($k != w[k]) next; print } ' ".\
	"%s/%s.tsv", words, dir, table)
# a single number: number('average', 'mg-fast 0.01', 3)
number(table, words, c) = real(system(substr(rows(table, words), 2, 9999).sprintf(" | cut -f %d", c)))
