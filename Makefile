# Houvast: everything a developer or a school does to this code, by name.
# `make demo` and `make test` need Python 3.11 or newer and nothing else; they set up the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS := never
READY := .venv/.ready

.PHONY: help setup assets tools demo test check proof bench soak docs evaluate requirements wheel lock messages clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 16

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Houvast needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) \
		&& $(BIN)/python -m uv pip sync --quiet --python $(BIN)/python requirements/dev.txt \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --upgrade-deps .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY) ## Install what Houvast needs into .venv and build the assets
	@$(BIN)/python scripts/build_assets.py
	@$(BIN)/python scripts/translations.py compile

assets: $(READY) ## Build styles, font and icons
	@$(BIN)/python scripts/build_assets.py

tools: ## Install browser and PostgreSQL for the tests, where this is allowed
	@$(PYTHON) scripts/install_tools.py

demo: setup ## Fill the embedded database with invented people and serve http://127.0.0.1:8000
	@HOUVAST_ENVIRONMENT=development HOUVAST_DEMO=true HOUVAST_WHAT_IF_CLOCK=true $(BIN)/houvast demo --serve

test: setup tools ## Run the tests, with a real PostgreSQL and a real browser; EVERYTHING=1 adds what takes long
	@$(BIN)/python scripts/run_tests.py $(if $(EVERYTHING),--everything)

proof: setup tools ## Run what takes long: kills, soak, the full crawl
	@HOUVAST_PROOF=1 $(BIN)/python scripts/run_tests.py --proof

check: setup ## Format, lint, types, imports, translations, migrations, templates, packs, docs
	@$(BIN)/python scripts/checks.py

bench: setup tools ## Measure, in one run, as ratios with medians
	@$(BIN)/python bench/run.py

soak: setup tools ## Ten minutes of 200 people at once on 100,000 students; SOAK="kills --seconds 60" for another run
	@$(BIN)/python -m scripts.soak $(or $(SOAK),load --students 100000 --users 200 --seconds 600)

docs: $(READY) ## Build the documentation as a site in dist/docs, in Dutch and English, strict
	@$(BIN)/python scripts/docs_site.py

evaluate: setup ## Measure rules and the learned ranking on public data they were not made with
	@$(BIN)/python -m evaluation

requirements: setup ## List which items of the sources the tests show
	@$(BIN)/houvast requirements

wheel: setup ## Build one wheel with the assets and texts inside
	@$(BIN)/python -m hatchling build -t wheel

lock: ## Renew the lock files
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras pyproject.toml -o requirements/runtime.txt
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras --group dev pyproject.toml -o requirements/dev.txt

messages: setup ## Add new texts to the Dutch files
	@$(BIN)/python scripts/translations.py update

clean: ## Remove what was built
	@rm -rf .venv node_modules dist src/houvast/web/static/built
