#ifndef IO_OFFICE_H
#define IO_OFFICE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Office files are zip files of XML parts; which one it is, its names say.
 * An Open XML package (.xlsx, .docx) is told by the folder of its first entry,
 * an OpenDocument file (.ods) by an entry that only it has.
 */

struct err;

/** office_is_package(head, len): whether a zip file that begins with ${head}
 * is an Open XML package. */
bool office_is_package(const char *head, size_t len);

/** office_check_entry(name, err): -1 if an entry of an ordinary zip file shows
 * that it is an office file after all. */
int office_check_entry(const char *name, struct err *err);

/** office_check_main(path, err): -1 if that main part of a package is not a
 * workbook in XML: a .docx, an .xlsb. */
int office_check_main(const char *path, struct err *err);

#endif
