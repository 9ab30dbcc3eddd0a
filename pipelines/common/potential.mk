# SPDX-License-Identifier: GPL-3.0-or-later
# POTENTIAL is a file of embedded atoms (eam/fs if it is called *.fs, else eam/alloy), or KIND:FILE, or
# kim:MODEL: POTENTIAL_SPEC is what the programs want, and a folder is added to those that they look into.
potfile = $(lastword $(subst :, ,$(1)))
potkind = $(if $(findstring :,$(1)),$(firstword $(subst :, ,$(1))),$(if $(filter %.fs %.fs.gz,$(potfile)),eam/fs,eam/alloy))
potspec = $(if $(1),$(potkind):$(notdir $(potfile)))
potfolder = $(if $(findstring /,$(potfile)),$(abspath $(dir $(potfile))))
define look_into
ifneq ($(call potfolder,$(1)),)
export GLASSWORKS_POTENTIALS := $(call potfolder,$(1))$(if $(GLASSWORKS_POTENTIALS),:$(GLASSWORKS_POTENTIALS))
endif
endef

POTENTIAL_SPEC := $(call potspec,$(POTENTIAL))
$(eval $(call look_into,$(POTENTIAL)))
