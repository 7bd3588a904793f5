# Two commands matter on a fresh machine: `make handouts` and `make test`. `make` alone lists the rest.

PYTHON ?= python3
OUT ?= handouts
PYTEST_ARGS ?= -n 2
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# A stamp is written when its part is whole, so a second run costs nothing.
READY := .venv/.ready
TEST_READY := .venv/.ready-test
TOOLS_READY := .tools/.ready
SYSTEM_READY := .tools/.ready-system

# Only in CI must every test tool be there; elsewhere the tests that need a missing one skip and say so.
OR_SKIP := || [ "$${CI:-}" != true ]

.DEFAULT_GOAL := help
.PHONY: help handouts test lint format release bench setup setup-test clean
.DELETE_ON_ERROR:

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

handouts: $(READY) ## make the handouts of the shipped guides, in handouts/
	@$(BIN)/studyguide build -o $(OUT)

test: lint setup-test ## everything that must hold: style, types and tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(TEST_READY) ## style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src

format: $(TEST_READY) ## put the code in its usual form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

release: $(TEST_READY) ## the wheel and a zip of ready PDFs, in dist/
	$(BIN)/python scripts/release

bench: $(READY) ## how long a first build takes here
	$(BIN)/python benchmarks/cold_build.py

setup: $(READY) ## what `make handouts` needs: Pango and a Python environment in .venv/

setup-test: $(TEST_READY) $(SYSTEM_READY) $(TOOLS_READY) ## what `make test` needs: checkers and a browser

clean: ## take away .venv/, .tools/ and caches (handouts stay)
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -prune -exec rm -rf {} +

# Pango draws the text of every PDF. The subsetter only makes writing one faster, so it may be missing.
define environment
	@scripts/system-packages python3:python3 libpango-1.0-0 libpangoft2-1.0-0
	@scripts/system-packages libharfbuzz-subset0 || true
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "studyguide needs Python 3.11 or newer, and '$(PYTHON)' is not: install one, then say make PYTHON=python3.11" >&2; exit 1; }
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

# The tools come out of pip and npm, so they wait for both.
$(TOOLS_READY): scripts/test-tools tests/instruments/package.json | $(TEST_READY) $(SYSTEM_READY)
	@{ scripts/test-tools && touch $@; } $(OR_SKIP)
