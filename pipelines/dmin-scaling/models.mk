# SPDX-License-Identifier: GPL-3.0-or-later
# The liquids of the study.  FILES: what is looked for, the first that is there is taken; DENSITY: constant volume,
# without it zero pressure; PAIR: two species that the potential must know; LABEL: its name in tables and figures.

MODELS := ka kadense ka2d wca cuzr sio2 alsm nip pdsi ycu

LABEL_ka := Kob-Andersen
FILES_ka := ka
PAIR_ka := A B
MATTER_ka := A80B20
CITE_ka := W. Kob, H. C. Andersen, Phys. Rev. E 51, 4626 (1995)
DENSITY_ka := 1.2

LABEL_kadense := Kob-Andersen, density 1.558
FILES_kadense := ka
PAIR_kadense := A B
MATTER_kadense := A80B20
CITE_kadense := $(CITE_ka); at the density that the paper prints
DENSITY_kadense := 1.558

LABEL_ka2d := Kob-Andersen 2-D
FILES_ka2d := ka2d
PAIR_ka2d := A B
MATTER_ka2d := A65B35
CITE_ka2d := R. Bruening, D. A. St-Onge, S. Patterson, W. Kob, J. Phys.: Condens. Matter 21, 035117 (2009)
DENSITY_ka2d := 1.1617

LABEL_wca := WCA
FILES_wca := wca
PAIR_wca := A B
MATTER_wca := A80B20
CITE_wca := J. D. Weeks, D. Chandler, H. C. Andersen, J. Chem. Phys. 54, 5237 (1971); Kob-Andersen parameters
DENSITY_wca := 1.558

LABEL_cuzr := Cu50Zr50
PAIR_cuzr := Cu Zr
MATTER_cuzr := Cu50Zr50

LABEL_sio2 := SiO2
FILES_sio2 := tersoff:2007_SiO.tersoff tersoff:SiO.tersoff
PAIR_sio2 := Si O
MATTER_sio2 := Si1O2

LABEL_alsm := Al85Sm15
FILES_alsm := eam/fs:v2_18_Al3Sm_2016.eam.fs eam/fs:v2_18_Al3Sm_2016.eam.fs.gz
PAIR_alsm := Al Sm
MATTER_alsm := Al85Sm15

LABEL_nip := Ni80P20
FILES_nip := eam/alloy:NiP.lammps.eam
PAIR_nip := Ni P
MATTER_nip := Ni80P20

LABEL_pdsi := Pd80Si20
FILES_pdsi := eam/alloy:PdSi.lammps.eam
PAIR_pdsi := Pd Si
MATTER_pdsi := Pd80Si20

# No published file of this potential could be found: YCU=KIND:DIR/FILE names one of the user's.
LABEL_ycu := Y65Cu35
PAIR_ycu := Y Cu
MATTER_ycu := Y65Cu35
