# SPDX-License-Identifier: GPL-3.0-or-later
load common

power() {
	awk 'BEGIN { print "gamma\tdelta[1]\terr"
		for (k = 0; k < 20; k++) { x = 10^(-5 + k/5); printf "%.17g\t%.17g\t%.17g\n", x, 0.02*x^0.75, 0.001*x^0.75 } }'
}

@test "the exponent of a power law, on any range" {
	power >t
	fit powerlaw -x gamma -y delta t >f
	[ "$(grep -v '^#' f | head -n 1 | tr '\t' ' ')" = "parameter value error" ]
	[ "$(grep -v '^#' f | cut -f 1 | tr '\n' ' ')" = "parameter amplitude exponent chi2 dof Q r2 n " ]
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

# Distances and stress drops with errors in both, 12 points around 3 x^2
both() {
	printf '%s\n' "D[A] sD delta e" "0.05158 0.003 0.007621 0.00038" "0.06752 0.0054 0.01198 0.0011" \
		"0.07811 0.0091 0.02675 0.0027" "0.1246 0.015 0.04305 0.0023" "0.1739 0.01 0.081 0.0066" \
		"0.2038 0.018 0.1507 0.017" "0.307 0.03 0.2854 0.014" "0.4135 0.049 0.4922 0.04" \
		"0.5228 0.033 1.068 0.1" "0.7389 0.06 1.695 0.083" "1.125 0.1 3.195 0.24" "0.9299 0.16 6.13 0.61" |
		tr ' ' '\t'
}

@test "a power law with errors in both variables" {
	both >t
	fit powerlaw -x D -y delta -e e --xerror sD --covariance t >f
	# scipy.odr 1.10.1, unilinear of the logarithms, RealData(ln x, ln y, sx/x, sy/y); Q by gammaincc
	near "$(value exponent <f)" 2.0604284 1e-7
	near "$(value exponent 3 <f)" 0.053212246 1e-7
	near "$(value amplitude <f)" 3.3916 1e-6
	near "$(value amplitude 3 <f)" "$(awk 'BEGIN { print 3.3916*0.09934264 }')" 1e-5
	near "$(value amplitude 5 <f)" "$(awk 'BEGIN { print 3.3916*0.004403499 }')" 1e-5
	near "$(value chi2 <f)" 12.27930996 1e-9
	near "$(value Q <f)" 0.266798185 1e-8
	[ "$(value dof <f)" = 10 ]
	grep -q '^# errors: from those of the points, of x and y$' f
	# y alone believes its own errors; exact y is the fit of x, turned over
	fit powerlaw -x D -y delta -e e t >y
	number "$(value exponent 3 <y)" -lt 0.02 && number "$(value Q <y)" -lt 1e-10
	fit powerlaw -x D -y delta --xerror sD t >x
	fit powerlaw -x delta -y D -e sD t >turned
	near "$(value exponent <x)" "$(value exponent <turned | awk '{ printf "%.17g", 1/$1 }')" 1e-12
	grep -q 'of x; y is exact' x
	# by number of the column, from two tables, a row without an error left out
	{ head -n 8 t; printf '2\tnan\t3\t1\n'; } >a
	{ head -n 1 t; tail -n +9 t; } >b
	fit powerlaw -x 1 -y 3 -e 4 --xerror 2 --covariance a b >g 2>err
	grep -q '1 rows have no number' err
	[ "$(grep -v '^#' f)" = "$(grep -v '^#' g)" ]
}

@test "a line with errors in both variables: curve, too few points, other models" {
	both >t
	fit line -x D -y delta -e e --xerror sD --curve --points 3 t >c
	[ "$(grep -v '^#' c | head -n 1 | tr '\t' ' ')" = "D[A] delta error" ]
	every error -gt 0 <c
	head -n 3 t | fit powerlaw -x D -y delta -e e --xerror sD >f 2>err
	grep -q '2 points for 2 parameters: no chi2' err
	[ "$(value Q <f)" = nan ]
	fails_with 65 "1 points are too few for the 2 parameters" fit powerlaw -x D -y delta -e e --xerror sD -r 1: t
	fails_with 64 "--xerror goes with line and powerlaw, not with kww" fit kww -x D -y delta --xerror sD t
	fails_with 64 "go with a likelihood" fit barrier-spectrum -c D --xerror sD t
	sed '3s/0.0054/-1/' t >bad
	fails_with 65 "row 2: the error -1 of x is not above 0" fit powerlaw -x D -y delta -e e --xerror sD bad
	fails_with 64 "no column 'sx'" fit powerlaw -x D -y delta -e e --xerror sx t
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

# N barriers with W 0.3, epsilon 0.14, mu 1.6, sigma 0.64: the second mode by rejection
barriers() {
	awk -v n="$1" -v W="${2:-0.3}" 'BEGIN { srand(7); print "barrier[eV]"
		for (k = 0; k < n; k++) {
			if (rand() < W) q = -0.14*log(1 - rand())
			else do q = 1.6 + 0.64*sqrt(-2*log(1 - rand()))*cos(6.283185307179586*rand()); while (q <= 0 || 7*rand() > q)
			printf "%.17g\n", q
		} }'
}

# Parameter $2 of the fit $1 is $3 within four errors
found() {
	close "$(value "$2" <"$1")" "$3" "$(value "$2" 3 <"$1" | awk '{ print 4*$1 }')"
}

@test "the spectrum of barriers: from barriers, from their histogram, from its density" {
	barriers 3000 >b
	histo -c barrier -w 0.05 b >h
	fit barrier-spectrum -c barrier b >one 2>err
	fit barrier-spectrum h >two
	[ ! -s err ]
	for f in one two; do
		[ "$(grep -v '^#' $f | cut -f 1 | tr '\n' ' ')" = "parameter W epsilon mu sigma chi2 dof Q r2 n " ]
		found $f W 0.3 && found $f epsilon 0.14 && found $f mu 1.6 && found $f sigma 0.64
		number "$(value chi2 <$f)" -lt "$(value dof <$f | awk '{ print $1 + 5*sqrt(2*$1) }')"
		grep -q "^# W' " $f
	done
	for p in W epsilon mu sigma; do
		near "$(value $p 3 <one)" "$(value $p 3 <two)" 0.1
		number "$(value $p 3 <one)" -lt 0.1
	done
	awk -F '\t' '/^#/ { next } !n++ { print "q\tp\te"; next } $4 > 4 { print $3 "\t" $5 "\t" $5/sqrt($4) }' h >p
	fit barrier-spectrum -x q -y p -e e p >three
	close "$(value W <three)" 0.3 0.06
	close "$(value sigma <three)" 0.64 0.1
	# the same whatever the start
	fit barrier-spectrum --start 0.9,1,0.5,0.2 h >four
	near "$(value W <four)" "$(value W <two)" 1e-6
}

@test "the spectrum: covariance and curve" {
	barriers 1000 | histo -c barrier -w 0.1 >h
	fit barrier-spectrum --covariance h >f
	[ "$(grep -v '^#' f | head -n 1 | tr '\t' ' ')" = "parameter value error cov_W cov_epsilon cov_mu cov_sigma" ]
	near "$(value mu 6 <f)" "$(value mu 3 <f | awk '{ printf "%.17g", $1*$1 }')" 1e-12
	[ "$(value mu 7 <f)" = "$(value sigma 6 <f)" ]
	fit barrier-spectrum --curve --points 400 h >c
	[ "$(grep -v '^#' c | head -n 1 | tr '\t' ' ')" = "x[eV] density[1/eV] error" ]
	awk '!/^#/ && $1 + 0 == $1 { if (n++) s += ($1 - x)*($2 + y)/2; x = $1; y = $2 } END { exit !(s > 0.98 && s < 1.01) }' c
}

@test "the spectrum: one mode alone, and which parameters it leaves open" {
	barriers 800 0 >b
	fit barrier-spectrum -c barrier b >f 2>err
	[ "$(value W <f)" = 0 ] && [ "$(value epsilon <f)" = nan ] && [ "$(value epsilon 3 <f)" = nan ]
	found f mu 1.6 && found f sigma 0.64
	grep -q 'epsilon is not determined' err && grep -q 'one mode describes' err
	fit barrier-spectrum -c barrier --both b >f
	number "$(value W <f)" -gt 0
	barriers 800 1 >b
	histo -c barrier -w 0.05 b | fit barrier-spectrum >f 2>err
	[ "$(value W <f)" = 1 ] && [ "$(value mu <f)" = nan ] && [ "$(value sigma <f)" = nan ]
	found f epsilon 0.14
	grep -q 'mu is not determined' err
}

@test "the spectrum: a range is all that was recorded" {
	barriers 4000 >b
	fit barrier-spectrum -c barrier --range 0.1:2.5 b >one
	histo -c barrier -w 0.05 --range 0.1:2.5 b | fit barrier-spectrum --range 0.1:2.5 >two
	for f in one two; do
		found $f W 0.3 && found $f epsilon 0.14 && found $f mu 1.6 && found $f sigma 0.64
	done
}

@test "a step and its derivative" {
	awk 'BEGIN { srand(2); print "T[K]\tS\te"
		for (T = 100; T <= 2000; T += 100) { u = exp(2*(T - 700)/150)
			printf "%g\t%.17g\t0.01\n", T, 3.45 - 0.45*(u - 1)/(u + 1) + 0.01*(rand() - 0.5)*3.46 } }' >t
	fit tanh -x T -y S -e e t >f
	found f centre 700 && found f width 150 && found f height -0.45 && found f offset 3.45
	fit tanh -x T -y S -e e --derivative --points 381 t >d
	[ "$(grep -v '^#' d | head -n 1 | tr '\t' ' ')" = "T[K] S error derivative[1/K] derivative_error" ]
	awk '!/^#/ && $1 + 0 == $1 { if ($4 < low) { low = $4; at = $1 } if (n++ == 100) { exit !($5 > 0) } }' d
	close "$(awk '!/^#/ && $1 + 0 == $1 { if ($4 < low) { low = $4; at = $1 } } END { print at }' d)" 700 25
	close "$(awk '!/^#/ && $1 + 0 == $1 { if ($4 < low) low = $4 } END { print low }' d)" -0.003 0.0005
	fit tanh-line -x T -y S -e e t >g
	found g centre 700 && found g slope 0
}

@test "a rounded bend is where its two lines cross" {
	awk 'BEGIN { print "T[K]\tH[eV]"
		for (T = 300; T <= 1500; T += 20) printf "%g\t%.17g\n", T, 3 + 2e-4*(T - 700) + 3e-4*(T - 700 + sqrt((T - 700)^2 + 50^2))/2 }' >t
	fit bend -x T -y H t >f
	near "$(value centre <f)" 700 1e-6
	near "$(value low <f)" 2e-4 1e-6 && near "$(value high <f)" 5e-4 1e-6 && near "$(value width <f)" 50 1e-5
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
	fails_with 64 "no model 'parabola'; there are: line, powerlaw, power, tanh" fit parabola -x x -y y t
	fails_with 64 "which columns" fit line -x x t
	fails_with 64 "no column 'z'" fit line -x z -y y t
	fails_with 64 "line is fitted to points" fit line -c x t
	fails_with 64 "go with a likelihood" fit barrier-spectrum -c x -y y t
	fails_with 64 "which columns" fit barrier-spectrum -x x t
	fails_with 64 "--covariance is not for a curve" fit line -x x -y y --covariance --curve t
	fails_with 64 "a start of 0 for width: expected a number above 0" fit tanh -x x -y y --start 1,1,1,0 t
	fails_with 64 "a start of 2 for W: expected a number between 0 and 1" fit barrier-spectrum -c x --start 2,1,1,1 t
	fails_with 64 "a histogram: no column 'lo'" fit barrier-spectrum t
	fails_with 65 "row 2: a barrier of -2" bash -c 'fit barrier-spectrum -c y t'
	fails_with 65 "too few" bash -c 'fit barrier-spectrum -c x t'
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
