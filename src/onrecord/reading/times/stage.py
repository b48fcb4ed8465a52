"""The stage ``times``: every time expression of a report, its TIMEX3 value, and the UTC instants that it spans."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

from onrecord.reading.parse import Paragraph, Parse, Sentence
from onrecord.reading.registry import Output, stage
from onrecord.reading.times import values
from onrecord.reading.times.anchoring import Anchor, Context, Resolved, day_of_value, is_history, narrative_day, resolve
from onrecord.reading.times.clocks import ClockReader, Told
from onrecord.reading.times.counted import candidate_wars, day_from, value_from
from onrecord.reading.times.direction import direction
from onrecord.reading.times.duration_rules import ADVERB
from onrecord.reading.times.intervals import CLOCK_TIME, ONE_DAY, Interval, around, instants, interval_of
from onrecord.reading.times.items import Items
from onrecord.reading.times.local_zones import LocalZones
from onrecord.reading.times.meanings import (
    Clock,
    Counted,
    Found,
    Meaning,
    Partial,
    PartOfDay,
    Shift,
    Vague,
    Weekday,
    Weekend,
)
from onrecord.reading.times.recognition import is_day, recognise
from onrecord.reading.times.values import Day
from onrecord.reading.times.zones import known_zone, tzinfo, zone_of_publisher
from onrecord.reading.warnings import warn
from onrecord.records import Place, Report, Time, Warning

_CALENDAR = re.compile(r"(BC)?\d{4}(-|$)|\d{3}$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUARTER = re.compile(r"\d{4}-Q\d$")
_BEGAN = re.compile(r"\b(?:began|begun|started|launched|broke out|imposed)(?: on)?\s$|\bsince\s$")
_WAR = re.compile(r"\b(?:war|invasion|conflict|offensive|siege|hostilities|fighting)(?:['’]s)?\b", re.IGNORECASE)
_OF = re.compile(r"\s+of(?:\s+(?!(?:in|on|at|with|between|for|to|from)\b)[^\s.,;]+){1,5}")
_BRACKET = 60  # characters before an expression in which a bracket may open around it
_EVENING, _SMALL_HOURS = 18, 6
_UNPLACED = re.compile(r"X{2,4}(-|$)")


@stage(
    "times",
    needs=("report", "parse", "places", "codebook", "gazetteer"),
    question="Which times does the report name, and which instants are they?",
)
def times(*, report: Report, parse: Parse, places: tuple[Place, ...], codebook: Any, gazetteer: Any) -> Output:
    """Recognise, anchor and place in UTC all time expressions of a report."""
    if not parse.readable:
        return (), ()
    return _Reader(report, parse, places, codebook, gazetteer).read()


def published_day(report: Report) -> Day | None:
    """The local day on which the report was published, in the report's or its publisher's zone where one is known."""
    if report.published is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(report.published.strip())
    except ValueError:
        return None
    zone = known_zone(report.timezone) or zone_of_publisher(report.publisher)
    rules = tzinfo(zone) if zone else None
    if moment.tzinfo is not None and rules is not None:
        with suppress(OverflowError, ValueError):
            moment = moment.astimezone(rules)
    return moment.date()


class _Reader:
    """Goes through a report paragraph by paragraph, and keeps what later expressions rest on."""

    def __init__(self, report: Report, parse: Parse, places: tuple[Place, ...], codebook: Any, gazetteer: Any) -> None:
        self._parse, self._codebook = parse, codebook
        self._zones = LocalZones(report, parse, places, codebook, gazetteer)
        self._context = Context(published_day(report))
        self._clocks = ClockReader(self._zones)
        self._told: list[tuple[Found, Told]] = []
        self._warnings: list[Warning] = []
        self._wars_known = False

    def read(self) -> Output:
        recognised = [(p, *recognise(self._parse.text, p.start, p.end)) for p in self._parse.paragraphs]
        self._context.narrative = is_history((f.meaning for _, _, found in recognised for f in found), self._context)
        for paragraph, items, found in recognised:
            if found:
                self._read_paragraph(paragraph, items, found)
        self._told.sort(key=lambda pair: (pair[0].start, pair[0].end))
        ids = {told.id: f"t{number}" for number, (_, told) in enumerate(self._told, start=1)}
        records = tuple(self._record(ids, found, told) for found, told in self._told)
        if self._context.published is None and any(t.type != "SET" and _UNPLACED.match(t.value) for t in records):
            self._warnings.append(warn("W008"))
        self._warnings.extend(self._clocks.warnings)
        return records, tuple(self._warnings)

    def _read_paragraph(self, paragraph: Paragraph, items: Items, found: list[Found]) -> None:
        context = self._context
        context.last_day = None
        days: list[tuple[Found, str, str]] = []  # expression, value and id of each day of the paragraph
        for number, one in enumerate(found):
            id = f"{paragraph.index}/{number}"
            if _counts_from_a_clock(one.meaning) or self._is_something_else(one):
                continue  # the first are read after the clock times
            if isinstance(one.meaning, Clock):
                if one.date is not None:
                    day = self._resolve(one.date.meaning, one)
                    if day is not None and _DAY.match(day.value):
                        days.append((one, day.value[:10], id))
                        context.last = context.last_day = Anchor(day.value[:10], id)
                continue
            resolved = self._counted_from(one, found) or self._resolve(one.meaning, one)
            if resolved is None:
                continue
            self._remember(one, resolved, id, days)
            self._told.append((one, self._tell(one, resolved, id)))
        if any(isinstance(one.meaning, Clock) for one in found):
            self._read_clocks(paragraph, items, found, days)
        for number, one in enumerate(found):
            if _counts_from_a_clock(one.meaning):
                self._read_distance(one, f"{paragraph.index}/{number}")

    def _read_clocks(
        self, paragraph: Paragraph, items: Items, found: list[Found], days: list[tuple[Found, str, str]]
    ) -> None:
        placed: dict[int, Resolved] = {}
        before: tuple[Clock, str] | None = None
        for number, one in enumerate(found):
            if isinstance(one.meaning, Clock):
                placed[number] = self._after_midnight(one.meaning, self._day_of_clock(one, days), before)
                before = one.meaning, placed[number].value
        sentences = {n: self._sentence(found[n]) for n in placed}
        for number, told in self._clocks.read(found, items, placed, sentences):
            told = replace(told, id=f"{paragraph.index}/{number}")
            self._told.append((found[number], told))

    def _after_midnight(self, clock: Clock, day: Resolved, before: tuple[Clock, str] | None) -> Resolved:
        """ "launched at 11 p.m. Wednesday. The last fell at 4 a.m.": of the day after, if it is past by then."""
        if day.anchor is None or before is None or before[1] != day.value or clock.hour > _SMALL_HOURS:
            return day
        found = day_of_value(day.value)
        following = values.add(found, "day", 1) if found is not None and before[0].hour >= _EVENING else None
        published = self._context.published
        if following is None or (published is not None and following > published):
            return day
        return Resolved(following.isoformat(), day.anchor)

    def _read_distance(self, one: Found, id: str) -> None:
        """ "25 minutes later": counted from the clock time told last before it, and told in its zone."""
        clocks = [
            told
            for found, told in self._told
            if found.start < one.start and told.precision == CLOCK_TIME and not self._is_in_brackets(found)
        ]
        if clocks:
            self._context.last_clock = Anchor(clocks[-1].value, clocks[-1].id)
        resolved = self._resolve(one.meaning, one)
        if resolved is None:
            return
        told = Told(id, resolved.value, None, None, None, None, None, resolved.anchor)
        interval = interval_of(resolved.value)
        if clocks and interval is not None and (span := instants(interval, clocks[-1].zone)) is not None:
            zoned = clocks[-1].zone, clocks[-1].zone_from
            told = Told(id, resolved.value, *span, interval.precision, *zoned, resolved.anchor)
        self._told.append((one, told))

    def _day_of_clock(self, one: Found, days: list[tuple[Found, str, str]]) -> Resolved:
        """The day of a clock time: that of its own expression, else the nearest of its sentence, else the text's."""
        own = next(((value, None) for other, value, _ in days if other is one), None)
        if own is not None:
            return Resolved(own[0], None)
        sentence = self._sentence(one)
        if sentence is not None:
            near = [
                (self._away(one, other), value, id)
                for other, value, id in days
                if sentence.start <= other.start < sentence.end
            ]
            if near:
                _, value, id = min(near)
                return Resolved(value, id)
        earlier = [
            (value, id) for other, value, id in days if other.end <= one.start and not self._is_in_brackets(other)
        ]
        if earlier:
            return Resolved(*earlier[-1])
        context = self._context
        context.last_day = None
        return narrative_day(context)

    def _resolve(self, meaning: Meaning, one: Found) -> Resolved | None:
        if isinstance(meaning, Counted):
            if not self._counts_a_war(one):
                return None
            self._find_wars()
        way = direction(self._parse, one.start, one.end) if _needs_direction(meaning) else 0
        return resolve(meaning, way, self._context)

    def _counted_from(self, one: Found, found: list[Found]) -> Resolved | None:
        """ "day 12 of the siege, which began on March 3": counted from a first day that the same sentence tells."""
        sentence = self._sentence(one)
        if not isinstance(one.meaning, Counted) or sentence is None:
            return None
        for other in found:
            told = other is not one and sentence.start <= other.start < sentence.end and is_day(other)
            if told and _BEGAN.search(self._parse.text, sentence.start, other.start):
                start = self._resolve(other.meaning, other)
                first = day_of_value(start.value) if start is not None else None
                day = day_from(first, one.meaning) if first is not None else None
                if day is not None:
                    return Resolved(value_from(day, one.meaning), None)
        return None

    def _counts_a_war(self, one: Found) -> bool:
        """Whether the sentence speaks of a war, or, where "of" follows the count, what follows does."""
        text, sentence = self._parse.text, self._sentence(one)
        if sentence is None:
            return False
        following = _OF.match(text, one.end)
        if following is not None:
            return bool(_WAR.search(following[0]))
        return bool(_WAR.search(text, sentence.start, sentence.end))

    def _find_wars(self) -> None:
        if not self._wars_known:
            self._wars_known = True
            wars = self._codebook.wars if self._codebook is not None else ()
            self._context.wars = candidate_wars(self._parse.text, wars)

    def _remember(self, one: Found, resolved: Resolved, id: str, days: list[tuple[Found, str, str]]) -> None:
        value, context = resolved.value, self._context
        if one.type in ("DURATION", "SET") or not _CALENDAR.match(value):
            return
        if _QUARTER.match(value) and not (isinstance(one.meaning, Shift) and one.meaning.of_quarter):
            context.quarter = Anchor(value, id)  # "a year earlier" is counted from it, and does not move it
        if self._is_in_brackets(one):
            if _DAY.match(value) and is_day(one):
                days.append((one, value[:10], id))
            return  # "(2230 GMT Thursday)": the text does not go on from there
        if _DAY.match(value):
            if is_day(one):
                days.append((one, value[:10], id))
            context.last_day = Anchor(value[:10], id)
        if not context.is_aside(value):
            context.last = Anchor(value[:10] if _DAY.match(value) else value, id)

    def _away(self, clock: Found, date: Found) -> int:
        """How far a date stands from a clock time; none where it is told of it ("11 a.m. on Tuesday")."""
        if date.start > clock.end and self._parse.text[clock.end : date.start].strip() == "on":
            return 0
        return min(abs(clock.start - date.end), abs(date.start - clock.end))

    def _is_something_else(self, one: Found) -> bool:
        """ "Sunday Okafor" is somebody, "the party daily" a newspaper."""
        if isinstance(one.meaning, Weekday):
            return any(t.ent == "PERSON" for t in self._parse.tokens_in(one.start, one.end))
        if one.rule == ADVERB:
            return any(t.pos in ("NOUN", "PROPN") for t in self._parse.tokens_in(one.start, one.end))
        return False

    def _is_in_brackets(self, one: Found) -> bool:
        before = self._parse.text[max(0, one.start - _BRACKET) : one.start]
        return before.rfind("(") > before.rfind(")")

    def _tell(self, one: Found, resolved: Resolved, id: str) -> Told:
        interval = self._about_now(one.meaning) or interval_of(resolved.value, one.mod)
        if interval is None or one.type in ("DURATION", "SET"):
            return Told(id, resolved.value, None, None, None, None, None, resolved.anchor)
        zoned = None
        if interval.precision <= ONE_DAY:
            zoned = self._zones.assumed(one.start, self._sentence(one))
        span = instants(interval, zoned[0] if zoned else None)
        if span is None:
            return Told(id, resolved.value, None, None, None, None, None, resolved.anchor)
        zone, zone_from = zoned or (None, None)
        return Told(id, resolved.value, span[0], span[1], interval.precision, zone, zone_from, resolved.anchor)

    def _about_now(self, meaning: Meaning) -> Interval | None:
        published = self._context.published
        if not isinstance(meaning, Vague) or published is None or self._context.narrative:
            return None
        return around(published, meaning.before, meaning.after)

    def _sentence(self, one: Found) -> Sentence | None:
        tokens = self._parse.tokens_in(one.start, one.end)
        return tokens[0].sentence if tokens else None

    def _record(self, ids: dict[str, str], one: Found, told: Told) -> Time:
        anchor = ids.get(told.anchor, told.anchor if told.anchor == "published" else None) if told.anchor else None
        return Time(
            ids[told.id], one.start, one.end, self._parse.text[one.start : one.end], one.type, told.value, one.mod,
            told.earliest, told.latest, told.precision, told.zone, told.zone_from, anchor,
        )  # fmt: skip


def _counts_from_a_clock(meaning: Meaning) -> bool:
    return isinstance(meaning, Shift) and meaning.base == "context" and meaning.unit in ("hour", "minute", "second")


def _needs_direction(meaning: Meaning) -> bool:
    if isinstance(meaning, PartOfDay):
        return meaning.date is not None and _needs_direction(meaning.date)
    return isinstance(meaning, Partial | Weekday | Weekend)
