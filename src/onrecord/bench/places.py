"""Places against a corpus of annotated toponyms in a file.

All figures are of all reports together:

- overlap: a gold toponym and a read place whose spans overlap, paired one to one as ``spans.paired`` says;
- exact: such a pair with the very same span;
- A@161: the share of the gold toponyms with coordinates that were found and put within 161 km (100 miles), of all of
  them (end to end), and of those found. One that is read without coordinates is not within it; one that is read with
  the gold's GeoNames id is, whatever the distance, for sources put the middle of a country or a region differently;
- median error: the middle of the distances of those found and read with coordinates, of two the larger.

- sense and where_prec: of the pairs whose gold tells them, the share with the same sense, and with the same code of
  precision;
- event places: the words (runs of letters and digits) of the places of the gold's events, against those of the events
  that are read at the same trigger, or that carry their record; precision, recall and F1.

Where the gold leaves some place names out, precision is a lower bound. Given the gold's spans, recognition is passed
over: each is resolved, and the figures are those of resolution alone.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from onrecord.bench.goldfile import given, load, report_of
from onrecord.bench.spans import around, paired
from onrecord.records import Event, Place, PlaceSense, Report, Span

Kind = Literal["missed", "extra", "misplaced"]

NEAR = 161
"""A place is right if it is put less than so many kilometres from the gold's."""

EARTH = 6371.0  # km, the mean radius
GOLD = "places_wire.jsonl"

_GEONAMES = "geonames:"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A toponym as a person marked it: code points of the text, WGS 84 degrees, and its GeoNames id, as far as known.

    ``lat`` and ``lon`` are both there or both None. ``sense`` and ``precision`` (UCDP's ``where_prec``) are those of
    ``onrecord.Place``, where the gold tells them.
    """

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    geonameid: str | None = None
    sense: PlaceSense | None = None
    precision: int | None = None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event as a person marked it: its trigger, and where it was (none where the text does not say)."""

    trigger: Span
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its toponyms, and its events where those are annotated, in the order of the file."""

    report: Report
    places: tuple[GoldPlace, ...]
    events: tuple[GoldEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that is not as the gold has it.

    ``report`` is the report's id, ``kind`` missed, extra or misplaced. ``text`` stands at the gold's span, of an extra
    one at the read one. ``wanted`` and ``read`` are what the gold has and what was read, where there is one, ``km`` how
    far they lie apart, if both have coordinates. ``before`` and ``after`` stand around the text in its sentence.
    """

    report: str
    kind: Kind
    text: str
    wanted: GoldPlace | None
    read: Place | None
    km: float | None
    before: str
    after: str


@dataclass(slots=True)
class Scores:
    """Counts of places, and each fault, report by report.

    ``gold`` and ``read`` are all in the gold and read, ``overlap`` and ``exact`` the pairs; ``located`` are gold
    toponyms with coordinates, ``found`` those of them that are paired, ``near`` those that are right, ``errors`` the
    distances in km. ``senses`` and ``codes`` are pairs whose gold tells a sense or a precision, and those of them that
    are right. ``event_words`` are words of the places of events: right, read, in the gold.
    """

    gold: int = 0
    read: int = 0
    overlap: int = 0
    exact: int = 0
    located: int = 0
    found: int = 0
    near: int = 0
    errors: list[float] = field(default_factory=list)
    senses: list[int] = field(default_factory=lambda: [0, 0])
    codes: list[int] = field(default_factory=lambda: [0, 0])
    event_words: list[int] = field(default_factory=lambda: [0, 0, 0])
    faults: list[Fault] = field(default_factory=list)

    def f1(self, way: Literal["overlap", "exact"]) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1."""
        right: int = getattr(self, way)
        return (
            right / self.read if self.read else 0.0,
            right / self.gold if self.gold else 0.0,
            2 * right / (self.gold + self.read) if self.gold + self.read else 0.0,
        )

    def accuracy(self, whole: Literal["located", "found"]) -> float | None:
        """The share within 161 km, 0 to 1, of all with coordinates or of those found; none where there are none."""
        number: int = getattr(self, whole)
        return self.near / number if number else None

    def median(self) -> float | None:
        """The median error in km; none where no distance is known."""
        return statistics.median_high(self.errors) if self.errors else None


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the great circle between two points in degrees (haversine)."""
    one, other = math.radians(lat), math.radians(other_lat)
    chord = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, chord)))


def load_gold(path: Path) -> Iterator[GoldReport]:
    """Read a gold file: JSON lines, plain or .gz.

    A line has ``id``, ``text``, ``published`` (an ISO date or instant, or null) and ``toponyms``; it may have
    ``timezone``, ``publisher`` and ``title``. A toponym has ``start`` and ``end`` (code points of the text); it may
    have ``lat`` and ``lon`` (degrees), ``geonameid``, ``sense`` and ``precision``. Its words are
    those at the span, for corpora have some that do not agree with it or run past the end of the text: other keys,
    ``phrase`` too, are passed over. A line may have ``events``: each with ``trigger`` (start and end) and ``places``
    (a list of the same).

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or cannot be read, or a line is no annotated report.
    """
    return load(path, _report)


def _report(row: Any) -> GoldReport:
    text = given(row, "text", "the record")
    items = row.get("toponyms")
    if not isinstance(items, list):
        raise ValueError("the record has no list toponyms: give an empty one where there is no place in the text")
    report = report_of(row, strict=False)  # corpora have "7:58 AM ET" for a date; places do not rest on it
    places = tuple(_place(item, len(text), f"toponym {number}") for number, item in enumerate(items, start=1))
    events = row.get("events") or []
    if not isinstance(events, list):
        raise ValueError("events is no list")
    return GoldReport(report, places, tuple(_event(item, len(text), f"event {n}") for n, item in enumerate(events, 1)))


def _event(item: Any, length: int, name: str) -> GoldEvent:
    if not isinstance(item, dict) or not isinstance(item.get("places"), list):
        raise ValueError(f"{name} is no JSON object with a trigger and a list of places")
    spans = [item.get("trigger"), *item["places"]]
    for span in spans:
        whole = isinstance(span, list) and len(span) == 2 and all(isinstance(x, int) for x in span)
        if not whole or not 0 <= span[0] < span[1] <= length:
            raise ValueError(f"{name} cannot stand at {span!r}: give start and end, code points of the text")
    return GoldEvent(tuple(spans[0]), tuple((start, end) for start, end in spans[1:]))


def _place(item: Any, length: int, name: str) -> GoldPlace:
    if not isinstance(item, dict):
        raise ValueError(f"{name} is no JSON object")
    start, end = item.get("start"), item.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < min(end, length)):
        raise ValueError(f"{name} cannot stand at {start} to {end}: count code points of the text")
    lat, lon = _degrees(item, "lat", 90, name), _degrees(item, "lon", 180, name)
    if (lat is None) != (lon is None):
        raise ValueError(f"{name} has one of lat and lon: give both or neither")
    number = item.get("geonameid")
    sense, precision = item.get("sense"), item.get("precision")
    if sense is not None and sense not in get_args(PlaceSense):
        raise ValueError(f"{name} has the sense {sense!r}: give {', '.join(get_args(PlaceSense))} or null")
    if precision is not None and precision not in range(1, 8):
        raise ValueError(f"{name} has the precision {precision!r}: give UCDP's where_prec, 1 to 7, or null")
    id = str(number).removeprefix(_GEONAMES) if number else None
    return GoldPlace(start, end, lat, lon, id, sense, precision)


def _degrees(item: dict[str, Any], key: str, most: int, name: str) -> float | None:
    value = item.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise ValueError(f"{name} has the {key} {value!r}: give degrees, a number from -{most} to {most}, or null")
    return float(value)


def own_gold() -> Path:
    """The gold set that ships with onrecord."""
    return Path(str(files("onrecord.bench") / "gold" / GOLD))


def measure(
    gold: Path | None = None,
    tell: Callable[[int, int], None] = lambda done, whole: None,
    *,
    gold_spans: bool = False,
) -> Scores:
    """Read the places of the reports of a gold file, with the stages that they need and no others, and compare.

    Args:
        gold: the file; our own gold set where none is given.
        tell: told how many reports are read, and how many there are.
        gold_spans: resolve the toponyms of the gold where they stand, instead of finding them.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or is not what it should be.
    """
    from onrecord.reading.partly import outputs

    reports = list(load_gold(gold or own_gold()))
    told = any(wanted.events for wanted in reports) and not gold_spans
    names = ("parse",) if gold_spans else ("parse", "places", "events") if told else ("parse", "places")
    readings = outputs((wanted.report for wanted in reports), *names)
    scores = Scores()
    for number, (wanted, found) in enumerate(zip(reports, readings, strict=True), start=1):
        places = _resolved(wanted, found["parse"]) if gold_spans else found["places"]
        count(scores, wanted, places, [(s.start, s.end) for s in found["parse"].sentences])
        if told:
            count_events(scores, wanted, found["events"])
        tell(number, len(reports))
    return scores


def _resolved(wanted: GoldReport, parse: Any) -> tuple[Place, ...]:
    from onrecord.codebook import load as load_codebook
    from onrecord.gazetteer import load as load_gazetteer
    from onrecord.reading.places import resolved, resolver_of
    from onrecord.reading.places.mentions import Finder

    codebook = load_codebook()
    finder = Finder(parse, load_gazetteer(installed=False), codebook.country_words, codebook.metonyms)
    mentions = finder.given((place.start, place.end) for place in wanted.places)
    return resolved(finder, mentions, resolver_of(wanted.report, finder, mentions).run())[0]


def count_events(scores: Scores, gold: GoldReport, found: tuple[Event, ...]) -> None:
    """Compare the places of the events read from one report with its gold, word by word, and add to the scores."""
    by_id = {event.id: event for event in found}
    text = gold.report.text
    for wanted in gold.events:
        here = [e for e in found if e.trigger[0] < wanted.trigger[1] and wanted.trigger[0] < e.trigger[1]]
        here += [by_id[e.same_as] for e in here if e.same_as is not None]
        read = _words(text, [span for e in here for role in e.roles if role.role == "place" for span in role.spans])
        right = _words(text, wanted.places)
        for index, number in enumerate((len(read & right), len(read), len(right))):
            scores.event_words[index] += number


def _words(text: str, spans: Iterable[Span]) -> set[int]:
    return {match.start() for start, end in spans for match in _WORD.finditer(text, start, end)}


def count(
    scores: Scores, gold: GoldReport, found: tuple[Place, ...], sentences: Iterable[tuple[int, int]] = ()
) -> None:
    """Compare the places read from one report with its gold, and add to the scores.

    Args:
        scores: what is added to.
        gold: the report and its annotated toponyms.
        found: the places read, in text order.
        sentences: start and end of each sentence, for what is shown around a fault; a line of the text where there
            are none.
    """
    pairs = paired(gold.places, found)
    faults: list[tuple[GoldPlace | Place, Kind, GoldPlace | None, Place | None, float | None]] = []
    scores.gold += len(gold.places)
    scores.read += len(found)
    for index, want in enumerate(gold.places):
        scores.located += want.lat is not None
        if index not in pairs:
            faults.append((want, "missed", want, None, None))
            continue
        read = found[pairs[index]]
        scores.overlap += 1
        scores.exact += (read.start, read.end) == (want.start, want.end)
        _tally(scores.senses, want.sense, read.sense)
        _tally(scores.codes, want.precision, read.precision)
        if want.lat is None:
            continue
        km = _apart(want, read)
        scores.found += 1
        if km is not None:
            scores.errors.append(km)
        if km is not None and (km < NEAR or _same_id(want, read)):
            scores.near += 1
        else:
            faults.append((want, "misplaced", want, read, km))
    matched = set(pairs.values())
    faults += [(read, "extra", None, read, None) for place, read in enumerate(found) if place not in matched]
    text, spans = gold.report.text, list(sentences)
    for at, kind, wanted, place, km in sorted(faults, key=lambda fault: fault[0].start):
        shown = around(text, at.start, at.end, spans)
        scores.faults.append(Fault(gold.report.id, kind, text[at.start : at.end], wanted, place, km, *shown))


def _tally(counts: list[int], wanted: object, read: object) -> None:
    if wanted is not None:
        counts[0] += 1
        counts[1] += read == wanted


def _apart(want: GoldPlace, read: Place) -> float | None:
    if want.lat is None or want.lon is None or read.lat is None or read.lon is None:
        return None
    return distance(want.lat, want.lon, read.lat, read.lon)


def _same_id(want: GoldPlace, read: Place) -> bool:
    return want.geonameid is not None and read.gazetteer_id == _GEONAMES + want.geonameid


def figures(scores: Scores) -> dict[str, float]:
    """The figures from 0 to 1, by name; the accuracies only where the gold gives coordinates and something is found."""
    precision, recall, f1 = scores.f1("overlap")
    named = {
        "toponyms.precision": precision,
        "toponyms.recall": recall,
        "toponyms.overlap": f1,
        "toponyms.exact": scores.f1("exact")[2],
    }
    shares = {"toponyms.a161": scores.accuracy("located"), "toponyms.a161_found": scores.accuracy("found")}
    for name, (whole, right) in (("toponyms.sense", scores.senses), ("toponyms.where_prec", scores.codes)):
        shares[name] = right / whole if whole else None
    right, read, wanted = scores.event_words
    if wanted:
        shares["event_places.precision"] = right / read if read else 0.0
        shares["event_places.recall"] = right / wanted
        shares["event_places.f1"] = 2 * right / (read + wanted)
    return named | {name: value for name, value in shares.items() if value is not None}
