/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/stress.h"

#include <math.h>
#include <stddef.h>

void
gw_stress_atoms(const struct gw_sys *s, const double *w, const double *volume, double *sigma)
{
	double mean = s->n ? s->box.volume/s->n : 1;

	for (int i = 0; i < s->n; i++)
		for (int k = 0; k < 6; k++)
			sigma[6*(size_t)i + (size_t)k] = -w[6*(size_t)i + (size_t)k]/
			    (volume ? volume[i] : mean);
}

void
gw_stress_total(const struct gw_sys *s, const double w[6], double sigma[6])
{
	for (int k = 0; k < 6; k++)
		sigma[k] = -w[k]/s->box.volume;
}

double
gw_stress_rms(int n, const double *sigma, int c)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += sigma[6*(size_t)i + (size_t)c]*sigma[6*(size_t)i + (size_t)c];
	return n ? sqrt(sum/n) : 0;
}

int
gw_stress_component(const char *plane)
{
	return plane[0] == 'y' ? 5 : plane[1] == 'z' ? 4 : 3;
}
