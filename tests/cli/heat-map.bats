# SPDX-License-Identifier: GPL-3.0-or-later
load common

b2() { crystal --lattice 3.24 --cells 6x6x6 b2 Cu Zr; }

# every atom one event, the barrier is its id/1000
events() { awk 'BEGIN { print "center\tbarrier[eV]\tconnected"; for (i = 1; i <= 432; i++) print i "\t" i/1000 "\t1" }'; }

@test "a constant value is constant everywhere" {
	b2 >b2.tgz
	awk 'BEGIN { print "center\tbarrier"; for (i = 1; i <= 432; i++) print i "\t0.25" }' >e
	heat-map --events e --grid 7x5 b2.tgz >m
	[ "$(column lowest <m | grep -c .)" = 35 ]
	[ "$(column lowest <m | grep . | sort -u)" = 0.25 ]
	heat-map --events e --grid 7x5 --gauss 2 --normal x b2.tgz >m
	column lowest <m | awk 'NF { d = $1 - 0.25; if (d*d > 1e-28) exit 1 }'
	[ "$(grep -v '^#' m | head -n 1 | cut -f 1,2)" = "$(printf 'y[A]\tz[A]')" ]
}

@test "each point is the mean over the atoms of the slab around it" {
	b2 >b2.tgz
	events >e
	heat-map --events e --grid 6x4 --at 5 --thickness 3 --radius 4 b2.tgz >m
	tab --atoms id x y z b2.tgz >a
	"$PYTHON" - <<'EOF'
import numpy as np
rows = lambda f: [l.split("\t") for l in open(f) if l.strip() and l[0] != "#"][1:]
a = np.array(rows("a"), float)
L = 6*3.24
for x, y, v, n, k in np.array(rows("m"), float):
    d = a[:, 1:] - [x, y, 5]
    d -= L*np.round(d/L)
    near = (np.hypot(d[:, 0], d[:, 1]) <= 4) & (np.abs(d[:, 2]) <= 1.5)
    assert near.sum() == n and abs(a[near, 0].mean()/1000 - v) < 1e-12
EOF
	grep -q '^# atoms in the slab 72, of them without value 0$' m
}

@test "lowest, mean and number of connected events" {
	b2 >b2.tgz
	{ printf 'center\tbarrier\tconnected\n'
	for i in $(seq 432); do printf '%d\t3\t1\n%d\t1\t1\n%d\t0.5\t0\n' $i $i $i; done; } >e
	[ "$(heat-map --events e --grid 1x1 b2.tgz | column lowest)" = 1 ]
	[ "$(heat-map --events e --value mean --grid 1x1 b2.tgz | column mean)" = 2 ]
	[ "$(heat-map --events e --value number --grid 1x1 b2.tgz | column number)" = 2 ]
}

@test "an array of the frames; a part of one; several frames" {
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" frames=2 >s
	heat-map -c 'stress[1]' --grid 2x1 --thickness 9 --radius 30 s >m
	[ "$(column frame <m | grep . | tr '\n' ' ')" = "1 1 2 2 " ]
	[ "$(grep -v '^#' m | head -n 1 | cut -f 3)" = 'stress[1][eV]' ]
	[ "$(grep -c '^$' m)" = 2 ]
	close "$(grep -v '^#' m | sed -n 2p | cut -f 3)" 3 0.2
	fails_with 64 "the array has 2 columns: stress\[0\] to stress\[1\]" heat-map -c stress s
	fails_with 65 "no per-atom array tag" heat-map -c tag s
	fails_with 65 "no per-atom array nosuch" heat-map -c nosuch s
}

@test "no value where no atom is near; atoms without value are counted" {
	b2 >b2.tgz
	printf 'center\tbarrier\n1\t0.5\n' >e
	heat-map --events e --at 0 --thickness 1 --radius 1.5 --grid 10x10 b2.tgz >m
	grep -q '^# atoms in the slab 36, of them without value 35$' m
	[ "$(column lowest <m | grep . | sort -u | tr '\n' ' ')" = "0.5 nan " ]
}

@test "the threshold is 36.84 k_B T, and 0.952 eV at 300 K" {
	b2 >b2.tgz
	events >e
	heat-map --events e --threshold 300 --grid 8x8 b2.tgz >m
	close "$(sed -n 's/^# threshold \([0-9.]*\) eV:.*/\1/p' m)" 0.952 5e-4
	grep -q '36.8414 k_B T at 300 K' m
	grep -q '^# below 1 of the map, largest region 1, spans x yes, y yes$' m
	heat-map --events e --threshold 1 --tau 1e-11 --tau0 1e-13 --grid 8x8 b2.tgz >m
	grep -q '^# below 0 of the map, largest region 0, spans x no, y no$' m
}

@test "events of a stream, in any order" {
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" frames=3 scalars='[{}, {"center": 3, "barrier": 0.75},
		{"center": 3, "barrier": 0.5, "connected": true}]' >e.tgz
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" frames=1 >s
	[ "$(heat-map --events e.tgz --grid 1x1 --thickness 9 --radius 30 s | grep -v '^#' | cut -f 3 | tr '\n' ' ')" = \
		"lowest[eV] 0.5 " ]
	b2 >b2.tgz
	events >e
	{ head -n 1 e; tail -n +2 e | tac; } >r
	cmp <(heat-map --events e --value mean b2.tgz | grep -v '^#') <(heat-map --events r --value mean b2.tgz | grep -v '^#')
}

@test "wrong requests are named" {
	b2 >b2.tgz
	events >e
	fails_with 64 "which value" heat-map b2.tgz
	fails_with 64 "--grid 3: expected NxM" heat-map --events e --grid 3 b2.tgz
	fails_with 64 "give one of them" heat-map --events e --radius 2 --gauss 2 b2.tgz
	fails_with 64 "cannot be both" heat-map --events - <b2.tgz
	fails_with 65 "thickness 50 in a box that is 19.44 wide" heat-map --events e --thickness 50 b2.tgz
	printf '433\t1\t1\n' >>e
	fails_with 65 "an event around atom 433" heat-map --events e b2.tgz
	events >e
	cat b2.tgz b2.tgz >two
	fails_with 65 "a second frame" heat-map --events e two
	printf 'barrier\n1\n' >e
	fails_with 64 "no column center" heat-map --events e b2.tgz
	printf 'center\tbarrier\tconnected\n1\t1\t0\n' >e
	fails_with 65 "no connected event \(1 are not\)" heat-map --events e b2.tgz
	fails_with 66 "nosuch" heat-map --events nosuch b2.tgz
	fails_with 64 "lj units: give" bash -c "'$PYTHON' '$GW_SRCDIR/tests/cli/mkstream.py' units=lj | heat-map -c 'stress[0]'"
}
