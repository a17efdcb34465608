#!/bin/sh
# Proves the two commands on a bare Debian, by hand and as root:  docker/bare.sh [FOLDER]
#
# Makes (once) a debootstrap minbase chroot with python3, python3-venv and ca-certificates, clones HEAD into the 0700 home of an
# ordinary user, runs ./start and asks /health, starts again, runs ./check, and prints the times. Needs: apt install debootstrap.
# Packages come from where this machine gets them: its apt, pip and npm configuration is lent to the chroot as it is.
set -eu
here=$(cd -- "$(dirname -- "$0")/.." && pwd)
chroot=${1:-/var/tmp/foerderkette-bare}
suite=${SUITE:-bookworm}
home=/home/clerk
[ "$(id -u)" = 0 ] || { echo "A chroot needs root." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt install debootstrap" >&2; exit 1; }

# the first archive that this machine's apt knows for the suite
archive() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | awk -v suite="$suite" '
        /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /:\// && $(i + 1) == suite) { print $i; exit } }
        /^URIs:/ { address = $2 }
        /^Suites:/ { for (i = 2; i <= NF; i++) if ($i == suite) { print address; exit } }'
}

# lend FILE: copies a file of this machine to the same place in the chroot
lend() {
    [ -e "$1" ] || return 0
    mkdir -p "$chroot$(dirname "$1")"
    cp -L --remove-destination "$1" "$chroot$1"
}

make_chroot() {
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$suite" "$chroot.part" "$(archive)"
    chroot "$chroot.part" useradd --create-home --home-dir "$home" clerk
    mv "$chroot.part" "$chroot"
}

# What this machine tells pip, npm and TLS in the environment, without what belongs to one user or one tool
variables() { env | grep -E '^(PIP_|NPM_CONFIG_|npm_config_|SSL_CERT_|REQUESTS_CA|CURL_CA|NODE_EXTRA_CA|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY)' || true; }

as_clerk() {
    variables | sed "s/'/'\\\\''/g; s/=\(.*\)/='\1'/; s/^/export /" >"$chroot$home/environment"
    chroot "$chroot" setpriv --reuid clerk --regid clerk --clear-groups env -i HOME="$home" PATH=/usr/local/bin:/usr/bin:/bin \
        sh -c '. ~/environment; cd ~/foerderkette && '"$1"
}

seconds() {
    begun=$(date +%s)
    "$@"
    echo "== $(($(date +%s) - begun)) s: $*"
}

serve_and_ask() {
    as_clerk './start --port 8765 >~/start.log 2>&1 & echo $! >~/pid; for i in $(seq 600); do
        python3 -c "import urllib.request as web; print(web.urlopen(\"http://127.0.0.1:8765/health\").read().decode())" 2>/dev/null && break
        kill -0 $(cat ~/pid) 2>/dev/null || { cat ~/start.log; exit 1; }; sleep 0.5; done; kill $(cat ~/pid); wait' || return 1
}

[ -d "$chroot" ] || make_chroot
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/npmrc /etc/ssl/certs/ca-certificates.crt; do lend "$file"; done
for file in .npmrc .config/pip; do [ -e "$HOME/$file" ] && cp -rL "$HOME/$file" "$chroot$home/" ; done
rm -rf "$chroot$home/foerderkette"
git clone --quiet --no-hardlinks "$here" "$chroot$home/foerderkette"
chroot "$chroot" chown -R clerk:clerk "$home"
chmod 0700 "$chroot$home" "$chroot$home/foerderkette"
for place in proc dev dev/shm; do mountpoint -q "$chroot/$place" || mount --bind "/$place" "$chroot/$place"; done
trap 'umount "$chroot/dev/shm" "$chroot/dev" "$chroot/proc"' EXIT

if [ "${ONLY_INSTALL:-}" ]; then
    seconds as_clerk '. ./setup.sh && prepare requirements.lock && .venv/bin/pip check'
    seconds as_clerk '. ./setup.sh && prepare requirements-test.lock && .venv/bin/pytest -q tests/house/test_servers.py'
else
    seconds serve_and_ask
    seconds serve_and_ask
    seconds as_clerk ./check
fi
