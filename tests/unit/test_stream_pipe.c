/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stream through a pipe: in pieces, from slow producers, and to the end. */
#include "stream_unit.h"

#include <pthread.h>

static const struct gw_write_opt gzip = { 0 }, plain = { .plain = 1 };

struct feed {
	struct bytes b;
	int fd;
	size_t piece;
};

static void *
feed(void *data)
{
	const struct feed *p = data;

	for (size_t at = 0; at < p->b.n; at += p->piece) {
		size_t n = p->b.n - at < p->piece ? p->b.n - at : p->piece;

		if (write(p->fd, p->b.p + at, n) != (ssize_t)n)
			break;
	}
	close(p->fd);
	return NULL;
}

static void
bytes_may_come_one_by_one(void **state)
{
	struct bytes whole[2] = { numbered(3, &gzip, 1), numbered(3, &plain, 1) };
	(void)state;

	for (int k = 0; k < 2; k++) {
		struct result r, want = read_once(&whole[k], 0);
		struct feed p = { .b = whole[k], .piece = 1 };
		char name[32];
		const char *names[1];
		pthread_t thread;
		int fd[2];

		assert_int_equal(pipe(fd), 0);
		p.fd = fd[1];
		names[0] = file_name(fd[0], name);
		assert_int_equal(pthread_create(&thread, NULL, feed, &p), 0);
		r = read_names(names, 1, 0, 0);
		pthread_join(thread, NULL);
		assert_int_equal(r.end, 0);
		assert_int_equal(r.n, 3);
		assert_memory_equal(r.hash, want.hash, sizeof r.hash);
		close(fd[0]);
		gw_frame_free(want.last);
		gw_free(whole[k].p);
	}
}

/*
 * The producer wrote one frame and is silent: the frame must come out all the
 * same.  A reader that waits for more hangs here until the alarm ends the test.
 */
static void
a_frame_does_not_wait_for_the_next(void **state)
{
	struct bytes whole[2] = { numbered(1, &gzip, 0), numbered(1, &plain, 0) };
	(void)state;

	alarm(120);
	for (int k = 0; k < 2; k++) {
		struct gw_err e = { 0 };
		struct gw_reader *r;
		struct gw_frame *f;
		char name[32];
		const char *names[1];
		int fd[2];

		assert_int_equal(pipe(fd), 0);
		assert_int_equal(write(fd[1], whole[k].p, whole[k].n), (ssize_t)whole[k].n);
		names[0] = file_name(fd[0], name);
		r = gw_reader_open(names, 1, GW_READ_FRAGMENT, &e);
		assert_int_equal(gw_reader_next(r, &f, &e), 1);
		gw_frame_free(f);
		close(fd[1]);
		assert_int_equal(gw_reader_next(r, &f, &e), 0);
		gw_reader_close(r);
		close(fd[0]);
		gw_free(whole[k].p);
	}
	alarm(0);
}

/* A producer of more than a pipe holds can finish when its reader only wanted one frame. */
static void
draining_lets_the_producer_finish(void **state)
{
	struct feed p = { .b = numbered(60, &plain, 1), .piece = 4096 };
	struct gw_err e = { 0 };
	struct gw_reader *r;
	struct gw_frame *f;
	pthread_t thread;
	char name[32];
	const char *names[1];
	int fd[2];
	(void)state;

	assert_true(p.b.n > 200000);
	assert_int_equal(pipe(fd), 0);
	p.fd = fd[1];
	names[0] = file_name(fd[0], name);
	alarm(120);
	assert_int_equal(pthread_create(&thread, NULL, feed, &p), 0);
	r = gw_reader_open(names, 1, 0, &e);
	assert_int_equal(gw_reader_next(r, &f, &e), 1);
	gw_frame_free(f);
	gw_reader_drain(r);
	pthread_join(thread, NULL);
	alarm(0);
	gw_reader_close(r);
	close(fd[0]);
	gw_free(p.b.p);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(bytes_may_come_one_by_one),
		cmocka_unit_test(a_frame_does_not_wait_for_the_next),
		cmocka_unit_test(draining_lets_the_producer_finish),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
