#!/usr/bin/env bash
# See that a Chromium is there for the browser tests; install Debian's where allowed.
set -euo pipefail
if [ "${BROWSER:-1}" = 0 ]; then
  echo "Browser tests are left out (BROWSER=0)."
  exit 0
fi
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
[ -n "${MIARA_CHROMIUM:-}" ] && [ -x "$MIARA_CHROMIUM" ] && exit 0
line="apt-get install --yes --no-install-recommends chromium fonts-dejavu-core"
run=""
[ "$(id -u)" = 0 ] || run="sudo --non-interactive"
if command -v apt-get >/dev/null && $run true 2>/dev/null; then
  echo "Installing Chromium for the browser tests ..."
  if $run apt-get update -qq && $run env DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null; then
    exit 0
  fi
fi
echo "The browser tests need Chromium. Install it with:" >&2
echo "    sudo $line" >&2
echo "or leave them out: make test BROWSER=0" >&2
exit 1
