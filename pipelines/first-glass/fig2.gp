# SPDX-License-Identifier: GPL-3.0-or-later
# E(T) while cooling, its two branches, and their crossing.
quantity = 'E'; ycol = 4
ylab = 'E_{pot} [eV per atom]'
load common.'branches.gp'
