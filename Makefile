# make run      the window on the bundled dataset (without a display: two pictures in out/)
# make test     every test, in the same environment
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: run setup setup-test setup-others test test-newer lint shots bench positions wheel docs clean fuzz setup-fuzz

run: setup
	tools/run

setup: $(STAMP)/run

setup-test: $(STAMP)/test

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP)/run: pyproject.toml constraints.txt tools/system-packages | $(BIN)/python
	tools/system-packages run
	$(PIP) install -e .
	mkdir -p $(STAMP) && touch $@

$(STAMP)/test: $(STAMP)/run
	tools/system-packages test
	$(PIP) install -e '.[test]'
	mkdir -p $(STAMP) && touch $@

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: lint
	$(BIN)/python -m pytest

# The same tests with a newer Python, in an environment of its own: make test-newer NEWER=python3.13
NEWER ?= python3.13
test-newer:
	$(MAKE) test PYTHON=$(NEWER) VENV=.venv-newer

# Programs of others that read what we write (tests/others); without them those tests are skipped. A minute or two.
OTHERS := .venv-others
setup-others:
	$(PYTHON) -m venv $(OTHERS)
	PIP_CONSTRAINT=$(CURDIR)/tests/others/constraints.txt $(OTHERS)/bin/python -m pip --disable-pip-version-check --quiet \
		install networkx lxml ndex2 followthemoney
	cp tests/others/package.json $(OTHERS)/package.json
	cd $(OTHERS) && npm install --no-package-lock --no-audit --no-fund --silent

shots: setup-test
	$(BIN)/python tools/shots.py

bench: setup-test
	$(BIN)/python -m benchmarks

# Broken input for the readers of files: make fuzz [FORMAT="gexf csv"] [SECONDS=60]; without FORMAT all of them.
# atheris has no wheels for the newest Pythons, and so an environment of its own.
FUZZ ?= .venv-fuzz
FUZZ_PYTHON ?= python3.11
SECONDS ?= 60
setup-fuzz: $(FUZZ)/done

$(FUZZ)/done: pyproject.toml constraints.txt
	$(FUZZ_PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip --disable-pip-version-check --quiet install -e '.[parquet]' hypothesis atheris
	touch $@

fuzz: setup-fuzz
	nice -n 19 $(FUZZ)/bin/python -m fuzz $(FORMAT) --seconds $(SECONDS)

# Where the actors of the bundled dataset stand at the first start; anew whenever a layout or the dataset changes.
positions: setup
	$(BIN)/python tools/positions.py

docs: setup
	tools/docs-pictures

wheel: setup-test
	$(PIP) install build
	$(BIN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) .venv-newer $(OTHERS) $(FUZZ) build dist out shots
