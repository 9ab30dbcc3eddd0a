# SPDX-License-Identifier: GPL-3.0-or-later
# Changes of atomic stress at strains up to gamma_c.b., under the loose and the tight rule, and their widths.
load here.'/parts.gp'
eval resize(900, 900)
steps = system('printf %s "$STEPS"')
n = words(steps)
set multiplot layout 3,2 margins 0.10,0.97,0.07,0.95 spacing 0.13,0.11
ratio(g, r, s) = number('fwhm', g.' '.r.' '.s, 4)
do for [r in loose.' '.tight] { do for [g in 'ka-fast mg-fast'] {
	span = real(system(substr(rows('fwhm', g.' '.r), 2, 9999).' | sort -t "	" -k3,3n | sed -n 2p | cut -f 5'))
	span = span > 0 ? span : 1e-3
	set title name(g).', '.rule(r)
	set xlabel 'Δσ_i/RMS(σ_{ini})' offset 0,0.5
	set ylabel 'density (highest = 1)' offset 1
	set xrange [-4*span:4*span]
	set xtics (gprintf('%.1t·10^{%T}', -2*span) -2*span, '0' 0, gprintf('%.1t·10^{%T}', 2*span) 2*span)
	set yrange [0:1.08]
	set key top right samplen 1 title 'γ/γ_{c.b.}'
	plot for [k = n:2:-1] s = word(steps, k), rows('histograms', g.' '.r.' '.s).sprintf(\
		" | awk -F '\\t' '{ x[NR] = $5; y[NR] = $6; if ($6 > m) m = $6 } END { for (i = 1; i <= NR; i++) print x[i] FS y[i]/m }'") \
		using 1:2 with lines lc rgb colour(k) lw 1.3 title sprintf('%.2g', ratio(g, r, s))
} }
set xrange [*:*]
set xtics auto
set logscale xy
set format xy '10^{%T}'
set ytics 1e2 
unset mytics
set yrange [1e-12:10]
set xlabel 'γ/γ_{c.b.}'
set ylabel 'FWHM/RMS(σ_{ini})' offset 1
do for [g in 'ka-fast mg-fast'] {
	set title name(g)
	set key at graph 0.05, graph 0.5 left notitle
	plot for [k = 1:2] r = (k == 1 ? loose : tight), rows('fwhm', g.' '.r) using 4:5 \
		with linespoints lc rgb colour(k) pt (k == 1 ? 6 : 7) ps 0.6 title rule(r)
}
unset multiplot
