#!/bin/sh
# Brings the proxies that deploy/ has examples for, so that tests/drills/test_proxies.py can stand behind them; root only.
set -eu

missing=""
for proxy in nginx haproxy caddy; do
    command -v "$proxy" >/dev/null || missing="$missing $proxy"
done
if [ -z "$missing" ]; then
    exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq || true
    for proxy in $missing; do
        # With RUNLEVEL=1 Debian's scripts start no server of it, now or (below) later.
        RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$proxy" >/dev/null || continue
        if command -v systemctl >/dev/null; then
            systemctl disable --quiet "$proxy" 2>/dev/null || true
        fi
    done
fi
for proxy in $missing; do
    command -v "$proxy" >/dev/null || echo "pimpasa: $proxy is not here; its tests are skipped. As root: apt-get install $proxy" >&2
done
