# Homeward. `make help` lists what can be asked for.
# Needs: make and Python 3.11 or newer. Everything else is installed into .venv, from lock files with hashes.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test soak check bench pictures lock clean system-packages FORCE

# PYTHON=/path/to/python chooses an interpreter; otherwise the first of these that is new enough.
PYTHONS = $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11)

# Where packages come from is pip's own configuration: it is neither set nor reset here.
# A lock is complete, so nothing is resolved again: older releases of pip stumble over packages with extras.
INSTALL = -m pip --disable-pip-version-check install -qq --no-deps --require-hashes --only-binary :all:
# PySpark comes as source alone; what builds it is in the locks too.
INSTALL_SPARK = $(INSTALL) --no-binary pyspark --no-build-isolation
INSTALL_SELF = -m pip --disable-pip-version-check install -qq --no-deps --no-build-isolation --editable .
SAY = echo >&2 homeward:
FAILED = { echo "homeward: error: packages could not be installed; hint: the lines above say why; for the network and the package index see 'pip config list'" >&2; exit 1; }

# A search path from outside would mix other packages into the environment.
unexport PYTHONPATH PYTHONHOME

UV_VERSION = 0.13.9
COOLDOWN = 7 days
LOCKS = requirements.lock requirements-dev.lock requirements-build.lock requirements-bench.lock requirements-spark.lock
# Two processes share the tests.
PROCESSES = 2
# The long tests draw anew each time; SEED=... repeats a run.
SEED := $(or $(SEED),$(shell date +%s))
BENCHES = bench/match_vs_splink.py bench/febrl4.py bench/slices.py bench/calibration.py bench/audit.py bench/statements_speed.py bench/terms_check.py bench/terms_play.py
CODE = $(foreach d,src tests bench examples,$(if $(shell find $(d) -name '*.py' 2>/dev/null | head -n 1),$(d)))

# $(call stale,DIR): FORCE when the environment in DIR no longer works: its Python is gone, or the folder has moved.
stale = $(shell if [ -e $(1)/made ]; then { [ "$$(cat $(1)/made)" = "$$(pwd)" ] && $(1)/bin/python -c '' 2>/dev/null; } || echo FORCE; fi)

# $(call make_venv,DIR)
define make_venv
@chosen=; \
for candidate in $(PYTHONS); do \
	if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then chosen=$$candidate; break; fi; \
done; \
if [ -z "$$chosen" ]; then \
	echo "homeward: error: no Python 3.11 or newer found; hint: apt-get install python3 python3-venv (or name one: make PYTHON=/path/to/python3)" >&2; exit 1; \
fi; \
if ! "$$chosen" -c 'import venv, ensurepip' 2>/dev/null; then \
	case $$chosen in python3.*) package=$$chosen-venv ;; *) package=python3-venv ;; esac; \
	echo "homeward: error: $$chosen cannot make a virtual environment; hint: apt-get install $$package" >&2; exit 1; \
fi; \
echo "homeward: making $(1) with $$("$$chosen" --version)" >&2; \
"$$chosen" -m venv --clear $(1) && pwd > $(1)/made
endef

help:  ## list what can be asked for
	@sed -n 's/^\([a-z][a-z-]*\):.*  ## \(.*\)/  make \1@\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F@ '{ printf "%-14s %s\n", $$1, $$2 }'

demo: .venv/run  ## run the example exchange from start to end and verify it
	@.venv/bin/homeward demo --force

test: .venv/dev system-packages  ## run the tests (at most 12 minutes on two cores)
	@.venv/bin/python -m pytest tests -m "not soak" --numprocesses $(PROCESSES) --dist worksteal $(PYTEST_OPTIONS)

soak: .venv/dev system-packages  ## run the long tests: many seeds, faults, scale
	@$(SAY) "soak with SEED=$(SEED)"
	@HYPOTHESIS_PROFILE=search .venv/bin/python -m pytest tests -m soak --timeout 7200 --hypothesis-seed=$(SEED) $(PYTEST_OPTIONS)

check: .venv/dev  ## lint, types, layers, and the wheel
	@$(SAY) ruff
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet . || { echo "homeward: error: the files above are not formatted; hint: .venv/bin/ruff format ." >&2; .venv/bin/ruff format --check . >&2; exit 1; }
	@$(SAY) mypy
	@.venv/bin/mypy --strict $(CODE)
	@$(SAY) layers
	@.venv/bin/lint-imports --no-cache --no-logo
	@$(SAY) wheel
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && here=$$(pwd) && \
	.venv/bin/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir "$$tmp" . && \
	.venv/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-index --target "$$tmp/site" "$$tmp"/homeward-*.whl && \
	cd "$$tmp" && PYTHONPATH="$$tmp/site" "$$here/.venv/bin/python" -c 'import sys, pathlib, homeward, homeward.cli; \
	home = pathlib.Path(homeward.__file__).resolve().parent; \
	sys.exit(f"homeward came from {home}, not from the wheel") if home.parent != pathlib.Path(sys.argv[1], "site").resolve() else None; \
	sys.exit("the wheel holds no example") if not any((home / "_examples" / "istanbul-2025").glob("*")) else None' "$$tmp"

bench: .venv-bench/run  ## compare with peers on this machine, side by side
	@for script in $(wildcard $(BENCHES)); do echo "homeward: $$script" >&2; .venv-bench/bin/python $$script || exit 1; done

pictures: .venv/dev system-packages  ## take the pictures in docs/pictures again, from the demonstration
	@.venv/bin/python bench/pictures.py

lock: .venv-lock/run  ## write the lock files again (UPGRADE=--upgrade takes newer versions)
	@for part in runtime dev build bench spark; do source=; \
		case $$part in \
			runtime) out=requirements.lock; in="pyproject.toml" ;; \
			dev) out=requirements-dev.lock; in="pyproject.toml --group dev --constraint requirements.lock" ;; \
			build) out=requirements-build.lock; in="--group build --constraint requirements-dev.lock" ;; \
			bench) out=requirements-bench.lock; in="pyproject.toml --group bench --constraint requirements-dev.lock" ;; \
			spark) out=requirements-spark.lock; in="--group spark --constraint requirements-dev.lock"; source="--no-binary pyspark" ;; \
		esac; \
		echo "homeward: $$out" >&2; \
		.venv-lock/bin/uv pip compile $$in --quiet --universal --python-version 3.11 --generate-hashes \
			--only-binary :all: $$source --exclude-newer "$(COOLDOWN)" --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links $(UPGRADE) --output-file $$out || exit 1; \
	done
	@if grep -nE '://|^--|^-[a-z]' $(LOCKS); then echo "homeward: error: a lock file names an address or an option" >&2; exit 1; fi

clean:  ## remove what make made: environments, caches, builds
	@rm -rf .venv .venv-bench .venv-lock dist build .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests bench examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# Programs that some tests call. Where they cannot be installed those tests are skipped and say so.
system-packages:
	@missing=; \
	command -v openssl >/dev/null 2>&1 || missing="$$missing openssl"; \
	command -v java >/dev/null 2>&1 || missing="$$missing openjdk-17-jre-headless"; \
	for browser in chromium chromium-browser google-chrome none; do command -v $$browser >/dev/null 2>&1 && break; done; \
	[ $$browser != none ] || missing="$$missing chromium"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "homeward: installing$$missing" >&2; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; } </dev/null >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "homeward: some tests will be skipped; to run them: apt-get install$$missing" >&2

.venv/made: $(call stale,.venv)
	$(call make_venv,.venv)

.venv/run: .venv/made requirements.lock requirements-build.lock pyproject.toml
	@$(SAY) "installing requirements.lock"
	@.venv/bin/python $(INSTALL) -r requirements.lock -r requirements-build.lock || $(FAILED)
	@$(SAY) "installing Homeward itself"
	@.venv/bin/python $(INSTALL_SELF) || $(FAILED)
	@touch $@

.venv/dev: .venv/run requirements-dev.lock requirements-spark.lock
	@$(SAY) "installing requirements-dev.lock"
	@.venv/bin/python $(INSTALL) -r requirements-dev.lock || $(FAILED)
	@$(SAY) "installing requirements-spark.lock (PySpark is built from its source)"
	@.venv/bin/python $(INSTALL_SPARK) -r requirements-spark.lock || $(FAILED)
	@touch $@

.venv-bench/made: $(call stale,.venv-bench)
	$(call make_venv,.venv-bench)

.venv-bench/run: .venv-bench/made requirements-bench.lock pyproject.toml
	@$(SAY) "installing requirements-bench.lock"
	@.venv-bench/bin/python $(INSTALL) -r requirements-bench.lock || $(FAILED)
	@.venv-bench/bin/python $(INSTALL_SELF) || $(FAILED)
	@touch $@

.venv-lock/made: $(call stale,.venv-lock)
	$(call make_venv,.venv-lock)

.venv-lock/run: .venv-lock/made Makefile
	@.venv-lock/bin/python -m pip --disable-pip-version-check install -qq --only-binary :all: "uv==$(UV_VERSION)" || $(FAILED)
	@touch $@
