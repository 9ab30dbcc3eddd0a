# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of this study share: names of files, lists of jobs.
. "$here/../common/names.sh"

# what the tables say of every attempt
COLUMNS='center attempt connected converged duplicate_of barrier barrier_ftol barrier_local barrier_error reverse evals products whole'

FIRST=${SEEDS%% *}		# the sample that every temperature is taken from

# The temperatures whose inherent structures a sample gives: all from the first one.
temperatures() { if [ "$1" = "$FIRST" ]; then echo "$TEMPERATURES"; else echo "$ENSEMBLE"; fi; }

# Configuration SEED.T, or block, as a minimum.
minimum() { echo "$OUT/samples/is-$1.tgz"; }

# COUNT ids out of N, evenly: spaced COUNT N
spaced() {
	awk -v m="$1" -v n="$2" 'BEGIN { if (m > n) m = n
		for (k = 0; k < m; k++) printf "%s%d", k ? "," : "", 1 + int(k*n/m); print "" }'
}

# Search for saddles: the events in $file.tgz, what it took in $file.log.  A search that a signal stopped goes on.
search() {
	[ ! -e "$file.tgz" ] || return 0
	artn -v --resume "$file.part.tgz" -o "$file.part.tgz" "$@" 2>"$file.log" || { cat "$file.log" >&2; return 1; }
	mv "$file.part.tgz" "$file.tgz"
}
