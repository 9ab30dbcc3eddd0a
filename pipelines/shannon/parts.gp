# SPDX-License-Identifier: GPL-3.0-or-later
# What the figures of this study share: lists, colours by temperature, T_g.
temperatures = system('printf %s "$TEMPERATURES"')
tg = real(system("awk -F '\\t' '$1 == \"H\" { print $2 }' ".dir."/tg.tsv"))
shown = system('printf %s "$SHOWN"')		# temperatures of figure 2
reach = real(system('printf %s "$REACH"'))	# of the axis of barriers [eV]
coldest = real(word(temperatures, 1))
hottest = real(word(temperatures, words(temperatures)))
# blue when cold, red when hot, as in the paper's figures only the other way round
set palette defined (0 '#1b6ca8', 0.35 '#588157', 0.65 '#d4a017', 1 '#c8553d')
set cbrange [coldest:hottest]
small = kind eq 'svg' ? ',11' : ',17'
