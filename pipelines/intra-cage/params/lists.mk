# What is looked at: the same in a demo and in the paper's size; smoke.mk changes some of it.

# Stopping rules of the minimiser: f is the largest force, e an energy change, as part of the energy.
RULES := f1e-4 f1e-6 f1e-8 f1e-10 e1e-10
TIGHT := f1e-10
LOOSE := e1e-10
GAMMAS := 1e-5:1e-1:log:25
STEPS := 0 1 3 6 12

SCANNED := mg-fast mg-slow mg-smooth ka-fast
DR := 1e-5,1e-4,1e-3,3e-3,0.01,0.02,0.03,0.05
DRSTAR := 0.001:0.06:lin:60
DIRECTIONS := 200
GRID := 18x36
MAPDR := 1.0e-3,7.4e-3,1.1e-2
BUNDLE := 0.0005:0.03:lin:60
BUNDLED := 100
