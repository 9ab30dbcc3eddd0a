#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One HTML page from the files of a run: report.sh >report.html
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../common/report.sh"
. "$here/names.sh"
IFS=$'\t' read -r SHOWN _ _ _ pressed < <(rows "$OUT/shown.tsv")	# or what stands for it; the one of figure 4b

label() { awk -F '\t' -v m="$1" '$1 == m { print $2 }' "$OUT/systems.tsv"; }

# Is a number of results.tsv within twice its error of another?  agrees QUANTITY NUMBER YES NO
agrees() {
	awk -F '\t' -v q="$1" -v x="$2" -v yes="$3" -v no="$4" '$1 == q && $3 != "nan" {
		d = $3 - x; if (d < 0) d = -d; print (d <= 2*$4) ? yes : no; found = 1 }
		END { if (!found) print "nothing can be said of it in this run" }' "$OUT/results.tsv"
}

smaller() {	# smaller A B YES NO
	awk -F '\t' -v a="$1" -v b="$2" -v yes="$3" -v no="$4" '$1 == a { x = $3 } $1 == b { y = $3 }
		END { if (x !~ /^[0-9]/ || y !~ /^[0-9]/) print "nothing can be said in this run"; else print (x + 0 < y + 0) ? yes : no }' "$OUT/results.tsv"
}

summary() {
	cat <<-END
	<p>Yu, Gao, Gao and Samwer simulate seven liquids and find that their mechanical damping follows one law,
	&delta; = A (D<sub>min</sub>/r<sub>0</sub>)<sup>b</sup>: &delta; is the angle by which stress leads strain in a strain
	&gamma;<sub>A</sub> sin(2&pi;t/t<sub>w</sub>), and D<sub>min</sub> the root mean square displacement between inherent
	structures t<sub>w</sub> apart, when each atom may be taken for any other of its species.</p>
	<p>Here $(rows "$OUT/points.tsv" | cut -f 1 | sort -u | wc -l) liquids were held at $(rows "$OUT/points.tsv" | cut -f 1-3 | sort -u | wc -l)
	temperatures and pressures and strained by $(param AMPLITUDE) at $(rows "$OUT/points.tsv" | wc -l) points in all;
	$(rows "$OUT/pairs.tsv" | awk -F '\t' '{ n += $6 } END { print n }') pairs of inherent structures, and as many of the run itself, were matched,
	each with a proof that no matching is better (largest gap $(result 'largest gap of a matching') of the sum).
	Figures 1 to 4a show $(label "$SHOWN"); the others stand in figure 5.</p>
	<p><b>What comes out.</b> b is $(exponents). In two dimensions less in three it is
	$(result 'b in 2-D less b in 3-D, Kob-Andersen') in the Kob&ndash;Andersen liquid, where the paper finds 0:
	$(agrees 'b in 2-D less b in 3-D, Kob-Andersen' 0 'they agree within twice the error' 'they differ by more than twice the error').</p>
	END
}

# LABEL b +- e, of all systems that have one
exponents() {
	local m

	for m in $(running); do
		pick fits "$m dmin" 5 6 | awk -v l="$(label "$m")" '$1 != "nan" { printf "%s %.2f &plusmn; %.2f; ", l, $1, $2 }'
	done | sed 's/; $//'
}

# The range of the fits, where there is one.
fit_range() {
	local range

	range=$(of FIT "$SHOWN")
	[ -z "$range" ] || echo ", nor have points outside D<sub>min</sub>/r<sub>0</sub> = $range"
}

systems() {
	echo '<h2>Liquids</h2><table><tr><th>liquid</th><th>atoms</th><th>samples</th><th>potential</th><th></th></tr>'
	while IFS=$'\t' read -r m name status found sum citation; do
		if [ "$status" = run ]; then
			printf '<tr><td>%s</td><td class=n>%s</td><td class=n>%s</td><td><code>%s</code></td><td class=small>%s%s</td></tr>\n' "$name" \
				"$(of ATOMS "$m")" "$(of SEEDS "$m" | wc -w)" "$(escape <<<"$found")" "$(escape <<<"$citation")" \
				"$([ "$sum" = - ] || echo " (SHA-256 <code>${sum:0:16}&hellip;</code>)")"
		else
			printf '<tr><td>%s</td><td></td><td></td><td><b>skipped</b></td><td class=small>%s</td></tr>\n' "$name" "$(escape <<<"$citation")"
		fi
	done < <(rows "$OUT/systems.tsv")
	echo '</table>'
}

# How many samples were held for less than a relaxation time, or drift.
unsettled() {
	rows "$OUT/equilibrium.tsv" | awk -F '\t' '{ n++; if ($11 == "nan" || $11 < 1) short++; if ($10 > 3 || $10 < -3) drifts++ }
		END { printf "Of %d samples %d were held for less than &tau;<sub>&alpha;</sub> (or never reached it), and in %d E<sub>IS</sub> drifts by more than three standard errors.", n, short, drifts }'
}

figures() {
	local name

	name=$(label "$SHOWN")
	echo '<h2>Figures of the paper</h2>'
	figure fig1 "Figure 1b&ndash;d. $name: where the atoms of a slab in the middle of the box went in one t<sub>w</sub> by labels (b) and by the matching (d), and how long these displacements are (c; all pairs), with g(r). Published: arrows of D<sub>min</sub> are much shorter, and p(u) has peaks where g(r) has (2.8 and 5&nbsp;&Aring; in Al<sub>85</sub>Sm<sub>15</sub>). Found: second peak of p(u) over first peak of g(r) $(result 'second peak of p(u) over first peak of g(r)')."
	figure fig2 "Figure 2. $name: storage and loss modulus, angle and D<sub>min</sub> against the period at one temperature. Published for Al<sub>85</sub>Sm<sub>15</sub> at 740&nbsp;K: G&Prime; has a peak at &tau;<sub>&alpha;</sub> = 3&times;10<sup>5</sup>&nbsp;ps. Dashed: where F<sub>s</sub> is 1/e in this liquid; &pi;/2."
	figure fig3 "Figure 3. $name: the same over temperature and period, a cell for each measured point. Published: the maps of &delta; and D<sub>min</sub> are alike."
	figure fig4a "Figure 4a. $name: &delta; against D<sub>min</sub>/r<sub>0</sub>. Published: b = 2.8 &plusmn; 0.1 in Al<sub>85</sub>Sm<sub>15</sub> (grey). Pale circles: angles below twice their error, which have no part in the fit$(fit_range). Dashed: &pi;/2."
	figure fig4b "Figure 4b. $(label "$pressed") under pressure. Published: no difference. Found: the angle is $(result 'delta under pressure over the law at p = 0') times what the law at zero pressure gives."
	figure fig5 'Figure 5, S13. The other liquids. Published: power laws with slightly different A and b; b &asymp; 2.0 for Kob&ndash;Andersen in two and three dimensions.'
	figure fig6b "Figure 6b. The stretching exponent of G&Prime;(t<sub>w</sub>) against b. Published: a modest anti-correlation. Found: a slope of $(result 'slope of beta against b')."
	figure figS1 'Figure S1. The stress of one run with the fit of equation 5.'
	figure figS2 "Figures S2, S3. Is it equilibrium? $(unsettled)"
	figure figS6 "Figure S6. $name: the angle against D<sub>min</sub> and against measures that the paper finds not to be related to it by a power law. Found: the scatter about D<sub>min</sub> $(smaller 'scatter about the line, D_min' 'scatter about the line, RMSD' 'is smaller than about the RMSD, as the paper finds' 'is not smaller than about the RMSD, which the paper does not find')."
	figure figS7 "Figure S7. $name: the angle against the part of atoms that went farther than r<sub>0</sub>/2 by labels. Published: no collapse. Found: the scatter about D<sub>min</sub> $(smaller 'scatter about the line, D_min' 'scatter about the line, atoms beyond r0/2' 'is smaller, as the paper finds' 'is not smaller, which the paper does not find')."
	figure figS15 'Figure S15. The loss modulus of all temperatures against t<sub>w</sub>/&tau;<sub>&alpha;</sub>, with the loss of a stretched exponential.'
}

page_head 'One displacement that tells how a liquid damps: D<sub>min</sub> and the loss angle'
summary
systems
results
echo '<p class=small>Errors: of fits with errors in both variables, enlarged where chi2/dof is above 1; of means between pairs that do not'
echo 'overlap and between samples, whichever is larger; &ldquo;-&rdquo;: none.</p>'
figures
parameters
provenance "$OUT"/samples/*.tgz "$OUT"/*.tsv
page_end
