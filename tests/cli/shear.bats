# SPDX-License-Identifier: GPL-3.0-or-later
load common

# A glass smooth at the cut-off, at its minimum: glass FTOL [ATOMS]
glass() {
	liquid -p ka,shift=c2 -n "${2:-200}" --density 1.2 -T 1 --hold 2 --seed 5 A80B20 |
		quench --to 0.2 --rate 0.2 | minimize --ftol "$1"
}

# Positions of frame N (from 0) as numpy wrote them
positions() { tar xzOf "$1" "$(printf '%06d' "$2").pos.npy"; }

# An item of the box or the scalars of every frame, one a line: meta FILE EXPRESSION-OF-m
meta() {
	tar xzOf "$1" --wildcards '*.meta.json' | "$PYTHON" -c '
import json, sys
text, read, at = sys.stdin.read(), json.JSONDecoder(), 0
while at < len(text):
    m, n = read.raw_decode(text[at:].lstrip()); at += len(text[at:]) - len(text[at:].lstrip()) + n
    print(eval(sys.argv[1]))
    at += len(text[at:]) - len(text[at:].lstrip())' "$2"
}

@test "an affine frame has the positions of the formula, bit for bit" {
	glass 1e-6 >g.tgz
	for p in xy xz yz; do
		shear --plane $p --gamma 0.25,-0.03 g.tgz >s.tgz
		positions g.tgz 0 >a.npy; positions s.tgz 0 >b.npy; positions s.tgz 1 >c.npy
		"$PYTHON" - $p <<-'E'
		import numpy, sys
		a, b = "xyz".index(sys.argv[1][0]), "xyz".index(sys.argv[1][1])
		for name, gamma in (("b.npy", 0.25), ("c.npy", -0.03)):
		    x, y = numpy.load("a.npy"), numpy.load(name)
		    x[:, a] += gamma*x[:, b]
		    assert (x == y).all(), (sys.argv[1], gamma)
		E
	done
	shear --gamma 0.25 g.tgz >s.tgz
	[ "$(meta s.tgz 'm["box"]["h"][1][0]/m["box"]["h"][1][1]')" = 0.25 ]
	[ "$(tab gamma s.tgz | column gamma)" = 0.25 ]
	[ "$(meta s.tgz 'm["scalars"]["plane"]')" = xy ]
}

@test "a cycle returns to where it began, box to the bit, stress to 1e-8" {
	glass 1e-11 >g.tgz
	shear --cycle --gamma 1e-5:1e-4:log:3,-1e-4 --ftol 1e-10 g.tgz >c.tgz 2>err
	[ ! -s err ]
	[ "$(meta c.tgz 'm["box"]' | sort -u)" = "$(meta g.tgz 'm["box"]')" ]
	atomic-stress --diff g.tgz c.tgz >d.tgz
	every delta -lt 1e-8 < <(tab delta d.tgz)
	every umax -lt 1e-8 < <(tab umax d.tgz)
	[ "$(tab gamma c.tgz | column gamma | wc -l)" -eq 4 ]
	every converged -eq 1 < <(tab converged c.tgz)
	every at_minimum -eq 1 < <(tab at_minimum c.tgz)
	every fmax_loaded -le 1e-10 < <(tab fmax_loaded c.tgz)
	every fmax -le 1e-10 < <(tab fmax c.tgz)
	every evals_loaded -gt 1 < <(tab evals_loaded c.tgz)
	tab evals evals_loaded evals_unloaded c.tgz | grep -v '^#' |
		awk 'NR > 1 && ($1 != $2 + $3 || $3 < 2) { exit 1 }'
	[ "$(meta c.tgz 'm["scalars"]["stop"] + m["scalars"]["stop_loaded"] + m["scalars"]["leg"]' |
		sort -u)" = fmaxfmaxunloaded ]
}

@test "a large strain does not return, and energies before and after tell" {
	glass 1e-10 >g.tgz
	shear --cycle --gamma 0.3 g.tgz >c.tgz
	atomic-stress --diff g.tgz c.tgz >d.tgz
	number "$(tab delta d.tgz | column delta)" -gt 0.1
	near "$(tab energy_before c.tgz | column energy_before)" "$(tab energy g.tgz | column energy)" 1e-12
	minimize --max-eval 0 c.tgz >e.tgz
	near "$(tab energy c.tgz | column energy)" "$(tab energy e.tgz | column energy)" 1e-12
}

@test "every gamma starts from the same state, shards and threads change nothing" {
	glass 1e-9 >g.tgz
	cat g.tgz <(shear --gamma 0.1 g.tgz | minimize) >two.tgz
	shear --cycle --gamma 0.01,0.05,0.1 two.tgz >all.tgz
	shear --cycle --gamma 0.1 g.tgz >one.tgz
	cmp <(positions all.tgz 2) <(positions one.tgz 0)
	shear -j 2 --cycle --gamma 0.01,0.05,0.1 two.tgz >j.tgz
	cmp all.tgz j.tgz
	for n in 2 4 7; do
		for k in $(seq $n); do
			shear --shard "$k/$n" --cycle --gamma 0.01,0.05,0.1 two.tgz || return
		done >parts.tgz
		cmp <(to-xyz all.tgz) <(to-xyz parts.tgz)
	done
}

@test "--loaded adds the loaded frame, which is that of --relax" {
	glass 1e-9 >g.tgz
	shear --cycle --loaded --gamma 0.02,-0.02 g.tgz >c.tgz
	shear --relax --gamma 0.02,-0.02 g.tgz >r.tgz
	[ "$(meta c.tgz 'm["scalars"]["leg"]' | tr '\n' ' ')" = 'loaded unloaded loaded unloaded ' ]
	cmp <(positions c.tgz 0) <(positions r.tgz 0)
	cmp <(positions c.tgz 2) <(positions r.tgz 1)
	[ "$(meta c.tgz '"evals_loaded" in m["scalars"]' | tr '\n' ' ')" = 'False True False True ' ]
	every fmax -le 1e-8 < <(tab fmax r.tgz)
}

@test "quasi-static steps go on from the state before" {
	glass 1e-9 >g.tgz
	shear --aqs 1 --gamma 0.02,0 g.tgz >a.tgz
	shear --cycle --gamma 0.02 g.tgz >c.tgz
	cmp <(positions a.tgz 1) <(positions c.tgz 0)
	[ "$(meta a.tgz 'm["box"]' | tail -1)" = "$(meta g.tgz 'm["box"]')" ]
	# (binary fractions: the same strains on both ways)
	shear --aqs 0.0078125 --gamma 0.03125,0.0625 g.tgz >b.tgz
	[ "$(tab steps b.tgz | column steps | tr '\n' ' ')" = '4 4 ' ]
	shear --aqs 0.1 --gamma 0.0078125:0.0625:lin:8 g.tgz >d.tgz
	cmp <(positions b.tgz 1) <(positions d.tgz 7)
	shear --relax --gamma 0.0625 g.tgz >r.tgz
	cmp <(meta b.tgz 'm["box"]' | tail -1) <(meta r.tgz 'm["box"]')
}

@test "two dimensions are sheared in their plane" {
	liquid -p ka2d,shift=c2 -n 300 --density 1.16 -T 0.5 --hold 1 A65B35 | minimize --ftol 1e-10 >g.tgz
	shear --cycle --gamma 1e-4 --ftol 1e-10 g.tgz | atomic-stress --diff g.tgz >c.tgz
	every delta -lt 1e-8 < <(tab delta c.tgz)
	fails_with 64 'two dimensions' shear --plane yz --gamma 0.1 g.tgz
}

@test "without a potential a frame can be strained but not relaxed" {
	crystal --lattice 4 fcc Cu | shear --gamma 0.1 >c.tgz
	[ "$(tab gamma c.tgz | column gamma)" = 0.1 ] || near "$(tab gamma c.tgz | column gamma)" 0.1 1e-15
	fails_with 65 'no potential.*-p' bash -c 'crystal --lattice 4 fcc Cu | shear --relax --gamma 0.1'
}

@test "velocities stay with affine frames and go with relaxed ones" {
	liquid -p ka -n 200 --density 1.2 -T 1 --hold 0.5 A80B20 >w.tgz
	shear --gamma 0.1 w.tgz >a.tgz
	cmp <(tar xzOf w.tgz 000000.vel.npy) <(tar xzOf a.tgz 000000.vel.npy)
	shear --relax --gamma 0.1 w.tgz >r.tgz
	for f in a r; do tar tzf $f.tgz >$f.list; done
	! grep -q list_pos a.list
	! grep -q vel r.list
	anneal -T 1 --hold 0.1 a.tgz >b.tgz
	every step -gt 0 < <(tab step b.tgz)
}

@test "a start that is no minimum is said and marked" {
	glass 1e-3 >g.tgz
	run -0 --separate-stderr shear --cycle --gamma 1e-3 -o c.tgz g.tgz
	[[ $stderr == *"does not start at a minimum: max |f| is"* ]]
	every at_minimum -eq 0 < <(tab at_minimum c.tgz)
	number "$(tab fmax_before c.tgz | column fmax_before)" -gt 1e-8
}

@test "legs that do not converge are named, and --strict makes it an error" {
	glass 1e-9 >g.tgz
	run -0 --separate-stderr shear --cycle --gamma 0.01 --max-eval 5 -o c.tgz g.tgz
	[[ $stderr == *"gamma 0.01, loaded: not converged"*"gamma 0.01, unloaded: not converged"* ]]
	every converged -eq 0 < <(tab converged c.tgz)
	[ "$(meta c.tgz 'm["scalars"]["stop_loaded"]')" = max_eval ]
	fails_with 1 'strict' shear --strict --cycle --gamma 0.01 --max-eval 5 g.tgz
	shear -q --cycle --gamma 0.01 --etol 1e-4 g.tgz >t.tgz
	[ "$(meta t.tgz 'm["scalars"]["stop_loaded"]')" = etol ]
}

@test "a box that gets too thin is refused before anything is done" {
	glass 1e-6 >g.tgz
	fails_with 65 'gamma 12 makes the box too thin for the cut-off' shear --cycle --gamma 0.1,12 g.tgz
	fails_with 65 'gamma -12 makes' shear --gamma -12 g.tgz
	fails_with 65 'gamma 1e\+308' shear --gamma 1e308 g.tgz
	shear --relax --gamma 1.2 g.tgz >s.tgz
	every converged -eq 1 < <(tab converged s.tgz)
}

@test "what makes no sense is refused" {
	glass 1e-6 >g.tgz
	fails_with 64 'gamma LIST' shear g.tgz
	for l in 0:1:log:5 1e-5:1e-1:log 1,,2 a; do
		fails_with 64 'gamma.*from:to:log:count' shear --gamma $l g.tgz
	done
	fails_with 64 'plane zz.*xy.xz.yz' shear --gamma 0.1 --plane zz g.tgz
	fails_with 64 'plane yx' shear --gamma 0.1 --plane yx g.tgz
	fails_with 64 'exclude' shear --gamma 0.1 --cycle --relax g.tgz
	fails_with 64 'exclude' shear --gamma 0.1 --cycle --aqs 0.1 g.tgz
	fails_with 64 'goes with --cycle' shear --gamma 0.1 --loaded g.tgz
	fails_with 64 'aqs 0' shear --gamma 0.1 --aqs 0 g.tgz
	fails_with 65 'truncated|end marker' bash -c 'head -c 3000 g.tgz | shear --gamma 0.1'
}

@test "SIGTERM ends after the frames that are whole, with 75" {
	glass 1e-6 4000 >g.tgz
	shear --cycle --gamma 0,0.1 --ftol 1e-300 --max-eval 100000000 g.tgz >c.tgz 2>err & pid=$!
	# SIGUSR1 asks for a line of progress: then it is at work
	until grep -q evaluations err; do sleep 0.2; kill -USR1 $pid; done
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -eq 75 ]
	grep -q 'gamma 0, which is not written' err
	[ "$(tar tzf c.tgz)" = end.json ]
}
