# `just` lists these. Run them in an environment made by: pip install -e '.[test]'

default:
    @just --list

# the quick tests; add arguments as in: just test -m slow
test *arguments:
    pytest {{arguments}}

lint:
    ruff check .
    ruff format --check .
    lint-imports

format:
    ruff check --fix .
    ruff format .

types:
    mypy

# rewrite the generated regions of MODEL.md and docs/reference
docs:
    python docs/generate.py

# the pages as a site (extra: docs)
site: docs
    mkdocs build --strict

# never part of the tests; prints ratios from interleaved runs
bench:
    python -m benchmarks

build:
    python -m build

# the hashed export of the newest versions, without any address
requirements:
    uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet -o requirements.txt

# the declared lower bounds, installed together and tested
lowest:
    uv venv --clear --python 3.11 .venv-lowest
    uv pip install --python .venv-lowest --resolution lowest-direct '.[test]'
    .venv-lowest/bin/python -m pytest

# what continuous integration runs
ci:
    bash .ci/run
