# SPDX-License-Identifier: GPL-3.0-or-later
load common

# two straight branches that cross at 700, from the hot end as a quench writes them
run_table() {
	awk 'BEGIN { print "# a run\nstep\ttemperature[K]\tvolume[A^3]"
		for (T = 1500; T >= 300; T -= 10)
			printf "%d\t%d\t%.17g\n", 1500 - T, T, 1000 + (T < 700 ? 0.02 : 0.06)*(T - 700) }'
}

value() {
	awk -F '\t' -v q="$1" '$1 == q { print $2 }'
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
	close "$(column entropy <s | head -n 1)" "$(awk 'BEGIN { printf "%.17g", -3*log(8) }')" 1e-12
	[ "$(column entropy <s | tail -n 1)" = 0 ]
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

@test "wrong requests are named" {
	run_table >t
	fails_with 64 "no column 'nosuch'" thermo -c nosuch t
	fails_with 64 "neither enthalpy nor energy and kinetic" thermo t
	fails_with 64 "belong to --tg" thermo -c volume --low 1:2 t
	fails_with 64 "goes with neither" thermo -c volume --tg --entropy t
	fails_with 65 "low branch: 1 points" thermo -c volume --tg --low 300:305 t
	fails_with 65 "parallel" bash -c "awk 'BEGIN { print \"temperature\tv\"; for (T = 1; T < 50; T++) print T \"\t\" T }' | thermo -c v --tg"
	fails_with 65 "temperatures above 0" bash -c "printf 'temperature\tv\n0\t1\n1\t2\n' | thermo -c v --entropy"
	fails_with 66 "nosuch" thermo -c volume nosuch
	fails_with 65 "no row" bash -c "printf 'temperature\tvolume\n' | thermo -c volume"
}
