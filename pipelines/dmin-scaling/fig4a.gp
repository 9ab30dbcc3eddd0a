# SPDX-License-Identifier: GPL-3.0-or-later
# delta against D_min/r0 at all temperatures, and the slope that the paper finds for Al85Sm15.
load here.'/parts.gp'
m = shown; abscissa = 'dmin'; c = 11; named = 1
xlab = 'D_{min}/r_0'
set title label(m).': '.exponent(m, abscissa)
if (m ne 'alsm') { set arrow from 0.09, 0.05 to 0.22, 0.05*(0.22/0.09)**2.8 nohead lc rgb '#888888' lw 2; \
	set label "slope 2.8\n(paper, Al_{85}Sm_{15})" at 0.055, 0.5 textcolor rgb '#666666' }
load here.'/bunch.gp'
