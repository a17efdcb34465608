# Sourced by ./start and ./check: `prepare LOCK` makes .venv as LOCK says and fetches the browser code; nothing to do is quick.

fail() { echo "$*" >&2; exit 1; }

find_python() {
    for python in python3 python3.13 python3.12 python3.11 python3.14; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    fail "Python 3.11 or newer is needed and was not found. On Debian and Ubuntu: apt install python3 python3-venv"
}

make_venv() {
    find_python
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"
    rm -rf .venv
    "$python" -m venv .venv || fail "The environment .venv could not be made in $PWD; see above."
    echo "$PWD" >.venv/place
}

# False for one that was moved (its programs name the old place), that lost its Python or that was left half made.
venv_is_whole() {
    [ "$(cat .venv/place 2>/dev/null)" = "$PWD" ] && .venv/bin/python -m pip --version >/dev/null 2>&1
}

# Flask-Principal comes as source alone. The output is kept: pip's remarks on that matter only when it fails.
pip_install() {
    .venv/bin/python -m pip install --disable-pip-version-check "$@" >.venv/pip.log 2>&1
}

install() {
    pip_install --require-hashes --only-binary :all: --no-binary flask-principal --use-pep517 -r "$1" &&
        pip_install --no-deps --no-build-isolation --editable .
}

mark() { echo "$PWD $(cat "$1" pyproject.toml | cksum)"; }

# Written last, so that an installation that was broken off is taken up again; a changed lock differs.
is_installed() { [ "$(cat ".venv/$1.done" 2>/dev/null)" = "$(mark "$1")" ] && .venv/bin/python -c '' 2>/dev/null; }

prepare() {
    if ! is_installed "$1" && ! is_installed requirements-test.lock; then
        echo "Installing what $1 names into .venv; this is done once." >&2
        venv_is_whole || make_venv
        install "$1" || { make_venv && install "$1"; } || { tail -n 20 .venv/pip.log >&2; fail "The installation failed; see above."; }
        mark "$1" >".venv/$1.done"
    fi
    command -v npm >/dev/null || [ -x .venv/bin/npm ] || pip_install --require-hashes --only-binary :all: -r requirements-node.lock ||
        { tail -n 20 .venv/pip.log >&2; fail "npm is missing and could not be installed; see above."; }
    .venv/bin/python -P hatch_build.py || exit 1
}
