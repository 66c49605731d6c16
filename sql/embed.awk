# Embeds the SQL of this project into the program, as C tables.
#
#	awk -v header=sqlbook.h -v code=sqlbook.c -f sql/embed.awk FILE...
#
# sql/queries/AGGREGATE/NAME.sql is one statement, SQL_AGGREGATE_NAME.  Its
# head, the "--" lines it begins with, is its contract:
#
#	-- What it answers, in a sentence or two.
#	-- params: order_no text, day date		$1, $2 ...; or none
#	-- columns: order_id int8, due_fen int8		or none: no rows
#
# A list goes on in the next line when its line ends with a comma.  Instead of
# params and columns a file may say
#
#	-- copy: TABLE (column type, ...)
#
# and is then "copy TABLE (columns) from stdin (format binary)"; that text may
# be left out.  sql/migrations/NNNN_what.sql are numbered from 1 on, without a
# gap.  What is malformed stops the build with FILE:LINE: message.

BEGIN {
	split("bool int4 int8 text bytea date timestamptz", t, " ")
	for (i in t)
		known[t[i]] = 1
	KEYWORD = "^-- (params|columns|copy):"
	NAME = "^[a-z][a-z0-9_]*$"
	MAX_PARAMS = 64
	for (i = 1; i < ARGC; i++) {
		if (ARGV[i] ~ /sql\/queries\/[^\/]*\/[^\/]*\.sql$/)
			query(ARGV[i])
		else if (ARGV[i] ~ /sql\/migrations\/[^\/]*\.sql$/)
			migration(ARGV[i])
		else
			die(ARGV[i], 1, "neither a query nor a migration")
	}
	write_header()
	write_code()
	exit 0
}

function die(file, line, what)
{
	printf "%s:%d: %s\n", file, line, what > "/dev/stderr"
	exit 1
}

# --- reading -----------------------------------------------------------------

function read_lines(file,    n, got)
{
	n = 0
	while ((got = (getline lines[n + 1] < file)) > 0)
		n++
	if (got < 0)
		die(file, 1, "cannot be read")
	close(file)
	return n
}

# order/insert, from the path; both parts make the name in C.
function query_name(file,    parts, n)
{
	n = split(file, parts, "/")
	sub(/\.sql$/, "", parts[n])
	if (parts[n - 1] !~ NAME || parts[n] !~ NAME)
		die(file, 1, "folder and file are named [a-z][a-z0-9_]*.sql")
	return parts[n - 1] "/" parts[n]
}

function query(file,    n, i, said, body, head, start)
{
	n = read_lines(file)
	said = 0
	split("", list)
	for (i = 1; i <= n && lines[i] ~ /^--/; i++) {
		if (lines[i] !~ KEYWORD) {
			if (lines[i] ~ /^--[ \t]*(param|column|copy)s?[ \t]*:/)
				die(file, i, "write \"-- params:\", " \
					"\"-- columns:\" or \"-- copy:\"")
			if (lines[i] ~ /[[:alnum:]]/)
				said = 1
			continue
		}
		head = lines[i]
		sub(/^-- /, "", head)
		sub(/:.*/, "", head)
		if (head in list)
			die(file, i, "a second \"" head ":\"")
		start = i
		list[head] = lines[i]
		sub(KEYWORD, "", list[head])
		while (list[head] ~ /,[ \t]*$/) {
			if (++i > n || lines[i] !~ /^--/ || lines[i] ~ KEYWORD)
				die(file, i, "the list of " head " breaks off")
			list[head] = list[head] " " substr(lines[i], 3)
		}
		list_line[head] = start
	}
	if (!said)
		die(file, 1, "the head does not say what the statement is for")
	body = ""
	for (; i <= n; i++)
		if (body != "" || lines[i] !~ /^[ \t]*$/)
			body = body lines[i] "\n"
	add_query(file, n, body)
}

function add_query(file, last, body,    q, id)
{
	q = queries++
	names[q] = query_name(file)
	id = toupper("SQL_" names[q])
	sub(/\//, "_", id)
	if (id in taken)
		die(file, 1, id " is also the name of " taken[id])
	taken[id] = file
	ids[q] = id
	if ("copy" in list) {
		add_copy(file, q, body)
		return
	}
	if (body == "")
		die(file, last, "there is no statement")
	texts[q] = body
	params[q] = fields(file, q, "params")
	columns[q] = fields(file, q, "columns")
	if (params[q] > MAX_PARAMS)
		die(file, list_line["params"], "more than " MAX_PARAMS " params")
	if (highest(body) != params[q])
		die(file, ("params" in list) ? list_line["params"] : 1,
			"the statement uses " highest(body) \
			" parameters, its head names " params[q])
}

# The highest $n of a statement.  ($$ of a quoted body is not one.)
function highest(body,    max, rest, n)
{
	max = 0
	rest = body
	while (match(rest, /\$[0-9]+/)) {
		n = substr(rest, RSTART + 1, RLENGTH - 1) + 0
		if (n > max)
			max = n
		rest = substr(rest, RSTART + RLENGTH)
	}
	return max
}

# Keep the fields "name type, ..." of a list; their number.
function fields(file, q, head,    line, parts, n, i, word)
{
	if (!(head in list) || list[head] ~ /^[ \t]*none[ \t]*$/)
		return 0
	line = list_line[head]
	n = split(list[head], parts, ",")
	for (i = 1; i <= n; i++) {
		if (split(parts[i], word, " ") != 2)
			die(file, line, head ": \"" parts[i] \
				"\" is not a name and a type")
		if (word[1] !~ NAME)
			die(file, line, head ": \"" word[1] "\" is no name")
		if (!(word[2] in known))
			die(file, line, head ": " word[1] ": \"" word[2] \
				"\" is none of bool int4 int8 text bytea " \
				"date timestamptz")
		if ((q, head, word[1]) in field_seen)
			die(file, line, head ": " word[1] " stands twice")
		field_seen[q, head, word[1]] = 1
		field_name[q, head, i] = word[1]
		field_type[q, head, i] = word[2]
	}
	return n
}

function add_copy(file, q, body,    text, table, line, i, cols)
{
	line = list_line["copy"]
	if (("params" in list) || ("columns" in list))
		die(file, line, "a copy has neither params nor columns")
	text = list["copy"]
	if (text !~ /^[ \t]*[a-z][a-z0-9_]*[ \t]*\([^()]*\)[ \t]*$/)
		die(file, line, "write \"-- copy: TABLE (column type, ...)\"")
	table = text
	sub(/\(.*/, "", table)
	gsub(/[ \t]/, "", table)
	sub(/^[^(]*\(/, "", text)
	sub(/\)[ \t]*$/, "", text)
	list["columns"] = text
	list_line["columns"] = line
	columns[q] = fields(file, q, "columns")
	if (columns[q] == 0)
		die(file, line, "a copy without columns")
	params[q] = 0
	for (i = 1; i <= columns[q]; i++)
		cols = cols (i > 1 ? ", " : "") field_name[q, "columns", i]
	texts[q] = "copy " table " (" cols ") from stdin (format binary)\n"
	probes[q] = "select " cols " from " table "\n"
	if (body != "" && bare(body) != bare(texts[q]))
		die(file, line, "the text is not that of the head: " texts[q])
}

# A text without what makes no difference.
function bare(text)
{
	text = tolower(text)
	gsub(/[ \t\n;]/, "", text)
	sub(/\)with\(/, ")(", text)
	sub(/stdinwith\(/, "stdin(", text)
	return text
}

function migration(file,    n, i, parts, name, text)
{
	n = split(file, parts, "/")
	name = parts[n]
	sub(/\.sql$/, "", name)
	if (name !~ /^[0-9][0-9][0-9][0-9]_[a-z][a-z0-9_]*$/)
		die(file, 1, "migrations are named NNNN_what.sql")
	if (substr(name, 1, 4) + 0 != migrations + 1)
		die(file, 1, sprintf("migration %04d is missing",
			migrations + 1))
	n = read_lines(file)
	text = ""
	for (i = 1; i <= n; i++)
		text = text lines[i] "\n"
	if (text !~ /[a-z]/)
		die(file, 1, "an empty migration")
	migration_name[++migrations] = name
	migration_text[migrations] = text
}

# --- writing -----------------------------------------------------------------

function write_header(    q)
{
	print "/* Generated by sql/embed.awk from sql/; edit those. */" > header
	print "#ifndef SQLBOOK_H\n#define SQLBOOK_H\n" > header
	print "#include <stdbool.h>\n" > header
	print "/* The statements of sql/queries. */" > header
	print "enum sql_id {" > header
	for (q = 0; q < queries; q++)
		print "\t" ids[q] "," > header
	print "\tSQL_COUNT\n};\n" > header
	print "enum sql_type {\n\tSQLTYPE_BOOL,\n\tSQLTYPE_INT4," > header
	print "\tSQLTYPE_INT8,\n\tSQLTYPE_TEXT,\n\tSQLTYPE_BYTEA," > header
	print "\tSQLTYPE_DATE,\n\tSQLTYPE_TIMESTAMPTZ\n};\n" > header
	print "struct sql_field {\n\tconst char *name;" > header
	print "\tenum sql_type type;\n};\n" > header
	print "struct sql_statement {" > header
	print "\tconst char *name;\t/* \"order/insert\" */" > header
	print "\tconst char *text;" > header
	print "\tconst char *probe;\t/* a copy: a query of its columns */" \
		> header
	print "\tconst struct sql_field *params;" > header
	print "\tint param_count;" > header
	print "\tconst struct sql_field *columns;" > header
	print "\tint column_count;" > header
	print "\tbool copy;\n};\n" > header
	print "struct sql_migration {\n\tint number;" > header
	print "\tconst char *name;\n\tconst char *text;\n};\n" > header
	print "extern const struct sql_statement " \
		"sql_statements[SQL_COUNT + 1];" > header
	print "extern const struct sql_migration sql_migrations[];" > header
	print "extern const int sql_migration_count;\n" > header
	print "#endif" > header
}

# The lines of a text as C strings.
function quoted(text,    out, part, n, i, l)
{
	n = split(text, part, "\n")
	out = ""
	for (i = 1; i < n; i++) {
		l = part[i]
		gsub(/\\/, "&&", l)
		gsub(/"/, "\\\"", l)
		gsub(/\?/, "\\?", l)
		gsub(/\t/, "\\t", l)
		gsub(/\r/, "\\r", l)
		out = out "\n\t\t\"" l "\\n\""
	}
	return out
}

function write_fields(q, head, count,    i)
{
	if (count == 0)
		return "NULL, 0"
	printf "static const struct sql_field %s_%d[] = {\n", head, q > code
	for (i = 1; i <= count; i++)
		printf "\t{ \"%s\", SQLTYPE_%s },\n", field_name[q, head, i],
			toupper(field_type[q, head, i]) > code
	print "};\n" > code
	return head "_" q ", " count
}

function write_code(    q, m)
{
	print "/* Generated by sql/embed.awk from sql/; edit those. */" > code
	print "#include \"sqlbook.h\"\n\n#include <stddef.h>\n" > code
	for (q = 0; q < queries; q++) {
		param_table[q] = write_fields(q, "params", params[q])
		column_table[q] = write_fields(q, "columns", columns[q])
	}
	print "const struct sql_statement sql_statements[SQL_COUNT + 1] = {" \
		> code
	for (q = 0; q < queries; q++)
		printf "\t{ \"%s\",%s,\n\t\t%s,\n\t\t%s, %s, %s },\n",
			names[q], quoted(texts[q]),
			(q in probes) ? substr(quoted(probes[q]), 4) : "NULL",
			param_table[q], column_table[q],
			(q in probes) ? "true" : "false" > code
	print "\t{ NULL, NULL, NULL, NULL, 0, NULL, 0, false }\n};\n" > code
	print "const struct sql_migration sql_migrations[] = {" > code
	for (m = 1; m <= migrations; m++)
		printf "\t{ %d, \"%s\",%s },\n", m, migration_name[m],
			quoted(migration_text[m]) > code
	print "\t{ 0, NULL, NULL }\n};\n" > code
	printf "const int sql_migration_count = %d;\n", migrations > code
}
