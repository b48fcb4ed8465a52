"""Where output goes: one console for people, plain lines for programs."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from rich.console import Console

FAILED = 1
"""Exit code: something could not be read, or a figure lies below its floor."""

P = ParamSpec("P")


def quietly(command: Callable[P, None]) -> Callable[P, None]:
    """A command that ends without a word when the program that reads its output (head, less) has gone."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still in the buffer must not meet the closed pipe when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)

    return run


def write_line(text: str) -> None:
    """One line to standard output, as it is."""
    sys.stdout.write(text + "\n")


def console(*, stderr: bool = False) -> Console:
    """The console for people: coloured on a terminal (or with FORCE_COLOR), plain in a pipe and under NO_COLOR."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False, emoji=False, markup=False)
