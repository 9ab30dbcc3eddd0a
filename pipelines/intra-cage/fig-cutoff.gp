# SPDX-License-Identifier: GPL-3.0-or-later
# A pair potential that is cut off with a jump of its force, beside one without: every sample, tight rule.
load here.'/parts.gp'
set logscale xy
set format xy '10^{%T}'
set yrange [1e-12:30]
set ytics 1e-12,1e3
unset mytics
set xlabel 'γ'
set ylabel 'δ'
set key top left
plot for [k = 1:2] for [s = 1:words(seeds)] rows('cycles', word('ka-cut ka-fast', k).' '.word(seeds, s).' '.tight) \
	using 4:5 with linespoints lc rgb colour(k) pt (k == 1 ? 6 : 7) ps 0.5 lw 0.8 \
	title s > 1 ? '' : k == 1 ? 'force jumps at the cut-off' : 'force shifted to zero'
