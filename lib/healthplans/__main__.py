"""Run the command line: `python -m healthplans`."""

import sys

if __name__ == "__main__":
    # `-m` looks for modules in the caller's folder first, where somebody's `random.py` would
    # be taken for the library's; so nothing is imported before that is undone
    if not sys.flags.safe_path and sys.path[0] != __file__.rpartition("/healthplans/")[0]:
        del sys.path[0]

    from healthplans.cli import app

    app()
