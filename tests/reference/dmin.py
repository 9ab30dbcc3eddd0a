#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
Sums of dmin.tsv, by scipy.optimize.linear_sum_assignment on the whole matrix of squared shortest images.

usage: dmin.py >dmin.tsv     (numpy, scipy; 700 MB for the largest)

kronecker  points frac(i a_k), rows from i = 1, columns from i = 1000000, in a box of unit volume:
           cube; slab, columns with their third coordinate times 0.25; oblique, see OBLIQUE;
           and where atoms have far to go, see ARRANGED
NAME       NAME.data.gz against itself moved by a third of the box along its diagonal, each species
           for itself: two configurations that have nothing to do with each other; the drift stays
"""
import gzip
import os
import sys

import numpy as np
import scipy
from scipy.optimize import linear_sum_assignment

ALPHA = np.array([0.8191725133961645, 0.6710436067037893, 0.5497004779019703])
OBLIQUE = np.array([[1.2, 0, 0], [0.5, 1, 0], [-0.4, 0.3, 1/1.2]])
# what becomes of the points: (x, y) -> (x, y)
ARRANGED = {
    "cube": lambda x, y: (x, y),
    "slab": lambda x, y: (x, y*(1, 1, 0.25)),
    "oblique": lambda x, y: (x, y),
    "oblique-slab": lambda x, y: (x, y*(1, 1, 0.25)),
    "thin": lambda x, y: (x, y*(1, 1, 0.0625)),
    "halves": lambda x, y: (x*(1, 1, 0.5), y*(1, 1, 0.5) + (0, 0, 0.5)),
    "layers": lambda x, y: (x*(1, 1, 0.0625), y*(1, 1, 0.0625) + (0, 0, 0.5)),
    "gradient": lambda x, y: (x, np.column_stack((y[:, 0], y[:, 1], np.sqrt(y[:, 2])))),
    "drop": lambda x, y: (x, y*0.125),
    "crystal": lambda x, y: (np.stack([np.arange(len(x))//k % 12 for k in (1, 12, 144)], axis=1)/16, y),
}


def least_sum(x, y, h):
    """Fractional x, y; all 27 images near the rounded one, since the box may be oblique."""
    images = [0] if np.array_equal(h, np.diag(np.diag(h))) else [-1, 0, 1]
    cost = np.empty((len(x), len(y)))
    for i, row in enumerate(x):
        s = y - row
        s -= np.round(s)
        d2 = [np.sum(((s + (a, b, c)) @ h)**2, axis=1) for a in images for b in images for c in images]
        cost[i] = np.min(d2, axis=0)
    return cost[linear_sum_assignment(cost)].sum()


def kronecker(n, first):
    p = (np.arange(n)[:, None] + first)*ALPHA
    return p - np.floor(p)


def sample(name):
    """Box sides, types, positions of a data file with right angles."""
    with gzip.open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".data.gz"), "rt") as f:
        lines = f.read().splitlines()
    n = next(int(w[0]) for w in map(str.split, lines) if w[1:] == ["atoms"])
    side = [[float(v) for v in w[:2]] for w in map(str.split, lines) if len(w) == 4 and w[3] in ("xhi", "yhi", "zhi")]
    at = next(k for k, line in enumerate(lines) if line.startswith("Atoms")) + 2
    rows = np.array([[float(v) for v in line.split()[:5]] for line in lines[at:at + n]])
    return np.array(side), rows[:, 1].astype(int), rows[:, 2:5]


def main():
    print(f"# numpy {np.__version__}, scipy {scipy.__version__}: tests/reference/dmin.py")
    print("sample\twhat\tn\tsum")
    hard = [(what, 1728) for what in ARRANGED if what not in ("cube", "slab", "oblique", "oblique-slab")]
    for what, n in [("cube", 1000), ("slab", 1000), ("oblique", 1000), ("cube", 9088), ("oblique-slab", 1000)] + hard:
        x, y = ARRANGED[what](kronecker(n, 1), kronecker(n, 1000000))
        h = OBLIQUE if what.startswith("oblique") else np.eye(3)
        print(f"kronecker\t{what}\t{n}\t{least_sum(x, y, h)!r}", flush=True)
    for name in "cuzr-2000-glass", "ka-5000-glass":
        side, types, pos = sample(name)
        h = np.diag(side[:, 1] - side[:, 0])
        s = (pos - side[:, 0]) @ np.linalg.inv(h)
        total = sum(least_sum(s[types == t], s[types == t] + 1/3, h) for t in np.unique(types))
        print(f"{name}\tthird\t{len(pos)}\t{total!r}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
