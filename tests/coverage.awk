# Reads what gcov -b -c -t prints of some files; says for each how much of its
# lines and branches was reached, and what was not.
#
# An excuse stands behind the code of its line, or alone before it:
#
#	/* uncovered: REASON */
#
# One without a reason is a fault, and so is one on a line that is reached.
#
# -v quiet=1: only the faults and the sum.

function fault(line, text)
{
	faults[++fault_count] = file ":" line ": " text
}

function close_line()
{
	if (!counted)
		return
	if (missed != "" && !excused)
		fault(line, missed)
	if (missed == "" && excused)
		fault(line, "is reached, and has an excuse")
	excuses += excused
	counted = excused = 0
	missed = ""
}

function close_file()
{
	close_line()
	if (waiting)
		fault(line, "an excuse without a line of code")
	waiting = in_excuse = 0
	if (file != "" && !quiet)
		printf "%-28s %4d of %4d lines %4d of %4d branches\n", file,
			lines_hit, lines, branches_hit, branches
	sum_lines += lines; sum_lines_hit += lines_hit
	sum_branches += branches; sum_branches_hit += branches_hit
	lines = lines_hit = branches = branches_hit = 0
}

function excuse_of(text,    reason)
{
	reason = text
	sub(/.*\/\* uncovered: */, "", reason)
	sub(/ *\*\/.*/, "", reason)
	if (reason == "")
		fault(line, "an excuse without a reason")
}

# COUNT: LINE:SOURCE, where COUNT is - for what is no code.
/^ *[^ :]+: *[0-9]+:/ {
	at = index($0, ":")
	count = substr($0, 1, at - 1)
	rest = substr($0, at + 1)
	at = index(rest, ":")
	number = substr(rest, 1, at - 1) + 0
	text = substr(rest, at + 1)
	if (number == 0) {
		if (sub(/^Source:/, "", text)) {
			close_file()
			file = text
			files++
		}
		next
	}
	close_line()
	line = number
	gsub(/ /, "", count)
	if (in_excuse) {
		in_excuse = text !~ /\*\//
		next
	}
	if (text ~ /^[ \t]*\/\* uncovered:/) {
		excuse_of(text)
		waiting = 1
		in_excuse = text !~ /\*\//
		next
	}
	if (text ~ /\/\* uncovered:/) {
		excuse_of(text)
		excused = 1
	}
	if (count == "-") {
		if (excused)
			fault(line, "an excuse without a line of code")
		excused = 0
		next
	}
	if (waiting)
		excused = 1
	waiting = 0
	counted = 1
	lines++
	if (count ~ /^[#=%]/)
		missed = "is never reached"
	else
		lines_hit++
	next
}

/^branch / {
	branches++
	if ($3 == "taken" && $4 > 0)
		branches_hit++
	else if (missed == "")
		missed = "branch " $2 " is never taken"
	else if (missed ~ /^branch/)
		missed = missed ", nor " $2
}

END {
	close_file()
	for (i = 1; i <= fault_count; i++)
		print faults[i]
	printf "= %d of %d lines and %d of %d branches of %d files, " \
		"%d lines excused\n", sum_lines_hit, sum_lines,
		sum_branches_hit, sum_branches, files, excuses
	exit fault_count > 0 || files == 0
}
