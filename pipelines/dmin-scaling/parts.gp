# SPDX-License-Identifier: GPL-3.0-or-later
# What the figures of this study share: systems, temperatures, points with errors, power laws.
tsv(command, table) = system(sprintf("awk -F '\\t' '%s' %s/%s.tsv", command, dir, table))
shown = tsv('$1 != "system" { print $1 }', 'shown')
shown_at = tsv('$1 != "system" { print $2 }', 'shown')
shown_period = tsv('$1 != "system" { print $4 }', 'shown')
compressed = tsv('$1 != "system" { print $5 }', 'shown')	# of figure 4b
systems = tsv('$3 == "run" { print $1 }', 'systems')
label(m) = tsv('$1 == "'.m.'" { s = $2; gsub(/[0-9]+/, "_{&}", s); sub(/_{2}-D/, "2-D", s); sub(/, density _{1}._{558}/, ", ρ = 1.558", s); print s }', 'systems')
lj(m) = tsv('$1 == "'.m.'" { print $4 !~ /:/ }', 'systems') + 0
temperatures(m) = system(sprintf("awk -F '\\t' '$1 == \"%s\" && $3 == 0 { print $2 }' %s/points.tsv | sort -gu", m, dir))
pressures(m) = system(sprintf("awk -F '\\t' '$1 == \"%s\" && $3 != 0 { print $3 }' %s/points.tsv | sort -gu", m, dir))
unit_t(m) = lj(m) ? 'τ_{LJ}' : 'ps'
unit_T(m) = lj(m) ? ' ε/k_B' : ' K'
unit_G(m) = lj(m) ? 'ε/σ^3' : 'GPa'
unit_l(m) = lj(m) ? 'σ' : 'Å'
set palette defined (0 '#1b6ca8', 0.35 '#588157', 0.65 '#d4a017', 1 '#c8553d')
set cbrange [0:1]
unset colorbox
# which of COUNT, from 0 to 1
among(i, count) = count > 1 ? (i - 1.)/(count - 1) : 0
# points of a system and a temperature (at zero pressure), those that a power law is fitted to and the others
state(m, t) = rows('points', m.' '.t.' 0')
pressed(m, p) = sprintf("<awk -F '\\t' '$1 == \"%s\" && $3 == %s' %s/points.tsv", m, p, dir)
sure(d, e) = d > 2*e ? d : NaN
unsure(d, e) = d > 2*e ? NaN : d
least(v, e) = v > e ? v - e : v/1e3
fitted(name, abscissa, c) = real('0'.tsv('$1 == "'.name.'" && $2 == "'.abscissa.'" && $'.c.' != "nan" { print $'.c.' }', 'fits'))
law(name, abscissa, x) = (fitted(name, abscissa, 3) > 0) ? fitted(name, abscissa, 3)*x**fitted(name, abscissa, 5) : NaN
exponent(name, abscissa) = (fitted(name, abscissa, 6) > 0) ? \
	sprintf('b = %.2f ± %.2f', fitted_b(name, abscissa), fitted(name, abscissa, 6)) : 'no fit'
fitted_b(name, abscissa) = real(tsv('$1 == "'.name.'" && $2 == "'.abscissa.'" { print $5 }', 'fits'))
small = kind eq 'svg' ? ',11' : ',17'
# b of the paper, 0 where it has no number
plain(m) = tsv('$1 == "'.m.'" { print $2 }', 'systems')
published(m) = real('0'.system(sprintf("awk -F '\t' '$1 == \"b, %s\" && $2 ~ /^[0-9.]+$/ { print $2 }' %s/published.tsv", plain(m), here)))
from = 0.05; to = 1.5
# tics at the periods that were measured, in a system: eval period_tics(m)
period_tics(m) = 'set xtics ('.system(sprintf("awk -F '\t' '$1 == \"%s\" && $3 == 0 { print $4 }' %s/points.tsv | sort -gu | ".\
	"awk '{ printf \"%%s%%g\", (NR > 1) ? \", \" : \"\", $1 }'", m, dir)).')'
