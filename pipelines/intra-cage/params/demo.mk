# For a laptop: minutes on two cores.
ATOMS := 1000
ASPECT := 1:1:1
SEEDS := 1 2 3
GROUPS := mg-slow ka-fast mg-fast lj50-fast johnson-fast
RATE_mg_fast := 1e14K/s
RATE_mg_slow := 1e13K/s
RATE_ka_fast := 2e-2
RATE_lj50_fast := 2e-2
RATE_johnson_fast := 1e14K/s
HOLD_mg := 5
HOLD_ka := 20
HOLD_lj50 := 20
HOLD_johnson := 5

include $(here)params/lists.mk
# the paper looks at 0.01 % of 50,000 atoms, which are five
TOP := 5e-3
CELLS := 6x6x6
