# SPDX-License-Identifier: GPL-3.0-or-later
load common

R=$GW_SRCDIR/tests/reference

glass() {
	liquid -p ka,shift=c2 -n 200 --density 1.2 -T 1 --hold 2 --seed "${1:-5}" A80B20 |
		quench --to 0.2 --rate 0.2 | minimize --ftol 1e-10
}

array() { tar xzOf "$1" "$(printf '%06d' "${3:-0}").$2.npy"; }

# The same atoms in another order: a plain tar with new checksums, after stream(5)
first_two_swapped() {
	"$PYTHON" -c '
import gzip, io, sys, tarfile, zlib
old = tarfile.open(fileobj=gzip.open(sys.stdin.buffer), mode="r|")
new = tarfile.open(fileobj=sys.stdout.buffer, mode="w|", format=tarfile.USTAR_FORMAT)
crc = ""
for entry in old:
    data = old.extractfile(entry).read()
    if entry.name.endswith(".npy"):
        head, row = 128, (len(data) - 128)//200
        data = data[:head] + data[head + row:head + 2*row] + data[head:head + row] + data[head + 2*row:]
    if entry.name.endswith(".crc32"):
        data = crc.encode()
    crc += "%08x %s\n" % (zlib.crc32(data), entry.name)
    entry.size = len(data)
    new.addfile(entry, io.BytesIO(data))
new.close()'
}

# LAMMPS's pressures and stress/atom of a displaced sample: like_lammps SAMPLE UNITS SPECIES SPEC.
# Its eV/A^3 in bar, 1.6021765e6, is older than ours.
like_lammps() {
	from-lammps --units "$2" --species "$3" "$R/$1.displaced.dump.gz" | atomic-stress -p "$4" >s.tgz
	array s.tgz stress >stress.npy
	array s.tgz c_st >c_st.npy
	tab stress_xx stress_yy stress_zz stress_xy stress_xz stress_yz volume s.tgz | grep -v '^#' | tail -1 >total
	awk -F '\t' -v s="$1" '$1 == s && $2 == "displaced" && $3 ~ /^virial_pressure/ { print $4 }' \
		"$R/reference.tsv" >want
	"$PYTHON" - "$2" <<-'E'
	import numpy, sys
	bar = 1e4*1.6021765/1.602176634 if sys.argv[1] == "metal" else 1
	total, want = numpy.loadtxt("total"), numpy.loadtxt("want")
	stress, st = numpy.load("stress.npy"), numpy.load("c_st.npy")
	n, v = len(stress), total[6]
	assert want.shape == (6,)
	assert abs(total[:6]*bar + want).max() <= 1e-9*abs(want).max(), (total[:6]*bar + want, want)
	assert abs(stress*bar*v/n - st).max() <= 1e-9*abs(st).max()
	assert abs(stress.mean(axis=0) - total[:6]).max() <= 1e-11*abs(stress).max()
	E
}

@test "stresses of a metallic glass are LAMMPS's, total and atom by atom" {
	need_potential CuZr_mm.eam.fs
	like_lammps cuzr-2000-glass metal Cu,Zr eam/fs:CuZr_mm.eam.fs
}

@test "stresses of the Kob-Andersen glass are LAMMPS's" {
	like_lammps ka-5000-glass lj A,B ka,shift=none
}

@test "stresses of silica and silicon are LAMMPS's" {
	need_potential SiO.tersoff
	need_potential Si.sw
	like_lammps sio2-576-glass metal Si,O tersoff:SiO.tersoff
	like_lammps si-512-glass metal Si sw:Si.sw
}

@test "Voronoi volumes change the atoms' stresses and not the whole's" {
	glass >g.tgz
	atomic-stress g.tgz >m.tgz
	atomic-stress --volume voronoi g.tgz >v.tgz
	[ "$(tab stress_xy m.tgz | column stress_xy)" = "$(tab stress_xy v.tgz | column stress_xy)" ]
	array m.tgz stress >m.npy
	array v.tgz stress >v.npy
	"$PYTHON" -c '
import numpy
m, v = numpy.load("m.npy"), numpy.load("v.npy")
ratio = m[:, 0]/v[:, 0]		# V_i/(V/N)
assert abs(ratio.mean() - 1) < 1e-10 and ratio.std() > 0.01, (ratio.mean(), ratio.std())
assert abs(m/v - ratio[:, None]).max() < 1e-9'
}

@test "nothing differs from itself" {
	glass >g.tgz
	atomic-stress --diff g.tgz g.tgz >d.tgz
	for c in delta rms_dstress umax; do
		[ "$(tab $c d.tgz | column $c)" = 0 ]
	done
	number "$(tab rms_ref d.tgz | column rms_ref)" -gt 0
}

@test "delta is the ratio of the two rms, of the plane asked for" {
	glass >g.tgz
	shear --plane xz --gamma 0.02 g.tgz >s.tgz
	atomic-stress --diff g.tgz s.tgz >d.tgz
	atomic-stress --diff g.tgz --plane xy s.tgz >e.tgz
	atomic-stress g.tgz >r.tgz
	array r.tgz stress >r.npy
	array d.tgz stress >s.npy
	array d.tgz dstress >d.npy
	tab rms_dstress rms_ref delta d.tgz | grep -v '^#' | tail -1 >xz
	tab rms_dstress rms_ref delta e.tgz | grep -v '^#' | tail -1 >xy
	"$PYTHON" -c '
import numpy
r, s, d = (numpy.load(f + ".npy") for f in "rsd")
assert (d == s - r).all()
for f, c in (("xz", 4), ("xy", 3)):
    a, b = (numpy.sqrt((t[:, c]**2).mean()) for t in (d, r))
    assert abs(numpy.loadtxt(f)/(a, b, a/b) - 1).max() < 1e-12, f'
}

@test "displacements are by the nearest image, without drift unless it is kept" {
	glass >g.tgz
	# all atoms 0.25 along y, atom 7 another 0.5 and two periods along x
	L=$(to-xyz g.tgz | sed -n '2s/.*Lattice="\([0-9.]*\).*/\1/p')
	to-xyz g.tgz | awk -v L="$L" 'NR > 2 { if ($5 == 7) $2 = sprintf("%.17g", $2 + 2*L + 0.5)
		$3 = sprintf("%.17g", $3 + 0.25) } { print }' | from-xyz >h.tgz
	atomic-stress --diff g.tgz h.tgz >d.tgz
	atomic-stress --diff g.tgz --keep-drift h.tgz >k.tgz
	[ "$(tab umax_id d.tgz | column umax_id)" -eq 7 ]
	close "$(tab umax d.tgz | column umax)" "$(awk 'BEGIN { printf "%.17g", 0.5*199/200 }')" 1e-9
	close "$(tab umax k.tgz | column umax)" "$(awk 'BEGIN { printf "%.17g", sqrt(0.3125) }')" 1e-9
	array d.tgz u >d.npy
	"$PYTHON" -c 'import numpy; assert abs(numpy.load("d.npy").sum(axis=0)).max() < 1e-12'
}

@test "a reference has one frame for all, or one for each" {
	glass >g.tgz
	shear --relax --gamma 0.01,0.02,0.03 g.tgz >s.tgz
	atomic-stress --diff s.tgz s.tgz >d.tgz
	every delta -eq 0 < <(tab delta d.tgz)
	atomic-stress --diff g.tgz s.tgz >d.tgz
	every delta -gt 1e-3 < <(tab delta d.tgz)
	for k in 1 2 3; do atomic-stress --diff s.tgz --shard $k/3 s.tgz || return; done >p.tgz
	every delta -eq 0 < <(tab delta p.tgz)
	slice --first 2 s.tgz >two.tgz
	fails_with 65 'two.tgz: it has 2 frames.*frame 3' atomic-stress --diff two.tgz s.tgz
	run -0 --separate-stderr atomic-stress --diff s.tgz -o x.tgz two.tgz
	[[ $stderr == *"more frames than the input"* ]]
}

@test "a reference with other atoms or another order is refused by name" {
	glass >g.tgz
	first_two_swapped <g.tgz >p.tar
	atomic-stress p.tar >p.tgz
	fails_with 65 'p.tar: frame 1: other atoms or another order: atom 1 .* id 2, not 1' \
		atomic-stress --diff p.tar g.tgz
	liquid -p ka,shift=c2 -n 100 --density 1.2 -T 1 --hold 0 A80B20 >few.tgz
	fails_with 65 'few.tgz: frame 1: 100 atoms, not 200' atomic-stress --diff few.tgz g.tgz
	minimize -p ka --max-eval 0 g.tgz >o.tgz
	fails_with 65 'o.tgz: frame 1: made with ka, not with ka,shift=c2' atomic-stress --diff o.tgz g.tgz
	atomic-stress -p ka --diff o.tgz g.tgz >d.tgz
	every delta -eq 0 < <(tab delta d.tgz)
}

@test "what makes no sense is refused" {
	glass >g.tgz
	head -c 3000 g.tgz >cut.tgz
	fails_with 66 'nowhere' atomic-stress --diff nowhere g.tgz
	fails_with 64 'must be a file' atomic-stress --diff - g.tgz
	fails_with 65 'cut.tgz' atomic-stress --diff cut.tgz g.tgz
	fails_with 64 'volume' atomic-stress --volume sphere g.tgz
	fails_with 65 'no potential' bash -c 'crystal --lattice 4 fcc Cu | atomic-stress'
	liquid -p ka2d -n 100 --density 1.16 -T 0.5 --hold 0 A65B35 >flat.tgz
	fails_with 64 'two dimensions' atomic-stress --plane xz flat.tgz
	fails_with 64 'two dimensions' atomic-stress --volume voronoi flat.tgz
	atomic-stress flat.tgz >f.tgz
	tab stress_xx stress_xy f.tgz | grep -q 'stress_xx\[eps/sigma^2\]'
}

@test "threads and shards do not change a byte" {
	glass >g.tgz
	shear --gamma 0.01,0.02,0.03 g.tgz >s.tgz
	atomic-stress --volume voronoi --diff g.tgz s.tgz >a.tgz
	atomic-stress -j 2 --volume voronoi --diff g.tgz s.tgz >b.tgz
	cmp a.tgz b.tgz
	for k in 1 2; do atomic-stress --shard $k/2 --volume voronoi --diff g.tgz s.tgz; done >c.tgz
	for f in a c; do tab --atoms $f.tgz | grep -v '^#' | cut -f 2- >$f.tsv; done
	cmp a.tsv c.tsv
}
