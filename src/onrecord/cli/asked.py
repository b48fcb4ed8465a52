"""What the commands on a ledger have in common: which ledger, as of when, and how its errors are told."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.checks import checked
from onrecord.cli.output import FAILED, complain

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

DEFAULT = "onrecord.db"  # onrecord.ledger.DEFAULT, which --help does not wait for
VARIABLE = "ONRECORD_LEDGER"


def _time(value: str | None) -> str | None:
    from onrecord.ledger.instants import asked

    return checked(value, asked)


LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger", metavar="URL", envvar=VARIABLE, help="The ledger: a file, or postgresql://user@host/database."
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        callback=_time,
        help="What had been published by then: 2024-05-14 (its end, in UTC) or 2024-05-14T18:00+03:00.",
    ),
]
RecordedOption = Annotated[
    str | None,
    typer.Option("--recorded-as-of", metavar="TIME", callback=_time, help="What this ledger held by then."),
]
SinceOption = Annotated[
    str | None,
    typer.Option(metavar="TIME", callback=_time, help="It happened then or later: 2024-05-14 or an instant."),
]
UntilOption = Annotated[
    str | None,
    typer.Option(metavar="TIME", callback=_time, help="It happened before the end of this day or instant."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """As of when a ledger is asked."""

    as_of: str | None = None
    recorded_as_of: str | None = None

    @property
    def now(self) -> bool:
        """Whether it is asked for all that it holds."""
        return self.as_of is None and self.recorded_as_of is None

    def times(self) -> dict[str, str | None]:
        """As arguments of the ledger's questions."""
        return {"as_of": self.as_of, "recorded_as_of": self.recorded_as_of}

    def head(self) -> dict[str, Any]:
        """How every JSON document begins: the caution, and as of when it is told."""
        from onrecord.ledger.asjson import NOTICE
        from onrecord.ledger.instants import asked, told

        return {"notice": NOTICE} | {k: None if v is None else told(asked(v)) for k, v in self.times().items()}

    def words(self) -> str:
        """``as published by 14 May 2024, 16:00 UTC``; empty for now."""
        from onrecord.cli.dates import instant
        from onrecord.ledger.instants import asked, told

        said = [
            f"as {how} by {instant(told(asked(when)))}"
            for how, when in (("published", self.as_of), ("recorded", self.recorded_as_of))
            if when is not None
        ]
        return ", ".join(said)

    def options(self) -> str:
        """As they are written on the command line, with a space before."""
        named = (("--as-of", self.as_of), ("--recorded-as-of", self.recorded_as_of))
        return "".join(f" {option} {shlex.quote(when)}" for option, when in named if when is not None)


@contextmanager
def opened(ledger: str, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger; what is wrong with it, or with what is asked of it, is told in one line, and the program fails."""
    from onrecord.ledger import Ledger, LedgerError

    try:
        with Ledger(ledger, create=create) as found:
            yield found
    except LedgerError as problem:
        complain(str(problem))
        raise typer.Exit(FAILED) from None


def option(ledger: Ledger) -> str:
    """`` --ledger FILE`` for a command that is proposed; empty where it would be found without."""
    usual = os.environ.get(VARIABLE) or DEFAULT
    return "" if ledger.name == usual else f" --ledger {shlex.quote(ledger.name)}"
