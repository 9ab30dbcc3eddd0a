/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stretched exponential of Kohlrausch, Williams and Watts, in time and as a loss. */
#ifndef GW_STATISTICS_KWW_H
#define GW_STATISTICS_KWW_H

/* exp(-(t/tau)^beta) */
double gw_kww(double t, double tau, double beta);

/* w int_0^inf exp(-u^beta) cos(w u) du to 1e-10 of its value, w > 0, 0 < beta < 2; else NaN. */
double gw_kww_loss(double w, double beta);

/* For the table of fit: p = amplitude, tau, beta; the loss against the period 2 pi/omega. */
double gw_kww_value(double t, const double *p);
double gw_kww_slope(double t, const double *p);
int    gw_kww_guess(const double *x, const double *y, long n, int k, double *p);
double gw_kww_loss_value(double period, const double *p);
double gw_kww_loss_slope(double period, const double *p);
int    gw_kww_loss_guess(const double *x, const double *y, long n, int k, double *p);

#endif
