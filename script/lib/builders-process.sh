# shellcheck shell=bash
# Processes that outlive the script that started them, each known by a name: its pid, log, port and
# configuration lie in RUN_DIR, its data in DATA_DIR.
# Sourced after common.sh and daemon.sh.

port_file() { echo "$RUN_DIR/$1.port"; }
port_of() { cat "$(port_file "$1")"; }

# The pid of the process with this name, if it lives: pids are used again, so its command line has
# to name the configuration.
process_pid() {
  local pid
  pid=$(cat "$(pidfile_of "$1")" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- " $RUN_DIR/$1." && echo "$pid"
}

# Detached for good, as the engines are. Temporary mounts of a killed one lie below its run folder.
launch_process() {
  local name=$1 log
  shift
  log=$(log_of "$name")
  : >"$log"
  as_root mkdir -p "$RUN_DIR/$name" "$DATA_DIR/$name"
  (
    close_inherited_descriptors
    # shellcheck disable=SC2016 # for the shell that becomes the process
    as_root env -i PATH="$PATH" HOME="$HOME" TMPDIR="$RUN_DIR/$name" \
      HTTP_PROXY="${HTTP_PROXY:-${http_proxy:-}}" HTTPS_PROXY="${HTTPS_PROXY:-${https_proxy:-}}" \
      NO_PROXY="${NO_PROXY:-${no_proxy:-}}" setsid -f \
      sh -c 'echo $$ >"$1"; shift; exec "$@"' sh "$(pidfile_of "$name")" "$@" </dev/null >>"$log" 2>&1
  )
}

# Wait until a command says that the process serves.
await_process() {
  local name=$1 deadline=$((SECONDS + START_SECONDS)) grace=$((SECONDS + 3))
  shift
  until "$@"; do
    if [ "$SECONDS" -ge "$deadline" ] || { [ "$SECONDS" -ge "$grace" ] && ! process_pid "$name" >/dev/null; }; then
      tail -n 15 "$(log_of "$name")" >&2 || true
      die "$name did not come up; the end of its log is above, all of it in $(log_of "$name")"
    fi
    sleep 0.1
  done
}

# What clean_leftovers knows of an engine holds here too: steps that still run, mounts, run files.
stop_process() {
  local name=$1 pid deadline=$((SECONDS + 20))
  if pid=$(process_pid "$name"); then
    as_root kill "$pid" || true
    while [ -d "/proc/$pid" ] && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    [ ! -d "/proc/$pid" ] || as_root kill -9 "$pid" || true
  fi
  clean_leftovers "$name"
}

# A port on loopback that stays the same as long as nobody else takes it.
choose_port() {
  local name=$1 port
  port=$(cat "$(port_file "$name")" 2>/dev/null) || port=""
  if [ -z "$port" ] || port_is_taken "$port"; then
    port=$((20000 + $(printf %s "$RUN_DIR/$name" | cksum | cut -d ' ' -f 1) % 10000))
    while port_is_taken "$port"; do port=$((port + 1)); done
    echo "$port" >"$(port_file "$name")"
  fi
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
