# SPDX-License-Identifier: GPL-3.0-or-later
# The parts of a study's report, one HTML page that needs no other file: a script sets $here (its
# directory; $OUT has the files of the run), sources this and calls, in order,
# page_head TITLE, results, figure NAME CAPTION ..., parameters, provenance FILE ..., page_end.

escape() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'; }

page_head() {
	cat <<-END
	<!DOCTYPE html>
	<html lang="en">
	<head>
	<meta charset="utf-8">
	<title>$(sed 's/<[^>]*>//g' <<<"$1")</title>
	END
	cat <<-'END'
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
	END
	printf '<h1>%s</h1>\n' "$1"
}

# The value of a parameter of this run.
param() { awk -F '\t' -v k="$1" '$1 == k { print $2 }' "$OUT/params"; }

# A number from results.tsv, with its error if it has one.
result() {
	awk -F '\t' -v q="$1" '$1 == q { e = $4 ~ /^[0-9.]/ ? " &plusmn; " $4 : ""; print $3 e }' "$OUT/results.tsv"
}

# results.tsv beside the remarks of published.tsv; rows of which that says nothing are left to the study.
results() {
	echo '<h2>Results beside published values</h2>'
	echo '<table><tr><th>quantity</th><th>published</th><th>measured</th><th>unit</th><th>difference</th></tr>'
	awk -F '\t' -v remarks="$here/published.tsv" '
		BEGIN { while ((getline line <remarks) > 0) { split(line, f, "\t"); remark[f[1]] = f[5] } }
		/^#/ || $1 == "quantity" || !($1 in remark) { next }
		{ number = "^[-+]?[0-9.]+(e[-+]?[0-9]+)?$"
		  d = ""
		  if ($3 !~ /^[-+0-9.]/) d = "not found in this run. "
		  else if ($2 ~ number && $2 == 0) d = sprintf("%+.3g %s. ", $3, $5)
		  else if ($2 ~ number) d = sprintf("%+.3g %s (%+.3g %%). ", $3 - $2, $5, 100*($3 - $2)/$2)
		  if (d ~ /%/ && $4 + 0 > 0) d = d sprintf("That is %.2g times the error. ", ($3 > $2 ? $3 - $2 : $2 - $3)/$4)
		  gsub(/</, "\\&lt;", $2); gsub(/>/, "\\&gt;", $2)
		  e = $4 ~ /^[-+0-9.]/ ? (" &plusmn; " $4) : ""
		  printf "<tr><td>%s</td><td class=n>%s</td><td class=n>%s%s</td><td>%s</td>", $1, $2, $3, e, $5
		  printf "<td class=small>%s%s<br>Published: %s.</td></tr>\n", d, remark[$1], $6 }' "$OUT/results.tsv"
	echo '</table>'
}

figure() {
	echo '<figure>'
	sed -n '/<svg/,$p' "$OUT/$1.svg"
	echo "<figcaption>$2</figcaption></figure>"
}

parameters() {
	echo '<h2>Parameters</h2><table>'
	escape <"$OUT/params" | awk -F '\t' '{ printf "<tr><td><code>%s</code></td><td><code>%s</code></td></tr>\n", $1, $2 }'
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
	for f in "$@"; do
		printf '<p><b>%s</b> <span class=small>%s bytes, SHA-256 %s</span></p>\n' \
			"${f##*/}" "$(stat -c %s "$f")" "$(sha256sum "$f" | cut -c1-64)"
		printf '<pre>'
		made_by "$f" | escape
		printf '</pre>\n'
	done
}

page_end() { echo '</body></html>'; }
