# SPDX-License-Identifier: GPL-3.0-or-later
# V(T) while cooling, its two branches, and their crossing.
quantity = 'V'; ycol = 2
ylab = 'V [Å^3 per atom]'
load common.'branches.gp'
