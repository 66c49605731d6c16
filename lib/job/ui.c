#include "job/ui.h"

#include <stdarg.h>
#include <stdio.h>

#define LINE_SIZE 8192 /* two paths and what is said of them */

void
ui_tell(const struct job_ui *ui, const char *format, ...)
{
	char line[LINE_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	ui->line(ui->ctx, line);
}
