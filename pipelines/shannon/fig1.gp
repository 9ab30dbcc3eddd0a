# SPDX-License-Identifier: GPL-3.0-or-later
# V, E, H of the cooling liquid with their branches, and the heat capacity.
load here.'/parts.gp'
eval resize(900, 700)
set multiplot layout 2,2 margins 0.10,0.97,0.09,0.97 spacing 0.13,0.12
set xtics 500
do for [k = 1:3] {
	quantity = word('V E H', k); ycol = 2*k
	ylab = word('V_[Å^3_per_atom] E_{pot}_[eV_per_atom] H_[eV_per_atom]', k)
	ylab = system("echo '".ylab."' | sed 's/_\\[/ [/; s/_per_/ per /'")
	load common.'branches.gp'
	unset arrow
	unset label
}
unset key
set ylabel 'C_p [k_B per atom]'
set arrow from tg, graph 0 to tg, graph 1 nohead ls 9
set label sprintf('T_g of H = %.0f K', tg) at tg, graph 0.06 offset 1, 0
plot dir.'/capacity.tsv' using 1:($2 - $3):($2 + $3) with filledcurves lc rgb '#c9dceb', \
	dir.'/capacity.tsv' using 1:2 with lines ls 1, 3 with lines ls 9
unset multiplot
