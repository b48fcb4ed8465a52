"""The commands ``onrecord ledger …``: migrating, verifying, rebuilding, counting, erasing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asked import DEFAULT, LedgerOption, opened, option
from onrecord.cli.output import FAILED, complain, console, progress, quietly, write_line

if TYPE_CHECKING:
    from onrecord.ledger import Found, Ledger

ledger = typer.Typer(no_args_is_help=True, help="Keep a ledger: verify, migrate, count, erase.")

_MOST_SHOWN = 20  # reports that are shown before they are erased


@ledger.command()
@quietly
def stats(ledger: LedgerOption = DEFAULT) -> None:
    """How much a ledger holds, from when to when, and how large it is.

    \b
    Examples
      onrecord ledger stats
      onrecord ledger stats --ledger postgresql://desk@db.example/onrecord
    """
    from onrecord.cli.dates import instant

    with opened(ledger) as found:
        told = found.stats()
    rows = [
        ("ledger", f"{told.ledger}, version {told.version}, {told.bytes / 1e6:,.1f} MB"),
        ("reports", f"{told.documents:,} in {told.versions:,} versions, read {told.readings:,} times"),
        ("published", f"{instant(told.first_published)} to {instant(told.last_published)}"),
        ("recorded", f"{instant(told.first_recorded)} to {instant(told.last_recorded)}, {told.entries:,} entries"),
        ("incidents", f"{told.incidents:,}, and {told.mentioned:,} that reports only mention"),
        ("mentions", f"{told.mentions:,}"),
        ("claims", f"{told.claims:,}"),
        ("corrections", f"{told.corrections:,}"),
        ("decisions", f"{told.decisions:,}"),
        ("erased", f"{told.erased:,}"),
    ]
    for name, value in rows:
        write_line(f"{name:<12} {value}")


@ledger.command()
@quietly
def verify(
    ledger: LedgerOption = DEFAULT,
    head: Annotated[
        str | None,
        typer.Option(metavar="SEQ:CHAIN", help="The head that an earlier run gave: is it still on the chain?"),
    ] = None,
) -> None:
    """Compare all that a ledger holds with its digests: is every byte as it was written?

    The head that it prints stands for all entries so far. Note it down elsewhere (a notebook, a colleague): given later
    with --head, it proves that nothing before it was changed, added or cut off. Without it, somebody who can write the
    whole file could write another history.

    \b
    Examples
      onrecord ledger verify
      onrecord ledger verify --head 19:82f512f9…

    Exit code: 0 the ledger is whole, 1 it is not.
    """
    with opened(ledger) as found:
        with _bar() as tell:
            told = found.verify(head=head, tell=tell)
        for fault in told.faults:
            complain(f"{found.name}: {fault}")
        if told.faults:
            raise typer.Exit(FAILED)
        write_line(
            f"{found.name} is whole: {told.entries:,} entries, {told.rows:,} rows, {told.words:,} texts and names"
        )
        if told.erased:
            write_line(f"{told.erased:,} of these were erased, each with a tombstone")
        if head is not None:
            write_line(f"{head} is on the chain: nothing before it was changed")
        write_line(f"head {told.head}")
        write_line(f"Note it down elsewhere; later: onrecord ledger verify{option(found)} --head {told.head}")


@ledger.command()
@quietly
def rebuild(ledger: LedgerOption = DEFAULT) -> None:
    """Make a ledger's indexes anew from the record; the record stays as it is.

    After damage to an index, or where a new version of onrecord compares reports by new rules: what is linked
    otherwise then is added to the record.

    \b
    Example
      onrecord ledger rebuild --ledger war.db
    """
    with opened(ledger) as found:
        with _bar() as tell:
            count = found.rebuild(tell=tell)
        write_line(f"{found.name}: {count:,} mentions indexed anew")


@ledger.command()
@quietly
def migrate(
    ledger: LedgerOption = DEFAULT,
    backed_up: Annotated[
        bool, typer.Option("--backed-up", help="You have made a backup yourself; none is made beside the file.")
    ] = False,
) -> None:
    """Bring a ledger of an older version of onrecord up to date.

    A backup is made beside a file first. A ledger in PostgreSQL is backed up by you (pg_dump).

    \b
    Examples
      onrecord ledger migrate --ledger war.db
      onrecord ledger migrate --ledger postgresql://desk@db.example/onrecord --backed-up
    """
    from onrecord.ledger import LedgerError
    from onrecord.ledger import migrate as run

    try:
        told = run(ledger, backed_up=backed_up)
    except LedgerError as problem:
        complain(str(problem))
        raise typer.Exit(FAILED) from None
    if told.before == told.after:
        write_line(f"nothing to do: the ledger is of version {told.after}, which this onrecord reads")
        return
    write_line(f"brought from version {told.before} to {told.after}")
    if told.backup is not None:
        write_line(f"backup: {told.backup}")


@ledger.command()
@quietly
def redact(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is erased; this stays on record.")],
    report: Annotated[str | None, typer.Option(metavar="ID_OR_URL", help="Erase all versions of this report.")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Erase this person's name wherever it stands.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="WHO", help="Who orders it; this stays on record.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Erase a report or a person's name for good: a court order, a takedown, a person's right.

    It shows what will be erased and asks, since it cannot be undone. What stays is a tombstone with the reason, and the
    chain is still whole. Of a name, its other forms (a surname alone) are erased by their own command. Backups of the
    ledger are yours to treat.

    \b
    Examples
      onrecord ledger redact --report https://wire.example/market --reason "court order 12/2024"
      onrecord ledger redact --name "Ivan Petrenko" --reason "request of the person" --by "legal desk"
    """
    if (report is None) == (name is None):
        raise typer.BadParameter("say one of --report and --name")
    with opened(ledger) as found:
        touched = found.to_redact(report=report, name=name)
        if not yes:
            _tell(found, touched, name)
            if not _agreed():
                write_line("Nothing was erased.")
                raise typer.Exit(FAILED)
        done = found.redact(report=report, name=name, reason=reason, by=by)
        told = [
            (len(done.versions), "text erased", "texts erased"),
            (len(done.masked), "text without the name now", "texts without the name now"),
            (done.readings, "reading treated likewise", "readings treated likewise"),
            (done.names, "name erased", "names erased"),
        ]
        write_line("; ".join(f"{n:,} {one if n == 1 else more}" for n, one, more in told if n))
        write_line(f"on record: {reason.strip()}")
        write_line(f"onrecord ledger verify{option(found)}")


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar where a person sees it; else nothing, as these commands run by the clock too."""
    if not console(stderr=True).is_terminal:
        yield lambda *_: None
        return
    with progress() as tell:
        yield tell


def _tell(ledger: Ledger, touched: list[Found], name: str | None) -> None:
    """What will be erased, on standard error: there the question is asked too."""
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.cli.found_view import heading
    from onrecord.cli.incident_words import one_line

    out = console(stderr=True)
    versions = "1 version" if len(touched) == 1 else f"{len(touched):,} versions"
    if name is None:
        what = f"{versions} of a report will be erased from {ledger.name}: text, title, URL, readings, names"
    else:
        what = f"“{one_line(name)}” will be erased from {versions} in {ledger.name}, and from the names on record"
    out.print(Text(what, "bold red"), soft_wrap=True)
    for one in touched[:_MOST_SHOWN]:
        out.print(Padding(heading(one), (0, 0, 0, 2)))
    if len(touched) > _MOST_SHOWN:
        out.print(f"  and {len(touched) - _MOST_SHOWN:,} more")


def _agreed() -> bool:
    """Whether the person says yes; where nobody can be asked, no."""
    try:
        return typer.confirm("Erase for good? This cannot be undone.", err=True)
    except typer.Abort:
        typer.echo("", err=True)
        complain("nobody can be asked: look at what would be erased, then run it again with --yes")
        return False
