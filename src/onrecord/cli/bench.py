"""The commands ``onrecord bench …``: how fast, how well."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from onrecord.cli.output import FAILED, console, quietly, write_line

if TYPE_CHECKING:
    from onrecord.bench.attribution import Tally
    from onrecord.bench.places import Fault as PlaceFault
    from onrecord.bench.places import Scores as PlaceScores
    from onrecord.bench.times import Fault
    from onrecord.bench.times import Tally as TimesTally

WIDTH = 80  # columns

Gold = TypeVar("Gold")
Scores = TypeVar("Scores")

bench = typer.Typer(no_args_is_help=True, help="Measure how fast onrecord reads, and how well.")


@bench.command()
@quietly
def speed(
    by_stage: Annotated[bool, typer.Option("--by-stage", help="Also the time of each stage.")] = False,
    runs: Annotated[int, typer.Option(min=1, help="How often to measure; the median is printed.")] = 5,
) -> None:
    """Words a second, cold start and memory.

    Measured over the example stories on one core.
    """
    from onrecord.bench.speed import measure

    figures = measure(runs)
    write_line(f"{figures.words_per_second:,.0f} words/s for the whole reading (median of {runs} runs)")
    write_line(f"{figures.slowest:,.0f} to {figures.fastest:,.0f} words/s over {figures.words:,} words a run")
    write_line(f"{figures.rate('encoding'):,.0f} words/s for the reader model's pass alone")
    write_line(f"{figures.rate('attributions', 'statements'):,.0f} words/s for all else that statements need")
    write_line(f"{figures.cold_start:.2f} s from a cold start to the reading of one short report")
    write_line(f"{figures.help:.2f} s for onrecord --help")
    write_line(f"{figures.memory / 2**20:,.0f} MiB at most in memory")
    if by_stage:
        for name, milliseconds, share in figures.stages:
            write_line(f"  {name:<14} {milliseconds:8.4f} ms/word  {share:6.1%}")


@bench.command()
@quietly
def quality() -> None:
    """How much of our own small gold set is read right, stage by stage."""
    from onrecord.bench.quality import measure

    for name, value in measure().items():
        write_line(f"{name:<24} {value:.3f}")


def _measured(measure: Callable[[Gold, Callable[[int, int], None]], Scores], gold: Gold) -> Scores:
    """What a bench measures of a gold file, with a progress bar; a file that is not what it should be ends it."""
    from onrecord.bench.goldfile import GoldError
    from onrecord.cli.output import progress

    try:
        with progress() as tell:
            return measure(gold, lambda done, whole: tell("reading", done, whole))
    except GoldError as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None


@bench.command()
@quietly
def statements(
    gold: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Annotated reports (JSONL, gzip or not); our own gold set where none is given."
        ),
    ] = None,
) -> None:
    """How many statements are found, with the right speaker, and to the word; by kind.

    P, R and F1 are precision, recall and F1 in percent; of a kind only the recall is known.

    A record of FILE has id, text, published and attributions: source, cue and content (lists of offsets) and type
    (direct, mixed, indirect). docs/figures.md says how each figure is defined.

    \b
    Examples
      onrecord bench statements
      onrecord bench statements polnear_dev.jsonl.gz
    """
    from onrecord.bench.statements import figures, measure, rows

    scores = _measured(measure, gold)
    _table(rows(scores))
    if scores.rich:
        for name, value in figures(scores).items():
            write_line(f"{name:<22}{value:6.3f}")


def _table(rows: Iterable[tuple[str, Tally, bool]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("\nstatements", no_wrap=True)
    for name in ("\ngold", "\nread", "found\nP", "\nR", "\nF1", "speaker\nR", "\nF1", "exact\nF1"):
        table.add_column(name, justify="right")
    for name, tally, whole in rows:
        found, speaker, exact = ([f"{100 * x:.1f}" for x in tally.f1(way)] for way in ("partial", "speaker", "exact"))
        if whole:
            table.add_row(name, str(tally.gold), str(tally.read), *found, *speaker[1:], exact[2])
        else:  # of a kind, what was found of it is known, and not what was read beside it
            table.add_row(name, str(tally.gold), "", "", found[1], "", speaker[1], "", "")
    console().print(table)


@bench.command()
@quietly
def times(
    gold: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Annotated reports (JSONL, gzip or not); our own gold set where none is given."
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="First, each time missed, extra or wrong, with its sentence.")
    ] = False,
) -> None:
    """How many times are found, to the word, with the right type, value and instants.

    P, R and F1 are precision, recall and F1 in percent, after TempEval-3. A time is found where the spans overlap,
    strictly where the words are the same; type and value are F1 of those found with the right one. Instants are the
    share of times with both instants in FILE that are read with exactly these.

    A record of FILE has id, text, published (or null) and timexes: start, end, text, type, value and, where known,
    mod, earliest, latest, zone. It may have timezone, publisher, title, and about: labels, each of which gets its
    own line. docs/figures.md says how each figure is defined.

    \b
    Examples
      onrecord bench times
      onrecord bench times timebank.jsonl.gz
      onrecord bench times timebank.jsonl.gz --errors | less
    """
    from onrecord.bench.times import figures, measure, other_figures, rows

    scores = _measured(measure, gold)
    if errors:
        for fault in scores.faults:
            for line in _fault(fault):
                write_line(line)
    _table_of_times(rows(scores))
    for name, value in (figures(scores) | other_figures(scores)).items():
        write_line(f"{name:<22}{value:6.3f}")


def _fault(fault: Fault) -> Iterator[str]:
    """What is wrong, a line for each way, then the sentence with the time in brackets, then an empty line."""
    from onrecord.cli.story import printable

    told = [
        f'{way} of "{fault.text}": gold {gold or "none"}, read {read or "none"}'
        for way, (gold, read) in fault.wrong.items()
    ]
    for line in told or [f'{fault.kind} "{fault.text}" ({fault.type} {fault.value})']:
        yield _wrapped(printable(f"{fault.report}: {line}"), "", "  ")
    yield from _sentence(fault)


def _sentence(fault: Fault | PlaceFault) -> Iterator[str]:
    from onrecord.cli.story import printable

    yield _wrapped(printable(f"{fault.before}[{fault.text}]{fault.after}"), "    ", "    ")
    yield ""


def _wrapped(text: str, first: str, others: str) -> str:
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )


def _table_of_times(rows: Iterable[tuple[str, TimesTally]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("\ntimes", no_wrap=True)
    for name in ("\ngold", "\nread", "found\nP", "\nR", "\nF1", "strict\nF1", "type\nF1", "value\nF1", "\ninstants"):
        table.add_column(name, justify="right")
    for name, tally in rows:
        found = tally.f1("relaxed") if tally.gold or tally.read else ()  # a false friend has no figures if not read
        others = [tally.f1(way)[2] for way in ("strict", "type", "value")] if found else []
        instants = tally.accuracy("instants")
        percents = [f"{100 * x:.1f}" for x in (*found, *others)] or [""] * 6
        table.add_row(
            name, str(tally.gold), str(tally.read), *percents, "" if instants is None else f"{100 * instants:.1f}"
        )
    console().print(table)


@bench.command()
@quietly
def places(
    gold: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Annotated reports (JSONL, gzip or not); our own gold set where none is given."
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="First, each place missed, extra or misplaced, with its sentence.")
    ] = False,
    gold_spans: Annotated[
        bool, typer.Option("--gold-spans", help="Resolve the places of FILE where they stand, instead of finding them.")
    ] = False,
) -> None:
    """How many places are found, and put within 161 km of where they are.

    P, R and F1 are precision, recall and F1 in percent. A place is found where the spans overlap, exactly where they
    are the same. A@161 is the share put within 161 km (or read with the GeoNames id of FILE): of all places with
    coordinates in FILE, and of those found. The median error is in km. Sense, where_prec and event_places are shown
    where FILE tells them.

    A record of FILE has id, text, published (or null) and toponyms: start, end and, where known, lat, lon, geonameid,
    sense, precision. It may have timezone, publisher, title, and events: trigger and places. docs/figures.md says what
    is measured.

    \b
    Examples
      onrecord bench places
      onrecord bench places lgl.jsonl.gz
      onrecord bench places lgl.jsonl.gz --gold-spans
      onrecord bench places lgl.jsonl.gz --errors | less
    """
    from onrecord.bench.places import figures, measure

    scores = _measured(partial(measure, gold_spans=gold_spans), gold)
    if errors:
        for fault in scores.faults:
            for line in _fault_of_place(fault):
                write_line(line)
    _table_of_places(scores)
    for name, value in figures(scores).items():
        write_line(f"{name:<22}{value:6.3f}")


def _fault_of_place(fault: PlaceFault) -> Iterator[str]:
    """What is wrong in a line, then the sentence with the place in brackets, then an empty line."""
    from onrecord.cli.story import printable

    told = []
    if fault.wanted is not None:
        told.append(f"gold {_point(fault.wanted.lat, fault.wanted.lon)}")
    if fault.read is not None:
        read = fault.read
        names = ", ".join(filter(None, (read.name, read.admin2, read.admin1, read.country)))
        told.append(f"read {names}, {_point(read.lat, read.lon)}")
    if fault.km is not None:
        told.append(f"{fault.km:,.0f} km apart")
    yield _wrapped(printable(f'{fault.report}: {fault.kind} "{fault.text}": {"; ".join(told)}'), "", "  ")
    yield from _sentence(fault)


def _point(lat: float | None, lon: float | None) -> str:
    return "no coordinates" if lat is None or lon is None else f"{lat:.4f} {lon:.4f}"


def _table_of_places(scores: PlaceScores) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("\nplaces", no_wrap=True)
    for name in ("\ngold", "\nread", "found\nP", "\nR", "\nF1", "exact\nF1", "A@161\nall", "\nfound", "median\nkm"):
        table.add_column(name, justify="right")
    shares = (*scores.f1("overlap"), scores.f1("exact")[2], scores.accuracy("located"), scores.accuracy("found"))
    median = scores.median()
    table.add_row(
        "all",
        str(scores.gold),
        str(scores.read),
        *("" if share is None else f"{100 * share:.1f}" for share in shares),
        "" if median is None else f"{median:,.1f}",
    )
    console().print(table)


@bench.command()
@quietly
def events(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="Annotated reports; our own gold set where none are given."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="First, each thing that is not as the gold has it, a line each.")
    ] = False,
) -> None:
    """How well events, roles, tolls, factuality, claims and corrections are read.

    P, R and F1 are precision, recall and F1 in percent. What is measured follows from what PATH is:

    \b
      a folder of .yaml        reports annotated in full (docs/gold.md)
      .jsonl with gold         killed and injured of a registry of incidents
      .jsonl with targets      words with people's score of whether it happened
      .jsonl with events       WikiEvents: triggers with KAIROS types, arguments
      .tsv                     snippets with ACLED's sub-event types (CASE 2021)
      a folder with key-*      MUC-3/4: who is accused, and at which step

    docs/figures.md says how each figure is defined.

    \b
    Examples
      onrecord bench events
      onrecord bench events my-gold/ --errors | less
      onrecord bench events wikievents_dev.jsonl.gz
    """
    from onrecord.bench.event_corpora import measure
    from onrecord.cli.story import printable

    outcome = _measured(measure, gold)
    if errors:
        for report, told in outcome.faults:
            write_line(_wrapped(printable(f"{report}: {told}"), "", "  "))
        write_line("")
    if outcome.rows:
        _table_of_events(outcome.columns, outcome.rows)
    for name, value in outcome.figures.items():
        write_line(f"{name:<28}{value:6.3f}")


def _table_of_events(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left", no_wrap=not number)
    for row in rows:
        table.add_row(*row)
    console().print(table)


@bench.command()
@quietly
def incidents(
    data: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Reports with their incident (JSONL, gzip or not); else our own gold set."),
    ] = None,
    assignments: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the incident of each report there, as JSON lines."),
    ] = None,
) -> None:
    """How well reports are put together into incidents.

    The reports are read and added to a fresh ledger. B-cubed: of each report, precision is the share of those put
    together with it that are of its incident, recall the share of its incident's reports that were put together with
    it. "Looked at" is the half of the incidents whose errors were looked at while the rules were made.

    A record of FILE has id, text, published and, to be scored, incident; it may have title, publisher, url, timezone.
    A line of the assignments is {"report": id, "incident": id}; a report whose main event can belong to no incident has
    none.

    \b
    Examples
      onrecord bench incidents
      onrecord bench incidents --data reports.jsonl.gz --assignments out.jsonl
    """
    from onrecord.bench.incidents import measure, write_assignments

    outcome = _measured(measure, data)
    if assignments is not None:
        write_assignments(outcome, assignments)
    rows = [
        (name, str(s.reports), str(s.incidents), f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f:.3f}")
        for name, s in outcome.scores.items()
    ]
    if rows:
        _table_of_events(("reports", "number", "incidents", "P", "R", "F"), rows)
    else:
        write_line(
            f"{len(outcome.assigned)} reports in {len(set(outcome.assigned.values()))} incidents; none is scored"
        )


@bench.command()
@quietly
def ledger(
    readings: Annotated[int, typer.Option(min=100, help="How many invented readings to add.")] = 100_000,
    claims: Annotated[int, typer.Option(min=3, help="Claims of each reading.")] = 3,
    ledger: Annotated[
        str | None,
        typer.Option(metavar="URL", help="An empty ledger to add to; else a file that is thrown away."),
    ] = None,
) -> None:
    """How fast a ledger takes readings, and how fast it answers as it grows.

    The readings are invented, and made before the clock runs. At 10,000 claims, 30,000 and so
    on: readings added a second since the step before; the medians of 200 queries in milliseconds: the incidents in a
    box and a time, who held which toll of an incident as of a day, the newest reports with two words. 100,000 readings
    take some minutes.

    \b
    Examples
      onrecord bench ledger
      onrecord bench ledger --readings 166667 --claims 30
      onrecord bench ledger --ledger postgresql://user@host/empty
    """
    import tempfile

    from onrecord.bench.ledger import measure
    from onrecord.cli.output import progress
    from onrecord.ledger import Ledger, LedgerError

    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            progress() as tell,
            Ledger(ledger or str(Path(folder) / "bench.db")) as opened,
        ):
            if opened.stats().entries:
                raise LedgerError(f"{opened.name} is not empty: name a new file or an empty database")
            steps = list(measure(opened, readings, claims, tell))
    except LedgerError as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None
    columns = ("claims", "incidents", "added/s", "box+time ms", "toll as-of ms", "search ms", "MiB")
    _table_of_events(
        columns,
        [
            (
                f"{s.claims:,}", f"{s.incidents:,}", f"{s.a_second:,.0f}", f"{s.box_and_time:.2f}",
                f"{s.toll_as_of:.2f}", f"{s.search:.2f}", f"{s.bytes / 2**20:,.0f}",
            )
            for s in steps
        ],
    )  # fmt: skip


@bench.command()
@quietly
def check(
    floors: Annotated[
        Path, typer.Option(metavar="FILE", help="The floors to hold; from a checkout: bench/floors.toml.")
    ] = Path("bench/floors.toml"),
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to today's figures.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --update: lower floors too, knowingly.")] = False,
) -> None:
    """Compare today's quality with the floors.

    Exit code 1 where a figure lies below its own.
    """
    from onrecord.bench.floors import FloorError, compare, load, write
    from onrecord.bench.quality import digest, measure

    figures = measure()
    try:
        if update:
            write(floors, figures, digest(), lower=lower)
        below = compare(load(floors), figures, digest())
    except FloorError as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None
    for line in below:
        console(stderr=True).print(line)
    if below:
        raise typer.Exit(FAILED)
    write_line(f"{len(figures)} figures, none below its floor")
