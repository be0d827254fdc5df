# shellcheck shell=bash
# shellcheck disable=SC2034 # the paths are for those who source this
# What every script here shares: how to speak, where things are kept, how to act as root.
# Sourced, never run.

say() { printf '%s\n' "$*" >&2; }

# Exit 2 is the project's "could not be done", as opposed to 1, "judged and found wanting".
die() {
  say "${0##*/}: $*"
  exit 2
}

# Engines, tarballs and sockets are kept outside the checkout: they are big, they outlive a clone,
# and a `git clean` or a second clone must neither lose nor repeat them.
CACHE=${SIZE_GATE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/size-gate}
RUN_DIR=$CACHE/run
DATA_DIR=$CACHE/data
ENGINES=$CACHE/engine
CLIENT_CONFIG=$CACHE/docker-config
SCRATCH=$CACHE/scratch

# Daemons and network tools are in sbin, which a user's PATH may lack.
PATH=$PATH:/usr/sbin:/sbin

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

can_be_root() { is_root || sudo -n true 2>/dev/null; }

as_root() {
  if is_root; then "$@"; else sudo -n "$@"; fi
}

# Run with a limit on time, where the system can (macOS cannot).
within() {
  local seconds=$1
  shift
  if have timeout; then timeout "$seconds" "$@"; else "$@"; fi
}

# Run what asks the network: a registry may fail for a moment, and Go asks only once.
patiently() { "$@" || { sleep 5 && "$@"; } || { sleep 20 && "$@"; } }

# One of these scripts at a time: the second waits, then finds everything done.
# The lock lives as long as this process holds the descriptor, so a killed one leaves none behind;
# what scratch files it left are removed by the next holder.
hold_lock() {
  mkdir -p "$CACHE"
  have flock || return 0
  exec 9>"$CACHE/lock"
  flock -w 900 9 || die "another of this project's scripts has held $CACHE/lock for 15 minutes; end it and try again"
  trap clean_scratch EXIT
  clean_scratch
}

# debootstrap mounts inside its tree.
clean_scratch() {
  local mount
  [ -d "$SCRATCH" ] || return 0
  for mount in $(mounts_below "$SCRATCH"); do
    as_root umount -l "$mount" || true
  done
  as_root rm -rf --one-file-system "$SCRATCH"
}

# Mount points at or below any of these folders, the deepest first.
mounts_below() {
  local folder
  for folder in "$@"; do
    awk -v folder="$folder" '$5 == folder || index($5, folder "/") == 1 { print $5 }' /proc/self/mountinfo
  done | sort -r
}

scratch_folder() {
  mkdir -p "$SCRATCH"
  mktemp -d "$SCRATCH/XXXXXX"
}

# Where `go mod download -json` has put a module.
module_folder() { sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p'; }
