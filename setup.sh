#!/usr/bin/env bash
# Bring what the portal needs: setup.sh PURPOSE… with the purposes of debian-packages.txt. Safe and quick to run again.
set -euo pipefail
cd "$(dirname "$0")"

packages() {
  for purpose in "$@"; do awk -v p="$purpose" '!/^#/ && $2 == p { print $1 }' debian-packages.txt; done
}
missing=()
for package in $(packages "$@"); do
  # python3-venv is Debian's way to `python3 -m venv`; another Python brings its own, and so does another Node
  if [ "$package" = python3-venv ] && python3 -c 'import ensurepip, venv' 2>/dev/null; then continue; fi
  if [ "$package" = npm ] && command -v npm >/dev/null; then continue; fi
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else
    echo "Debian packages are missing. Run this, then the same make again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing Debian packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
[ -x .venv/bin/python ] || { echo "Making .venv"; python3 -m venv .venv; }
requirements=requirements.txt
for purpose in "$@"; do if [ "$purpose" != demo ]; then requirements=requirements-dev.txt; fi; done
stamp=.venv/.installed-$requirements
if ! sha256sum --status -c "$stamp" 2>/dev/null; then
  echo "Installing $requirements"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$requirements"
  sha256sum "$requirements" > "$stamp"
fi

for purpose in "$@"; do
  if [ "$purpose" = test ] && ! sha256sum --status -c tests/npm/node_modules/.installed 2>/dev/null; then
    echo "Installing what judges the pages in the tests"
    (cd tests/npm && npm ci --silent)
    sha256sum tests/npm/package-lock.json > tests/npm/node_modules/.installed
  fi
done

for po in locale/*/LC_MESSAGES/django.po; do
  [ -f "$po" ] || continue
  mo="${po%.po}.mo"
  [ "$mo" -nt "$po" ] || msgfmt --check-format -o "$mo" "$po"
done
