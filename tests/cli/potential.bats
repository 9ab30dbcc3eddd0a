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
