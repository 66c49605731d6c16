#ifndef UNIT_IO_KEYS_MAKER_H
#define UNIT_IO_KEYS_MAKER_H

struct kek;
struct keys;

/** keys_maker_kek(folder, id, cipher): the KEK ${id} of the book "yifen" in
 * ${folder}, which holds it as a file. */
struct kek keys_maker_kek(const char *folder, int id, const char *cipher);

/** keys_maker(folder, cipher): keys as init would make them, in the new folder
 * ${folder}, with the data key 1 in use. */
struct keys *keys_maker(const char *folder, const char *cipher);

#endif
