/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <config.h>	/* tee(2) */

#include "tools/sniff.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The next bytes of fd, which stay there; 0 at the end or when there is no way to look. */
static ssize_t
look(int fd, char *buf, size_t size)
{
	ssize_t n = pread(fd, buf, size, lseek(fd, 0, SEEK_CUR));
	int p[2];

	if (n >= 0 || pipe(p) < 0)
		return n > 0 ? n : 0;
	n = tee(fd, p[1], size, 0);
	if (n > 0)
		n = read(p[0], buf, (size_t)n);
	close(p[0]);
	close(p[1]);
	return n > 0 ? n : 0;
}

/* Compressed data are no text, and a plain tar has NULs behind its first name. */
int
sniff_table(const char *name)
{
	int fd = strcmp(name, "-") ? open(name, O_RDONLY | O_CLOEXEC) : 0;
	char head[512];
	ssize_t n;

	if (fd < 0)
		return 0;	/* the reader says why */
	n = look(fd, head, sizeof head);
	if (fd > 0)
		close(fd);
	return n > 0 && !memchr(head, 0, (size_t)n) &&
	    (head[0] == '\n' || head[0] == '\t' || (head[0] >= 32 && head[0] < 127));
}
