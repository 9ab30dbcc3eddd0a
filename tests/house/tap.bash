# SPDX-License-Identifier: GPL-3.0-or-later
# TAP from a shell script whose cases are found while it runs.

set -u -o pipefail
cases=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# try NAME COMMAND...: one case; what the command prints is shown when it fails
try() {
	local name=$1 out
	shift
	cases=$((cases + 1))
	if out=$("$@" 2>&1); then
		echo "ok $cases - $name"
	else
		echo "not ok $cases - $name"
		sed 's/^/# /' <<<"$out"
	fi
}

# not_here NAME WHY: one case that cannot be tried
not_here() {
	cases=$((cases + 1))
	echo "ok $cases - $1 # SKIP $2"
}

plan() { echo "1..$cases"; }

# Long options that a manual page documents in its lists
page_options() {
	sed 's/\\-/-/g' "$1" | grep -E '^\.It .*Fl -' | grep -oE 'Fl -[A-Za-z0-9-]+' |
		sed 's/Fl -/--/' | sort -u
}

# The literal blocks of a page's EXAMPLES: page_examples PAGE DIR writes DIR/1, DIR/2, ...
page_examples() {
	awk -v dir="$2" '
		/^\.Sh/ { on = /^\.Sh EXAMPLES/ }
		on && /^\.Bd .*-literal/ { block = 1; n++; next }
		/^\.Ed/ { block = 0 }
		block { gsub(/\\-/, "-"); gsub(/\\(&|,)/, ""); gsub(/\\\(aq|\\\[aq\]/, "\047")
			gsub(/\\\(dq|\\\[dq\]/, "\""); gsub(/\\\(ti|\\\[ti\]|\\~/, "~")
			gsub(/\\\(ha|\\\[ha\]/, "^"); gsub(/\\\(ga|\\\[ga\]/, "`"); gsub(/\\e/, "\\")
			print >(dir "/" n) }' "$1"
}
