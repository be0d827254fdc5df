# shellcheck shell=bash
# The daemon of a given Docker version, from its Go module. Client, containerd and the rest are those
# of the other engines.
# Sourced after common.sh and apt.sh.

DOCKER_MODULE=github.com/docker/docker

dockerd_of_version() { echo "$CACHE/dockerd/$1/dockerd"; }

# Built elsewhere and moved, so that a build which was killed leaves nothing that looks finished. A
# lock of its own, because it takes minutes.
provide_dockerd() {
  local version=$1 program trial
  program=$(dockerd_of_version "$version")
  [ ! -x "$program" ] || return 0
  if ! have go && have apt-get && can_be_root; then install_packages golang-go; fi
  have go || die "there is no Go to build dockerd $version with; install Go and run this again"
  mkdir -p "$CACHE/dockerd"
  (
    if have flock; then
      exec 7>"$CACHE/dockerd.lock"
      flock -w 1800 7 || die "another script/engine has held $CACHE/dockerd.lock for 30 minutes; end it and try again"
    fi
    [ ! -x "$program" ] || exit 0
    say "building dockerd $version"
    rm -rf "$CACHE"/dockerd/.build.*
    trial=$(mktemp -d "$CACHE/dockerd/.build.XXXXXX")
    build_dockerd "$version" "$trial" ||
      die "dockerd $version could not be built (its messages are above); is the Go module proxy reachable?"
    mkdir -p "${program%/*}"
    mv "$trial/dockerd" "$program"
    rm -rf "$trial"
  )
}

# Versions before 29 are no proper module: what they need stands in vendor.mod, and of what they
# vendor the proxy keeps nothing. Without cgo, which leaves out graph drivers that we do not use.
build_dockerd() {
  local version=$1 into=$2 module
  (
    cd "$into" || exit
    module=$(patiently go mod download -json "$DOCKER_MODULE@v$version+incompatible" | module_folder) &&
      [ -f "$module/vendor.mod" ] || exit
    cp -r "$module" source && chmod -R u+w source && cd source || exit
    rm -rf vendor
    mv vendor.mod go.mod && mv vendor.sum go.sum &&
      GOFLAGS=-mod=mod CGO_ENABLED=0 patiently nice -n 19 go build -trimpath \
        -ldflags "-s -w -X $DOCKER_MODULE/dockerversion.Version=$version -X $DOCKER_MODULE/dockerversion.GitCommit=v$version" \
        -o "$into/dockerd" ./cmd/dockerd
  ) >&2
}
