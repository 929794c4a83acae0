#!/usr/bin/env bash
# Lock versions with hashes; the files name no package index.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --quiet --upgrade)
uv pip compile pyproject.toml "${options[@]}" -o requirements.txt
uv pip compile pyproject.toml --all-extras "${options[@]}" -o requirements-dev.txt
