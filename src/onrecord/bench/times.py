"""Times against annotated reports: our own gold set, or a corpus in a file.

The measures are those of TempEval-3, task A (UzZaman et al. 2013; TE3-evaluation.py), micro-averaged over all reports:

- relaxed: a gold expression and a read one whose spans overlap. They are paired one to one: each gold expression, in
  order, takes of those still free that overlap it the one with its very span, else the one with the largest overlap,
  of equals the first;
- strict: a relaxed pair whose words are the same;
- type, value: the share of relaxed pairs with the right type, or exactly the right value, times relaxed F1.

Beside them, where the gold gives it:

- instants: the share of gold expressions with both instants that are read with exactly these two;
- zone: the share of gold expressions with a zone and an earliest instant that are read with a zone that has the same
  offset from UTC at that instant, whatever its name;
- mod: precision, recall and F1 of the mods.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from onrecord.bench.goldfile import given, load, optional, report_of
from onrecord.bench.spans import around, paired
from onrecord.records import Report, Time

GOLD = "times_wire.jsonl"
TYPES = ("DATE", "TIME", "DURATION", "SET")
Kind = Literal["missed", "extra", "wrong"]
_WAYS = ("relaxed", "strict", "type", "value")


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time expression as a person marked it; offsets, ``type``, ``value`` and ``mod`` as in ``records.Time``.

    ``earliest`` and ``latest`` (exclusive) are UTC instants (``2024-01-24T08:15:00Z``), ``zone`` an IANA name or an
    offset (``+02:00``). None: the gold says nothing of it, or, of ``mod``, that there is none.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its time expressions in the order of the file; ``about`` are labels of what it tries."""

    report: Report
    times: tuple[GoldTime, ...]
    about: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts of expressions: in the gold, read, and right in each way.

    ``placed`` are gold expressions with both instants, ``zoned`` those with a zone and an earliest instant;
    ``mod_gold`` and ``mod_read`` are the mods in the gold and read.
    """

    gold: int = 0
    read: int = 0
    relaxed: int = 0
    strict: int = 0
    type: int = 0
    value: int = 0
    placed: int = 0
    instants: int = 0
    zoned: int = 0
    zone: int = 0
    mod_gold: int = 0
    mod_read: int = 0
    mod: int = 0

    def f1(self, way: str) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1, of a way of being right: relaxed, strict, type or value, or mod.

        Of type and value the F1 is the official one: the share of relaxed pairs that are right, times relaxed F1.
        """
        gold, read = (self.mod_gold, self.mod_read) if way == "mod" else (self.gold, self.read)
        right = getattr(self, way)
        return (
            right / read if read else 0.0,
            right / gold if gold else 0.0,
            2 * right / (gold + read) if gold + read else 0.0,
        )

    def accuracy(self, way: str) -> float | None:
        """The share that is right, 0 to 1, of the gold's instants or zones; none where the gold gives none."""
        whole = self.placed if way == "instants" else self.zoned
        right: int = getattr(self, way)
        return right / whole if whole else None


@dataclass(frozen=True, slots=True)
class Fault:
    """A time expression that is not as the gold has it.

    ``report`` is the report's id, ``kind`` missed, extra or wrong. ``text``, ``type`` and ``value`` are the gold's; of
    an extra one what was read. ``wrong`` names what differs (text, type, value, mod, instants, zone), each with what
    the gold has and what was read. ``before`` and ``after`` stand around the expression in its sentence.
    """

    report: str
    kind: Kind
    text: str
    type: str
    value: str
    wrong: dict[str, tuple[str | None, str | None]]
    before: str
    after: str


@dataclass(slots=True)
class Scores:
    """All figures of a gold set: of all its reports, of those with each label, and each fault, report by report."""

    all: Tally = field(default_factory=Tally)
    about: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: list[Fault] = field(default_factory=list)


def own_gold() -> Path:
    """The gold set that ships with onrecord."""
    return Path(str(files("onrecord.bench") / "gold" / GOLD))


def load_gold(path: Path) -> Iterator[GoldReport]:
    """Read a gold file: JSON lines, plain or .gz.

    A line has ``id``, ``text``, ``published`` (an ISO date or instant, or null) and ``timexes``; it may have
    ``timezone``, ``publisher``, ``title`` and ``about`` (labels). An expression has ``start`` and ``end`` (code points
    of the text), ``text``, ``type`` and ``value``; it may have ``mod``, ``earliest``, ``latest`` and ``zone``.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or cannot be read, or a line is no annotated report.
    """
    return load(path, _report)


def _report(row: Any) -> GoldReport:
    text = given(row, "text", "the record")
    items = row.get("timexes")
    if not isinstance(items, list):
        raise ValueError("the record has no list timexes: give an empty one where there is no time in the text")
    about = row.get("about") or []
    if not (isinstance(about, list) and all(isinstance(label, str) for label in about)):
        raise ValueError("about is no list of labels")
    report = report_of(row)
    return GoldReport(
        report,
        tuple(_time(item, text, f"expression {number}") for number, item in enumerate(items, start=1)),
        tuple(about),
    )


def _time(item: Any, text: str, name: str) -> GoldTime:
    words, type, value = (given(item, key, name) for key in ("text", "type", "value"))
    start, end = item.get("start"), item.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end and text[start:end] == words):
        raise ValueError(f"{name}, {words!r}, does not stand at {start} to {end}: count code points of the text")
    if type not in TYPES:
        raise ValueError(f"{name}, {words!r}, is of type {type!r}: write {', '.join(TYPES)}")
    mod, earliest, latest, zone = (optional(item, key, name) for key in ("mod", "earliest", "latest", "zone"))
    return GoldTime(start, end, words, type, value, mod, _instant(earliest), _instant(latest), _zone(zone))


def _instant(given: str | None) -> str | None:
    """An instant, spelled as a reading spells it."""
    if given is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(given)
        if moment.tzinfo is not None:
            return moment.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{given!r} is no instant: write 2024-01-24T08:15:00Z")


def _zone(given: str | None) -> str | None:
    from onrecord.api import check_timezone
    from onrecord.reading.times.zones import known_zone

    if given is not None:
        check_timezone(given)
    return known_zone(given)


def measure(gold: Path | None = None, tell: Callable[[int, int], None] = lambda done, whole: None) -> Scores:
    """Read the times of the reports of a gold file, with the stages that they need and no others, and compare.

    Args:
        gold: the file; the gold set of our own where there is none.
        tell: told how many reports are read, and how many there are.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or is not what it should be.
    """
    from onrecord.reading.partly import outputs

    reports = list(load_gold(gold or own_gold()))
    readings = outputs((wanted.report for wanted in reports), "parse", "times")
    scores = Scores()
    for number, (wanted, found) in enumerate(zip(reports, readings, strict=True), start=1):
        count(scores, wanted, found["times"], [(s.start, s.end) for s in found["parse"].sentences])
        tell(number, len(reports))
    return scores


def count(scores: Scores, gold: GoldReport, found: tuple[Time, ...], sentences: Iterable[tuple[int, int]] = ()) -> None:
    """Compare the times read from one report with its gold, and add to the scores.

    Args:
        scores: what is added to.
        gold: the report and its annotated expressions.
        found: the expressions read, in text order.
        sentences: start and end of each sentence, for what is shown around a fault; a line of the text where there
            are none.
    """
    pairs = paired(gold.times, found)
    tallies = [scores.all, *(scores.about[label] for label in dict.fromkeys(gold.about))]
    faults: list[tuple[Kind, GoldTime | Time, dict[str, tuple[str | None, str | None]]]] = []
    for index, want in enumerate(gold.times):
        read = found[pairs[index]] if index in pairs else None
        wrong = _wrong(want, read) if read is not None else {}
        for tally in tallies:
            _add(tally, want, read, wrong)
        if read is None or wrong:
            faults.append(("missed" if read is None else "wrong", want, wrong))
    matched = set(pairs.values())
    faults += [("extra", read, {}) for place, read in enumerate(found) if place not in matched]
    for tally in tallies:
        tally.read += len(found)
        tally.mod_read += sum(read.mod is not None for read in found)
    spans = list(sentences)
    for kind, one, wrong in sorted(faults, key=lambda fault: fault[1].start):
        shown = around(gold.report.text, one.start, one.end, spans)
        scores.faults.append(Fault(gold.report.id, kind, one.text, one.type, one.value, wrong, *shown))


def _wrong(want: GoldTime, read: Time) -> dict[str, tuple[str | None, str | None]]:
    """In which ways a pair differs: what the gold has, and what was read."""
    differs: dict[str, tuple[str | None, str | None]] = {}
    if read.text != want.text:
        differs["text"] = f'"{want.text}"', f'"{read.text}"'
    for way in ("type", "value", "mod"):
        gold, found = getattr(want, way), getattr(read, way)
        if gold != found:
            differs[way] = gold, found
    if _is_placed(want) and (read.earliest, read.latest) != (want.earliest, want.latest):
        differs["instants"] = f"{want.earliest} to {want.latest}", f"{read.earliest} to {read.latest}"
    if _has_zone(want) and not _same_offset(want, read.zone):
        differs["zone"] = want.zone, read.zone
    return differs


def _is_placed(want: GoldTime) -> bool:
    return want.earliest is not None and want.latest is not None


def _has_zone(want: GoldTime) -> bool:
    return want.zone is not None and want.earliest is not None


def _same_offset(want: GoldTime, zone: str | None) -> bool:
    """Whether a zone has the gold zone's offset from UTC at the gold's earliest instant."""
    from onrecord.reading.times.zones import tzinfo

    if zone is None or want.zone is None or want.earliest is None:
        return False
    moment = datetime.datetime.fromisoformat(want.earliest)
    try:
        one, other = (moment.astimezone(tzinfo(name)).utcoffset() for name in (want.zone, zone))
    except OverflowError:  # at the ends of the calendar
        return want.zone == zone
    return one == other


def _add(tally: Tally, want: GoldTime, read: Time | None, wrong: Collection[str]) -> None:
    """Count a gold expression, and what is right of it."""
    placed, zoned = _is_placed(want), _has_zone(want)
    tally.gold += 1
    tally.placed += placed
    tally.zoned += zoned
    tally.mod_gold += want.mod is not None
    if read is not None:
        tally.relaxed += 1
        tally.strict += "text" not in wrong
        tally.type += "type" not in wrong
        tally.value += "value" not in wrong
        tally.mod += want.mod is not None and "mod" not in wrong
        tally.instants += placed and "instants" not in wrong
        tally.zone += zoned and "zone" not in wrong


def figures(scores: Scores) -> dict[str, float]:
    """The figures that have floors, 0 to 1, by name; ``times.instants`` only where the gold gives instants."""
    named = {f"times.{way}": scores.all.f1(way)[2] for way in _WAYS}
    instants = scores.all.accuracy("instants")
    return named if instants is None else named | {"times.instants": instants}


def other_figures(scores: Scores) -> dict[str, float]:
    """The figures without floors, 0 to 1, by name, where the gold gives mods and zones."""
    zone = scores.all.accuracy("zone")
    named = {"times.mod": scores.all.f1("mod")[2]} if scores.all.mod_gold else {}
    return named if zone is None else named | {"times.zone": zone}


def rows(scores: Scores) -> list[tuple[str, Tally]]:
    """What is printed, line by line: a name and its counts; all, then each label, those of most expressions first."""
    labels = sorted(scores.about.items(), key=lambda label: (-label[1].gold, label[0]))
    return [("all", scores.all), *labels]
