# SPDX-License-Identifier: GPL-3.0-or-later
# In which part of the atoms each direction lowers the energy.
load here.'/parts.gp'
eval resize(620, 340)
unset key
unset border
unset tics
set size ratio -1
set xrange [-2.9:2.9]
set yrange [-1.5:1.5]
set object 1 ellipse center 0,0 size 4*sqrt(2),2*sqrt(2) front fs empty border lc rgb '#888888' lw 0.7
set palette defined (0 '#ffffff', 1 '#1b4f8a')
set cbrange [0:0.5]
set cbtics 0,0.1
set cblabel 'atoms with dE_{atom} < 0'
plot dir.'/directions.tsv' using 1:2:3 with image
