# SPDX-License-Identifier: GPL-3.0-or-later
load common

# two straight branches that cross at 700, from the hot end as a quench writes them
run_table() {
	awk 'BEGIN { print "# a run\nstep\ttemperature[K]\tvolume[A^3]"
		for (T = 1500; T >= 300; T -= 10)
			printf "%d\t%d\t%.17g\n", 1500 - T, T, 1000 + (T < 700 ? 0.02 : 0.06)*(T - 700) }'
}

@test "T_g of two straight branches, with and without ranges" {
	run_table >t
	thermo -c volume --tg t >found
	thermo -c volume --tg --low 300:600 --high 900: t >given
	for f in found given; do
		close "$(value tg <$f)" 700 1e-6
		close "$(value volume <$f)" 1000 1e-6
		near "$(value slope_low <$f)" 0.02 1e-9
		near "$(value slope_high <$f)" 0.06 1e-9
	done
	[ "$(value low_to <given)" = 600 ]
	[ "$(value high_from <given)" = 900 ]
	[ "$(value points_low <given)" = 31 ]
	grep -q '^tg.*K$' given
	[ "$(grep -v '^#' given | head -n 1 | tr '\t' ' ')" = "quantity value error unit" ]
}

@test "slopes of the two branches" {
	run_table | thermo -c volume --window 100 >t
	[ "$(grep -v '^#' t | head -n 1 | tr '\t' ' ')" = "temperature[K] volume[A^3] slope[A^3/K] slope_error[A^3/K]" ]
	near "$(column slope <t | head -n 1)" 0.02 1e-9
	near "$(column slope <t | tail -n 1)" 0.06 1e-9
	[ "$(column temperature <t | head -n 1)" = 300 ]
}

@test "enthalpy is energy + kinetic where it is not given, and its entropy c ln T" {
	awk 'BEGIN { print "temperature\tenergy\tkinetic"
		for (T = 100; T <= 800; T += 50) print T "\t" 2*T - 9 "\t" T }' >t
	thermo --entropy t >s
	near "$(column slope <s | head -n 1)" 3 1e-9
	close "$(column entropy <s | tail -n 1)" "$(awk 'BEGIN { printf "%.17g", 3*log(8) }')" 1e-12
	[ "$(column entropy <s | head -n 1)" = 0 ]
	thermo --entropy --zero high t >h
	close "$(column entropy <h | head -n 1)" "$(awk 'BEGIN { printf "%.17g", -3*log(8) }')" 1e-12
	[ "$(column entropy <h | tail -n 1)" = 0 ]
	thermo --entropy --zero 210 t >m
	close "$(column entropy <m | tail -n 1)" "$(awk 'BEGIN { printf "%.17g", 3*log(800/210) }')" 1e-12
	[ "$(column enthalpy <s | head -n 1)" = 291 ]
}

@test "a stream is read as its table is" {
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" frames=9 >g.tgz
	thermo -c energy g.tgz | grep -v '^#' >one
	thermo -c energy <g.tgz | grep -v '^#' | cmp - one
	cat g.tgz | thermo -c energy | grep -v '^#' | cmp - one
	gzip -dc g.tgz >g.tar
	thermo -c energy g.tar | grep -v '^#' | cmp - one
	cat g.tar | thermo -c energy | grep -v '^#' | cmp - one
	tab temperature energy g.tgz | thermo -c energy | grep -v '^#' | cmp - one
	near "$(column slope <one | head -n 1)" 0.025 1e-9
	fails_with 65 'without its end marker' bash -c \
		'"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" frames=9 end=0 | thermo -c energy'
}

@test "rows without a value are left out and counted" {
	{ run_table; printf '1\tnan\t5\n'; } | thermo -c volume --tg 2>err >t
	grep -q '^thermo: 1 rows' err
	close "$(value tg <t)" 700 1e-6
}

# H of 10 atoms, heated from $1 to 1200 in steps of 10: 3 k_B an atom, and $2 k_B more above 700 K
heated() {
	awk -v from="$1" -v more="$2" 'BEGIN { k = 8.617333262e-5; print "temperature[K]\tenthalpy[eV]"
		for (T = from; T <= 1200; T += 10) printf "%d\t%.17g\n", T, 10*k*(3*T + (T > 700 ? more*(T - 700) : 0)) }'
}

@test "an atom's heat capacity and entropy in k_B, and the excess over another system" {
	heated 10 0 | thermo --entropy --kb --atoms 10 >crystal
	[ "$(grep -v '^#' crystal | head -n 1 | tr '\t' ' ')" = "temperature[K] enthalpy[eV/atom] slope[kB/atom] slope_error[kB/atom] entropy[kB/atom] entropy_error[kB/atom]" ]
	near "$(column slope <crystal | tail -n 1)" 3 1e-6
	close "$(column entropy <crystal | tail -n 1)" "$(awk 'BEGIN { print 3*log(120) }')" 1e-4
	heated 50 1.5 | thermo --kb --atoms 10 --minus crystal >e
	[ "$(grep -v '^#' e | head -n 1 | cut -f 7-8 | tr '\t' ' ')" = "excess[kB/atom] excess_error[kB/atom]" ]
	[ "$(column excess <e | head -n 1)" = 0 ]
	close "$(awk '$1 == 700 { print $7 }' e)" 0 1e-12
	close "$(column excess <e | tail -n 1)" "$(awk 'BEGIN { print 1.5*log(12/7) }')" 1e-4
	heated 50 1.5 | thermo --kb --atoms 10 --minus crystal --zero 1200 >z
	[ "$(column excess <z | tail -n 1)" = 0 ]
	close "$(column excess <z | head -n 1)" "$(awk 'BEGIN { print -1.5*log(12/7) }')" 1e-4
	# temperatures that the other one has not
	heated 10 1.5 >g; heated 50 0 | thermo --kb --atoms 10 --entropy >c
	thermo --kb --atoms 10 --minus c g >e
	[ "$(column excess <e | head -n 1)" = nan ] && close "$(awk '$1 == 50 { print $7 }' e)" 0 1e-12
}

@test "noise gives errors of the entropy" {
	awk 'BEGIN { srand(5); print "temperature[K]\tenthalpy[eV]"
		for (T = 100; T <= 1000; T += 5) printf "%d\t%.17g\n", T, 0.01*T + 0.1*sqrt(-2*log(1 - rand()))*cos(6.283185307*rand()) }' |
		thermo --entropy >s
	[ "$(column entropy_error <s | head -n 1)" = 0 ]
	near "$(column entropy_error <s | sed -n 2p)" "$(awk 'BEGIN { print 0.1*sqrt(2)/102.5 }')" 0.2
	close "$(column entropy <s | tail -n 1)" "$(awk 'BEGIN { print 0.01*log(10) }')" "$(column entropy_error <s | tail -n 1 | awk '{ print 4*$1 }')"
}

@test "wrong requests are named" {
	run_table >t
	fails_with 64 "no column 'nosuch'" thermo -c nosuch t
	fails_with 64 "neither enthalpy nor energy and kinetic" thermo t
	fails_with 64 "belong to --tg" thermo -c volume --low 1:2 t
	fails_with 64 "goes with none" thermo -c volume --tg --entropy t
	fails_with 64 "--zero belongs to --entropy" thermo -c volume --zero low t
	fails_with 64 "--zero cold: expected low, high or" thermo -c volume --entropy --zero cold t
	fails_with 65 "--zero 9 lies outside" thermo -c volume --entropy --zero 9 t
	fails_with 64 "--kb needs eV and K, not 'A\^3'" thermo -c volume --kb t
	fails_with 64 "--atoms -1" thermo -c volume --atoms -1 t
	fails_with 64 "t, which should come from thermo --entropy: no column 'entropy'" thermo -c volume --minus t t
	heated 100 0 | thermo --entropy >per
	fails_with 65 "its entropy is in eV/K, this one in kB/atom" bash -c 'thermo --kb --atoms 3 --minus per <(printf "temperature[K]\tenthalpy[eV]\n100\t1\n200\t2\n")'
	fails_with 65 "no temperature in common" bash -c 'thermo --minus per <(printf "temperature[K]\tenthalpy[eV]\n10\t1\n20\t2\n")'
	fails_with 65 "do not ascend" bash -c 'sort -r per >rev; thermo --minus rev <(printf "temperature[K]\tenthalpy[eV]\n100\t1\n200\t2\n")'
	fails_with 66 "nosuch" thermo -c volume --minus nosuch t
	fails_with 65 "low branch: 1 points" thermo -c volume --tg --low 300:305 t
	fails_with 65 "parallel" bash -c "awk 'BEGIN { print \"temperature\tv\"; for (T = 1; T < 50; T++) print T \"\t\" T }' | thermo -c v --tg"
	fails_with 65 "temperatures above 0" bash -c "printf 'temperature\tv\n0\t1\n1\t2\n' | thermo -c v --entropy"
	fails_with 66 "nosuch" thermo -c volume nosuch
	fails_with 65 "no row" bash -c "printf 'temperature\tvolume\n' | thermo -c volume"
}
