# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command costs, pinned to one core; comparisons in alternating runs."""
import os
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    cpu: float      # s, user + system
    wall: float     # s
    maxrss: int     # kB
    out: str        # standard output


class Failed(Exception):
    """A command ended with an error."""


def cores():
    return sorted(os.sched_getaffinity(0))


def run(argv, on, threads=1):
    """Run a command on the cores `on` and wait for it."""
    env = dict(os.environ, OMP_NUM_THREADS=str(threads), LC_ALL="C")
    start = time.monotonic()
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          env=env, text=True, preexec_fn=lambda: os.sched_setaffinity(0, on)) as p:
        out = p.stdout.read()       # neither side writes more to stderr than a pipe holds
        err = p.stderr.read()
        _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode:
        raise Failed(f"{' '.join(argv)}: status {p.returncode}: {(err or out).strip()[-400:]}")
    return Cost(use.ru_utime + use.ru_stime, time.monotonic() - start, use.ru_maxrss, out)


class Work:
    """A command of adjustable length; what n more units of it cost, without start and set-up."""

    def __init__(self, argv, on, short, long, threads=1):
        self.argv = argv            # length -> argument vector
        self.on, self.threads = on, threads
        self.short, self.long = short, long
        self.last = None            # Cost of the last long run

    def run(self, length):
        return run(self.argv(length), self.on, self.threads)

    def seconds(self, clock="cpu"):
        """Seconds per unit of length, from two lengths."""
        base = self.run(self.short)
        self.last = self.run(self.long)
        spent = getattr(self.last, clock) - getattr(base, clock)
        return max(spent, 1e-9)/(self.long - self.short)


class Whole:
    """A command as a user starts it: all of it counts."""

    def __init__(self, argv, on):
        self.argv, self.on = argv, on
        self.last = None

    def seconds(self, clock="cpu"):
        self.last = run(self.argv, self.on)
        return getattr(self.last, clock)


@dataclass
class Comparison:
    ours: float         # median seconds per unit
    peer: float
    ratio: float        # median over pairs of peer/ours: above 1, ours is faster
    least: float
    most: float
    runs: int


def compare(ours, peer, runs, clock="cpu"):
    """Alternate A B A B; ours and peer are Work or Whole."""
    pairs = [(ours.seconds(clock), peer.seconds(clock)) for _ in range(runs)]
    ratios = [b/a for a, b in pairs]
    return Comparison(statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs),
                      statistics.median(ratios), min(ratios), max(ratios), runs)
