#!/bin/sh
# npm test: installs what is missing (Debian packages too, where it may), checks the code, runs every test.
# What this machine cannot have is said by name, and the tests that need it are counted as skipped.
set -eu
cd "$(dirname -- "$0")/.."
sh scripts/install.sh

wanted="age openssl python3 tesseract-ocr tesseract-ocr-ara tesseract-ocr-script-arab tesseract-ocr-kmr"
missing=""
if command -v dpkg-query >/dev/null 2>&1; then
  for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
  done
  if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian packages for tests:$missing" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 || true
  fi
  for package in $missing; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || echo "not had on this machine: $package (its tests are skipped)" >&2
  done
else
  echo "not a Debian machine: tests use what is installed of: $wanted" >&2
fi

PATH="$PWD/node_modules/.bin:$PATH"
export PATH
npm run --silent check
exec node --disable-warning=ExperimentalWarning scripts/test.ts "$@"
