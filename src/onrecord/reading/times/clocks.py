"""Clock times with their day and zone: values, instants and warnings; equivalents become one instant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.parse import Sentence
from onrecord.reading.times.anchoring import Resolved, clock_value, day_of_value
from onrecord.reading.times.equivalents import (
    groups_of_equivalents,
    instant_near,
    offset_between,
    written_offset,
)
from onrecord.reading.times.intervals import CLOCK_TIME, instants, interval_of
from onrecord.reading.times.items import Items
from onrecord.reading.times.local_zones import LocalZones, Zoned
from onrecord.reading.times.meanings import Clock, Found
from onrecord.reading.times.zones import is_local, stated_zone, to_utc, tzinfo
from onrecord.reading.warnings import warn
from onrecord.records import Warning, ZoneSource

Moment = datetime.datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an expression beside its span and type; ``id`` is of use while a report is read."""

    id: str
    value: str
    earliest: str | None
    latest: str | None
    precision: int | None
    zone: str | None
    zone_from: ZoneSource | None
    anchor: str | None


class ClockReader:
    """Reads the clock times of paragraphs; ``warnings`` collects what could not be read."""

    def __init__(self, zones: LocalZones) -> None:
        self._zones = zones
        self._last: Zoned | None = None  # the zone of the clock time before: of the next too, where none is to be known
        self.warnings: list[Warning] = []

    def read(
        self, found: list[Found], items: Items, days: dict[int, Resolved], sentences: dict[int, Sentence | None]
    ) -> Iterator[tuple[int, Told]]:
        """Number and reading of each clock time of a paragraph, in text order."""
        numbers = {id(one): number for number, one in enumerate(found)}
        told: dict[int, Told] = {}
        for group in groups_of_equivalents(found, items):
            members = [numbers[id(one)] for one in group]
            for number, one in self._group(members, group, days, sentences):
                told[number] = one
        for number in sorted(days):
            yield number, told.get(number) or self._alone(number, found[number], days[number], sentences[number])

    def _alone(self, number: int, one: Found, day: Resolved, sentence: Sentence | None) -> Told:
        clock = _clock_of(one)
        value = clock_value(clock, day.value)
        zoned = self._zone_of(clock, one, sentence)
        self._last = zoned or self._last
        return self._told(number, one, value, zoned, day.anchor)

    def _told(self, number: int, one: Found, value: str, zoned: Zoned | None, anchor: str | None) -> Told:
        interval = interval_of(value)
        zone, source = zoned or (None, None)
        if interval is None:
            return Told(str(number), value, None, None, None, zone, source, anchor)
        if zoned is None:
            self.warnings.append(warn("W005", span=(one.start, one.end)))
        span = instants(interval, zone)
        if span is None:
            return Told(str(number), value, None, None, None, zone, source, anchor)
        return Told(str(number), value, span[0], span[1], CLOCK_TIME, zone, source, anchor)

    def _zone_of(self, clock: Clock, one: Found, sentence: Sentence | None) -> Zoned | None:
        if clock.zone is None:
            return self._zones.assumed(one.start, sentence) or self._last
        if is_local(clock.zone):
            return self._zones.local(one.start, sentence)
        zone = stated_zone(clock.zone, self._zones.countries, self._zones.gazetteer)
        return (zone, "stated") if zone else None

    def _group(
        self, numbers: list[int], group: list[Found], days: dict[int, Resolved], sentences: dict[int, Sentence | None]
    ) -> list[tuple[int, Told]]:
        """The readings of clock times that are told as one instant; empty where there is no day to place them on."""
        stated = [_stated(one, self._zones) for one in group]
        lead = next((i for i, one in enumerate(group) if _is_without_zone(one)), 0)
        first = next((i for i, zone in enumerate(stated) if zone is not None), None)
        day = day_of_value(days[numbers[lead]].value) if len(days[numbers[lead]].value) == len("2024-01-24") else None
        if first is None or day is None:
            return []
        local = _moment(day, _clock_of(group[lead]))
        zoned = self._zone_of_lead(group, stated, lead, first, local, sentences[numbers[lead]])
        instant = to_utc(local, zoned[0]) if zoned and local is not None else None
        if zoned is None or instant is None:
            return []
        self._last = zoned
        result: list[tuple[int, Told]] = []
        for i, one in enumerate(group):
            anchor = days[numbers[i]].anchor
            zone = stated[i]
            own: Zoned | None = zoned if i == lead else (zone, "stated") if zone is not None else None
            if own is None:
                result.append((numbers[i], self._alone(numbers[i], one, days[numbers[i]], sentences[numbers[i]])))
                continue
            moment = instant if i == lead else instant_near(_time_of(_clock_of(one)), own[0], instant)
            shown = _shown(moment, own[0])
            value = clock_value(_clock_of(one), _date_of(_clock_of(one), shown or local or Moment(1, 1, 1)))
            if moment != instant:
                self.warnings.append(warn("W006", span=(group[0].start, group[-1].end)))
            result.append((numbers[i], self._told(numbers[i], one, value, own, anchor)))
        return result

    def _zone_of_lead(
        self, group: list[Found], stated: list[str | None], lead: int, first: int, local: Moment | None,
        sentence: Sentence | None,
    ) -> Zoned | None:  # fmt: skip
        """The zone of the time that the others are equivalents of: stated, or what follows from the first stated."""
        own = stated[lead]
        if own is not None:
            return own, "stated"
        zone = stated[first]
        if local is None or zone is None:
            return None
        clock = _time_of(_clock_of(group[first]))
        place = self._zones.local(group[lead].start, sentence)
        if place is not None:
            instant = to_utc(local, place[0])
            if instant is not None and instant_near(clock, zone, instant) == instant:
                return place
            if place[1] == "place" and self._zones.is_sure(group[lead].start, sentence):
                return place  # they do not agree, as the caller will see
        offset = offset_between(local, clock, zone)
        if offset is None:
            self.warnings.append(warn("W006", span=(group[0].start, group[-1].end)))
            return place
        return written_offset(offset), "equivalent"


def _clock_of(one: Found) -> Clock:
    return one.meaning if isinstance(one.meaning, Clock) else Clock(0)


def _is_without_zone(one: Found) -> bool:
    zone = _clock_of(one).zone
    return zone is None or is_local(zone)


def _stated(one: Found, zones: LocalZones) -> str | None:
    zone = _clock_of(one).zone
    return None if zone is None or is_local(zone) else stated_zone(zone, zones.countries, zones.gazetteer)


def _time_of(clock: Clock) -> datetime.time:
    return datetime.time(clock.hour % 24, clock.minute or 0, min(clock.second or 0, 59))


def _moment(day: datetime.date, clock: Clock) -> Moment | None:
    try:
        start = Moment.combine(day, _time_of(clock))
        return start + datetime.timedelta(days=clock.hour // 24)
    except OverflowError:
        return None


def _date_of(clock: Clock, moment: Moment) -> str:
    """The day that a clock time is told of: midnight (24:00) is the end of a day."""
    return (moment - datetime.timedelta(days=clock.hour // 24)).date().isoformat()


def _shown(moment: Moment | None, zone: str) -> Moment | None:
    """What clocks of a zone show at a UTC time."""
    rules = tzinfo(zone)
    if moment is None or rules is None:
        return None
    try:
        return moment.replace(tzinfo=datetime.UTC).astimezone(rules).replace(tzinfo=None)
    except (OverflowError, ValueError):
        return None
