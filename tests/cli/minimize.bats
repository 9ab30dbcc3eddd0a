# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "every method reaches 1e-10 and says so" {
	warm 200 2 >w.tgz
	for m in cg fire lbfgs; do
		minimize -m $m --ftol 1e-10 w.tgz >m.tgz
		every fmax -le 1e-10 < <(tab fmax m.tgz)
		[ "$(tab converged m.tgz | column converged)" -eq 1 ]
		[ "$(tab stop m.tgz | column stop)" = fmax ]
		number "$(tab energy m.tgz | column energy)" -lt "$(tab energy w.tgz | column energy)"
	done
}

@test "an inherent structure stays where it is, bit for bit" {
	warm 200 2 | minimize >once.tgz
	minimize once.tgz >twice.tgz
	cmp <(tar xzOf once.tgz 000000.pos.npy) <(tar xzOf twice.tgz 000000.pos.npy)
	[ "$(tab evals twice.tgz | column evals)" -eq 1 ]
}

@test "--max-eval 0 evaluates and moves nothing" {
	warm 200 2 >w.tgz
	minimize --max-eval 0 w.tgz >e.tgz
	for a in pos vel list_pos; do
		cmp <(tar xzOf w.tgz 000000.$a.npy) <(tar xzOf e.tgz 000000.$a.npy)
	done
	near "$(tab energy e.tgz | column energy)" "$(tab energy w.tgz | column energy)" 1e-13
}

@test "not converged is said, and --strict makes it an error" {
	warm 200 2 >w.tgz
	run -0 --separate-stderr minimize --max-eval 5 -o m.tgz w.tgz
	[[ $stderr == *"not converged"* ]]
	[ "$(tab converged m.tgz | column converged)" -eq 0 ]
	[ "$(tab stop m.tgz | column stop)" = max_eval ]
	fails_with 1 'strict' minimize --strict --max-eval 5 w.tgz
	minimize --etol 1e-3 -q w.tgz >t.tgz
	[ "$(tab stop t.tgz | column stop)" = etol ]
}

@test "velocities and checkpoint are dropped, unknown arrays are kept" {
	warm 200 2 | minimize >m.tgz
	run -0 tar tzf m.tgz
	[[ $output != *vel* && $output != *list_pos* ]]
	run -1 grep -q '"md"' <(tar xzOf m.tgz 000000.meta.json)
}

@test "a relaxed box reaches its pressure" {
	warm 200 2 | minimize --box tri --pressure 2 --ftol 1e-9 >m.tgz
	every stress_residual -le 1e-7 < <(tab stress_residual m.tgz)
	# the same box again, fixed, without moving: an MD step would see P = 2
	minimize --box iso --pressure 2 --ftol 1e-8 m.tgz >n.tgz
	[ "$(tab evals n.tgz | column evals)" -eq 1 ]
}

@test "energies of the reference glass are those of LAMMPS" {
	need_potential CuZr_mm.eam.fs
	from-lammps --species Cu,Zr "$GW_SRCDIR/tests/reference/cuzr-2000-glass.data.gz" |
		minimize -p eam/fs:CuZr_mm.eam.fs --max-eval 0 >m.tgz
	want=$(awk -F '\t' '$1 == "cuzr-2000-glass" && $2 == "stored" && $3 == "pe_total" { print $4 }' \
		"$GW_SRCDIR/tests/reference/reference.tsv")
	near "$(tab energy m.tgz | column energy)" "$want" 1e-9
}

@test "threads and shards do not change a bit" {
	warm 200 2 >w.tgz
	anneal -T 1 --hold 1 --every 0.25 w.tgz >four.tgz
	minimize four.tgz >a.tgz
	minimize -j 2 four.tgz >b.tgz
	cmp a.tgz b.tgz
	for k in 1 2 3; do minimize --shard $k/3 four.tgz; done >c.tgz
	cmp <(to-xyz a.tgz) <(to-xyz c.tgz)
}

@test "two atoms at one point, and NaN, are named" {
	printf '2\nLattice="9 0 0 0 9 0 0 0 9" Properties=species:S:1:pos:R:3\nCu 1 1 1\nCu 1 1 1\n' >two.xyz
	need_potential CuZr_mm.eam.fs
	fails_with 65 'atom' bash -c 'from-xyz two.xyz | minimize -p eam/fs:CuZr_mm.eam.fs'
}

@test "what makes no sense is refused" {
	warm 200 2 >w.tgz
	fails_with 64 'ftol' minimize --ftol -1 w.tgz
	fails_with 64 'method' minimize --method newton w.tgz
	fails_with 65 'potential' bash -c 'crystal --lattice 4 fcc Cu | minimize'
	fails_with 65 'truncated|end marker' bash -c 'head -c 3000 w.tgz | minimize'
}

@test "SIGTERM writes the frame as it is and exits 75" {
	liquid -p ka -n 4000 --density 1.2 -T 2 --hold 0.05 A80B20 >w.tgz
	minimize --ftol 1e-300 --max-eval 100000000 w.tgz >m.tgz 2>err & pid=$!
	# SIGUSR1 asks for a line of progress: then it is at work
	until grep -q evaluations err; do sleep 0.2; kill -USR1 $pid; done
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -eq 75 ]
	[ "$(tab stop m.tgz | column stop)" = interrupted ]
}
