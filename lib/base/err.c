/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors travel in the caller's struct; nothing here prints. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int
gw_fail(struct gw_err *e, int code, const char *fmt, ...)
{
	va_list ap;

	e->code = code;
	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	return -1;
}

int
gw_fail_in(struct gw_err *e, const char *fmt, ...)
{
	char head[sizeof e->msg / 2], tail[sizeof e->msg];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(head, sizeof head, fmt, ap);
	va_end(ap);
	memcpy(tail, e->msg, sizeof tail);
	snprintf(e->msg, sizeof e->msg, "%s: %.*s", head,
	    (int)(sizeof e->msg - strlen(head) - 3), tail);
	return -1;
}
