# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "the target falls in a straight line to its end" {
	warm | quench --to 0.4 --rate 0.1 --every-T 0.2 >q.tgz
	tab target q.tgz | column target >t
	[ "$(wc -l <t)" -eq 3 ]
	close "$(sed -n 1p t)" 0.8 1e-12
	close "$(sed -n 2p t)" 0.6 1e-12
	number "$(sed -n 3p t)" -eq 0.4
	[ "$(tab step q.tgz | column step | xargs)" = "600 1000 1400" ]
	# and the atoms follow
	near "$(tab temperature_mean q.tgz | column temperature_mean | tail -1)" 0.5 0.05
}

@test "without --every there is one frame, at the end" {
	warm | quench --to 0.5 --rate 0.5 | tab time | column time >t
	[ "$(wc -l <t)" -eq 1 ]
}

@test "the last frame fed back goes on along the same ramp, bit for bit" {
	warm >w.tgz
	quench --to 0.4 --rate 0.2 --every 0.5 w.tgz >whole.tgz
	slice --frames 3 whole.tgz >third.tgz
	quench --to 0.4 --rate 0.2 --every 0.5 third.tgz >rest.tgz
	n=$(tab step rest.tgz | column step | wc -l)
	[ "$n" -eq 3 ]
	cmp <(tab step temperature_mean conserved target energy whole.tgz | grep -v '^#' | tail -$n) \
		<(tab step temperature_mean conserved target energy rest.tgz | grep -v '^#' | tail -$n)
	cmp <(tar xzOf whole.tgz 000005.vel.npy) <(tar xzOf rest.tgz 000002.vel.npy)
	cmp <(tar xzOf whole.tgz 000005.pos.npy) <(tar xzOf rest.tgz 000002.pos.npy)
}

@test "a signal leaves a checkpoint from which the same frames follow" {
	warm >w.tgz
	ramp=(quench --to 0.4 --rate 0.02 --every 0.7)
	"${ramp[@]}" w.tgz >whole.tgz
	"${ramp[@]}" w.tgz >part.tgz & pid=$!
	until [ -s part.tgz ]; do sleep 0.01; done
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -eq 75 ]
	slice --frames "$(tar tzf part.tgz | grep -c meta)" part.tgz | "${ramp[@]}" >rest.tgz
	n=$(tab step rest.tgz | column step | wc -l)
	number "$n" -ge 1
	cmp <(tab step temperature_mean conserved energy whole.tgz | grep -v '^#' | tail -$n) \
		<(tab step temperature_mean conserved energy rest.tgz | grep -v '^#' | tail -$n)
}

@test "-j 1 and -j 2 write the same bytes" {
	warm >w.tgz
	quench --to 0.4 --rate 0.3 --every 0.5 -j 1 w.tgz >a.tgz
	quench --to 0.4 --rate 0.3 --every 0.5 -j 2 w.tgz >b.tgz
	cmp a.tgz b.tgz
}

@test "a metal at no pressure, rates in K/s" {
	need_potential CuZr_mm.eam.fs
	liquid -p eam/fs:CuZr_mm.eam.fs -n 100 -T 2000 --hold 0.5 --seed 7 Cu50Zr50 |
		quench --to 300 --rate 1e15K/s --inherent | minimize --ftol 1e-8 >g.tgz
	every converged -eq 1 < <(tab converged g.tgz)
	every fmax -le 1e-8 < <(tab fmax g.tgz)
}

@test "what makes no sense is refused" {
	warm >w.tgz
	fails_with 64 'needs --to' quench --rate 1 w.tgz
	fails_with 64 'needs --to' quench --to 0.4 w.tgz
	fails_with 64 'expected' quench --to -1 --rate 1 w.tgz
	fails_with 64 'expected' quench --to 0.4 --rate -1 w.tgz
	fails_with 64 'lj' quench --to 0.4 --rate 1e12K/s w.tgz
	fails_with 64 'exclude' quench --to 0.4 --rate 1 --every 1 --every-T 0.1 w.tgz
	fails_with 64 'nve' quench --to 0.4 --rate 1 --ensemble nve w.tgz
	fails_with 65 'no temperature' bash -c 'crystal -p lj50 b2 A B | quench --to 0.1 --rate 1'
	fails_with 65 'truncated|end marker' bash -c 'head -c 3000 w.tgz | quench --to 0.4 --rate 1'
}
