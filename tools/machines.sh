#!/bin/sh
# Brings what tools/drill.py builds many machines of: etcd, pgbouncer, HAProxy; root only. Patroni is among the tools.
set -eu

missing=""
for program in etcd pgbouncer haproxy; do
    PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || missing="$missing $program"
done
if [ -z "$missing" ]; then
    exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq || true
    for program in $missing; do
        package=$program
        [ "$program" != etcd ] || package=etcd-server
        # With RUNLEVEL=1 Debian's scripts start no server of it, now or (below) later.
        RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null || continue
        if command -v systemctl >/dev/null; then
            systemctl disable --quiet "$program" 2>/dev/null || true
        fi
    done
fi
for program in $missing; do
    PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || echo "pimpasa: $program is not here; the drill of many machines is skipped" >&2
done
