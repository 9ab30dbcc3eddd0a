# SPDX-License-Identifier: GPL-3.0-or-later
# H(T) while cooling, its two branches, and their crossing.
quantity = 'H'; ycol = 6
ylab = 'H [eV per atom]'
load common.'branches.gp'
