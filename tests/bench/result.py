# SPDX-License-Identifier: GPL-3.0-or-later
"""What a row gets, the Bench, and what it returns, a Result."""
import os
import subprocess
from dataclasses import dataclass

from samples import Missing


class Refused(Exception):
    """The two programs do not do the same: a ratio would mean nothing."""


@dataclass
class Bench:
    tools: str      # folder of our programs
    timers: str     # folder of time-list and time-local
    folder: str     # where samples are kept
    lmp: str        # LAMMPS, "" if it is not installed
    runs: int       # pairs of runs
    heavy: int      # the same, of rows of minutes
    quick: bool
    core: int

    def tool(self, name, *args):
        return [f"{self.tools}/{name}", *map(str, args)]

    def timer(self, name, *args):
        return [f"{self.timers}/{name}", "-q", "-j", "1", *map(str, args)]

    def peer(self):
        if not self.lmp:
            raise Missing("LAMMPS (lmp) is not installed")
        return self.lmp

    def path(self, name):
        return os.path.join(self.folder, name)

    def values(self, stream, *names):
        """Scalars of the last frame of a stream."""
        out = subprocess.run(self.tool("tab", *names, stream), check=True, capture_output=True, text=True).stdout
        return [float(x) for x in out.splitlines()[-1].split("\t")]


@dataclass
class Result:
    ours: float
    peer: float
    unit: str
    ratio: float
    least: float
    most: float
    runs: int
    note: str
    energy: tuple = (None, None)    # at the start: ours, peer
