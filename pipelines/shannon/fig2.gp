# SPDX-License-Identifier: GPL-3.0-or-later
# Barrier spectra of the inherent structures, and their fits of equation 1.
load here.'/parts.gp'
n = words(shown)
wide = n > 4 ? 3 : 2
lines = (n + wide - 1)/wide
eval resize(300*wide, 60 + 240*lines)
set multiplot layout lines,wide margins 0.08,0.98,0.11,0.97 spacing 0.06,0.09
top = 1.1*real(system(substr(rows('spectra', ''), 2, 9999)." | cut -f 5 | sort -g | tail -n 1"))
set xrange [0:reach]
set yrange [0:top]
set key top right samplen 1
do for [k = 1:n] {
	T = word(shown, k)
	set xlabel (k > n - wide ? 'ΔQ [eV]' : '')
	set ylabel ((k - 1) % wide == 0 ? 'P(ΔQ) [1/eV]' : '') offset 1
	set label 1 sprintf('%s K', T) at graph 0.97, graph 0.93 right
	set label 2 sprintf('n = %d', number('spectra', T, 6)) at graph 0.97, graph 0.84 right font small
	plot rows('spectra', T) using 3:5:(2*($3 - $2)) with boxes fs solid 0.35 noborder lc rgb '#1b6ca8' notitle, \
		rows('curves', T) using 2:3 with lines ls 2 notitle, \
		rows('curves', T) using 2:4 with lines ls 4 lw 1 dt 3 notitle, \
		rows('curves', T) using 2:5 with lines ls 4 lw 1 dt 2 notitle
}
unset multiplot
