# Everything starts from a bare checkout: Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/run.stamp
DEV := $(VENV)/dev.stamp

.DEFAULT_GOAL := help
.PHONY: help demo run test chaos flood bench screenshots lint format venv lock clean

help:  ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' $(MAKEFILE_LIST)

demo: $(RUN)  ## the real bot against the sandbox, with a web chat; no account, no key
	$(BIN)/python -m bot demo

run: $(RUN)  ## the bot, with the settings of the environment and .env
	$(BIN)/python -m bot run

test: $(DEV)  ## the whole suite
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

chaos: $(DEV)  ## 300 kills -9 at the worst moments; ten minutes, figures in docs/reliability.md
	$(BIN)/python -m tests.chaos.chaos --kills 300

flood: $(DEV)  ## 5,000 requests in a minute against strict limits; half an hour, figures as above
	$(BIN)/python -m tests.chaos.flood

bench: $(DEV)  ## what limits cost, with a million past pictures; some minutes, figures in docs/limits.md
	$(BIN)/python -m tests.storage.limits_cost

screenshots: $(DEV)  ## the pictures of the documentation, taken in the web chat (needs a Chromium)
	$(BIN)/python -m tests.screenshots

lint: $(DEV)  ## style, format, types, who may import whom, and whether all that is imported is declared
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: $(DEV)  ## put the code into its form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

venv: $(DEV)  ## .venv with everything locked

lock:  ## rewrite the locked requirements from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade --quiet --output-file deploy/requirements.txt
	uv pip compile pyproject.toml --extra grpc --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade --quiet --output-file deploy/requirements-grpc.txt --constraint deploy/requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade --quiet --output-file tests/requirements.txt --constraint deploy/requirements-grpc.txt

clean:  ## forget what was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(RUN): deploy/requirements.txt | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

$(DEV): tests/requirements.txt | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@ $(RUN)
