#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One HTML page from the files of a run: report.sh >report.html
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../common/report.sh"
. "$here/models.sh"

rule() {
	case $1 in
	f*)	echo "the largest force on an atom is at most ${1#f} (eV/&Aring;, or &epsilon;/&sigma;)" ;;
	e*)	echo "an iteration changes the energy by at most ${1#e} of itself, as is often done" ;;
	esac
}

summary() {
	cat <<-END
	<p>Li, Xiao, Egami and Fan, Mater. Today Phys. (2024) 101582, strain glasses there and back by less than it takes to
	break a cage, and measure how far the stress of every atom comes back. They find that glasses of pair forces come back
	and a metallic glass of embedded atoms does not, and take the bottom of its basins to be infinitely rugged. They also
	displace single atoms and find that in the metallic glass some 30&nbsp;% of all directions lower the atom's own energy.</p>
	<p>Here $(param SEEDS | wc -w) samples of $(param ATOMS) atoms of each model were melted, quenched and minimised:
	Cu<sub>50</sub>Zr<sub>50</sub> (<code>$(param SPEC_mg | escape)</code>, $(param RATE_mg_fast) and $(param RATE_mg_slow)),
	Kob&ndash;Andersen (<code>$(param SPEC_ka)</code>), an equal mixture of the same particles
	(<code>$(param SPEC_lj50)</code>) and modified Johnson iron (<code>$(param SPEC_johnson)</code>).
	Every minimisation of a sample, that of its first state too, ends by one rule, and the whole is done again by other rules:
	the loose one of this page is that $(rule "$LOOSE"); the tight one that $(rule "$TIGHT").</p>
	<p><b>What comes out.</b> The scans of single atoms agree with the paper
	(&Omega;/4&pi; = $(result 'mean Omega/4pi at 0.01 A, Cu50Zr50, slower quench') at 0.01&nbsp;&Aring;), with the limit 1/2 for vanishing
	displacements, and with dE<sub>sys</sub> = 2 dE<sub>atom</sub> for pairs. The ruggedness under strain does not: below
	&gamma;<sub>c.b.</sub> the largest &delta; of Cu<sub>50</sub>Zr<sub>50</sub> is
	$(result 'largest delta below gamma_c.b., Cu50Zr50, loose rule') by the loose rule and
	$(result 'largest delta below gamma_c.b., Cu50Zr50, tight rule') by the tight one; of Kob&ndash;Andersen
	$(result 'largest delta below gamma_c.b., Kob-Andersen, loose rule') and
	$(result 'largest delta below gamma_c.b., Kob-Andersen, tight rule'). It follows the stopping rule in both models.</p>
	END
}

figures() {
	echo '<h2>Figures of the paper</h2>'
	figure fig2 'Figure 2. &delta;(&gamma;) after a cycle of the strain &gamma;, and whether a cage broke (&Theta;, grey), in two samples of each model, by the loose and by the tight rule. &delta; is normalised by the sample&rsquo;s own RMS stress in all panels (the paper&rsquo;s panels a1, a2 are not); cycles.tsv has rms_dstress too.'
	figure fig3a 'Figure 3a. Changes of the stress of all atoms at several &gamma;/&gamma;<sub>c.b.</sub>, by the loose (top) and the tight rule (middle; mind the scale), and the full width at half maximum (bottom). The histogram at &gamma;<sub>c.b.</sub> itself is wider than the frames and left out of them.'
	figure fig3b 'Figure 3b. Mean &delta; over the samples with its standard error, against &gamma;/&gamma;<sub>c.b.</sub> of each sample, four models, by the loose and by the tight rule.'
	figure fig4b 'Figure 4b. dE<sub>atom</sub> of one typical atom of each model in all directions (Mollweide; blue falls, red rises; each map has its own scale). The negative part of the metal&rsquo;s map grows towards one half as dr falls.'
	figure fig4c 'Figure 4c. dE<sub>atom</sub>(dr) of the same atoms along many directions, negative parts red; insets: dE<sub>sys</sub>.'
	figure fig5a 'Figure 5a. How &Omega;(dE<sub>atom</sub> &lt; 0)/4&pi; at 0.01 &Aring; is distributed over the atoms, for two rates; dashed: means.'
	figure fig5b 'Figure 5b. The fraction of all atoms of the slower quench with dE<sub>atom</sub> &lt; 0 at 0.01 &Aring;, for every direction.'
	figure fig6 'Figure 6. As figure 4c for an atom of the crystal B2 CuZr; its sites are cubic, so that all directions agree to second order and their curves lie on each other.'
	figure fig7 'Figure 7. The projection: points on the sphere, in the plane of the angles, and on the map.'
	figure fig8 'Figure 8. Where the energy of an atom is lowest: dr* over all atoms and directions.'
	figure fig-f5 '&Omega; against the five-fold symmetry of the atom&rsquo;s Voronoi cell (of the supplement): means over bins with standard errors; r is the correlation over atoms.'
	echo '<h2>Beyond the paper</h2>'
	figure fig-tolerance '&delta;(&gamma;/&gamma;<sub>c.b.</sub>) of the pair glass and the metallic glass by each stopping rule: a ladder of force tolerances, and a change of the energy. Below &gamma;<sub>c.b.</sub>, &delta; falls with the tolerance in both.'
	figure fig-omega 'Mean &Omega;/4&pi; against dr. Where E<sub>atom</sub> has a gradient &Omega; goes to 1/2; for pairs at a minimum it has none and &Omega; is 0.'
	figure fig-spline 'The metallic glass with the tables interpolated as LAMMPS does it (second derivatives jump at each point) and by splines that are twice differentiable.'
	figure fig-cutoff '&delta;(&gamma;) of all Kob&ndash;Andersen samples by the tight rule, with a force that jumps to zero at the cut-off (LAMMPS&rsquo;s usual lj/cut) and with one that is shifted to zero there.'
}

page_head 'The bottom of a basin: intra-cage cycles and single atoms'
summary
results
echo '<p class=small>Errors are standard errors between samples where there are several; of a mode half a bin, of a'
echo 'correlation and an exponent the statistical one. &ldquo;-&rdquo;: none.</p>'
figures
parameters
provenance "$OUT"/samples/*.tgz "$OUT"/*.tsv
page_end
