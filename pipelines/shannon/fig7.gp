# SPDX-License-Identifier: GPL-3.0-or-later
# Disconnectivity graphs of successive events, from a liquid's and from a glass's inherent structure.
load here.'/parts.gp'
at = system('printf %s "$CHAIN_AT"')
rules = system('printf %s "$ACCEPT"')
n = words(at); m = words(rules)
eval resize(900, 380*m + 20)
set multiplot layout m,n margins 0.09,0.98,0.03,0.97 spacing 0.09,0.05
unset key
unset xtics
set border 2
set yrange [*:*]
set offsets graph 0.03, graph 0.03, 0, 0
depth(T, rule) = number('depths', T.' '.rule, 6)
do for [j = 1:m] {
top = 0
do for [T in at] { d = 1e3*depth(T, word(rules, j)); top = d > top ? d : top }
set yrange [-0.02*top:1.16*top]
do for [i = n:1:-1] {
	T = word(at, i); rule = word(rules, j)
	set ylabel i == n ? 'E - E_{min} [meV per atom]' : '' offset 1
	set label 1 sprintf('%s K, %s', T, rule) at graph 0.03, graph 0.97
	set label 2 sprintf('%d events, depth %.4f eV per atom', number('depths', T.' '.rule, 3), depth(T, rule)) \
		at graph 0.03, graph 0.92 font small
	plot dir.'/trees.tsv' index (i - 1)*m + j - 1 using 1:2 with lines lc rgb (i == 1 ? '#1b6ca8' : '#c8553d') lw 0.6
} }
unset multiplot
