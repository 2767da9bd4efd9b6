#!/bin/sh
# Patroni runs it once, over the new primary: the program's own user and database. $1 is how to reach it.
set -eu
"${PATRONI_POSTGRESQL_BIN_DIR:+$PATRONI_POSTGRESQL_BIN_DIR/}psql" --quiet --no-psqlrc --set=ON_ERROR_STOP=1 \
    --set=password="$PIMPASA_PASSWORD" "$1" <<'SQL'
CREATE ROLE pimpasa LOGIN PASSWORD :'password';
-- So that `pimpasa doctor` sees which standby is waited for.
GRANT pg_read_all_stats TO pimpasa;
CREATE DATABASE pimpasa OWNER pimpasa;
SQL
