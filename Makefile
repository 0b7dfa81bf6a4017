# Two commands are enough for a newcomer: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUNTIME := .venv/.runtime
TESTING := .venv/.testing
MESSAGES := $(wildcard data/locale/*/LC_MESSAGES/*.po)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WHERE ?= $(HOME)/.local/share/prodsys/demo

.PHONY: run test check bench crash pictures messages lock clean

$(RUNTIME): requirements.lock pyproject.toml hatch_build.py
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(TESTING): $(RUNTIME) requirements-test.lock
	$(PIP) install --require-hashes --requirement requirements-test.lock
	touch $@

.venv/.messages: $(RUNTIME) $(MESSAGES)
	$(BIN)/python -m prodsys_tui.text.compile
	touch $@

messages: .venv/.messages

# With a terminal: the demonstration plant on its screens. Without: one whole shift, played and printed.
run: messages
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BIN)/prodsys demo --dir "$(WHERE)"; else exec $(BIN)/prodsys demo --auto; fi

test: $(TESTING) messages
	$(BIN)/pytest -n 3 --dist worksteal --cov --cov-report=term

check: $(TESTING) messages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

# `make bench` runs all, `make bench NAME=P1` one.
bench: $(TESTING) messages
	$(BIN)/python -m tests.bench $(NAME)

# Ten thousand kills and two thousand power cuts; `make crash CRASHES=500` fewer.
crash: $(TESTING) messages
	$(BIN)/python -m tests.crash $(CRASHES)

pictures: $(TESTING) messages
	$(BIN)/python docs/pictures.py

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" .venv-lock/bin/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock --all-build-deps pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" .venv-lock/bin/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements-test.lock --constraint requirements.lock --extra test pyproject.toml
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
