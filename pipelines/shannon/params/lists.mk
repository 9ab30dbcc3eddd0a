# The same in a demo and in the paper's size.

HEAT_TO := 1200

# searches
ARTN :=
TRIES := 10
SLAB := 3.95
ACCEPT := always metropolis

# regions, and the cooling of the quick glass (TEMPERATURE:RATE ...) of regions-quick
REGIONS := 10 12 15 20 full
QUICK := 10:1e14K/s

# figures: widths of bins, range of barriers [eV]
WIDTH := 0.05
WIDTHS := 0.0125 0.025 0.05 0.1 0.2 0.4
REACH := 5
BOOTSTRAP := 200
