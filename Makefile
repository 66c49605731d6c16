# yifen: build, test, demonstrate.  "make help" lists the targets.

B       ?= build
PREFIX  ?= /usr/local
CC      ?= gcc
VERSION := $(shell sed -n 's/^## \([0-9][^ ]*\).*/\1/p' CHANGELOG.md 2>/dev/null | head -1)

WARN := -Wall -Wextra -Werror -Wcast-qual -Wconversion -Wfloat-equal -Wformat=2 \
	-Wmissing-prototypes -Wpointer-arith -Wredundant-decls \
	-Wstrict-prototypes -Wvla -Wwrite-strings -Wshadow -Wundef
# What only gcc can warn about (clang builds what make fuzz runs).
ifeq ($(findstring clang,$(CC)),)
WARN += -Wduplicated-cond -Wduplicated-branches -Wformat-overflow=2 \
	-Wformat-signedness
endif
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE \
	-fcf-protection
# SANITIZE=address,undefined builds an instrumented program (use its own B).
ifdef SANITIZE
SAN := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
HARDEN := -fPIE
endif
# COVERAGE=1 counts lines and branches (make coverage).
ifdef COVERAGE
SAN := --coverage
HARDEN := -fPIE
endif

PKGS     := libpq libxml-2.0 openssl libarchive zlib
PKGFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKGLIBS  := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lunistring \
	-lxlsxwriter
# Where the server's programs are; YIFEN_PGBIN overrides it when yifen runs.
PGBIN    ?= $(shell pg_config --bindir 2>/dev/null)
CFLAGS   ?= -O2 -g
ALL_CFLAGS := -std=c11 -D_GNU_SOURCE -Ilib -Icmd -I$(B) $(WARN) $(HARDEN) \
	$(PKGFLAGS) $(CFLAGS) $(SAN) -MMD -MP \
	-DYIFEN_VERSION='"$(VERSION)"' -DPREFIX='"$(PREFIX)"' \
	-DPGBIN='"$(PGBIN)"' \
	-ffile-prefix-map=$(CURDIR)/=
ALL_LDFLAGS := -pie -Wl,-z,relro,-z,now $(LDFLAGS) $(SAN)

# Layers from the bottom up; see docs/architecture.md.
LAYERS   := base model io db format handout core report store job
LIB_SRC  := $(foreach l,$(LAYERS),$(sort $(wildcard lib/$l/*.c lib/$l/*/*.c)))
CMD_SRC  := $(sort $(wildcard cmd/*.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/%.o) $(B)/sqlbook.o $(B)/profiles.o \
	$(B)/reports.o
CMD_OBJ  := $(CMD_SRC:%.c=$(B)/%.o)

# Translations: cmd/po/LANGUAGE.po; their template is made, not kept.
LANGUAGES := $(patsubst cmd/po/%.po,%,$(wildcard cmd/po/*.po))
MESSAGES  := $(LANGUAGES:%=$(B)/locale/%/LC_MESSAGES/yifen.mo)
MANUALS   := $(sort $(wildcard docs/man/*.1))

.PHONY: all
all: $(B)/yifen $(MESSAGES)

$(B)/yifen: $(CMD_OBJ) $(B)/libyifen.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKGLIBS)

$(B)/libyifen.a: $(LIB_OBJ)
	rm -f $@ && ar rcsD $@ $^

$(B)/%.o: %.c | $(B)/sqlbook.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/sqlbook.o: $(B)/sqlbook.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# SQL is edited as SQL, and embedded: one enum of statements, one table.
SQL_SRC := $(sort $(wildcard sql/queries/*/*.sql) \
	$(wildcard sql/migrations/*.sql))
$(B)/sqlbook.c $(B)/sqlbook.h &: sql/embed.awk $(SQL_SRC)
	@mkdir -p $(B)
	LC_ALL=C awk -v header=$(B)/sqlbook.h -v code=$(B)/sqlbook.c \
		-f sql/embed.awk $(SQL_SRC)

# Banks' layouts are data, and embedded: one struct format each.
PROFILES := $(sort $(wildcard lib/format/table/profiles/*.profile))
$(B)/profiles.c: lib/format/table/profiles/embed.awk $(PROFILES)
	@mkdir -p $(B)
	LC_ALL=C awk -f lib/format/table/profiles/embed.awk $(PROFILES) > $@.new
	mv $@.new $@

$(B)/profiles.o: $(B)/profiles.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Reports are data, and embedded; what Chinese readers see of them becomes a
# part of the catalogue.
REPORTS := reports/style.css $(sort $(wildcard reports/*/report.def)) \
	$(sort $(wildcard reports/*/page.html))
$(B)/reports.c $(B)/reports.po &: reports/embed.awk $(REPORTS)
	@mkdir -p $(B)
	LC_ALL=C awk -v code=$(B)/reports.c -v catalogue=$(B)/reports.po \
		-f reports/embed.awk $(REPORTS)

$(B)/reports.o: $(B)/reports.c $(B)/sqlbook.h
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

-include $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d)

$(B)/locale/%/LC_MESSAGES/yifen.mo: cmd/po/%.po $(B)/reports.po
	@mkdir -p $(@D)
	msgattrib --no-obsolete $< | msgcat --use-first - $(B)/reports.po | \
		msgfmt -c -o $@ -

MESSAGE_SRC := $(LIB_SRC) $(CMD_SRC) \
	$(sort $(wildcard lib/*/*.h lib/*/*/*.h cmd/*.h)) \
	$(B)/profiles.c
$(B)/yifen.pot: $(MESSAGE_SRC)
	@mkdir -p $(@D)
	xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ \
		--keyword=ngettext:1,2 --flag=N_:1:no-c-format \
		--no-location --package-name=yifen \
		-o $@ $(MESSAGE_SRC)

# Bring new and changed messages into the translations.
.PHONY: po
po: $(B)/yifen.pot
	for l in $(LANGUAGES); do msgmerge --quiet --update --backup=none \
		--no-fuzzy-matching --no-location cmd/po/$$l.po $< || exit; done

.PHONY: install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install $(B)/yifen $(DESTDIR)$(PREFIX)/bin/yifen
	install -m 644 $(MANUALS) $(DESTDIR)$(PREFIX)/share/man/man1
	for l in $(LANGUAGES); do \
		d=$(DESTDIR)$(PREFIX)/share/locale/$$l/LC_MESSAGES; \
		install -d $$d && install -m 644 \
		$(B)/locale/$$l/LC_MESSAGES/yifen.mo $$d || exit; done

# --- tests -------------------------------------------------------------------
UNIT_SRC := $(sort $(wildcard tests/unit/*/test_*.c))
# What builds small inputs for tests of one layer, beside them.
MAKER_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/*/*_maker.c))
DB_SRC   := $(sort $(wildcard tests/db/test_*.c))
DB_HELP  := $(B)/tests/harness/scratch.o $(B)/tests/db/interleave.o \
	$(B)/tests/db/ground.o
HARNESS  := $(B)/tests/harness/main.o
TEST_CFLAGS := -Itests/harness

$(B)/tests/%.o: tests/%.c | $(B)/sqlbook.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) -c -o $@ $<

# The list of suites is made from the file names; nobody can forget one.
$(B)/tests/suites_unit.c: $(UNIT_SRC)
$(B)/tests/suites_db.c: $(DB_SRC)
$(B)/tests/suites_%.c: Makefile
	@mkdir -p $(@D)
	@{ echo '#include "suite.h"'; \
	for t in $(filter tests/%,$^); do n=$$(basename $$t .c); \
	echo "extern const struct suite $$n;"; done; \
	echo 'const struct suite *const suites[] = {'; \
	for t in $(filter tests/%,$^); do echo "&$$(basename $$t .c),"; done; \
	echo 'NULL };'; } > $@

$(B)/tests/suites_%.o: $(B)/tests/suites_%.c
	$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) -c -o $@ $<

# A heap that can run out (tests/harness/scarce.h).
$(B)/tests/run_unit: $(UNIT_SRC:%.c=$(B)/%.o) $(MAKER_OBJ) \
		$(B)/tests/suites_unit.o $(HARNESS) \
		$(B)/tests/harness/scarce.o $(B)/tests/harness/audit.o \
		$(B)/libyifen.a
	$(CC) $(ALL_LDFLAGS) -Wl,--wrap=realloc -o $@ $^ $(PKGLIBS) -lcunit

$(B)/tests/run_db: $(DB_SRC:%.c=$(B)/%.o) $(B)/tests/suites_db.o \
		$(HARNESS) $(DB_HELP) $(B)/libyifen.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKGLIBS) -lcunit

# Programs that scripts run: over a book (explain_all, open_all), over many
# files, for other programs to open (hostile).
TOOLS := $(B)/tests/explain_all $(B)/tests/csv_rows $(B)/tests/open_all \
	$(B)/tests/hostile
$(TOOLS): $(B)/tests/%: $(B)/tests/tools/%.o $(B)/libyifen.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKGLIBS)

# What make fuzz runs, linked with libFuzzer (clang).
FUZZ_OBJ := $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/fuzz/*.c)))
$(B)/tests/fuzz/fuzz: $(FUZZ_OBJ) $(B)/tests/harness/audit.o $(B)/libyifen.a
	$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(PKGLIBS)

-include $(FUZZ_OBJ:.o=.d)
-include $(UNIT_SRC:%.c=$(B)/%.d) $(DB_SRC:%.c=$(B)/%.d) \
	$(MAKER_OBJ:.o=.d) $(DB_HELP:.o=.d) $(wildcard $(B)/tests/harness/*.d) \
	$(TOOLS:$(B)/tests/%=$(B)/tests/tools/%.d) $(B)/tests/bench/sax.d

# What libxml2 alone takes for a file (make bench).
$(B)/tests/sax: $(B)/tests/bench/sax.o
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKGLIBS)

# Everything, with what is missing installed first; one line at the end.
.PHONY: test
test:
	@sh tests/setup.sh
	@$(MAKE) --no-print-directory -s -j2 all $(B)/tests/run_unit \
		$(B)/tests/run_db $(B)/tests/sax $(TOOLS)
	@sh tests/run.sh $(B)

# Pages in a browser, workbooks in LibreOffice, which are installed first (make
# test does the same where they are).
.PHONY: test-web
test-web:
	@sh tests/setup.sh web
	@$(MAKE) --no-print-directory -s -j2 all $(TOOLS)
	@bad=0; for t in pages workbooks; do YIFEN=$(abspath $(B)/yifen) \
	B=$(B) sh tests/web/$$t.sh || bad=1; done; exit $$bad

# Three invented nights, told on the terminal.
.PHONY: demo
demo:
	@sh tests/setup.sh
	@$(MAKE) --no-print-directory -s -j2 all
	@B=$(B) sh tests/demo/demo.sh

# What the code promises about itself: layers, names, sizes (make test, too).
.PHONY: check
check: all
	@bad=0; for t in tests/checks/*.sh; do echo "== $$t"; \
	YIFEN=$(abspath $(B)/yifen) B=$(B) sh $$t || bad=1; done; exit $$bad

# The unit tests once more, instrumented: no report is allowed.
.PHONY: sanitize
sanitize:
	@sh tests/setup.sh
	@$(MAKE) --no-print-directory -s -j2 B=$(B)/sanitized \
		SANITIZE=address,undefined CFLAGS="-O1 -g" \
		$(B)/sanitized/tests/run_unit
	@$(B)/sanitized/tests/run_unit

# Which lines and branches of the deciding core the unit tests reach; without
# optimisation, so that a branch of the source is one of the program.
.PHONY: coverage
coverage:
	@sh tests/setup.sh
	@$(MAKE) --no-print-directory -s -j2 B=$(B)/coverage COVERAGE=1 \
		CFLAGS="-O0 -g" $(B)/coverage/tests/run_unit
	@sh tests/coverage.sh $(B)/coverage

# A thousand random days: nine nights a seed, and some days without one.
.PHONY: faults
faults: all
	@NIGHTS=9 sh tests/properties/run.sh $$(seq 1 100)

# Any bytes at all, FUZZ_SECONDS or FUZZ_RUNS for each reader.  The words that
# a reader compares with are in the dictionary of its seeds: to trace each
# comparison, too, would halve the number of inputs.
.PHONY: fuzz
fuzz:
	@sh tests/setup.sh clang
	@$(MAKE) --no-print-directory -s -j2 B=$(B)/fuzz CC=clang \
		SANITIZE=fuzzer-no-link,address,undefined \
		CFLAGS="-O2 -g -fno-sanitize-coverage=trace-cmp" \
		$(B)/fuzz/tests/fuzz/fuzz
	@sh tests/fuzz/run.sh $(B)/fuzz

# A thousand malformed files of each family of statements: all refused.
.PHONY: malformed
malformed: all
	@sh tests/malformed/run.sh

# A thousand tamperings with a book, in seven ways: each found at its place.
.PHONY: tamper
tamper: all
	@sh tests/tamper/run.sh

# How fast it is, beside what the database can do at most (docs/speed.md).
.PHONY: bench
bench:
	@sh tests/setup.sh
	@$(MAKE) --no-print-directory -s -j2 all $(B)/tests/sax
	@B=$(B) YIFEN=$(abspath $(B)/yifen) sh tests/bench/run.sh

# 2,000 codes and PINs as canaries through five nights and crashes: not one is
# left anywhere in clear.
.PHONY: canary
canary: all
	@ORDERS=3000 CODES=2000 sh tests/canary/run.sh

.PHONY: clean
clean:
	rm -rf $(B)

.PHONY: help
help:
	@echo "make            build $(B)/yifen"
	@echo "make demo       three invented nights, told on the terminal"
	@echo "make test       every test; one line at the end"
	@echo "make test-web   reports in a browser and in LibreOffice"
	@echo "make check      what the code promises about itself"
	@echo "make sanitize   the unit tests under ASan and UBSan"
	@echo "make coverage   lines and branches of the core, by the unit tests"
	@echo "make faults     a thousand random days keep their promises"
	@echo "make fuzz       a minute of random bytes for each reader (clang)"
	@echo "make malformed  a thousand malformed files of each format are refused"
	@echo "make tamper     a thousand tamperings with a book are found"
	@echo "make canary     2,000 codes through five nights: none is left in clear"
	@echo "make bench      how fast it is, beside what the database can do at most"
	@echo "make po         bring new messages into the translations"
	@echo "make install PREFIX=/usr/local DESTDIR="
