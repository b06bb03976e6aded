# shellcheck shell=bash
# Sourced by scripts that install what they need and build: require PACKAGE..., patiently WHAT COMMAND...

# Runs a command that may be silent for long; says every ten seconds on stderr what it still does.
patiently() {
  local what=$1 start=$SECONDS status=0
  shift
  # Ends with this script, whatever ends it. `sleep` holds no pipe open that somebody else reads.
  while sleep 10 > /dev/null 2>&1 && kill -0 $$ 2> /dev/null; do echo "still $what, after $((SECONDS - start)) s" >&2; done &
  local ticker=$!
  "$@" || status=$?
  { kill $ticker && wait $ticker; } 2> /dev/null || true
  return $status
}

# Prints the named packages that are not installed. Without dpkg it assumes that all are there; cmake reports
# what is missing.
missing() {
  command -v dpkg-query > /dev/null || return 0
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2> /dev/null || true)
  for package; do
    grep -qxF "installed $package" <<< "$installed" || echo "$package"
  done
}

install() {
  local get=()
  if ((EUID != 0)); then
    command -v sudo > /dev/null || return 1
    get=(sudo)
  fi
  get+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
  local put=("${get[@]}" install -y --no-install-recommends "$@")
  # Updates the package list only if the installation fails with the current one.
  "${put[@]}" > /dev/null 2>&1 || { "${get[@]}" update && "${put[@]}" > /dev/null; }
}

# Installs the named packages that are missing and reports them on stderr. Exits if that fails.
require() {
  local lacking
  mapfile -t lacking < <(missing "$@")
  ((${#lacking[@]})) || return 0
  echo "installing ${lacking[*]}" >&2
  patiently installing install "${lacking[@]}" && return
  echo "$0: cannot install packages here; please install: ${lacking[*]}" >&2
  exit 1
}
