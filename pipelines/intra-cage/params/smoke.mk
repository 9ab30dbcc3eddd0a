# For continuous integration: the pipeline runs, the numbers mean nothing.
ATOMS := 250
ASPECT := 1:1:1
SEEDS := 1 2
GROUPS := mg-slow ka-fast mg-fast lj50-fast johnson-fast
RATE_mg_fast := 1e15K/s
RATE_mg_slow := 5e14K/s
RATE_ka_fast := 0.5
RATE_lj50_fast := 0.5
RATE_johnson_fast := 1e15K/s
HOLD_mg := 0.1
HOLD_ka := 1
HOLD_lj50 := 1
HOLD_johnson := 0.1

include $(here)params/lists.mk
RULES := f1e-6 f1e-10 e1e-10
GAMMAS := 1e-5:1e-1:log:9
STEPS := 0 1 2
TOP := 2e-2

DR := 1e-5,1e-3,0.01,0.05
DRSTAR := 0.002:0.06:lin:30
DIRECTIONS := 50
GRID := 9x18
CELLS := 4x4x4
BUNDLE := 0.001:0.03:lin:15
BUNDLED := 50
