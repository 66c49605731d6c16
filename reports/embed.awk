# Embeds the definitions of the reports into the program
# (lib/report/definition.h) with the style of their pages, and what Chinese
# readers see into a catalogue.
#
#	LC_ALL=C awk -v code=reports.c -v catalogue=reports.po \
#		-f reports/embed.awk reports/style.css reports/*/report.def \
#		reports/*/page.html
#
# What is malformed stops the build with FILE:LINE: message.

BEGIN {
	split("text int fen day note", t, " ")
	for (i in t)
		known[t[i]] = "COLUMN_" toupper(t[i])
	sources["pending"] = "REPORT_PENDING"
	sources["overdue"] = "REPORT_OVERDUE"
	print "/* Generated from reports; edit those. */" > code
	print "#include \"base/i18n.h\"\n#include \"report/definition.h\"" > code
	print "#include \"sqlbook.h\"\n" > code
	print "msgid \"\"\nmsgstr \"Content-Type: text/plain; " \
		"charset=UTF-8\\n\"\n" > catalogue
	for (i = 1; i < ARGC; i++)
		if (ARGV[i] ~ /\.css$/)
			style(ARGV[i])
		else if (ARGV[i] ~ /\.html$/)
			page(ARGV[i])
		else
			definition(ARGV[i])
	for (i = 1; i <= made; i++)
		if (!(names[i] in has_page))
			print plain_page(names[i]) > code
	print "const struct report reports[] = {" > code
	for (i = 1; i <= made; i++)
		print rows[i] "\t\t.page = " symbol(names[i]) "_page },\n" > code
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

# The name of a report as C wants it.
function symbol(name)
{
	gsub(/-/, "_", name)
	return name
}

# reports/NAME/FILE: its report.
function report_of(path)
{
	sub(/\/[^\/]*$/, "", path)
	sub(/.*\//, "", path)
	return path
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
	title = about = empty = rows_of = columns = charts = ""
	count = chart_count = number = window = 0
	name = report_of(file)
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
	else if (part[1] == "empty")
		empty = titled(part[2])
	else if (part[1] == "word")
		titled(part[2])
	else if (part[1] == "query")
		rows_of = ".query = SQL_REPORT_" toupper(part[2])
	else if (part[1] == "source" && part[2] in sources)
		rows_of = ".source = " sources[part[2]]
	else if (part[1] == "window" && part[2] ~ /^[0-9]+$/)
		window = part[2]
	else if (part[1] == "window" && part[2] == "month")
		window = "WINDOW_MONTH"
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
	if (title == "" || about == "" || rows_of == "" || count == 0)
		die("it needs a title, about, query or source, and columns")
	if (empty == "")
		empty = "N_(\"nothing to show\")"
	id = symbol(name)
	for (i = 0; i < count; i++)
		totals = totals (i % 8 == 0 ? "\n\t" : " ") \
			(i in added ? "true," : "false,")
	print "static const struct column " id "_columns[] = {\n" columns \
		"};\n\nstatic const bool " id "_totals[] = {" totals \
		"\n};\n" > code
	if (chart_count > 0)
		print "static const struct chart " id "_charts[] = {\n" \
			charts "};\n" > code
	names[++made] = name
	is_report[name] = 1
	rows[made] = "\t{ .name = " quoted(name) ",\n\t\t.title = " title \
		",\n\t\t.about = " about ",\n\t\t.empty = " empty \
		",\n\t\t" rows_of ",\n\t\t.window = " window \
		",\n\t\t.columns = " id "_columns,\n" \
		"\t\t.totals = " id "_totals,\n\t\t.count = " count \
		(chart_count > 0 ? ",\n\t\t.charts = " id "_charts,\n" \
		"\t\t.chart_count = " chart_count : "") ",\n"
}

# --- pages ---------------------------------------------------------------

# What stands between two pairs of braces.
function page_part(words,    part, n)
{
	if (words == "links")
		return "\t{ PAGE_LINKS, NULL },\n"
	n = split(words, part, " ")
	if (n == 2 && part[1] == "section" && part[2] in is_report)
		return "\t{ PAGE_SECTION, " quoted(part[2]) " },\n"
	if (part[1] == "say")
		return "\t{ PAGE_SAY, " titled(substr(words, 5)) " },\n"
	die("not understood: {{" words "}}")
}

function page_line(line,    out, at)
{
	while (match(line, /{{[^}]*}}/)) {
		if (RSTART > 1)
			out = out "\t{ PAGE_TEXT, " \
				quoted(substr(line, 1, RSTART - 1)) " },\n"
		out = out page_part(substr(line, RSTART + 2, RLENGTH - 4))
		line = substr(line, RSTART + RLENGTH)
	}
	return out "\t{ PAGE_TEXT, " quoted(line) "\"\\n\" },\n"
}

function page_of(name, parts)
{
	return "static const struct page_part " symbol(name) \
		"_page[] = {\n" parts "\t{ PAGE_END, NULL },\n};\n"
}

# The page of a report that has none of its own: itself.
function plain_page(name)
{
	return page_of(name, page_part("section " name))
}

function page(path,    line, parts)
{
	file = path
	number = 0
	if (!(report_of(path) in is_report))
		die("there is no report.def beside it")
	while ((getline line < file) > 0) {
		number++
		parts = parts page_line(line)
	}
	close(file)
	has_page[report_of(path)] = 1
	print page_of(report_of(path), parts) > code
}
