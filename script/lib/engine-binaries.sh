# shellcheck shell=bash
# Which dockerd, docker, containerd and buildx to run: the system's own, or ones unpacked beside it.
# Sourced after common.sh and apt.sh.

# Older ones lack what the measurement reads: OCI layouts in `docker save`, provenance in metadata.
MIN_DOCKER=25.0
MIN_BUILDX=0.14

# dpkg's comparison would do, but this also runs where there is no dpkg.
at_least() { [ -n "$1" ] && [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

first_version() { { grep -oE '[0-9]+(\.[0-9]+)+' || true; } | head -n 1; }

# Folder for PATH with every binary an engine needs; empty when the system's own PATH has them.
engine_bin() {
  if [ -d "$ENGINES/current/bin" ]; then echo "$ENGINES/current/bin"; fi
}

system_has_engine_binaries() {
  local tool
  for tool in docker dockerd containerd containerd-shim-runc-v2 runc docker-init; do
    have "$tool" || return 1
  done
  at_least "$(dockerd --version 2>/dev/null | first_version)" "$MIN_DOCKER" && docker_has_buildx
}

docker_has_buildx() {
  have docker && at_least "$(docker buildx version 2>/dev/null | first_version)" "$MIN_BUILDX"
}

provide_engine_binaries() {
  if [ -n "$(engine_bin)" ] || system_has_engine_binaries; then return; fi
  if ! have apt-get || ! have dpkg-deb; then
    die "no Docker engine with buildx answers, and this system has no apt to get one with; install Docker with buildx, start it, and run this again"
  fi
  local suite
  mkdir -p "$ENGINES"
  for suite in $(suites_to_try); do
    if try_suite "$suite"; then return; fi
  done
  die "no suite of this system's package archive has a Docker engine (>= $MIN_DOCKER) with buildx (>= $MIN_BUILDX) that runs here (logs in $CACHE/apt); install Docker with buildx by hand, start it, and run this again"
}

# Everything is unpacked and tried in scratch; only an engine that was seen to run gets its place,
# so a bootstrap killed half-way leaves nothing that looks finished.
try_suite() {
  local suite=$1 offered version folder trial
  say "looking for a Docker engine in the suite $suite"
  open_suite "$suite" || { say "  its package lists could not be fetched"; return 1; }
  offered=$(suite_has "$suite" "${ENGINE_PACKAGES[@]}")
  version=$(echo "$offered" | sed -n 's/^docker\.io //p')
  case $offered in
    *docker.io*docker-buildx* | *docker-buildx*docker.io*) ;;
    *) say "  it has no docker.io with docker-buildx"; return 1 ;;
  esac
  trial=$(scratch_folder)
  # shellcheck disable=SC2046 # a list of package names
  unpack_packages "$suite" "$trial/root" $(echo "$offered" | cut -d ' ' -f 1) ||
    { say "  its packages could not be downloaded"; return 1; }
  link_binaries "$trial"
  engine_runs "$trial" || return 1
  folder=$ENGINES/$suite-${version//:/_}
  rm -rf "$folder"
  chmod 755 "$trial"
  mv "$trial" "$folder"
  ln -sfn "${folder##*/}" "$ENGINES/current"
  say "  docker $version runs here"
}

# Suites cut the same programs into packages differently: the client is apart in newer ones, and so
# is the static tini that serves as docker-init. What a suite lacks is left out.
ENGINE_PACKAGES=(docker.io docker-buildx containerd docker-cli tini-static tini runc)

# Links are relative to the engine's folder, which gets its real name later.
link_binaries() {
  local folder=$1 file name
  mkdir -p "$folder/bin" "$folder/cli-plugins"
  for file in usr/bin/{docker,containerd,containerd-shim-runc-v2,ctr} usr/sbin/{dockerd,docker-proxy,runc}; do
    [ ! -x "$folder/root/$file" ] || ln -sf "../root/$file" "$folder/bin/${file##*/}"
  done
  for name in tini-static tini; do
    if [ -x "$folder/root/usr/bin/$name" ]; then
      ln -sf "../root/usr/bin/$name" "$folder/bin/docker-init"
      break
    fi
  done
  for file in "$folder"/root/usr/{libexec,lib}/docker/cli-plugins/docker-buildx; do
    [ ! -x "$file" ] || ln -sf "..${file#"$folder"}" "$folder/cli-plugins/docker-buildx"
  done
}

# A newer suite's programs may ask for a newer libc than this system has: run each once to know.
engine_runs() {
  local folder=$1 tool version
  for tool in docker dockerd containerd containerd-shim-runc-v2 docker-proxy docker-init; do
    binary_runs "$folder/bin/$tool" || { say "  its $tool does not run on this system"; return 1; }
  done
  # Any recent runc will do: the system's own takes the place of one that does not run.
  binary_runs "$folder/bin/runc" || rm -f "$folder/bin/runc"
  version=$("$folder/bin/dockerd" --version | first_version)
  at_least "$version" "$MIN_DOCKER" || { say "  its docker $version is too old"; return 1; }
  version=$("$folder/cli-plugins/docker-buildx" version 2>/dev/null | first_version)
  at_least "$version" "$MIN_BUILDX" || { say "  its buildx '$version' does not run here or is too old"; return 1; }
}

binary_runs() {
  local flag=--version
  [ "${1##*/}" != containerd-shim-runc-v2 ] || flag=-v
  [ -x "$1" ] && "$1" "$flag" >/dev/null 2>&1
}

# A client configuration of our own that has the plugin and otherwise shows through to the user's:
# their logins and contexts keep working, and nothing of theirs is written to.
provide_client_config() {
  local theirs plugin
  theirs=$(user_docker_config)
  mkdir -p "$CLIENT_CONFIG/cli-plugins"
  ln -sfn "$ENGINES/current/cli-plugins/docker-buildx" "$CLIENT_CONFIG/cli-plugins/docker-buildx"
  for plugin in "$theirs"/cli-plugins/docker-*; do
    [ ! -x "$plugin" ] || [ "${plugin##*/}" = docker-buildx ] || ln -sfn "$plugin" "$CLIENT_CONFIG/cli-plugins/${plugin##*/}"
  done
  [ ! -e "$theirs/config.json" ] || ln -sfn "$theirs/config.json" "$CLIENT_CONFIG/config.json"
  [ ! -d "$theirs/contexts" ] || ln -sfn "$theirs/contexts" "$CLIENT_CONFIG/contexts"
}

# Ours may be in the environment already, from an earlier bootstrap.
user_docker_config() {
  if [ "${DOCKER_CONFIG:-}" = "$CLIENT_CONFIG" ]; then
    echo "$HOME/.docker"
  else
    echo "${DOCKER_CONFIG:-$HOME/.docker}"
  fi
}
