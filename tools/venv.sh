#!/bin/sh
# Makes the virtual environment $1 with the first Python that is new enough.
set -eu

stop() {
    echo "pimpasa: $*" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "no python3")
    stop "Python 3.11 or newer is needed, found $found. Install one, or name it: make PYTHON=/path/to/python3"
}

# Debian and Ubuntu split ensurepip off into a package of its own.
add_venv_package() {
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        stop "this Python has no venv module. As root: apt-get install python$version-venv"
    fi
    apt-get update -q || true
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "python$version-venv" ||
        stop "python$version-venv could not be installed; see apt-get's words above"
}

python=$(find_python)
"$python" -c 'import ensurepip, venv' 2>/dev/null || add_venv_package "$python"
"$python" -m venv "$1" || stop "the virtual environment $1 could not be made; see Python's words above"
