/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Potentials with triplets: against LAMMPS, known crystals, and their parameter files. */
#include "force_unit.h"

static const char *const si[] = { "Si" }, *const sio[] = { "Si", "O" };

static void
stillinger_weber_is_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 1, .species = si };

	(void)state;
	like_lammps("si-512-glass", SW, &o);
}

static void
tersoff_is_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = sio };

	(void)state;
	like_lammps("sio2-576-glass", SIO, &o);
	like_lammps("sio2-576-glass", SIO ",kernel=plain", &o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stillinger_weber_is_like_lammps),
		cmocka_unit_test(tersoff_is_like_lammps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
