# Every habit is a target; `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
TRAVESSIA := scripts/travessia
PYTEST := $(PYTHON) -m pytest

.PHONY: help bootstrap run demo status down clean test chaos secrecy bench-reads bench-delivery bench-audit bench-deadlines bench-intake bench-referrals fuzz access tamper kills lint types format requirements contracts names translations size

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

bootstrap: ## prepare the checkout: virtual environment, PostgreSQL, RabbitMQ
	@scripts/bootstrap.sh

run: ## start everything and watch it; Ctrl-C stops it
	@$(TRAVESSIA) up

demo: bootstrap ## start everything in the background and play the main job on it
	@$(PYTHON) -m scripts.demo

status: ## show each process, its port, lag and parked messages
	@$(TRAVESSIA) status

down: ## stop all stacks of this checkout
	@$(TRAVESSIA) down --all

clean: ## stop all stacks of this checkout and delete their data
	@$(TRAVESSIA) down --all
	@$(TRAVESSIA) clean --all
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

test: ## pass every suite on servers of its own
	@scripts/bootstrap.sh --browser
	@$(PYTEST) --numprocesses 2 --dist loadscope

chaos: bootstrap ## break everything under load: make chaos MINUTES=60 SEED=1 FAULT=relay, or BACKLOG=100000
	@$(PYTHON) -m $(if $(BACKLOG),tests.chaos.backlog --events $(BACKLOG),tests.chaos --minutes $(or $(MINUTES),10) \
		$(if $(SEED),--seed $(SEED)) --fault "$(FAULT)")

fuzz: bootstrap ## look longer for requests that break a rule: make fuzz EXAMPLES=300 SEED=1
	@$(PYTEST) tests/integration/fuzz -p no:randomly --timeout=0 --examples=$(or $(EXAMPLES),300) --seed=$(or $(SEED),$$RANDOM)

secrecy: bootstrap ## ask 1,000 times about a notice that exists and about none: answers and times must be the same
	@$(PYTHON) -m tests.secrecy --requests $(or $(REQUESTS),1000)

bench-reads: bootstrap ## measure what a read record costs: make bench-reads READS=500
	@$(PYTHON) -m tests.bench.reads --reads $(or $(READS),500)

access: bootstrap ## write docs/access.md anew: which roles may do what
	@$(PYTEST) tests/integration/bad_input/test_access.py tests/integration/bad_input/test_fields.py -p no:randomly -q --write-access -k 'table_is or page_says' || true
	@git diff --stat docs/access.md

tamper: bootstrap ## change the log as a database superuser in fourteen ways and show what finds it
	@$(PYTEST) tests/integration/audit/test_tampering.py -p no:randomly -q --tampering

kills: bootstrap ## interrupt an erasure at every point in every store
	@$(PYTEST) tests/integration/erasure/test_interrupted.py -p no:randomly -q --every-kill

bench-delivery: bootstrap ## measure relay, subscription, lag and memory on an idle machine: make bench-delivery MINUTES=30
	@$(PYTHON) -m tests.bench.delivery --minutes $(or $(MINUTES),2)

bench-intake: bootstrap ## measure an office's work: make bench-intake SMALL=10000 LARGE=1000000
	@$(PYTHON) -m tests.bench.intake --small $(or $(SMALL),10000) --large $(or $(LARGE),1000000)

bench-referrals: bootstrap ## measure matching, inboxes, last places and imports: make bench-referrals OFFERS=20000 REFERRALS=1000000 SERVICES=10000
	@$(PYTHON) -m tests.bench.referrals --offers $(or $(OFFERS),20000) --referrals $(or $(REFERRALS),1000000) --services $(or $(SERVICES),10000)

bench-deadlines: bootstrap ## measure the timer of deadlines: make bench-deadlines OPEN=100000
	@$(PYTHON) -m tests.bench.deadlines --open $(or $(OPEN),100000)

bench-audit: bootstrap ## measure the ledger on an idle machine: make bench-audit LEAVES=1000000
	@$(PYTHON) -m tests.bench.audit --size $(or $(LEAVES),1000000)

lint: bootstrap ## check style and formatting
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

types: bootstrap ## check types
	@$(PYTHON) -m mypy

format: bootstrap ## put the code into the agreed format
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

requirements: bootstrap ## compile the pinned requirement files again
	@cd requirements && for name in bootstrap runtime dev; do \
		../.venv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --universal \
			--python-version 3.11 $$name.in --output-file $$name.txt || exit 1; done

contracts: bootstrap ## write the published language's schemas and AsyncAPI document
	@$(PYTHON) -m scripts.contracts

translations: bootstrap ## compile the catalogues of what people read, after a .po file was changed
	@$(PYTHON) -m scripts.translations

names: bootstrap ## add new events to the list of stored names
	@$(PYTHON) -m scripts.stored_names

size: bootstrap ## report files and functions that have grown long
	@$(TRAVESSIA) size
