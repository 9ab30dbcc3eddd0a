# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of this study share: names of groups, and ways to look into tables.

METAL=mg-fast SLOW=mg-slow PAIR=ka-fast
. "$here/../common/once.sh"

# A setting of a model or of a group: of RATE mg-fast is $RATE_mg_fast.
of() { local v=$1_${2//-/_}; echo "${!v-}"; }

# GROUP.SEED of all groups: names "GROUPS"
names() {
	local g s

	for g in $1; do for s in $SEEDS; do echo "$g.$s"; done; done
}

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
