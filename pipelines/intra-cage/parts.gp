# SPDX-License-Identifier: GPL-3.0-or-later
# What the figures of this study share: rows of its long tables, colours, names.
tight = system('printf %s "$TIGHT"')
loose = system('printf %s "$LOOSE"')
rules = system('printf %s "$RULES"')
seeds = system('printf %s "$SEEDS"')
# rows of a table whose first columns are these words: rows('delta', 'mg-fast f1e-10')
rows(table, words) = sprintf("<awk -F '\\t' -v want='%s' 'BEGIN { n = split(want, w, \" \") } ".\
	"/^#/ { next } !head { head = 1; next } { for (k = 1; k <= n; k++) if ($k != w[k]) next; print } ' ".\
	"%s/%s.tsv", words, dir, table)
# a single number: number('average', 'mg-fast 0.01', 3)
number(table, words, c) = real(system(substr(rows(table, words), 2, 9999).sprintf(" | cut -f %d", c)))
name(g) = g eq 'mg-fast' ? 'Cu_{50}Zr_{50}' : g eq 'mg-slow' ? 'Cu_{50}Zr_{50}, slower quench' : \
	g eq 'mg-smooth' ? 'Cu_{50}Zr_{50}, smooth spline' : g eq 'ka-fast' ? 'Kob–Andersen' : \
	g eq 'ka-cut' ? 'Kob–Andersen, cut' : g eq 'lj50-fast' ? 'LJ 50:50' : g eq 'johnson-fast' ? 'Johnson' : g eq 'b2' ? 'B2 CuZr' : g
rule(r) = (r[1:1] eq 'f' ? '|F| ≤ ' : 'ΔE/E ≤ ').r[2:*]
colour(k) = word('#1b6ca8 #c8553d #588157 #8e6c8a #d4a017 #333333', k)
