# SPDX-License-Identifier: GPL-3.0-or-later
# Tables with jumps of the second derivative at every point (as in LAMMPS) beside twice differentiable ones.
load here.'/parts.gp'
eval resize(900, 420)
set multiplot layout 1,2 margins 0.09,0.98,0.15,0.92 spacing 0.11,0
set logscale xy
set format xy '10^{%T}'
set yrange [1e-12:30]
set ytics 1e-12,1e3
unset mytics
set xrange [1e-4:30]
set xlabel 'γ/γ_{c.b.}'
set ylabel '⟨δ⟩' offset 1
set arrow 1 from 1, graph 0 to 1, graph 1 nohead ls 9
set key top left
plot for [k = 1:2] for [j = 1:2] r = (j == 1 ? loose : tight), \
	rows('delta', word('mg-fast mg-smooth', k).' '.r) using 4:5 \
	with linespoints lc rgb colour(k) pt (k == 1 ? 7 : 6) ps (k == 1 ? 0.4 : 1.1) lw (k == 1 ? 1.2 : 0.6) dt j \
	title word('table smooth', k).', '.rule(r)
unset logscale y
unset arrow 1
set format y '%g'
set yrange [0:0.55]
set ytics 0,0.1
set xrange [*:*]
set xlabel 'dr [Å]'
set ylabel '⟨Ω⟩/4π'
set key bottom left
plot 0.5 ls 9 notitle, for [k = 1:2] rows('average', word('mg-fast mg-smooth', k)) using 2:3:4 \
	with yerrorlines lc rgb colour(k) pt (k == 1 ? 7 : 6) ps (k == 1 ? 0.4 : 1.1) lw (k == 1 ? 1.2 : 0.6) title word('table smooth', k)
unset multiplot
