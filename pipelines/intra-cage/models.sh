# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of this study share: names of groups.

METAL=mg-fast SLOW=mg-slow PAIR=ka-fast
. "$here/../common/once.sh"
. "$here/../common/tables.sh"

# A setting of a model or of a group: of RATE mg-fast is $RATE_mg_fast.
of() { local v=$1_${2//-/_}; echo "${!v-}"; }

# GROUP.SEED of all groups: names "GROUPS"
names() {
	local g s

	for g in $1; do for s in $SEEDS; do echo "$g.$s"; done; done
}
