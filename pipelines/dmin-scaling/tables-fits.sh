# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of fits, for tables.sh.

# Points of a set, the same for every abscissa: those whose D_min/r0 is in the range FIT of the system; angles that
# are less than twice their error tell no logarithm.  chosen SYSTEM P T COLUMN: P 0 or 1 (under pressure), T - for any
chosen() {
	columns "$OUT/points.tsv" system T P "$4" "$4_error" delta delta_error dmin |
		awk -F '\t' -v OFS='\t' -v m="$1" -v p="$2" -v t="$3" -v range="$(of FIT "$1")" '
		BEGIN { print "x", "ex", "y", "ey"; split(range, r, ":") }
		$1 == m && (p == 0) == ($3 == 0) && (t == "-" || $2 == t) && $4 > 0 && $6 > 2*$7 &&
			(r[1] == "" || $8 >= r[1] + 0) && (r[2] == "" || $8 <= r[2] + 0) { print $4, $5, $6, $7 }'
}

# The rms of ln(y/fit), each point alike: how well the points fall on one line.
scatter() {
	awk -F '\t' -v a="$1" -v b="$2" 'NR > 1 { d = log($3/a) - b*log($1); s += d*d; n++ } END { printf "%.4g", sqrt(s/n) }'
}

# A row: set, abscissa, A, b with errors, chi2/dof, rms scatter, n, decades of x.  Errors are enlarged by chi2/dof
# when that is above 1.  one_fit SET SYSTEM P T COLUMN
one_fit() {
	local n a ea b eb chi2 dof

	chosen "$2" "$3" "$4" "$5" >"$OUT/fits.part"
	n=$(($(wc -l <"$OUT/fits.part") - 1))
	if [ "$n" -lt 3 ] || ! fit -q powerlaw -x x -y y -e ey --xerror ex "$OUT/fits.part" >"$OUT/fits.one"; then
		printf '%s\t%s\tnan\tnan\tnan\tnan\tnan\tnan\t%d\tnan\tnan\n' "$1" "$5" "$n"
		return
	fi
	read -r a ea b eb chi2 dof < <(awk -F '\t' '{ v[$1] = $2; e[$1] = $3 }
		END { print v["amplitude"], e["amplitude"], v["exponent"], e["exponent"], v["chi2"], v["dof"] }' "$OUT/fits.one")
	awk -F '\t' -v OFS='\t' -v id="$1	$5" -v a="$a" -v ea="$ea" -v b="$b" -v eb="$eb" -v chi2="$chi2" -v dof="$dof" \
		-v s="$(scatter "$a" "$b" <"$OUT/fits.part")" '
		NR > 1 { if (NR == 2 || $1 < lo) lo = $1; if ($1 > hi) hi = $1 }
		END { c = (dof > 0) ? chi2/dof : "nan"; w = (c > 1) ? sqrt(c) : 1
			print id, a, ea*w, b, eb*w, c, s, NR - 1, lo, hi }' "$OUT/fits.part"
}

# Power laws of each system (zero pressure), of the pressures, of each temperature, and of other displacements.
fits() {
	local m t c

	head_of "$OUT/points.tsv" set abscissa A A_error b b_error chi2_dof scatter n from to
	for m in $(running); do
		one_fit "$m" "$m" 0 - dmin
		for t in $(states "$m" | sed '/@/d' | sort -gu); do one_fit "$m@$t" "$m" 0 "$t" dmin; done
		[ -z "$(states "$m" | sed -n '/@/p')" ] || one_fit "$m@pressures" "$m" 1 - dmin
		for c in direct rmsd_is rmsd jumped; do one_fit "$m" "$m" 0 - "$c"; done
	done
	rm -f "$OUT/fits.part" "$OUT/fits.one"
}

# tau_alpha of a state, the mean of the logarithm over samples that have it: tau SYSTEM T
tau() {
	pick equilibrium "$1 $2 0" 5 | awk '$1 > 0 { s += log($1); n++ } END { if (n) printf "%.6g", exp(s/n); else print "nan" }'
}

# What a fit gives for tau and beta, nan when there is none, a parameter is not determined, or there are no points
# beyond the three parameters: stretched MODEL X Y [E]
stretched() {
	if [ "$(wc -l <"$OUT/kww.part")" -lt 5 ]; then
		printf 'nan\tnan\tnan\tnan\tnan\t%d\n' $(($(wc -l <"$OUT/kww.part") - 1))
		return
	fi
	{ fit -q "$1" -x "$2" -y "$3" ${4:+-e "$4"} "$OUT/kww.part" 2>"$OUT/kww.note" || true; } | awk -F '\t' '
		{ v[$1] = $2; e[$1] = $3 }
		END { if (!("beta" in v)) v["beta"] = e["beta"] = v["tau"] = e["tau"] = v["amplitude"] = "nan"
		      printf "%s\t%s\t%s\t%s\t%s\t%s\n", v["amplitude"], v["tau"], e["tau"], v["beta"], e["beta"], v["n"] + 0 }'
}

# The mean over the temperatures of beta of F_s, where it is determined, with its standard error, out of kww.rows.
mean_stretching() {
	awk -F '\t' -v OFS='\t' -v m="$1" '$1 == m && $3 == "fs" && $7 != "nan" { n++; s += $7; q += $7*$7 }
		END { b = n ? s/n : "nan"; v = n ? q/n - b*b : 0
		      print m, "mean", "fs", "nan", "nan", "nan", b, (n > 1 && v > 0) ? sqrt(v/(n - 1)) : "nan", n + 0 }' "$OUT/kww.rows"
}

# Stretched exponentials: of F_s of each temperature, of G'' against the period of each, and of all temperatures
# against t_w/tau_alpha.
kww() {
	local m t

	: >"$OUT/kww.rows"
	head_of "$OUT/points.tsv" system T of amplitude tau tau_error beta beta_error n
	for m in $(running); do
		for t in $(states "$m" | sed '/@/d' | sort -gu); do
			{ printf 'x\ty\n'; pick scattering "$m $t 0" 5 6 | tr ' ' '\t' | awk '$2 > 0.02'; } >"$OUT/kww.part"
			printf '%s\t%s\tfs\t%s\n' "$m" "$t" "$(stretched kww x y)" | tee -a "$OUT/kww.rows"
			{ printf 'x\ty\te\n'; pick points "$m $t 0" 4 7 8 | tr ' ' '\t'; } >"$OUT/kww.part"
			printf '%s\t%s\tloss\t%s\n' "$m" "$t" "$(stretched kww-loss x y e)"
		done
		mean_stretching "$m"
		scaled "$m" >"$OUT/kww.part"
		printf '%s\tall\tloss\t%s\n' "$m" "$(stretched kww-loss x y e)"
	done
	rm -f "$OUT/kww.part" "$OUT/kww.rows" "$OUT/kww.note"
}

# G'' against t_w/tau_alpha, all temperatures of a system at zero pressure
scaled() {
	local t

	printf 'x\ty\te\n'
	for t in $(states "$1" | sed '/@/d' | sort -gu); do
		pick points "$1 $t 0" 4 7 8 | awk -v OFS='\t' -v tau="$(tau "$1" "$t")" 'tau > 0 { print $1/tau, $2, $3 }'
	done
}

# The same with the curve of kww.tsv, for the figure: blocks of a system, points first.
losses() {
	local m

	head_of "$OUT/points.tsv" system kind x loss loss_error
	for m in $(running); do
		scaled "$m" >"$OUT/losses.part"
		sed 1d "$OUT/losses.part" | awk -v OFS='\t' -v m="$m" '{ print m, "point", $0 }'
		{ fit -q kww-loss -x x -y y -e e --curve "$OUT/losses.part" 2>"$OUT/losses.note" || true; } |
			awk -F '\t' -v OFS='\t' -v m="$m" '!/^#/ && head++ { print m, "curve", $1, $2, 0 }'
	done
	rm -f "$OUT/losses.part" "$OUT/losses.note"
}
