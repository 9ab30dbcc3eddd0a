#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A run in equilibrium, and what its configurations say: streams.sh SYSTEM_STATE_SEED
#	OUT/streams/NAME.tgz		inherent structures, one each EVERY
#	NAME.is.tsv, NAME.direct.tsv	D_min of all pairs that are one of the periods apart: of these, of the run itself
#	NAME.msd.tsv, NAME.isf.tsv	mean square displacement, F_s(q,t)
#	NAME.energy.tsv			energies of the inherent structures
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
split "$1"
file=$OUT/streams/$1
export OMP_NUM_THREADS=1
every=$(of EVERY "$system")
lags=$(lags "$every" $(periods "$system" "$state"))

run() { anneal -q --ensemble nvt --hold "$(of RUN "$system")" --every "$every" "$OUT/samples/$1.tgz"; }
inherent() { minimize -q --ftol "$(of FTOL "$system")" "$file.run.tgz"; }
matched() { dmin-match -q --lags "$lags" "$1"; }

[ ! -e "$file.tgz" ] || exit 0
once "$file.run.tgz" run "$1"
once "$file.minima.tgz" inherent
once "$file.energy.tsv" tab -q time energy natoms "$file.minima.tgz"
once "$file.is.tsv" matched "$file.minima.tgz"
once "$file.direct.tsv" matched "$file.run.tgz"
once "$file.msd.tsv" msd -q "$file.run.tgz"
once "$file.isf.tsv" isf -q "$file.run.tgz"
mv "$file.minima.tgz" "$file.tgz"
rm "$file.run.tgz"
