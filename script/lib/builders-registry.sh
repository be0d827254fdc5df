# shellcheck shell=bash
# A registry on loopback that stands for the hub: builders find there, under their real names, the
# base images of our classic engine.
# Sourced after builders-programs.sh and builders-process.sh.

registry_address() { echo "127.0.0.1:$(port_of registry)"; }

start_registry() {
  ! registry_answers || return 0
  provide_registry
  stop_process registry
  choose_port registry
  write_registry_config
  launch_process registry "$(registry_program)" serve "$(config_of registry)"
  await_process registry registry_answers
}

# The port alone would not do: after a restart of the machine somebody else may have it.
registry_answers() {
  local port status
  process_pid registry >/dev/null && port=$(port_of registry) || return 1
  status=$(
    exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
    printf 'GET /v2/ HTTP/1.0\r\n\r\n' >&3
    read -r -t 5 _ status _ <&3
    echo "$status"
  )
  [ "$status" = 200 ]
}

write_registry_config() {
  cat >"$(config_of registry)" <<END
{
  "version": "0.1",
  "log": { "level": "warn", "accesslog": { "disabled": true } },
  "storage": {
    "filesystem": { "rootdirectory": "$DATA_DIR/registry/store" },
    "delete": { "enabled": true }
  },
  "http": { "addr": "127.0.0.1:$(port_of registry)" }
}
END
}

# Push those of the engine's images that the registry does not have yet, the hub's own under library/.
push_images() {
  local image path id
  for image in "$@"; do
    path=$image
    [[ $path == */* ]] || path=library/$image
    id=$(docker image inspect --format '{{.Id}}' "$image") || die "$image is not in our classic engine"
    ! was_pushed "$image" "$id" || continue
    say "pushing $image to the registry on loopback"
    docker tag "$image" "$(registry_address)/$path"
    docker push --quiet "$(registry_address)/$path" >/dev/null ||
      die "$image could not be pushed to the registry on loopback (its log: $(log_of registry))"
    docker image rm "$(registry_address)/$path" >/dev/null
    printf '%s %s\n' "$image" "$id" | as_root tee -a "$DATA_DIR/registry/pushed" >/dev/null
  done
}

# An image that changed goes there again: the last line about it counts.
was_pushed() {
  [ "$(awk -v image="$1" '$1 == image { id = $2 } END { print id }' "$DATA_DIR/registry/pushed" 2>/dev/null)" = "$2" ]
}

# buildkitd's words for "ask the registry on loopback before the hub".
mirror_config() {
  cat <<END
[registry."docker.io"]
  mirrors = ["$(registry_address)"]
[registry."$(registry_address)"]
  http = true
END
}
