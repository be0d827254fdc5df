# shellcheck shell=bash
# The programs that builders are made of: BuildKit from its Go module, the system's registry.
# Sourced after common.sh and apt.sh.

BUILDKIT_MODULE=github.com/moby/buildkit

buildkit_folder() { echo "$CACHE/buildkit/$1"; }

# buildkitd and buildctl of a version. Built elsewhere and moved, so that a build which was killed
# leaves nothing that looks finished.
provide_buildkit() {
  local version=$1 folder trial
  folder=$(buildkit_folder "$version")
  [ ! -x "$folder/buildkitd" ] || return 0
  if ! have go && have apt-get && can_be_root; then install_packages golang-go; fi
  have go || die "there is no Go to build BuildKit $version with; install Go and run this again"
  say "building BuildKit $version"
  rm -rf "$CACHE"/buildkit/.build.*
  mkdir -p "$CACHE/buildkit"
  trial=$(mktemp -d "$CACHE/buildkit/.build.XXXXXX")
  build_buildkit "$version" "$trial" ||
    die "BuildKit $version could not be built (its messages are above); is the Go module proxy reachable?"
  rm -rf "$folder"
  mv "$trial/bin" "$folder"
  rm -rf "$trial"
}

# `go install MODULE@VERSION` refuses modules that exclude others, so it is built as what a scratch
# module needs; versions before 0.11 replace modules that they cannot be built without, so those are
# built in a copy of their own. Static, because it also has to run in an image that holds nothing else.
build_buildkit() {
  local version=$1 into=$2 module
  mkdir -p "$into/bin"
  (
    export GOFLAGS=-mod=mod CGO_ENABLED=0
    cd "$into" || exit
    if at_least "$version" 0.11; then
      mkdir source && cd source && go mod init scratch && patiently go get "$BUILDKIT_MODULE@v$version" || exit
    else
      module=$(patiently go mod download -json "$BUILDKIT_MODULE@v$version" | module_folder) &&
        cp -r "$module" source && chmod -R u+w source && rm -rf source/vendor && cd source || exit
    fi
    patiently nice -n 19 go build -trimpath \
      -ldflags "-s -w -X $BUILDKIT_MODULE/version.Version=v$version -X $BUILDKIT_MODULE/version.Package=$BUILDKIT_MODULE" \
      -o "$into/bin/" "$BUILDKIT_MODULE/cmd/buildkitd" "$BUILDKIT_MODULE/cmd/buildctl"
  ) >&2
}

registry_program() {
  if [ -x "$CACHE/registry/docker-registry" ]; then
    echo "$CACHE/registry/docker-registry"
  else
    command -v docker-registry || true
  fi
}

# Unpacked beside the system from the newest suite whose registry runs here, unless the system has
# one. Scratch folders belong to who holds the engines' lock.
provide_registry() {
  [ -z "$(registry_program)" ] || return 0
  if ! have apt-get || ! have dpkg-deb; then
    die "this system has no docker-registry and no apt to get one with; install it and run this again"
  fi
  (
    hold_lock
    for suite in $(suites_to_try); do
      if try_registry "$suite"; then exit 0; fi
    done
    exit 1
  ) || die "no suite of this system's package archive has a docker-registry that runs here (logs in $CACHE/apt); install it by hand and run this again"
}

try_registry() {
  local suite=$1 root
  root=$(scratch_folder)
  open_suite "$suite" && unpack_packages "$suite" "$root" docker-registry || return 1
  "$root/usr/bin/docker-registry" --version >/dev/null 2>&1 || return 1
  mkdir -p "$CACHE/registry"
  mv "$root/usr/bin/docker-registry" "$CACHE/registry/docker-registry"
}
