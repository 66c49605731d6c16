#include "io/xml_head.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>
#include <strings.h>

#define BLANKS " \t\r\n"
#define BOM "\xef\xbb\xbf"
#define BOM_LEN ((size_t)3)
#define WIDE_LEN ((size_t)2) /* shows UTF-16 and UTF-32 */
#define DECLARATION "<?xml"
#define ENCODING_LETTERS                                                       \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

/* Whether ${head} is, or could still become, a text that begins so. */
static bool
may_start(const char *head, size_t len, const char *mark)
{
	const size_t all = strlen(mark);

	return memcmp(head, mark, len < all ? len : all) == 0;
}

static bool
has_mark(const char *head, size_t len)
{
	return len >= BOM_LEN && memcmp(head, BOM, BOM_LEN) == 0;
}

bool
xml_head_is_enough(const char *head, size_t len)
{
	if (len == XML_HEAD_SIZE)
		return true;
	if (len < WIDE_LEN)
		return false;
	if (may_start(head, len, BOM)) {
		if (len < BOM_LEN)
			return false;
		head += BOM_LEN;
		len -= BOM_LEN;
	}
	if (!may_start(head, len, DECLARATION))
		return true;
	return memmem(head, len, "?>", 2) != NULL;
}

static bool
is_wide(const char *head, size_t len)
{
	return len >= WIDE_LEN &&
		(memcmp(head, "\xff\xfe", WIDE_LEN) == 0 ||
			memcmp(head, "\xfe\xff", WIDE_LEN) == 0 ||
			memchr(head, '\0', WIDE_LEN) != NULL);
}

/* The blanks at ${at} and after, as far as ${end}. */
static const char *
pass_blanks(const char *at, const char *end)
{
	while (at < end && *at != '\0' && strchr(BLANKS, *at) != NULL)
		at++;
	return at;
}

/* The value of encoding="..." between ${at} and ${end}, "" if none. */
static void
find_declared(const char *at, const char *end, char name[XML_ENCODING_SIZE])
{
	static const char word[] = "encoding";
	size_t len = 0;
	char quote;

	name[0] = '\0';
	at = memmem(at, (size_t)(end - at), word, strlen(word));
	if (at == NULL)
		return;
	at = pass_blanks(at + strlen(word), end);
	if (at == end || *at != '=')
		return;
	at = pass_blanks(at + 1, end);
	if (at == end || (*at != '"' && *at != '\''))
		return;
	for (quote = *at++; at + len < end && at[len] != quote; len++)
		;
	if (len >= XML_ENCODING_SIZE)
		len = XML_ENCODING_SIZE - 1;
	memcpy(name, at, len);
	name[len] = '\0';
}

int
xml_head_encoding(const char *head, size_t len, char name[XML_ENCODING_SIZE],
	size_t *skip, struct err *err)
{
	const char *end;

	*skip = has_mark(head, len) ? BOM_LEN : 0;
	head += *skip;
	len -= *skip;
	name[0] = '\0';
	if (is_wide(head, len)) {
		err_at(err, ERR_INPUT, 1, 1,
			_("UTF-16 and UTF-32 are not accepted"));
		return err_hint(err, _("Save the file as UTF-8."));
	}
	if (len >= strlen(DECLARATION) && may_start(head, len, DECLARATION)) {
		end = memmem(head, len, "?>", 2);
		if (end == NULL)
			return err_at(err, ERR_INPUT, 1, 1,
				_("the XML declaration does not end"));
		find_declared(head, end, name);
	}
	/* EncName of the XML specification; anything else is not to be shown.
	 */
	if (strspn(name, ENCODING_LETTERS) != strlen(name))
		return err_at(err, ERR_INPUT, 1, 1,
			_("the XML declaration names no encoding"));
	if (name[0] == '\0')
		memcpy(name, "UTF-8", sizeof("UTF-8"));
	if (*skip > 0 && strcasecmp(name, "UTF-8") != 0)
		return err_at(err, ERR_INPUT, 1, 1,
			_("marked as UTF-8, but declared as %s"), name);
	return 0;
}
