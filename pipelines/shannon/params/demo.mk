# For a laptop: a quarter of an hour on two cores.
include $(here)params/lists.mk
ATOMS := 1000
SEEDS := 1 2 3
HOLD := 5
RATE := 1e13K/s
EVERY := 10
LEG := 2000
TEMPERATURES := 10 400 700 1000 1990
ENSEMBLE := 10 700 1990
FTOL := 1e-6
LOW := 300:600
HIGH := 1000:1500
WINDOW := 300

HEAT_RATE := 1e13K/s
ZERO := 100
CELLS := 8x8x8

# one event for each of CENTRES atoms; where figure 4 is drawn, for each atom of the slab; fewer in further samples
CENTRES := 200
FURTHER := 20
PER_ATOM := 1
SHARDS := 2
SLAB_AT := 10 1990
SHOWN := 10 400 700 1000 1990

CHAIN := 24
CHAIN_AT := 10 1990

# regions in a glass cooled along TEMPERATURE:RATE ...; make regions-quick and regions-annealed have more of it
REGION_CENTRES := 12
REGION_SHARDS := 4
BLOCK_ATOMS := 1500
BLOCK_COOLING := 10:1e14K/s
MANY_ATOMS := 1500
MANY_CENTRES := 220
MANY_SHARDS := 22
ANNEALED := 1000:1e14K/s 550:1e12K/s 10:1e14K/s

# figures: widths of bins [eV], range of barriers [eV]
BIN := 0.2
WIDE := 0.4
