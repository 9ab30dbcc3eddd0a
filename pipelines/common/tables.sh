# SPDX-License-Identifier: GPL-3.0-or-later
# Ways to look into tables, for the scripts of a study.

# The rows of a table without comments and header.
rows() { grep -v '^#' "$@" | sed 1d; }

# Columns by name, with or without their [unit], in the order asked for: columns FILE NAME ...
columns() {
	local file=$1
	shift
	awk -F '\t' -v want="$*" '
		/^#/ { next }
		!n { n = split(want, w, " ")
		     for (i = 1; i <= NF; i++) { full[$i] = i; s = $i; sub(/\[[^[]*\]$/, "", s); if (!(s in short)) short[s] = i }
		     for (k = 1; k <= n; k++) { c[k] = (w[k] in full) ? full[w[k]] : short[w[k]]
			if (!c[k]) { print FILENAME ": no column " w[k] >"/dev/stderr"; exit 1 } }
		     next }
		{ line = $c[1]; for (k = 2; k <= n; k++) line = line "\t" $c[k]; print line }' "$file"
}

# The head of a table, with where the numbers come from: head_of FILE COLUMN ...
head_of() {
	local file=$1
	shift
	grep '^#' "$file" || true
	(IFS=$'\t'; echo "$*")
}

# Columns of the rows that begin with these words: pick TABLE WORDS COLUMN-NUMBER ...
pick() {
	local table=$1 words=$2
	shift 2
	awk -F '\t' -v words="$words" -v cols="$*" '
		BEGIN { n = split(words, w, " "); m = split(cols, c, " ") }
		/^#/ { next }
		{ for (k = 1; k <= n; k++) if ($k != w[k]) next
		  line = $c[1]; for (k = 2; k <= m; k++) line = line " " $c[k]; print line }' "$OUT/$table.tsv"
}

# Mean and standard error of the lines of stdin.
mean() {
	awk '{ n++; s += $1; q += $1*$1 } END { v = q/n - s*s/n/n
		e = (n > 1 && v > 0) ? sqrt(v/(n - 1)) : 0; printf "%.10g %.3g\n", s/n, e }'
}

# results.tsv from published.tsv of $here: measured QUANTITY, a function of the study, prints value and error
# (or nothing).
compare() {
	local quantity published unit source value error

	printf 'quantity\tpublished\tmeasured\terror\tunit\tsource\n'
	while IFS=$'\t' read -r quantity published unit source _; do
		value='' error=''
		read -r value error < <(measured "$quantity") || true
		printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$quantity" "$published" "${value:-nan}" "${error:--}" "$unit" "$source"
	done < <(rows "$here/published.tsv")
}
