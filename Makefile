# Every way to run and check the registry. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
TEST_STAMP := .venv/installed-to-test
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help install demo serve test test-long browser bench reference pictures lint format types clean distclean

help:  ## List these targets
	@awk 'BEGIN {FS = ":.*## "} /^## / {printf "\n%s\n", substr($$0, 4)} /^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo

## Run it
install: $(STAMP)  ## Make .venv with what runs the registry, pinned in constraints.txt; quick where that is done.

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本，例如 make install PYTHON=python3.12 / Python 3.11 or newer is needed"; exit 1; }
	@echo "正在安装，首次约需一分钟 / Installing, about a minute the first time"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(PIP) --editable .
	@touch $@

$(TEST_STAMP): $(STAMP)
	@echo "正在安装检查工具 / Installing the tools that check it"
	@$(PIP) --editable '.[test]'
	@touch $@

demo: install  ## Serve a demonstration with invented people on http://127.0.0.1:8000 (PORT changes it) until Ctrl-C.
	@REGISTRY_MODE=demo exec $(BIN)/registry serve

serve: install  ## Serve the real registry with the settings of the environment until Ctrl-C.
	@exec $(BIN)/registry serve

## Check it
test: $(TEST_STAMP) lint types  ## Run every check and test but the long ones; browser journeys where Chromium is found.
	@$(BIN)/python -m pytest -m 'not long'

test-long: $(TEST_STAMP)  ## Run the long tests: races, crashes, whole rounds.
	@$(BIN)/python -m pytest -m long

browser:  ## Install Chromium and a Chinese font from the system's packages (Debian, Ubuntu) where they are missing.
	@sh -eu -c '\
	  missing=""; \
	  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	    command -v google-chrome >/dev/null || missing="chromium"; \
	  [ -n "$$(fc-list :lang=zh 2>/dev/null)" ] || missing="$$missing fonts-noto-cjk fontconfig"; \
	  [ -n "$$missing" ] || { echo "Chromium and a Chinese font are there."; exit 0; }; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q; \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -q --no-install-recommends $$missing'

bench: $(TEST_STAMP)  ## Measure a large roster, the public check and a certificate, and print a table.
	@$(BIN)/python -m tests.bench

reference: $(TEST_STAMP)  ## Write docs/reference/ anew: routes, permissions, settings, commands, figures, tables, jobs.
	@$(BIN)/python -m tests.house.reference

pictures: $(TEST_STAMP)  ## Make docs/pictures/ anew from a demonstration of its own, with Chromium.
	@$(BIN)/python -m tests.pictures

lint: $(TEST_STAMP)  ## Check the style of the code, its layers and its formatting.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@if grep -qs '^\[tool.importlinter' pyproject.toml || [ -f .importlinter ]; then $(BIN)/lint-imports; fi

types: $(TEST_STAMP)  ## Check the types of the code.
	@$(BIN)/mypy

format: $(TEST_STAMP)  ## Put the code into its one format.
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

## Tidy up
clean:  ## Remove what tools and tests left; keep .venv and the data.
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build
	@find . -path ./.venv -prune -o -name __pycache__ -type d -print | xargs rm -rf

distclean: clean  ## Remove .venv as well; the data stay.
	@rm -rf .venv
