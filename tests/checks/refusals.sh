#!/bin/sh
# Each sentence with which the database refuses a person (refuse_proposal(), or
# an error YF...) stands among refusals[] of lib/job/job_propose.c, so that it
# is translated; and nothing stands there that no migration says.
set -eu
code=lib/job/job_propose.c
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# The literals of a statement that people read: what is raised and its hint,
# what refuse_proposal() gets, also from its case.
LC_ALL=C awk '
function say(text) {
	gsub(/\001/, "\047", text)
	gsub(/\002/, ";", text)
	if (text != "%")
		print text
}
function literals(statement, before,    word) {
	while (match(statement, before "[ \t]*\047[^\047]*\047")) {
		word = substr(statement, RSTART, RLENGTH)
		statement = substr(statement, RSTART + RLENGTH)
		sub(/^[^\047]*\047/, "", word)
		say(substr(word, 1, length(word) - 1))
	}
}
{
	sub(/--.*/, "")
	gsub(/\047\047/, "\001")
	all = all " " $0
}
END {
	# A semicolon in a text ends no statement.
	count = split(all, pieces, "\047")
	all = pieces[1]
	for (i = 2; i <= count; i++) {
		if (i % 2 == 0)
			gsub(/;/, "\002", pieces[i])
		all = all "\047" pieces[i]
	}
	count = split(all, statements, ";")
	for (i = 1; i <= count; i++) {
		s = statements[i]
		if (match(s, /refuse_proposal *\(/)) {
			s = substr(s, RSTART)
			literals(s, "refuse_proposal *\\(")
			literals(s, "[ \t]then")
			literals(s, "[ \t]else")
		} else if (s ~ /errcode *= *\047YF/) {
			literals(s, "raise +exception")
			literals(s, "hint *=")
		}
	}
}' sql/migrations/*.sql | LC_ALL=C sort -u > "$work/raised"

# The entries of refusals[]; a text may be in several pieces.
LC_ALL=C awk '
/refusals\[\] = \{/ { inside = 1; next }
inside && /^\};/ { exit }
inside { all = all $0 }
END {
	gsub(/"[ \t]*"/, "", all)
	while (match(all, /N_\("[^"]*"\)/)) {
		print substr(all, RSTART + 4, RLENGTH - 6)
		all = substr(all, RSTART + RLENGTH)
	}
}' "$code" | LC_ALL=C sort -u > "$work/known"

LC_ALL=C comm -23 "$work/raised" "$work/known" > "$work/unknown"
LC_ALL=C comm -13 "$work/raised" "$work/known" > "$work/unused"
while IFS= read -r text; do
	echo "$code: refusals[] lacks \"$text\""
	bad=1
done < "$work/unknown"
while IFS= read -r text; do
	echo "$code: no migration says \"$text\""
	bad=1
done < "$work/unused"
count=$(wc -l < "$work/raised")
[ "$count" -gt 0 ] || bad=1
echo "= $count sentences"
exit $bad
