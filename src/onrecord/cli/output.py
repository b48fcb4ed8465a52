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
    """A command that ends without a word when the program that reads its output (head, less) has gone.

    An output that cannot be written for another reason, a full disk say, is told in one line.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
            sys.exit(0)
        except OSError as error:  # what is read has met its errors in intake: this one is of the output
            _drop_output()
            sys.stderr.write(f"onrecord: the output cannot be written: {error.strerror or error}\n")
            sys.exit(FAILED)

    return run


def _drop_output() -> None:
    """What is still in the buffer must not meet the closed pipe or the full disk when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_line(text: str) -> None:
    """One line to standard output, as it is."""
    sys.stdout.write(text + "\n")


def console(*, stderr: bool = False) -> Console:
    """The console for people: coloured on a terminal (or with FORCE_COLOR), plain in a pipe and under NO_COLOR."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False, emoji=False, markup=False)
