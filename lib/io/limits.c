#include "io/limits.h"

#include "base/err.h"
#include "base/i18n.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIB ((int64_t)1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

enum unit { BYTES, COUNT };

static const struct {
	const char *name;
	enum unit unit;
	int64_t initial, smallest, largest;
} limits[LIMITS] = {
	/* A file as it lies on disk. */
	[LIMIT_FILE] = { "file", BYTES, 4 * GIB, 1000, 1024 * GIB },
	/* A line of text, and a row of CSV over several lines. */
	[LIMIT_LINE] = { "line", BYTES, 64 * KIB, 64, 16 * MIB },
	/* A field of it, and a text that becomes a field. */
	[LIMIT_FIELD] = { "field", BYTES, 4 * KIB, 16, MIB },
	/* Entries of a file, of all statements and parts. */
	[LIMIT_ROWS] = { "rows", COUNT, 20 * 1000 * 1000, 1, 1000000000 },
	/* XML: elements in each other; the text of one, an attribute. */
	[LIMIT_DEPTH] = { "depth", COUNT, 64, 4, LIMIT_DEPTH_LARGEST },
	[LIMIT_TEXT] = { "text", BYTES, 64 * KIB, 64, 8 * MIB },
	/* Entries of a zip, folders too. */
	[LIMIT_ENTRIES] = { "entries", COUNT, 64, 1, 65535 },
	/* What all of a file unpacks to, and how many times its size that may
	 * be once it is more than ratio-from. */
	[LIMIT_OUTPUT] = { "output", BYTES, 4 * GIB, 1000, 1024 * GIB },
	[LIMIT_RATIO] = { "ratio", COUNT, 100, 2, 1100 },
	[LIMIT_RATIO_FROM] = { "ratio-from", BYTES, 100 * 1000, 0, GIB },
	/* The texts that the cells of a workbook share, 9 bytes more each. */
	[LIMIT_STRINGS] = { "strings", BYTES, 256 * MIB, 1000, 16 * GIB },
};

/* What differs from the table, plus one; 0 is as it stands there. */
static int64_t values[LIMITS];

int64_t
limits_get(enum limit limit)
{
	assert(limit < LIMITS);
	return values[limit] != 0 ? values[limit] - 1 : limits[limit].initial;
}

size_t
limits_size(enum limit limit)
{
	return (size_t)limits_get(limit);
}

static int
find(const char *name, size_t len)
{
	for (int i = 0; i < LIMITS; i++)
		if (strlen(limits[i].name) == len &&
			memcmp(limits[i].name, name, len) == 0)
			return i;
	return -1;
}

static int
refuse_name(const char *name, size_t len, struct err *err)
{
	err_set(err, ERR_USAGE, _("YIFEN_LIMITS: there is no limit '%.*s'"),
		(int)(len < 40 ? len : 40), name);
	return err_hint(err,
		_("yifen(1) lists them: NAME=NUMBER, with commas "
		  "between."));
}

/* One "NAME=NUMBER" of ${len} bytes. */
static int
set_one(int64_t made[LIMITS], const char *text, size_t len, struct err *err)
{
	const char *equals = memchr(text, '=', len);
	const size_t name_len = equals != NULL ? (size_t)(equals - text) : len;
	const int i = find(text, name_len);
	char *end;
	long long value;

	if (i < 0)
		return refuse_name(text, name_len, err);
	errno = 0;
	value = equals != NULL ? strtoll(equals + 1, &end, 10) : -1;
	if (value < 0 || errno != 0 || end == equals + 1 || end != text + len ||
		strchr("0123456789", equals[1]) == NULL ||
		value < limits[i].smallest || value > limits[i].largest)
		return err_set(err, ERR_USAGE,
			_("YIFEN_LIMITS: %s is a number from %" PRId64
			  " to %" PRId64),
			limits[i].name, limits[i].smallest, limits[i].largest);
	if (made[i] != 0)
		return err_set(err, ERR_USAGE,
			_("YIFEN_LIMITS: %s stands there twice"),
			limits[i].name);
	made[i] = value + 1;
	return 0;
}

int
limits_set(const char *text, struct err *err)
{
	int64_t made[LIMITS] = { 0 };

	while (*text != '\0') {
		const size_t len = strcspn(text, ",");

		if (set_one(made, text, len, err) < 0)
			return -1;
		text += len;
		/* A comma at the end promises one more. */
		if (*text == ',' && *++text == '\0')
			return refuse_name("", 0, err);
	}
	memcpy(values, made, sizeof(values));
	return 0;
}

const char *
limits_text(enum limit limit, char text[LIMIT_TEXT_SIZE])
{
	static const struct {
		int64_t size;
		const char *name;
	} units[] = { { GIB, " GiB" }, { MIB, " MiB" }, { KIB, " KiB" },
		{ 1, " B" } };
	const int64_t value = limits_get(limit);
	size_t i = 0;

	if (limits[limit].unit == COUNT) {
		snprintf(text, LIMIT_TEXT_SIZE, "%" PRId64, value);
		return text;
	}
	while (value % units[i].size != 0)
		i++;
	snprintf(text, LIMIT_TEXT_SIZE, "%" PRId64 "%s", value / units[i].size,
		units[i].name);
	return text;
}

int
limits_hint(enum limit limit, struct err *err)
{
	return err_hint(err,
		_("If the file is right, raise the limit: "
		  "YIFEN_LIMITS=\"%s=NUMBER\"."),
		limits[limit].name);
}
