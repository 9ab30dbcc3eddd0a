# The sizes and times of the paper: a core-century.  make SYSTEMS=alsm PART=K/N spectra is part K of N of a stage of one liquid.
#
# Stated there: N = 9,088; Al85Sm15 at zero pressure, 720 to 800 K, and at 800 K up to 4 GPa; t_w from 100 ps to 2e6 ps, ten
# cycles, gamma_A = 1.2 %.  Temperatures of the other liquids are not: ours are those whose tau_alpha is expected to lie
# inside the window of t_w.  Reduced times are the paper's by 1 tau = 0.6 ps (Kob-Andersen as Ni80P20), rounded.
ATOMS := 9088
SEEDS := 1
CYCLES := 10
SKIP := 0
AMPLITUDE := 0.012
FTOL := 1e-6
SHOWN := alsm
SHOWN_AT := 760
SHOWN_PERIOD := 2000

PERIODS := 100 200 500 1000 2000 5000 10000 20000 50000 100000 200000 500000 1000000 2000000
EVERY := 100
RUN := 4000000
MELTED := 1000
SETTLE := 1000
EQUIL := 2000000

# reduced units; density 1.558 by rho^5.16
MELT_ka := 2
STATES_ka := 0.41 0.42 0.435 0.45:200000 0.475:50000 0.5:50000
MELT_kadense := 8
STATES_kadense := 1.58 1.62 1.67 1.73:200000 1.83:50000 1.92:50000
MELT_wca := 8
STATES_wca := 1.3 1.35 1.4 1.5:200000 1.6:50000 1.7:50000
MELT_ka2d := 2
STATES_ka2d := 0.28 0.3 0.32 0.34:200000 0.36:50000 0.4:50000

MELT_alsm := 2000
STATES_alsm := 720 740 760 780 800 800@1 800@2 800@3 800@4
MELT_cuzr := 2000
STATES_cuzr := 740 760 780 800:1000000 840:200000 840@1 840@2 840@3 840@4
MELT_nip := 2000
STATES_nip := 700 725 750 800:1000000 850:200000
MELT_pdsi := 2000
STATES_pdsi := 750 775 800 850:1000000 900:200000
MELT_ycu := 2000
STATES_ycu := 600 625 650 700:1000000 750:200000
MELT_sio2 := 5000
STATES_sio2 := 2600 2800 3000 3200:1000000 3500:200000
