# SPDX-License-Identifier: GPL-3.0-or-later
# G', G'', the angle and D_min against the period at one temperature.
load here.'/parts.gp'
eval resize(900, 640)
set multiplot layout 2,2 margins 0.10,0.98,0.11,0.94 spacing 0.13,0.12
unset key
set logscale x
eval period_tics(shown)
set offsets graph 0.05, graph 0.05, graph 0.08, graph 0.08
tau = real('0'.system(sprintf("awk -F '\\t' '$1 == \"%s\" && $2 == \"%s\" && $3 == 0 && $5 + 0 > 0 { print $5; exit }' %s/equilibrium.tsv", shown, shown_at, dir)))
if (tau > 0) { set arrow from tau, graph 0 to tau, graph 1 nohead ls 9 }
do for [k = 1:4] {
	set title (k == 1 ? sprintf('%s, %s%s', label(shown), shown_at, unit_T(shown)) : '')
	set xlabel k > 2 ? 't_{w} ['.unit_t(shown).']' : ''
	set ylabel word("G' G'' δ D_{min}/r_0", k).(k < 3 ? ' ['.unit_G(shown).']' : k == 3 ? ' [rad]' : '')
	if (k == 3) { set arrow 2 from graph 0, first pi/2 to graph 1, first pi/2 nohead ls 9 } else { unset arrow 2 }
	unset label
	if (tau > 0 && k == 2) { set label 'τ_α of F_s' at tau, graph 0.97 offset 0.5, 0 }
	c = word('5 7 9 11', k) + 0
	plot state(shown, shown_at) using 4:c:c+1 with yerrorlines ls 1 ps 0.8
}
unset multiplot
