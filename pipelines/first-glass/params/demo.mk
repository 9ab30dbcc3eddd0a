# For a laptop: minutes on two cores.
ATOMS := 1000
SEEDS := 1 2
HOLD := 10
RATE := 1e13K/s
EVERY := 10
INHERENT := 5
GLASS := 10
GLASS_EVERY := 0.5
FTOL := 1e-6
LOW := 300:600
HIGH := 1000:1500
BINS := 180
