# SPDX-License-Identifier: GPL-3.0-or-later
# The stream into extended XYZ and back; tests/cli/xyz.py reads the format by its specification.
load common

R=$GW_SRCDIR/tests/reference

python() {
	PYTHONPATH=$GW_SRCDIR/tests/cli PYTHONDONTWRITEBYTECODE=1 "$PYTHON" "$@"
}

@test "energy, forces and stress are what LAMMPS says, with ASE's signs" {
	need_potential CuZr_mm.eam.fs
	zcat "$R/cuzr-2000-glass.displaced.dump.gz" >dump
	from-lammps --species Cu,Zr dump >a.tgz
	to-xyz --forces -p eam/fs:CuZr_mm.eam.fs a.tgz >a.xyz
	python - "$R/reference.tsv" <<-'END'
	import sys, xyz
	ref = {}
	for l in open(sys.argv[1]):
	    s, state, q, v = l.rstrip("\n").split("\t")
	    if (s, state) == ("cuzr-2000-glass", "displaced"):
	        ref[q] = v
	(n, lattice, info, col), = xyz.frames(open("a.xyz"))
	assert n == 2000
	e = float(info["energy"])
	assert abs(e/float(ref["pe_total"]) - 1) < 1e-12
	# ASE: stress = -pressure, eV/A^3, rows xx xy xz yx yy yz zx zy zz
	bar = 1602176.634
	s = list(map(float, info["stress"].split()))
	for k, name in enumerate("xx xy xz xy yy yz xz yz zz".split()):
	    p = float(ref["virial_pressure_" + name])
	    assert abs(-s[k]*bar - p) < 1e-5*abs(p) + 1e-3, name
	lines = open("dump").read().split("\n")[9:2009]
	for i, l in enumerate(lines):
	    w = list(map(float, l.split()))
	    assert col["id"][i] == w[0] and col["type"][i] == w[1] - 1
	    assert col["pos"][i] == w[2:5]
	    assert max(abs(x - y) for x, y in zip(col["forces"][i], w[5:8])) < 1e-10
	assert set(col["species"]) == {"Cu", "Zr"}
	END
}

@test "Kob-Andersen atoms are written as elements and come back as A and B" {
	from-lammps --units lj --species A,B -p ka "$R/ka-5000-glass.data.gz" >a.tgz
	to-xyz a.tgz >a.xyz
	python - <<-'END'
	import xyz
	(n, lattice, info, col), = xyz.frames(open("a.xyz"))
	assert col["species"].count("Ni") == 4000 and col["species"].count("P") == 1000
	assert all((s == "P") == (t == 1) for s, t in zip(col["species"], col["type"]))
	assert info["gw_species"] == "A B" and info["gw_units"] == "lj"
	END
	from-xyz a.xyz >b.tgz
	# all but the provenance comes back: arrays bit for bit, box, species, potential
	python - <<-'END'
	import json, tarfile
	def frame(name):
	    t = tarfile.open(name, "r:gz")
	    d = {m.name.split(".", 1)[1]: t.extractfile(m).read() for m in t if m.name != "end.json"}
	    meta = json.loads(d.pop("meta.json"))
	    meta.pop("provenance")
	    d.pop("crc32")
	    return d, meta
	(a, p), (b, q) = frame("a.tgz"), frame("b.tgz")
	assert a == b
	assert p.pop("arrays") == q.pop("arrays")
	p.get("scalars", {}).pop("step", None)
	assert {k: v for k, v in p.items() if v} == {k: v for k, v in q.items() if v}, (p, q)
	END
	to-xyz b.tgz | cmp - a.xyz
}

@test "frames follow each other without a gap" {
	from-lammps "$R/cuzr-2000-glass.data.gz" >a.tgz
	cat a.tgz a.tgz a.tgz | to-xyz >a.xyz
	[ "$(wc -l <a.xyz)" -eq 6006 ]
	python -c 'import xyz; assert len(list(xyz.frames(open("a.xyz")))) == 3'
	gzip a.xyz
	from-xyz a.xyz.gz | tar tzf - | grep -c pos.npy | grep -qx 3
}

@test "--forces needs a potential, and says so" {
	from-lammps "$R/cuzr-2000-glass.data.gz" >a.tgz
	fails_with 65 'frame 1 names no potential: give one with -p' to-xyz --forces a.tgz
	fails_with 65 'metal units, potential ka needs lj' to-xyz --forces -p ka a.tgz
	to-xyz a.tgz | sed -n 2p >head
	run ! grep -q energy head
}
