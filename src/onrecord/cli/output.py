"""Where output goes: one console for people, plain lines for programs."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec

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


def complain(message: str, out: Console | None = None) -> None:
    """Tell a person what went wrong, in one red line on standard error (or the console that shows progress there)."""
    from onrecord.cli.story import printable

    (out or console(stderr=True)).print(f"onrecord: {printable(message)}", style="red", soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[..., None]]:
    """A progress bar for each thing that is done; where standard error is no terminal, a line now and then."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    screen = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        tasks: dict[str, Any] = {}
        printed: dict[str, int] = {}

        def tell(what: str, done: int, whole: int, shown: str = "") -> None:
            if what not in tasks or done < 2:
                tasks[what] = bar.add_task(what, total=whole)
                printed[what] = 0
            bar.update(tasks[what], completed=done, description=f"{what} {shown}")
            if not screen.is_terminal and (done - printed[what] >= max(50, whole // 20) or done == whole):
                screen.print(f"{what} {done}/{whole} {shown}", soft_wrap=True)
                printed[what] = done

        yield tell
