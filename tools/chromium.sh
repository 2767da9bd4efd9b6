#!/bin/sh
# Makes sure the tests have a Chromium and one font to draw pages with.
set -eu

if command -v chromium >/dev/null; then
    exit 0
fi

# Ubuntu's chromium package only fetches a snap, which runs neither headless as root nor in containers.
distribution=$(. /etc/os-release 2>/dev/null && echo "${ID:-}")
if [ "$(id -u)" = 0 ] && [ "$distribution" = debian ] && command -v apt-get >/dev/null; then
    apt-get update -qq || true
    if DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core; then
        exit 0
    fi
    echo "pimpasa: apt's chromium could not be installed, trying Playwright's" >&2
fi

with_system_libraries=
if [ "$(id -u)" = 0 ]; then
    with_system_libraries=--with-deps
fi
"$1/bin/playwright" install $with_system_libraries chromium || {
    echo "pimpasa: no browser for the tests. As root: apt-get install chromium" >&2
    exit 1
}
