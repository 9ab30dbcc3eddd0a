# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "atoms at rest scatter 1, atoms that all go as far sin(qr)/qr" {
	motion 4 'x[i] = i/40; y[i] = i % 40; z[i] = 0' >m.tgz
	every fs -eq 1 < <(isf --q 3 m.tgz)
	motion 4 'x[i] = i/40 + (i % 2 ? 0.4 : -0.4)*t; y[i] = i % 40; z[i] = 0' >d.tgz
	near "$(isf --keep-drift --q 3 --lags 2 d.tgz | column fs)" "$(awk 'BEGIN { printf "%.17g", sin(2.4)/2.4 }')" 1e-9
}

@test "a Gaussian walk: exp(-q^2 msd/6)" {
	motion 400 'x[i] += rand() + rand() + rand() - 1.5; y[i] += rand() + rand() + rand() - 1.5; z[i] += rand() + rand() + rand() - 1.5' >m.tgz
	isf --q 0.8 --lags 16 m.tgz >f
	close "$(column fs <f)" "$(msd --lags 16 m.tgz | column msd | awk '{ print exp(-0.64*$1/6) }')" 0.005
	number "$(column fs_error <f)" -gt 0
}

@test "in two dimensions J0, q from the first peak of g(r), the bits of any threads" {
	liquid -p ka2d -n 200 --density 1.16 -T 0.5 --hold 1 A65B35 | anneal --hold 1 --every 0.1 >m.tgz
	isf m.tgz >f
	q=$(sed -n 's/^# q \([0-9.]*\) .*/\1/p' f)
	number "$q" -gt 4; number "$q" -lt 9
	isf -j 2 --q "$q" m.tgz >g
	cmp <(grep -v '^#' f) <(grep -v '^#' g)
	close "$(isf --q 0.01 --lags 5 m.tgz | column fs)" "$(msd --lags 5 m.tgz | column msd | awk '{ printf "%.17g", 1 - 1e-4*$1/4 }')" 1e-8
	fails_with 64 'expected' isf --q 0 m.tgz
}
