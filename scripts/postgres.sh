#!/bin/bash
# A private PostgreSQL in a folder, for `./run --postgres` and the tests: durable (fsync on), reached only through
# a socket in that folder, which nobody else may enter. Works as an ordinary user, and as root through the user `postgres`.
#   scripts/postgres.sh start DIR PORT    makes it if there is none, starts it, prints the conninfo
#   scripts/postgres.sh stop DIR
set -euo pipefail

command=${1:-}
dir=${2:-}
if [[ ! $command =~ ^(start|stop)$ || -z $dir || ($command == start && -z ${3:-}) ]]; then
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 64
fi
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
data=$dir/data

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [[ -z $bin ]]; then
  bin=$(dirname "$(command -v pg_ctl || true)")
fi
if [[ ! -x $bin/pg_ctl ]]; then
  echo "PostgreSQL is not installed (Debian: apt-get install postgresql)" >&2
  exit 69
fi

# PostgreSQL refuses to run as root.
as_owner() {
  if [[ $(id -u) == 0 ]]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

running() { [[ -f $data/postmaster.pid ]] && as_owner "$bin/pg_ctl" status -D "$data" >/dev/null 2>&1; }

if [[ $command == stop ]]; then
  if running; then as_owner "$bin/pg_ctl" stop -D "$data" -m fast -w >/dev/null; fi
  exit 0
fi

port=$3
if [[ $(id -u) == 0 ]]; then
  chown postgres "$dir"
  # The user `postgres` must be able to walk to the folder.
  if ! as_owner test -x "$dir"; then
    echo "the user postgres cannot enter $dir: choose a folder outside of /root" >&2
    exit 73
  fi
fi
chmod 700 "$dir"
if [[ ! -f $data/PG_VERSION ]]; then
  as_owner "$bin/initdb" -D "$data" -U musubi --auth-local=trust --auth-host=scram-sha-256 -E UTF8 \
    --locale=C.UTF-8 >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
fi
# A socket path may be 107 bytes long at most.
sockets=$dir
if ((${#dir} > 80)); then
  sockets=/tmp/musubi-postgres-$port
  mkdir -p "$sockets"
  if [[ $(id -u) == 0 ]]; then chown postgres "$sockets"; fi
  chmod 700 "$sockets"
fi
if ! running; then
  as_owner "$bin/pg_ctl" start -D "$data" -w -t 60 -l "$dir/log" \
    -o "-p $port -k $sockets -c listen_addresses='' -c fsync=on -c synchronous_commit=on -c max_connections=100 -c shared_buffers=128MB" \
    >/dev/null || { tail -20 "$dir/log" >&2; exit 1; }
fi
if [[ -z $(as_owner "$bin/psql" -h "$sockets" -p "$port" -U musubi -d postgres -Atc \
  "select 1 from pg_database where datname = 'musubi'") ]]; then
  as_owner "$bin/createdb" -h "$sockets" -p "$port" -U musubi musubi
fi
echo "host=$sockets port=$port user=musubi dbname=musubi"
