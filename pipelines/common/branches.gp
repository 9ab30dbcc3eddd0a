# SPDX-License-Identifier: GPL-3.0-or-later
# A quantity while cooling: points with errors, the lines of the branches and
# T_g where they cross.  Wants quantity, ycol (of cooling.tsv) and ylab.
row(c) = sprintf("awk -F '\\t' '$1 == \"%s\" { print $%d }' %s/tg.tsv", quantity, c, dir)
tg = real(system(row(2))); value = real(system(row(5)))
low = real(system(row(6))); high = real(system(row(7)))
line(slope, T) = value + slope*(T - tg)
set xlabel 'T [K]'
set ylabel ylab
set key top left
set arrow from tg, graph 0 to tg, graph 1 nohead ls 9
set label sprintf('T_g = %.0f K', tg) at tg, graph 0.06 offset 1, 0
plot dir.'/cooling.tsv' using 1:ycol:ycol+1 with yerrorbars ls 1 notitle, \
	line(low, x) with lines ls 3 title 'glass', \
	line(high, x) with lines ls 2 title 'liquid'
