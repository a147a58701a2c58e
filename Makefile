# Prooftrail from a fresh clone. Needs Python 3.11 or newer, nothing else: `make run`.
# Every recipe is thin on purpose; what it does is in tools/, in Python's standard library.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run setup check test test-long bench story tour audit \
        new-engine new-connector new-fieldtype new-blueprint setup-run setup-check

PY := .venv/bin/python
SETUP = python="$$(sh tools/find-python)" && "$$python" -m tools.setup
SCAFFOLD = python="$$(sh tools/find-python)" && "$$python" -m tools.scaffold

# More for pytest or the benchmarks, e.g. make test ARGS="-k gate"
ARGS ?=

help: ## show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: setup-run ## set up what is missing and serve the demo on http://127.0.0.1:8000
	@exec $(PY) -m prooftrail serve $(ARGS)

setup: ## set up everything development needs: packages and the web build
	@$(SETUP) dev

check: setup-check ## laws, types, format (no database)
	@exec $(PY) -m tools.check

test: setup ## all tests but the long ones
	@exec $(PY) -m tools.testrun $(ARGS)

test-long: setup ## kills, soaks, million-row plans
	@exec $(PY) -m pytest -m long $(ARGS)

bench: setup ## measured speed against its budgets, one JSON line each
	@exec $(PY) -m benchmarks $(ARGS)

story: setup ## the stories of the blueprints, end to end
	@exec $(PY) -m pytest tests/stories $(ARGS)

tour: setup ## take the pictures of docs/tour.md anew; prints taps and seconds
	@PROOFTRAIL_TOUR=1 $(PY) -m pytest -q -s tests/e2e/test_tour.py

audit: setup-check ## locked packages against the advisory database, and a list of what is inside
	@exec $(PY) -m tools.audit

new-engine: ## a new sales engine: make new-engine name=referrals
	@$(SCAFFOLD) engine "$(name)"

new-connector: ## a new outside system: make new-connector name=feishu
	@$(SCAFFOLD) connector "$(name)"

new-fieldtype: ## a new type of field: make new-fieldtype name=duration
	@$(SCAFFOLD) fieldtype "$(name)"

new-blueprint: ## a new industry: make new-blueprint name=fmcg
	@$(SCAFFOLD) blueprint "$(name)"

setup-run:
	@$(SETUP) run

setup-check:
	@$(SETUP) check
