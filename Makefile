# One command each, from nothing but Python 3.11 (with venv), make and git. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
# Twice quiet: only errors. What is going on is said here.
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet --quiet
# Checked by hash, so that everybody runs the same bytes.
INSTALL := $(PIP) install --require-hashes --requirement
# The checkout itself: what builds it is in the locks, so nothing is fetched.
INSTALL_HERE := $(PIP) install --no-index --no-deps --no-build-isolation --editable .
UV ?= $(VENV)/bin/uv
LOCK := $(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml \
	--extra postgresql --group build
ARGS ?=
STORY ?=
# Two for each core: a test that waits for a browser, a kill or a deadline leaves its core to another.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) \* 2)

# A shell may forbid bytecode; then each process of the tests, and there are hundreds, would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

# make demo PORT=9000: ghostlight reads it from the environment.
export PORT ?= 8765

.PHONY: help demo test bench lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

demo: $(RUN_READY) ## open the local set with invented people (PORT=8765; STORY=list names what can be watched)
	@exec $(VENV)/bin/ghostlight demo $(if $(STORY),--story $(STORY))

test: $(TEST_READY) ## check and test everything (ARGS="-k ladder" goes to pytest)
	@echo "[1/5] ruff: rules";       $(VENV)/bin/ruff check --quiet .
	@echo "[2/5] ruff: layout";      $(VENV)/bin/ruff format --quiet --diff .
	@echo "[3/5] mypy: types";       $(VENV)/bin/python -m pytest --collect-only -qq >/dev/null & $(VENV)/bin/mypy; wait
	@echo "[4/5] lint-imports: who may know whom"; $(VENV)/bin/lint-imports --no-logo
	@echo "[5/5] pytest";            $(VENV)/bin/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: $(TEST_READY) ## measure, and print the table
	@$(VENV)/bin/python -m bench

lock: ## write both locks anew from pyproject.toml (needs uv: UV=path; ARGS=--upgrade for newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, then make lock UV=uv"; exit 1; }
	@echo "requirements.lock";      $(LOCK) $(ARGS) --output-file requirements.lock
	@echo "requirements-test.lock"; $(LOCK) $(ARGS) --group test --constraints requirements.lock \
		--output-file requirements-test.lock

clean: ## remove everything made here, the virtual environment too; never data or keys
	@rm -rf $(VENV) build ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/pip:
	@for python in python3.11 python3; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
		python=; \
	done; \
	[ -n "$$python" ] || { echo "Ghostlight needs Python 3.11 or newer"; exit 1; }; \
	echo "Making the virtual environment $(VENV) ($$("$$python" --version))"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_READY): requirements.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what Ghostlight needs (once, about half a minute)"
	@$(INSTALL) requirements.lock
	@$(INSTALL_HERE)
	@touch $@

$(TEST_READY): requirements-test.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what Ghostlight and its tests need (once, about a minute)"
	@$(INSTALL) requirements-test.lock
	@$(INSTALL_HERE)
	@touch $@ $(RUN_READY)
