# For continuous integration: the pipeline runs, the numbers mean nothing.
#
# A value NAME_system is that of one system, NAME alone that of all others.  Times are in tau (lj) or ps.
#	SYSTEMS		which systems are run, of those that models.mk knows
#	SHOWN		the system of figures 1 to 4; SHOWN_AT, SHOWN_PERIOD: the state of figures 1, 2 and S1, the t_w of 1 and S1
#	ATOMS		number of atoms
#	SEEDS		one sample of each state for each seed
#	MELT, MELTED	temperature [K or eps/kB] and time at which a sample is packed and melted
#	STATES		temperatures, T[@P][:EQUIL[:PERIODS]]; P is a pressure [GPa or eps/sigma^3]; EQUIL and PERIODS (t,t,...) may
#			differ from those below in a state that needs more
#	EQUIL		how long a state is held before anything is measured: NPT where there is no density, then NVT at the
#			mean volume; SETTLE at constant volume
#	PERIODS		t_w: periods of the strain, and lags of D_min; multiples of EVERY
#	EVERY, RUN	an inherent structure each EVERY of an equilibrium run of RUN, which is at least the longest t_w
#	CYCLES, SKIP	periods of the strain, and how many of them the fit leaves out
#	AMPLITUDE	gamma_A (0.012, as in the paper, unless it is said)
#	DT		time step; empty: that of the programs
#	FTOL		largest force on an atom of an inherent structure
#	FIT		range a:b of D_min/r0 that the power law is fitted in; empty: all points
ATOMS := 150
SEEDS := 1
CYCLES := 3
SKIP := 0
FTOL := 1e-3
SHOWN := cuzr
SHOWN_AT := 1100
SHOWN_PERIOD := 0.4

MELTED := 1
EQUIL := 2
SETTLE := 1
EVERY := 0.5
RUN := 4
PERIODS := 0.5 1 2

MELT_ka := 3
STATES_ka := 0.8 1.1
MELT_kadense := 6
STATES_kadense := 2.5 3.5
MELT_ka2d := 3
STATES_ka2d := 0.6 1
MELT_wca := 6
STATES_wca := 2 3

METALS := cuzr alsm nip pdsi ycu
$(foreach m,$(METALS) sio2,$(eval MELTED_$m := 0.3)$(eval EQUIL_$m := 0.2)$(eval SETTLE_$m := 0.1)$(eval EVERY_$m := 0.1) \
	$(eval RUN_$m := 0.8)$(eval PERIODS_$m := 0.1 0.2 0.4)$(eval MELT_$m := 2000)$(eval STATES_$m := 1000 1200))
STATES_cuzr := 900 1100 1300 1100@5
MELT_sio2 := 5000
STATES_sio2 := 3500 4500
