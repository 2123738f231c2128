# Everything runs in a virtual environment of its own, .venv; nothing else of the machine is touched.
PYTHON ?= python3
BIN := .venv/bin
DB ?= db/uniaccord.db
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test fuzz chaos lint types serve bench bench-serve docs tutorial lock

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: .venv/installed  ## uniaccord and what it needs, into .venv

demo: install  ## crawl the embedded web, read it, show what was found
	@$(BIN)/uniaccord demo

test: install-dev  ## all tests, on up to four cores (those in a browser need Debian's chromium)
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

fuzz: install-dev  ## readers on hostile documents, then on what chance makes (FUZZ_SECONDS=60)
	$(BIN)/python -m tests.fuzz.measure
	$(BIN)/python -W error -m tests.fuzz $(FUZZ_SECONDS)

chaos: install-dev  ## servers that misbehave, kills, full disks: an hour (CHAOS_KILLS=50, CHAOS_SEED=…)
	$(BIN)/python -m tests.chaos

lint: install-dev  ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install-dev  ## strict type check of the rooms
	$(BIN)/mypy

serve: install  ## look at the database in a browser (DB=FILE for another one)
	@$(BIN)/uniaccord serve --db $(DB)

bench: install-dev  ## crawl rate next to a bare spider; articles on real pages, if there are any; words per second of reading; what visitors notice of a night
	$(BIN)/python -m bench.crawl
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench.serving

bench-serve: install-dev  ## how long visitors wait on a record of a million articles (8 GB, half an hour; FOLDER=… keeps it)
	$(BIN)/python -m bench.serving_large $(FOLDER)

docs: install-dev  ## rewrite the generated pages of docs/
	$(BIN)/python docs/generate.py

tutorial: install-dev  ## follow docs/tutorial.md in a fresh clone of what is committed, command by command
	$(BIN)/python -m docs.follow docs/tutorial.md

lock: install-dev  ## renew requirements*.txt from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --extra build -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

install-dev: .venv/installed-dev

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "uniaccord needs Python 3.11 or newer; make PYTHON=… names another one")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
