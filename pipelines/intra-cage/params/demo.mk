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

# Stopping rules of the minimiser: f is the largest force, e an energy change, as part of the energy.
RULES := f1e-4 f1e-6 f1e-8 f1e-10 e1e-10
TIGHT := f1e-10
LOOSE := e1e-10
GAMMAS := 1e-5:1e-1:log:25
STEPS := 0 1 3 6 12
# the paper looks at 0.01 % of 50,000 atoms, which are five
TOP := 5e-3

SCANNED := mg-fast mg-slow mg-smooth ka-fast
DR := 1e-5,1e-4,1e-3,3e-3,0.01,0.02,0.03,0.05
DRSTAR := 0.001:0.06:lin:60
DIRECTIONS := 200
GRID := 18x36
CELLS := 6x6x6
MAPDR := 1.0e-3,7.4e-3,1.1e-2
BUNDLE := 0.0005:0.03:lin:60
BUNDLED := 100
