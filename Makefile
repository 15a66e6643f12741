# make venv | demo | test | docs | bench | lock
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: venv demo test lint docs bench lock clean

venv: $(INSTALLED)

# The stamp is newer than every file that decides what is installed, so a second run does nothing.
$(INSTALLED): requirements/uv.lock requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/uv.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements/dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest

demo: $(INSTALLED)
	@for example in grand-paris-nord-est eure-seine; do \
		$(BIN)/hds-landing rehearse examples/$$example/landing-zone.yaml --out out/$$example || exit; \
	done

# Draws docs/rules and docs/coverage.md anew from the rulebook.
docs: $(INSTALLED)
	$(BIN)/python -m documentation

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

# Writes the hash-pinned lock files anew; the index is whatever the machine is set to use.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"
lock: $(INSTALLED)
	$(COMPILE) pyproject.toml --extra dev --output-file requirements/dev.lock
	echo uv | $(COMPILE) - --output-file requirements/uv.lock

clean:
	rm -rf .venv build dist out
