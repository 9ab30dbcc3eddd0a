/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target over its seeds and over mutations of them, the same ones
 * on every machine: `make check` then sees each parser survive thousands of
 * damaged inputs.  One TAP case per seed.
 *
 *	fuzz_X			all seeds, GW_FUZZ_RUNS (default 1000) mutations each
 *	fuzz_X FILE ...		these inputs as they are (after a crash)
 *
 * Before a crash ends the program, the input is written to fuzz_X.crash.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "fuzz.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CAP (1 << 20)

/* What the signal handler saves; a handler cannot be given an argument. */
static struct { char name[4096]; const uint8_t *data; size_t size; } now;

#if defined __SANITIZE_ADDRESS__
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "abort_on_error=1:allocator_may_return_null=1";
}
#endif

static void
save_and_die(int sig)
{
	int fd = open(now.name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd >= 0 && write(fd, now.data, now.size) < 0)
		close(fd);
	signal(sig, SIG_DFL);
	raise(sig);
}

/* Exactly size bytes on the heap, so that a sanitizer sees a read past the end. */
static void
run(const uint8_t *data, size_t size)
{
	uint8_t *p = malloc(size ? size : 1);

	if (!p)
		abort();
	memcpy(p, data, size);
	now.data = p;
	now.size = size;
	LLVMFuzzerTestOneInput(p, size);
	free(p);
}

static size_t
cut(struct gw_rng *r, uint8_t *b, size_t n)
{
	size_t at = gw_rng_below(r, (uint32_t)n), len = gw_rng_below(r, (uint32_t)(n - at)) + 1;

	memmove(b + at, b + at + len, n - at - len);
	return n - len;
}

static size_t
repeat(struct gw_rng *r, uint8_t *b, size_t n)
{
	size_t at = gw_rng_below(r, (uint32_t)n), len = gw_rng_below(r, (uint32_t)(n - at)) + 1;

	if (n + len > CAP)
		return n;
	memmove(b + at + len, b + at, n - at);
	return n + len;
}

static size_t
insert_word(struct gw_rng *r, uint8_t *b, size_t n)
{
	static const char *const word[] = { "-1", "0", "1e999", "nan", "-inf", "2147483648",
	    "9223372036854775808", "1e-320", "\n", "\t", " ", "\"", "\\", "{", "}", "[", "#",
	    ",", ":", "=", "\r\n", "\xff", "99999999999999999999999" };
	const char *w = word[gw_rng_below(r, sizeof word/sizeof word[0])];
	size_t at = gw_rng_below(r, (uint32_t)n + 1), len = strlen(w);

	if (n + len > CAP)
		return n;
	memmove(b + at + len, b + at, n - at);
	memcpy(b + at, w, len);
	return n + len;
}

static size_t
mutate(struct gw_rng *r, uint8_t *b, size_t n)
{
	for (uint32_t k = 1 + gw_rng_below(r, 3); k > 0 && n > 0; k--)
		switch (gw_rng_below(r, 6)) {
		case 0:		/* a flipped bit */
			b[gw_rng_below(r, (uint32_t)n)] ^= (uint8_t)(1u << gw_rng_below(r, 8));
			break;
		case 1:		/* another byte */
			b[gw_rng_below(r, (uint32_t)n)] = (uint8_t)gw_rng_u32(r);
			break;
		case 2:		/* cut off at the end */
			n = gw_rng_below(r, (uint32_t)n);
			break;
		case 3:
			n = cut(r, b, n);
			break;
		case 4:
			n = repeat(r, b, n);
			break;
		case 5:
			n = insert_word(r, b, n);
			break;
		}
	return n;
}

static void
run_seed(int k, int runs, uint8_t *seed, size_t n, uint8_t *work)
{
	struct gw_rng r;

	run(seed, n);
	for (int j = 0; j < runs; j++) {
		gw_rng_start(&r, 1, GW_RNG_TEST, (uint32_t)k, (uint32_t)j);
		memcpy(work, seed, n);
		run(work, mutate(&r, work, n));
	}
	printf("ok %d - seed %d and %d mutations of it\n", k + 1, k, runs);
	fflush(stdout);
}

static int
run_file(const char *name, uint8_t *buf)
{
	FILE *f = fopen(name, "rb");
	size_t n;

	if (!f) {
		perror(name);
		return 1;
	}
	n = fread(buf, 1, CAP, f);
	fclose(f);
	run(buf, n);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *env = getenv("GW_FUZZ_RUNS");
	int runs = env ? atoi(env) : 1000, nseed = 0, bad = 0;
	uint8_t *seed = gw_alloc(CAP, 1), *work = gw_alloc(CAP, 1);
	size_t n;

	snprintf(now.name, sizeof now.name, "%s.crash", argv[0]);
	signal(SIGABRT, save_and_die);
	signal(SIGSEGV, save_and_die);
	signal(SIGFPE, save_and_die);
	signal(SIGALRM, save_and_die);
	alarm(600);		/* a hang is a bug as well */
	for (int k = 1; k < argc; k++)
		bad |= run_file(argv[k], seed);
	while (argc == 1 && fuzz_seed(nseed, seed, CAP) > 0)
		nseed++;
	if (argc == 1)
		printf("1..%d\n", nseed);
	for (int k = 0; k < nseed; k++) {
		n = fuzz_seed(k, seed, CAP);
		run_seed(k, runs, seed, n, work);
	}
	gw_free(seed);
	gw_free(work);
	signal(SIGABRT, SIG_DFL);	/* a leak found at exit: the input is gone by then */
	return bad || (argc == 1 && nseed == 0);
}
