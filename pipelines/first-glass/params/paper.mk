# The size and rate of Han et al., Phys. Rev. B 101, 064205 (2020): weeks.
ATOMS := 10976
SEEDS := 1
HOLD := 1000
RATE := 1e10K/s
EVERY := 5
INHERENT := 10
GLASS := 1000
GLASS_EVERY := 10
FTOL := 1e-8
LOW := 300:600
HIGH := 750:1100
BINS := 450
