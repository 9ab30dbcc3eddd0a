# For a laptop: a quarter of an hour on two cores.
#
# What decides here is the error of delta.  Stress fluctuates as it dissipates, so n cycles of N atoms, density rho, tell
#
#	error(delta) = sqrt(2 kT rho sin(delta) / (pi n N |G|)) / gamma_A
#
# whatever the period; the amplitude is therefore the largest that is still linear: of KA at T = 0.5, t_w = 40, delta is
# 0.34(4), 0.39(3), 0.37(6), 0.48(3), 0.61(6) at gamma_A = 0.015, 0.02, 0.03, 0.04, 0.05.
#
# Periods begin where the background ends that vibrations leave, and with them all that is faster than a structure's
# change (G'' of KA at t_w < 20 tau hardly depends on temperature, and D_min has nothing to do with it): the paper leaves
# out t_w < 100 ps.  Temperatures are those whose tau_alpha is 1/4 to 20 times such a period.
SEEDS := 1
CYCLES := 10
SKIP := 0
AMPLITUDE := 0.02
FTOL := 1e-3
SHOWN := ka
SHOWN_AT := 0.5
SHOWN_PERIOD := 40

MELTED := 10
DT := 0.01
ATOMS_ka := 2000
MELT_ka := 2
EVERY_ka := 10
RUN_ka := 400
STATES_ka := 0.5:600:20,40,80,160 0.6:150:20,40,80 0.8:50:20,40

# Energies times 3.8, times divided by 2.1: rho^5.16 and sqrt(T) rho^(1/3) of KA's liquids that look alike
DT_kadense := 0.005
DT_wca := 0.005
ATOMS_kadense := 1000
MELT_kadense := 5
EVERY_kadense := 5
RUN_kadense := 200
STATES_kadense := 1.9:300:10,20,40,80 2.3:70:10,20,40

ATOMS_ka2d := 2000
MELT_ka2d := 2
EVERY_ka2d := 10
RUN_ka2d := 400
STATES_ka2d := 0.35:1500:40,80,160 0.4:400:40,80,160 0.5:150:20,40,80 0.6:100:20,40

ATOMS_wca := 1500
MELT_wca := 5
EVERY_wca := 5
RUN_wca := 200
STATES_wca := 1.6:300:10,20,40,80 2:70:10,20,40

METALS := cuzr alsm nip pdsi ycu
$(foreach m,$(METALS),$(eval ATOMS_$m := 500)$(eval DT_$m := 4fs)$(eval MELTED_$m := 2)$(eval MELT_$m := 2000) \
	$(eval SETTLE_$m := 5)$(eval EVERY_$m := 5)$(eval RUN_$m := 150)$(eval AMPLITUDE_$m := 0.03) \
	$(eval STATES_$m := 900:150:20,50,100 1000:60:10,20,50 1100:30:5,10,20))
STATES_cuzr += 1000@5:60:10,20

ATOMS_sio2 := 300
DT_sio2 := 1fs
MELT_sio2 := 5000
MELTED_sio2 := 2
SETTLE_sio2 := 2
EVERY_sio2 := 0.5
RUN_sio2 := 10
AMPLITUDE_sio2 := 0.05
STATES_sio2 := 3500:10:1,2,5 4500:5:1,2,5
