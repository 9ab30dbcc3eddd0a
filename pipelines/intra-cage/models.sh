# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts of this study share: names of groups.

METAL=mg-fast SLOW=mg-slow PAIR=ka-fast
. "$here/../common/names.sh"

# GROUP.SEED of all groups: names "GROUPS"
names() {
	local g s

	for g in $1; do for s in $SEEDS; do echo "$g.$s"; done; done
}
