# SPDX-License-Identifier: GPL-3.0-or-later
"""The decks of LAMMPS, and what its output says."""
import re
import shutil

from samples import Missing, sections


def deck(s, style, neighbour, work, move=True):
    """A LAMMPS script for sample s; `work` is the last part of it."""
    system = s.system
    return "\n".join([
        f"units {system.units}", "atom_style atomic", f'read_data "{s.data}"',
        style.format(file=system.file), f"neighbor {neighbour[0]} bin", f"neigh_modify {neighbour[1]}",
        f"timestep {system.dt}", "fix move all nve" if move else "",
        "thermo_style custom step pe temp", "thermo_modify format float %.17g norm no", "thermo 1000000",
        work, ""])


def dynamics(steps):
    return f"run {steps}"


# Line searches: quadratic is the only one that gets to 1e-6 here; forcezero
# and backtrack stop before (alpha zero, energy).  `norm max` is our criterion: the longest force.
def minimisation(evaluations, ftol):
    if evaluations == 0:
        return "run 0"
    return ("min_style cg\nmin_modify dmax 0.1 line quadratic norm max\n"
            f"minimize 0 {ftol} 1000000 {evaluations}")


def displacements(k, d):
    """Atom 1 displaced by d k times, an evaluation each; its energy is the last column of thermodynamics."""
    there = " ".join(map(repr, d))
    back = " ".join(repr(-x) for x in d)
    return "\n".join([
        "group one id 1", "compute atoms all pe/atom", "compute one one reduce sum c_atoms",
        "thermo_style custom step pe temp c_one", "thermo_modify format float %.17g norm no",
        "run 0 post no", f"variable k loop {k}", "label again",
        f"displace_atoms one move {there} units box", "run 0 post no",
        f"displace_atoms one move {back} units box", "next k", "jump SELF again"])


def atom_energies(out):
    """The last column where there are four: before the first displacement, displaced, ..."""
    return [float(x) for x in re.findall(r"^ *0 +\S+ +\S+ +(\S+) *$", out, re.MULTILINE)]


def argv(lmp, path, text):
    with open(path, "w", encoding="ascii") as f:
        f.write(text)
    return [lmp, "-in", path, "-log", "none", "-nocite"]


def thermo(out):
    """(energy, temperature) of every line of thermodynamics."""
    rows, on = [], False
    for line in out.splitlines():
        word = line.split()
        if word[:3] == ["Step", "PotEng", "Temp"]:
            on = True
        elif on and len(word) == 3:
            rows.append((float(word[1]), float(word[2])))
        else:
            on = False
    if not rows:
        raise Missing("LAMMPS printed no energy")
    return rows


def number(out, pattern, default=None):
    found = re.findall(pattern, out)
    return float(found[-1]) if found else default


def dangerous(out):
    """Lists that LAMMPS knows it rebuilt too late: the run is wrong."""
    return number(out, r"Dangerous builds = (\d+)", 0)


def voro(s, path):
    """Arguments of the voro++ command for sample s, whose atoms are written to path."""
    program = shutil.which("voro++")
    if not program:
        raise Missing("voro++ is not installed (Debian package voro++)")
    with open(s.data, encoding="ascii") as f:
        head, atoms, _ = sections(f.read().splitlines())
    box = {w[2]: w[:2] for w in (line.split() for line in head) if len(w) == 4}
    with open(path, "w", encoding="ascii") as f:
        f.writelines(f"{a[0]} {a[2]} {a[3]} {a[4]}\n" for a in atoms)
    return [program, "-p", *box["xlo"], *box["ylo"], *box["zlo"], path]


def voro_volumes(path):
    """Volumes by id, from what the voro++ command wrote beside its input."""
    with open(path + ".vol", encoding="ascii") as f:
        return {int(w[0]): float(w[4]) for w in map(str.split, f)}
