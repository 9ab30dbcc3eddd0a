/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPEC strings: parameters, files and where they are looked for, hashes, frames, binding. */
#include "base/mem.h"
#include "formats/potential.h"
#include "unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* One element, five points: enough for a file. */
static const char setfl[] = "made up UNITS: metal\n\n\n1 Cu\n5 1 5 1 4\n29 63.5 3.6 fcc\n"
    "0 1 2 3 4\n5 4 3 2 1\n1 1 1 1 1\n";

struct place {
	char dir[64], file[128];
};

static void
put(struct place *p, const char *name, const char *text)
{
	gzFile gz;

	strcpy(p->dir, "potspec.XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->file, sizeof p->file, "%s/%s", p->dir, name);
	gz = gzopen(p->file, strstr(name, ".gz") ? "wb" : "wbT");
	gzputs(gz, text);
	gzclose(gz);
}

static void
gone(struct place *p)
{
	unlink(p->file);
	rmdir(p->dir);
}

static void
parameters_are_read(void **state)
{
	struct gw_err e = { 0 };
	struct gw_potspec *p = gw_potspec_read("ka", &e);
	int cut = -1, shift = -1;

	(void)state;
	if (!p)
		fail_msg("%s", e.msg);
	for (int k = 0; p->type->param[k].name; k++) {
		if (!strcmp(p->type->param[k].name, "cut"))
			cut = k;
		if (!strcmp(p->type->param[k].name, "shift"))
			shift = k;
	}
	assert_true(p->value[cut] == 2.5);
	assert_string_equal(p->word[shift], "energy");
	assert_string_equal(p->sha256, "");
	assert_null(p->path);
	assert_true(*p->title);
	gw_potspec_free(p);
	p = gw_potspec_read("ka,cut=3,shift=c2", &e);
	assert_non_null(p);
	assert_true(p->value[cut] == 3);
	assert_string_equal(p->word[shift], "c2");
	assert_string_equal(p->spec, "ka,cut=3,shift=c2");
	gw_potspec_free(p);
}

static void
wrong_specs_are_usage_errors(void **state)
{
	static const struct { const char *spec; int code; const char *says; } wrong[] = {
		{ "", GW_USAGE, "no potential ''; there are: " },
		{ "nope", GW_USAGE, "no potential 'nope'; there are: " },
		{ "eam", GW_USAGE, "no potential 'eam'" },
		{ "eam/fs", GW_USAGE, "needs a file: eam/fs:FILE" },
		{ "eam/fs:", GW_USAGE, "needs a file" },
		{ "kim", GW_USAGE, "needs a model: kim:MODEL" },
		{ "kim:no_such_model", GW_NOPOT, "no_such_model" },
		{ "ka:file", GW_USAGE, "takes no file" },
		{ "ka,cutt=2", GW_USAGE, "has no parameter 'cutt'; there are: cut" },
		{ "ka,cut=x", GW_USAGE, "cut=x is not a number" },
		{ "ka,cut=nan", GW_USAGE, "cut=nan is not a number" },
		{ "ka,shift=tail", GW_USAGE, "shift=tail: expected none|energy|force|c2" },
		{ "ka,cut=2,shift", GW_USAGE, "'shift' is not name=value" },
		{ "eam/fs:no-such.eam.fs", GW_NOPOT, "no-such.eam.fs not found; looked in ., here, there, " },
		{ "eam/fs:/no/such.eam.fs", GW_NOPOT, "/no/such.eam.fs not found" },
	};
	struct gw_err e;

	(void)state;
	setenv("GLASSWORKS_POTENTIALS", "here:", 1);
	setenv("LAMMPS_POTENTIALS", ":there", 1);
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		assert_null(gw_potspec_read(wrong[k].spec, &e));
		if (!strstr(e.msg, wrong[k].says))
			fail_msg("case %zu: '%s' does not say '%s'", k, e.msg, wrong[k].says);
		assert_int_equal(e.code, wrong[k].code);
	}
	unsetenv("GLASSWORKS_POTENTIALS");
	unsetenv("LAMMPS_POTENTIALS");
}

static void
files_are_looked_for(void **state)
{
	struct gw_err e = { 0 };
	struct gw_potspec *p, *q;
	struct place here, gz;
	char spec[200];

	(void)state;
	put(&here, "cu.eam.fs", setfl);
	put(&gz, "cu.eam.fs.gz", setfl);
	snprintf(spec, sizeof spec, "eam/fs:%s", here.file);
	p = gw_potspec_read(spec, &e);
	if (!p)
		fail_msg("%s", e.msg);
	assert_string_equal(p->path, here.file);
	assert_int_equal(strlen(p->sha256), 64);
	assert_string_equal(p->title, "made up UNITS: metal");
	assert_null(gw_potspec_read("eam/fs:cu.eam.fs", &e));
	setenv("GLASSWORKS_POTENTIALS", gz.dir, 1);
	q = gw_potspec_read("eam/fs:cu.eam.fs", &e);
	if (!q)
		fail_msg("%s", e.msg);
	assert_string_equal(q->path, gz.file);
	assert_string_equal(q->sha256, p->sha256);	/* of the plain bytes */
	gw_potspec_free(q);
	setenv("LAMMPS_POTENTIALS", here.dir, 1);	/* ours comes first */
	q = gw_potspec_read("eam/fs:cu.eam.fs", &e);
	assert_string_equal(q->path, gz.file);
	gw_potspec_free(q);
	unsetenv("GLASSWORKS_POTENTIALS");
	q = gw_potspec_read("eam/fs:cu.eam.fs", &e);
	assert_string_equal(q->path, here.file);
	gw_potspec_free(q);
	unsetenv("LAMMPS_POTENTIALS");
	gw_potspec_free(p);
	gone(&here);
	gone(&gz);
}

static void
a_parameter_is_set(void **state)
{
	static const char *const is[][2] = {
		{ "eam/fs:f", "eam/fs:f,spline=smooth" },
		{ "eam/fs:f,spline=lammps", "eam/fs:f,spline=smooth" },
		{ "eam/fs:f,spline=lammps,kernel=plain", "eam/fs:f,spline=smooth,kernel=plain" },
		{ "eam/fs:f,kernel=plain,spline=", "eam/fs:f,kernel=plain,spline=smooth" },
		{ "eam/fs:a,b,spline=x,spline=lammps", "eam/fs:a,b,spline=x,spline=smooth" },
		{ "eam/fs:f,splines=x", "eam/fs:f,splines=x,spline=smooth" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof is/sizeof *is; k++) {
		char *s = gw_potspec_with(is[k][0], "spline", "smooth");

		assert_string_equal(s, is[k][1]);
		gw_free(s);
	}
}

static void
the_hash_is_sha256(void **state)
{
	struct gw_err e = { 0 };
	struct gw_potspec *p;
	struct place w;
	char spec[200], cmd[300], line[65] = "";
	FILE *f;

	(void)state;
	put(&w, "cu.eam.fs", setfl);
	snprintf(spec, sizeof spec, "eam/fs:%s", w.file);
	assert_non_null(p = gw_potspec_read(spec, &e));
	snprintf(cmd, sizeof cmd, "sha256sum %s", w.file);
	f = popen(cmd, "r");
	if (!f || !fgets(line, sizeof line, f))
		skip();
	pclose(f);
	assert_string_equal(p->sha256, line);
	gw_potspec_free(p);
	gone(&w);
}

static void
a_frame_remembers_its_potential(void **state)
{
	struct gw_frame *f = gw_frame_new();
	struct gw_potspec *p, *q;
	struct gw_err e = { 0 };
	struct place w, x;
	char spec[200], moved[200];

	(void)state;
	assert_null(gw_potspec_of_frame(f, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "names no potential: give one with -p"));
	put(&w, "cu.eam.fs", setfl);
	snprintf(spec, sizeof spec, "eam/fs:%s", w.file);
	assert_non_null(p = gw_potspec_read(spec, &e));
	gw_potspec_store(p, f);
	assert_non_null(q = gw_potspec_of_frame(f, &e));
	assert_string_equal(q->sha256, p->sha256);
	gw_potspec_free(q);

	/* another content under the same name */
	{
		FILE *out = fopen(w.file, "a");

		fputs("# changed\n", out);
		fclose(out);
	}
	assert_null(gw_potspec_of_frame(f, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "refused: "));
	gone(&w);
	assert_null(gw_potspec_of_frame(f, &e));
	assert_int_equal(e.code, GW_NOPOT);

	/* the SPEC's name is not found from here, the path it had is */
	put(&x, "cu.eam.fs", setfl);
	snprintf(moved, sizeof moved, "%s", x.file);
	json_object_set_new(json_object_get(f->meta, "potential"), "spec", json_string("eam/fs:cu.eam.fs"));
	json_object_set_new(json_object_get(f->meta, "potential"), "file", json_string(moved));
	assert_non_null(q = gw_potspec_of_frame(f, &e));
	assert_string_equal(q->path, moved);
	gw_potspec_free(q);
	gone(&x);
	gw_potspec_free(p);
	gw_frame_free(f);
}

static void
units_of_the_file_count(void **state)
{
	struct gw_err e = { 0 };
	struct place w;
	char spec[200], *text = gw_strdup(setfl);

	(void)state;
	memcpy(strstr(text, "metal"), "real ", 5);
	put(&w, "cu.eam.fs", text);
	snprintf(spec, sizeof spec, "eam/fs:%s", w.file);
	assert_null(gw_potspec_read(spec, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "its units are real, potential eam/fs needs metal"));
	gone(&w);
	gw_free(text);
}

static void
binding_fills_masses_and_checks(void **state)
{
	struct gw_err e = { 0 };
	struct gw_sys *s = gw_sys_new(1, 1, 3, GW_METAL), *t = gw_sys_new(1, 2, 3, GW_LJ);
	struct gw_potspec *p, *ka;
	struct gw_pot *pot;
	struct place w;
	char spec[200];

	(void)state;
	put(&w, "cu.eam.fs", setfl);
	snprintf(spec, sizeof spec, "eam/fs:%s", w.file);
	assert_non_null(p = gw_potspec_read(spec, &e));
	assert_non_null(ka = gw_potspec_read("ka", &e));
	strcpy(s->species[0].name, "Cu");
	strcpy(t->species[0].name, "B");
	strcpy(t->species[1].name, "A");
	t->species[1].mass = 7;
	assert_non_null(pot = gw_potspec_bind(p, s, &e));
	assert_true(s->species[0].mass == 63.5);
	gw_pot_free(pot);
	s->species[0].mass = 65;
	assert_non_null(pot = gw_potspec_bind(p, s, &e));
	assert_true(s->species[0].mass == 65);
	gw_pot_free(pot);
	assert_non_null(pot = gw_potspec_bind(ka, t, &e));
	assert_true(t->species[0].mass == 1 && t->species[1].mass == 7);
	gw_pot_free(pot);
	assert_null(gw_potspec_bind(ka, s, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_string_equal(e.msg, "the frame is in metal units, potential ka needs lj");
	strcpy(s->species[0].name, "Zr");
	assert_null(gw_potspec_bind(p, s, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "species Zr"));
	gw_sys_free(s);
	gw_sys_free(t);
	gw_potspec_free(p);
	gw_potspec_free(ka);
	gone(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters_are_read),
		cmocka_unit_test(wrong_specs_are_usage_errors),
		cmocka_unit_test(files_are_looked_for),
		cmocka_unit_test(a_parameter_is_set),
		cmocka_unit_test(the_hash_is_sha256),
		cmocka_unit_test(a_frame_remembers_its_potential),
		cmocka_unit_test(units_of_the_file_count),
		cmocka_unit_test(binding_fills_masses_and_checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
