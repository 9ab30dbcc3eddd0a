# SPDX-License-Identifier: GPL-3.0-or-later
"""The systems that are measured, and their samples: made once, the same start for both programs."""
import hashlib
import os
import shlex
import subprocess
from dataclasses import dataclass, field

SYSTEM_FOLDER = "/usr/share/lammps/potentials"     # where Debian keeps LAMMPS's


class Missing(Exception):
    """Something that a row needs is not here: the row is skipped and says so."""


def find_potential(name):
    """Look for a potential file where our programs do."""
    folders = [""]
    for variable in "GLASSWORKS_POTENTIALS", "LAMMPS_POTENTIALS":
        folders += [d for d in os.environ.get(variable, "").split(":") if d]
    for folder in folders + [SYSTEM_FOLDER]:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return os.path.abspath(path)
    raise Missing(f"potential file {name} is not here (GLASSWORKS_POTENTIALS names folders)")


@dataclass
class System:
    name: str
    spec: str                   # of --potential; {file} is replaced
    files: tuple                # the first that is here; () for none
    composition: str
    species: str                # in order of type
    units: str
    dt: float
    make: str                   # options of liquid
    styles: list                # of LAMMPS, each the lines after read_data; {file}, {species}
    neighbour: list             # of LAMMPS, each (skin, neigh_modify)
    cutoff: float = 0           # longest of the potential
    skin: float = 1             # for the rows that build lists
    file: str = field(default="", init=False)

    def find(self, tools):
        """Settle which potential file is used; Missing without it, or without the potential."""
        kind = self.spec.split(":")[0].split(",")[0]
        known = subprocess.run([f"{tools}/glassworks", "potentials"], capture_output=True, text=True).stdout
        if not any(line.split(":")[0].strip() == kind for line in known.splitlines()):
            raise Missing(f"there is no potential {kind} yet")
        for k, name in enumerate(self.files):
            try:
                self.file = find_potential(name)
                return
            except Missing:
                if k + 1 == len(self.files):
                    raise

    def potential(self):
        return self.spec.format(file=self.file)

    def substitute(self):
        """Said in the row when the first choice of file is not here."""
        used = os.path.basename(self.file)
        return f"{used} in place of {self.files[0]}" if self.files and used != self.files[0] else ""


@dataclass
class Sample:
    system: System
    n: int
    stream: str
    data: str


def shell(command, tools):
    """A pipe of our programs."""
    env = dict(os.environ, PATH=f"{tools}:{os.environ['PATH']}", OMP_NUM_THREADS="1", LC_ALL="C")
    subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", command], check=True, env=env)


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def up_to_date(path, recipe):
    try:
        with open(path + ".recipe", encoding="ascii") as f:
            return f.read() == recipe and os.path.exists(path + ".tgz") and os.path.exists(path + ".data")
    except OSError:
        return False


def sections(lines):
    """A data file as to-lammps writes it: (head, atoms, velocities) as lists of fields."""
    at = {line.split(" #")[0]: k for k, line in enumerate(lines)}
    n = int(lines[2].split()[0])

    def rows(name):
        return [line.split() for line in lines[at[name] + 2:at[name] + 2 + n]]

    return lines[:at["Atoms"]], rows("Atoms"), rows("Velocities")


def replicate(source, target, reps):
    """Copy the atoms of a data file nx, ny, nz times, velocities included."""
    with open(source, encoding="ascii") as f:
        head, atoms, velocities = sections(f.read().splitlines())
    copies = [(a, b, c) for a in range(reps[0]) for b in range(reps[1]) for c in range(reps[2])]
    n, side = len(atoms), [0, 0, 0]
    for k, line in enumerate(head):
        word = line.split()
        if word[1:] == ["atoms"]:
            head[k] = f"{n*len(copies)} atoms"
        elif word[2:3] and word[2] in ("xlo", "ylo", "zlo"):
            axis, lo, hi = "xyz".index(word[2][0]), float(word[0]), float(word[1])
            side[axis] = hi - lo
            head[k] = f"{lo!r} {lo + reps[axis]*side[axis]!r} {word[2]} {word[3]}"
    with open(target, "w", encoding="ascii") as f:
        f.write("\n".join(head) + "\nAtoms # atomic\n\n")
        for m, copy in enumerate(copies):
            for a in atoms:
                x = " ".join(repr(float(a[2 + k]) + copy[k]*side[k]) for k in range(3))
                f.write(f"{int(a[0]) + m*n} {a[1]} {x} {' '.join(a[5:])}\n")
        f.write("\nVelocities\n\n")
        for m in range(len(copies)):
            for v in velocities:
                f.write(f"{int(v[0]) + m*n} {' '.join(v[1:])}\n")


def sample(tools, folder, system, n, reps=(1, 1, 1)):
    """
    n atoms, a melt of n/(rx ry rz) that is repeated along the axes.  Both
    programs read the positions and velocities of the data file.
    """
    base = n//(reps[0]*reps[1]*reps[2])
    spec = shlex.quote(system.potential())
    command = f"liquid -j1 -q -p {spec} -n {base} {system.make} --seed 1 {system.composition}"
    recipe = f"{command} {reps} {digest(system.file) if system.file else ''}\n"
    path = os.path.join(folder, f"{system.name}-{n}")
    made = Sample(system, n, path + ".tgz", path + ".data")
    if up_to_date(path, recipe):
        return made
    os.makedirs(folder, exist_ok=True)
    if base == n:
        shell(f"{command} | to-lammps -q -o {shlex.quote(made.data)}", tools)
    else:
        replicate(sample(tools, folder, system, base).data, made.data, reps)
    shell(f"from-lammps -q --species {system.species} --units {system.units} -p {spec}"
          f" -o {shlex.quote(made.stream)} {shlex.quote(made.data)}", tools)
    with open(path + ".recipe", "w", encoding="ascii") as f:
        f.write(recipe)
    return made


EAM_NEIGHBOUR = [("1.0", "every 1 delay 0 check yes"), ("2.0", "every 1 delay 10 check yes")]
CUZR = System(
    "cuzr", "eam/fs:{file}", ("CuZr_mm.eam.fs",), "Cu50Zr50", "Cu,Zr", "metal", 0.002, "-T 2000 --hold 1",
    [f"pair_style {style}\npair_coeff * * \"{{file}}\" Cu Zr" for style in ("eam/fs", "eam/fs/opt")],
    EAM_NEIGHBOUR, cutoff=7.6)
ALLOY = System(
    "alloy", "eam/alloy:{file}", ("ZrCu.lammps.eam",), "Cu50Zr50", "Cu,Zr", "metal", 0.002, "-T 2000 --hold 1",
    [f"pair_style {style}\npair_coeff * * \"{{file}}\" Cu Zr" for style in ("eam/alloy", "eam/alloy/opt")],
    EAM_NEIGHBOUR, cutoff=6.5)
CUNI = System(     # of Debian's lammps-data
    "cuni", "eam/alloy:{file}", ("CuNi.eam.alloy",), "Cu50Ni50", "Cu,Ni", "metal", 0.002, "-T 2000 --hold 1",
    [f"pair_style {style}\npair_coeff * * \"{{file}}\" Cu Ni" for style in ("eam/alloy", "eam/alloy/opt")],
    EAM_NEIGHBOUR, cutoff=5.5)
KA = System(
    "ka", "ka", (), "A80B20", "A,B", "lj", 0.005, "--density 1.2 -T 1 --hold 5",
    [f"pair_style {style} 2.5\npair_coeff 1 1 1 1 2.5\npair_coeff 1 2 1.5 0.8 2.0\n"
     "pair_coeff 2 2 0.5 0.88 2.2\npair_modify shift yes" for style in ("lj/cut/opt", "lj/cut")],
    [("0.3", "every 1 delay 0 check yes"), ("0.2", "every 1 delay 0 check yes"),
     ("0.4", "every 1 delay 0 check yes")], cutoff=2.5, skin=0.3)
SILICA = System(
    "silica", "tersoff:{file}", ("2007_SiO.tersoff", "SiO.tersoff"), "Si1O2", "Si,O", "metal", 0.001,
    "--density 2.2 -T 4000 --hold 1", ["pair_style tersoff\npair_coeff * * \"{file}\" Si O"],
    [("1.0", "every 1 delay 0 check yes"), ("2.0", "every 1 delay 10 check yes"),
     ("0.5", "every 1 delay 0 check yes")], cutoff=3.2)
SILICON = System(
    "silicon", "sw:{file}", ("Si.sw",), "Si", "Si", "metal", 0.002, "--density 2.5 -T 2500 --hold 1",
    ["pair_style sw\npair_coeff * * \"{file}\" Si"],
    [("1.0", "every 1 delay 0 check yes"), ("2.0", "every 1 delay 10 check yes"),
     ("0.5", "every 1 delay 0 check yes")], cutoff=3.77)
