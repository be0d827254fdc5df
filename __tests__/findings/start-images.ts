/** What the official images of Node.js start with. */
export const NODE_ENTRYPOINT = `#!/bin/sh
set -e

# Run command with node if the first argument contains a "-" or is not a system command. The last
# part inside the "{}" is a workaround for the following bug in ash/dash:
# https://bugs.debian.org/cgi-bin/bugreport.cgi?bug=874264
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi

exec "$@"
`

/** In the manner of those of Postgres. */
export const POSTGRES_ENTRYPOINT = `#!/usr/bin/env bash
set -Eeo pipefail

# usage: file_env VAR [DEFAULT]
file_env() {
	local var="$1"
	local def="\${2:-}"
	if [ "\${!var:-}" ] && [ "\${!fileVar:-}" ]; then
		printf >&2 'error: both %s and %s are set (but are exclusive)\\n' "$var" "$fileVar"
		exit 1
	fi
	export "$var"="$val"
	unset "$fileVar"
}

docker_create_db_directories() {
	mkdir -p "$PGDATA"
	chmod 00700 "$PGDATA" || :
	if [ "$user" = '0' ]; then
		find "$PGDATA" \\! -user postgres -exec chown postgres '{}' +
	fi
}

docker_process_init_files() {
	psql=( docker_process_sql )
	local f
	for f; do
		case "$f" in
			*.sh)
				if [ -x "$f" ]; then
					printf '%s: running %s\\n' "$0" "$f"
					"$f"
				else
					. "$f"
				fi
				;;
			*.sql)     printf '%s: running %s\\n' "$0" "$f"; docker_process_sql -f "$f"; printf '\\n' ;;
			*.sql.gz)  gunzip -c "$f" | docker_process_sql; printf '\\n' ;;
			*)         printf '%s: ignoring %s\\n' "$0" "$f" ;;
		esac
	done
}

docker_setup_db() {
	dbAlreadyExists="$(
		POSTGRES_DB= docker_process_sql --dbname postgres --set db="$POSTGRES_DB" --tuples-only <<-'EOSQL'
			SELECT 1 FROM pg_database WHERE datname = :'db' ;
		EOSQL
	)"
}

_main() {
	if [ "\${1:0:1}" = '-' ]; then
		set -- postgres "$@"
	fi
	if [ "$(id -u)" = '0' ]; then
		exec gosu postgres "$BASH_SOURCE" "$@"
	fi
	ls /docker-entrypoint-initdb.d/ > /dev/null
	docker_init_database_dir
	PGUSER="\${PGUSER:-$POSTGRES_USER}" \\
	pg_ctl -D "$PGDATA" -m fast -w stop
	docker_process_init_files /docker-entrypoint-initdb.d/*
	exec "$@"
}

if ! _is_sourced; then
	_main "$@"
fi
`
