#!/bin/sh
# Help and version: on standard output, from the tables, in both languages.
. tests/cli/harness.sh

run --help
status 0
out "Usage: yifen COMMAND"
out "  nightly "
empty err

for command in $("$YIFEN" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'); do
	run "$command" --help
	status 0
	out "Usage: yifen $command"
	out "  --help"
	out "  70  a bug"
	empty err
done

# --help is not a failure of what else is missing.
run nightly --date --help
status 2
run nightly --inbox x --help
status 0
out "--strict"

run --version
status 0
out "yifen "
empty err

# The locale need not be installed, only be asked for.
for language in zh_CN.UTF-8 zh_CN zh_TW.UTF-8; do
	LC_ALL=$language LANGUAGE= run --help
	status 0
	out "用法"
	LC_ALL= LC_MESSAGES= LANG=$language run --help
	out "用法"
done
LC_ALL=en_US.UTF-8 LANG=zh_CN.UTF-8 run --help
out "Usage"

finish
