# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of this study share.  A sample is SYSTEM_STATE_SEED, a state T or T@P.
. "$here/../common/names.sh"

# The systems that are run.
running() { awk -F '\t' '$3 == "run" { print $1 }' "$OUT/systems.tsv"; }

# The potential that was found: spec SYSTEM
spec() { awk -F '\t' -v m="$1" '$1 == m { print $4 }' "$OUT/systems.tsv"; }

# STATE of each entry T[@P][:EQUIL[:PERIODS]] of STATES: states SYSTEM
states() { of STATES "$1" | tr -s ' ' '\n' | sed 's/:.*//; /^$/d'; }

# How long a state is held, and its periods: equil SYSTEM STATE; periods SYSTEM STATE
entry() { of STATES "$1" | tr -s ' ' '\n' | awk -F : -v s="$2" -v k="$3" '$1 == s { print $k }'; }
equil() { local t; t=$(entry "$1" "$2" 2); echo "${t:-$(of EQUIL "$1")}"; }
periods() { local t; t=$(entry "$1" "$2" 3); echo "${t:-$(of PERIODS "$1")}" | tr ',' ' '; }

# SYSTEM_STATE_SEED of all systems that are run
samples() {
	local m t s

	for m in $(running); do for t in $(states "$m"); do for s in $(of SEEDS "$m"); do
		echo "${m}_${t}_$s"
	done; done; done
}

# Variables system, state, temperature, pressure, seed, period of a name: split NAME
split() {
	IFS=_ read -r system state seed period <<<"$1"
	temperature=${state%@*} pressure=0
	[ "$state" = "$temperature" ] || pressure=${state#*@}
}

# Option --dt, when there is a time step for this system.
step() { local dt; dt=$(of DT "$1"); echo "${dt:+--dt $dt}"; }

# Lags in frames of a list of times: lags EVERY TIME ...
lags() {
	awk 'BEGIN { for (k = 2; k < ARGC; k++) { n = ARGV[k]/ARGV[1]; m = int(n + 0.5)
			if (m < 1 || n - m > 1e-6*n || m - n > 1e-6*n) {
				print "t_w = " ARGV[k] " is no multiple of EVERY = " ARGV[1] >"/dev/stderr"; exit 1 }
			printf "%s%d", (k > 2) ? "," : "", m }
		print "" }' "$@"
}
