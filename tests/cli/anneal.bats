# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "two runs in two processes have the bits of one: nve, nvt, npt, aniso" {
	warm >w.tgz
	for how in "nve" "nvt" "npt --pressure 3" "npt --pressure 3 --barostat aniso"; do
		# shellcheck disable=SC2086
		anneal -T 1 --ensemble $how --hold 2 w.tgz >whole.tgz
		# shellcheck disable=SC2086
		anneal -T 1 --ensemble $how --hold 0.7 w.tgz | anneal -T 1 --hold 1.3 >parts.tgz
		same_state whole.tgz parts.tgz
	done
}

@test "frames stand on a grid of time, with means between them" {
	warm | anneal --hold 1 --every 0.3 >a.tgz
	[ "$(tab step a.tgz | column step | xargs)" = "260 320 380 400" ]
	close "$(tab time a.tgz | column time | tail -1)" 2 1e-12
	every temperature_mean -gt 0.5 < <(tab temperature_mean a.tgz)
}

@test "--inherent writes minimised frames before the moving ones" {
	warm | anneal --hold 0.4 --every 0.2 --inherent >a.tgz
	[ "$(tar tzf a.tgz | grep -c meta)" -eq 4 ]
	[ "$(tar tzf a.tgz | grep -c vel)" -eq 2 ]
	[[ $(tar tzf a.tgz) == *000003.vel.npy* ]]
	tar xzf a.tgz
	"$PYTHON" -c '
import json
f = [json.load(open("%06d.meta.json" % k))["scalars"] for k in range(4)]
assert f[0]["inherent"] == 1 and f[0]["converged"] == 1 and f[0]["fmax"] <= 1e-8
assert "inherent" not in f[1] and "fmax" not in f[1] and f[1]["temperature"] > 0.5
assert f[0]["step"] == f[1]["step"] and f[1]["inherent_energy"] == f[0]["energy"] < f[1]["energy"]
assert "temperature" not in f[2]'
}

@test "the run does not depend on what it writes" {
	warm >w.tgz
	anneal --hold 1 w.tgz >a.tgz
	anneal --hold 1 --every 0.2 --inherent w.tgz >b.tgz
	same_state a.tgz b.tgz
}

@test "nve conserves energy" {
	warm | anneal --ensemble nve --dt 0.002 --hold 2 --every 0.2 >a.tgz
	read -r lo hi < <(tab conserved a.tgz | column conserved | sort -g | sed -n '1p;$p' | xargs)
	close "$lo" "$hi" 0.2
}

@test "a crystal gets velocities, by seed" {
	crystal -p lj50 --cells 4 b2 A B >c.tgz
	anneal -T 0.1 --hold 0.5 c.tgz >a.tgz
	anneal -T 0.1 --hold 0.5 --seed 2 c.tgz >b.tgz
	every temperature -gt 0.01 < <(tab temperature a.tgz)
	! cmp -s <(tar xzOf a.tgz 000000.vel.npy) <(tar xzOf b.tgz 000000.vel.npy)
	fails_with 65 'temperature' anneal --hold 1 c.tgz
}

@test "a signal leaves a checkpoint that goes on to the same end" {
	warm >w.tgz
	anneal -T 1 --hold 40 --every 1 w.tgz >whole.tgz
	anneal -T 1 --hold 40 --every 1 w.tgz >part.tgz & pid=$!
	until [ -s part.tgz ]; do sleep 0.01; done
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -eq 75 ]
	[ "$(tab interrupted part.tgz | column interrupted | tail -1)" = 1 ]
	slice --frames "$(tar tzf part.tgz | grep -c meta)" part.tgz | anneal -T 1 --hold 40 --every 1 >rest.tgz
	same_state whole.tgz rest.tgz
	cmp <(tab step temperature_mean conserved whole.tgz | grep -v '^#' | tail -1) \
		<(tab step temperature_mean conserved rest.tgz | grep -v '^#' | tail -1)
}

@test "what makes no sense is refused" {
	warm >w.tgz
	fails_with 64 'hold' anneal -T 1 w.tgz
	fails_with 64 'expected' anneal -T -1 --hold 1 w.tgz
	fails_with 64 'expected' anneal -T 0 --hold 1 w.tgz
	fails_with 64 'ten time steps' anneal -T 1 --hold 1 --tau-t 0.01 w.tgz
	fails_with 64 'lj' anneal -T 1 --hold 1ps w.tgz
	fails_with 74 'No space' bash -c 'anneal -T 1 --hold 0.1 w.tgz >/dev/full'
}

@test "a Tersoff liquid: its own time step, energy conserved, the bits of one run in two" {
	need_potential SiO.tersoff
	liquid -p tersoff:SiO.tersoff -n 96 -T 4000 --hold 0.1 --seed 2 Si32O64 >w.tgz
	[ "$(tab step w.tgz | column step)" -eq 200 ]
	anneal --ensemble nve --hold 0.05 --every 0.01 w.tgz >whole.tgz
	[ "$(tab step whole.tgz | column step | tail -1)" -eq 300 ]
	tab conserved whole.tgz | column conserved >e
	near "$(head -1 e)" "$(tail -1 e)" 1e-3		# with 2 fs: 2e-2
	anneal --ensemble nve --hold 0.02 w.tgz | anneal --hold 0.03 >parts.tgz
	same_state whole.tgz parts.tgz
	anneal --ensemble nve --dt 1fs --hold 0.05 w.tgz >slow.tgz
	[ "$(tab step slow.tgz | column step)" -eq 250 ]
}
