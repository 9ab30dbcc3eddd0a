# SPDX-License-Identifier: GPL-3.0-or-later
# Inherent structure energy against the temperature it was taken from.
set xlabel 'T [K]'
set ylabel 'E_{IS} [eV per atom]'
set format y '%.3f'
unset key
plot dir.'/inherent.tsv' using 1:2:3 with yerrorlines ls 1
