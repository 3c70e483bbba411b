# Everything sets itself up: only Python 3.11+ (with venv) and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint types bench torture wheel readme screenshots clean
.DEFAULT_GOAL := run

run: $(READY)  ## open the reader on the two sample briefings
	@$(BIN)/reader seeds

test: $(READY)  ## every test but the benchmarks
	@$(BIN)/python -m pytest -n auto -m "not benchmark"

lint: $(READY)
	@$(BIN)/ruff check reader tests
	@$(BIN)/ruff format --check reader tests

types: $(READY)
	@$(BIN)/mypy

bench: $(READY)  ## speed, as ratios against baselines measured in the same run
	@$(BIN)/python -m pytest -m benchmark -s -p no:xdist

torture: $(READY)  ## a thousand kills of two writers, every other test of the store, and all that is hostile
	@BRIEFING_READER_KILL_ROUNDS=1000 BRIEFING_READER_TORTURE=1 $(BIN)/python -m pytest tests/storage tests/hostile -s -p no:xdist

wheel: $(READY)
	@rm -rf dist && $(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

readme: $(READY)  ## the key table of the README and the page of the settings, from the tables in the program
	@$(BIN)/python docs/readme_keys.py && $(BIN)/python docs/settings_page.py

screenshots: $(READY)  ## the pictures of the documentation, from the running program
	@$(BIN)/python docs/screenshots.py

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Briefing Reader needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .hypothesis .coverage
