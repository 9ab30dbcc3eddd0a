/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals: what a handler may touch is the one piece of state that cannot
 * travel in a struct; it stays inside signals.c.
 */
#ifndef GW_TOOLS_SIGNALS_H
#define GW_TOOLS_SIGNALS_H

/*
 * SIGPIPE kills quietly, SIGUSR1 asks for a status line.  SIGTERM, SIGINT,
 * SIGXCPU: while patient, the first is only noted (filter_interrupted) and the second
 * ends the program; while impatient (waiting for input, or a program whose
 * frames take no time) the first ends it.
 */
void signals_start(void);
void signals_patient(int yes);

/* A half-written file to remove when a signal ends the program; NULL: none.  Borrowed. */
void signals_scratch(const char *path);

int signals_status(void);	/* 1 once after each SIGUSR1 */
int signals_caught(void);	/* the noted signal, 0 if there is none */
void signals_die(int sig) __attribute__((noreturn));	/* end as the signal does by default */

#endif
