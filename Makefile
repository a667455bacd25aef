# Each command works on a fresh machine with Python 3.11 or newer. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTS ?= tests
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run setup test test-stack bench lint clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The packages are installed again only when a list of them has changed.
run setup: export REQUIREMENTS := requirements.txt
test test-stack bench lint: export REQUIREMENTS := requirements-dev.txt
INSTALL = $(PYTHON) deploy/install.py $(VENV) $(REQUIREMENTS)

run: ## The whole site on http://127.0.0.1:8000/ (or PORT) with its content, on an embedded database
	@$(INSTALL)
	@$(BIN)/python deploy/run_local.py

setup: ## What run does, without serving
	@$(INSTALL)
	@$(BIN)/python deploy/run_local.py --setup-only

test: ## The test suite: on PostgreSQL, then pages, loading and forms again on SQLite
	@$(INSTALL)
	@$(BIN)/python -m tests.environment.tools
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" $(TESTS)
	TEST_DATABASE=sqlite $(BIN)/python -m pytest -n $(WORKERS) -m "sqlite and not slow" $(TESTS)

test-stack: ## The slow tests: ten thousand records, memory while they come, and many more made-up examples
	@$(INSTALL)
	@$(BIN)/python -m tests.environment.tools
	THOROUGH=1 $(BIN)/python -m pytest -n $(WORKERS) --timeout 1500 -m "slow or thorough" $(TESTS)
	TEST_DATABASE=sqlite $(BIN)/python -m pytest -n $(WORKERS) -m "sqlite_later and not slow" $(TESTS)

bench: ## How fast things are, as ratios measured in one run
	@$(INSTALL)
	$(BIN)/python -m tests.bench

lint: ## The style checks alone
	@$(INSTALL)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint templates

clean: ## Remove the virtual environment and caches; the database in var/ stays
	rm -rf $(VENV) .pytest_cache .ruff_cache var/static var/test-static var/tools
