/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peek - say what is in a stream. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "formats/event.h"
#include "tools/filter.h"
#include "tools/scalars.h"

static const struct tool me = {
	.name = "peek", .about = "say what is in a stream", .operands = "[FILE ...]",
	.example = "peek --brief quench.tgz",
	.in = IN_STREAM, .out = OUT_TEXT, .flags = TOOL_RAW
};

static const char *
text(const json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));

	return s ? s : "";
}

/* "Cu50 Zr50": atoms of each species, in a line of its own making. */
static void
composition(FILE *out, const struct gw_sys *s)
{
	long *n = gw_alloc((size_t)s->nspecies, sizeof *n);

	for (int i = 0; i < s->n; i++)
		n[s->type[i]]++;
	for (int k = 0; k < s->nspecies; k++)
		fprintf(out, " %s%ld", s->species[k].name, n[k]);
	gw_free(n);
}

/* A string from outside, on one line. */
static void
line(FILE *out, const char *s)
{
	for (; *s; s++)
		fputc((unsigned char)*s < 32 || *s == 127 ? ' ' : *s, out);
}

static void
scalar(FILE *out, const struct gw_frame *f, const char *key, json_t *v)
{
	char unit[48];

	scalars_unit(f, key, unit, sizeof unit);
	fputs("  ", out);
	line(out, key);
	fputc(' ', out);
	if (json_is_string(v))
		line(out, json_string_value(v));
	else if (json_is_real(v))
		fprintf(out, "%.10g", json_real_value(v));
	else if (json_is_integer(v))
		fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else
		fputs(json_is_true(v) ? "true" : json_is_false(v) ? "false" :
		    json_is_null(v) ? "nan" : "...", out);
	if (*unit)
		fprintf(out, " %s", unit);
	fputc('\n', out);
}

static void
scalars(FILE *out, const struct gw_frame *f)
{
	json_t *v;
	const char *key;

	json_object_foreach(json_object_get(f->meta, "scalars"), key, v)
		scalar(out, f, key, v);
}

static void
box(FILE *out, const struct gw_sys *s)
{
	const double (*h)[3] = s->box.h;
	int ortho = h[0][1] == 0 && h[0][2] == 0 && h[1][0] == 0 && h[1][2] == 0 && h[2][0] == 0 &&
	    h[2][1] == 0;
	const char *length = gw_units(s->units)->length;

	if (ortho)
		fprintf(out, "box %.8g x %.8g x %.8g %s", h[0][0], h[1][1], h[2][2], length);
	else
		fprintf(out, "box a (%.8g %.8g %.8g) b (%.8g %.8g %.8g) c (%.8g %.8g %.8g) %s",
		    h[0][0], h[0][1], h[0][2], h[1][0], h[1][1], h[1][2], h[2][0], h[2][1],
		    h[2][2], length);
	fprintf(out, ", periodic %s%s%s%s\n", s->box.pbc[0] ? "x" : "", s->box.pbc[1] ? "y" : "",
	    s->box.pbc[2] ? "z" : "", s->box.pbc[0] || s->box.pbc[1] ||
	    s->box.pbc[2] ? "" : "nowhere");
}

static void
density(FILE *out, struct scalars *s, const char *name)
{
	char unit[48];
	double v;

	if (!scalars_get(s, name, &v))
		return;
	scalars_unit(s->frame, name, unit, sizeof unit);
	fprintf(out, "%s %.8g %s\n", name, v, unit);
}

static void
arrays(FILE *out, const struct gw_frame *f)
{
	static const char *const type[] = { "f8", "f4", "i8", "i4", "i2", "u1" };

	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];

		fprintf(out, "  %s %s (", a->name, type[a->dtype]);
		for (int d = 0; d < a->ndim; d++)
			fprintf(out, "%s%zu", d ? "," : "", a->shape[d]);
		fprintf(out, ")%s", *a->unit ? " " : "");
		line(out, a->unit);
		fputc('\n', out);
	}
	for (int k = 0; k < f->nextra; k++)
		fprintf(out, "  %s: %zu bytes, not known to this version\n", f->extra[k].name,
		    f->extra[k].size);
}

static void
provenance(FILE *out, const struct gw_frame *f)
{
	json_t *entry, *arg;
	size_t k, m;

	json_array_foreach(json_object_get(f->meta, "provenance"), k, entry) {
		fprintf(out, "  ");
		line(out, text(entry, "program"));
		fputc(' ', out);
		line(out, text(entry, "version"));
		fprintf(out, " seed %" JSON_INTEGER_FORMAT ":",
		    json_integer_value(json_object_get(entry, "seed")));
		json_array_foreach(json_object_get(entry, "argv"), m, arg) {
			fputc(' ', out);
			line(out, json_string_value(arg) ? json_string_value(arg) : "");
		}
		fputc('\n', out);
	}
}

static void
potential(FILE *out, const struct gw_frame *f)
{
	const json_t *p = json_object_get(f->meta, "potential");

	if (!p)
		return;
	fputs("potential ", out);
	line(out, text(p, "spec"));
	if (*text(p, "sha256"))
		fprintf(out, "\n  sha256 %s", text(p, "sha256"));
	if (*text(p, "title")) {
		fputs("\n  ", out);
		line(out, text(p, "title"));
	}
	fputc('\n', out);
}

static void
summary(FILE *out, const struct gw_frame *f)
{
	struct scalars s = { f, NULL, 0 };
	const struct gw_sys *c = scalars_sys(&s);

	fprintf(out, "frame %ld of %s\n", f->number, f->source);
	if (c) {
		fprintf(out, "atoms %d:", c->n);
		composition(out, c);
		fprintf(out, "\nunits %s, %d dimensions\n", gw_units(c->units)->name, c->dim);
		box(out, c);
		density(out, &s, "volume");
		density(out, &s, "density");
	} else if (gw_event_kind(f) == GW_EVENT_EVENT) {
		fprintf(out, "an event from the minimum before it: displacements below %g are 0\n",
		    gw_event_threshold(f));
	} else {
		fputs("no configuration (positions, types, box or species are missing)\n", out);
	}
	potential(out, f);
	fputs("scalars\n", out);
	scalars(out, f);
	fputs("arrays\n", out);
	arrays(out, f);
	fputs("provenance\n", out);
	provenance(out, f);
	fputc('\n', out);
	scalars_free(&s);
}

/* "3 1000 atoms Cu500 Zr500 step 0 time 0 ..." */
static void
brief(FILE *out, const struct gw_frame *f)
{
	static const char *const key[] = { "time", "temperature", "energy", "volume", "pressure",
		"fmax", "converged", "center", "attempt", "connected", "barrier", "reverse" };
	struct scalars s = { f, NULL, 0 };
	const struct gw_sys *c = scalars_sys(&s);
	char unit[48];
	double v;

	fprintf(out, "%ld", f->number);
	if (c) {
		fprintf(out, "  %d atoms", c->n);
		composition(out, c);
	}
	for (size_t k = 0; k < sizeof key/sizeof *key; k++)
		if (scalars_get(&s, key[k], &v)) {
			scalars_unit(f, key[k], unit, sizeof unit);
			fprintf(out, "  %s %.7g%s%s", key[k], v, *unit ? " " : "", unit);
		}
	fputc('\n', out);
	scalars_free(&s);
}

static int
json(struct filter *io)
{
	char *s = json_dumps(io->frame->meta, JSON_COMPACT | JSON_REAL_PRECISION(17));

	if (!s)
		return gw_fail(&io->err, GW_BADDATA, "%s: frame %ld: its meta data cannot be "
		    "written", io->frame->source, io->frame->number);
	fprintf(io->text, "%s\n", s);
	free(s);
	return 0;
}

int
main(int argc, char **argv)
{
	int as_json = 0, short_lines = 0;
	long n = 0;
	struct filter io;
	const struct opt tab[] = {
		{ 'b', "brief", OPT_FLAG, &short_lines, "", "one line per frame" },
		{ 0, "json", OPT_FLAG, &as_json, "",
			"the meta data of each frame as one line of JSON" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	for (; filter_next(&io) > 0; n++) {
		if (as_json && json(&io) < 0)
			break;
		else if (!as_json && short_lines)
			brief(io.text, io.frame);
		else if (!as_json)
			summary(io.text, io.frame);
		fflush(io.text);
	}
	if (!as_json && !io.err.code)
		fprintf(io.text, "%ld frame%s, end marker %s\n", n, n == 1 ? "" : "s",
		    io.fragment ? "not looked for" : "present");
	return filter_close(&io);
}
