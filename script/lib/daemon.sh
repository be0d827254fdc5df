# shellcheck shell=bash
# Engines that are ours: a dockerd for each image store, apart from any other on the machine in
# socket, data, run directory, bridge and firewall rules. An engine's name is its store's, with
# -VERSION for a dockerd that is not the usual one.
# Sourced after common.sh, apt.sh, engine-binaries.sh and, for engines of a version, engine-version.sh.

START_SECONDS=60

is_engine() { [[ $1 =~ ^(classic|containerd)(-[0-9]+\.[0-9]+\.[0-9]+)?$ ]]; }
store_of() { echo "${1%%-*}"; }
is_of_version() { [[ $1 == *-* ]]; }

socket_of() { echo "$RUN_DIR/$1.sock"; }
pidfile_of() { echo "$RUN_DIR/$1.pid"; }
config_of() { echo "$RUN_DIR/$1.json"; }
log_of() { echo "$RUN_DIR/$1.log"; }

# A bridge is the whole machine's, so its name tells whose engine it belongs to: another user's
# engines, or those of another cache folder, have others. At most 15 characters.
bridge_of() {
  local owner=$RUN_DIR
  ! is_of_version "$1" || owner=$RUN_DIR/$1
  owner=$(printf %s "$owner" | cksum | cut -d ' ' -f 1)
  if [ "$(store_of "$1")" = classic ]; then echo "sg$owner-cl"; else echo "sg$owner-cd"; fi
}

# The engine's own programs before the machine's.
with_engine() {
  local bin
  bin=$(engine_bin)
  PATH=${bin:+$bin:}$PATH "$@"
}

# A client answer, bounded: a daemon that hangs must not hang us.
engine_answers() {
  [ -S "$(socket_of "$1")" ] &&
    DOCKER_HOST=unix://$(socket_of "$1") with_engine within 10 docker version >/dev/null 2>&1
}

# The pid of our dockerd, if it lives: pids are used again, so its command line has to name our file.
daemon_pid() {
  local pid
  pid=$(cat "$(pidfile_of "$1")" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "--config-file $(config_of "$1")" && echo "$pid"
}

start_engine() {
  local engine=$1
  ! engine_answers "$engine" || return 0
  [ "$(uname -s)" = Linux ] ||
    die "no Docker engine answers, and one can be set up here only on Linux; start Docker (for example Docker Desktop) and run this again"
  can_be_root ||
    die "no Docker engine answers, and starting one needs root or sudo without a password; start Docker, or run this as root"
  provide_engine_binaries
  provide_helpers
  # The system's own client finds its own plugins.
  if [ -n "$(engine_bin)" ]; then provide_client_config; fi
  if daemon_pid "$engine" >/dev/null; then
    await_engine "$engine"
    return
  fi
  clean_leftovers "$engine"
  check_paths "$engine"
  check_overlay "$engine"
  provide_bridge "$engine"
  write_daemon_config "$engine"
  launch_daemon "$engine"
  await_engine "$engine"
}

provide_helpers() {
  local missing=""
  with_engine have runc || missing="$missing runc"
  with_engine have iptables || missing="$missing iptables"
  with_engine have ip || missing="$missing iproute2"
  [ -n "$missing" ] || return 0
  have apt-get || die "the engine needs$missing; install these and run this again"
  # shellcheck disable=SC2086 # a list of package names
  install_packages $missing
}

# containerd's sockets lie below the run directory, and the kernel takes 107 characters at most.
check_paths() {
  local longest="$RUN_DIR/$1/containerd/containerd-debug.sock"
  [ "${#longest}" -le 107 ] ||
    die "the folder $CACHE is too deep for the engine's sockets; set SIZE_GATE_CACHE to a shorter path"
}

# Without overlay an engine falls back to copying every layer in full, or does not start at all.
check_overlay() {
  local try=$DATA_DIR/.overlay-$1 mounted=true
  as_root mkdir -p "$try/lower" "$try/upper" "$try/work" "$try/merged"
  as_root mount -t overlay overlay -o "lowerdir=$try/lower,upperdir=$try/upper,workdir=$try/work" "$try/merged" 2>/dev/null ||
    mounted=false
  if $mounted; then as_root umount "$try/merged"; fi
  as_root rm -rf "$try"
  $mounted ||
    die "overlay mounts, which an engine needs, do not work in $CACHE: set SIZE_GATE_CACHE to a folder on a file system that has them (ext4, xfs, btrfs); inside a container, run that privileged"
}

# A bridge for each engine. A dockerd that makes its own would fight over docker0 with any other:
# one started with "none" even deletes the other's. Rules are ours too, because two daemons that
# both keep iptables chains of the same names flush each other's.
provide_bridge() {
  local bridge net
  bridge=$(bridge_of "$1")
  if ! ip link show "$bridge" >/dev/null 2>&1; then
    net=$(free_network) || die "no private network is free for the engine's bridge; remove a network bridge you no longer need"
    as_root ip link add name "$bridge" type bridge ||
      die "the engine's network bridge could not be made; inside a container, run that privileged"
    as_root ip addr add "$net.1/24" dev "$bridge"
  fi
  as_root ip link set "$bridge" up
  net=$(network_of "$bridge")
  [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ] || as_root sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  add_rule nat POSTROUTING -s "$net.0/24" ! -o "$bridge" -j MASQUERADE
  add_rule filter FORWARD -i "$bridge" -j ACCEPT
  add_rule filter FORWARD -o "$bridge" -j ACCEPT
}

# The first three numbers of the address a bridge has.
network_of() { ip -4 -o addr show "$1" | sed -n 's/.* inet \([0-9]*\.[0-9]*\.[0-9]*\)\..*/\1/p' | head -n 1; }

remove_bridge() {
  local bridge net
  bridge=$(bridge_of "$1")
  ip link show "$bridge" >/dev/null 2>&1 || return 0
  net=$(network_of "$bridge")
  remove_rule nat POSTROUTING -s "$net.0/24" ! -o "$bridge" -j MASQUERADE
  remove_rule filter FORWARD -i "$bridge" -j ACCEPT
  remove_rule filter FORWARD -o "$bridge" -j ACCEPT
  as_root ip link delete "$bridge"
}

# At the head: another engine on the machine may have made DROP the policy.
add_rule() {
  local table=$1
  shift
  as_root iptables -w -t "$table" -C "$@" 2>/dev/null ||
    as_root iptables -w -t "$table" -I "$@" ||
    die "the engine's firewall rule could not be set: iptables -t $table -I $*"
}

remove_rule() {
  local table=$1
  shift
  as_root iptables -w -t "$table" -D "$@" 2>/dev/null || true
}

# The first of a few that no route leads to, the default route apart.
free_network() {
  local net
  for net in 172.29.77 172.30.77 172.31.77 10.213.77 10.214.77 10.215.77 10.216.77 192.168.213; do
    if [ -z "$(ip -4 route show match "$net.1" | grep -v '^default' || true)" ]; then
      echo "$net"
      return
    fi
  done
  return 1
}

# Everything is written here, and the machine's own /etc/docker/daemon.json stays unread.
write_daemon_config() {
  local engine=$1 snapshotter=false driver=overlay2
  if [ "$(store_of "$engine")" = containerd ]; then
    snapshotter=true
    driver=overlayfs
  fi
  mkdir -p "$RUN_DIR"
  cat >"$(config_of "$engine")" <<END
{
  "features": { "containerd-snapshotter": $snapshotter },
  "storage-driver": "$driver",
  "hosts": ["unix://$(socket_of "$engine")"],
  "group": "$(id -gn)",
  "data-root": "$DATA_DIR/$engine",
  "exec-root": "$RUN_DIR/$engine",
  "pidfile": "$(pidfile_of "$engine")",
  "bridge": "$(bridge_of "$engine")",
  "iptables": false,
  "ip6tables": false,
  "log-level": "warn"
}
END
}

daemon_program() {
  if is_of_version "$1"; then dockerd_of_version "${1#*-}"; else echo dockerd; fi
}

# Detached for good: a session of its own, and no descriptor of ours, neither the lock's nor a pipe
# whose reader waits for its end.
launch_daemon() {
  local engine=$1 path log
  path="$(engine_bin)"
  path="${path:+$path:}$PATH"
  log=$(log_of "$engine")
  : >"$log"
  as_root mkdir -p "$DATA_DIR/$engine" "$RUN_DIR/$engine"
  (
    close_inherited_descriptors
    as_root env -i PATH="$path" HOME="$HOME" HTTP_PROXY="${HTTP_PROXY:-${http_proxy:-}}" \
      HTTPS_PROXY="${HTTPS_PROXY:-${https_proxy:-}}" NO_PROXY="${NO_PROXY:-${no_proxy:-}}" setsid -f \
      "$(daemon_program "$engine")" --config-file "$(config_of "$engine")" </dev/null >>"$log" 2>&1
  )
}

close_inherited_descriptors() {
  local fd
  for fd in "/proc/$BASHPID/fd"/*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || eval "exec $fd>&-" 2>/dev/null || true
  done
}

await_engine() {
  local engine=$1 deadline=$((SECONDS + START_SECONDS))
  until engine_answers "$engine"; do
    if [ "$SECONDS" -ge "$deadline" ] || ! still_starting "$engine" "$deadline"; then
      tail -n 15 "$(log_of "$engine")" >&2 || true
      die "the $engine engine did not come up; the end of its log is above, all of it in $(log_of "$engine")"
    fi
    sleep 0.1
  done
}

# dockerd writes its pid file a moment after it starts; later a missing pid means that it gave up.
still_starting() { [ "$SECONDS" -lt $(($2 - START_SECONDS + 3)) ] || daemon_pid "$1" >/dev/null; }

stop_engine() {
  local engine=$1 pid deadline=$((SECONDS + 20))
  if pid=$(daemon_pid "$engine"); then
    as_root kill "$pid"
    while [ -d "/proc/$pid" ] && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    [ ! -d "/proc/$pid" ] || as_root kill -9 "$pid" || true
  fi
  clean_leftovers "$engine"
  remove_bridge "$engine"
}

# What a killed engine leaves: its containerd, shims and containers still running, mounts, run
# files. All of it is known by our own paths, so nothing of another engine is touched.
clean_leftovers() {
  local engine=$1 pid mount
  for pid in $(helpers_of "$engine") $(contained_by "$engine"); do
    as_root kill -9 "$pid" 2>/dev/null || true
  done
  # Lazily, because what held them may still be dying.
  for mount in $(mounts_below "$RUN_DIR/$engine" "$DATA_DIR/$engine"); do
    as_root umount -l "$mount" 2>/dev/null || true
  done
  as_root rm -rf "${RUN_DIR:?}/$engine"
  as_root rm -f "$(pidfile_of "$engine")" "$(socket_of "$engine")"
}

# containerd, its shims and runc name the engine's folders in their command lines.
helpers_of() {
  local file line pid
  for file in /proc/[0-9]*/cmdline; do
    line=$(tr '\0' ' ' 2>/dev/null <"$file") || continue
    case $line in
      *containerd*"$RUN_DIR/$1/"* | *runc*"$DATA_DIR/$1/"* | *runc*"$RUN_DIR/$1/"*)
        pid=${file#/proc/}
        echo "${pid%/cmdline}"
        ;;
    esac
  done
}

# Processes of containers and build steps name nothing of ours, but their root lies in our data.
contained_by() {
  { as_root grep -sHF "upperdir=$DATA_DIR/$1/" /proc/[0-9]*/mountinfo || true; } |
    awk '$5 == "/" { split($1, part, "/"); print part[3] }'
}

# What a shell has to evaluate to use this engine.
engine_env() {
  local engine=$1 bin
  bin=$(engine_bin)
  if [ -n "$bin" ]; then
    # Twice is once: the line may be evaluated by every script of a chain.
    # shellcheck disable=SC2016 # for the shell that evaluates it
    printf 'case ":$PATH:" in *:%s:*) ;; *) export PATH=%s:"$PATH" ;; esac\n' "$(quoted "$bin")" "$(quoted "$bin")"
    printf 'export DOCKER_CONFIG=%s\n' "$(quoted "$CLIENT_CONFIG")"
  fi
  printf 'export DOCKER_HOST=unix://%s\n' "$(quoted "$(socket_of "$engine")")"
  # A context of the user's would be warned about at every call.
  printf 'unset DOCKER_CONTEXT\n'
}

quoted() { printf %q "$1"; }
