# SPDX-License-Identifier: GPL-3.0-or-later
# Energies along many directions, of one atom of the pair glass and one of the metallic glass.
load here.'/parts.gp'
eval resize(960, 430)
set multiplot
do for [k = 1:2] {
	g = word('ka-fast mg-fast', k); unit = word('σ Å', k); eunit = word('10^{-3}ε meV', k); scale = 1e3
	x0 = 0.5*(k - 1); width = 0.5
	load here.'/bundle.gp'
}
unset multiplot
