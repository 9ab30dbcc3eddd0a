# SPDX-License-Identifier: GPL-3.0-or-later
load common

# frame GAMMA KICK: a noisy fcc crystal of 108 atoms whose atom 50 is moved by KICK along x
frame() {
	awk -v gamma="$1" -v kick="$2" 'BEGIN { srand(2); a = 3.6; L = 3*a
		printf "108\nLattice=\"%g 0 0 0 %g 0 0 0 %g\" Properties=species:S:1:pos:R:3%s\n", L, L, L,
			gamma == "" ? "" : " gamma=" gamma
		for (i = 0; i < 27; i++) for (b = 0; b < 4; b++) {
			n++
			printf "Cu %.15g %.15g %.15g\n", a*(i%3 + (b == 1 || b == 2)/2) + 0.02*rand() + (n == 50)*kick,
				a*(int(i/3)%3 + (b == 1 || b == 3)/2) + 0.02*rand(),
				a*(int(i/9) + (b == 2 || b == 3)/2) + 0.02*rand()
		} }'
}

mend="--edge-min 15% --face-min 1%"	# <0,12,0,0> whatever the noise

ladder() {
	frame "" 0 | from-xyz >start
	for k in 1e-3:0.01 1e-2:0.02 3e-2:1.2 1e-1:1.4; do
		frame "${k%:*}" "${k#*:}"
	done | from-xyz >final
}

@test "theta is 1 from the strain on at which an index changed" {
	ladder
	cage-break $mend start final >t
	[ "$(column theta <t | tr '\n' ' ')" = "0 0 1 1 " ]
	[ "$(column n_top <t | sort -u)" = 1 ]
	[ "$(column n_changed <t | tr '\n' ' ')" = "0 0 1 1 " ]
	# the mean displacement is taken off
	close "$(column umax <t | tail -n +4 | head -1)" "1.3870370370370370" 1e-12
	tail -n 1 t | grep -Eq '^# gamma_cb 0.0(3|29999[0-9]*), below 0.01(0000[0-9]*)?$'
	cage-break $mend --gamma-cb --ref start final >g
	close "$(column gamma_cb <g)" 0.03 1e-12
	close "$(column below <g)" 0.01 1e-12
	[ "$(column frames <g)" = 4 ]
	cage-break $mend --gamma-cb --ref start <(slice --first 2 final) >g
	[ "$(column gamma_cb <g)" = nan ]
	close "$(column below <g)" 0.01 1e-12
}

@test "the list names who changed from what to what" {
	ladder
	cage-break $mend --list --top 3% --ref start <final >l
	[ "$(column frame <l | uniq -c | awk '{ print $1 }' | sort -u)" = 3 ]
	awk -F '\t' '!/^#/ && $3 == 50 && $2 == 0.1' l >atom50
	grep -q '	Cu	<0,12,0,0>	<' atom50
	[ "$(cut -f 7 atom50)" = 1 ]
	[ "$(column changed <l | head -1)" = 0 ]
	[ "$(column from <l | sort -u)" = "<0,12,0,0>" ]
}

@test "without thresholds small faces count" {
	ladder
	cage-break start <(slice --first 1 final) >t
	[ "$(column theta <t)" = 0 ]	# 0.01 changes no face of this noise ...
	cage-break --top 1 start <(slice --frames 3 final) >t
	number "$(column n_changed <t)" -gt 1	# ... 1.2 those of many neighbours
	[ "$(column n_top <t)" = 108 ]
}

@test "one initial frame for all, or one for each" {
	ladder
	cat start start start start >four
	cage-break $mend start final | grep -v '^#' >one
	cage-break $mend four final | grep -v '^#' >each
	cmp one each
	cage-break $mend final final | column theta | sort -u >t
	[ "$(cat t)" = 0 ]
	cat start start >two
	fails_with 65 'there is none for frame 3' cage-break two final
}

@test "drift and other images are no displacement" {
	ladder
	frame 1e-2 0 | awk -v OFMT=%.17g -v CONVFMT=%.17g 'NR > 2 { $2 += 10.8*(NR % 3) + 0.3; $3 -= 0.2 } { print }' | from-xyz >moved
	cage-break $mend start moved >t
	number "$(column umax <t)" -lt 1e-12
	[ "$(column theta <t)" = 0 ]
}

@test "other atoms or another order are refused" {
	ladder
	crystal --lattice 3.6 --cells 2x2x2 -o small fcc Cu
	fails_with 65 '32 atoms, not 108' cage-break small final
	frame "" 0 | awk 'NR > 2 { print NR % 7 ? NR - 2 : 2*NR + 200, $0; next }
		NR == 2 { sub("=species", "=id:I:1:species") } { print }' | from-xyz >others
	fails_with 65 'other atoms or another order' cage-break others final
}

@test "frames that are not converged are said and marked" {
	ladder
	frame 1e-2 0.01 | sed '2s/$/ converged=F/' | from-xyz >rough
	cage-break start rough >t 2>err
	grep -q 'frame 1: not converged' err
	[ "$(column converged <t)" = 0 ]
	[ "$(cage-break start final | column converged | sort -u)" = nan ]
}

@test "bad options are said" {
	ladder
	fails_with 64 'INITIAL and FINAL' cage-break start
	fails_with 64 'part of the atoms' cage-break --top 0 start final
	fails_with 64 'part of the atoms' cage-break --top 101% start final
	fails_with 64 'part of the atoms' cage-break --top x start final
	fails_with 64 'one at a time' cage-break --list --gamma-cb start final
	fails_with 64 'both streams' cage-break - -
	fails_with 64 'give the radii' cage-break --radical start final
	fails_with 66 'nowhere' cage-break nowhere final
	fails_with 65 'no scalar gamma' cage-break --gamma-cb final start
	fails_with 65 'truncated|end marker' cage-break start <(head -c 3000 final)
}
