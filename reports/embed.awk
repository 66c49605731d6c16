# Embeds the definitions of the reports into the program
# (lib/report/definition.h) with the style of their pages, and what Chinese
# readers see into a catalogue.
#
#	LC_ALL=C awk -v code=reports.c -v catalogue=reports.po \
#		-f reports/embed.awk reports/style.css reports/*/report.def
#
# What is malformed stops the build with FILE:LINE: message.

BEGIN {
	split("text int fen day note", t, " ")
	for (i in t)
		known[t[i]] = "COLUMN_" toupper(t[i])
	print "/* Generated from reports; edit those. */" > code
	print "#include \"base/i18n.h\"\n#include \"report/definition.h\"" > code
	print "#include \"sqlbook.h\"\n" > code
	print "msgid \"\"\nmsgstr \"Content-Type: text/plain; " \
		"charset=UTF-8\\n\"\n" > catalogue
	for (i = 1; i < ARGC; i++)
		if (ARGV[i] ~ /\.css$/)
			style(ARGV[i])
		else
			definition(ARGV[i])
	print "const struct report reports[] = {" > code
	for (i = 1; i <= made; i++)
		print rows[i] > code
	print "\t{ .name = NULL },\n};" > code
	exit 0
}

function die(what)
{
	printf "%s:%d: %s\n", file, number, what > "/dev/stderr"
	exit 1
}

# The style of every page.
function style(path,    line)
{
	print "const char report_style[] =" > code
	while ((getline line < path) > 0)
		print "\t" quoted(line) "\"\\n\"" > code
	close(path)
	print "\t\"\";\n" > code
}

function quoted(text)
{
	gsub(/\\/, "&&", text)
	gsub(/"/, "\\\"", text)
	return "\"" text "\""
}

# "ENGLISH | CHINESE": the English; the Chinese goes to the catalogue.
function titled(text,    at, english, chinese)
{
	at = index(text, " | ")
	if (at == 0)
		die("write \"ENGLISH | CHINESE\"")
	english = substr(text, 1, at - 1)
	chinese = substr(text, at + 3)
	if (english in said && said[english] != chinese)
		die(quoted(english) " is " quoted(said[english]) " elsewhere")
	if (!(english in said))
		printf "msgid %s\nmsgstr %s\n\n", quoted(english),
			quoted(chinese) > catalogue
	said[english] = chinese
	return "N_(" quoted(english) ")"
}

function column_of(name)
{
	if (!(name in place))
		die("there is no column " name)
	return place[name]
}

function add_column(name, type, title)
{
	if (name in place)
		die("the column " name " is there twice")
	if (!(type in known))
		die("a type is text, int, fen, day or note")
	place[name] = count++
	kind[name] = type
	columns = columns "\t{ " quoted(name) ", " titled(title) ", " \
		known[type] " },\n"
}

function number_of(name)
{
	column_of(name)
	if (kind[name] != "int" && kind[name] != "fen")
		die(name " is no number")
	return place[name]
}

function add_chart(words, title,    part, value, n, i)
{
	if (split(words, part, " ") != 3 || part[1] !~ /^(bar|line)$/)
		die("write \"chart<TAB>bar|line BY VALUE[,VALUE]\"")
	n = split(part[3], value, ",")
	if (n > 4)
		die("a chart shows at most 4 columns")
	charts = charts "\t{ CHART_" toupper(part[1]) ", " titled(title) \
		", " column_of(part[2]) ", {"
	for (i = 1; i <= n; i++)
		charts = charts (i > 1 ? ", " : " ") number_of(value[i])
	charts = charts " }, " n " },\n"
	chart_count++
}

function begin_definition()
{
	split("", place)
	split("", kind)
	split("", added)
	title = about = query = columns = charts = ""
	count = chart_count = number = 0
	name = file
	sub(/\/report\.def$/, "", name)
	sub(/.*\//, "", name)
}

function read_line(line,    part, n, i, word)
{
	if (line ~ /^(#|$)/)
		return
	n = split(line, part, /\t+/)
	if (part[1] == "title")
		title = titled(part[2])
	else if (part[1] == "about")
		about = titled(part[2])
	else if (part[1] == "query")
		query = part[2]
	else if (part[1] == "column" && split(part[2], word, " ") == 2)
		add_column(word[1], word[2], part[n])
	else if (part[1] == "total") {
		n = split(part[2], word, " ")
		for (i = 1; i <= n; i++)
			added[number_of(word[i])] = 1
	} else if (part[1] == "chart")
		add_chart(part[2], part[n])
	else
		die("not understood: " line)
}

function definition(path,    line, id, i, totals)
{
	file = path
	begin_definition()
	while ((getline line < file) > 0) {
		number++
		read_line(line)
	}
	close(file)
	if (title == "" || about == "" || query == "" || count == 0)
		die("it needs a title, about, query and columns")
	id = name
	gsub(/-/, "_", id)
	for (i = 0; i < count; i++)
		totals = totals (i % 8 == 0 ? "\n\t" : " ") \
			(i in added ? "true," : "false,")
	print "static const struct column " id "_columns[] = {\n" columns \
		"};\n\nstatic const bool " id "_totals[] = {" totals \
		"\n};\n" > code
	if (chart_count > 0)
		print "static const struct chart " id "_charts[] = {\n" \
			charts "};\n" > code
	rows[++made] = "\t{ .name = " quoted(name) ",\n\t\t.title = " title \
		",\n\t\t.about = " about ",\n\t\t.query = SQL_REPORT_" \
		toupper(query) ",\n\t\t.columns = " id "_columns,\n" \
		"\t\t.totals = " id "_totals,\n\t\t.count = " count \
		(chart_count > 0 ? ",\n\t\t.charts = " id "_charts,\n" \
		"\t\t.chart_count = " chart_count : "") " },"
}
