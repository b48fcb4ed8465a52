"""The command line. Everything heavy is imported by the command that needs it, so that ``--help`` is quick."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

__all__ = ["main"]

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended: 128 + SIGINT


def main() -> None:
    """The program ``onrecord``: 0 all well, 1 something could not be read, 2 the command was wrong."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: what is printed goes nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # UTF-8 whatever the locale: JSON is UTF-8 by its standard
            reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGINT, _interrupted)
    from onrecord.cli.app import app

    app()


def _interrupted(*_: Any) -> None:
    sys.exit(INTERRUPTED)
