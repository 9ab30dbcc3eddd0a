# SPDX-License-Identifier: GPL-3.0-or-later
# once FILE COMMAND ...: FILE gets what the command prints, if it is not there yet, and its name when the command
# has succeeded.  (A program that a signal stops closes its own output well and exits with 75.)
once() {
	[ ! -e "$1" ] || return 0
	"${@:2}" >"$1.part"
	mv "$1.part" "$1"
}
