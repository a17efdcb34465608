#!/bin/sh
# Proves the two commands on a bare Debian, by hand and as root:  docker/bare.sh [FOLDER]
#
# Makes (once) a debootstrap minbase chroot with python3, python3-venv and ca-certificates, clones HEAD into the 0700 home of an
# ordinary user, runs ./start and asks /health, starts again, runs ./check, builds the wheel and starts it in an empty environment.
# Prints the times. STEPS="install tools" takes other steps. Needs: apt install debootstrap.
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

# What this machine tells pip, npm and TLS in the environment; a folder of wheels stays behind, since the chroot lacks it
variables() {
    env | grep -v '^PIP_FIND_LINKS=' |
        grep -E '^(PIP_|NPM_CONFIG_|npm_config_|SSL_CERT_|REQUESTS_CA|CURL_CA|NODE_EXTRA_CA|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY)' || true
}

as_clerk() {
    variables | sed "s/'/'\\\\''/g; s/=\(.*\)/='\1'/; s/^/export /" >"$chroot$home/environment"
    chroot "$chroot" setpriv --reuid clerk --regid clerk --clear-groups env -i HOME="$home" PATH=/usr/local/bin:/usr/bin:/bin \
        sh -c '. ~/environment; cd ~/foerderkette && '"$1"
}

# serve_and_ask COMMAND: starts it on a free port, waits for /health, prints the answer, stops it
serve_and_ask() {
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    as_clerk "($1 --port $port) >~/serve.log 2>&1 & server=\$!; port=$port; $ask"
}

# shellcheck disable=SC2016  # the next two run in the chroot
ask='for i in $(seq 600); do
        kill -0 $server 2>/dev/null || { cat ~/serve.log; exit 1; }
        python3 -c "import urllib.request as web; print(web.urlopen(\"http://127.0.0.1:$port/health\").read().decode())" 2>/dev/null && break
        sleep 0.2
    done
    kill $server; wait'
wheel='python3 -m venv ~/build && ~/build/bin/pip install -q build && ~/build/bin/python -m build --wheel --outdir ~/dist . &&
    python3 -m venv ~/empty && ~/empty/bin/pip install -q --require-hashes --no-binary flask-principal --use-pep517 -r requirements.lock &&
    ~/empty/bin/pip install -q --no-deps ~/dist/*.whl && ~/empty/bin/pip check'

[ -d "$chroot" ] || make_chroot
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/npmrc /etc/ssl/certs/ca-certificates.crt; do lend "$file"; done
[ ! -e "$HOME/.npmrc" ] || cp -L "$HOME/.npmrc" "$chroot$home/"
for made in foerderkette build dist empty; do rm -rf "${chroot:?}$home/$made"; done
git clone --quiet --no-hardlinks "$here" "$chroot$home/foerderkette"
chroot "$chroot" chown -R clerk:clerk "$home"
chmod 0700 "$chroot$home" "$chroot$home/foerderkette"
for place in proc dev dev/shm; do mountpoint -q "$chroot/$place" || mount --bind "/$place" "$chroot/$place"; done
trap 'umount "$chroot/dev/shm" "$chroot/dev" "$chroot/proc"' EXIT

for step in ${STEPS:-start start check wheel}; do
    begun=$(date +%s)
    case $step in
    install) as_clerk '. ./setup.sh && prepare requirements.lock && .venv/bin/pip check' ;;
    tools) as_clerk '. ./setup.sh && prepare requirements-test.lock && .venv/bin/pytest -q tests/house/test_servers.py' ;;
    start) serve_and_ask 'exec ./start' ;;
    check) as_clerk ./check ;;
    wheel)
        as_clerk "$wheel"
        serve_and_ask 'cd ~/empty && exec bin/foerderkette run --demo'
        ;;
    *) echo "There is no step $step." >&2; exit 1 ;;
    esac
    echo "== $step took $(($(date +%s) - begun)) s"
done
