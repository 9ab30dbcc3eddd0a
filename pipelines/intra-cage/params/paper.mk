# The sizes, boxes and rates of the paper: core-years (README.md).
ATOMS := 50000
ASPECT := 5:1:5
SEEDS := 1 2 3 4 5 6 7 8 9 10
GROUPS := mg-slow ka-slow mg-fast ka-fast lj50-fast johnson-fast
RATE_mg_fast := 1e13K/s
RATE_mg_slow := 1e11K/s
RATE_ka_fast := 1e-3
RATE_ka_slow := 1e-5
RATE_lj50_fast := 2e-2
RATE_johnson_fast := 1e14K/s
HOLD_mg := 10000
HOLD_ka := 1000
HOLD_lj50 := 1000
HOLD_johnson := 100

include $(here)params/lists.mk
TOP := 1e-4
CELLS := 10x10x10
