.DEFAULT_GOAL := help
.PHONY: help run test test-pure lint bench torture lock messages clean

TROTH := .venv/bin/troth
PY := .venv/bin/python

help: ## Show what can be made.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: ## Install, start a private PostgreSQL and the demo desk; Ctrl-C stops it all.
	@./bootstrap run
	@TROTH_DEMO=$${TROTH_DEMO:-yes} exec $(TROTH) run

test: ## Install what testing needs, then check and test everything.
	@./bootstrap test
	@./bootstrap-mail
	@CHROMIUM="$$(./bootstrap-browser)" && export CHROMIUM && $(PY) -m tests.stages

test-pure: ## Run the pure core's tests: no database, a few seconds.
	@./bootstrap test
	@$(PY) -m pytest -n 2 tests/pure

lint: ## Check style, types and the import order of the storeys.
	@./bootstrap test
	@.venv/bin/ruff check --quiet . && .venv/bin/ruff format --quiet --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports

bench: ## Measure the desk beside its peers and print each figure with its load.
	@./bootstrap test
	@./bench/with-peers

torture: ## Kill the desk at every point while thousands of mails arrive, and count them.
	@./bootstrap test
	@./bootstrap-mail
	@PYTHONPATH=src:. $(PY) -m tests.torture $(TORTURE)

lock: ## Renew the hashed locks from requirements*.in (needs uv).
	@for name in requirements requirements-dev; do \
		uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header $$name.in -o $$name.txt; done

messages: ## Extract what is to be translated (LANGUAGE=de), and compile it (needs GNU gettext).
	@./bootstrap test
	@cd src/troth && export DJANGO_SETTINGS_MODULE=troth.project.settings && \
		../../$(PY) -m django makemessages --locale $(LANGUAGE) --no-obsolete --add-location file && \
		../../$(PY) -m django compilemessages --locale $(LANGUAGE)

clean: ## Remove the environment and the test artefacts; the desk's state in var/ stays.
	rm -rf .venv artifacts .mypy_cache .ruff_cache .hypothesis
