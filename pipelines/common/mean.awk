# SPDX-License-Identifier: GPL-3.0-or-later
# Means over samples: tables with the same header, rows joined by their first
# column.  Each other column is divided by the number of atoms and gives a mean
# and its standard error:  awk -v atoms=N -v names='T[K] V[A^3] ...' -f mean.awk TSV...
# The first column of the output is the mean of the second column of the input
# (the temperature that the samples had), or the first itself when -v key=1.

BEGIN {
	FS = "\t"
	count = split(names, name, " ")
}

/^#/ { next }

FNR == 1 || $1 !~ /^[-+0-9.]/ { next }

{
	k = $1
	if (!(k in n))
		order[++rows] = k
	n[k]++
	for (c = 2; c <= NF; c++) {
		x = $c
		if (c > 2 || key)
			x /= atoms
		sum[k, c] += x
		sum2[k, c] += x*x
	}
	columns = NF
}

END {
	printf "%s", name[1]
	for (c = 2; c <= count; c++) {
		unit = name[c]
		sub(/.*\[/, "[", unit)
		short = name[c]
		sub(/\[.*/, "", short)
		printf "\t%s\t%s_error%s", name[c], short, unit
	}
	print ""
	for (i = 1; i <= rows; i++) {
		k = order[i]
		printf "%.10g", key ? k : sum[k, 2]/n[k]
		for (c = key ? 2 : 3; c <= columns; c++) {
			m = sum[k, c]/n[k]
			v = sum2[k, c]/n[k] - m*m
			e = (n[k] > 1 && v > 0) ? sqrt(v/(n[k] - 1)) : 0
			printf "\t%.10g\t%.3g", m, e
		}
		print ""
	}
}
