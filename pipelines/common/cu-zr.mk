# SPDX-License-Identifier: GPL-3.0-or-later
# Mendelev's Cu-Zr potential of 2009 where it is found (as a KIM model, or its file), else its predecessor of 2007.
ifndef POTENTIAL
POTENTIAL := $(shell PATH='$(PATH)' GLASSWORKS_POTENTIALS='$(GLASSWORKS_POTENTIALS)' $(common)potential.sh --first Cu Zr \
	kim:EAM_Dynamo_MendelevKramerOtt_2009_CuZr__MO_600021860456_005 \
	eam/fs:Cu-Zr_2.eam.fs eam/fs:Cu-Zr_2.eam.fs.gz eam/fs:CuZr_mm.eam.fs)
endif
