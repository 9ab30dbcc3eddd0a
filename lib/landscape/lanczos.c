/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Krylov vectors q_k with H q_k = b_k-1 q_k-1 + a_k q_k + b_k q_k+1; the
 * tridiagonal problem is LAPACK's.  Each new vector is made orthogonal to all
 * before it, so that no eigenvalue appears twice.
 */
#include "landscape/lanczos.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

struct gw_lanczos {
	size_t  cap_q, cap_t;
	double *q;		/* [max + 1][n] */
	double *t;		/* a [max], b [max], copies of both, work [2 max],
				   eigenvectors [max][max] */
	double *a, *b, *d, *e, *work, *z;
	size_t  n;
	int     max;
};

struct gw_lanczos *
gw_lanczos_new(void)
{
	return gw_alloc(1, sizeof(struct gw_lanczos));
}

void
gw_lanczos_free(struct gw_lanczos *w)
{
	if (w) {
		gw_free(w->q);
		gw_free(w->t);
	}
	gw_free(w);
}

static void
make_room(struct gw_lanczos *w, size_t n, int max)
{
	size_t m = (size_t)max;

	gw_reserve(&w->q, &w->cap_q, (m + 1)*n, sizeof *w->q);
	gw_reserve(&w->t, &w->cap_t, (6 + m)*m, sizeof *w->t);
	w->a = w->t;
	w->b = w->a + m;
	w->d = w->b + m;
	w->e = w->d + m;
	w->work = w->e + m;
	w->z = w->work + 2*m;
	w->n = n;
	w->max = max;
}

/* Eigenvalues of the first k rows to d, ascending; with vectors to z [k][k]. */
static int
solve(struct gw_lanczos *w, int k, int vectors, struct gw_err *e)
{
	lapack_int r;

	memcpy(w->d, w->a, (size_t)k*sizeof *w->d);
	memcpy(w->e, w->b, (size_t)k*sizeof *w->e);
	r = LAPACKE_dstev_work(LAPACK_COL_MAJOR, vectors ? 'V' : 'N', k, w->d, w->e, w->z,
	    k, w->work);
	if (r != 0)
		return gw_fail(e, GW_FAILED, "tridiagonal eigenproblem of %d rows: LAPACK says %d",
		    k, (int)r);
	return 0;
}

/* r -= (r.q_i) q_i for all i <= k; returns what is left of |r| */
static double
orthogonalise(const struct gw_lanczos *w, int k, double *r)
{
	for (int i = k; i >= 0; i--) {
		const double *q = w->q + (size_t)i*w->n;

		gw_axpy(w->n, -gw_dot(w->n, q, r), q, r);
	}
	return sqrt(gw_dot(w->n, r, r));
}

/* H q_k gives a_k, b_k and q_k+1 */
static int
extend(struct gw_lanczos *w, int k, gw_lanczos_op *op, void *arg, struct gw_err *e)
{
	double *q = w->q + (size_t)k*w->n, *r = q + w->n, b;
	int status = op(arg, q, r, e);

	if (status != 0)
		return status;
	w->a[k] = gw_dot(w->n, q, r);
	if (!isfinite(w->a[k]))
		return gw_fail(e, GW_BADDATA, "Hessian-vector product is not finite");
	b = orthogonalise(w, k, r);
	w->b[k] = b;
	if (b > 0)
		for (size_t i = 0; i < w->n; i++)
			r[i] /= b;
	return 0;
}

/* mode = sum_i z_i q_i, normalised, not against the start q_0 */
static void
assemble(const struct gw_lanczos *w, int k, double *mode)
{
	double norm, sign = w->z[0] < 0 ? -1 : 1;

	memset(mode, 0, w->n*sizeof *mode);
	for (int i = 0; i < k; i++)
		gw_axpy(w->n, sign*w->z[i], w->q + (size_t)i*w->n, mode);
	norm = sqrt(gw_dot(w->n, mode, mode));
	for (size_t i = 0; i < w->n; i++)
		mode[i] /= norm;
}

static int
settled(struct gw_lanczos *w, int k, const struct gw_lanczos_opt *o, double last,
	struct gw_err *e)
{
	if (solve(w, k, o->residual > 0, e) < 0)
		return -1;
	if (k < 2 || !(fabs(w->d[0] - last) <= o->tol*fabs(w->d[0])))
		return 0;
	return o->residual <= 0
	    || w->b[k - 1]*fabs(w->z[k - 1]) <= o->residual*fabs(w->d[0]);
}

static int
finish(struct gw_lanczos *w, int k, double *mode, struct gw_lanczos_out *out, struct gw_err *e)
{
	if (solve(w, k, 1, e) < 0)
		return -1;
	out->lambda = w->d[0];
	out->second = k > 1 ? w->d[1] : NAN;
	out->residual = w->b[k - 1]*fabs(w->z[k - 1]);
	out->vectors = k;
	for (out->below = 0; out->below < k && w->d[out->below] < 0; out->below++)
		;
	assemble(w, k, mode);
	return 0;
}

int
gw_lanczos_lowest(struct gw_lanczos *w, size_t n, gw_lanczos_op *op, void *arg,
	const struct gw_lanczos_opt *o, double *mode, struct gw_lanczos_out *out, struct gw_err *e)
{
	double norm = sqrt(gw_dot(n, mode, mode)), scale = 0;
	int k = 0, max = (size_t)o->max < n ? o->max : (int)n, r, done = 0;

	memset(out, 0, sizeof *out);
	make_room(w, n, max);
	for (size_t i = 0; i < n; i++)
		w->q[i] = mode[i]/norm;
	while (k < max && !done) {
		double last = k ? w->d[0] : 0;
		r = extend(w, k++, op, arg, e);
		if (r != 0)
			return r;
		done = settled(w, k, o, last, e);
		if (done < 0)
			return -1;
		scale = fmax(scale, fabs(w->a[k - 1]));
		if (w->b[k - 1] <= 1e-12*scale)	/* an invariant subspace: nothing more to find */
			break;
	}
	out->converged = done || k == (int)n || w->b[k - 1] <= 1e-12*scale;
	return finish(w, k, mode, out, e);
}
