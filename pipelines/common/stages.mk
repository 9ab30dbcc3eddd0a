# SPDX-License-Identifier: GPL-3.0-or-later
# A study that has many jobs names its stages, and for each a script, the list of its jobs (jobs.sh STAGE [K/N])
# and its settings; all stages but the first need the first alone.
#
#	stages := samples ...		settings_samples := ...
#	include $(common)stages.mk	-> targets prepare, samples, ...; PART=K/N does part K of N of a stage's jobs

$(foreach k,$(stages),$(eval $(call stamp,$k)))
.PHONY: $(stages) prepare
prepare: $(stages:%=$(OUT)/%.settings)

# The jobs of a stage; with PART=K/N those of part K, with a log of its own, which is for these jobs in this order.
PART ?=
first := $(firstword $(stages))
others := $(filter-out $(first),$(stages))
name = $(1)$(if $(PART),.$(subst /,-,$(PART)))
run = mkdir -p $(OUT)/$(1) && $(here)jobs.sh $(1) $(PART) >$(OUT)/$(call name,$(1)).jobs.tmp && \
	$(call renew,$(OUT)/$(call name,$(1)).jobs,rm -f $(OUT)/$(call name,$(1)).joblog) && \
	$(call fan,$(call name,$(1)).joblog) $(here)$(1).sh <$(OUT)/$(call name,$(1)).jobs

ifeq ($(PART),)
$(stages): %: $(OUT)/%.done

# What was made of other samples is of no use.
$(OUT)/$(first).done: $(OUT)/$(first).settings $(here)$(first).sh $(here)jobs.sh
	$(call run,$(first))
	rm -rf $(foreach k,$(others),$(OUT)/$k $(OUT)/$k*.joblog)
	touch $@

define stage
$(OUT)/$(1).done: $(OUT)/$(first).done $(OUT)/$(1).settings $(here)$(1).sh $(here)jobs.sh
	$$(call run,$(1))
	touch $$@
endef
$(foreach k,$(others),$(eval $(call stage,$k)))
else
# A part touches nothing that others share: `make prepare' and the first stage come first.
$(stages):
	for f in $(OUT)/$@.settings $(if $(filter $(first),$@),,$(OUT)/$(first).done); do \
		test -e $$f || { echo "$$f is not there: make prepare, make $(first) first"; exit 1; }; done
	$(call run,$@)
endif
