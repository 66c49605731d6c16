#!/bin/sh
# Every message is translated: none missing, fuzzy or with another format
# than its original, and the notes' arguments (%1 to %9) are all there.
# usage: tests/checks/po.sh     (from the root of the project; B: the build)
set -eu
b=${B:-build}
make -s B="$b" "$b/yifen.pot"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
for po in cmd/po/*.po; do
	msgmerge --quiet --no-fuzzy-matching "$po" "$b/yifen.pot" \
		-o "$work/all.po"
	msgfmt -c -o /dev/null "$work/all.po" || bad=1
	for what in untranslated only-fuzzy; do
		msgattrib --$what --no-obsolete --no-wrap "$work/all.po" |
			sed -n '/^#/d; /^msgid ""$/d; s/^msgid /'"$what"': /p' \
			> "$work/$what"
		if [ -s "$work/$what" ]; then
			sed "s|^|$po: |" "$work/$what"
			bad=1
		fi
	done
	msgattrib --translated --no-obsolete --no-wrap "$work/all.po" |
	awk -v po="$po" '
	function arguments(text,    i, set) {
		for (i = 1; i <= 9; i++)
			if (index(text, "%" i))
				set = set i
		return set
	}
	function check() {
		# Those of printf are compared by msgfmt.
		if (!c && msgstr != "" && arguments(msgid) != arguments(msgstr)) {
			printf "%s: other arguments: %s\n", po, msgid
			bad = 1
		}
		c = 0
		msgid = msgstr = ""
	}
	/^#,.* c-format/ { c = 1 }
	/^msgid / { into = 1 }
	/^msgstr/ { into = 2 }
	/^$/ { check() }
	/"/ {
		if (into == 1)
			msgid = msgid $0
		else
			msgstr = msgstr $0
	}
	END { check(); exit bad }' || bad=1
done
exit $bad
