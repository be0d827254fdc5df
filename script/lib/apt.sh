# shellcheck shell=bash
# The system's own package archive, and other suites of it.
# Sourced after common.sh.

os_field() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | tr -d '"' | head -n 1; }

# Install helpers of the engine from the system's own suite, and only what is missing: a tool a
# system has is one its owner chose.
install_packages() {
  [ $# -gt 0 ] || return 0
  say "installing $* from the system's own packages"
  apt_install "$@" && return
  # A fresh machine has no package lists yet, an old one has outdated ones.
  as_root apt-get -qq update >&2 || true
  apt_install "$@" || die "apt-get could not install: $*. Install them by hand, then run this again"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 \
    install --no-install-recommends "$@" </dev/null >"$CACHE/apt.log" 2>&1
}

# Where the system gets its own suite from, as "URI<tab>keyring" (keyring may be empty), out of
# both formats apt reads. Another suite is then asked of the same archive: a mirror that is
# reachable from here, with the keys this system already trusts.
own_archive() {
  {
    archives_in_list_files
    archives_in_sources_files
  } |
    awk -F '\t' -v suite="$(os_field VERSION_CODENAME)" '$1 == suite { print $2 "\t" $3; exit }'
}

# deb [arch=amd64 signed-by=/path] URI SUITE COMPONENT...
archives_in_list_files() {
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } | awk '
    $1 == "deb" {
      key = ""
      if (match($0, /\[[^]]*\]/)) {
        options = substr($0, RSTART + 1, RLENGTH - 2)
        $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
        if (match(options, /signed-by=[^ ]+/)) key = substr(options, RSTART + 10, RLENGTH - 10)
      }
      print $3 "\t" $2 "\t" key
    }'
}

# Stanzas of "Field: value"; several URIs and suites may stand in one.
archives_in_sources_files() {
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] || continue
    sed '/^#/d' "$file"
    echo
  done | awk '
    function flush(  i, n, suite) {
      if (types ~ /(^| )deb( |$)/ && enabled != "no") {
        n = split(suites, suite, " ")
        sub(/ .*/, "", uris)
        for (i = 1; i <= n; i++) print suite[i] "\t" uris "\t" key
      }
      types = suites = uris = key = enabled = ""
    }
    /^[ \t]*$/ { flush(); next }
    /^[^ \t]/ {
      field = tolower($1)
      value = $0
      sub(/^[^:]*:[ \t]*/, "", value)
      if (field == "types:") types = value
      if (field == "suites:") suites = value
      if (field == "uris:") uris = value
      if (field == "enabled:") enabled = tolower(value)
      # A key written out in the stanza itself is left to the keys apt trusts anyway.
      if (field == "signed-by:" && value ~ /^\//) key = value
    }
    END { flush() }'
}

# Newest first. Ubuntu has no unstable or stable; its own next release is called devel.
suites_to_try() {
  local own
  if [ -n "${SIZE_GATE_SUITES:-}" ]; then
    echo "$SIZE_GATE_SUITES"
    return
  fi
  own=$(os_field VERSION_CODENAME)
  case $(os_field ID) in
    ubuntu) echo "devel $own-updates $own" ;;
    *) echo "unstable testing stable $own" ;;
  esac
}

# apt with a state of its own: the suite's lists, cache and pins never meet the system's, so
# nothing here can upgrade or even propose to upgrade anything. Signatures are checked as always.
suite_apt() {
  local suite=$1 tool=$2
  shift 2
  local state=$CACHE/apt/$suite
  "$tool" -qq \
    -o Dir::State::Lists="$state/lists" -o Dir::Cache="$state/cache" \
    -o Dir::Cache::pkgcache=pkgcache.bin -o Dir::Cache::srcpkgcache=srcpkgcache.bin \
    -o Dir::Etc::sourcelist="$state/suite.sources" -o Dir::Etc::sourceparts=- \
    -o Dir::Etc::preferences=- -o Dir::Etc::preferencesparts=- \
    -o APT::Sandbox::User="$(id -un)" -o APT::Update::Error-Mode=any \
    -o Acquire::Languages=none -o Acquire::Retries=2 \
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
    -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false \
    "$@"
}

# Fetch the suite's package lists.
open_suite() {
  local suite=$1 archive uri key components=main
  local state=$CACHE/apt/$suite
  archive=$(own_archive)
  [ -n "$archive" ] || return 1
  uri=${archive%%$'\t'*}
  key=${archive#*$'\t'}
  [ "$(os_field ID)" != ubuntu ] || components="main universe"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  {
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n' "$uri" "$suite" "$components"
    [ -z "$key" ] || printf 'Signed-By: %s\n' "$key"
  } >"$state/suite.sources"
  suite_apt "$suite" apt-get update >"$state/update.log" 2>&1
}

# "name version" of those of these packages that the suite has.
suite_has() {
  local suite=$1
  shift
  { suite_apt "$suite" apt-cache show --no-all-versions "$@" 2>/dev/null || true; } |
    awk '$1 == "Package:" { name = $2 } $1 == "Version:" { print name, $2 }'
}

# Unpack packages of a suite beside the system, without installing them.
unpack_packages() {
  local suite=$1 into=$2 debs deb
  shift 2
  debs=$(scratch_folder)
  (cd "$debs" && suite_apt "$suite" apt-get download "$@") >"$CACHE/apt/$suite/download.log" 2>&1 || return 1
  mkdir -p "$into"
  for deb in "$debs"/*.deb; do
    dpkg-deb -x "$deb" "$into" || return 1
  done
  rm -rf "$debs"
}
