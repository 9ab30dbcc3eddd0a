# SPDX-License-Identifier: GPL-3.0-or-later
# What every study's Makefile ends with: parameters, figures, table, report.

# ---- parameters are a file: it changes when one of them does ----

export $(settings)
$(OUT)/params: FORCE | $(OUT)
	@printf '%s\t%s\n' $(foreach k,$(settings),'$k' '$($k)') >$@.tmp
	@$(call renew,$@)

$(OUT):
	mkdir -p $@

# ---- figures and report ----

figdeps = $(common)style.gp $(figparts) $(tables:%=$(OUT)/%.tsv)
draw = gnuplot -e "kind='$(1)'; out='$@.tmp'; dir='$(OUT)'; here='$(here)'; common='$(common)'" $(common)style.gp

$(OUT)/fig%.svg: $(here)fig%.gp $(figdeps)
	$(call draw,svg) $<
	mv $@.tmp $@

$(OUT)/fig%.png: $(here)fig%.gp $(figdeps)
	$(call draw,png) $<
	mv $@.tmp $@

$(OUT)/results.tsv: $(here)published.tsv $(here)results.sh $(filter-out $(OUT)/results.tsv,$(tables:%=$(OUT)/%.tsv))
	$(here)results.sh >$@.tmp
	mv $@.tmp $@

figures: $(figs:%=$(OUT)/%.svg) $(figs:%=$(OUT)/%.png)
compare: $(OUT)/results.tsv
	@cat $<

$(OUT)/report.html: $(here)report.sh $(common)report.sh $(OUT)/results.tsv $(figs:%=$(OUT)/%.svg) $(figs:%=$(OUT)/%.png)
	$(here)report.sh >$@.tmp
	mv $@.tmp $@

report: $(OUT)/report.html
	@echo "report: $(abspath $<)"

clean:
	rm -rf $(OUT)
