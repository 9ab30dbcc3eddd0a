# For a laptop: a quarter of an hour on two cores.
ATOMS := 1500
SEEDS := 1 2 3
HOLD := 5
RATE := 1e13K/s
EVERY := 10
LEG := 2000
TEMPERATURES := 10 400 650 800 1000 1400 1990
ENSEMBLE := 10 650 1990
FTOL := 1e-6
LOW := 300:600
HIGH := 1000:1500
WINDOW := 300

HEAT_TO := 1200
HEAT_RATE := 1e13K/s
ZERO := 100
CELLS := 8x8x8

# one event for each of CENTRES atoms; where figure 4 is drawn, for each atom of the slab; fewer in further samples
ARTN :=
CENTRES := 160
FURTHER := 60
PER_ATOM := 1
TRIES := 10
SHARDS := 2
SLAB := 3.95
SLAB_AT := 10 1990
SHOWN := 10 400 650 800 1000 1990

CHAIN := 100
CHAIN_AT := 10 1990
ACCEPT := always metropolis

# regions in a glass cooled along TEMPERATURE:RATE ...; make regions-quick and regions-annealed have more of it
REGIONS := 10 12 15 20 full
REGION_CENTRES := 36
REGION_SHARDS := 3
BLOCK_ATOMS := 2000
BLOCK_COOLING := 10:1e14K/s
MANY_ATOMS := 3800
MANY_CENTRES := 160
MANY_SHARDS := 16
QUICK := 10:1e14K/s
ANNEALED := 1000:1e14K/s 550:1e12K/s 10:1e14K/s

# figures: widths of bins [eV], range of barriers [eV]
WIDTH := 0.05
WIDTHS := 0.0125 0.025 0.05 0.1 0.2 0.4
BIN := 0.2
WIDE := 0.4
REACH := 5
BOOTSTRAP := 200
