#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Bash completion for `glassworks`, made from what the programs say of their
# options: completion.sh PROGRAM... >glassworks.bash (build time).
set -eu

cat <<'END'
# bash completion for glassworks; made at build time, not to be edited

END

printf '__glassworks_programs="'
for t; do printf '%s ' "${t##*/}"; done
printf '"\n\n'

# options: name of the option:kind of its value:words, one item per option
printf '__glassworks_options() {\n\tcase $1 in\n'
for t; do
	"$t" --list-options | awk -F '\t' -v name="${t##*/}" '
		BEGIN { printf "\t%s) echo \"", name }
		{ gsub(/\|/, ",", $4)
		  v = $3 == "word" ? $4 : ""
		  printf "--%s:%s:%s ", $1, $3, v
		  if ($2 != "-") printf "-%s:%s:%s ", $2, $3, v }
		END { print "\" ;;" }'
done
printf '\tesac\n}\n\n'

cat <<'END'
# What may follow: the words of the option before, files, or options.
_glassworks() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	local program=${COMP_WORDS[1]-} item kind=none words= names=

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "$__glassworks_programs help --help --version --exec-path" -- "$cur"))
		return
	fi
	if [ "$program" = help ]; then
		COMPREPLY=($(compgen -W "$__glassworks_programs stream glassworks" -- "$cur"))
		return
	fi
	for item in $(__glassworks_options "$program"); do
		names="$names ${item%%:*}"
		if [ "${item%%:*}" = "$prev" ]; then
			kind=${item#*:} words=${kind#*:} kind=${kind%%:*}
		fi
	done
	case $kind in
	word)	COMPREPLY=($(compgen -W "${words//,/ }" -- "$cur")) ;;
	none|flag)
		if [ "${cur:0:1}" = - ]; then
			COMPREPLY=($(compgen -W "$names" -- "$cur"))
		else
			compopt -o filenames 2>/dev/null
			COMPREPLY=($(compgen -f -- "$cur"))
		fi ;;
	file|string)
		compopt -o filenames 2>/dev/null
		COMPREPLY=($(compgen -f -- "$cur")) ;;
	esac
}

complete -F _glassworks glassworks
END
