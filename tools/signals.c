/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/signals.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "tools/filter.h"

static struct {
	volatile sig_atomic_t caught, status, patient;
	const char *volatile scratch;
} state;

void
signals_die(int sig)
{
	sigset_t set;

	if (state.scratch)
		unlink(state.scratch);
	signal(sig, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(sig);
	_exit(128 + sig);
}

static void
on_stop(int sig)
{
	if (state.caught || !state.patient)
		signals_die(sig);
	state.caught = sig;
}

static void
on_status(int sig)
{
	(void)sig;
	state.status = 1;
}

static void
catch(int sig, void (*f)(int))
{
	struct sigaction a, old;

	memset(&a, 0, sizeof a);
	a.sa_handler = f;
	a.sa_flags = SA_RESTART;
	/* what the parent ignores (nohup, background jobs) stays ignored */
	if (sigaction(sig, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		sigaction(sig, &a, NULL);
}

void
signals_start(void)
{
	signal(SIGPIPE, SIG_DFL);
	catch(SIGTERM, on_stop);
	catch(SIGINT, on_stop);
	catch(SIGXCPU, on_stop);
	catch(SIGUSR1, on_status);
}

void
signals_patient(int yes)
{
	state.patient = yes;
}

void
signals_scratch(const char *path)
{
	state.scratch = path;
}

int
signals_status(void)
{
	int r = state.status;

	state.status = 0;
	return r;
}

int
signals_caught(void)
{
	return state.caught;
}

int
filter_interrupted(void)
{
	return state.caught != 0;
}
