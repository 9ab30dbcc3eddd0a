#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Mechanical spectroscopy of a sample at one period: spectra.sh SYSTEM_STATE_SEED_PERIOD -> OUT/spectra/NAME.tsv,
# and the stress against time in NAME.series.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
split "$1"
file=$OUT/spectra/$1
export OMP_NUM_THREADS=1

once "$file.tsv" oscillate -q --table --period "$period" --amplitude "$(of AMPLITUDE "$system")" --cycles "$(of CYCLES "$system")" \
	--skip "$(of SKIP "$system")" --series "$file.series.tsv" "$OUT/samples/${system}_${state}_$seed.tgz"
