# SPDX-License-Identifier: GPL-3.0-or-later
load common

value() {
	awk -F '\t' -v p="$1" -v c="${2:-2}" '$1 == p { print $c }'
}

power() {
	awk 'BEGIN { print "gamma\tdelta[1]\terr"
		for (k = 0; k < 20; k++) { x = 10^(-5 + k/5); printf "%.17g\t%.17g\t%.17g\n", x, 0.02*x^0.75, 0.001*x^0.75 } }'
}

@test "the exponent of a power law, on any range" {
	power >t
	fit powerlaw -x gamma -y delta t >f
	[ "$(grep -v '^#' f | head -n 1 | tr '\t' ' ')" = "parameter value error" ]
	[ "$(grep -v '^#' f | cut -f 1 | tr '\n' ' ')" = "parameter amplitude exponent chi2 dof r2 n " ]
	near "$(value exponent <f)" 0.75 1e-12
	near "$(value amplitude <f)" 0.02 1e-12
	[ "$(value n <f)" = 20 ] && [ "$(value dof <f)" = 18 ]
	fit powerlaw -x gamma -y delta -r 1e-4:2e-3 t >g
	[ "$(value n <g)" = 7 ]
	near "$(value exponent <g)" 0.75 1e-12
	grep -q '; 13 rows outside the range' g
	fit power -x gamma -y delta t >h
	near "$(value exponent <h)" 0.75 1e-6
}

@test "errors of the points give errors of the parameters" {
	power | fit powerlaw -x gamma -y delta -e err >f
	# relative error 1/20: 0.05/(ln(10)/5 sqrt(sum (k - mean)^2)), the sum over 20 points is 665
	near "$(value exponent 3 <f)" "$(awk 'BEGIN { printf "%.17g", 0.05*5/log(10)/sqrt(665) }')" 1e-9
	grep -q 'from those of the points' f
}

@test "a line through noise, and through two tables" {
	awk 'BEGIN { srand(3); print "x\ty"; for (k = 0; k < 400; k++) printf "%g\t%.17g\n", k/100, 3 - 2*k/100 + 0.1*(rand() - 0.5) }' >t
	fit line -x x -y y t >f
	close "$(value slope <f)" -2 "$(value slope 3 <f | awk '{ print 4*$1 }')"
	number "$(value r2 <f)" -gt 0.99
	{ head -n 100 t; } >a && { head -n 1 t; tail -n +101 t; } >b
	fit line -x x -y y a b >g
	[ "$(value slope <f)" = "$(value slope <g)" ]
}

@test "the curve covers the points and carries its error" {
	power | fit powerlaw -x gamma -y delta -e err --curve --points 50 >c
	[ "$(grep -v '^#' c | head -n 1 | tr '\t' ' ')" = "gamma delta[1] error" ]
	[ "$(column gamma <c | wc -l)" -eq 50 ]
	near "$(column gamma <c | sed -n 1p)" 1e-5 1e-12
	near "$(column gamma <c | tail -n 1)" 0.063095734448019331 1e-12
	near "$(column gamma <c | sed -n 2p)" "$(awk 'BEGIN { printf "%.17g", 10^(-5 + 3.8/49) }')" 1e-10
	grep -v '^#' c | awk 'NR > 1 { d = $2/(0.02*$1^0.75) - 1; if (d*d > 1e-20 || !($3 > 0)) exit 1 }'
	grep -q '^# exponent 0.75' c
}

@test "rows without a number are left out and counted" {
	printf 'x\ty\n1\t1\n2\tnan\n3\t3\n4\t4\n' >t
	fit line -x x -y y t >f 2>err
	grep -q '1 rows have no number' err
	[ "$(value n <f)" = 3 ]
}

@test "as many points as parameters: no errors, and said" {
	printf 'x\ty\n1\t1\n2\t3\n' | fit line -x x -y y >f 2>err
	grep -q '2 points for 2 parameters: no errors' err
	close "$(value slope <f)" 2 1e-12
	[ "$(value slope 3 <f)" = nan ]
}

@test "wrong requests and impossible fits are named" {
	printf 'x\ty\te\n1\t1\t1\n2\t-2\t0\n0\t3\t1\n' >t
	fails_with 64 "which model" fit -x x -y y
	fails_with 64 "no model 'parabola'; there are: line, powerlaw" fit parabola -x x -y y t
	fails_with 64 "which columns" fit line -x x t
	fails_with 64 "no column 'z'" fit line -x z -y y t
	fails_with 64 "line is linear" fit line -x x -y y --start 1,2 t
	fails_with 64 "3 numbers for the 2 parameters" fit power -x x -y y --start 1,2,3 t
	fails_with 64 "--points 1" fit line -x x -y y --points 1 t
	fails_with 65 "y = -2: powerlaw takes logarithms" fit powerlaw -x x -y y t
	fails_with 65 "x = 0: powerlaw takes logarithms" fit powerlaw -x x -y e -r :1 t
	fails_with 65 "row 2: the error 0 is not above 0" fit line -x x -y y -e e t
	fails_with 65 "1 points are too few for the 2 parameters" fit line -x x -y y -r 0:0.5 t
	fails_with 65 "all points are at x = 1" bash -c "printf 'x\ty\n1\t1\n1\t2\n' | fit line -x x -y y"
	fails_with 66 "nosuch" fit line -x x -y y nosuch
}
