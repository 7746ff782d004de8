#!/bin/sh
# npm start: installs what is missing, then runs the whole path on the practice archive of invented people.
set -eu
cd "$(dirname -- "$0")/.."
sh scripts/install.sh
exec node_modules/.bin/node --disable-warning=ExperimentalWarning scripts/start.ts "$@"
