# SPDX-License-Identifier: GPL-3.0-or-later
# Energies along many directions, of one atom of the crystal.
load here.'/parts.gp'
set multiplot
g = 'b2'; unit = 'Å'; eunit = 'meV'; scale = 1e3; x0 = 0; width = 1
load here.'/bundle.gp'
unset multiplot
