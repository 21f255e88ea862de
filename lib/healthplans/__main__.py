"""Run the command line: `python -m healthplans`."""

from healthplans.cli import app

if __name__ == "__main__":
    app()
