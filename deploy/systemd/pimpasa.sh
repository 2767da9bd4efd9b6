#!/bin/sh
# /usr/local/bin/pimpasa: any command by hand, as root, with the service's user, folder and settings.
set -eu
set -a
. /etc/pimpasa/pimpasa.env
set +a
PIMPASA_DATA=/var/lib/pimpasa
export PIMPASA_DATA
exec runuser -u pimpasa -- /opt/pimpasa/bin/pimpasa "$@"
