# SPDX-License-Identifier: GPL-3.0-or-later
# README.md keeps its word: its commands and its Python run, its table of
# programs is complete.
. "$GW_SRCDIR/tests/house/tap.bash"
readme=$GW_SRCDIR/README.md
mkdir "$scratch/block" "$scratch/run"

# blocks LANGUAGE: writes block/LANGUAGE.1, .2, ...
blocks() {
	awk -v lang="$1" -v dir="$scratch/block" '
		$0 == "```" lang { on = 1; n++; next }
		/^```/ { on = 0 }
		on { print >(dir "/" lang "." n) }' "$readme"
	(cd "$scratch/block" && ls | grep "^$1\\." | sort -t. -k2n)
}

run_bash() { (cd "$scratch/run" && bash -eu -o pipefail "$scratch/block/$1"); }
run_python() { (cd "$scratch/run" && "$PYTHON" "$scratch/block/$1"); }

table_is_complete() {
	diff <(sed -n '/^## The programs/,/^## /p' "$readme" | grep '^| `' | cut -d'|' -f2 |
		grep -o '`[a-z-]*`' | tr -d '`' | sort) <(tr ' ' '\n' <<<"$GW_TOOLS" | sort)
}

try "the table of programs names them all and no others" table_is_complete
PATH=$GW_BUILDDIR/tools:$PATH
for b in $(blocks bash); do
	try "README block $b" run_bash "$b"
done
for b in $(blocks python); do
	if "$PYTHON" -c 'import numpy' 2>/dev/null; then
		try "README block $b" run_python "$b"
	else
		not_here "README block $b" "python3 has no numpy"
	fi
done
plan
