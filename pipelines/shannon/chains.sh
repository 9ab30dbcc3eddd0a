#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Successive events, each from where the last one ended: chains.sh SEED.T.always|metropolis
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
mode=${1##*.} config=${1%.*}
file=$OUT/chains/$1
export OMP_NUM_THREADS=1

[ "$mode" != metropolis ] || mode=metropolis:${config##*.}
search $ARTN --chain "$CHAIN" --accept "$mode" --seed "${config%.*}" "$(minimum "$config")"
once "$file.tree.tsv" disconnect -q "$file.tgz"
