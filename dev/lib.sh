# Shared by the scripts in dev/: sourced, not run. Leaves the working directory at the top of the repository.
# shellcheck shell=bash disable=SC2034
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

# Where cargo builds, as an absolute path.
target_dir=$(realpath -m "${CARGO_TARGET_DIR:-target}")

# say TEXT…: tells on standard error what happens; standard output stays free for results.
say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

# die TEXT…: what is wrong and what to do, then the end.
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED FOUND: compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# as_nobody COMMAND…: runs it without root's rights. PostgreSQL refuses to run as root.
as_nobody() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"
  else
    "$@"
  fi
}
