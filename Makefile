# Everything runs in a virtual environment of its own; `make` with no target lists what there is.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 7860
Q ?= 到2025年衡阳地区生产总值目标是多少？
BIN := $(VENV)/bin
export Q

.DEFAULT_GOAL := help
.PHONY: help install dev chat ask test lint format eval bench lock samples clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## install into .venv
dev: $(VENV)/.dev ## install with the tools for tests and checks

ask: $(VENV)/.installed ## answer one question: make ask Q="…"
	@$(BIN)/plans ask "$$Q"

chat: $(VENV)/.installed ## answer a sample question, then open the web chat
	@$(BIN)/plans ask "$$Q"
	@$(BIN)/plans serve --port $(PORT) --open

test: $(VENV)/.dev ## run the tests
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest

lint: $(VENV)/.dev ## check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(VENV)/.installed ## ask the golden set over the bundled digests, judge, hold against thresholds, report
	@$(BIN)/plans eval run --samples --fresh --gate --out runs/golden

bench: $(VENV)/.dev ## measure speed and memory
	$(BIN)/python -m eval.bench

samples: $(VENV)/.dev ## rebuild the bundled sample plans: make samples FONT=path/to/font.ttf
	$(BIN)/python -m ingest.samples.build $(if $(FONT),--font $(FONT))

lock: $(VENV)/.dev ## resolve the pinned requirements anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --extra ocr -c requirements.lock pyproject.toml -o requirements-ocr.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --extra models -c requirements.lock pyproject.toml -o requirements-models.lock
	@# The CUDA libraries belong to one build of torch, which brings them along itself; a CPU build needs none of them.
	grep -vE '^(nvidia-|cuda-|triton==)' requirements-models.lock > requirements-models.lock.new
	mv requirements-models.lock.new requirements-models.lock

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
