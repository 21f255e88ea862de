"""Run the command line: `python -m healthplans`."""

import signal
import sys

if __name__ == "__main__":
    # `-m` looks for modules in the caller's folder first, where somebody's `random.py` would
    # be taken for the library's; so nothing is imported before that is undone
    if not sys.flags.safe_path and sys.path[0] != __file__.rpartition("/healthplans/")[0]:
        del sys.path[0]

    if sys.version_info < (3, 11):  # noqa: UP036  any Python may be asked to run this
        sys.exit("error: needs Python 3.11 or later; this is " + sys.version.split()[0])
    usual = signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C amid imports needs no words
    try:
        from healthplans.cli import app
    except ModuleNotFoundError as missing:
        sys.exit(
            "error: this Python has no package " + str(missing.name) + "; "
            "./setup.sh installs it for .venv/bin/python"
        )
    signal.signal(signal.SIGINT, usual)
    app()
