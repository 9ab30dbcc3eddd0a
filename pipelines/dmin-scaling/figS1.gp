# SPDX-License-Identifier: GPL-3.0-or-later
# Strain, stress and the fit of equation 5.
load here.'/parts.gp'
eval resize(820, 420)
set title sprintf('%s, %s%s, t_w = %s %s', label(shown), shown_at, unit_T(shown), shown_period, unit_t(shown))
set xlabel 't/t_w'
set ylabel 'σ ['.unit_G(shown).']'
set y2label 'γ'
set y2tics
plot dir.'/series.tsv' using 1:3 with lines lc rgb '#9fbfd8' title 'stress', \
	dir.'/series.tsv' using 1:4 with lines ls 1 lw 2 title 'equation 5', \
	dir.'/series.tsv' using 1:2 axes x1y2 with lines ls 9 title 'strain'
