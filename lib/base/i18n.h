#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

/* _("text") is translated when it is used, N_("text") when it is shown. */
#define _(text) gettext(text)
#define N_(text) text

#endif
