#!/usr/bin/env bash
# ./render.sh [ARGUMENT...]      sets up once, then renders the reports (--help lists the arguments)
# ./render.sh lab [ARGUMENT...]  sets up once, then opens the notebooks in JupyterLab
[ -n "${BASH_VERSION-}" ] || exec bash "$0" "$@" # such as by `sh render.sh`
set -euo pipefail

for stream in 0 1 2; do # such as by `>&-`: what is opened next would take its number
    [ -e "/dev/fd/$stream" ] || eval "exec $stream<>/dev/null"
done

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)

may_be_root() { # may_be_root ARGUMENT...: allowed by an argument, or by the user's settings
    [[ $* == *allow[-_]root* ]] ||
        grep -rqs allow_root "${JUPYTER_CONFIG_DIR-${HOME-}/.jupyter}" /etc/jupyter /usr/local/etc/jupyter
}

if [ "${1-}" = lab ] && [ "$(id -u)" = 0 ] && ! may_be_root "$@"; then
    echo "JupyterLab does not run as root unless told to, as in a container: ./render.sh $* --allow-root" >&2
    exit 2
fi
refuse_unknown() { # refuse_unknown ARGUMENT...: what the command would refuse, before minutes of set-up
    local word
    for word in "$@"; do
        case ${word%%=*} in
        --notebook | --district | --indicator | --lang | --out | --jobs | --force | --explain) ;;
        --cold | --lenient | --wait | --quiet | --json | --scheduler | --help) ;;
        --*)
            echo "render.sh: no such option: $word; ./render.sh --help lists them, once it is set up" >&2
            exit 2
            ;;
        esac
    done
}

[ "${1-}" = lab ] || [ -e "$here/.venv/.project-installed" ] || refuse_unknown "$@"
# beside this script, which passes on what ends it
trap 'kill "$!" 2>/dev/null; wait "$!" || exit 130' INT
trap 'kill "$!" 2>/dev/null; wait "$!" || exit' TERM HUP
bash "$here/setup.sh" &
wait "$!"
trap - INT TERM HUP

# Of a value that it does not know in many of these Python does not start; by others it prints
# what it does, on pages too, or looks for modules elsewhere. So only harmless ones are kept.
for name in ${!PYTHON@}; do
    case $name in
    PYTHONDEVMODE | PYTHONDONTWRITEBYTECODE | PYTHONFAULTHANDLER | PYTHONNOUSERSITE) ;;
    PYTHONOPTIMIZE | PYTHONPYCACHEPREFIX | PYTHONUNBUFFERED | PYTHONWARNINGS) ;;
    *) unset "$name" ;;
    esac
done
# a file in the caller's folder, such as random.py, is no module of anything here
export PYTHONSAFEPATH=1
export VIRTUAL_ENV=$here/.venv PATH=$here/.venv/bin:$PATH

keep_elsewhere() { # where JupyterLab and its kernels keep what they may lose
    local folder own=${HOME:-/dev/null}/.local/share/jupyter/runtime
    mkdir -p -- "$own" 2>/dev/null && [ -w "$own" ] && return
    folder=$(mktemp -d) || exit
    export JUPYTER_DATA_DIR=$folder/data JUPYTER_RUNTIME_DIR=$folder/runtime \
        JUPYTER_CONFIG_DIR=${JUPYTER_CONFIG_DIR-$folder/config} \
        IPYTHONDIR=${IPYTHONDIR-$folder/ipython} MPLCONFIGDIR=${MPLCONFIGDIR-$folder/matplotlib}
    echo "Your home folder cannot be written; JupyterLab keeps its settings in $folder." >&2
}

if [ "${1-}" = lab ]; then
    shift
    keep_elsewhere
    exec python -m jupyterlab "$here/notebooks" "$@"
fi
exec python -m healthplans render "$@"
