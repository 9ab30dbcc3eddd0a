# SPDX-License-Identifier: GPL-3.0-or-later
"""
The rows of the table.  A row is a name, a target and a function that measures:
it gets the Bench (where programs are, how many runs) and returns a Result.
"""
import math
import os
import subprocess
import sys
from dataclasses import dataclass

import peers
from measure import Whole, Work, compare, cores, run
from result import Bench, Refused, Result
from samples import ALLOY, CUNI, CUZR, KA, SILICA, SILICON, Missing, sample, sections
from searches import glass, searches


# ---- the same physics ----

def start_energy(b, s):
    """Our energy of a sample as it is."""
    out = b.path("start.tgz")
    run(b.tool("minimize", "-q", "-j", 1, "--max-eval", 0, "-o", out, s.stream), {b.core})
    return b.values(out, "energy")[0]


def same(what, ours, peer, tolerance):
    if not abs(ours - peer) <= tolerance*abs(peer):
        raise Refused(f"{what} differs: ours {ours!r}, peer's {peer!r}")


# ---- molecular dynamics ----

def find(b, systems, n, reps):
    """The first system whose files are here, its sample, and a note when it is not the first choice."""
    for k, system in enumerate(systems):
        try:
            system.find(b.tools)
        except Missing:
            if k + 1 == len(systems):
                raise
            continue
        note = system.substitute()
        if k:
            note = f"{system.spec.format(file=os.path.basename(system.file))} in place of {systems[0].files[0]}"
        return sample(b.tools, b.folder, system, n, reps), note
    raise Missing("no system")


def lengths(b, n, budget):
    """Steps of the short and the long run, for atom-steps that take LAMMPS about 2.5 s."""
    return 10, 10 + max(40, round(budget*(0.3 if b.quick else 1)/n))


def our_md(b, s, short, long, threads=1):
    on = {b.core} if threads == 1 else set(cores()[:threads])
    return Work(lambda steps: b.tool(
        "anneal", "-q", "-j", threads, "--ensemble", "nve", "--dt", s.system.dt,
        "--hold", repr(steps*s.system.dt), "-o", b.path("md.tgz"), s.stream), on, short, long, threads)


def their_md(b, s, short, long, style, neighbour):
    return Work(lambda steps: peers.argv(b.peer(), b.path("md.in"), peers.deck(
        s, style, neighbour, peers.dynamics(steps))), {b.core}, short, long)


def best_md(b, s, short, long):
    """LAMMPS at its best: of its styles and neighbour settings the fastest that makes no dangerous build."""
    best = None
    for style in s.system.styles:
        for neighbour in s.system.neighbour:
            w = their_md(b, s, short, short + (long - short)//2, style, neighbour)
            cost = w.seconds()
            if not peers.dangerous(w.last.out) and (best is None or cost < best[0]):
                best = cost, style, neighbour
    if best is None:
        raise Refused("LAMMPS made dangerous builds with all settings")
    _, style, neighbour = best
    return (their_md(b, s, short, long, style, neighbour),
            f"{style.split()[1]}, skin {neighbour[0]}, {neighbour[1]}")


def md(systems, n, budget, reps=(1, 1, 1)):
    """Atom-steps per second against LAMMPS, NVE from the same positions and velocities."""
    def measure(b):
        s, note = find(b, systems, n, reps)
        short, long = lengths(b, n, budget)
        theirs, setting = best_md(b, s, short, long)
        start = start_energy(b, s), peers.thermo(theirs.run(short).out)[0][0]
        same("start energy", *start, 1e-8)
        ours = our_md(b, s, short, long)
        c = compare(ours, theirs, b.runs)
        if peers.dangerous(theirs.last.out):
            raise Refused("LAMMPS made dangerous builds")
        same("temperature at the end", b.values(b.path("md.tgz"), "temperature")[0],
             peers.thermo(theirs.last.out)[-1][1], 0.1)
        return Result(n/c.ours/1e6, n/c.peer/1e6, "M atom-steps/s", c.ratio, c.least, c.most, c.runs,
                      "; ".join(filter(None, [setting, note])), start)
    return measure


# ---- minimisation ----

KNOWN = {}      # LAMMPS's minimisation takes minutes: once for all methods


def their_minimiser(b, s, style, skin, ftol, most):
    neighbour = (skin, "every 1 delay 0 check yes")
    return Work(lambda k: peers.argv(b.peer(), b.path("min.in"), peers.deck(
        s, style, neighbour, peers.minimisation(k*most, ftol), move=False)), {b.core}, 0, 1)


def evaluations(out):
    return int(peers.number(out, r"force evaluations = \d+ (\d+)"))


def best_minimiser(b, s, ftol):
    """The style and the skin with the cheapest first evaluations (their number is chaos, not merit)."""
    best = None
    for style in s.system.styles:
        for skin in "0.3", "0.5", "1.0":
            w = their_minimiser(b, s, style, skin, ftol, 100)
            cost = w.seconds()/evaluations(w.last.out)
            if best is None or cost < best[0]:
                best = cost, style, skin
    return best[1:]


def their_minimisation(b, s, ftol):
    """CPU seconds, energy at the start, evaluations, setting."""
    key = s.data, ftol
    if key not in KNOWN:
        style, skin = best_minimiser(b, s, ftol)
        w = their_minimiser(b, s, style, skin, ftol, 1000000)
        seconds = w.seconds()
        if "Stopping criterion = force tolerance" not in w.last.out:
            raise Refused("LAMMPS did not reach the force tolerance")
        KNOWN[key] = (seconds, peers.thermo(w.last.out)[0][0], evaluations(w.last.out),
                      f"{style.split()[1]}, skin {skin}, cg quadratic")
    return KNOWN[key]


def minimise(method, system, n, ftol="1e-6"):
    """CPU seconds from the liquid to max |f| <= ftol against LAMMPS's cg."""
    def measure(b):
        size = 2000 if b.quick else n
        s, _ = find(b, (system,), size, (1, 1, 1))
        peer, energy, evals, setting = their_minimisation(b, s, ftol)
        start = start_energy(b, s), energy
        same("start energy", *start, 1e-8)
        ours = Work(lambda k: b.tool("minimize", "-q", "-j", 1, "-m", method, "--ftol", ftol, "--max-eval", k*1000000,
                                     "-o", b.path("min.tgz"), s.stream), {b.core}, 0, 1)
        costs = sorted(ours.seconds() for _ in range(b.heavy))
        converged, mine = b.values(b.path("min.tgz"), "converged", "evals")
        if not converged:
            raise Refused(f"{method} did not converge")
        mid = costs[len(costs)//2]
        return Result(mid, peer, "s", peer/mid, peer/costs[-1], peer/costs[0], b.heavy,
                      f"{size} atoms, ftol {ftol}; {mine:.0f} and {evals} evaluations; {setting}", start)
    return measure


# ---- neighbour lists ----

def neighbour_list(system, n):
    """Builds per second, with the same cut-off and skin, atoms at rest."""
    def measure(b):
        s, _ = find(b, (system,), n, (1, 1, 1))
        short, long = 2, 12 if b.quick else 42
        cut, skin = system.cutoff, system.skin
        ours = Work(lambda k: b.timer("time-list", "--cutoff", cut, "--skin", skin, "--builds", k, s.stream),
                    {b.core}, short, long)
        theirs = Work(lambda k: peers.argv(b.peer(), b.path("list.in"), peers.deck(
            s, f"pair_style zero {cut}\npair_coeff * *", (skin, "every 1 delay 0 check no"),
            peers.dynamics(k), move=False)), {b.core}, short, long)
        c = compare(ours, theirs, b.runs)
        same("number of pairs", peers.number(ours.last.out, r"pairs (\d+)"),
             peers.number(theirs.last.out, r"Total # of neighbors = (\d+)"), 1e-3)
        return Result(1/c.ours, 1/c.peer, "builds/s", c.ratio, c.least, c.most, c.runs,
                      f"cut-off {cut} + skin {skin}, half lists")
    return measure


# ---- Voronoi cells ----

def our_cells(b, s, frames, threads):
    return b.tool("voronoi", "-q", "-j", threads, "-o", b.path("cells.tgz"), *[s.stream]*frames)


def volumes(b, stream):
    out = subprocess.run(b.tool("tab", "--atoms", "id", "volume", stream), check=True, capture_output=True,
                         text=True).stdout
    rows = [line.split("\t") for line in out.splitlines() if line[0].isdigit()]
    return {int(i): float(v) for i, v in rows}


def cells(n, reps):
    """CPU time of the whole command against voro++'s, which writes volumes alone."""
    def measure(b):
        s, _ = find(b, (CUZR,), n, reps)
        theirs = Whole(peers.voro(s, b.path("cells.xyz")), {b.core})
        ours = Whole(our_cells(b, s, 1, 1), {b.core})
        c = compare(ours, theirs, 2*b.runs + 1)
        mine, want = volumes(b, b.path("cells.tgz")), peers.voro_volumes(b.path("cells.xyz"))
        if mine.keys() != want.keys():
            raise Refused("the atoms are not the same")
        for i, v in want.items():
            same(f"volume of atom {i}", mine[i], v, 1e-5)
        return Result(c.ours, c.peer, "s", c.ratio, c.least, c.most, c.runs,
                      "reads a stream, writes indices, volumes, faces, f5; voro++: text, volumes")
    return measure


def cells_on(b, s, threads):
    on = {b.core} if threads == 1 else set(cores()[:threads])
    return Work(lambda k: our_cells(b, s, k, threads), on, 1, 11 if b.quick else 41, threads)


# ---- one atom displaced ----

def our_displacements(b, s, directions):
    """All atoms in so many directions: the unit is one displacement of each."""
    return b.tool("perturb-scan", "-q", "-j", 1, "--dr", 0.01, "--directions", directions,
                  "-o", b.path("perturb.tsv"), s.stream)


def first_direction(b, s, directions):
    """The displacement that --map has first, and its dE_atom."""
    out = subprocess.run(b.tool("perturb-scan", "-q", "--map", 1, "--dr", 0.01, "--directions", directions, s.stream),
                         check=True, capture_output=True, text=True).stdout
    rows = [line.split("\t") for line in out.splitlines() if not line.startswith("#")]
    theta, phi, dr, energy = map(float, rows[1][:4])
    return (dr*math.sin(theta)*math.cos(phi), dr*math.sin(theta)*math.sin(phi), dr*math.cos(theta)), energy


def perturb(system, n):
    """Displacements per second, dE_atom and dE_sys of each; LAMMPS: displace_atoms and run 0."""
    def measure(b):
        s, _ = find(b, (system,), n, (1, 1, 1))
        d, energy = first_direction(b, s, 200)
        ours = Work(lambda k: our_displacements(b, s, k), {b.core}, 8, 80 if b.quick else 200)
        theirs = Work(lambda k: peers.argv(b.peer(), b.path("perturb.in"), peers.deck(
            s, system.styles[-1], system.neighbour[0], peers.displacements(k, d), move=False)), {b.core}, 2,
            12 if b.quick else 32)
        c = compare(ours, theirs, b.runs)
        before, displaced = peers.atom_energies(theirs.last.out)[:2]
        same("dE_atom", energy, displaced - before, 1e-7)
        return Result(n/c.ours, 1/c.peer, "displacements/s", n*c.ratio, n*c.least, n*c.most, c.runs,
                      f"all {n} atoms; {system.styles[-1].split()[1]}: one atom, a run 0 each")
    return measure


# ---- mobile atoms among frozen ones ----

def region(b, n, radius, what, short, long):
    """Forces, Hessians or products of the atoms within a radius; 0: of all."""
    stream = glass(b, n)
    return Work(lambda k: b.timer("time-local", "--radius", radius, f"--{what}", k, stream), {b.core}, short,
                short + (long - short)//(3 if b.quick else 1))


def mobile(work):
    return peers.number(work.last.out, r"mobile (\d+)")


def local_force(n, radius, calls):
    """An evaluation of a region beside one of all atoms, and a step of LAMMPS."""
    def measure(b):
        ours = region(b, n, radius, "forces", calls//10, calls)
        whole = region(b, n, 0, "whole", 2, 42)
        s, _ = find(b, (CUZR,), n, (1, 1, 1))
        theirs, setting = best_md(b, s, *lengths(b, n, 1e6))
        c = compare(ours, theirs, b.runs)
        return Result(1e3*c.ours, 1e3*c.peer, "ms", c.ratio, c.least, c.most, c.runs,
                      f"{mobile(ours):.0f} mobile of {n}; all by gw_force_eval: {1e3*whole.seconds():.2f} ms; "
                      f"peer: an MD step, {setting}")
    return measure


def local_product(n, radius, calls):
    """Cost of a Hessian-vector product over that of an evaluation of the same region."""
    def measure(b):
        ours = region(b, n, radius, "products", calls//10, calls)
        force = region(b, n, radius, "forces", calls//10, calls)
        c = compare(force, ours, b.runs)
        return Result(1e3*c.peer, 1e3*c.ours, "ms", c.ratio, c.least, c.most, c.runs,
                      f"{mobile(ours):.0f} mobile of {n}; peer: our own forces of the region")
    return measure


# ---- matching ----

def moved(b, s):
    """The sample moved by 0.29 of its box along the diagonal: a configuration that has nothing to do with it."""
    data, stream = b.path(f"{s.system.name}-{s.n}-moved.data"), b.path(f"{s.system.name}-{s.n}-moved.tgz")
    with open(s.data, encoding="ascii") as f:
        lines = f.read().splitlines()
    head, atoms, _ = sections(lines)
    side = [float(w[1]) - float(w[0]) for w in map(str.split, head) if w[3:] in (["xhi"], ["yhi"], ["zhi"])]
    first = next(k for k, line in enumerate(lines) if line.startswith("Atoms")) + 2
    for k, a in enumerate(atoms):
        lines[first + k] = " ".join(a[:2] + [repr(float(v) + 0.29*w) for v, w in zip(a[2:5], side)])
    with open(data, "w", encoding="ascii") as f:
        f.write("\n".join(lines) + "\n")
    run(b.tool("from-lammps", "-q", "--species", s.system.species, "--units", s.system.units, "-o", stream, data),
        {b.core})
    return data, stream


def our_matching(b, s, other, pairs):
    """One stream of so many pairs, read, matched, proven."""
    return Work(lambda k: b.tool("dmin-match", "-q", "-j", 1, "--keep-drift", "-o", b.path("dmin.tsv"), "--lags", 1,
                                 *([s.stream, other]*k)[:k + 1]), {b.core}, 1, 1 + pairs)


def their_matching(b, s, data):
    try:
        subprocess.run([sys.executable, "-c", "import scipy"], check=True, capture_output=True)
    except subprocess.CalledProcessError:
        raise Missing("scipy is not installed") from None
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scipy-match.py")
    return run([sys.executable, script, s.data, data], {b.core}).out


def matching(n):
    """CPU seconds a pair against the dense matrix and scipy's linear_sum_assignment, the same sum."""
    def measure(b):
        s, _ = find(b, (KA,), n, (1, 1, 1))
        data, stream = moved(b, s)
        ours, costs, out = our_matching(b, s, stream, 10), [], ""
        for _ in range(b.heavy):
            mine = ours.seconds()
            out = their_matching(b, s, data)
            costs.append((mine, peers.number(out, r"seconds (\S+)")))
        with open(b.path("dmin.tsv"), encoding="ascii") as f:
            rows = [line.split("\t") for line in f if not line.startswith("#")]
        same("sum", float(rows[1][rows[0].index("dmin[sigma]")])**2*n, peers.number(out, r"sum (\S+)"), 1e-9)
        ratios = sorted(peer/mine for mine, peer in costs)
        mid = len(ratios)//2
        return Result(sorted(c[0] for c in costs)[mid], sorted(c[1] for c in costs)[mid], "s", ratios[mid], ratios[0],
                      ratios[-1], b.heavy, f"ours: reads, matches, proves, {ours.last.maxrss/1024:.0f} MB; "
                      f"scipy: matrix and matching, {peers.number(out, r'MB (.*)'):.0f} MB")
    return measure


def matching_growth(n, reps, reference):
    """CPU seconds a pair, no dense matrix would fit: cost an atom against ourselves at the reference."""
    def measure(b):
        s, _ = find(b, (KA,), n, reps)
        few, _ = find(b, (KA,), reference, (1, 1, 1))
        big, small = (our_matching(b, x, moved(b, x)[1], 2 if x is s else 10) for x in (s, few))
        c = compare(small, big, b.heavy)
        return Result(c.peer, c.ours, "s", c.ratio*reference/n, c.least*reference/n, c.most*reference/n, b.heavy,
                      f"cost an atom over that at {reference}; {big.last.maxrss/1024:.0f} MB")
    return measure


# ---- threads: wall time ----

def scaling(system, n, work):
    """Wall time on two cores against one; work(b, sample, threads) is a Work."""
    def measure(b):
        if len(cores()) < 2:
            raise Missing("there is one core only")
        s, _ = find(b, (system,), n, (1, 1, 1))
        c = compare(work(b, s, 2), work(b, s, 1), b.runs, "wall")
        return Result(1/c.ours, 1/c.peer, "units/s", c.ratio, c.least, c.most, c.runs,
                      f"2 threads and 1, wall time, {n} atoms")
    return measure


def md_on(b, s, threads):
    return our_md(b, s, 10, 60 if b.quick else 160, threads)


def minimise_on(b, s, threads):
    on = {b.core} if threads == 1 else set(cores()[:threads])
    return Work(lambda k: b.tool("minimize", "-q", "-j", threads, "--max-eval", k, "-o", b.path("min.tgz"), s.stream),
                on, 10, 60 if b.quick else 160, threads)


# ---- growth with N ----

def growth(system, n, reps, reference, steps):
    """Cost of an atom-step at n atoms over that at the reference; below 1 is cheaper."""
    def measure(b):
        big, _ = find(b, (system,), n, reps)
        few, _ = find(b, (system,), reference, (1, 1, 1))
        runs = min(b.runs, 2) if n > 500000 else b.runs
        c = compare(our_md(b, few, 10, 110), our_md(b, big, *steps), runs)
        scale = reference/n
        return Result(c.peer/n*1e6, c.ours/reference*1e6, "us/atom-step", c.ratio*scale, c.least*scale, c.most*scale,
                      runs, f"{n} atoms; peer: ourselves at {reference}")
    return measure


def memory(system, n, reps):
    """Largest resident memory per atom in an MD run."""
    def measure(b):
        s, _ = find(b, (system,), n, reps)
        ours = our_md(b, s, 2, 4).run(2).maxrss/n
        peer = their_md(b, s, 0, 2, system.styles[0], system.neighbour[0]).run(0).maxrss/n
        return Result(ours, peer, "kB/atom", peer/ours, peer/ours, peer/ours, 1, f"{n} atoms")
    return measure


# ---- the table ----

@dataclass
class Row:
    name: str
    measure: object         # Bench -> Result
    target: str = ""
    met: object = lambda r: True


def at_least(x):
    return f"{x}", lambda r: r.ratio >= x


def at_most(x):
    return f"<={x}", lambda r: r.ratio <= x


def ours_below(x):
    return f"ours<{x}", lambda r: r.ours < x


ROWS = [
    Row("eam-10976", md((CUZR,), 10976, 1.0e6), *at_least(3.0)),
    Row("eam-2000", md((CUZR,), 2000, 1.0e6)),
    Row("eam-43904", md((CUZR,), 43904, 1.0e6, (2, 2, 1))),
    Row("alloy-10976", md((ALLOY, CUNI), 10976, 1.0e6), *at_least(3.0)),
    Row("lj-10000", md((KA,), 10000, 5e6), *at_least(2.5)),
    Row("lj-2000", md((KA,), 2000, 5e6)),
    Row("lj-100000", md((KA,), 100000, 5e6, (5, 2, 1))),
    Row("tersoff-9072", md((SILICA,), 9072, 2.5e6), *at_least(2.0)),
    Row("sw-8000", md((SILICON,), 8000, 3e6), *at_least(2.0)),
    Row("min-cg", minimise("cg", CUZR, 10976), *at_least(3.0)),
    Row("min-lbfgs", minimise("lbfgs", CUZR, 10976), *at_least(3.0)),
    Row("min-fire", minimise("fire", CUZR, 10976), *at_least(3.0)),
    Row("voronoi-10976", cells(10976, (1, 1, 1)), *at_least(1.0)),
    Row("voronoi-43904", cells(43904, (2, 2, 1)), *at_least(1.0)),
    Row("perturb-10976", perturb(CUZR, 10976), *at_least(1000)),
    Row("local-force-12", local_force(10976, 12, 3000), *ours_below(0.35)),
    Row("local-force-15", local_force(10976, 15, 1500)),
    Row("local-force-all", local_force(10976, 0, 60)),
    Row("local-product-12", local_product(10976, 12, 6000), *at_most(0.4)),
    Row("local-product-15", local_product(10976, 15, 3000), *at_most(0.4)),
    Row("local-product-all", local_product(10976, 0, 60)),
    Row("artn-region-10976", searches("glass", 10976, "region", 60, 20), *at_least(50)),
    Row("artn-whole-10976", searches("glass", 10976, "full", 60, 20), *at_least(15)),
    Row("artn-region-2000", searches("glass", 2000, "region", 60, 30)),
    Row("artn-whole-2000", searches("glass", 2000, "full", 60, 30)),
    Row("artn-region-slow", searches("slow", 2000, "region", 60, 30)),
    Row("artn-whole-slow", searches("slow", 2000, "full", 60, 30)),
    Row("dmin-9088", matching(9088), *at_least(100)),
    Row("dmin-50000", matching_growth(50000, (1, 1, 1), 9088), *ours_below(1)),
    Row("dmin-245376", matching_growth(245376, (3, 3, 3), 9088), *ours_below(10)),
    Row("list-eam", neighbour_list(CUZR, 10976)),
    Row("list-lj", neighbour_list(KA, 10000)),
    Row("threads-eam", scaling(CUZR, 10976, md_on), *at_least(1.8)),
    Row("threads-lj", scaling(KA, 10000, md_on), *at_least(1.8)),
    Row("threads-min", scaling(CUZR, 10976, minimise_on), *at_least(1.8)),
    Row("threads-voronoi", scaling(CUZR, 10976, cells_on), *at_least(1.8)),
    Row("growth-eam-1e3", growth(CUZR, 1372, (1, 1, 1), 10976, (10, 610)), *at_most(1.3)),
    Row("growth-eam-1e5", growth(CUZR, 87808, (2, 2, 2), 10976, (10, 40)), *at_most(1.3)),
    Row("growth-eam-1e6", growth(CUZR, 1097600, (5, 5, 4), 10976, (10, 30)), *at_most(1.3)),
    Row("growth-lj-1e3", growth(KA, 1000, (1, 1, 1), 10000, (10, 1010)), *at_most(1.3)),
    Row("growth-lj-1e5", growth(KA, 100000, (5, 2, 1), 10000, (10, 60)), *at_most(1.3)),
    Row("growth-lj-1e6", growth(KA, 1000000, (5, 5, 4), 10000, (10, 30)), *at_most(1.3)),
    Row("memory-eam-1e6", memory(CUZR, 1097600, (5, 5, 4)), *ours_below(1.5)),
    Row("memory-lj-1e6", memory(KA, 1000000, (5, 5, 4)), *ours_below(1.5)),
]
