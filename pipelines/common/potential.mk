# SPDX-License-Identifier: GPL-3.0-or-later
# POTENTIAL is a file of embedded atoms (eam/fs if it is called *.fs, else eam/alloy), or KIND:FILE, or
# kim:MODEL: POTENTIAL_SPEC is what the programs want, and a folder is added to those that they look into.
potfile := $(lastword $(subst :, ,$(POTENTIAL)))
potkind := $(if $(findstring :,$(POTENTIAL)),$(firstword $(subst :, ,$(POTENTIAL))),$(if $(filter %.fs %.fs.gz,$(potfile)),eam/fs,eam/alloy))
ifneq ($(findstring /,$(potfile)),)
export GLASSWORKS_POTENTIALS := $(abspath $(dir $(potfile)))$(if $(GLASSWORKS_POTENTIALS),:$(GLASSWORKS_POTENTIALS))
endif
POTENTIAL_SPEC := $(potkind):$(notdir $(potfile))
