# SPDX-License-Identifier: GPL-3.0-or-later
"""The decks of LAMMPS, and what its output says."""
import re

from samples import Missing


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
