# SPDX-License-Identifier: GPL-3.0-or-later
# Two dimensions through the whole chain: liquid, quench, anneal, minimize, rdf,
# LAMMPS and extended XYZ files.
load common

sheet() { liquid -p ka2d -n 200 --density 1.16 -T 0.6 --hold 3 --seed 4 A65B35; }

# the sheet, sheared by 0.15, as a LAMMPS data file
tilted() {
	sheet | to-lammps | awk -v g=0.15 '
		/ylo yhi/ { ly = $2 - $1 }
		/zlo zhi/ { print; printf "%.17g 0 0 xy xz yz\n", g*ly; next }
		/^[A-Z]/ { part = $1 }
		part == "Velocities" { next }
		part == "Atoms" && NF > 4 { printf "%s %s %.17g %s %s\n", $1, $2, $3 + g*$4, $4, $5; next }
		{ print }'
}

# Nothing has left the plane: flat FILE
flat() {
	tab --atoms z "$1" | column z >heights
	[ -s heights ] && ! grep -vx 0 heights
	tar xzOf "$1" --wildcards '*.meta.json' >meta
	grep -q '"dimension": *2' meta
}

@test "a sheet has its density, its plane and its degrees of freedom" {
	sheet >s.tgz
	flat s.tgz
	near "$(tab volume s.tgz | column volume)" 172.41379310344828 1e-12
	# 2K/(2N - 2)
	read -r t k < <(tab temperature kinetic s.tgz | tail -1)
	near "$t" "$(awk "BEGIN { printf \"%.15g\", 2*$k/398 }")" 1e-12
	tab pressure volume s.tgz >u
	grep -q 'pressure\[eps/sigma^2\].*volume\[sigma^2\]' u
	[ -z "$(tab --atoms vz s.tgz | column vz | grep -vx 0)" ]
}

@test "nve conserves, nvt and npt hold what they should" {
	sheet >s.tgz
	anneal --ensemble nve --dt 0.001 --hold 2 --every 0.2 s.tgz >nve.tgz
	read -r lo hi < <(tab conserved nve.tgz | column conserved | sort -g | sed -n '1p;$p' | xargs)
	close "$lo" "$hi" 0.05
	anneal --ensemble nvt -T 0.8 --hold 20 s.tgz | anneal --ensemble nvt -T 0.8 --hold 60 >nvt.tgz
	near "$(tab temperature_mean nvt.tgz | column temperature_mean)" 0.8 0.01
	for how in iso aniso; do
		anneal --ensemble npt -T 0.8 --pressure 5 --barostat $how --hold 20 s.tgz >first.tgz
		anneal -T 0.8 --hold 60 first.tgz >npt.tgz
		near "$(tab temperature_mean npt.tgz | column temperature_mean)" 0.8 0.01
		near "$(tab pressure_mean npt.tgz | column pressure_mean)" 5 0.02
		flat npt.tgz
		# the sheet has the area of its sides, and the baths keep their account
		[[ $(peek npt.tgz) =~ box\ ([0-9.]+)\ x\ ([0-9.]+)\ x\ 1\  ]]
		near "$(tab volume npt.tgz | column volume)" \
			"$(awk "BEGIN { printf \"%.12g\", ${BASH_REMATCH[1]}*${BASH_REMATCH[2]} }")" 1e-6
		near "$(tab conserved npt.tgz | column conserved)" "$(tab conserved first.tgz | column conserved)" 0.02
	done
	# iso: the sides keep their ratio; aniso: they do not
	[[ $(peek npt.tgz) =~ box\ ([0-9.]+)\ x\ ([0-9.]+)\ x\ 1\  ]]
	[ "${BASH_REMATCH[1]}" != "${BASH_REMATCH[2]}" ]
}

@test "two runs in two processes have the bits of one" {
	sheet >s.tgz
	for how in "npt --pressure 5" "npt --pressure 5 --barostat aniso"; do
		# shellcheck disable=SC2086
		anneal -T 0.6 --ensemble $how --hold 2 s.tgz >whole.tgz
		# shellcheck disable=SC2086
		anneal -T 0.6 --ensemble $how --hold 0.7 s.tgz | anneal -T 0.6 --hold 1.3 >parts.tgz
		for x in pos vel; do
			cmp <(tar xzOf whole.tgz --wildcards "*.$x.npy") <(tar xzOf parts.tgz --wildcards "*.$x.npy")
		done
		[ "$(peek whole.tgz | grep '^box')" = "$(peek parts.tgz | grep '^box')" ]
	done
}

@test "a quench ends cold, and every minimiser at the bottom" {
	sheet | quench --to 0.05 --rate 0.2 --ensemble nvt >q.tgz
	flat q.tgz
	for m in cg lbfgs fire; do
		minimize --method $m --ftol 1e-9 q.tgz >m.tgz
		flat m.tgz
		every fmax -le 1e-9 < <(tab fmax m.tgz)
		tab energy m.tgz | column energy
	done >u
	[ "$(wc -l <u)" -eq 3 ]
	# minima may differ, but only a little so near the bottom
	near "$(sed -n 1p u)" "$(sed -n 2p u)" 0.01
	near "$(sed -n 1p u)" "$(sed -n 3p u)" 0.01
	number "$(sed -n 1p u)" -lt "$(tab energy q.tgz | column energy)"
}

@test "a box relaxes to a pressure along one, two and three strains" {
	sheet | quench --to 0.05 --rate 0.2 --ensemble nvt | minimize >q.tgz
	last=$(tab energy q.tgz | column energy)
	for b in iso aniso tri; do
		minimize --box $b q.tgz >b.tgz
		flat b.tgz
		every stress_residual -le 1e-8 < <(tab stress_residual b.tgz)
		e=$(tab energy b.tgz | column energy)
		number "$e" -le "$last"
	done
	# pressure of a relaxed, motionless sheet: that of one more evaluation
	minimize --box iso --pressure 2 q.tgz | anneal --ensemble nve -T 1e-13 --dt 1e-9 --hold 1e-9 >p.tgz
	close "$(tab pressure p.tgz | column pressure)" 2 1e-6
}

@test "a tilted sheet keeps its box and runs" {
	tilted >t.data
	from-lammps --units lj --species A,B --dim 2 -p ka2d t.data >t.tgz
	flat t.tgz
	near "$(minimize --max-eval 0 t.tgz | tab volume | column volume)" 172.41379310344828 1e-12
	minimize t.tgz >m.tgz
	every converged -eq 1 < <(tab converged m.tgz)
	anneal --ensemble nve -T 0.3 --dt 0.001 --hold 1 --every 0.1 m.tgz >r.tgz
	flat r.tgz
	read -r lo hi < <(tab conserved r.tgz | column conserved | sort -g | sed -n '1p;$p' | xargs)
	close "$lo" "$hi" 0.05
}

@test "LAMMPS and XYZ files keep sheets, straight and tilted" {
	sheet >s.tgz
	tilted | from-lammps --units lj --species A,B --dim 2 -p ka2d >t.tgz
	for f in s t; do
		minimize --max-eval 0 $f.tgz | tab energy | column energy >want
		to-lammps $f.tgz | from-lammps --units lj --species A,B --dim 2 -p ka2d >l.tgz
		to-lammps --format dump $f.tgz | from-lammps --units lj --species A,B --dim 2 -p ka2d >d.tgz
		to-xyz $f.tgz | from-xyz -p ka2d >x.tgz
		for g in l d x; do
			flat $g.tgz
			near "$(minimize --max-eval 0 $g.tgz | tab energy | column energy)" "$(cat want)" 1e-12
		done
	done
}

@test "rdf counts rings: g tends to 1, and integrates to the number of neighbours" {
	liquid -p ka2d -n 2000 --density 1.16 -T 2 --hold 3 --seed 2 A65B35 | rdf --rmax 10 --bins 200 >g.tsv
	awk -F '\t' '!/^#/ && $1+0 > 0 { sum += 1.16*2*3.14159265358979*$1*$2*0.05; n++
			d = sum*1999/2000/$3 - 1; if ($3 > 5 && (d > 0.01 || d < -0.01)) bad = 1
			if ($1 > 7) { far += $2; m++ } }
		END { far /= m; exit bad || n != 200 || far < 0.99 || far > 1.01 }' g.tsv
}

@test "lmp agrees about a tilted sheet" {
	command -v lmp >/dev/null || skip "lmp is not installed"
	tilted >t.data
	cat >in <<-'END'
		units lj
		dimension 2
		atom_style atomic
		read_data t.data
		pair_style lj/cut 2.5
		pair_coeff 1 1 1.0 1.00 2.50
		pair_coeff 1 2 1.5 0.80 2.00
		pair_coeff 2 2 0.5 0.88 2.20
		pair_modify shift yes
		velocity all set 0 0 0
		thermo_style custom pe press
		thermo_modify format float %.17g norm no
		run 0
	END
	lmp -log none -in in >out
	read -r pe press < <(awk 'p { print; exit } /^PotEng/ { p = 1 }' out)
	from-lammps --units lj --species A,B --dim 2 -p ka2d t.data |
		anneal --ensemble nve -T 1e-13 --dt 1e-12 --hold 1e-12 >t.tgz
	near "$(tab energy t.tgz | column energy)" "$pe" 1e-9
	near "$(tab pressure t.tgz | column pressure)" "$press" 1e-9
}
