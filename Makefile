# Start with `make handouts` or `make test`; plain `make` lists all the commands.

PYTHON ?= python3
OUT ?= handouts
PYTEST_ARGS ?= -n 2
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# A stamp is written once its part is complete, so a second run does nothing.
READY := .venv/.ready
TEST_READY := .venv/.ready-test
TOOLS_READY := .tools/.ready
SYSTEM_READY := .tools/.ready-system

# Every test tool is required only in CI; elsewhere, tests skip if theirs is missing, and say so.
OR_SKIP := || [ "$${CI:-}" != true ]

.DEFAULT_GOAL := help
.PHONY: help handouts check coverage test soak scan lint format release bench setup setup-test clean
.DELETE_ON_ERROR:

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

handouts: $(READY) ## build the shipped guides, in handouts/
	@$(BIN)/studyguide build -o $(OUT)

FAST := STUDYGUIDE_EXAMPLES=0.05 $(BIN)/python -m pytest -q -m "not real and not soak" -p no:xdist

check: lint ## a quick check, under a minute: style, types, and tests that need no browser or Java
	$(FAST)

coverage: $(TEST_READY) ## how much of the program the tests of `make check` run, file by file
	$(FAST) --cov

test: lint setup-test ## the full check: style, types and all tests but `make soak`
	$(BIN)/python -m pytest -m "not soak" $(PYTEST_ARGS)

soak: setup-test ## the slow tests: every property on twice as many examples, and every look of a page
	STUDYGUIDE_EXAMPLES=2 $(BIN)/python -m pytest -m "soak or hypothesis" $(PYTEST_ARGS)

scan: $(TEST_READY) ## plan meetings of every length and size, and check each plan (a minute)
	PYTHONPATH=tests $(BIN)/python benchmarks/planner_scan.py $(SCAN_ARGS)

lint: $(TEST_READY) ## check style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(TEST_READY) ## format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

release: $(TEST_READY) ## make the wheel and a zip of ready-made PDFs, in dist/
	$(BIN)/python scripts/release

bench: $(READY) ## time a first build on this machine
	$(BIN)/python benchmarks/cold_build.py

setup: $(READY) ## install what `make handouts` needs: Pango, and Python packages in .venv/

setup-test: $(TEST_READY) $(SYSTEM_READY) $(TOOLS_READY) ## install what `make test` needs: .venv/, checkers and a browser

clean: ## delete .venv/, .tools/ and caches (handouts stay)
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -prune -exec rm -rf {} +

# Pango sets the text of every PDF. The subsetter only speeds up writing, so it is optional.
define environment
	@scripts/system-packages python3:python3 libpango-1.0-0 libpangoft2-1.0-0
	@scripts/system-packages libharfbuzz-subset0 || true
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "studyguide needs Python 3.11 or newer, and '$(PYTHON)' is not: install one, then run: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || scripts/system-packages python3-venv
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { \
	  echo "'$(PYTHON)' cannot make a virtual environment: install its venv module (Debian: python3-venv)" >&2; exit 1; }
endef

$(READY): pyproject.toml constraints.txt scripts/system-packages
	$(environment)
	@echo "Setting up .venv (once)"
	@$(PIP) -e .
	@touch $@

$(TEST_READY): pyproject.toml constraints.txt scripts/system-packages
	$(environment)
	@echo "Setting up .venv for tests (once)"
	@$(PIP) -e '.[test]'
	@touch $(READY) $@

$(SYSTEM_READY): scripts/system-packages
	@mkdir -p .tools
	@{ scripts/system-packages chromium:chromium java:default-jre-headless libjaxb-java \
	  pdftotext:poppler-utils fonts-noto-core fonts-noto-cjk node:nodejs npm:npm && touch $@; } $(OR_SKIP)

# The tools come from pip and npm, so both have to be installed first.
$(TOOLS_READY): scripts/test-tools tests/instruments/package.json | $(TEST_READY) $(SYSTEM_READY)
	@{ scripts/test-tools && touch $@; } $(OR_SKIP)
