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

RULES := f1e-4 f1e-6 f1e-8 f1e-10 e1e-10
TIGHT := f1e-10
LOOSE := e1e-10
GAMMAS := 1e-5:1e-1:log:25
STEPS := 0 1 3 6 12
TOP := 1e-4

SCANNED := mg-fast mg-slow mg-smooth ka-fast
DR := 1e-5,1e-4,1e-3,3e-3,0.01,0.02,0.03,0.05
DRSTAR := 0.001:0.06:lin:60
DIRECTIONS := 200
GRID := 18x36
CELLS := 10x10x10
MAPDR := 1.0e-3,7.4e-3,1.1e-2
BUNDLE := 0.0005:0.03:lin:60
BUNDLED := 100
