# SPDX-License-Identifier: GPL-3.0-or-later
# What every study's Makefile begins with:
#
#	here := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
#	include $(here)../common/study.mk
#	(its constants and params/$(SCALE).mk)
#	settings := ...  tables := ...  figs := ...
#	(its rules)
#	include $(here)../common/rules.mk

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SECONDARY:
.NOTPARALLEL:			# GNU parallel has the cores
.PHONY: all report figures compare clean FORCE
all: report

SCALE ?= demo
JOBS ?= $(shell nproc)
OUT ?= out/$(SCALE)
common := $(here)../common/

# The programs of the build tree, else those that are installed.
TOOLS ?= $(or $(wildcard $(abspath $(here)../../build/tools)),$(shell glassworks --exec-path))
export PATH := $(TOOLS):$(PATH)
export LC_ALL := C
export OUT

# One job for each line of input; a run that was stopped goes on where it was.  SPREAD takes
# more options, for example --sshloginfile hosts --workdir . on a shared disk; other hosts are told the settings.
SPREAD ?=
told = $(foreach v,$(settings) OUT PATH LC_ALL GLASSWORKS_POTENTIALS,--env $v)
fan = parallel --jobs $(JOBS) --joblog $(OUT)/$(1) --resume-failed --halt soon,fail=1 $(if $(SPREAD),$(told) $(SPREAD))

# renew FILE,COMMAND: FILE.tmp becomes FILE if that is another, then COMMAND
renew = if cmp -s $(1).tmp $(1); then rm $(1).tmp; else mv $(1).tmp $(1)$(if $(2),; $(2)); fi

# stamp NAME: the settings of a stage; a change of them makes the stage anew
define stamp
$(OUT)/$(1).settings: FORCE | $(OUT)
	@printf '%s\t%s\n' $$(foreach k,$$(settings_$(1)),'$$k' '$$($$k)') >$$@.tmp
	@$$(call renew,$$@,rm -rf $(OUT)/$(1) $(OUT)/$(1)*.joblog)
endef
