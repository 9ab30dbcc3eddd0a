# SPDX-License-Identifier: GPL-3.0-or-later
load common

# a crystal with a vacancy next to atoms 2, 3 and 4, at its minimum; made once
vacancy() {
	local g=$BATS_FILE_TMPDIR/vacancy.tgz

	[ -e "$g" ] || crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A | slice --atoms 2:256 |
		minimize -q --box iso --ftol 1e-9 >"$g"
	cp "$g" g.tgz
}

# in a stiff crystal most attempts would end at the ceiling, or flip something far away
near=(-q --set 'ceiling=200,region=2.5,stages=0' --max-attempts 20)
few=("${near[@]}" --atoms 2:5 --per-atom 2)

# a few attempts around these atoms; made once
events() {
	local e=$BATS_FILE_TMPDIR/events.tgz

	vacancy
	[ -e "$e" ] || artn "${few[@]}" g.tgz >"$e"
	cp "$e" e.tgz
}

# a stream, whatever parts it is made of
frames() { slice -q; }

@test "every attempt is a frame, every event has its numbers" {
	events
	tab center attempt outcome connected converged barrier reverse fmax eigenvalue evals distance e.tgz >t
	[ "$(column center <t | sort -nu | tr '\n' ' ')" = '2 3 4 5 ' ]
	[ "$(column connected <t | grep -c 1)" -ge 3 ]
	slice --connected e.tgz | tab barrier reverse converged eigenvalue fmax barrier_ftol distance evals >c
	[ "$(column barrier <c | wc -l)" -eq "$(column connected <t | grep -c 1)" ]
	every barrier -gt 0 <c
	every reverse -gt 0 <c
	every converged -eq 1 <c
	every eigenvalue -lt 0 <c
	every fmax -le 0.01 <c
	every distance -gt 0.05 <c
	every evals -gt 10 <c
	# what is no event has no barrier
	paste <(column connected <t) <(column barrier <t) | awk '($1 == 0) != ($2 == "nan") { exit 1 }'
	# how an attempt ended is said in words
	tab outcome why e.tgz | awk -F'\t' '/^#/ || $1 == "outcome" { next } { n++ }
		($1 == "connected") != ($2 == "saddle and final minimum converged") || $2 == "" { exit 1 } END { exit !n }'
	# attempts around an atom are counted from 1, and end with two events or twenty attempts
	paste <(column center <t) <(column attempt <t) <(column connected <t) | awk '
		$1 != at { if (at && n < 2 && k < 20) exit 1; at = $1; n = k = 0 }
		{ if ($2 != ++k || n == 2) exit 1; n += $3 }'
}

@test "the hop into a vacancy: from all its neighbours the same barrier" {
	events
	slice --connected e.tgz | tab barrier reverse >t
	lowest=$(column barrier <t | sort -g | head -1)
	[ "$(column barrier <t | awk -v b="$lowest" '$1 - b < 1e-4' | wc -l)" -ge 3 ]
	paste <(column barrier <t) <(column reverse <t) | awk -v b="$lowest" '
		$1 - b < 1e-4 { d = $1 - $2; if (d > 1e-4 || d < -1e-4) exit 1 }'
}

@test "what is stored without a threshold is a saddle, and a minimum" {
	vacancy
	artn "${near[@]}" --atoms 3 --per-atom 2 --threshold 0 g.tgz | slice --connected >c.tgz
	tab barrier energy energy_final c.tgz >b
	for p in initial saddle final; do
		slice --as $p c.tgz >$p.tgz
		minimize --max-eval 0 $p.tgz | tab energy fmax >$p
	done
	paste <(column energy <saddle) <(column energy <initial) <(column barrier <b) |
		awk '{ d = $1 - $2 - $3; if (d < -1e-4 || d > 1e-4) exit 1 } END { if (NR != 2) exit 1 }'
	paste <(column energy <final) <(column energy_final <b) |
		awk '{ d = $1 - $2; if (d < -1e-4 || d > 1e-4) exit 1 }'
	every fmax -le 0.011 <saddle
	every fmax -le 0.011 <final
	[ "$(tab place saddle.tgz | column place | sort -u)" = saddle ]
	[ "$(tab natoms saddle.tgz | column natoms | sort -u)" = 255 ]
	# the energy that such a frame tells is that of its place
	paste <(tab energy saddle.tgz | column energy) <(column energy <saddle) |
		awk '{ d = $1 - $2; if (d < -1e-4 || d > 1e-4) exit 1 }'
}

@test "with a threshold, what is small is 0 and takes no room" {
	events
	slice --connected e.tgz | tab -a 'dfinal[0]' 'dfinal[1]' 'dfinal[2]' 2>/dev/null | grep -v '^#' | sed 1d | awk '
		NF == 3 && $1 != "nan" { d = $1*$1 + $2*$2 + $3*$3; if (d == 0) none++; else if (d < 0.039^2) exit 1; else some++ }
		END { if (!none || !some) exit 1 }'
}

@test "threads, shards and the order of atoms change no bit" {
	events
	artn "${few[@]}" -j 3 g.tgz >j.tgz
	cmp e.tgz j.tgz
	for k in 1 2 3; do artn "${few[@]}" --shard $k/3 g.tgz; done >parts.tgz
	frames <e.tgz >a.tgz
	frames <parts.tgz >b.tgz
	cmp a.tgz b.tgz
	artn "${near[@]}" --atoms 4 --per-atom 2 g.tgz | tab barrier evals reverse >one
	slice --center 4 e.tgz | tab barrier evals reverse >of
	cmp <(grep -v '^#' one) <(grep -v '^#' of)
}

@test "shards of several frames" {
	vacancy
	cat g.tgz g.tgz >two.tgz
	artn -q --atoms 3:4 --per-atom 1 --max-attempts 3 two.tgz >a.tgz
	[ "$(tab sample a.tgz | column sample | sort -u | tr '\n' ' ')" = '1 2 ' ]
	for k in 1 2 3; do artn -q --atoms 3:4 --per-atom 1 --max-attempts 3 --shard $k/3 two.tgz; done >b.tgz
	frames <a.tgz >c.tgz
	frames <b.tgz | cmp - c.tgz
	cat two.tgz | fails_with 64 'pipe' artn --atoms 3 --shard 1/2
}

@test "a run that was cut anywhere goes on, to the same bytes" {
	events
	n=$(stat -c %s e.tgz)
	for k in 1 5 8; do	# the first one cuts the minimum
		head -c $((n*k/9)) e.tgz >part.tgz
		artn "${few[@]}" --resume part.tgz g.tgz >r.tgz
		cmp r.tgz e.tgz
	done
	artn "${few[@]}" --resume e.tgz -o e.tgz g.tgz
	cmp r.tgz e.tgz
	artn "${few[@]}" --shard 2/2 g.tgz >half.tgz
	head -c $(($(stat -c %s half.tgz)/2)) half.tgz >part.tgz
	artn "${few[@]}" --shard 2/2 --resume part.tgz g.tgz | cmp - half.tgz
	fails_with 0 'not there yet' artn --atoms 2 --per-atom 1 --max-attempts 2 --resume none.tgz -o n.tgz g.tgz
}

@test "another run's file is refused" {
	events
	fails_with 65 'refused: .* another seed' artn "${few[@]}" --seed 2 --resume e.tgz g.tgz
	fails_with 65 'refused' artn "${few[@]}" --set cluster=1.3 --resume e.tgz g.tgz
	fails_with 65 'refused' artn "${near[@]}" --atoms 2:5 --per-atom 3 --resume e.tgz g.tgz
	fails_with 65 'of other --atoms' artn "${near[@]}" --atoms 3:5 --per-atom 2 --resume e.tgz g.tgz
	crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A | slice --atoms 1:255 | minimize -q --ftol 1e-9 >h.tgz
	fails_with 65 'refused' artn "${few[@]}" --resume e.tgz h.tgz
	echo no stream >text
	fails_with 65 'not a stream' artn "${few[@]}" --resume text g.tgz
}

@test "a signal ends it between two attempts, and it can go on" {
	events
	artn "${near[@]}" --atoms 2:250 --per-atom 2 -o s.tgz g.tgz 2>err & pid=$!
	sleep 2
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -eq 75 ]
	grep -q -- '--resume goes on' err
	tab outcome s.tgz >t	# whole, with its end marker
	artn "${near[@]}" --atoms 2:250 --per-atom 2 g.tgz 2>err >f.tgz & pid=$!
	sleep 1
	kill -TERM $pid
	wait $pid || true
	n=$(column outcome <t | wc -l)
	m=$(tab outcome f.tgz | column outcome | wc -l)
	k=$((n < m ? n : m))
	[ $k -ge 1 ]
	cmp <(tab barrier evals s.tgz | grep -v '^#' | head -$k) <(tab barrier evals f.tgz | grep -v '^#' | head -$k)
}

@test "duplicates are marked and kept" {
	vacancy
	artn "${near[@]}" --atoms 3 --per-atom 8 g.tgz | slice --connected |
		tab attempt duplicate_of barrier to >d
	[ "$(column attempt <d | wc -l)" -eq 8 ]
	# a duplicate names an earlier event that is none, with its barrier and its minimum
	grep -v '^#' d | sed 1d | awk '
		$2 { n++; x = b[$2] - $3; if (!($2 in b) || x > 2.5e-3 || x < -2.5e-3 || to[$2] != $4) exit 1 }
		!$2 { b[$1] = $3; if (seen[$4]++) exit 1; to[$1] = $4 }
		END { if (!n) exit 1 }'
}

@test "regions: all atoms, one radius, stages; what was not done is not told" {
	vacancy
	artn -q --set ceiling=200 --atoms 3 --per-atom 1 --max-attempts 30 --region full g.tgz | slice --connected | tab region mobile evals evals_whole >f
	every region -eq 0 <f
	every mobile -eq 255 <f
	artn -q --set ceiling=200 --atoms 3 --per-atom 1 --region 2 --final region g.tgz | slice --connected |
		tab region mobile evals_whole >r
	every region -eq 2 <r
	every mobile -lt 100 <r
	every evals_whole -eq 0 <r
	artn -q --set ceiling=200 --atoms 3 --per-atom 1 --region 2 --set stages=2.4:2.8 --final none g.tgz |
		slice --connected | tab barrier_extrapolated region >n
	every region -eq 2 <n
}

@test "what an event is, is decided in its region; what the whole system says is told, or decides" {
	at=(-q --set region=2.2,stages=0,wander=0,ceiling=100 --atoms 1:20 --per-atom 3 --max-attempts 3)
	liquid -q -p ka,shift=c2 -n 300 --density 1.2 -T 1 --hold 2 --seed 1 A80B20 |
		minimize -q --ftol 1e-8 >k.tgz
	artn "${at[@]}" k.tgz >local.tgz
	artn "${at[@]}" --connect whole k.tgz >whole.tgz
	tab center attempt outcome whole barrier reverse eigenvalue fmax barrier_local energy_final local.tgz |
		grep -v '^#' | sed 1d >l
	tab center attempt outcome whole barrier reverse eigenvalue fmax barrier_local energy_final whole.tgz |
		grep -v '^#' | sed 1d >w
	# those that the whole system connects are events either way, with the same numbers; the others only here
	awk '$4 == 1' l >both
	[ "$(wc -l <both)" -ge 5 ]
	awk '$3 == "connected"' w | cmp - both
	awk '$4 == 0' l >apart
	[ "$(wc -l <apart)" -ge 1 ]
	awk '$3 != "connected" || $7 >= 0 || $8 > 0.01 || $5 <= 0 || $6 <= 0 { exit 1 }' apart
	awk '($3 == "connected") == ($4 == "nan") { exit 1 }' l w
	slice --connected --whole local.tgz | tab barrier | column barrier >b
	cut -f 5 both | cmp - b
	run -0 --separate-stderr artn "${at[@]:1}" -o again.tgz k.tgz
	[[ $stderr == *"; $(wc -l <apart) connected in their region only;"* ]]
	# nobody looked
	artn "${at[@]}" --final none k.tgz >none.tgz
	[ "$(tab whole none.tgz | column whole | sort -u)" = nan ]
	run -0 --separate-stderr slice --connected --whole -o no.tgz none.tgz
	[[ $stderr == *'connected events were left out: they do not say'* ]]
	[ "$(tab minimum no.tgz | column minimum)" = 1 ]
	fails_with 64 'connect' artn --connect both k.tgz
	fails_with 64 'expected connect=local|whole' artn --set connect=1 k.tgz
}

@test "chains: minima follow each other, and are known again" {
	vacancy
	artn "${near[@]}" --chain 3 --atoms 2:5 g.tgz >c.tgz
	[ "$(slice --connected c.tgz | tab accepted | column accepted | sort -u)" = 1 ]
	tab from to energy energy_final accepted c.tgz >t
	tab minimum energy fmax c.tgz >m
	[ "$(column minimum <m | wc -l)" -eq 4 ]
	every fmax -le 1e-5 <m
	# each event starts where the one before it ended
	grep -v '^#' t | sed 1d | awk -v at=1 '$1 != at { exit 1 } $5 { at = $2 }'
	# the energy of a minimum is that of the event that led there
	paste <(awk '$5 == 1 { print $4 }' t) <(column energy <m | sed 1d) | awk '{ d = $1 - $2
		if (d > 1e-9 || d < -1e-9) exit 1 }'
	n=$(stat -c %s c.tgz)
	for k in 2 4; do
		head -c $((n*k/5)) c.tgz >part.tgz
		artn "${near[@]}" --chain 3 --atoms 2:5 --resume part.tgz g.tgz | cmp - c.tgz
	done
	artn "${near[@]}" --chain 1 --atoms 2:5 g.tgz >short.tgz
	artn "${near[@]}" --chain 3 --atoms 2:5 --resume short.tgz g.tgz >long.tgz
	cmp <(tab from to barrier long.tgz | grep -v '^#') <(tab from to barrier c.tgz | grep -v '^#')
}

@test "Metropolis at no temperature never goes up" {
	vacancy
	artn "${near[@]}" --chain 4 --accept metropolis:0 --atoms 2:5 g.tgz >c.tgz
	slice --connected c.tgz | tab accepted energy energy_final from to | grep -v '^#' | sed 1d |
		awk '$1 && $3 > $2 { exit 1 } !$1 && $3 < $2 && $4 != $5 { exit 1 } END { if (!NR) exit 1 }'
}

@test "a frame that is no minimum is minimised with a note, or refused" {
	crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A | slice --atoms 2:256 >l.tgz
	run -0 --separate-stderr artn --atoms 3 --per-atom 1 --max-attempts 1 -o e.tgz l.tgz
	[[ $stderr == *'not a minimum, max |f| was'* ]]
	slice --frames 1 e.tgz | tab fmax converged >m
	every fmax -le 1e-5 <m
	fails_with 1 'not a minimum.*refused' artn --strict --atoms 3 l.tgz
	[ "$(slice --frames 1 e.tgz | peek | grep -c ' vel ')" -eq 0 ]
}

@test "statistics on standard error, unless -q" {
	vacancy
	run -0 --separate-stderr artn --atoms 3 --per-atom 1 --max-attempts 2 -o e.tgz g.tgz
	[[ $stderr =~ [12]' attempts: '[01]' connected, '.*' disconnected, '.*' force calls, ' ]]
	[[ $stderr != *CPU* ]]
	run -0 --separate-stderr artn -v --atoms 3 --per-atom 1 --max-attempts 2 -o e.tgz g.tgz
	[[ $stderr == *'events per CPU s'* ]]
	run -0 --separate-stderr artn -q --atoms 3 --per-atom 1 --max-attempts 2 -o e.tgz g.tgz
	[ -z "$stderr" ]
}

@test "parameters are listed, can be set, and stand in the minimum" {
	vacancy
	artn --set help >h
	[ "$(column name <h | wc -l)" -ge 30 ]
	[ "$(awk '$1 == "cluster" { print $2, $3 }' h)" = '3.95 1.45' ]
	artn -q --atoms 3 --per-atom 1 --max-attempts 1 --set ceiling=3,stages=6.2 --set every=5 --force-tol 0.2 \
		g.tgz >e.tgz
	slice --frames 1 e.tgz | peek --json >j
	grep -q '"ceiling":3\.0' j
	grep -q '"stages":\[6\.2' j
	grep -q '"every":5' j
	grep -q '"force_tol":0\.2' j
	# all that are listed
	for p in $(column name <h); do grep -q "\"$p\":" j; done
}

@test "event frames: programs that need positions say so, the others read them" {
	events
	fails_with 65 'an event frame has no positions.*slice --as' minimize e.tgz
	fails_with 65 'an event frame has no positions' to-xyz e.tgz
	fails_with 65 'cannot be taken out' slice --atoms 1:5 e.tgz
	slice --connected --last 1 e.tgz >bare.tgz
	fails_with 65 'not in front of it' slice --as initial bare.tgz
	peek e.tgz >p
	grep -q 'an event from the minimum before it' p
	grep -q 'dsaddle f4 (255,3) sigma' p
	# atoms of events are called as in their minimum: the first one here is atom 2
	slice --connected --first 2 e.tgz >first.tgz
	[ "$(tab -a id species 'dfinal[0]' -i first.tgz 2>/dev/null | column id | sort -n | uniq -c | awk '{ print $1 }' | sort -u)" = 2 ]
	[ "$(tab -a id -i first.tgz | column id | sort -n | sed -n 1p)" = 2 ]
	tab e.tgz | column barrier >all
	[ "$(wc -l <all)" -eq "$(tab outcome e.tgz | column outcome | wc -l)" ]
	tab e.tgz | histo -q -c barrier --bins 3 >h.tsv
	[ "$(column count <h.tsv | awk '{ s += $1 } END { print s }')" -eq "$(grep -vc nan all)" ]
	[ "$(slice --where 'barrier<1e6' e.tgz | tab barrier | column barrier | grep -c nan)" -eq 0 ]
	[ "$(slice --where 'barrier<-1' e.tgz | tab minimum | column minimum)" = 1 ]
}

@test "what makes no sense is refused" {
	vacancy
	fails_with 65 'atom 257: there is no such id' artn --atoms 256:257 g.tgz
	fails_with 64 'no other atom' artn -q --atoms 3 --set cluster=0.01 g.tgz
	fails_with 64 'there is no parameter nosuch' artn --set nosuch=1 g.tgz
	fails_with 64 'expected every=a whole number' artn --set every=1.5 g.tgz
	fails_with 64 'expected ceiling=NUMBER' artn --set ceiling=high g.tgz
	fails_with 64 'expected a radius, full or staged' artn --region big g.tgz
	fails_with 64 'always or metropolis:T' artn --chain 2 --accept sometimes g.tgz
	fails_with 64 'accept is for --chain' artn --accept metropolis:1 g.tgz
	fails_with 64 'per-atom 0' artn --per-atom 0 g.tgz
	fails_with 64 'max-attempts 2' artn --per-atom 5 --max-attempts 2 g.tgz
	fails_with 65 'potential' bash -c 'crystal --lattice 4 fcc Cu | artn'
	fails_with 65 'an event frame' bash -c 'artn -q --atoms 3 --per-atom 1 --max-attempts 1 g.tgz | artn -q --atoms 3 --max-attempts 1 --per-atom 1'
}
