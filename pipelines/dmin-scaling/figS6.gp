# SPDX-License-Identifier: GPL-3.0-or-later
# The angle against D_min and against what does not collapse: D_min without minimisation, and labelled displacements.
load here.'/parts.gp'
eval resize(900, 760)
set multiplot layout 2,2 margins 0.10,0.98,0.09,0.95 spacing 0.12,0.15
m = shown
do for [k = 1:4] {
	abscissa = word('dmin direct rmsd_is rmsd', k); c = word('11 17 13 19', k) + 0
	xlab = word('D_{min}/r_0 direct_D_{min}/r_0 RMSD_of_inherent_structures/r_0 RMSD/r_0', k)
	xlab = system("echo '".xlab."' | sed 's/_D/ D/; s/_of_/ of /; s/t_str/t str/'")
	named = k == 1
	to = k > 2 ? 6 : 1.5
	set title sprintf('scatter %.2f about the line', fitted(m, abscissa, 8))
	load here.'/bunch.gp'
}
unset multiplot
