# SPDX-License-Identifier: GPL-3.0-or-later
load common

rows() { grep -v '^#' "$1"; }

@test "a cold crystal is a spring: delta is 0, and the modulus the static one" {
	crystal -p lj50 --cells 3 fcc A >c.tgz
	oscillate --period 40 --cycles 2 --amplitude 0.01 -T 1e-4 --table c.tgz >r.tsv
	close "$(column delta <r.tsv)" 0 0.01
	shear --gamma 0.01 c.tgz | atomic-stress >s.tgz
	near "$(column storage <r.tsv)" "$(tab stress_xy s.tgz | column stress_xy | awk '{ print $1/0.01 }')" 0.01
}

@test "a hot liquid, slowly, is a Newtonian one: delta is pi/2" {
	liquid -p wca -n 300 --density 0.7 -T 2 --hold 2 A80B20 >l.tgz
	oscillate --period 20 --cycles 8 --amplitude 0.5 -T 2 --table l.tgz >r.tsv
	near "$(column delta <r.tsv)" 1.5708 0.1
	number "$(column delta_error <r.tsv)" -lt 0.1
	number "$(column loss <r.tsv)" -gt "$(column storage <r.tsv | awk '{ print 5*$1 }')"
}

# potential and kinetic: energy STREAM
energy() { tab energy kinetic "$1" | grep -v '^#' | tail -1 | awk '{ print $1 + $2 }'; }

@test "work is what the loss modulus says, and goes out as heat" {
	warm >warm.tgz
	oscillate --period 5 --cycles 8 --amplitude 0.08 --series s.tsv warm.tgz >e.tgz
	read -r v work heat loss < <(tab volume work heat loss e.tgz | grep -v '^#' | tail -1)
	# pi gamma_A^2 G'' V in each period
	near "$work" "$(awk -v l="$loss" -v v="$v" 'BEGIN { print 8*3.14159265*0.08^2*l*v }')" 0.01
	near "$(column work <s.tsv | tail -1)" "$work" 1e-12
	# what the atoms have kept of it is what their energy has risen by
	kept=$(awk -v w="$work" -v h="$heat" 'BEGIN { print w - h }')
	close "$kept" "$(paste <(energy warm.tgz) <(energy e.tgz) | awk '{ print $2 - $1 }')" 2
	number "$work" -gt 100
}

@test "in the long run the heat removed is the energy put in" {
	warm | oscillate --period 2 --cycles 60 --amplitude 0.1 >e.tgz
	near "$(tab heat e.tgz | column heat)" "$(tab work e.tgz | column work)" 0.03
}

@test "the series has means over a hundredth of a period, and tells the fit again" {
	warm | oscillate --period 4 --cycles 3 --amplitude 0.1 --series s.tsv >e.tgz
	[ "$(rows s.tsv | tail -n +2 | wc -l)" -eq 300 ]
	[ "$(rows s.tsv | head -1 | tr '\t' ' ' | sed 's/\[[^]]*\]//g')" = \
		"frame time strain stress temperature energy work heat" ]
	# projections on sine and cosine
	rows s.tsv | tail -n +2 | awk '{ p = 6.283185307179586*($2 - 1)/4; s += $4*sin(p)/150; c += $4*cos(p)/150 }
		END { print atan2(c, s) }' >d
	near "$(warm | tab time | column time)" 1 1e-9
	close "$(cat d)" "$(tab delta e.tgz | column delta)" 0.01
	warm | oscillate --period 4 --cycles 1 --sample 1 --series t.tsv >/dev/null
	[ "$(rows t.tsv | tail -n +2 | wc -l)" -eq 4 ]
}

@test "two runs in two processes have the bits of one, whatever the threads" {
	warm >w.tgz
	oscillate --period 1.003 --cycles 5 --plane xz w.tgz >whole.tgz
	oscillate --period 1.003 --cycles 2 --plane xz w.tgz | oscillate -j 2 --period 1.003 --cycles 3 --plane xz >parts.tgz
	same_state whole.tgz parts.tgz
	oscillate -j 2 --period 1.003 --cycles 5 --plane xz w.tgz >two.tgz
	cmp whole.tgz two.tgz
}

@test "a signal leaves a checkpoint within the period that goes on to the same end" {
	warm >w.tgz
	oscillate --period 33 --cycles 2 --every 0.5 --series whole.tsv w.tgz >whole.tgz
	oscillate --period 33 --cycles 2 --every 0.5 --series a.tsv w.tgz >part.tgz & pid=$!
	until [ -s part.tgz ]; do sleep 0.01; done
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -eq 75 ]
	slice --frames "$(tar tzf part.tgz | grep -c meta)" part.tgz >last.tgz
	[ "$(tab interrupted last.tgz | column interrupted)" = 1 ]
	oscillate --period 33 --cycles 2 --every 0.5 --series b.tsv last.tgz >rest.tgz
	same_state whole.tgz rest.tgz
	cmp <(tab delta delta_error loss work heat whole.tgz 2>/dev/null | grep -v '^#' | tail -1) \
		<(tab delta delta_error loss work heat rest.tgz 2>/dev/null | grep -v '^#' | tail -1)
	cmp <(rows whole.tsv | cut -f 2-) <({ rows a.tsv; rows b.tsv | tail -n +2; } | cut -f 2-)
	fails_with 65 'middle of an oscillation' oscillate --period 34 --cycles 2 last.tgz
	anneal -T 1 --hold 0.1 last.tgz | tab step
}

@test "frames of the strained run have their strain, and their inherent structures" {
	warm | oscillate --period 2 --cycles 1 --amplitude 0.1 --every 0.5 --inherent >e.tgz
	[ "$(tar tzf e.tgz | grep -c meta)" -eq 8 ]
	tab gamma inherent e.tgz 2>/dev/null | grep -v '^#' | awk '$2 != 1 && NR > 1 { print $1 }' >g
	for k in "1 0.1" "2 0" "3 -0.1" "4 0"; do
		# shellcheck disable=SC2086
		set -- $k
		close "$(sed -n "$1p" g)" "$2" 1e-12
	done
}

@test "what makes no sense is refused" {
	warm >w.tgz
	fails_with 64 'period' oscillate w.tgz
	fails_with 64 'shorter than 20' oscillate --period 0.09 w.tgz
	fails_with 64 'skip' oscillate --period 1 --cycles 2 --skip 2 w.tgz
	fails_with 64 'amplitude' oscillate --period 1 --amplitude 1.5 w.tgz
	fails_with 64 'every' oscillate --period 1 --table --every 1 w.tgz
	fails_with 64 'lj' oscillate --period 1ps w.tgz
	fails_with 74 'No space' bash -c 'oscillate --period 0.1 --cycles 1 w.tgz >/dev/full'
	fails_with 74 'No space' oscillate --period 0.1 --cycles 1 --table -o t.tsv --series /dev/full w.tgz
	liquid -p ka2d -n 100 --density 1.16 -T 1 --hold 0.1 A65B35 >f.tgz
	fails_with 64 'two dimensions' oscillate --period 1 --plane xz f.tgz
	oscillate --period 1 --cycles 1 f.tgz | tab gamma
}
