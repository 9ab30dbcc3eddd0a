# SPDX-License-Identifier: GPL-3.0-or-later
# What the projection does: digits on the sphere, in the plane of the angles, and on the map.
load here.'/parts.gp'
eval resize(980, 330)
set multiplot
unset key
unset colorbox
unset border
unset tics
shade(d) = d == 0 ? 0xdddddd : int(real(word('0 1803432 13129021 5800023 9333898 13934615 1803432 13129021 5800023 9333898 13934615', int(d) + 1)))
rad = pi/180
set title '(a) sphere' offset 0,-1
set origin -0.03,0; set size 0.33,1
set view equal xyz
set view 65,300
set xyplane at -1.1
front(t, p) = sin(t)*cos(p)*cos(210*rad) + sin(t)*sin(p)*sin(210*rad) + 0.45*cos(t) > 0
splot rows('pattern', '') using (sin($1*rad)*cos($2*rad)):(sin($1*rad)*sin($2*rad)):\
	(front($1*rad, $2*rad) ? cos($1*rad) : 1/0):(shade($3)) with points pt 7 ps 0.7 lc rgb variable
set title '(b) θ, φ' offset 0,0
set origin 0.27,0.12; set size 0.32,0.8
set border 3
set xlabel 'φ [°]'; set ylabel 'θ [°]'
set xtics 0,90 nomirror; set ytics 0,45 nomirror
set xrange [0:360]; set yrange [180:0]
plot rows('pattern', '') using 2:1:(shade($3)) with points pt 5 ps 0.62 lc rgb variable
set title '(c) Mollweide'
set origin 0.60,0.12; set size 0.40,0.8
unset border; unset tics
set xlabel ' '; unset ylabel
set size ratio -1
set xrange [-2.9:2.9]; set yrange [-1.5:1.5]
plot rows('pattern', '') using 4:5:(shade($3)) with points pt 5 ps 0.53 lc rgb variable
unset multiplot
