#!/bin/sh
# The demonstration's files are what the script beside them makes.
set -eu
python3 tests/demo/make_fixtures.py --check
python3 tests/demo/make_explain.py --check
