# Miara. Two commands matter: `make demo` and `make test`.
# Everything else is a part of them, or a tool of those who change the code.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check fix messages bench lock docs clean

# Bytecode is written whatever the environment says: without it every command
# starts two seconds later.
export PYTHONDONTWRITEBYTECODE :=
BIN := .venv/bin
PORT ?= 8000
BROWSER ?= 1
BENCH ?= recompute unit-page harvest export assignment contest-rush search practice-page stradom-budget stradom-pages

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# --- Use ---------------------------------------------------------------------

setup: ## environment with everything Miara needs to run
	@tools/setup.sh requirements.txt

demo: setup ## set up, load the fictional sample, serve it
	@$(BIN)/miara demo --port $(PORT)

# --- Check -------------------------------------------------------------------

setup-dev: ## environment with the tools of tests and benchmarks too
	@tools/setup.sh requirements-dev.txt

test: setup-dev ## set up and run every test, browser ones too (BROWSER=0 leaves those out)
	@BROWSER=$(BROWSER) tools/browser.sh
	@BROWSER=$(BROWSER) $(BIN)/python tools/run_tests.py

check: setup-dev ## style, types, layers, migrations, translations
	@$(BIN)/python tools/check.py

bench: setup-dev ## benchmark tables: BENCH="recompute unit-page harvest export assignment contest-rush search practice-page stradom-budget stradom-pages"
	@for name in $(BENCH); do $(BIN)/python -m benchmarks.$${name//-/_}; done

# --- Change ------------------------------------------------------------------

fix: ## format and repair what can be repaired by itself
	@$(BIN)/ruff check --fix src tests tools benchmarks || true
	@$(BIN)/ruff format src tests tools benchmarks

messages: ## collect texts to translate (needs gettext) and compile them
	@$(BIN)/python tools/messages.py

lock: ## renew the locked versions (needs uv)
	@tools/lock.sh

docs: ## generated reference: JSON Schemas, settings, OpenAPI
	@$(BIN)/python tools/reference.py

clean: ## remove the environment and all local data
	rm -rf .venv var
