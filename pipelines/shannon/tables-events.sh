# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of the searches for saddles; tables.sh reads this.

# Attempts of a table that tab made of an event stream, with the minimum's row left out.
attempts() { columns "$1" $COLUMNS | awk -F '\t' '$1 != "nan"'; }

# All attempts of all samples.
events() {
	local s t k

	head_of "$OUT/events/$FIRST.${TEMPERATURES%% *}.1.tsv" 'T[K]' sample $COLUMNS
	for s in $SEEDS; do for t in $(temperatures "$s"); do for ((k = 1; k <= SHARDS; k++)); do
		attempts "$OUT/events/$s.$t.$k.tsv" | awk -F '\t' -v OFS='\t' -v t="$t" -v s="$s" '{ print t, s, $0 }'
	done; done; done
}

# What became of the attempts; how many of the events the whole system connects, too.
outcomes() {
	head_of "$OUT/events.tsv" 'T[K]' attempts connected whole converged duplicates evals products
	rows "$OUT/events.tsv" | awk -F '\t' -v OFS='\t' '
		!($1 in n) { order[++m] = $1 }
		{ n[$1]++; c[$1] += $5; w[$1] += ($5 == 1 && $15 == 1); v[$1] += ($5 == 1 && $6 == 1); d[$1] += ($7 > 0)
		  e[$1] += $13; p[$1] += $14 }
		END { for (i = 1; i <= m; i++) { t = order[i]; print t, n[t], c[t], w[t], v[t], d[t], e[t], p[t] } }' | sort -g
}

# Barriers, with a group in front of each: barriers COMMAND, of awk.
barriers() {
	printf 'group\tbarrier[eV]\n'
	rows "$OUT/events.tsv" | awk -F '\t' -v OFS='\t' '$5 == 1 { '"$1"' }'
}

spectra() {
	local t

	head_of "$OUT/events.tsv" 'T[K]' 'lo[eV]' 'centre[eV]' count 'density[1/eV]' n
	for t in $TEMPERATURES; do
		barriers 'if ($1 == '"$t"') print $1, $8' | histo -q -c barrier -w "$BIN" --range "0:$REACH" - >"$OUT/spectra.part"
		columns "$OUT/spectra.part" lo centre count density | awk -F '\t' -v OFS='\t' -v t="$t" '
			{ line[NR] = t OFS $0; n += $3 } END { for (k = 1; k <= NR; k++) print line[k], n }'
	done
	rm "$OUT/spectra.part"
}

# Equation 1 through the barriers of a temperature: fitted T OPTION ...
fitted() {
	barriers 'if ($1 == '"$1"') print $1, $8' >"$OUT/fit.part"
	fit -q barrier-spectrum --both -c barrier "${@:2}" "$OUT/fit.part"
	rm "$OUT/fit.part"
}

# Are there barriers enough for a spectrum?
enough() {
	[ "$(barriers 'if ($1 == '"$1"') print' | wc -l)" -gt 8 ] || { echo "no spectrum at $1 K: too few events" >&2; return 1; }
}

parameters() {
	local t

	head_of "$OUT/events.tsv" 'T[K]' W W_error 'mu[eV]' mu_error 'sigma[eV]' sigma_error 'epsilon[eV]' epsilon_error chi2 dof
	for t in $TEMPERATURES; do
		enough "$t" || continue
		fitted "$t" | awk -F '\t' -v OFS='\t' -v t="$t" '
			{ v[$1] = $2; e[$1] = $3 }
			END { print t, v["W"], e["W"], v["mu"], e["mu"], v["sigma"], e["sigma"], v["epsilon"], e["epsilon"],
				v["chi2"], v["dof"] }'
	done
}

# The curve, and its two modes.
curves() {
	local t

	head_of "$OUT/parameters.tsv" 'T[K]' 'barrier[eV]' 'density[1/eV]' 'I[1/eV]' 'II[1/eV]'
	for t in $TEMPERATURES; do
		enough "$t" || continue
		fitted "$t" --curve | rows | awk -F '\t' -v OFS='\t' -v t="$t" -v p="$(pick parameters "$t" 2 8)" '
			BEGIN { split(p, a, " ") }
			{ one = (a[2] > 0) ? a[1]/a[2]*exp(-$1/a[2]) : 0; print t, $1, $2, one, $2 - one }'
	done
}

# Entropy of the barriers: of all samples together, of each, of the events that the whole system connects ("whole"), and
# of as many evenly out of all ("evenly"), since few events have less.
entropy() {
	head_of "$OUT/events.tsv" 'T[K]' sample n occupied width S S_error S_mm D D_error D_mm differential spacing spacing_error
	barriers 'print $1 ".all", $8; print $1 "." $2, $8; if ($15 == 1) print $1 ".whole", $8' >"$OUT/entropy.part"
	awk -F '\t' -v OFS='\t' '
		FNR == NR { n[$1]++; next }
		{ print }
		sub(/\.all$/, "", $1) { k = ++at[$1]*n[$1 ".whole"]; m = n[$1 ".all"]
			if (int(k/m) > int((k - n[$1 ".whole"])/m)) print $1 ".evenly", $2 }' "$OUT/entropy.part" "$OUT/entropy.part" |
		shannon -q -c barrier -w "$WIDTH" --by group -B "$BOOTSTRAP" - | by_group |
		awk -F '\t' -v OFS='\t' '{ split($1, g, "."); $1 = g[1] OFS g[2]; print }' | sort -s -g -k1,1
	rm "$OUT/entropy.part"
}

# The rows of shannon --by: group, n, occupied, width, S, error, S of Miller and Madow, D, error, D of that, ...
by_group() {
	awk -F '\t' -v OFS='\t' '
		/^#/ { next }
		!head { for (i = 1; i <= NF; i++) { n = $i; sub(/\[.*/, "", n); c[n] = i } head = 1; next }
		{ mm = $c["miller_madow"]
		  print $1, $c["samples"], $c["occupied"], $c["width"], $c["entropy"], $c["entropy_error"], mm,
			$c["diversity"], $c["diversity_error"], exp(mm), $c["differential"], $c["spacing"], $c["spacing_error"] }'
}

# S and D on smooth curves against temperature, with their slopes.
smooth() {
	head_of "$OUT/entropy.tsv" quantity 'T[K]' value error slope slope_error
	smoothed S 8 7
	smoothed D 11 10
}

smoothed() {	# NAME COLUMN ERROR: columns of entropy.tsv
	{ printf 'T\tvalue\terror\n'
	  rows "$OUT/entropy.tsv" | awk -F '\t' -v OFS='\t' -v c="$2" -v e="$3" '$2 == "all" { print $1, $c, $e }'
	} | fit -q tanh -x T -y value -e error --curve --derivative - | rows |
		awk -F '\t' -v OFS='\t' -v q="$1" '{ print q, $1, $2, $3, $4, $5 }'
}

# What figures 8 and 9 show, a row for each temperature.
related() {
	head_of "$OUT/entropy.tsv" 'T[K]' S S_error S_struct S_struct_error D D_error D_struct D_struct_error 'excess[kB]'
	{ rows "$OUT/entropy.tsv" | awk -F '\t' -v OFS='\t' '$2 == "all" { print "dyn", $1, $8, $7, $11, $10 }'
	  by_group <"$OUT/structure.tsv" | awk -F '\t' -v OFS='\t' '{ print "struct", $1, $7, $6, $10, $9 }'
	  rows "$OUT/excess.tsv" | awk -F '\t' -v OFS='\t' '{ print "excess", $1, $3 }'
	} | awk -F '\t' -v OFS='\t' '
		$1 == "dyn" { order[++m] = $2; a[$2] = $3 OFS $4; b[$2] = $5 OFS $6 }
		$1 == "struct" { c[$2] = $3 OFS $4; d[$2] = $5 OFS $6 }
		$1 == "excess" { x[$2 + 0] = $3 }
		END { for (i = 1; i <= m; i++) { t = order[i]
			print t, a[t], c[t], b[t], d[t], ((t + 0) in x) ? x[t + 0] : "nan" } }'
}

# Mean and standard deviation over the samples of S, corrected; of as many events of each sample, the first ones, so
# that what is left of the bias is the same.
ensemble() {
	local t

	head_of "$OUT/entropy.tsv" 'T[K]' samples S sd S_error n
	for t in $ENSEMBLE; do
		barriers 'if ($1 == '"$t"') print $2, $8' >"$OUT/ensemble.part"
		awk -F '\t' -v OFS='\t' '
			FNR == NR { if (FNR > 1) n[$1]++; next }
			FNR == 1 { for (s in n) if (!m || n[s] < m) m = n[s]; print; next }
			k[$1]++ < m' "$OUT/ensemble.part" "$OUT/ensemble.part" |
			shannon -q -c barrier -w "$WIDTH" --by group -B "$BOOTSTRAP" - | by_group |
			awk -F '\t' -v OFS='\t' -v t="$t" '
				{ n++; s += $7; q += $7*$7; e += $6; m = $2 }
				END { v = n > 1 ? (q - s*s/n)/(n - 1) : 0; print t, n, s/n, sqrt(v > 0 ? v : 0), e/n, m }'
	done
	rm "$OUT/ensemble.part"
}

widths() {
	local w

	head_of "$OUT/events.tsv" 'T[K]' 'width[eV]' S S_error S_mm differential spacing spacing_error
	for w in $WIDTHS; do
		barriers 'print $1, $8' | shannon -q -c barrier -w "$w" --by group -B "$BOOTSTRAP" - | by_group
	done | awk -F '\t' -v OFS='\t' '{ print $1, $4, $5, $6, $7, $11, $12, $13 }' | sort -s -g -k1,1
}

# How much higher the barrier stands where the largest force first fell below 0.05 eV/A than where the saddle has
# converged, all atoms being mobile; and when all atoms beyond the region of the search are held, in the other searches.
tolerance() {
	head_of "$OUT/regions.tsv" what 'difference[eV]' F
	rows "$OUT/regions.tsv" | awk -F '\t' -v r="${REGIONS##* }" '$1 == r && $4 == 1 { print $8 - $7 }' | distribution force
	rows "$OUT/events.tsv" | awk -F '\t' '$5 == 1 && $10 != "nan" { print $10 - $8 }' | distribution region
}

# The cumulative distribution of the lines of stdin: distribution NAME
distribution() {
	sort -g | awk -v name="$1" '{ x[NR] = $1 } END { for (k = 1; k <= NR; k++) print name "\t" x[k] "\t" k/NR }'
}

# ---- regions of different size ----

regions() {
	local r k

	head_of "$OUT/regions/${REGIONS%% *}.1.tsv" R $COLUMNS
	for r in $REGIONS; do for ((k = 1; k <= REGION_SHARDS; k++)); do
		attempts "$OUT/regions/$r.$k.tsv" | awk -v r="$r" '{ print r "\t" $0 }'
	done; done
}

# Barriers of a region, ascending.
region() {
	rows "$OUT/regions.tsv" | awk -F '\t' -v r="$1" '$1 == r && $4 == 1 { print $7 }' | sort -g
}

cumulative() {
	local r

	head_of "$OUT/regions.tsv" R 'barrier[eV]' F
	for r in $REGIONS; do
		region "$r" | distribution "$r"
	done
}

regionspectra() {
	local r

	head_of "$OUT/regions.tsv" R 'barrier[eV]' 'density[1/eV]'
	for r in $REGIONS; do
		{ echo barrier; region "$r"; } | histo -q -c barrier -w "$WIDE" --range "0:$REACH" - >"$OUT/region.part"
		columns "$OUT/region.part" centre density | awk -v r="$r" '{ print r "\t" $0 }'
	done
	rm "$OUT/region.part"
}

# The two-sample statistic of Kolmogorov and Smirnov against the search with all atoms, and how often chance
# makes it as large (Stephens, J. R. Stat. Soc. B 32, 115, 1970); seconds of the processor.
ks() {
	local r

	head_of "$OUT/regions.tsv" R attempts connected 'median[eV]' 'mean[eV]' 'low' ks p 'seconds[s]'
	for r in $REGIONS; do
		awk -F '\t' -v OFS='\t' -v r="$r" -v ref="${REGIONS##* }" -v seconds="$(took x "$OUT"/regions/"$r".*.log | cut -f 4)" '
			/^#/ || !head { if (!/^#/) head = 1; next }
			$1 == r { attempts++ }
			$4 == 1 { if ($1 == r) a[++n] = $7; if ($1 == ref) b[++m] = $7 }
			function sort(x, n,	i, j, t) {
				for (i = 2; i <= n; i++) { t = x[i]; for (j = i - 1; j > 0 && x[j] > t; j--) x[j + 1] = x[j]; x[j + 1] = t } }
			END {
				sort(a, n); sort(b, m)
				for (i = j = 0; i < n && j < m; ) {
					x = a[i + 1] < b[j + 1] ? a[i + 1] : b[j + 1]
					while (i < n && a[i + 1] <= x) i++
					while (j < m && b[j + 1] <= x) j++
					d = i/n - j/m; if (d < 0) d = -d; if (d > most) most = d }
				ne = sqrt(n*m/(n + m)); l = (ne + 0.12 + 0.11/ne)*most
				if (l < 0.2) p = 1; else for (k = 1; k <= 100; k++) p += 2*(k % 2 ? 1 : -1)*exp(-2*k*k*l*l)
				for (k = 1; k <= n; k++) { sum += a[k]; low += a[k] < 0.1 }
				med = n % 2 ? a[(n + 1)/2] : (a[n/2] + a[n/2 + 1])/2
				print r, attempts, n, med, sum/n, low/n, most + 0, p, seconds }' "$OUT/regions.tsv"
	done
}

# ---- chains ----

chains_done() {
	local t a

	for t in $CHAIN_AT; do for a in $ACCEPT; do echo "$t $a"; done; done
}

# A number that disconnect prints in front of a chain's tree: told T ACCEPT NAME
told() { awk -v n="$3" '$1 == "#" && $2 == n { print $3 }' "$(tree "$1" "$2")"; }
tree() { echo "$OUT/chains/$FIRST.$1.$2.tree.tsv"; }

# The lines of the graphs of figure 7, from every node up and across to the merge above it: a block each, named
# before it.
trees() {
	local t a

	head_of "$(tree "${CHAIN_AT%% *}" "${ACCEPT%% *}")" x 'energy[meV/atom]'
	while read -r t a; do
		echo "# $t K, $a"
		columns "$(tree "$t" "$a")" parent energy x |
			awk -F '\t' -v OFS='\t' -v low="$(told "$t" "$a" lowest)" -v atoms="$(told "$t" "$a" atoms)" '
			{ up[NR - 1] = $1; e[NR - 1] = 1e3*($2 - low)/atoms; x[NR - 1] = $3 }
			END { for (k = 0; k < NR; k++) if (up[k] >= 0)
				printf "%s\t%s\n%s\t%s\n%s\t%s\n\n", x[k], e[k], x[k], e[up[k]], x[up[k]], e[up[k]] }'
		printf '\n\n'
	done < <(chains_done)
}

depths() {
	local t a n

	head_of "$(tree "${CHAIN_AT%% *}" "${ACCEPT%% *}")" 'T[K]' accept events minima 'depth[eV]' 'depth_per_atom[eV]' atoms |
		grep -v '^# [a-z_]* [-0-9]'
	while read -r t a; do
		printf '%s\t%s\t%d' "$t" "$a" $(($(told "$t" "$a" rows) - $(told "$t" "$a" not_connected)))
		for n in minima depth depth_per_atom atoms; do printf '\t%s' "$(told "$t" "$a" "$n")"; done
		echo
	done < <(chains_done)
}

# ---- what it took ----

# Attempts, events and CPU seconds of the searches, from their logs.
rate() {
	local k

	echo "# CPU seconds of one core, as artn prints them"
	printf 'what\tattempts\tconnected\tseconds[s]\tevents_per_second[1/s]\n'
	for k in $TEMPERATURES; do took "$k K" "$OUT"/events/*."$k".*.log; done
	for k in $CHAIN_AT; do took "chains, $k K" "$OUT"/chains/"$FIRST.$k".*.log; done
	for k in $REGIONS; do took "region $k" "$OUT"/regions/"$k".*.log; done
}

took() {
	cat "${@:2}" | awk -v what="$1" '/ attempts: / {
			for (k = 1; k < NF; k++) {
				if ($(k + 1) == "attempts:") a += $k
				if ($(k + 1) == "connected,") c += $k
				if ($(k + 1) == "CPU") s += $k } }
		END { printf "%s\t%d\t%d\t%.6g\t%.4g\n", what, a, c, s, (s > 0 ? c/s : 0) }'
}

# ---- figure 4 ----

# The mean barrier around the atoms of a slab of the first sample: map T
map() {
	rows "$OUT/events.tsv" | awk -F '\t' -v OFS='\t' -v t="$1" -v s="$FIRST" '
		BEGIN { print "center", "connected", "barrier" }
		$1 == t && $2 == s { print $3, $5, $8 }' >"$OUT/map.part"
	heat-map -q --events "$OUT/map.part" --value mean --thickness "$SLAB" -T 300 "$(minimum "$FIRST.$1")"
	rm "$OUT/map.part"
}

# A block for each temperature, as gnuplot counts them.
maps() {
	local t

	for t in $SLAB_AT; do
		echo "# $t K"
		map "$t"
		printf '\n\n'
	done
}

# How much of the slab is below the barrier that is passed in 100 s at 300 K.
critical() {
	local t

	head_of "$OUT/events.tsv" 'T[K]' 'barrier[eV]' below largest atoms
	for t in $SLAB_AT; do
		map "$t" | awk -v t="$t" '
			/^# atoms in the slab/ { sub(/,/, "", $6); n = $6 - $NF }
			/^# threshold/ { q = $3 }
			/^# below/ { p = $3; sub(/,/, "", $9); big = $9 }
			END { print t "\t" q "\t" p "\t" big "\t" n }'
	done
}
