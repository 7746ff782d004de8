#!/bin/sh
# Brings what the lock file names, once: npm ci when nothing is installed or the lock file has changed since.
set -eu
cd "$(dirname -- "$0")/.."
stamp=node_modules/.amana-lock
if [ ! -x node_modules/.bin/node ] || ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
  echo "Installing what package-lock.json names (once) …" >&2
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json "$stamp"
fi
