# Everything starts here: `make demo`, `make test`. The README says what each does.

BIN := .venv/bin

.PHONY: help setup demo tour pictures test lint format pytest bench torture lock clean

help:
	@echo "make demo    the terminal and its desk on this screen; without a screen the tour"
	@echo "make tour    walks every journey by itself; pictures and transcript in out/"
	@echo "make pictures every page in every language, size and theme, drawn and judged; out/pictures/index.html"
	@echo "make test    lint and all tests"
	@echo "make bench   measures; table here and in out/bench.json"
	@echo "make torture kills, power cuts, broken disks and lines for queue and intake; table here and in out/torture.json"
	@echo "make setup   only installs; all others do it first"
	@echo "make lint format lock clean"

setup:
	@tools/setup

demo: setup
	$(BIN)/kiosk demo

tour: setup
	$(BIN)/kiosk tour

# The pages are the ones that a tour meets.
pictures: tour
	$(BIN)/python -m tests.pictures

test: lint pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Most tests wait for real programs: three at a time keep two cores busy.
pytest: setup
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --durations=40 --durations-min=5

bench: setup
	$(BIN)/python -m kiosk.bench

# 500 kills, power cuts, full and failing disks, a lying gateway; hours of it: make torture ARGS="--kills 5000".
torture: setup
	$(BIN)/python -m tests.torture --json out/torture.json $(ARGS)

# Pins the newest versions that pyproject.toml allows. The index is PyPI, whatever pip is told on this machine.
lock: export CUSTOM_COMPILE_COMMAND = make lock
lock: export PIP_CONFIG_FILE = /dev/null
lock: PIP_COMPILE = $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: setup
	$(PIP_COMPILE) --output-file requirements-build.lock requirements-build.in
	$(PIP_COMPILE) --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
