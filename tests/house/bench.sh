# SPDX-License-Identifier: GPL-3.0-or-later
# make bench without its clock: it says what it skips, it refuses names it does
# not know, and its copies of a sample are the sample.
. "$GW_SRCDIR/tests/house/tap.bash"
bench=$GW_SRCDIR/tests/bench
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$bench
unset ROWS QUICK BENCH_RUNS BENCH_CPU
mkdir -p "$scratch/tests/bench"
ln -s "$GW_BUILDDIR/tools" "$scratch/tools"
ln -s "$GW_BUILDDIR/tests/bench/time-list" "$scratch/tests/bench/time-list"
cd "$scratch" || exit 1

without_peer() {
	ROWS=tersoff QUICK=1 LMP=no-such-program "$PYTHON" "$bench/bench.py" "$scratch" >out || return
	cat out
	grep -Eq '^tersoff-[0-9]+ .* skipped: (LAMMPS .* not installed|potential file .* not here)' out &&
		[ "$(grep -c '^tersoff.*	nan	.*	skipped	' bench.tsv)" = 1 ]
}

unknown_row() {
	! ROWS=no-such "$PYTHON" "$bench/bench.py" "$scratch" 2>err && grep -q 'no rows no-such; there are: eam' err
}

# the energy of 3 x 1 x 2 copies is six times that of one, atom for atom
copies() {
	"$PYTHON" - <<'END'
import shlex, subprocess
from samples import KA, sample

def energy(s):
    out = subprocess.run(f"tools/minimize -q --max-eval 0 {shlex.quote(s.stream)} | tools/tab energy kinetic", shell=True,
                         check=True, capture_output=True, text=True).stdout
    return float(out.splitlines()[-1].split("\t")[0])

one, six = sample("tools", "the kept", KA, 250), sample("tools", "the kept", KA, 1500, (3, 1, 2))
assert abs(energy(six) - 6*energy(one)) < 1e-10*abs(energy(six)), (energy(one), energy(six))
END
}

list_of_pairs() {
	"$GW_BUILDDIR/tests/bench/time-list" --cutoff 1.1 --skin 0.1 --builds 2 \
		<("$GW_BUILDDIR/tools/crystal" -a 1 --cells 3 sc Cu) >out &&
		grep -qx 'pairs 81' out && grep -qE '^isa (plain|x86-64-v[34])$' out
}

try "a row without its peer is skipped, and says so" without_peer
try "a row that does not exist is refused" unknown_row
try "copies of a sample have its energy each" copies
try "time-list builds the list that was asked for" list_of_pairs
plan
