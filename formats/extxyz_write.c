/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writer of extended XYZ, and the names that both directions share. */
#include "formats/extxyz.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "formats/column.h"
#include "formats/keyval.h"

const char *const gw_stress_name[6] = {
	"stress_xx", "stress_yy", "stress_zz", "stress_xy", "stress_xz", "stress_yz"
};

const char *
gw_extxyz_symbol(enum gw_unit_system us, const char *species)
{
	if (us == GW_LJ && !strcmp(species, "A"))
		return "Ni";
	if (us == GW_LJ && !strcmp(species, "B"))
		return "P";
	return gw_atomic_number(species) ? species : "X";
}

static int
is_one_of(const char *name, const char *const *word)
{
	for (; *word; word++)
		if (!strcmp(*word, name))
			return 1;
	return 0;
}

/*
 * The format's own keys and columns, and what ASE takes for results of a
 * calculator or for its own arrays.
 */
static const char *const result_word[] = {
	"energies", "free_energy", "forces", "stress", "stresses", "virial", "virials",
	"dipole", "magmom", "magmoms", "charge", "charges", NULL
};
static const char *const key_word[] = { "Lattice", "Properties", "pbc", "Origin", NULL };
static const char *const column_word[] = {
	"species", "element", "pos", "positions", "numbers", "Z", "type", "id", "vel", "velo",
	"velocity", "velocities", "momenta", "mass", "masses", "tags", "energy",
	"initial_magmoms", "initial_charges", "move_mask", NULL
};

static int
reserved_key(const char *name)
{
	return !strncmp(name, "gw_", 3) || is_one_of(name, result_word) ||
	    is_one_of(name, key_word);
}

static int
reserved_column(const char *name)
{
	return !strncmp(name, "gw_", 3) || is_one_of(name, result_word) ||
	    is_one_of(name, column_word);
}

static void
print_numbers(FILE *out, const char *key, const double *v, int n)
{
	fprintf(out, "%s=\"", key);
	for (int k = 0; k < n; k++)
		fprintf(out, "%s%.17g", k ? " " : "", v[k]);
	fputc('"', out);
}

/* A real number stays one: 300 is written as 300.0. */
static void
print_real(FILE *out, double v)
{
	char s[40];

	snprintf(s, sizeof s, "%.17g", v);
	fprintf(out, "%s%s", s, strpbrk(s, ".en") ? "" : ".0");
}

static void
print_scalar(FILE *out, const char *key, const json_t *v)
{
	const char *prefix = reserved_key(key) ? "gw_" : "";
	char name[256];

	if (!json_is_number(v) && !json_is_string(v) && !json_is_boolean(v))
		return;
	snprintf(name, sizeof name, "%s%s", prefix, key);
	fputc(' ', out);
	gw_keyval_print(out, name);
	fputc('=', out);
	if (json_is_integer(v))
		fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else if (json_is_real(v))
		print_real(out, json_real_value(v));
	else if (json_is_boolean(v))
		fputc(json_is_true(v) ? 'T' : 'F', out);
	else
		gw_keyval_string(out, json_string_value(v));
}

static int
is_stress(const char *key)
{
	for (int k = 0; k < 6; k++)
		if (!strcmp(key, gw_stress_name[k]))
			return 1;
	return 0;
}

static void
print_scalars(FILE *out, const struct gw_frame *f)
{
	json_t *all = json_object_get(f->meta, "scalars"), *v;
	double w[6];
	const char *key;
	int n = 0;

	for (int k = 0; k < 6; k++)
		n += gw_frame_get_real(f, gw_stress_name[k], &w[k]);
	json_object_foreach(all, key, v)
		if (n < 6 || !is_stress(key))
			print_scalar(out, key, v);
	if (n == 6) {
		const double m[9] = { w[0], w[3], w[4], w[3], w[1], w[5], w[4], w[5], w[2] };

		print_numbers(out, " stress", m, 9);
	}
}

static void
print_potential(FILE *out, const struct gw_frame *f)
{
	static const char *const key[] = { "spec", "file", "sha256", "title" };
	const json_t *p = json_object_get(f->meta, "potential");

	for (size_t k = 0; k < sizeof key/sizeof *key; k++) {
		const char *v = json_string_value(json_object_get(p, key[k]));

		if (!v)
			continue;
		fprintf(out, " gw_potential_%s=", key[k]);
		gw_keyval_string(out, v);
	}
}

/* The name of an array's column: force is ASE's forces; a colon would cut Properties. */
static void
print_name(FILE *out, const struct gw_array *a)
{
	int force = !strcmp(a->name, "force") && gw_column_width(a) == 3;

	fprintf(out, ":%s", force ? "" : reserved_column(a->name) ? "gw_" : "");
	for (const char *c = force ? "forces" : a->name; *c; c++)
		fputc(isalnum((unsigned char)*c) || strchr("_-+[]()", *c) ? *c : '_', out);
	fprintf(out, ":%c:%zu", gw_column_integer(a) ? 'I' : 'R', gw_column_width(a));
}

static void
print_head(FILE *out, const struct gw_sys *s, const struct gw_frame *f)
{
	const struct gw_box *b = &s->box;
	const double *org = b->origin;

	fprintf(out, "%d\n", s->n);
	print_numbers(out, "Lattice", &b->h[0][0], 9);
	if (org[0] != 0 || org[1] != 0 || org[2] != 0)
		print_numbers(out, " Origin", org, 3);
	fprintf(out, " Properties=species:S:1:pos:R:3%s:id:I:1:type:I:1", s->v ? ":vel:R:3" : "");
	for (int k = 0; f && k < f->narray; k++)
		if (gw_column_fits(&f->array[k], (size_t)s->n))
			print_name(out, &f->array[k]);
	fprintf(out, " pbc=\"%c %c %c\"", b->pbc[0] ? 'T' : 'F', b->pbc[1] ? 'T' : 'F',
	    b->pbc[2] ? 'T' : 'F');
}

static void
print_ours(FILE *out, const struct gw_sys *s)
{
	fprintf(out, " gw_units=%s gw_species=\"", gw_units(s->units)->name);
	for (int k = 0; k < s->nspecies; k++)
		fprintf(out, "%s%s", k ? " " : "", s->species[k].name);
	fprintf(out, "\" gw_mass=\"");
	for (int k = 0; k < s->nspecies; k++)
		fprintf(out, "%s%.17g", k ? " " : "", s->species[k].mass);
	fputc('"', out);
	if (s->dim == 2)
		fprintf(out, " gw_dim=2");
}

static void
print_atom(FILE *out, const struct gw_sys *s, const struct gw_frame *f, size_t i)
{
	const double *x = &s->x[3*i], *v = s->v ? &s->v[3*i] : NULL;

	fprintf(out, "%s %.17g %.17g %.17g", gw_extxyz_symbol(s->units,
	    s->species[s->type[i]].name), x[0], x[1], x[2]);
	if (v)
		fprintf(out, " %.17g %.17g %.17g", v[0], v[1], v[2]);
	fprintf(out, " %" PRId64 " %d", s->id[i], s->type[i]);
	for (int k = 0; f && k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];
		size_t w = gw_column_width(a);

		for (size_t c = 0; gw_column_fits(a, (size_t)s->n) && c < w; c++)
			gw_column_print(out, a, i*w + c);
	}
	fputc('\n', out);
}

void
gw_extxyz_write(FILE *out, const struct gw_sys *s, const struct gw_frame *f)
{
	print_head(out, s, f);
	if (f)
		print_scalars(out, f);
	print_ours(out, s);
	if (f)
		print_potential(out, f);
	fputc('\n', out);
	for (size_t i = 0; i < (size_t)s->n; i++)
		print_atom(out, s, f, i);
}
