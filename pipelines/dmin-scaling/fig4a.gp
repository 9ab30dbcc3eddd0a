# SPDX-License-Identifier: GPL-3.0-or-later
# delta against D_min/r0 at all temperatures, and the slope that the paper finds for Al85Sm15.
load here.'/parts.gp'
m = shown; abscissa = 'dmin'; c = 11; named = 1
xlab = 'D_{min}/r_0'
set title label(m).': '.exponent(m, abscissa)
set arrow from 0.04, 0.02 to 0.12, 0.02*3**2.8 nohead lc rgb '#888888' lw 2
set label "slope 2.8\n(paper, Al_{85}Sm_{15})" at 0.024, 0.18 textcolor rgb '#666666'
load here.'/bunch.gp'
