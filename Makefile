SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000

help:            ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/'

demo:            ## set everything up, load the record and serve the portal on 127.0.0.1:$(PORT)
	@./setup.sh demo
	@SITE_URL=http://127.0.0.1:$(PORT) $(PY) manage.py demo --port $(PORT)

test:            ## set everything up and run every test, browser tests included
	@./setup.sh demo test
	$(PY) -m pytest -n auto

check:           ## what is checked without running the portal: style, types, layers, migrations, messages, deployment
	@./setup.sh demo test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	git ls-files 'templates/*.html' | xargs -r .venv/bin/djade --check --target-version 5.2
	.venv/bin/mypy .
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	PORTAL_PRODUCTION=1 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=portal.example \
	  $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest tests/house

stack:           ## the production shape on this machine: granian, worker, beat, Redis and PostgreSQL
	@./setup.sh demo stack
	@$(PY) manage.py demo --no-serve --port $(PORT)
	@$(PY) -m almaty_portal.stack --port $(PORT)

messages:        ## collect the interface's strings for translation
	$(PY) manage.py makemessages -l ru --no-location --no-wrap -i var -i .venv -i tests -i bench

requirements:    ## pin and hash what pyproject.toml asks for
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

format:          ## format code and templates
	.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q .
	git ls-files 'templates/*.html' | xargs -r .venv/bin/djade --target-version 5.2

.PHONY: help demo test check stack messages requirements format
