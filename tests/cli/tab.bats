# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "one row per frame with the scalars that are named" {
	stream | tab energy converged >t
	[ "$(grep -v '^#' t | head -n 1)" = "$(printf 'energy[eV]\tconverged')" ]
	[ "$(column energy <t | tr '\n' ' ')" = "-2.5 -5 -7.5 " ]
	[ "$(column converged <t | tr '\n' ' ')" = "1 0 1 " ]
}

@test "an operand that is a file, or is called like a stream, is the input" {
	stream >g.tgz && cp g.tgz plainname
	tab energy g.tgz | column energy >a
	tab plainname energy | column energy >b
	tab -i g.tgz energy | column energy >c
	tab -c energy plainname | column energy >d
	cmp a b && cmp a c && cmp a d
	fails_with 66 'missing.tgz' tab energy missing.tgz
	fails_with 64 'no operands' tab -c energy -i g.tgz more
}

@test "a column that is the name of a file is asked for with -i or -c" {
	stream >g.tgz && touch energy
	fails_with 65 'energy: empty' tab energy g.tgz
	[ "$(tab -i g.tgz energy | column energy | head -n 1)" = -2.5 ]
	[ "$(tab -c energy g.tgz | column energy | head -n 1)" = -2.5 ]
}

@test "without names: frame and all scalars, text too" {
	stream | tab >t
	[ "$(grep -v '^#' t | head -n 1 | tr '\t' ' ')" = "frame step temperature[K] energy[eV] converged stop" ]
	[ "$(column stop <t | head -n 1)" = force ]
}

@test "derived columns" {
	stream | tab natoms volume density energy_per_atom >t
	[ "$(column natoms <t | head -n 1)" = 6 ]
	[ "$(column volume <t | head -n 1)" = 1000 ]
	near "$(column energy_per_atom <t | head -n 1)" "$(awk 'BEGIN { printf "%.17g", -2.5/6 }')" 1e-15
	# 3 Cu and 3 Zr in 1000 A^3
	near "$(column density <t | head -n 1)" "$(awk 'BEGIN { printf "%.17g", 3*(63.546 + 91.224)*1.66053906660e-3 }')" 1e-12
	stream units=lj | tab density | column density >d
	[ "$(head -n 1 d)" = 0.0060000000000000001 ]
}

@test "a missing value is nan and said once" {
	stream | tab energy nosuch 2>err >t
	[ "$(column nosuch <t | tr '\n' ' ')" = "nan nan nan " ]
	[ "$(grep -c 'has no nosuch' err)" = 1 ]
	grep -q 'temperature' err
}

@test "atoms: all there is, and chosen columns" {
	stream frames=2 | tab --atoms >t
	[ "$(grep -v '^#' t | head -n 1 | tr '\t' ' ')" = "frame id species x[A] y[A] z[A] stress[0][eV] stress[1][eV]" ]
	[ "$(grep -vc '^#' t)" = 13 ]
	stream frames=1 | tab -a id species x 'stress[1]' >t
	[ "$(grep -v '^#' t | sed -n 3p | tr '\t' ' ')" = "3 Zr 1 1.5" ]
	stream frames=1 | tab -a vx 2>err >t
	grep -q 'no per-atom values vx' err
	[ "$(column vx <t | head -n 1)" = nan ]
}

@test "doubles read back bit for bit" {
	stream >g.tgz
	tab -a x y z g.tgz >t
	"$PYTHON" - <<'END'
import io, tarfile, gzip, struct
t = tarfile.open(fileobj=gzip.open("g.tgz"), mode="r|")
first = next(m for m in t if m.name.endswith("pos.npy"))
data = t.extractfile(first).read()[-6*3*8:]
want = struct.unpack("<18d", data)
rows = [l.split("\t") for l in open("t") if not l.startswith("#")][1:7]
assert tuple(float(v) for r in rows for v in r) == want
END
}

@test "the provenance of the stream stands in the head" {
	stream | tab energy >t
	grep -qx "# mkstream 1 seed 3: mkstream 'a b'" t
}

@test "good frames of a cut stream are shown, and it fails" {
	stream end=0 >cut.tgz
	run -65 --separate-stderr tab energy cut.tgz
	[ "$(column energy <<<"$output" | tr '\n' ' ')" = "-2.5 -5 -7.5 " ]
	[[ $stderr == *"without its end marker"* ]]
	[ "$(tab --fragment energy cut.tgz | column energy | wc -l)" = 3 ]
}

@test "a stream without frames is a table without rows" {
	stream frames=0 | tab energy >t
	[ "$(grep -vc '^#' t)" = 1 ]
}
