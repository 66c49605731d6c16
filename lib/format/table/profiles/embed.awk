# Embeds the profiles of banks' tables into the program (lib/format/table/profile.h):
# one "const struct format format_NAME" each, its profile the file's text.
#
#	awk -f lib/format/table/profiles/embed.awk lib/format/table/profiles/*.profile

BEGIN {
	print "/* Generated from lib/format/table/profiles; edit those. */"
	print "#include \"base/i18n.h\"\n#include \"format/table/table.h\"\n"
	for (i = 1; i < ARGC; i++)
		profile(ARGV[i])
	exit 0
}

function die(file, what)
{
	printf "%s:1: %s\n", file, what > "/dev/stderr"
	exit 1
}

function quoted(text)
{
	gsub(/\\/, "&&", text)
	gsub(/"/, "\\\"", text)
	gsub(/\?/, "\\?", text)
	gsub(/\t/, "\\t", text)
	return text
}

function rest(line)
{
	sub(/^[a-z]+[ \t]+/, "", line)
	return quoted(line)
}

function profile(file,    line, name, title, variants, text, id)
{
	name = title = variants = text = ""
	while ((getline line < file) > 0) {
		if (line ~ /^format[ \t]/)
			name = rest(line)
		if (line ~ /^title[ \t]/)
			title = rest(line)
		if (line ~ /^variants[ \t]/)
			variants = rest(line)
		if (line !~ /^#/)
			text = text "\n\t\t\"" quoted(line) "\\n\""
	}
	close(file)
	id = file
	sub(/.*\//, "", id)
	sub(/\.profile$/, "", id)
	if (id != name)
		die(file, "it must say \"format " id "\"")
	if (title == "" || variants == "")
		die(file, "it must say a title and variants")
	gsub(/-/, "_", id)
	print "extern const struct format format_" id ";"
	print "const struct format format_" id " = {"
	print "\t.name = \"" name "\","
	print "\t.title = N_(\"" title "\"),"
	print "\t.variants = N_(\"" variants "\"),"
	print "\t.source = SOURCE_BANK,"
	print "\t.profile =" text ","
	print "\t.probe = table_probe,\n\t.open = table_open,"
	print "\t.feed = table_feed,\n\t.finish = table_finish,"
	print "\t.close = table_close,\n};\n"
}
