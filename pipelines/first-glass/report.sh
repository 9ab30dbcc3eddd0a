#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One HTML page from the files of a run: report.sh >report.html
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../common/report.sh"

# The sentence that says what was done, in the numbers of this run.
summary() {
	cat <<-END
	<p>$(param SEEDS | wc -w) samples of $(param ATOMS) atoms were packed at random, held at $(param MELT) K for
	$(param HOLD) ps, cooled to $(param END) K at $(param RATE) and zero pressure, and observed there for
	$(param GLASS) ps; on the way, configurations were moved to their inherent structures.
	The potential is <code>$(param POTENTIAL | escape)</code>: Mendelev, Sordelet, Kramer,
	J. Appl. Phys. 102, 043501 (2007), as Debian distributes it.</p>
	END
}

figures() {
	echo '<h2>Figures</h2>'
	figure fig1 'Volume per atom while cooling, mean over the samples; the lines are the branches of the glass and of the liquid, and cross at T<sub>g</sub>.'
	figure fig2 'Potential energy per atom, the same way.'
	figure fig3 'Enthalpy per atom, the same way.'
	figure fig4 'Energy per atom of the inherent structures against the temperature that they were taken from.'
	figure fig5 'Pair distribution function of the glass, with its partials.'
}

page_head 'A first glass: Cu<sub>50</sub>Zr<sub>50</sub>'
summary
results
echo '<p class=small>The error is the larger of the statistical error of the fit or mean and the'
echo 'standard error between samples; systematic differences (rate, size, potential) are not in it.</p>'
figures
parameters
provenance "$OUT"/*.tgz "$OUT"/*.tsv
page_end
