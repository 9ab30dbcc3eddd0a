# For continuous integration: the pipeline runs, the numbers mean nothing.
ATOMS := 200
SEEDS := 1 2
HOLD := 0.2
RATE := 2e15K/s
EVERY := 100
INHERENT := 4
GLASS := 0.1
GLASS_EVERY := 0.02
FTOL := 1e-4
LOW := 300:1000
HIGH := 1100:2000
BINS := 90
