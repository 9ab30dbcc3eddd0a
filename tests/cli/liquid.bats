# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "a composition becomes whole atoms by largest remainders" {
	liquid -p ka -n 101 --density 1.2 -T 1 --hold 0.05 A80B20 >l.tgz
	[ "$(to-xyz l.tgz | awk 'NR > 2 { n[$1]++ } END { for (k in n) print n[k] }' | sort -n | xargs)" = "20 81" ]
}

@test "density, temperature and the shape of the box are as asked" {
	liquid -p ka -n 400 --density 1.25 -T 0.9 --aspect 5:1:5 --hold 12 A80B20 >l.tgz
	near "$(tab volume l.tgz | column volume)" 320 1e-12
	near "$(tab target l.tgz | column target)" 0.9 1e-12
	near "$(tab temperature_mean l.tgz | column temperature_mean)" 0.9 0.1
	tar xzOf l.tgz 000000.meta.json | "$PYTHON" -c '
import json, sys
h = json.load(sys.stdin)["box"]
h = h["h"] if "h" in h else h["vectors"] if "vectors" in h else h["matrix"]
assert abs(h[0][0]/h[1][1] - 5) < 1e-9 and abs(h[2][2]/h[1][1] - 5) < 1e-9, h'
}

@test "metal densities are in g/cm3" {
	need_potential CuZr_mm.eam.fs
	liquid -p eam/fs:CuZr_mm.eam.fs -n 108 --density 7 -T 2000 --hold 0.1 Cu50Zr50 >l.tgz
	# 54 (63.546 + 91.224) amu at 7 g/cm3, the masses as in the file
	near "$(tab volume l.tgz | column volume)" 1982.6 1e-3
}

@test "without a density the pressure is held" {
	liquid -p ka -n 300 -T 0.6 --hold 20 --every 10 A80B20 >l.tgz
	close "$(tab pressure_mean l.tgz | column pressure_mean | tail -1)" 0 0.2
	# Kob-Andersen at T = 0.6 and no pressure: a little below its density of 1.1 at 0.4
	v=$(tab volume_mean l.tgz | column volume_mean | tail -1)
	number "$v" -gt 260
	number "$v" -lt 310
}

@test "the result depends on the seed and not on threads" {
	l() { liquid -p ka -n 200 --density 1.2 -T 1 --hold 0.5 "$@" A80B20; }
	l >a.tgz; l -j 2 >b.tgz; l --seed 2 >c.tgz
	cmp a.tgz b.tgz
	! cmp -s <(tar xzOf a.tgz 000000.pos.npy) <(tar xzOf c.tgz 000000.pos.npy)
}

@test "two dimensions are flat" {
	liquid -p ka2d -n 150 --density 1.16 -T 0.5 --hold 2 A65B35 >l.tgz
	tar xzf l.tgz
	"$PYTHON" -c '
import numpy
x, v = numpy.load("000000.pos.npy"), numpy.load("000000.vel.npy")
assert not x[:, 2].any() and not v[:, 2].any() and v[:, 0].std() > 0.3'
}

@test "100 atoms of a metal find their volume" {
	need_potential CuZr_mm.eam.fs
	liquid -p eam/fs:CuZr_mm.eam.fs -n 100 -T 2000 --hold 1 --seed 3 Cu50Zr50 >l.tgz
	v=$(tab volume_mean l.tgz | column volume_mean)
	number "$v" -gt 1800
	number "$v" -lt 2050
}

@test "what makes no sense is refused" {
	fails_with 64 'potential' liquid -T 1 A
	fails_with 64 'composition' liquid -p ka -T 1 a80
	fails_with 64 'twice' liquid -p ka -T 1 A80A20
	fails_with 64 'temperature' liquid -p ka A80B20
	fails_with 64 'expected' liquid -p ka -T -5 A80B20
	fails_with 64 'expected' liquid -p ka -T 1 -n 1 A80B20
	fails_with 64 'exclude' liquid -p ka -T 1 --density 1 --pressure 1 A80B20
	fails_with 65 'Xx|species' liquid -p ka -T 1 Xx80B20
	fails_with 65 'give a density' liquid -p wca -n 100 -T 1 A80B20
	fails_with 69 'nowhere' liquid -p eam/fs:nowhere.eam.fs -T 1 Cu
}
