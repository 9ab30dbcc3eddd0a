/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of a dynamics run in a frame's meta: read, and if it is taken,
 * run for a step, which may fail but not crash.
 */
#include "formats/checkpoint.h"
#include "formats/potential.h"
#include "fuzz.h"

#include <string.h>

static struct gw_sys *
pair(void)
{
	struct gw_sys *s = gw_sys_new(2, 1, 3, GW_LJ);

	strcpy(s->species[0].name, "A");
	gw_box_ortho(&s->box, 6, 6, 6, 3);
	s->x[3] = 1.2;
	gw_sys_need_v(s);
	s->v[0] = 0.3;
	s->v[3] = -0.3;
	return s;
}

static void
step(const struct gw_frame *f, const struct gw_md_state *st)
{
	struct gw_err e = { 0 };
	struct gw_sys *s = pair();
	struct gw_potspec *spec = gw_potspec_read("wca", &e);
	struct gw_pot *pot = gw_potspec_bind(spec, s, &e);
	struct gw_force *fo = gw_force_new(pot, -1);
	struct gw_md md;

	if (gw_checkpoint_anchor(f, s, fo, &e) == 0 && gw_md_open(&md, st, fo, s, &e) == 0) {
		gw_md_run(&md, 1, &e);
		gw_md_close(&md);
	}
	gw_force_free(fo);
	gw_pot_free(pot);
	gw_potspec_free(spec);
	gw_sys_free(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const double anchor[6] = { 0, 0, 0, 1.2, 0, 0 };
	struct gw_frame *f = gw_frame_new();
	struct gw_md_state st;
	struct gw_err e = { 0 };
	json_t *md = json_loadb((const char *)data, size, 0, NULL);

	gw_md_defaults(&st, GW_LJ);
	if (md) {
		json_object_set_new(f->meta, "md", md);
		gw_frame_put(f, "list_pos", GW_F8, 2, 3, "", anchor);
		if (gw_checkpoint_read(f, &st, &e) == 1)
			step(f, &st);
	}
	gw_frame_free(f);
	return 0;
}

/* Under oscillatory shear, and with a barostat: no run has both. */
size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const text[] = {
		"{\"ensemble\":\"nvt\",\"barostat\":\"aniso\",\"dt\":0.005,"
		"\"tau_t\":0.25,\"tau_p\":2.5,\"pressure\":1.5,\"step\":100,\"step0\":0,\"time0\":0.5,"
		"\"ramp\":{\"from\":1,\"to\":0.4,\"rate\":0.1,\"start\":50,\"steps\":1200},"
		"\"chain\":{\"eta\":[0.1,0.2,0.3],\"v\":[0.1,-0.2,0.3]},"
		"\"box_chain\":{\"eta\":[0,0,0],\"v\":[0.5,0,0]},\"strain_rate\":[0.01,0.02,0.03],"
		"\"swing\":{\"a\":0,\"b\":1,\"amplitude\":0.1,\"period\":40,\"start\":90,"
		"\"tilt\":[6,0,0],\"work\":0.5},"
		"\"work\":1.25,\"sum\":[1,2,3,4,5,6],\"nsum\":50,\"skin\":0.3,"
		"\"list_box\":[6,0,0,0,6,0,0,0,6]}",
		"{\"ensemble\":\"npt\",\"barostat\":\"aniso\",\"dt\":0.002,"
		"\"tau_t\":0.1,\"tau_p\":1,\"pressure\":-0.5,\"step\":7,\"step0\":5,\"time0\":0.25,"
		"\"ramp\":{\"from\":0.7,\"to\":0.7,\"rate\":0,\"start\":0,\"steps\":0},"
		"\"chain\":{\"eta\":[-0.1,0.2,0],\"v\":[0.4,0.1,-0.3]},"
		"\"box_chain\":{\"eta\":[0.2,-0.1,0.05],\"v\":[-0.5,0.2,0.1]},"
		"\"strain_rate\":[0.02,-0.01,0.03],\"work\":-0.75,\"sum\":[6,5,4,3,2,1],\"nsum\":2,"
		"\"skin\":0.4,\"list_box\":[6,0,0,0.5,6,0,0,-0.5,6]}"
	};

	return fuzz_text(text, sizeof text/sizeof *text, k, buf, cap);
}
