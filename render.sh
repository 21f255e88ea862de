#!/usr/bin/env bash
# ./render.sh [ARGUMENT...]      sets up once, then renders the reports (--help lists the arguments)
# ./render.sh lab [ARGUMENT...]  sets up once, then opens the notebooks in JupyterLab
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
"$here/setup.sh"

unset PYTHONHOME PYTHONPATH
export VIRTUAL_ENV=$here/.venv PATH=$here/.venv/bin:$PATH

if [ "${1-}" = lab ]; then
    shift
    exec python -m jupyterlab "$here/notebooks" "$@"
fi
exec python -m healthplans render "$@"
