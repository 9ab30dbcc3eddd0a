# SPDX-License-Identifier: GPL-3.0-or-later
# The parameters of equation 1 against temperature.
load here.'/parts.gp'
eval resize(900, 640)
set multiplot layout 2,2 margins 0.09,0.98,0.10,0.97 spacing 0.12,0.10
unset key
set xrange [0:1.02*hottest]
set offsets 0, 0, graph 0.08, graph 0.08
set arrow from tg, graph 0 to tg, graph 1 nohead ls 9
do for [k = 1:4] {
	set xlabel k > 2 ? 'T [K]' : ''
	set ylabel word('μ_[eV] W σ_[eV] ε_[eV]', k) noenhanced offset 1
	set ylabel system("echo '".word('μ_[eV] W σ_[eV] ε_[eV]', k)."' | tr _ ' '")
	published = word('nan nan 0.64 0.14', k)
	spread = word('nan nan 0.08 0.04', k)
	c = word('4 2 6 8', k) + 0
	unset object
	if (published ne 'nan') { set object 1 rectangle from graph 0, first (published - spread) to graph 1, first (published + spread) \
		fc rgb '#eeeeee' fs solid noborder behind }
	plot (published eq 'nan' ? NaN : real(published)) with lines lc rgb '#bbbbbb' notitle, \
		dir.'/parameters.tsv' using 1:c:c+1 with yerrorlines ls 1 ps 0.8
}
unset multiplot
