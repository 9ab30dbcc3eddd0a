# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of a study begin with; $here is the study's directory.
. "$here/../common/once.sh"
. "$here/../common/tables.sh"

# A setting of a model or of a group, else that of all: of RATE mg-fast is $RATE_mg_fast, else $RATE.
of() { local v=$1_${2//-/_}; echo "${!v-${!1-}}"; }

# Is WORD in LIST?  among WORD LIST
among() { [[ " $2 " == *" $1 "* ]]; }

# Number of atoms of a stream's first frame.
atoms_of() { tab -q natoms "$1" | rows | sed -n 1p; }

# Of the lines of stdin every N-th from the K-th on: part K/N
part() { awk -v k="${1%/*}" -v n="${1#*/}" '(NR - k) % n == 0'; }
