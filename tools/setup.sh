#!/usr/bin/env bash
# Make .venv hold exactly what a requirements file locks. Does nothing when it does.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=$1

missing() { # what is missing, the line that installs it
  echo "Miara needs $1. Install it with:" >&2
  echo "    $2" >&2
  exit 1
}

python=${PYTHON:-}
if [ -z "$python" ]; then
  for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$candidate
      break
    fi
  done
fi
[ -n "$python" ] || missing "Python 3.11 or newer" "sudo apt-get install python3 python3-venv"

# The stamp changes with the lock file and the interpreter; the larger
# environment of the developers serves the smaller one's commands as well.
stamp=$( (cat "$requirements" pyproject.toml; "$python" --version) | sha256sum | cut -c1-16)
larger=$( (cat requirements-dev.txt pyproject.toml; "$python" --version) | sha256sum | cut -c1-16)
current=$(cat .venv/.stamp 2>/dev/null || true)
if [ "$current" != "$stamp" ] && [ "$current" != "$larger" ]; then
  echo "Setting up the environment (.venv) ..."
  if command -v uv >/dev/null; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
    UV_COMPILE_BYTECODE=1 uv pip install --quiet --python .venv --require-hashes -r "$requirements"
    uv pip install --quiet --python .venv --no-deps --editable .
  else
    if [ ! -x .venv/bin/pip ]; then
      rm -rf .venv
      "$python" -m venv .venv || missing "the venv module of Python" "sudo apt-get install python3-venv"
    fi
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
    .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --editable .
  fi
  echo "$stamp" > .venv/.stamp
fi
.venv/bin/python tools/compile_messages.py
