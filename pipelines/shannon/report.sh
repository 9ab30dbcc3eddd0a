#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One HTML page from the files of a run: report.sh >report.html
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../common/report.sh"
. "$here/names.sh"

# The smallest number of events of a temperature.
fewest() { rows "$OUT/outcomes.tsv" | awk -F '\t' 'NR == 1 || $3 < m { m = $3 } END { print m }'; }

# greater QUANTITY THAN QUANTITY: does the first differ by more than twice the error of both?
compared() {	# compared A B RISES FALLS SAME
	awk -F '\t' -v a="$1" -v b="$2" -v up="$3" -v down="$4" -v same="$5" '
		$1 == a { x = $3; e = $4 + 0 } $1 == b { y = $3; f = $4 + 0 }
		END { d = y - x; s = 2*sqrt(e*e + f*f); print (d > s) ? up : (d < -s) ? down : same }' "$OUT/results.tsv"
}

summary() {
	local spec sum citation

	IFS=$'\t' read -r spec sum citation < <(rows "$OUT/potential.tsv")
	cat <<-END
	<p>Han, Wei, Cao, Wang and Dai, Phys. Rev. B 101, 064205 (2020), look for the ways out of the inherent structures of
	Cu<sub>50</sub>Zr<sub>50</sub> at temperatures from 10 to 1990&nbsp;K, and find that the Shannon entropy of the barriers falls at
	the glass transition.</p>
	<p>Here $(param SEEDS | wc -w) samples of $(param ATOMS) atoms were held at $(param MELT)&nbsp;K for $(param HOLD)&nbsp;ps and cooled at
	$(param RATE) and zero pressure. Around $(rows "$OUT/events.tsv" | cut -f 1-3 | sort -u | wc -l) atoms of
	$(ls "$OUT"/samples/is-[0-9]*.tgz | wc -l) inherent structures ART nouveau looked for saddles:
	$(rows "$OUT/outcomes.tsv" | awk -F '\t' '{ a += $2; c += $3 } END { printf "%d attempts, %d events", a, c }'), at least $(fewest)
	at each temperature. Saddles and final minima are converged on the whole system.</p>
	<p>The potential is <code>$(escape <<<"$spec")</code>: $(escape <<<"$citation") (SHA-256 <code>${sum:0:16}&hellip;</code>). The
	paper&rsquo;s is that of Mendelev and others, Philos. Mag. 89, 967 (2009).</p>
	<p><b>What comes out.</b> From the coldest to the hottest structure the entropy of the barriers, in bins of $(param WIDTH)&nbsp;eV, goes from
	$(result 'S of barriers, coldest') to $(result 'S of barriers, hottest'), D from $(result 'D of barriers, coldest') to
	$(result 'D of barriers, hottest'): it $(compared 'S of barriers, coldest' 'S of barriers, hottest' 'rises, which the paper does not find' \
		'falls, as the paper finds' 'does not change by more than twice the errors').
	The weight W of mode I goes from $(result 'W, coldest') to $(result 'W, hottest'): it $(compared 'W, coldest' 'W, hottest' \
		'rises, as the paper finds' 'falls, which the paper does not find' 'does not change by more than twice the errors').
	The structure of the glass has S = $(result 'S of Voronoi indices, coldest') and D = $(result 'D of Voronoi indices, coldest').
	Half the width of the bins adds $(result 'S at half the width less S, coldest') to S, so that S and D are to be compared for the same
	width alone.</p>
	END
}

figures() {
	echo '<h2>Figures of the paper</h2>'
	figure fig1 'Figure 1. Volume, potential energy and enthalpy per atom while cooling, mean over the samples, with the branches of glass and liquid that cross at T<sub>g</sub>; the heat capacity, the slope of H in a window of '"$(param WINDOW)"' K with its error.'
	figure fig2 'Figure 2. Barriers of the inherent structures, all events that the region of the search connects, as in all figures. Red: equation 1, fitted by maximum likelihood to the barriers and not to the bins; dotted and dashed: modes I and II.'
	figure fig3 'Figure 3. The parameters of equation 1. Grey: what the paper gives for &sigma; and &epsilon;. Where W is small &epsilon; is hardly determined.'
	figure fig4 'Figure 4. The mean barrier around the atoms of a slab of 3.95 &Aring; across z, averaged over discs of 3.95 &Aring;. White to red: below 0.95 eV, which is passed in 100 s at 300 K. White spots: no event was found there.'
	figure fig5 'Figure 5. Entropy and diversity of the barriers, with errors by bootstrap. Circles: as counted, which is too small for few events. Dotted: the plateaus and the T<sub>g</sub> of the paper. Inset: the stretching exponent as the paper&rsquo;s text gives it, 0.5 in the glass and 1 in the liquid. Dashed: T<sub>g</sub> of the enthalpy.'
	figure fig6 'Figure 6. The slopes of the smooth curves of figure 5, with their errors.'
	figure fig7 'Figure 7. Disconnectivity graphs of successive events from an inherent structure of the liquid (left) and of the glass (right); every new minimum accepted (top), or with Metropolis&rsquo; probability at the temperature of the structure (bottom). The paper does not say which; it has 0.008 and 0.022 eV per atom after 2900 events. The depth of the first grows with the number of events.'
	figure fig8 'Figure 8. Entropy and diversity of the barriers against those of the Voronoi indices. Square: the glass of the paper.'
	figure fig9 'Figure 9. Entropy of the barriers against the excess of the thermodynamic entropy of the heated glass over that of the heated B2 crystal, which is counted from '"$(param ZERO)"' K.'
	figure fig10 'Figure 10. The entropy of single samples, their mean and standard deviation, at '"$(param ENSEMBLE | sed 's/ /, /g')"' K; of as many events for each sample, so that the bias is the same.'
	echo '<h2>Beyond the paper</h2>'
	figure fig-regions "Barriers found when only atoms within R of the centre move in the search, in one glass of $(param BLOCK_ATOMS) atoms ($(param BLOCK_COOLING | escape)); saddles are converged on the whole system afterwards."
	regions
	figure fig-widths 'The entropy against the width of the bins (left); with ln w added it would not depend on it (right; squares: without bins). Narrow bins with few events lose entropy.'
	figure fig-tolerance 'The barrier when the largest force first fell below 0.05 eV/&Aring;, where the paper stops, and the converged one.'
}

# For each temperature what was found, what of it the whole system connects, and the entropy of both.
sets() {
	echo '<h2>Which events count</h2>'
	echo '<table><tr><th>T [K]</th><th>attempts</th><th>events</th><th>connected in the whole system</th><th>S</th><th>S, connected in the whole system</th><th>S of as many events of all</th></tr>'
	rows "$OUT/outcomes.tsv" | awk -F '\t' -v file="$OUT/entropy.tsv" '
		BEGIN { while ((getline line <file) > 0) { split(line, f, "\t"); s[f[1], f[2]] = sprintf("%.3f &plusmn; %.2g", f[8], f[7]) } }
		{ printf "<tr><td>%s</td><td class=n>%d</td><td class=n>%d</td><td class=n>%d</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
			$1, $2, $3, $4, s[$1, "all"], s[$1, "whole"], s[$1, "evenly"] }'
	echo '</table><p class=small>An event counts, in every figure, when exactly one side of the saddle returns to the initial minimum, the atoms'
	echo 'beyond the region of the search being held; the saddle itself is one of the whole system. Where all atoms may move, some of these saddles join'
	echo 'other minima. The last column has as many events, taken evenly out of all, as the one before it: fewer events have less entropy.</p>'
}

# The table of Kolmogorov and Smirnov's statistic, of this run and of the larger ones that were made.
regions() {
	local f

	echo '<table><tr><th>glass</th><th>R [&Aring;]</th><th>events of attempts</th><th>median [eV]</th><th>below 0.1 eV</th><th>KS</th><th>p</th><th>CPU s per event</th></tr>'
	for f in "$OUT" "$OUT"/regions-*; do
		[ -e "$f/ks.tsv" ] || continue
		rows "$f/ks.tsv" | awk -F '\t' -v g="$(awk -F '\t' '/^BLOCK/ { printf "%s%s", s, $2; s = " atoms, " }' "$f/samples.settings")" '
			{ printf "<tr><td class=small>%s</td><td>%s</td><td class=n>%d of %d</td><td class=n>%.3f</td><td class=n>%.3f</td>",
				g, $1, $3, $2, $4, $6
			  printf "<td class=n>%.3f</td><td class=n>%.2g</td><td class=n>%.2f</td></tr>\n", $7, $8, $3 ? $9/$3 : 0 }'
	done
	echo '</table><p class=small>KS: the largest distance between the two cumulative distributions, of R and of all atoms; p: how often chance makes it as large when both are the same.</p>'
	for f in "$OUT"/regions-*/fig-regions.svg; do
		[ -e "$f" ] || continue
		echo '<figure>'
		sed -n '/<svg/,$p' "$f"
		f=${f%/*}
		echo "<figcaption>The same in a glass of $(awk -F '\t' '$1 == "BLOCK_ATOMS" { print $2 }' "$f/samples.settings") atoms, cooled along $(awk -F '\t' '$1 == "BLOCK_COOLING" { print $2 }' "$f/samples.settings").</figcaption></figure>"
	done
}

page_head 'Ways out of a basin: barriers and entropies of Cu<sub>50</sub>Zr<sub>50</sub>'
summary
results
echo '<p class=small>Errors: of T<sub>g</sub> the larger one of the fits&rsquo; and of that between samples; of entropies by bootstrap; of'
echo 'parameters from the likelihood; &ldquo;-&rdquo;: none. Coldest, middle and hottest are those of the temperatures of this run.</p>'
sets
figures
parameters
provenance "$OUT"/samples/is-*.tgz "$OUT"/*.tsv
page_end
