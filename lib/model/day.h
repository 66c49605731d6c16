#ifndef MODEL_DAY_H
#define MODEL_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Days and moments, in Asia/Shanghai (UTC+08:00, no summer time since 1991;
 * the files of this trade state local time).
 *
 * A day is the count of days since 1970-01-01; a moment is a day and a second
 * of that day, or a day alone (second == NO_TIME).
 */

struct err;

#define DAY_NONE INT32_MIN
#define NO_TIME (-1)

struct moment {
	int32_t day;
	int32_t second;	/* 0 to 86399, or NO_TIME */
};

#define MOMENT_NONE ((struct moment){ DAY_NONE, NO_TIME })

/** day_of(year, month, day): that day, or DAY_NONE if there is none such
 * (30 February).  Years 1900 to 2999. */
int32_t day_of(int year, int month, int day);

/** day_split(day, year, month, mday): the other way. */
void day_split(int32_t day, int *year, int *month, int *mday);

int day_year(int32_t day);

/** day_of_week(day): 0 Monday to 6 Sunday. */
int day_of_week(int32_t day);

/** day_parse(text, len, day, err): YYYY-MM-DD, YYYYMMDD or YYYY/MM/DD. */
int day_parse(const char *text, size_t len, int32_t *day, struct err *err);

/**
 * moment_parse(text, len, moment, err):
 * A day, or a day and a time after one blank or 'T': HH:MM, HH:MM:SS, a
 * fraction of a second after a point or colon (dropped), full-width colons;
 * then nothing, Z or an offset such as +08:00 (converted to Asia/Shanghai;
 * none means that).
 */
int moment_parse(const char *text, size_t len, struct moment *moment,
	struct err *err);

/** moment_compare(a, b): <0, 0, >0; a day alone stands before its times. */
int moment_compare(struct moment a, struct moment b);

#define DAY_TEXT_SIZE 16
#define MOMENT_TEXT_SIZE 40

/** day_text(day, text): "2026-11-23", "" for DAY_NONE; returns ${text}. */
const char *day_text(int32_t day, char *text);

/** moment_text(moment, text): ISO 8601 with +08:00, or the day alone. */
const char *moment_text(struct moment moment, char *text);

#endif
