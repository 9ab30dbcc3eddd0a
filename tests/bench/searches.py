# SPDX-License-Identifier: GPL-3.0-or-later
"""Saddle searches: connected events per CPU second, in a region first and with all atoms mobile."""
import os
import subprocess

from measure import Whole
from result import Refused, Result
from samples import CUZR, shell

HERE = os.path.dirname(os.path.abspath(__file__))
SLOW = ((1000, "1e14K/s"), (550, "1e12K/s"), (10, "1e14K/s"))   # a glass cooled 100 times slower through T_g
KNOWN = {}      # the search with all atoms takes minutes: once for both rows


def glass(b, n):
    """The glass of the tests with CuZr_mm.eam.fs, as a stream."""
    CUZR.find(b.tools)
    path = b.path(f"cuzr-{n}-glass.tgz")
    if not os.path.exists(path):
        subprocess.run(b.tool("from-lammps", "-q", "--species", CUZR.species, "--units", CUZR.units, "-p", CUZR.potential(),
                              "-o", path, f"{HERE}/../reference/cuzr-{n}-glass.data.gz"), check=True)
    return path


def slow(b, n):
    """A glass that had time at its transition."""
    CUZR.find(b.tools)
    path = b.path(f"cuzr-{n}-slow.tgz")
    if not os.path.exists(path):
        ramps = " | ".join(f"quench -j1 -q --to {t} --rate {r} | slice -q --last 1" for t, r in SLOW)
        shell(f"liquid -j1 -q -p '{CUZR.potential()}' -n {n} -T 2000 --hold 2 --seed 1 {CUZR.composition} | {ramps} "
              f"> '{path}.part' && mv '{path}.part' '{path}'", b.tools)
    return path


def minimum(b, kind, n):
    """The inherent structure that is searched: not a part of the cost."""
    start = {"glass": glass, "slow": slow}[kind](b, n)
    path = start[:-4] + "-minimum.tgz"
    if not os.path.exists(path):
        subprocess.run(b.tool("minimize", "-q", "-j", 1, "-m", "lbfgs", "--ftol", "1e-6", "-o", path, start), check=True)
    return path


def attempts(b, stream, n, count, *options):
    """One attempt around each of count atoms, evenly over the numbers: CPU seconds, connected events."""
    atoms = ",".join(str(1 + k*n//count) for k in range(count))
    out = b.path("events.tgz")
    work = Whole(b.tool("artn", "-q", "-j", 1, "--atoms", atoms, "--per-atom", 1, "--max-attempts", 1, *options,
                        "-o", out, stream), {b.core})
    seconds = work.seconds()
    table = subprocess.run(b.tool("tab", "connected", out), check=True, capture_output=True, text=True).stdout
    return seconds, sum(line == "1" for line in table.splitlines())


def whole_search(b, stream, n, count):
    if stream not in KNOWN:
        KNOWN[stream] = attempts(b, stream, n, count, "--region", "full")
    return KNOWN[stream]


def searches(kind, n, final, count, few):
    """Events of the staged search, converged in the last region or on all atoms, against all atoms from the start."""
    def measure(b):
        stream = minimum(b, kind, n)
        size = count//(3 if b.quick else 1)
        seconds, connected = attempts(b, stream, n, size, "--final", final)
        slower, found = whole_search(b, stream, n, few//(3 if b.quick else 1))
        if not connected or not found:
            raise Refused(f"{connected} and {found} connected events: no rate")
        ratio = connected/seconds*slower/found
        spread = ratio*(1/connected + 1/found)**0.5     # of counts
        return Result(connected/seconds, found/slower, "events/CPU s", ratio, ratio - spread, ratio + spread, 1,
                      f"{connected} of {size} attempts connected; peer: our own --region full, {found} of "
                      f"{few//(3 if b.quick else 1)}; lammps-ARTn took 40-120 s an event")
    return measure
