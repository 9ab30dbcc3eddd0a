/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Event streams (formats/stream.5, "Events"): a minimum, an ordinary frame whose meta has
 * event.kind = "minimum", and behind it the events that start from it: frames without positions,
 * event.kind = "event", with scalars and, where a saddle was found, the displacements dsaddle and
 * dfinal from that minimum, <f4 [N][3].
 */
#ifndef GW_FORMATS_EVENT_H
#define GW_FORMATS_EVENT_H

#include "formats/stream.h"

enum gw_event_kind {
	GW_EVENT_NONE,		/* a frame like any other */
	GW_EVENT_MINIMUM,
	GW_EVENT_EVENT
};

enum gw_event_kind gw_event_kind(const struct gw_frame *f);

/*
 * Make f, a configuration, the minimum of the events behind it.  about, an object (its reference is
 * taken over), is stored as meta.event with the kind added.
 */
void gw_event_minimum(struct gw_frame *f, json_t *about);

/*
 * An event from the minimum m: no arrays, no scalars, the units, potential and provenance of m.
 * threshold [length] is recorded: displacements below it are 0.
 */
struct gw_frame *gw_event_new(const struct gw_frame *m, double threshold);

double gw_event_threshold(const struct gw_frame *f);	/* 0 where it is not said */

/* Does the event start from the minimum m: of the same search, and with its number? */
int gw_event_belongs(const struct gw_frame *event, const struct gw_frame *m);

/* Displacements of some atoms. */
struct gw_moves {
	int n;
	int32_t *atom;		/* [n] ascending indices, owned */
	float *d;		/* [n][3] length, owned */
};

/*
 * Those of atom [n], d [n][3] that are not shorter than the threshold, in multiples of the power of
 * two that is at most threshold/64 (so they compress to half);
 * all of them and as they are with threshold 0.
 */
void gw_moves_from(struct gw_moves *m, int n, const int32_t *atom, const double *d,
	double threshold);
void gw_moves_copy(struct gw_moves *to, const struct gw_moves *from);
void gw_moves_clear(struct gw_moves *m);

/*
 * Norm of the difference of two fields [length]: of an atom that only one of them has, what is
 * above the threshold.
 */
double gw_moves_distance(const struct gw_moves *a, const struct gw_moves *b, double threshold);

/* As the array `name` of a frame for natoms atoms, and from it; no such array: no moves.
 * -1, GW_BADDATA: not [N][3] floats. */
void gw_moves_put(struct gw_frame *f, const char *name, int natoms, const char *unit,
	const struct gw_moves *m);
int gw_moves_get(struct gw_moves *m, const struct gw_frame *f, const char *name, struct gw_err *e);

enum gw_event_place { GW_EVENT_INITIAL, GW_EVENT_SADDLE, GW_EVENT_FINAL };

/*
 * The configuration of an event: a copy of its minimum m, with pos moved, the scalars of the event,
 * and energy that of the place; arrays that belong to the minimum alone are gone.  NULL,
 * GW_BADDATA: the event has no displacements, or of another number of atoms.
 */
struct gw_frame *gw_event_configuration(const struct gw_frame *m, const struct gw_frame *event,
	enum gw_event_place place, struct gw_err *e);

#endif
