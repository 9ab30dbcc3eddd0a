# SPDX-License-Identifier: GPL-3.0-or-later
# The angle against the part of the atoms that went farther than r0/2.
load here.'/parts.gp'
m = shown; abscissa = 'jumped'; c = 15; named = 1; from = 0.005; to = 1
xlab = 'part of the atoms with u > r_0/2'
set title sprintf('%s: scatter %.2f about the line; of D_{min} %.2f', label(m), fitted(m, abscissa, 8), fitted(m, 'dmin', 8))
load here.'/bunch.gp'
