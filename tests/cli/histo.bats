# SPDX-License-Identifier: GPL-3.0-or-later
load common

table() {
	printf 'a[eV]\tb\n0.1\t1\n0.3\t2\n0.31\t1\n0.7\t4\n'
}

@test "bins are multiples of the width and hold their lower edge" {
	table | histo -c a -w 0.1 >h
	[ "$(column lo <h | head -n 1)" = 0.10000000000000001 ]
	[ "$(column count <h | tr '\n' ' ')" = "1 0 2 0 0 0 1 " ]
	[ "$(grep -v '^#' h | head -n 1)" = "$(printf 'lo[eV]\thi[eV]\tcentre[eV]\tcount\tdensity[1/eV]')" ]
}

@test "the density has the integral 1" {
	table | histo -c a --bins 7 >h
	close "$(awk '!/^#/ && $1+0 == $1 { s += ($2 - $1)*$5 } END { print s }' h)" 1 1e-12
}

@test "the counts of two files are those of both together" {
	table >one && table >two
	histo -c a -w 0.1 one two | column count >both
	[ "$(tr '\n' ' ' <both)" = "2 0 4 0 0 0 2 " ]
}

@test "weights, range and what lies outside" {
	table | histo -c a -w 0.1 --range 0.2:0.4 --weight b >h
	[ "$(column count <h | tr '\n' ' ')" = "0 3 " ]
	grep -q '^# column a: inside 3, below 1, above 4' h
}

@test "moments and quantiles as rows" {
	table | histo -c b --moments --quantiles 0.5,1 --summary >h
	[ "$(awk -F '\t' '$1 == "mean" { print $2 }' h)" = 2 ]
	[ "$(awk -F '\t' '$1 == "q0.5" { print $2 }' h)" = 1.5 ]
	[ "$(awk -F '\t' '$1 == "q1" { print $2 }' h)" = 4 ]
}

@test "the width at half height of a normal sample" {
	awk 'BEGIN { print "x\tw"; for (x = -500; x <= 500; x++) printf "%g\t%.17g\n", x/100, exp(-x*x/20000) }' >t
	histo -c x -w 0.05 --weight w --fwhm --summary t >h
	close "$(awk -F '\t' '$1 == "fwhm" { print $2 }' h)" 2.3548 0.01
	close "$(awk -F '\t' '$1 == "mode" { print $2 }' h)" 0.005 1e-3
}

@test "several peaks are counted and said" {
	printf 'x\n1\n1\n2\n7\n7\n8\n' | histo -w 1 --fwhm >h 2>err
	grep -q '2 separate runs of bins' err
	grep -qx '# peaks 2' h
}

@test "a missing value is counted nowhere and said" {
	printf 'x\n1\nnan\n' | histo -w 1 2>err >h
	grep -q '1 rows are not numbers' err
	[ "$(column count <h)" = 1 ]
}

@test "logarithmic bins in decades" {
	printf 'x\n0.001\n0.02\n5\n' | histo -w 1 --log | column count | tr '\n' ' ' >h
	[ "$(cat h)" = "1 1 0 1 " ]
}

@test "it goes on where provenance began" {
	{ echo "# first of all"; table; } | histo -c a >h
	[ "$(head -n 1 h)" = '# first of all' ]
}

@test "wrong requests are named" {
	table >t
	fails_with 64 "no column 'c'" histo -c c t
	fails_with 64 "say which one with -c" histo t
	fails_with 64 "give one of them" histo -c a -w 1 --bins 3 t
	fails_with 64 "--width -1: expected a number above 0" histo -c a -w -1 t
	fails_with 64 "--quantiles 2" histo -c a --quantiles 2 t
	fails_with 65 "negative" bash -c "printf 'x\tw\n1\t-1\n' | histo -c x --weight w"
	fails_with 65 "no finite number" bash -c "printf 'x\n' | histo"
	fails_with 66 "nosuch" histo -c a nosuch
	fails_with 74 "write failed" bash -c "histo -c a t >/dev/full"
}
