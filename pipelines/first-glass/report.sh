#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One HTML page from the files of a run: report.sh DIRECTORY >report.html
# Figures stand in it as SVG, so the page needs no other file.
set -eu -o pipefail
out=$1
here=$(dirname "$(readlink -f "$0")")

escape() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'; }

head_of_page() {
	cat <<-'END'
	<!DOCTYPE html>
	<html lang="en">
	<head>
	<meta charset="utf-8">
	<title>A first glass: Cu50Zr50</title>
	<style>
	body { font: 16px/1.5 sans-serif; color: #222; max-width: 60em; margin: 2em auto; padding: 0 1em }
	h1, h2 { font-weight: 600; line-height: 1.2 }
	table { border-collapse: collapse; margin: 1em 0 }
	th, td { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; border-bottom: 1px solid #ddd }
	td.n { text-align: right; font-variant-numeric: tabular-nums }
	figure { margin: 1.5em 0 } figure svg { max-width: 100%; height: auto }
	figcaption, .small { font-size: 14px; color: #555 }
	code, pre { font: 13px/1.4 monospace } pre { background: #f6f6f4; padding: .8em; overflow-x: auto; white-space: pre-wrap }
	</style>
	</head>
	<body>
	<h1>A first glass: Cu<sub>50</sub>Zr<sub>50</sub></h1>
	END
}

# The sentence that says what was done, in the numbers of this run.
summary() {
	local p
	declare -A p
	while IFS=$'\t' read -r k v; do p[$k]=$v; done <"$out/params"
	cat <<-END
	<p>$(wc -w <<<"${p[SEEDS]}") samples of ${p[ATOMS]} atoms were packed at random, held at ${p[MELT]} K for
	${p[HOLD]} ps, cooled to ${p[END]} K at ${p[RATE]} and zero pressure, and observed there for
	${p[GLASS]} ps; on the way, configurations were moved to their inherent structures.
	The potential is <code>$(escape <<<"${p[POTENTIAL]}")</code>: Mendelev, Sordelet, Kramer,
	J. Appl. Phys. 102, 043501 (2007), as Debian distributes it.</p>
	END
}

results() {
	echo '<h2>Results beside published values</h2>'
	echo '<table><tr><th>quantity</th><th>published</th><th>measured</th><th>unit</th><th>difference</th></tr>'
	awk -F '\t' -v remarks="$here/published.tsv" '
		BEGIN { while ((getline line <remarks) > 0) { split(line, f, "\t"); remark[f[1]] = f[5] } }
		/^#/ || $1 == "quantity" { next }
		{ known = $3 ~ /^[-+0-9.]/
		  d = known ? sprintf("%+.3g %s (%+.1f %%). ", $3 - $2, $5, 100*($3 - $2)/$2) : "not found in this run. "
		  printf "<tr><td>%s</td><td class=n>%s</td><td class=n>%s &plusmn; %s</td><td>%s</td>", $1, $2, $3, $4, $5
		  printf "<td class=small>%s%s<br>Published: %s.</td></tr>\n", d, remark[$1], $6 }' "$out/results.tsv"
	echo '</table>'
	echo '<p class=small>The error is the larger of the statistical error of the fit or mean and the'
	echo 'standard error between samples; systematic differences (rate, size, potential) are not in it.</p>'
}

figure() {
	echo '<figure>'
	sed -n '/<svg/,$p' "$out/$1.svg"
	echo "<figcaption>$2</figcaption></figure>"
}

figures() {
	echo '<h2>Figures</h2>'
	figure fig1 'Volume per atom while cooling, mean over the samples; the lines are the branches of the glass and of the liquid, and cross at T<sub>g</sub>.'
	figure fig2 'Potential energy per atom, the same way.'
	figure fig3 'Enthalpy per atom, the same way.'
	figure fig4 'Energy per atom of the inherent structures against the temperature that they were taken from.'
	figure fig5 'Pair distribution function of the glass, with its partials.'
}

parameters() {
	echo '<h2>Parameters</h2><table>'
	escape <"$out/params" | awk -F '\t' '{ printf "<tr><td><code>%s</code></td><td><code>%s</code></td></tr>\n", $1, $2 }'
	echo '</table>'
}

# Who made a file: a stream knows it itself (tab repeats it), tables have # lines.
made_by() {
	case $1 in
	*.tgz)	tab -q frame "$1" | sed -n '/^# tab /d; s/^# *//p' ;;
	*.tsv)	sed -n 's/^# *//p' "$1" ;;
	esac
}

provenance() {
	local f

	echo '<h2>Where every file comes from</h2>'
	for f in "$out"/*.tgz "$out"/*.tsv; do
		printf '<p><b>%s</b> <span class=small>%s bytes, SHA-256 %s</span></p>\n' \
			"${f##*/}" "$(stat -c %s "$f")" "$(sha256sum "$f" | cut -c1-64)"
		printf '<pre>'
		made_by "$f" | escape
		printf '</pre>\n'
	done
}

head_of_page
summary
results
figures
parameters
provenance
echo '</body></html>'
