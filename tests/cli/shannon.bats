# SPDX-License-Identifier: GPL-3.0-or-later
load common

# 2000 exponential barriers of mean 0.14 with four digits more than the bins need
barriers() {
	awk 'BEGIN { srand(4); print "barrier[eV]\tkind\tT"
		for (k = 0; k < 2000; k++) printf "%.17g\t%d\t%d\n", -0.14*log(1 - rand()), int(4*rand()), k % 2 ? 300 : 1000 }'
}

@test "a histogram, its numbers and its bins as labels have one entropy" {
	barriers >b
	histo -c barrier -w 0.05 b | shannon >h
	shannon -c barrier -w 0.05 b >n
	histo -c barrier -w 0.05 b | shannon -c lo --weight count >l
	[ "$(grep -v '^#' h | head -n 1 | tr '\t' ' ')" = "samples occupied width[eV] entropy entropy_error miller_madow diversity diversity_error differential spacing spacing_error" ]
	for c in samples occupied entropy entropy_error miller_madow diversity diversity_error; do
		[ "$(column $c <h)" = "$(column $c <n)" ]
		near "$(column $c <l)" "$(column $c <h)" 0.2
	done
	near "$(column entropy <l)" "$(column entropy <h)" 1e-12
	[ "$(column width <h)" = 0.05 ] && [ "$(column width <n)" = 0.05 ]
	[ "$(column width <l)" = nan ] && [ "$(column differential <l)" = nan ]
	[ "$(column spacing <h)" = nan ]
	close "$(column differential <h)" "$(awk -v s="$(column entropy <h)" 'BEGIN { printf "%.17g", s + log(0.05) }')" 1e-12
	# 1 + ln 0.14
	close "$(column spacing <n)" -0.9661 "$(column spacing_error <n | awk '{ print 3*$1 }')"
	number "$(column spacing_error <n)" -lt 0.03
}

@test "known distributions" {
	printf 'k\nb\na\nc\nd\n' | shannon -c k >u
	close "$(column entropy <u)" 1.3862943611198906 1e-12
	near "$(column diversity <u)" 4 1e-12
	close "$(column miller_madow <u)" 1.7612943611198906 1e-12
	printf 'index\tn\n<0 0 12>\t3\n<0 2 8 4>\t1\n' | shannon -c index --weight n >t
	close "$(column entropy <t)" 0.56233514461880829 1e-12
	printf 'k\nx\nx\n' | shannon -c k >o
	[ "$(column entropy <o)" = 0 ] && [ "$(column diversity <o)" = 1 ] && [ "$(column entropy_error <o)" = 0 ]
}

@test "groups: a row each, in their order, with the same bins" {
	barriers >b
	shannon -c barrier --bins 20 --by T b >g
	[ "$(column T <g | tr '\n' ' ')" = "1000 300 " ]
	[ "$(column samples <g | tr '\n' ' ')" = "1000 1000 " ]
	[ "$(column width <g | sort -u | wc -l)" -eq 1 ]
	awk -F '\t' 'NR == 1 || $3 == 300' b | shannon -c kind >one
	shannon -c kind --by T b >two
	[ "$(column entropy <one)" = "$(column entropy <two | tail -n 1)" ]
	printf 'frame\tindex\tcount\n1\ta\t3\n1\tb\t1\n2\ta\t4\n' | shannon -c index --weight count --by frame >c
	[ "$(column occupied <c | tr '\n' ' ')" = "2 1 " ]
}

@test "Voronoi indices: counted, or an atom a row" {
	crystal --lattice 3 --cells 3x3x3 bcc Fe >b.tgz
	crystal --lattice 3.6 --cells 3x3x3 fcc Cu | cat b.tgz - >g.tgz
	voronoi --census g.tgz >c
	voronoi --table g.tgz | shannon -c index --by frame | grep -v '^#' >a
	shannon -c index --weight count --by frame c | grep -v '^#' | cmp - a
	[ "$(column samples <a | tr '\n' ' ')" = "54 108 " ]
	[ "$(column diversity <a | tr '\n' ' ')" = "1 1 " ]
	[ "$(column diversity_error <a | tr '\n' ' ')" = "0 0 " ]
	# both together: two kinds, 54 and 108
	close "$(shannon -c index --weight count c | column entropy)" "$(awk 'BEGIN { printf "%.17g", log(3) - 2*log(2)/3 }')" 1e-14
}

@test "two histograms with the same bins are added" {
	barriers >b
	{ head -n 1 b; sed -n '2,800p' b; } | histo -c barrier -w 0.1 >one
	{ head -n 1 b; sed -n '801,$p' b; } | histo -c barrier -w 0.1 >two
	histo -c barrier -w 0.1 b | shannon | grep -v '^#' >all
	shannon one two | grep -v '^#' | cmp - all
}

@test "errors: any number of threads, any order of rows, another seed" {
	barriers >b
	shannon -c barrier -w 0.01 -B 500 b | grep -v '^#' >one
	shannon -c barrier -w 0.01 -B 500 -j 3 b | grep -v '^#' | cmp - one
	{ head -n 1 b; tail -n +2 b | sort; } | shannon -c barrier -w 0.01 -B 500 | grep -v '^#' | cmp - one
	shannon -c barrier -w 0.01 -B 500 --seed 2 b >two
	[ "$(column entropy_error <one)" != "$(column entropy_error <two)" ]
	near "$(column entropy_error <one)" "$(column entropy_error <two)" 0.2
	[ "$(shannon -c barrier -w 0.01 -B 0 b | column entropy_error)" = nan ]
}

@test "fractions have an entropy, but no samples" {
	printf 'k\tp\na\t0.5\nb\t0.5\n' | shannon -c k --weight p >f 2>err
	close "$(column entropy <f)" 0.69314718055994531 1e-15
	[ "$(column miller_madow <f)" = nan ] && [ "$(column entropy_error <f)" = nan ]
	grep -q 'not whole numbers' err
}

@test "equal numbers have no entropy without bins, and outsiders are counted" {
	printf 'x\n1\n1\n1\n1\n2\n3\n4\n5\n6\n9\nnan\n' | shannon -c x -w 1 --range :7 >f 2>err
	[ "$(column samples <f)" = 9 ] && [ "$(column spacing <f)" = nan ]
	grep -q 'more than 3 equal values' err
	grep -q '1 values outside' err
	grep -q '1 rows are not numbers' err
	printf 'x\n1\n2\n' | shannon -c x -w 1 >f 2>err
	grep -q 'too few values' err
}

@test "wrong requests and damaged histograms are named" {
	printf 'lo\thi\tcount\n0\t1\t3\n1\t2\t4\n' >h
	fails_with 64 "no column 'lo'" bash -c "printf 'a\n1\n' | shannon"
	fails_with 64 "of which column" shannon -w 1 h
	fails_with 64 "give one of them" shannon -c lo -w 1 --bins 3 h
	fails_with 64 "--range belongs to numbers" shannon -c lo --range 0:1 h
	fails_with 64 "--bootstrap 1" shannon -B 1 h
	fails_with 64 "--spacing 0" shannon --spacing 0 h
	fails_with 65 "'x' is not a number" bash -c "sed 's/4/x/' h | shannon"
	fails_with 65 "column count, row 2: -4 is no count" bash -c "sed 's/4/-4/' h | shannon"
	fails_with 65 "column count, row 2: nan is no count" bash -c "sed 's/4/nan/' h | shannon"
	fails_with 65 "overlap" bash -c "sed 's/^1/0.5/' h | shannon"
	fails_with 65 "a bin from 2 to 1" bash -c "printf 'lo\thi\tcount\n2\t1\t1\n' | shannon"
	fails_with 65 "all counts are 0" bash -c "printf 'lo\thi\tcount\n0\t1\t0\n' | shannon"
	fails_with 65 "T 5: all counts are 0" bash -c "printf 'T\tlo\thi\tcount\n5\t0\t1\t0\n' | shannon --by T"
	fails_with 65 "no rows" bash -c "printf 'lo\thi\tcount\n' | shannon"
	fails_with 66 "nosuch" shannon nosuch
}
