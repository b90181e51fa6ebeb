# Every wish is one command; `make help` lists them. Needs Python 3.11 or newer and the package registries.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
CORES := $(shell nproc 2>/dev/null || echo 2)
PYTEST := $(BIN)/pytest -n $(CORES) --dist worksteal -q
TALLY := var/tests.txt
export UV_PYTHON_DOWNLOADS = never
# Where it is set, every process compiles Django and all of ours anew: two seconds each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test quick check bench resetdb lock chromium format screenshot

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(STAMPS)/python $(STAMPS)/assets $(STAMPS)/catalogues ## install everything into .venv and node_modules

$(STAMPS)/python: requirements-dev.txt requirements-uv.txt pyproject.toml tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/packages: package.json package-lock.json .npmrc $(STAMPS)/python
	@$(BIN)/python tools/node.py ci --loglevel=error
	@touch $@

$(STAMPS)/assets: $(STAMPS)/packages $(shell find ciiz/web/assets -type f 2>/dev/null)
	@$(BIN)/python tools/node.py run --silent build
	@touch $@

$(STAMPS)/catalogues: $(STAMPS)/python $(shell find ciiz config -name '*.py' -o -path '*/templates/*' -type f -o -path 'ciiz/locale/*.toml')
	@$(BIN)/python -m ciiz.foundation.i18n.catalogues build
	@touch $@

demo: setup ## run everything with an invented canton; Ctrl-C stops it (CIIZ_PORT, CIIZ_DATA, CASES=600)
	@CIIZ_DIE_WITH_PARENT=1 exec $(BIN)/ciiz demo $(if $(CASES),--cases $(CASES))

# On 16 runs what the server itself decides: rules, roles and statements. Of the architecture that is the protection; the
# rest reads our code, and pages and jobs reach the database through nothing else.
test: setup chromium ## all tests on a throw-away database: PostgreSQL 18, then what concerns the database on 16
	@mkdir -p var && rm -f $(TALLY)
	CIIZ_TALLY=$(TALLY) $(PYTEST)
	CIIZ_TALLY=$(TALLY) CIIZ_POSTGRES=16 $(PYTEST) tests/foundation/postgres tests/foundation/db tests/security tests/domain tests/journeys tests/architecture/test_protection.py
	@cat $(TALLY)

quick: setup ## all tests that need no browser, on PostgreSQL 18
	$(PYTEST) -m "not browser"

check: setup ## style, types, floors, migrations, protection, translations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m ciiz.foundation.i18n.catalogues check
	$(BIN)/pytest -q tests/architecture

format: $(STAMPS)/python ## let ruff put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure; writes var/bench.json
	@$(BIN)/ciiz bench

screenshot: setup chromium ## photograph the case page of a demo for the README
	@$(BIN)/python tools/screenshot.py

resetdb: $(STAMPS)/python ## empty the embedded database
	@$(BIN)/ciiz resetdb

lock: $(STAMPS)/python ## bring the locked versions up to date
	@$(BIN)/python tools/bootstrap.py lock
	@$(BIN)/python tools/node.py install --package-lock-only --loglevel=error

chromium:
	@$(PYTHON) tools/chromium.py
