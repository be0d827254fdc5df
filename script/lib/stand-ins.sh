# shellcheck shell=bash
# Stand-ins for the base images that tests and examples build on, made of this machine's own
# packages where no registry can be reached. They serve to build and to measure, not to publish.
# Sourced after common.sh and apt.sh.

STAND_INS=$CACHE/stand-ins

# Bump when a recipe changes, so that no old tarball is taken for a new one.
RECIPE=1

# The tarball of an image's one layer, made where it is not kept yet. Sets TARBALL.
make_tarball() {
  local image=$1 tree
  TARBALL=$STAND_INS/$(tarball_name "$image").tar
  [ ! -f "$TARBALL" ] || return 0
  mkdir -p "$STAND_INS"
  tree=$(scratch_folder)
  chmod 755 "$tree"
  case $image in
    busybox:*) busybox_tree "$tree" ;;
    golang:*) golang_tree "$tree" ;;
    debian:*) debian_tree "$tree" "$(debian_suite "$image")" ;;
  esac
  pack "$tree" "$TARBALL"
}

tarball_name() {
  local version=""
  case $1 in
    golang:*) version=-$(go_version) ;;
  esac
  echo "${1//:/-}$version-r$RECIPE"
}

# The same tree gives the same bytes: layers of stand-ins made on two machines or twice are alike.
pack() {
  local tree=$1 tarball=$2 owner=""
  # debootstrap's tree has owners of its own; the others are the image's root's.
  [ -e "$tree/var/lib/dpkg" ] || owner="--owner=0 --group=0"
  # shellcheck disable=SC2086 # two options or none
  as_root tar -C "$tree" --sort=name --mtime=@0 --numeric-owner $owner -cf - . >"$tarball.half"
  mv "$tarball.half" "$tarball"
}

# The configuration that the real image has, so that Dockerfiles find the same ground.
import_changes() {
  case $1 in
    busybox:*) printf '%s\n' 'CMD ["sh"]' "ENV PATH=$SYSTEM_PATH" ;;
    golang:*)
      printf '%s\n' 'CMD ["sh"]' "ENV PATH=/go/bin:/usr/local/go/bin:$SYSTEM_PATH" \
        "ENV GOLANG_VERSION=$(go_version)" 'ENV GOTOOLCHAIN=local' 'ENV GOPATH=/go' 'WORKDIR /go'
      ;;
    debian:*) printf '%s\n' 'CMD ["bash"]' "ENV PATH=$SYSTEM_PATH" ;;
  esac
}
SYSTEM_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

what_it_is_made_of() {
  case $1 in
    busybox:*) echo "Debian's busybox-static" ;;
    golang:*) echo "this machine's Go $(go_version) on busybox, without a C compiler" ;;
    debian:*) echo "debootstrap's minimal $(debian_suite "$1")" ;;
  esac
}

# busybox with a link for each applet. Links, not copies: symbolic links are what image stores
# count differently, so a base must have them.
busybox_tree() {
  local tree=$1 packages applet
  packages=$(scratch_folder)
  unpack_busybox "$packages" || die "no suite of this system's package archive has a busybox-static that runs here"
  mkdir -p "$tree"/{bin,dev,etc,home,root,tmp,usr/bin,usr/sbin,var/spool/mail,var/www}
  chmod 1777 "$tree/tmp"
  chmod 700 "$tree/root"
  cp "$packages"/busybox "$tree/bin/busybox"
  for applet in $("$tree/bin/busybox" --list); do
    [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"
  done
  ln -s ../../bin/env "$tree/usr/bin/env"
  printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'www-data:x:33:33:www-data:/var/www:/bin/false' \
    'nobody:x:65534:65534:nobody:/home:/bin/false' >"$tree/etc/passwd"
  printf '%s\n' 'root:x:0:' 'www-data:x:33:' 'nogroup:x:65534:' >"$tree/etc/group"
}

unpack_busybox() {
  local into=$1 suite found
  for suite in $(suites_to_try); do
    open_suite "$suite" || continue
    unpack_packages "$suite" "$into/$suite" busybox-static || continue
    for found in "$into/$suite/bin/busybox" "$into/$suite/usr/bin/busybox"; do
      if [ -x "$found" ] && "$found" true; then
        mv "$found" "$into/busybox"
        return
      fi
    done
  done
  return 1
}

go_version() { go env GOVERSION 2>/dev/null | sed 's/^go//'; }

# The toolchain without its own tests and without the sources of its commands, which compiled
# programs do not need: half the size. No C compiler, so Go builds without cgo by itself.
golang_tree() {
  local tree=$1 root
  have go || die "no registry can be reached for the image golang, and this machine has no Go to make a stand-in of; install Go, or run this where the registry can be reached"
  root=$(go env GOROOT)
  busybox_tree "$tree"
  mkdir -p "$tree/usr/local/go" "$tree/go/src" "$tree/go/bin" "$tree/etc/ssl/certs"
  chmod 1777 "$tree/go" "$tree/go/src" "$tree/go/bin"
  # Followed, because packages of Go link its parts together from several folders.
  tar -C "$root/" -chf - --exclude='./src/cmd' --exclude='testdata' --exclude='*_test.go' \
    ./bin ./pkg ./lib ./src ./VERSION ./go.env | tar -C "$tree/usr/local/go" -xf -
  [ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
}

debian_suite() {
  local tag=${1#debian:}
  echo "${tag%-slim}"
}

debian_tree() {
  local tree=$1 suite=$2 archive
  [ "$(os_field ID)" = debian ] ||
    die "no registry can be reached for debian:$suite, and only a Debian system can make a stand-in of it"
  can_be_root || die "no registry can be reached for debian:$suite, and making a stand-in needs root"
  have debootstrap || install_packages debootstrap
  archive=$(own_archive)
  as_root debootstrap --variant=minbase "$suite" "$tree" "${archive%%$'\t'*}" >"$CACHE/debootstrap.log" 2>&1 ||
    die "debootstrap could not make $suite (its log: $CACHE/debootstrap.log)"
  # What the slim image goes without: the package cache and lists, documentation, logs.
  as_root rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/cache/apt/*.bin "$tree"/var/lib/apt/lists/* \
    "$tree"/usr/share/doc/* "$tree"/usr/share/man/* "$tree"/usr/share/info/* "$tree"/usr/share/locale/* \
    "$tree"/var/log/*.log "$tree"/var/log/apt/* "$tree"/dev/* "$tree"/etc/resolv.conf "$tree"/etc/hostname
}
