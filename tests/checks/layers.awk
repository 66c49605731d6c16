# Fail for an #include that docs/architecture.md does not allow.
#
#	awk -f layers.awk docs/architecture.md FILE...
#
# Its two tables are the rule; nothing of them is repeated here.  The first
# has a row for each layer with the layers, or single headers, that it may
# include; the second a row for each third-party header (or folder of them)
# with the only files that may.  A folder in a layer is a room: its files do
# not include those of the room beside it.

function fault(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }

# The words between backticks of a table's cell, blanks between.
function words(cell,    out) {
	while (match(cell, /`[^`]+`/)) {
		out = out " " substr(cell, RSTART + 1, RLENGTH - 2)
		cell = substr(cell, RSTART + RLENGTH)
	}
	return out " "
}

function layer_of(path,    part) {
	split(path, part, "/")
	return part[1] == "lib" ? part[2] : part[1]
}

# lib/LAYER/ROOM/FILE: its room.
function room_of(path,    part) {
	return split(path, part, "/") > 3 ? part[3] : ""
}

FILENAME ~ /\.md$/ {
	if (/^#/)
		table = /layer may include/ ? "layers" : \
			/third-party header lives/ ? "headers" : ""
	if (table == "" || !/^\| *`/)
		next
	split($0, cell, "|")
	name = words(cell[2])
	gsub(/ /, "", name)
	if (table == "layers") {
		may[name] = words(cell[3])
		layers++
	} else {
		gsub(/[<>]/, "", name)
		only[name] = words(cell[3])
		fences++
	}
	next
}

FNR == 1 {
	if (layers == 0 || fences == 0) {
		print "docs/architecture.md: a table is missing"
		exit bad = 1
	}
	layer = layer_of(FILENAME)
	if (!(layer in may))
		fault("docs/architecture.md has no layer " layer)
}

/^#include "[a-z_]+\// {
	split($2, q, "\"")
	other = layer_of("lib/" q[2])
	if (other != layer && !index(may[layer], " " other " ") &&
		!index(may[layer], " " q[2] " "))
		fault(layer " may not include " q[2])
	room = room_of(FILENAME)
	beside = room_of("lib/" q[2])
	if (other == layer && room != "" && beside != "" && room != beside)
		fault("the room " room " may not include " q[2])
}

/^#include </ {
	split($2, q, /[<>]/)
	for (h in only)
		if (index(q[2], h) == 1 && !index(only[h], " " FILENAME " "))
			fault("<" q[2] "> belongs to" only[h])
}

END { exit bad }
