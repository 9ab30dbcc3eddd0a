# SPDX-License-Identifier: GPL-3.0-or-later
"""Extended XYZ by the letter of its specification, independent of our reader: frames(file)."""
import re

SYMBOLS = set("""H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge
As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Sm Gd W Pt Au Pb X""".split())
PAIR = re.compile(r'''\s*(?:"((?:\\.|[^"\\])*)"|([^\s="]+))\s*(?:=\s*(?:"((?:\\.|[^"\\])*)"|([^\s"]+)))?''')
KIND = {"R": float, "I": int, "S": str, "L": {"T": True, "F": False}.__getitem__}


def pairs(line):
    info, at = {}, 0
    while line[at:].strip():
        m = PAIR.match(line, at)
        assert m, line[at:]
        key = m.group(2) if m.group(1) is None else m.group(1)
        value = m.group(4) if m.group(3) is None else re.sub(r"\\(.)", r"\1", m.group(3))
        assert key not in info, "key twice: " + key
        info[key] = "T" if value is None else value
        at = m.end()
    return info


def frames(f):
    while True:
        first = f.readline()
        if not first:
            return
        n = int(first)
        info = pairs(f.readline().rstrip("\n"))
        props = info["Properties"].split(":")
        assert props[:6] == ["species", "S", "1", "pos", "R", "3"]
        columns = {props[k]: [] for k in range(0, len(props), 3)}
        assert len(columns) == len(props)//3, "column twice"
        for _ in range(n):
            w, at = f.readline().split(), 0
            for k in range(0, len(props), 3):
                m = int(props[k + 2])
                v = [KIND[props[k + 1]](x) for x in w[at:at + m]]
                columns[props[k]].append(v[0] if m == 1 else v)
                at += m
            assert at == len(w)
        assert set(columns["species"]) <= SYMBOLS
        lattice = list(map(float, info["Lattice"].split()))
        assert len(lattice) == 9
        assert re.fullmatch(r"[TF] [TF] [TF]", info["pbc"])
        yield n, lattice, info, columns
