#ifndef IO_INPUT_H
#define IO_INPUT_H

#include <stddef.h>
#include <stdint.h>

/*
 * An input file as it lies on disk, opened once, without following a symbolic
 * link in its last component; it must be a regular file ("-" is standard
 * input).  LIMIT_FILE holds.
 */

#define INPUT_HEAD_SIZE ((size_t)16 * 1024)

struct err;
struct input;

/** input_open(path, input, err): 0, or -1.  ERR_IO if it cannot be opened. */
int input_open(const char *path, struct input **input, struct err *err);

/** input_head(input, len): its first bytes, INPUT_HEAD_SIZE or all; they will
 * be read again. */
const char *input_head(const struct input *input, size_t *len);

/** input_read(input, bytes, size, err): its next bytes: their count, 0 at the
 * end, -1 on failure. */
long input_read(struct input *input, char *bytes, size_t size, struct err *err);

/** input_rewind(input, err): begin again.  A pipe cannot; it is read into
 * memory, up to 64 MiB, if this is asked before anything was read. */
int input_rewind(struct input *input, struct err *err);

/** input_size(input): bytes of the file, 0 if unknown. */
int64_t input_size(const struct input *input);

/** input_done(input): how many of them were read since the beginning. */
int64_t input_done(const struct input *input);

void input_close(struct input *input);

#endif
