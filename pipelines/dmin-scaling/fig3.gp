# SPDX-License-Identifier: GPL-3.0-or-later
# G', G'', the angle and D_min over temperature and period: a cell for each point that was measured, white where none was.
load here.'/parts.gp'
eval resize(960, 680)
set multiplot layout 2,2 margins 0.11,0.90,0.11,0.94 spacing 0.19,0.14
unset key
set logscale x
set colorbox
set cbrange [*:*]
set style fill solid noborder
set palette defined (0 '#f7fbff', 0.35 '#9ecae1', 0.7 '#2171b5', 1 '#08306b')
set autoscale fix
eval period_tics(shown)
set cbtics format '%.3g'
do for [k = 1:4] {
	set title word("G' G'' δ D_{min}/r_0", k).(k < 3 ? ' ['.unit_G(shown).']' : k == 3 ? ' [rad]' : '').(k == 1 ? ', '.label(shown) : '')
	set xlabel k > 2 ? 't_{w} ['.unit_t(shown).']' : ''
	set ylabel k % 2 ? 'T ['.(lj(shown) ? 'ε/k_B' : 'K').']' : ''
	c = 6 + k
	plot dir.'/maps.tsv' using 2:1:3:4:5:6:c with boxxyerror fc palette
}
unset multiplot
