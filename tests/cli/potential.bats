# SPDX-License-Identifier: GPL-3.0-or-later
# Potentials as the programs take them: models of the KIM API, --spline.
load common

CUZR=EAM_Dynamo_MendelevKramerOtt_2009_CuZr__MO_600021860456_005

need_kim() {
	crystal -a 3 -p "kim:$1" "${@:2}" >/dev/null 2>kim.err || skip "$(cat kim.err)"
}

meta() {	# the first frame's text
	gzip -dc "$1" | tar xO --wildcards '*0.meta.json' 2>/dev/null
}

@test "a KIM model of tables has the published crystal, and its file is in the frame" {
	need_kim $CUZR b2 Cu Zr
	crystal -p kim:$CUZR --cells 3 b2 Cu Zr >b2.tgz
	close "$(tab lattice b2.tgz | column lattice)" 3.228568 1e-6
	near "$(tab energy b2.tgz | column energy)" "$(echo '54 * -5.026226' | bc)" 1e-6
	meta b2.tgz >meta
	grep -q '"spec": "kim:EAM_Dynamo_MendelevKramerOtt_2009_CuZr__MO_600021860456_005"' meta
	grep -q 'Cu-Zr_2.eam.fs' meta
	grep -Eq '"sha256": "7871ba1196a4' meta
}

@test "its own code gives the same crystal" {
	need_kim $CUZR b2 Cu Zr
	crystal -p kim:$CUZR,driver=kim --cells 3 b2 Cu Zr >kim.tgz
	crystal -p kim:${CUZR%__*} --cells 3 b2 Cu Zr >own.tgz
	near "$(tab energy kim.tgz | column energy)" "$(tab energy own.tgz | column energy)" 1e-12
	near "$(tab lattice kim.tgz | column lattice)" "$(tab lattice own.tgz | column lattice)" 1e-10
}

@test "a liquid from a KIM model, and later programs know it" {
	need_kim $CUZR b2 Cu Zr
	liquid -p kim:$CUZR -n 54 -T 2000 --hold 0.05 Cu50Zr50 | minimize --ftol 1e-6 >glass.tgz
	every fmax -le 1e-6 < <(tab fmax glass.tgz)
	minimize --max-eval 0 -p kim:MO_600021860456_005 glass.tgz >again.tgz
	near "$(tab energy again.tgz | column energy)" "$(tab energy glass.tgz | column energy)" 1e-12
}

@test "dynamics with a model's own code conserves energy and repeats its bits" {
	need_kim SW_StillingerWeber_1985_Si diamond Si
	crystal -p kim:SW_StillingerWeber_1985_Si --cells 2 diamond Si >si.tgz
	anneal -T 600 --hold 0.02 --ensemble nve si.tgz >a.tgz
	anneal -T 600 --hold 0.02 --ensemble nve -j 3 si.tgz >b.tgz
	cmp <(to-xyz a.tgz) <(to-xyz b.tgz)
}

@test "models that are not there, or cannot be used, are named" {
	fails_with 69 'no_such_model' crystal -p kim:no_such_model fcc Cu
	fails_with 64 'needs a model: kim:MODEL' crystal -p kim: fcc Cu
	fails_with 64 'driver=x: expected auto\|kim' crystal -p kim:none,driver=x fcc Cu
	need_kim SW_StillingerWeber_1985_Si diamond Si
	fails_with 65 'species Cu: KIM model SW_.* does not know it' \
		crystal -p kim:SW_StillingerWeber_1985_Si fcc Cu
	fails_with 64 'may mean MEAM_.* or MEAM_.*: give the full name' \
		crystal -p kim:MEAM_LAMMPS_WangOhLee_2020_CuCo b2 Cu Co
	fails_with 64 'its own code: spline=smooth is for tables' \
		crystal -p kim:SW_StillingerWeber_1985_Si --spline smooth diamond Si
}

@test "--spline goes with the frames" {
	need_potential CuZr_mm.eam.fs
	p=eam/fs:CuZr_mm.eam.fs
	crystal -p $p --spline smooth --cells 3 b2 Cu Zr >smooth.tgz
	meta smooth.tgz | grep -q "\"spec\": \"$p,spline=smooth\""
	minimize smooth.tgz | minimize --spline lammps >lammps.tgz
	meta lammps.tgz | grep -q "\"spec\": \"$p,spline=lammps\""
	crystal -p $p --cells 3 b2 Cu Zr | minimize --spline smooth >later.tgz
	meta later.tgz | grep -q "\"spec\": \"$p,spline=smooth\""
	near "$(tab energy later.tgz | column energy)" "$(tab energy smooth.tgz | column energy)" 1e-12
	fails_with 64 "potential ka has no parameter 'spline'" crystal -p ka --spline smooth fcc A
	fails_with 64 'spline' crystal -p $p --spline rough fcc Cu
}

# embedded atoms with made-up functions: f = (5 - r)^2/10, F = rho^2, z = 5 - r; the table of F ends at rho = $1
made_setfl() {
	awk -v end="$1" 'BEGIN {
		print "made up\n\n\n1 Cu"
		print 11, end/10, 51, 0.1, 5
		print 29, 63.5, 3.6, "fcc"
		for (k = 0; k < 11; k++) print (k*end/10)^2
		for (k = 0; k < 51; k++) print (5 - k/10)^2/10
		for (k = 0; k < 51; k++) print 5 - k/10 }'
}

@test "densities above the embedding table are counted, and said once a frame" {
	made_setfl 2 >short.eam
	made_setfl 90 >long.eam
	crystal -a 4 -p eam/alloy:short.eam --cells 3 fcc Cu >a.tgz 2>err
	[ "$(cat err)" = "crystal: frame 1: 108 atoms have a density above the embedding table of short.eam: extrapolated linearly" ]
	[ "$(tab extrapolated a.tgz | column extrapolated)" = 108 ]
	cat a.tgz a.tgz | minimize --max-eval 0 2>err >b.tgz
	[ "$(cut -d: -f2 err | paste -sd,)" = " frame 1, frame 2" ]
	minimize -q --max-eval 0 a.tgz 2>err >b.tgz
	[ ! -s err ]
	# the straight line from the table's end, in place of rho^2
	minimize --max-eval 0 -p eam/alloy:long.eam a.tgz >c.tgz 2>err
	[ ! -s err ]
	fails_with 0 'has no extrapolated' tab extrapolated c.tgz
	number "$(tab energy c.tgz | column energy)" -gt "$(tab energy a.tgz | column energy)"
}

@test "structures that are minimised on the way count for themselves" {
	made_setfl 2 >short.eam
	crystal -q -a 4 -p eam/alloy:short.eam --cells 3 fcc Cu >a.tgz
	anneal -T 100 --dt 1fs --hold 4fs --every 2fs --ensemble nve --inherent a.tgz >b.tgz 2>err
	[ "$(wc -l <err)" -eq "$(tab energy b.tgz | column energy | wc -l)" ]
}

@test "a wrong parameter file of triplets is named with its line" {
	printf '# DATE: 2007-06-11 UNITS: real\nSi Si Si 1 2 1.8 20 1.2 -0.33 7 0.6 4 0 0\n' >real.sw
	printf '# DATE: 2007-06-11 UNITS: metal\nSi Si Si 1 2 1.8 20 1.2\n-0.33 7 0.6 x 0 0\n' >bad.sw
	fails_with 65 'real.sw: its units are real, potential sw needs metal' crystal -p sw:real.sw diamond Si
	fails_with 65 "bad.sw:3: p: 'x' is not a finite number" crystal -p sw:bad.sw diamond Si
	fails_with 64 'sw needs a file' crystal -p sw diamond Si
}

@test "silicon: a crystal melts, cools and comes to rest" {
	need_potential Si.sw
	crystal -p sw:Si.sw --cells 3 diamond Si >si.tgz
	close "$(tab lattice si.tgz | column lattice)" 5.43095 1e-4
	near "$(tab energy si.tgz | column energy)" "$(echo '216 * -2 * 2.1683' | bc)" 2e-6
	anneal -T 3000 --hold 0.3 --dt 1fs si.tgz | anneal --ensemble nve --hold 0.2 --dt 0.5fs --every 0.1 >hot.tgz
	first=$(tab conserved hot.tgz | column conserved | head -n 1)
	every conserved -gt "$(echo "$first - 0.02" | bc)" < <(tab conserved hot.tgz)
	every conserved -lt "$(echo "$first + 0.02" | bc)" < <(tab conserved hot.tgz)
	minimize --ftol 1e-8 hot.tgz >glass.tgz
	every fmax -le 1e-8 < <(tab fmax glass.tgz)
	every converged -eq 1 < <(tab converged glass.tgz)
}
