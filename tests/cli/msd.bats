# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "free atoms: the square of the time" {
	motion 6 'if (!t) v[i] = rand() - 0.5; x[i] = v[i]*t; y[i] = -v[i]*t; z[i] = i/100; s += t ? 0 : 2*v[i]*v[i]/n' >m.tgz
	msd --keep-drift --lags 1,2,3,5 m.tgz >t
	one=$(value 1 4 <t)
	near "$one" "$(awk 'BEGIN { srand(7); for (i = 0; i < 400; i++) { v = rand() - 0.5; s += 2*v*v/400 } print s }')" 1e-4
	for lag in 2 3 5; do near "$(value $lag 4 <t)" "$(awk -v o="$one" -v l=$lag 'BEGIN { printf "%.17g", o*l*l }')" 1e-9; done
}

@test "a crystal at rest does not move, nor does one that drifts" {
	motion 6 'x[i] = i/40; y[i] = i % 40; z[i] = 0' >m.tgz
	every msd -eq 0 < <(msd m.tgz)
	motion 6 'x[i] = i/40 + t; y[i] = i % 40; z[i] = -t' >d.tgz
	every msd -lt 1e-24 < <(msd d.tgz)
	near "$(msd --keep-drift --lags 2 d.tgz | column msd)" 8 1e-9
}

@test "a random walk: proportional to the time, within its errors, alpha2 is 0" {
	motion 400 'x[i] += rand() + rand() + rand() - 1.5; y[i] += rand() + rand() + rand() - 1.5; z[i] += rand() + rand() + rand() - 1.5' >m.tgz
	msd --lags 1,4,16 m.tgz >t
	for lag in 1 4 16; do	# a variance of 1/4 a step along each axis
		close "$(value $lag 4 <t)" "$(awk -v l=$lag 'BEGIN { print 0.75*l*(1 - 1/400) }')" "$(value $lag 5 <t | awk '{ print 4*$1 }')"
	done
	close "$(value 16 6 <t)" 0 0.03
	near "$(value 4 2 <t)" 2 1e-12
	[ "$(value 16 3 <t)" = 385 ]
	# all is the mean of the species
	near "$(value 4 4 <t)" "$(value 4 7 <t | paste - <(value 4 10 <t) | awk '{ printf "%.17g", 0.75*$1 + 0.25*$2 }')" 1e-9
}

@test "wrapped positions are followed" {
	motion 30 'if (!t) v[i] = (rand() - 0.5)*3; x[i] = (v[i]*t % 10 + 10) % 10; y[i] = 1; z[i] = 2' >m.tgz
	a=$(msd --unwrap --keep-drift --lags 1 m.tgz | column msd)
	near "$(msd --unwrap --keep-drift --lags 20 m.tgz | column msd)" "$(awk -v a="$a" 'BEGIN { printf "%.17g", 400*a }')" 1e-9
	number "$(msd --keep-drift --lags 20 m.tgz | column msd)" -lt "$(awk -v a="$a" 'BEGIN { print 200*a }')"
}

@test "the bits do not depend on the threads; inherent frames apart; too few frames" {
	liquid -p ka -n 200 --density 1.2 -T 1 --hold 1 A80B20 | anneal --hold 1 --every 0.1 --inherent >m.tgz
	msd -j 1 m.tgz | grep -v '^#' >a
	msd -j 2 m.tgz | grep -v '^#' >b
	cmp a b
	near "$(msd --lags 3 m.tgz | column time)" 0.3 1e-9
	number "$(msd --inherent --lags 9 m.tgz | column msd)" -gt 0
	slice --frames 2 m.tgz >one.tgz
	fails_with 65 'two or more' msd one.tgz
	fails_with 64 'lags' msd --lags 0 m.tgz
}
