#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
The dense way to D_min: the whole matrix of squared shortest images of each species and
scipy.optimize.linear_sum_assignment; the drift stays.

usage: scipy-match.py A.data B.data     LAMMPS data files, box of right angles
prints the sum, CPU seconds of matrices and matchings, and the largest memory in MB
"""
import resource
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

from samples import sections


def read(path):
    with open(path, encoding="ascii") as f:
        head, atoms, _ = sections(f.read().splitlines())
    side = [float(w[1]) - float(w[0]) for w in map(str.split, head) if w[3:] in (["xhi"], ["yhi"], ["zhi"])]
    rows = np.array([[float(v) for v in a[:5]] for a in atoms])
    return np.array(side), rows[:, 1], rows[:, 2:5]


def least_sum(x, y, side):
    cost = np.zeros((len(x), len(y)))
    for k in range(3):
        d = x[:, k][:, None] - y[:, k][None, :]
        d -= side[k]*np.round(d/side[k])
        d *= d
        cost += d
    return cost[linear_sum_assignment(cost)].sum()


def main():
    side, types, a = read(sys.argv[1])
    _, other, b = read(sys.argv[2])
    start = time.process_time()
    total = sum(least_sum(a[types == t], b[other == t], side) for t in np.unique(types))
    spent = time.process_time() - start
    print(f"sum {total!r} seconds {spent!r} MB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024:.0f}")


if __name__ == "__main__":
    main()
