#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
Ratios against peers measured in the same run: `make bench` in the build
directory.  README.md beside this file says what each row means.

usage: bench.py BUILDDIR; in the environment ROWS (names, or their beginnings),
BENCH_RUNS (pairs of runs), QUICK=1, BENCH_CPU (core), LMP (LAMMPS's program).
"""
import os
import platform
import shutil
import subprocess
import sys
import time

from measure import Failed, cores, run
from rows import ROWS, Bench, Refused
from samples import Missing

COLUMNS = "row ours peer unit ratio target met spread_min spread_max runs seconds energy_ours energy_peer note".split()


def first_line(argv):
    try:
        out = subprocess.run(argv, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    except OSError:
        return ""
    return next((line.strip() for line in out.splitlines() if line.strip()), "")


def cpu_model():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as f:
        names = [line.split(":")[1].strip() for line in f if line.startswith("model name")]
    return names[0] if names else platform.machine()


def instruction_set(b):
    """What our kernels use, by their own word."""
    crystal = b.path("isa.tgz")
    run(b.tool("crystal", "-q", "-a", 4, "-o", crystal, "fcc", "Cu"), {b.core})
    return run(b.timer("time-list", crystal), {b.core}).out.split()[1]


def provenance(b, source):
    revision = first_line(["git", "-C", source, "describe", "--always", "--dirty"])
    return [("ours", f"{first_line(b.tool('anneal', '--version'))} {revision}".strip()),
            ("peer", first_line([b.lmp, "-h"]) or "none"),
            ("cpu", cpu_model()), ("isa", instruction_set(b)), ("cflags", os.environ.get("CFLAGS", "")),
            ("core", f"{b.core} of {len(cores())}"), ("date", time.strftime("%Y-%m-%d %H:%M:%S")),
            ("load", f"{os.getloadavg()[0]:.2f} at the start"), ("runs", b.runs)]


def chosen(words):
    if not words:
        return ROWS
    rows = [r for r in ROWS if any(r.name == w or r.name.startswith(w + "-") for w in words)]
    lost = [w for w in words if not any(r.name == w or r.name.startswith(w + "-") for r in ROWS)]
    if lost:
        sys.exit(f"bench.py: no rows {' '.join(lost)}; there are: {' '.join(r.name for r in ROWS)}")
    return rows


def show(*cells):
    print("{:<16} {:>9} {:>9}  {:<14} {:>6} {:>8} {:>12}  {}".format(*cells).rstrip(), flush=True)


def measure(row, b):
    """A row for the screen and one for the file; the last value is false when it was refused."""
    start = time.monotonic()
    try:
        r = row.measure(b)
    except (Missing, Refused, Failed) as e:
        word = "skipped" if isinstance(e, Missing) else "refused"
        show(row.name, "-", "-", "", "-", row.target, "-", f"{word}: {e}")
        return [row.name, "", "", "", "nan", row.target, word] + ["nan"]*2 + ["0", "", "", "", str(e)], word == "skipped"
    met = row.met(r)
    show(row.name, f"{r.ours:.4g}", f"{r.peer:.4g}", r.unit, f"{r.ratio:.2f}", row.target,
         f"{r.least:.2f}-{r.most:.2f}", ("" if met else "MISSED; ") + r.note)
    energies = ["" if e is None else repr(e) for e in r.energy]
    return [row.name, f"{r.ours:.6g}", f"{r.peer:.6g}", r.unit, f"{r.ratio:.4f}", row.target,
            ("yes" if met else "no") if row.target else "", f"{r.least:.4f}", f"{r.most:.4f}", str(r.runs),
            f"{time.monotonic() - start:.0f}", *energies, r.note], True


def main(build):
    source = os.path.dirname(os.path.abspath(__file__))
    quick = os.environ.get("QUICK", "0") not in ("", "0")
    runs = int(os.environ.get("BENCH_RUNS") or (3 if quick else 5))
    core = int(os.environ.get("BENCH_CPU") or cores()[-1])
    lmp = shutil.which(os.environ.get("LMP") or "lmp") or ""
    rows = chosen(os.environ.get("ROWS", "").split())
    b = Bench(f"{build}/tools", f"{build}/tests/bench", f"{build}/bench", lmp, runs,
              max(1, runs//2), quick, core)

    os.makedirs(b.folder, exist_ok=True)
    head = provenance(b, source)
    for name, value in head:
        print(f"# {name}: {value}")
    if os.getloadavg()[0] > 0.5:
        print("# the machine is busy: CPU ratios may be off, wall times (threads) are")
    show("row", "ours", "peer", "unit", "ratio", "target", "spread", "")
    good = True
    with open(f"{build}/bench.tsv", "w", encoding="ascii") as f:
        f.writelines(f"# {name}: {value}\n" for name, value in head)
        f.write("\t".join(COLUMNS) + "\n")
        for row in rows:
            cells, ok = measure(row, b)
            f.write("\t".join(cells) + "\n")
            f.flush()
            good = good and ok
    if shutil.which("gnuplot"):
        subprocess.run(["gnuplot", "-e", f"data='{build}/bench.tsv'; out='{build}/bench.svg'",
                        f"{source}/bench.gp"], check=True)
    else:
        print("# no figure: gnuplot is not installed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
