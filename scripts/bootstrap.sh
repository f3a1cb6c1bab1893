#!/usr/bin/env bash
# Prepares a checkout: virtual environment from hash-pinned files, PostgreSQL 15 and RabbitMQ.
# Needs bash and python3.11 only. A second run is instant. Exit codes: 1 failure, 69 something to install by hand.
# With --browser also Chromium, which the tests of the console's pages look through.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
stamp=$venv/.requirements
browser=${1:-}
readonly venv stamp browser

say() { printf 'bootstrap: %s\n' "$*" >&2; }
fail() { say "$2"; exit "$1"; }

wants_servers() { [[ -z ${TRAVESSIA_AMQP_URI:-} || -z ${TRAVESSIA_POSTGRES_ADMIN_URI:-} ]]; }

find_python() {
    local candidate
    for candidate in "$(command -v python3.11 || true)" /usr/bin/python3.11; do
        if [[ -x $candidate ]] && "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

missing_packages() {
    if [[ ! -x $venv/bin/python && -z $(find_python) ]]; then echo python3.11-venv; fi
    if wants_servers; then
        [[ -x /usr/lib/postgresql/15/bin/postgres ]] || echo postgresql-15
        [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || echo rabbitmq-server
        command -v setpriv >/dev/null || echo util-linux
    fi
    if [[ $browser == --browser ]] && ! command -v chromium >/dev/null; then echo chromium; fi
}

as_root() { if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo -n "$@"; fi; }

# Debian packages start their service when they are installed; a policy file forbids it for the time of the installation.
install_packages() {
    local policy=/usr/sbin/policy-rc.d policy_is_ours=0 log=.run/apt.log status=0
    say "installing $* (log: $log)"
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 0755 "$policy"
        policy_is_ours=1
    fi
    {
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
    } >"$log" 2>&1 </dev/null || status=$?
    if [[ $policy_is_ours -eq 1 ]]; then as_root rm -f "$policy"; fi
    [[ $status -eq 0 ]] || fail 69 "apt-get could not install $*: $(tail -n 1 "$log")"
}

ensure_packages() {
    local -a missing
    mapfile -t missing < <(missing_packages)
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if command -v apt-get >/dev/null && { [[ $(id -u) -eq 0 ]] || sudo -n true 2>/dev/null; }; then
        install_packages "${missing[@]}"
    else
        say "missing packages: ${missing[*]}"
        say "install them with: sudo apt-get install --no-install-recommends ${missing[*]}"
        fail 69 "or run the servers of deploy/local/compose.yaml and set the two variables it names"
    fi
}

# uv reads no pip configuration: hand it what a machine may have set for pip.
configure_uv() {
    local index
    index=${PIP_INDEX_URL:-$("$venv/bin/pip" config get global.index-url 2>/dev/null || true)}
    if [[ -n $index ]]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}; fi
    if [[ -n ${PIP_CERT:-} ]]; then export SSL_CERT_FILE=${SSL_CERT_FILE:-$PIP_CERT}; fi
}

install_requirements() {
    local -a files=(-r requirements/runtime.txt -r requirements/dev.txt)
    local log=.run/pip.log
    "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt >"$log" 2>&1 ||
        fail 69 "cannot install the installer: $(tail -n 1 "$log") (log: $log)"
    configure_uv
    say "installing the pinned packages"
    if ! VIRTUAL_ENV=$venv "$venv/bin/uv" pip install --quiet --compile-bytecode --require-hashes "${files[@]}" >"$log" 2>&1; then
        say "the fast installer failed, trying pip"
        "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes "${files[@]}" >"$log" 2>&1 ||
            fail 69 "cannot install the pinned packages: $(tail -n 1 "$log") (log: $log)"
    fi
}

ensure_venv() {
    local wanted python
    wanted=$(sha256sum requirements/*.txt scripts/bootstrap.sh | sha256sum | cut -d' ' -f1)
    if [[ -f $stamp && $(<"$stamp") == "$wanted" ]] && "$venv/bin/python" -c '' 2>/dev/null; then return 0; fi
    python=$(find_python)
    say "making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" || fail 1 "cannot make $venv"
    install_requirements
    # The code runs from the checkout: its root is four levels above site-packages.
    printf '../../../..\n' >"$venv/lib/python3.11/site-packages/travessia.pth"
    printf '%s\n' "$wanted" >"$stamp"
    say "ready after ${SECONDS} s"
}

command -v python3.11 >/dev/null || fail 69 "python3.11 is missing: install it with: sudo apt-get install python3.11"
mkdir -p .run
exec 9>.run/bootstrap.lock
flock -n 9 || { say "waiting for another bootstrap of this checkout"; flock 9; }
ensure_packages
ensure_venv
