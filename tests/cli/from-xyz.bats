# SPDX-License-Identifier: GPL-3.0-or-later
# Extended XYZ of others into the stream.
load common

# As ase.io.write makes it: momenta, Voigt-free stress, eight decimals.
ase() {
	cat <<-'END'
	2
	Lattice="4.0 0.0 0.0 0.0 4.0 0.0 0.0 0.0 4.0" Properties=species:S:1:pos:R:3:momenta:R:3 energy=-1.25 stress="1 0 0 0 2 0 0 0 3" config_type=B2 pbc="T T T"
	Cu       0.00000000       0.00000000       0.00000000       0.63546000 0 0
	Zr       2.00000000       2.00000000       2.00000000       0 0 0.91224
	END
}

@test "a file of ASE: energy, stress, momenta" {
	ase | from-xyz -q >a.tgz
	[ "$(tab -i a.tgz energy | column energy)" = -1.25 ]
	[ "$(tab -i a.tgz stress_yy | column stress_yy)" = 2 ]
	# p/m = 0.01 A in ASE's unit of time, 10.1805 fs
	to-xyz a.tgz | awk 'NR == 3 { print $5 }' >v
	near "$(cat v)" 0.982269478 1e-8
	tar xzOf a.tgz 000000.meta.json >meta
	grep -q '"config_type": "B2"' meta
}

@test "few digits are warned of" {
	ase | from-xyz 2>err >a.tgz
	grep -q 'from-xyz: stdin: coordinates have 9 digits at most' err
}

@test "--species fixes the order of types, -p is stored" {
	need_potential CuZr_mm.eam.fs
	ase | from-xyz -q --species Zr,Cu -p eam/fs:CuZr_mm.eam.fs >a.tgz
	tar xzOf a.tgz 000000.meta.json >meta
	grep -q '"species": \[{"name": "Zr"' meta
	to-xyz --forces a.tgz >b.xyz
	grep -q ' energy=-' b.xyz
	ase >f
	fails_with 65 "stdin:3: species 'Cu' is none of those given" bash -c 'from-xyz --species Zr,Al <f'
}

@test "what is no extended XYZ is refused by file and line" {
	printf '1\njust a comment\nCu 0 0 0\n' >plain.xyz
	fails_with 65 'plain.xyz:2: no Lattice' from-xyz plain.xyz
	ase | head -n 3 >cut.xyz
	fails_with 65 'cut.xyz:3: the file ends after 1 of 2 atoms: is it cut' from-xyz cut.xyz
	: >empty
	fails_with 65 'empty: no frame' from-xyz empty
	(ase; ase | head -n 3) >second.xyz
	run -65 bash -c 'from-xyz -q second.xyz 2>/dev/null >g.tgz'
	[ "$(tar tzf g.tgz | grep -c pos.npy)" -eq 1 ]
	tar tzf g.tgz >list
	run ! grep -q end.json list
	fails_with 66 'cannot open' from-xyz no-such.xyz
}

@test "a box and atoms without order: ids sort them, gzip is read" {
	printf '%s\n' 2 'Lattice="4 0 0 1 4 0 0 0 4" Properties=id:I:1:species:S:1:pos:R:3:c:R:2' \
		'7 Zr 1 2 3 0.1 0.2' '2 Cu 4 5 6 0.3 0.4' | gzip >a.xyz.gz
	from-xyz -q a.xyz.gz | to-xyz >b.xyz
	sed -n 3p b.xyz | grep -q '^Cu 4 5 6 2 1 0.29999999999999999 0.40000000000000002$'
	sed -n 4p b.xyz | grep -q '^Zr 1 2 3 7 0 '
}
