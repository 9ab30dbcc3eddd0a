# SPDX-License-Identifier: GPL-3.0-or-later
# g(r) of the glass and its partials.
set xlabel 'r [Å]'
set ylabel 'g(r)'
set key top right
set yrange [0:*]
plot 1 with lines ls 9 notitle, \
	for [k = 1:4] dir.'/rdf.tsv' using 'r[A]':(column(word('g g_Cu-Cu g_Cu-Zr g_Zr-Zr', k))) \
		with lines ls (5 - k) lw (k == 1 ? 2 : 1.3) title word('all Cu–Cu Cu–Zr Zr–Zr', k)
