# SPDX-License-Identifier: GPL-3.0-or-later
# Is it equilibrium? F_s and the mean square displacement of one liquid, and the drift of E_IS in all samples.
load here.'/parts.gp'
eval resize(1200, 420)
set multiplot layout 1,3 margins 0.07,0.98,0.16,0.90 spacing 0.09
list = temperatures(shown)
series(t) = rows('scattering', shown.' '.t.' 0 '.system(sprintf("awk -F '\\t' '$1 == \"%s\" { print $4; exit }' %s/equilibrium.tsv", shown, dir)))
set logscale x
set xlabel 't ['.unit_t(shown).']'
set ylabel 'F_s(q,t)'
set yrange [0:1]
set title label(shown)
set key top right
plot for [i = 1:words(list)] series(word(list, i)) using 5:6:7 with yerrorlines pt 7 ps 0.4 lc palette frac among(i, words(list)) title word(list, i).unit_T(shown), \
	exp(-1) with lines ls 9 notitle
set logscale y
set yrange [*:*]
set ylabel 'MSD ['.unit_l(shown).'^2]'
unset key
plot for [i = 1:words(list)] series(word(list, i)) using 5:8:9 with yerrorlines pt 7 ps 0.4 lc palette frac among(i, words(list))
unset logscale
set title 'all samples'
set xlabel 'held before [τ_α]'
set logscale x
set xrange [0.05:*]
set ylabel 'drift of E_{IS} [standard errors]'
set yrange [-6:10]
set key top left font small
plot for [j = 1:words(systems)] rows('equilibrium', word(systems, j)) using (strcol(11) eq 'nan' ? 0.07 : $11):10 with points pt 4 + j ps 1.2 lc palette frac among(j, words(systems)) title label(word(systems, j)), \
	-2 with lines ls 9 notitle, 2 with lines ls 9 notitle
unset multiplot
