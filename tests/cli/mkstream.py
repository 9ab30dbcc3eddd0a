# SPDX-License-Identifier: GPL-3.0-or-later
"""A small stream, written after stream(5) without any code of glassworks.

usage: mkstream.py [key=value ...] >stream
  frames=3 atoms=6 units=metal species=Cu,Zr end=1 scalars=[]
Frame k (from 1) has step 10 k, temperature 1000 - 100 k and energy -2.5 k; atom i (id 2 i + 1,
the first species for even i) sits at (i, k, 0.5); the array `stress` is [atoms][2], `tag` [3] is not
per-atom for atoms != 3, and note.txt is an entry that no program knows.  scalars is a JSON list of objects: more
scalars, or others, frame by frame.
"""
import gzip
import io
import json
import struct
import sys
import tarfile
import zlib

opt = dict(frames="3", atoms="6", units="metal", species="Cu,Zr", end="1", scalars="[]")
opt.update(a.split("=", 1) for a in sys.argv[1:])
n = int(opt["atoms"])
SCALARS = json.loads(opt["scalars"])
MASS = {"Cu": 63.546, "Zr": 91.224}


def npy(descr, shape, fmt, values):
    head = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }" % (
        descr, "".join("%d," % s for s in shape))
    head += " " * (-(len(head) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode() + \
        struct.pack("<%d%s" % (len(values), fmt), *values)


def entry(name, data):
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o644
    return info.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512)


def member(entries):
    buf = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buf, mtime=0) as g:
        g.write(b"".join(entry(*e) for e in entries))
    sys.stdout.buffer.write(buf.getvalue())


def frame(k):
    pos = [v for i in range(n) for v in (float(i), float(k), 0.5)]
    arrays = [
        ("pos", "<f8", (n, 3), "d", pos, "A"),
        ("type", "|u1", (n,), "B", [i % 2 for i in range(n)], ""),
        ("id", "<i4", (n,), "i", [2*i + 1 for i in range(n)], ""),
        ("stress", "<f4", (n, 2), "f", [i + 0.5*c for i in range(n) for c in range(2)], "eV"),
        ("tag", "<i2", (3,), "h", [7, 8, 9], ""),
    ]
    meta = {
        "format": 1, "units": opt["units"], "dimension": 3,
        "box": {"h": [[10, 0, 0], [0, 10, 0], [0, 0, 10]], "origin": [0, 0, 0], "pbc": [True]*3},
        "species": [{"name": s, "mass": MASS.get(s, 1.0)} for s in opt["species"].split(",")],
        "scalars": {"step": 10*k, "temperature": 1000.0 - 100*k, "energy": -2.5*k, "converged": k % 2 == 1,
                    "stop": "force", **(SCALARS[k - 1] if k <= len(SCALARS) else {})},
        "provenance": [{"program": "mkstream", "version": "1", "argv": ["mkstream", "a b"], "seed": 3}],
        "unknown": {"kept": [1, 2]},
        "arrays": [{"name": a[0], "dtype": a[1], "shape": list(a[2]), "unit": a[5]} for a in arrays],
    }
    key = "%06d." % (k - 1)
    entries = [(key + "meta.json", json.dumps(meta).encode())]
    entries += [(key + a[0] + ".npy", npy(a[1], a[2], a[3], a[4])) for a in arrays]
    entries.append((key + "note.txt", b"no program knows this\n"))
    sums = "".join("%08x %s\n" % (zlib.crc32(d), name) for name, d in entries)
    member(entries + [(key + "crc32", sums.encode())])


for number in range(1, int(opt["frames"]) + 1):
    frame(number)
if int(opt["end"]):
    member([("end.json", json.dumps({"end": True, "frames": int(opt["frames"])}).encode())])
