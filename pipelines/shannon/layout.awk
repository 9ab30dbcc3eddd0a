# SPDX-License-Identifier: GPL-3.0-or-later
# Lines of a disconnectivity graph from the table of disconnect: x, energy per atom above the lowest minimum
# [meV], lines apart by empty rows.  A superbasin has a slot as wide as it has minima and its lowest one a straight stem;
# the other parts stand by turns on its two sides.  Wants -v atoms=N.

BEGIN { FS = OFS = "\t" }

/^#/ || $1 == "node" { next }

{
	n = $1 + 1
	parent[$1] = $2; count[$1] = $3; energy[$1] = $5
	if ($3 == 1)
		of[$4] = $5
	low[$1] = of[$4]
	if (NR == 1 || low[$1] < floor || floor == "")
		floor = low[$1]
	if ($2 >= 0)
		child[$2, ++children[$2]] = $1
}

function height(e) { return 1e3*(e - floor)/atoms }

# the children of a merge, the deepest first
function order(p,	i, j, c) {
	for (i = 2; i <= children[p]; i++) {
		c = child[p, i]
		for (j = i - 1; j > 0 && low[child[p, j]] > low[c]; j--)
			child[p, j + 1] = child[p, j]
		child[p, j + 1] = c
	}
}

END {
	for (k = n - 1; k >= 0; k--) {		# parents before their children
		if (parent[k] < 0) {
			at[k] = next_root + 0
			next_root += count[k]
			turn[k] = 0
		}
		if (!children[k]) {
			x[k] = at[k] + 0.5
			continue
		}
		order(k)
		left = at[k]
		right = at[k] + count[k]
		for (i = children[k]; i >= 1; i--) {
			c = child[k, i]
			turn[c] = !turn[k]
			if ((i + turn[k]) % 2) {
				at[c] = left
				left += count[c]
			} else {
				right -= count[c]
				at[c] = right
			}
		}
	}
	for (k = 0; k < n; k++)			# children before their parents
		if (children[k])
			x[k] = x[child[k, 1]]
	for (k = 0; k < n; k++) {
		if (parent[k] >= 0)
			print x[k], height(energy[k]) "\n" x[k] OFS height(energy[parent[k]]) "\n" x[parent[k]] OFS height(energy[parent[k]]) "\n"
		else if (children[k])
			print x[k], height(energy[k]) "\n" x[k], 1.03*height(energy[k]) "\n"
	}
}
