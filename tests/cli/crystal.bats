# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "number of atoms and size of each structure" {
	while read -r name atoms species; do
		# shellcheck disable=SC2086
		crystal --lattice 4 --cells 2x3x1 "$name" $species >c.tgz
		[ "$(to-xyz c.tgz | head -1)" -eq $((6*atoms)) ]
	done <<-END
		sc 1 Cu
		fcc 4 Cu
		bcc 2 Fe
		hcp 4 Zr
		diamond 8 Si
		b1 8 Cu Zr
		b2 2 Cu Zr
		b3 8 Cu Zr
		c9 24 Si O
		l10 4 Cu Zr
		l12 4 Cu Zr
	END
}

@test "relaxed crystals have the published lattice parameters and energies" {
	need_potential CuZr_mm.eam.fs
	p=eam/fs:CuZr_mm.eam.fs
	crystal -p $p --cells 3 fcc Cu >cu.tgz
	crystal -p $p --cells 3 hcp Zr >zr.tgz
	crystal -p $p --cells 3 b2 Cu Zr >b2.tgz
	close "$(tab lattice cu.tgz | column lattice)" 3.639085 1e-6
	close "$(tab lattice zr.tgz | column lattice)" 3.220298 1e-6
	close "$(tab lattice_c zr.tgz | column lattice_c)" 5.215207 1e-6
	close "$(tab lattice b2.tgz | column lattice)" 3.236929 1e-6
	near "$(tab energy cu.tgz | column energy)" "$(echo '108 * -3.283116' | bc)" 1e-6
	near "$(tab energy zr.tgz | column energy)" "$(echo '108 * -6.469266' | bc)" 1e-6
	near "$(tab energy b2.tgz | column energy)" "$(echo '54 * -5.015322' | bc)" 1e-6
}

# diamond and cristobalite: NIST repository, for parameters that SiO.tersoff rounds
@test "relaxed crystals of a Tersoff potential are the published ones" {
	need_potential SiO.tersoff
	p=tersoff:SiO.tersoff
	crystal -p $p --cells 2 diamond Si >si.tgz
	crystal -p $p --cells 2 c9 Si O >sio2.tgz
	close "$(tab lattice si.tgz | column lattice)" 5.432115 1e-6
	close "$(tab lattice sio2.tgz | column lattice)" 7.591819 5e-4
	near "$(tab energy si.tgz | column energy)" "$(echo '64 * -4.628873' | bc)" 1e-6
	near "$(tab energy sio2.tgz | column energy)" "$(echo '192 * -6.556780' | bc)" 1e-4
}

@test "a crystal feels no force and passes on its potential" {
	crystal -p lj50 --cells 4 b2 A B | minimize --max-eval 0 >c.tgz
	every fmax -le 1e-10 < <(tab fmax c.tgz)
}

@test "under pressure it is smaller" {
	crystal -p ka --cells 4 fcc A >p0.tgz
	crystal -p ka --cells 4 --pressure 10 fcc A >p10.tgz
	number "$(tab volume p10.tgz | column volume)" -lt "$(tab volume p0.tgz | column volume)"
}

@test "a random alloy has its exact composition and follows the seed" {
	crystal --lattice 3.8 --cells 3 fcc Cu64.5Zr35.5 >a.tgz
	crystal --lattice 3.8 --cells 3 --seed 2 fcc Cu64.5Zr35.5 >b.tgz
	[ "$(to-xyz a.tgz | grep -c ^Cu)" -eq 70 ]
	[ "$(to-xyz b.tgz | grep -c ^Cu)" -eq 70 ]
	! cmp -s <(to-xyz a.tgz) <(to-xyz b.tgz)
}

@test "what makes no sense is refused" {
	fails_with 64 'there are: sc fcc' crystal --lattice 4 xyz Cu
	fails_with 64 'needs 2 species' crystal --lattice 4 b2 Cu
	fails_with 64 'lattice' crystal fcc Cu
	fails_with 64 'expected e.g.' crystal --lattice 4 --cells 4x fcc Cu
	fails_with 64 'expected e.g.' crystal --lattice 4 --cells 0 fcc Cu
	fails_with 64 'expected' crystal --lattice -4 fcc Cu
	fails_with 64 'hcp' crystal --lattice 4 --c 5 fcc Cu
	fails_with 65 'nothing binds' crystal -p wca fcc A
}
