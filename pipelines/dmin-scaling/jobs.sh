#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The jobs of a stage, a line each: jobs.sh samples|streams|spectra [K/N]
# With K/N every N-th of them from the K-th on.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

streams() { samples; }

# the longest of a sample first
spectra() {
	local name t

	for name in $(samples); do
		split "$name"
		for t in $(periods "$system" "$state" | tr ' ' '\n' | sort -gr); do echo "${name}_$t"; done
	done
}

"$1" | part "${2:-1/1}"
