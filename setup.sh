#!/usr/bin/env bash
# ./setup.sh [--scan]  sets up .venv with the packages of requirements.lock and the project itself,
# with --scan also those that read scans (requirements-scan.lock, about 400 MB). Does nothing when
# that is already done. render.sh and tests/run call it; nobody else has to.
[ -n "${BASH_VERSION-}" ] || exec bash "$0" "$@" # such as by `sh setup.sh`
set -euo pipefail

export PATH # the shell's own, where the caller has given none
for stream in 0 1 2; do # such as by `2>&-`: what is written or opened next would go astray
    [ -e "/dev/fd/$stream" ] || eval "exec $stream<>/dev/null"
done

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
venv=$here/.venv
venv_python=$venv/bin/python

# Stamps, each written last and holding what the step was made from: this folder (an
# environment cannot be moved or copied), the Python version, and the files it follows.
lock_stamp=$venv/.lock-installed
project_stamp=$venv/.project-installed
scan_stamp=$venv/.scan-installed

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "set-up: $*"
    exit 1
}

fingerprint() { # fingerprint FILE...: empty when the environment's Python does not start
    [ -x "$venv_python" ] || return 0
    (cd -- "$here" && "$venv_python" -I -S - "$here" "$@" 2>/dev/null <<'PYTHON'
import hashlib, pathlib, sys

folder, *files = sys.argv[1:]
print(folder, *sys.version_info[:2])
for file in files:
    print(file, hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest())
PYTHON
    ) || true
}

is_current() { # is_current STAMP FILE...
    local stamp=$1 now
    shift
    [ -f "$stamp" ] || return 1
    now=$(fingerprint "$@")
    [ -n "$now" ] && [ "$now" = "$(cat -- "$stamp")" ]
}

write_stamp() { # write_stamp STAMP CONTENT: all of it or none
    [ -n "$2" ] || fail "$venv_python does not start"
    printf '%s\n' "$2" >"$1.new"
    mv -f -- "$1.new" "$1"
}

lock_files=(requirements.lock)
project_files=(requirements.lock pyproject.toml)
scan_files=(requirements.lock requirements-scan.lock)
lock_is_current() { is_current "$lock_stamp" "${lock_files[@]}"; }
project_is_current() { is_current "$project_stamp" "${project_files[@]}"; }
scan_is_current() { [ -z "$with_scan" ] || is_current "$scan_stamp" "${scan_files[@]}"; }

find_python() {
    local name status broken=
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        status=0
        "$name" -I -c 'import sys; sys.exit(3 * (sys.version_info < (3, 11)))' >/dev/null 2>&1 || status=$?
        case $status in
        0) # the interpreter itself: not a launcher, nor the python3 of an environment
            "$name" -I -c 'import sys; print(sys._base_executable or sys.executable)'
            return
            ;;
        3 | 127) ;; # too old, or none
        *) broken=${broken:-$name} ;;
        esac
    done
    [ -z "$broken" ] || fail "$broken does not start here: is it whole, and are memory and processes enough (ulimit -a)?"
    fail "needs Python 3.11 or later on the PATH; python3 is $(python3 -V 2>/dev/null || echo missing)"
}

check_place() { # what would fail only after minutes is said before anything is installed
    case $here in
    *:* | *$'\n'*) fail "the folder's path holds a colon or a line break, which no PATH can; move it: $here" ;;
    esac
    [ -w "$here" ] || fail "$here cannot be written by this user (id $(id -u)); make it theirs, or copy it"
}

wait_for_turn() { # one set-up at a time; the lock ends with this process, however it ends
    exec 9>"$here/.venv.lock"
    "$1" -I - <<'PYTHON' || fail "cannot lock .venv.lock"
import sys

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # no such locks on this system
    sys.exit()
try:
    flock(9, LOCK_EX | LOCK_NB)
except BlockingIOError:
    print("Another set-up is under way; waiting for it ...", file=sys.stderr)
    flock(9, LOCK_EX)
except OSError as error:  # such as on a network share
    print(
        f"No locks in this folder ({error.strerror}): let no other set-up run here,",
        "and give ./render.sh --out a folder on a local disk.",
        file=sys.stderr,
    )
PYTHON
}

install() { # install ARGUMENT...: with uv where there is one (faster), else with pip
    if command -v uv >/dev/null 2>&1; then
        if uv --no-progress pip install --quiet --python "$venv_python" "$@"; then return; fi
        say "uv could not install this; trying pip ..."
    fi
    ( # of the user's settings those of where packages come from: not where to, which, or how
        for name in ${!PIP_@}; do
            case $name in
            PIP_*INDEX* | PIP_FIND_LINKS | PIP_TRUSTED_HOST | PIP_PROXY | PIP_*CERT) ;;
            PIP_*TIMEOUT | PIP_RETRIES | PIP_*CACHE_DIR | PIP_CONFIG_FILE | PIP_KEYRING_PROVIDER) ;;
            *) unset "$name" ;;
            esac
        done
        PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 \
            "$venv_python" -I -m pip install -qq --no-input --no-compile "$@"
    )
}

check_installed() { # pip may have been told elsewhere to install nothing, or to another place
    "$venv_python" -I - "$here/requirements.lock" <<'PYTHON'
import pathlib, re, sys
from importlib.metadata import distributions

found = {re.sub(r"[-_.]+", "-", one.name).lower() for one in distributions()}
wanted = re.findall(r"^([\w.-]+)==[^;\n]*$", pathlib.Path(sys.argv[1]).read_text(), re.M)
sys.exit(not found >= set(wanted))
PYTHON
}

compile_all() { # on all cores, where pip would use one; what cannot be compiled now is later
    "$venv_python" -I -m compileall -qq -j 0 "$venv"/lib/python*/site-packages || true
}

make_environment() {
    local python=$1 stamp
    say "Making .venv with $("$python" -V) ..."
    rm -f -- "$lock_stamp" "$project_stamp"
    rm -rf -- "$venv"
    "$python" -I -m venv "$venv" ||
        fail "$python could not make an environment; is python3-venv installed (Debian and Ubuntu)," \
            "is there room on the disk, and do the limits of \`ulimit -a\` allow it?"
    say "Installing the packages of requirements.lock (once; takes a few minutes) ..."
    stamp=$(fingerprint "${lock_files[@]}")
    install --require-hashes -r "$here/requirements.lock" ||
        fail "the packages could not be installed (is there a network, and room on the disk, do the limits" \
            "of \`ulimit -a\` allow it, and are pip's settings right? \`$python -m pip config list\`)"
    check_installed ||
        fail "pip has not put the packages into .venv; what do \`$python -m pip config list\` and PIP_* say?"
    compile_all
    write_stamp "$lock_stamp" "$stamp"
}

build_project() { # build_project PYTHON FOLDER: a wheel that leads to lib
    # not by the environment's own Python: setuptools takes a `$` in its path for a variable
    (cd -- "$here" && "$1" -I - "$venv"/lib/python*/site-packages "$2" >/dev/null <<'PYTHON'
import logging, sys

logging.disable(logging.WARNING)  # it says at length what an editable install is
sys.path.insert(0, sys.argv[1])
from setuptools.build_meta import build_editable

build_editable(sys.argv[2])
PYTHON
    )
}

install_project() {
    local stamp wheels=$venv/.wheels
    say "Installing the project ..."
    stamp=$(fingerprint "${project_files[@]}")
    rm -rf -- "$wheels"
    mkdir -- "$wheels"
    { build_project "$1" "$wheels" && install --no-deps --force-reinstall "$wheels"/*.whl; } ||
        fail "the project could not be installed"
    write_stamp "$project_stamp" "$stamp"
}

install_scan() {
    local stamp
    say "Installing the packages that read scans ..."
    stamp=$(fingerprint "${scan_files[@]}")
    install --require-hashes -r "$here/requirements-scan.lock" ||
        fail "the packages that read scans could not be installed"
    compile_all
    write_stamp "$scan_stamp" "$stamp"
}

with_scan=
case $* in
"") ;;
--scan) with_scan=yes ;;
*) fail "unknown argument $*; known: --scan" ;;
esac

if project_is_current && scan_is_current; then exit 0; fi

check_place
for name in ${!PYTHON@} __PYVENV_LAUNCHER__; do # set-up needs none; in many a value stops Python
    unset "$name"
done

set_up() {
    local python
    python=$(find_python)
    wait_for_turn "$python"
    lock_is_current || make_environment "$python"
    project_is_current || install_project "$python"
    scan_is_current || install_scan
    say "Ready."
}

stop() { # stop STATUS: end what is at work, at once and without its words
    trap '' INT TERM HUP
    { kill -TERM -- "-${!-}" && wait "$!"; } 2>/dev/null || true
    say "Interrupted; the next run does what is left."
    exit "$1"
}
trap 'stop 130' INT
trap 'stop 143' TERM
trap 'stop 129' HUP

# In a process group of its own, so that Ctrl-C is for this script alone: a program would answer
# it by a traceback, and this script would be told of a signal only after the program's end.
set -m
set_up </dev/null &
wait "$!"
