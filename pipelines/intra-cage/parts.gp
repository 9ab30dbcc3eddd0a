# SPDX-License-Identifier: GPL-3.0-or-later
# What the figures of this study share: lists, colours, names.
tight = system('printf %s "$TIGHT"')
loose = system('printf %s "$LOOSE"')
rules = system('printf %s "$RULES"')
seeds = system('printf %s "$SEEDS"')
name(g) = g eq 'mg-fast' ? 'Cu_{50}Zr_{50}' : g eq 'mg-slow' ? 'Cu_{50}Zr_{50}, slower quench' : \
	g eq 'mg-smooth' ? 'Cu_{50}Zr_{50}, smooth spline' : g eq 'ka-fast' ? 'Kob–Andersen' : \
	g eq 'ka-cut' ? 'Kob–Andersen, cut' : g eq 'lj50-fast' ? 'LJ 50:50' : g eq 'johnson-fast' ? 'Johnson' : g eq 'b2' ? 'B2 CuZr' : g
rule(r) = (r[1:1] eq 'f' ? '|F| ≤ ' : 'ΔE/E ≤ ').r[2:*]
colour(k) = word('#1b6ca8 #c8553d #588157 #8e6c8a #d4a017 #333333', k)
