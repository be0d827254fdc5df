# shellcheck shell=bash
# Builders of each kind: one in a container of our classic engine, others as processes behind a
# unix socket or TCP with TLS. Each is kept with a stamp of what it was made of, and made anew when
# that changed.
# Sourced after builders-registry.sh.

# Bump when the image's recipe changes.
BUILDKIT_IMAGE_RECIPE=1

TLS=$CACHE/builders-tls

toml_of() { echo "$RUN_DIR/$1.toml"; }
stamp_of() { echo "$RUN_DIR/$1.builder"; }

# Every builder that was started and not stopped.
known_builders() {
  local file
  for file in "$RUN_DIR"/size-gate-*.builder; do
    [ ! -f "$file" ] || basename "$file" .builder
  done
}

start_builder() {
  case $(kind_of "$1") in
    container) start_container "$1" ;;
    *) start_remote "$1" ;;
  esac
}

stop_builder() {
  case $(kind_of "$1") in
    container) stop_container "$1" ;;
    *)
      forget_builder "$1"
      stop_process "$1"
      ;;
  esac
  rm -f "$(stamp_of "$1")" "$(toml_of "$1")"
}

builder_answers() {
  case $(kind_of "$1") in
    container) container_answers "$1" ;;
    *) remote_answers "$1" ;;
  esac
}

is_known() { [ -f "$CLIENT_CONFIG/buildx/instances/$1" ]; }

forget_builder() { ! is_known "$1" || docker buildx rm --keep-daemon "$1" >/dev/null; }

# Whether a builder is known and made of exactly this.
is_made_of() { is_known "$1" && [ "$(cat "$(stamp_of "$1")" 2>/dev/null)" = "$2" ]; }

# --- in a container of our classic engine

start_container() {
  local name=$1 version image made_of
  version=$(version_of "$name")
  image=size-gate/buildkit:$version-r$BUILDKIT_IMAGE_RECIPE
  provide_buildkit_image "$version" "$image"
  push_images "$image"
  mirror_config >"$(toml_of "$name")"
  # From our registry, because under the hub's name somebody else's image could be pulled and run.
  image=$(registry_address)/$image
  made_of=$(printf '%s\n' "$image" "$DOCKER_HOST" && cat "$(toml_of "$name")")
  if is_made_of "$name" "$made_of"; then
    ! container_answers "$name" || return 0
  else
    forget_builder "$name"
    docker container rm -f "$(container_of "$name")" >/dev/null 2>&1 || true
    docker buildx create --name "$name" --driver docker-container --driver-opt "image=$image,network=host" \
      --buildkitd-config "$(toml_of "$name")" "$DOCKER_HOST" >/dev/null
    echo "$made_of" >"$(stamp_of "$name")"
  fi
  if ! docker buildx inspect --bootstrap "$name" >"$(log_of "$name")" 2>&1 || ! container_answers "$name"; then
    tail -n 15 "$(log_of "$name")" >&2
    die "the builder $name did not come up (its messages are above)"
  fi
}

container_of() { echo "buildx_buildkit_${1}0"; }

container_answers() { within 10 docker exec "$(container_of "$1")" buildctl debug workers >/dev/null 2>&1; }

# The cache is a volume and stays. An engine that is stopped has no container that runs.
stop_container() {
  forget_builder "$1"
  ! engine_answers classic || docker container rm -f "$(container_of "$1")" >/dev/null 2>&1 || true
}

provide_buildkit_image() {
  local version=$1 image=$2
  ! docker image inspect "$image" >/dev/null 2>&1 || return 0
  have runc || install_packages runc
  (
    hold_lock
    tree=$(scratch_folder)
    chmod 755 "$tree"
    buildkit_tree "$version" "$tree"
    tar -C "$tree" --sort=name --mtime=@0 --numeric-owner --owner=0 --group=0 -cf - . |
      docker import --change "ENV PATH=$SYSTEM_PATH" --change 'ENTRYPOINT ["buildkitd"]' \
        --change 'VOLUME /var/lib/buildkit' - "$image" >/dev/null
  )
}
SYSTEM_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# The programs, and what the system's runc is linked with.
buildkit_tree() {
  local version=$1 tree=$2 file
  mkdir -p "$tree"/{usr/bin,etc/ssl/certs,var/lib/buildkit,run,tmp,root}
  chmod 1777 "$tree/tmp"
  cp "$(buildkit_folder "$version")"/{buildkitd,buildctl} "$tree/usr/bin/"
  cp -L "$(command -v runc)" "$tree/usr/bin/runc"
  for file in $(ldd "$(command -v runc)" 2>/dev/null | grep -o '/[^ ]*'); do
    mkdir -p "$tree${file%/*}"
    cp -L "$file" "$tree$file"
  done
  [ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
}

# --- processes, reached by the remote driver

start_remote() {
  local name=$1 address
  if ! remote_answers "$name"; then
    have runc || install_packages runc
    stop_process "$name"
    if [ "$(kind_of "$name")" = remote-tls ]; then
      provide_certificates
      choose_port "$name"
    fi
    write_remote_config "$name"
    launch_process "$name" "$(buildkit_folder "$(version_of "$name")")/buildkitd" --config "$(toml_of "$name")"
    await_process "$name" remote_answers "$name"
  fi
  address=$(remote_address "$name")
  ! is_made_of "$name" "$address" || return 0
  forget_builder "$name"
  # shellcheck disable=SC2046 # options without blanks
  docker buildx create --name "$name" --driver remote $(remote_driver_options "$name") "$address" >/dev/null
  echo "$address" >"$(stamp_of "$name")"
}

remote_address() {
  if [ "$(kind_of "$1")" = remote-tls ]; then
    echo "tcp://127.0.0.1:$(port_of "$1")"
  else
    echo "unix://$(socket_of "$1")"
  fi
}

remote_driver_options() {
  [ "$(kind_of "$1")" != remote-tls ] ||
    printf -- '--driver-opt cacert=%s,cert=%s,key=%s,servername=localhost' "$TLS/ca.pem" "$TLS/client.pem" "$TLS/client-key.pem"
}

# A buildkitd of a changed configuration (the registry has moved) does not count.
remote_answers() {
  local name=$1 tls=()
  process_pid "$name" >/dev/null && grep -qF "\"$(registry_address)\"" "$(toml_of "$name")" || return 1
  grep -qF "\"$(remote_address "$name")\"" "$(toml_of "$name")" || return 1
  if [ "$(kind_of "$name")" = remote-tls ]; then
    tls=(--tlscacert "$TLS/ca.pem" --tlscert "$TLS/client.pem" --tlskey "$TLS/client-key.pem" --tlsservername localhost)
  fi
  within 10 "$(buildkit_folder "$(version_of "$name")")/buildctl" --addr "$(remote_address "$name")" "${tls[@]}" \
    debug workers >/dev/null 2>&1
}

write_remote_config() {
  local name=$1
  {
    cat <<END
root = "$DATA_DIR/$name"
[grpc]
  address = ["$(remote_address "$name")"]
  gid = $(id -g)
END
    [ "$(kind_of "$name")" != remote-tls ] || cat <<END
  [grpc.tls]
    ca = "$TLS/ca.pem"
    cert = "$TLS/server.pem"
    key = "$TLS/server-key.pem"
END
    cat <<END
[worker.containerd]
  enabled = false
END
    mirror_config
  } >"$(toml_of "$name")"
}

# An authority of our own, and a certificate of it for each end. Made elsewhere and moved.
provide_certificates() {
  local trial
  [ ! -d "$TLS" ] || return 0
  have openssl || install_packages openssl
  rm -rf "$TLS".??????
  trial=$(mktemp -d "$TLS.XXXXXX")
  (
    cd "$trial" &&
      umask 077 &&
      openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=size-gate-test-authority -keyout ca-key.pem -out ca.pem &&
      sign_certificate server serverAuth &&
      sign_certificate client clientAuth
  ) >"$RUN_DIR/certificates.log" 2>&1 ||
    die "openssl could not make certificates (its messages: $RUN_DIR/certificates.log)"
  mv "$trial" "$TLS"
}

sign_certificate() {
  local name=$1 usage=$2
  openssl req -newkey rsa:2048 -nodes -subj "/CN=size-gate-test-$name" -keyout "$name-key.pem" -out "$name.csr" &&
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=%s\n' "$usage" >"$name.ext" &&
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 3650 -extfile "$name.ext" -out "$name.pem"
}
