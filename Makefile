# How everybody works on MijnGemeente. `make` alone says what there is.
# A fresh machine needs Python 3.11 or newer, make and a package registry: the rest is set up here.

# So that a check that fails before a pipe fails all the same.
SHELL := bash
.SHELLFLAGS := -o pipefail -c

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where it is set, every process would compile every library again: seconds for each that starts.
unexport PYTHONDONTWRITEBYTECODE
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
PIP := $(BIN)/python -m pip install --quiet --require-hashes
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
STYLES := static/css/portal.css
STYLE_SOURCES := $(filter-out $(STYLES),$(shell find static/css/*.css static/css/components static/css/themes static/js templates))

.DEFAULT_GOAL := help
.PHONY: help run test stress check lint fast reset translations schema settings lock vendor chromium nginx clean styles wheel sbom advisories screenshots bench bench-growth audit audit-full

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: .venv/ready-run $(CATALOGUES) $(STYLES) ## Start the whole portal with an embedded world around it (PORTAL_PORT, EMBEDDED_PORT)
	@exec $(BIN)/python -m portal.local

test: lint chromium ## Everything: lint, types, contracts, unit tests, browser journeys, coverage
	@$(BIN)/python -m pytest --numprocesses 3 --dist loadscope -m "not stress" --cov --cov-report=term:skip-covered

stress: .venv/ready-dev $(CATALOGUES) $(STYLES) chromium nginx ## The long tests: every property with 1,000 examples, chaos, attacks
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadscope -m "stress or hypothesis" --hypothesis-profile=stress

check: lint fast ## Lint, types, contracts and the fast tests

lint: .venv/ready-dev $(CATALOGUES) $(STYLES)
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo | tail -n 2
	@$(BIN)/djlint --check --lint templates | tail -n 1
	@$(BIN)/deptry . 2>&1 | tail -n 1
	@$(BIN)/python -m tools.vendor
	@$(BIN)/python -m tools.contrast
	@$(BIN)/python -m tools.secret_scan

fast: .venv/ready-dev $(CATALOGUES) $(STYLES)
	@$(BIN)/python -m pytest --numprocesses 3 --dist loadscope -m "not journey and not slow and not stress"

reset: .venv/ready-run ## Throw away the data of make run
	@$(BIN)/python -m portal.local reset

translations: .venv/ready-dev ## Collect all texts into translations/messages.pot and update every language
	@$(BIN)/python -m tools.translations

schema: .venv/ready-run ## Write forms/form.schema.json, with which editors know the keys of a form
	@$(BIN)/python -m tools.form_schema

settings: .venv/ready-run ## Write SETTINGS.md, the reference of all settings
	@$(BIN)/python -m portal settings > SETTINGS.md

lock: .venv/ready-dev ## Lock the newest dependencies that fit, with hashes and without addresses
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --extra local --group build -o requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --extra local --group build --group dev -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --constraint requirements.lock -o requirements-production.lock

vendor: .venv/ready-dev ## Fetch the third-party CSS, fonts and scripts again (needs npm and Debian's apt-get)
	@$(BIN)/python -m tools.vendor fetch

styles: $(STYLES) ## Join the CSS into static/css/portal.css

wheel: .venv/ready-run ## Pack what runs in production into dist/
	@$(BIN)/uv build --quiet --wheel --out-dir dist

sbom: .venv/ready-dev ## Write the bill of materials (CycloneDX) to dist/sbom.cdx.json
	@$(BIN)/python -m tools.sbom dist/sbom.cdx.json

advisories: .venv/ready-dev ## Ask for known vulnerabilities of all locked packages; says so where nobody could be asked
	@$(BIN)/python -m tools.advisories

screenshots: .venv/ready-dev $(CATALOGUES) $(STYLES) chromium ## Take the screenshots of the README anew
	@$(BIN)/python -m tools.screenshots

bench: .venv/ready-run $(CATALOGUES) $(STYLES) ## Say what pages cost, held against a bare Flask app (some minutes; bench/README.md)
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.growth --of-bench --again

bench-growth: .venv/ready-run $(CATALOGUES) $(STYLES) ## Say what pages cost when there is more of everything (an hour; goes on where it stopped)
	@$(BIN)/python -m bench.growth

audit: .venv/ready-dev $(CATALOGUES) $(STYLES) chromium ## Look at every state with all accessibility checks, and write accessibility/report/
	@$(BIN)/python -m accessibility

audit-full: .venv/ready-dev $(CATALOGUES) $(STYLES) chromium ## The same with every engine at both widths and in all colours, however long it takes
	@$(BIN)/python -m accessibility full

chromium: .venv/ready-dev
	@$(BIN)/python -m tools.debian chromium

nginx: .venv/ready-dev
	@$(BIN)/python -m tools.debian nginx

clean: ## Remove the virtual environment and all caches
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "MijnGemeente needs Python 3.11 or newer; $$($(PYTHON) --version 2>&1) is too old. Choose another: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python can't make a virtual environment: install its venv module (Debian: apt install python3-venv)."; exit 1; }

# uv installs in seconds; where it can't reach the registry that pip knows, pip does the same work.
.venv/ready-run: requirements.lock | .venv/bin/python
	@echo "Installing what the portal needs …"
	@$(PIP) -r requirements-uv.lock && $(UV) -r requirements.lock 2>/dev/null || $(PIP) -r requirements.lock
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready-run
	@echo "Installing what its tests need …"
	@$(UV) -r requirements-dev.lock 2>/dev/null || $(PIP) -r requirements-dev.lock
	@touch $@

$(STYLES): $(STYLE_SOURCES) static/vendor/nlds.css tools/styles.py | .venv/ready-run
	@$(BIN)/python -m tools.styles

%.mo: %.po | .venv/ready-run
	@$(BIN)/pybabel --quiet compile -i $< -o $@
