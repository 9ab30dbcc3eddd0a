# SPDX-License-Identifier: GPL-3.0-or-later
load common

pi=3.141592653589793

@test "poles, centre and the ends of the equator; other columns pass" {
	printf '# made by hand\nid\ttheta\tphi\tdE[eV]\n7\t0\t1\t-0.5\n8\t%s\t0\t1\n9\t1.5707963267948966\t%s\t2\n10\t1.5707963267948966\t0\t3\n' \
		$pi $pi | mollweide >m
	[ "$(head -n 1 m)" = "# made by hand" ]
	[ "$(grep -v '^#' m | head -n 1 | tr '\t' ' ')" = "id theta phi dE[eV] x y" ]
	[ "$(column dE <m | tr '\n' ' ')" = "-0.5 1 2 3 " ]
	column x <m >x && column y <m >y
	[ "$(sed -n 1p x)" = 0 ] && [ "$(sed -n 1p y)" = 1.4142135623730951 ]
	[ "$(sed -n 2p y)" = -1.4142135623730951 ]
	close "$(sed -n 3p x)" 0 1e-15 && close "$(sed -n 3p y)" 0 1e-15
	close "$(sed -n 4p x)" -2.8284271247461903 1e-15
}

@test "degrees by the unit of the column, other names by options" {
	printf 'polar[deg]\taz[deg]\n60\t270\n' | mollweide --theta polar --phi az >d
	printf 'theta[rad]\tphi\n%s\t%s\n' 1.0471975511965976 4.71238898038469 | mollweide >r
	close "$(column x <d)" "$(column x <r)" 1e-15
	close "$(column y <d)" "$(column y <r)" 1e-15
}

@test "a filled grid: blank outside, the nearest row inside, equal areas" {
	# hemispheres: the western half of the map is one value, the eastern the other
	awk -v pi=$pi 'BEGIN { print "theta\tphi\thalf"
		for (i = 0; i < 30; i++) for (j = 0; j < 60; j++)
			printf "%.17g\t%.17g\t%d\n", (i + 0.5)*pi/30, (j + 0.5)*pi/30, (j < 30 ? -1 : 1) }' >t
	mollweide --grid 60x30 -c half t >g
	[ "$(grep -c '^$' g)" -eq 29 ]
	[ "$(grep -v -e '^#' -e '^$' g | head -n 1 | tr '\t' ' ')" = "x y half" ]
	awk -F '\t' '/^[-0-9]/ { n++; inside = $1*$1/8 + $2*$2/2 <= 1
		if (inside != ($3 != "nan")) exit 1
		if (inside && ($1 < 0) != ($3 < 0)) exit 1
		area += inside*32/1800/2 }
		END { exit !(n == 1800 && area > 12.45 && area < 12.68) }' g
}

@test "gnuplot takes the grid" {
	need gnuplot
	printf 'theta\tphi\tv\n1\t1\t1\n2\t4\t2\n' | mollweide --grid 20x10 -c v >g
	gnuplot -e 'set terminal svg; set output "g.svg"; set view map; set datafile separator tab;
		splot "g" using 1:2:3 with pm3d' 2>err
	[ ! -s err ] && grep -q '</svg>' g.svg
}

@test "wrong requests and impossible angles are named" {
	printf 'theta\tphi\tv\n1\t1\t1\n' >t
	fails_with 64 "no column 'theta'" bash -c "printf 'a\tphi\n1\t1\n' | mollweide"
	fails_with 64 "expected NxM" mollweide --grid 20 -c v t
	fails_with 64 "of which column" mollweide --grid 20x10 t
	fails_with 64 "-c is for --grid" mollweide -c v t
	fails_with 64 "give one FILE" mollweide --grid 2x2 -c v t t
	fails_with 65 "row 2: theta 4: the polar angle goes from 0 to pi" bash -c "printf 'theta\tphi\n1\t1\n4\t1\n' | mollweide"
	fails_with 65 "rows 1 and 2 have the same direction" bash -c "printf 'theta\tphi\tv\n1\t1\t0\n1\t1\t3\n' | mollweide --grid 4x4 -c v"
	fails_with 65 "no directions" bash -c "printf 'theta\tphi\tv\n' | mollweide --grid 4x4 -c v"
	fails_with 65 "different columns" bash -c "printf 'theta\tphi\n1\t1\n' >u; mollweide t u"
	fails_with 66 "nosuch" mollweide nosuch
}
