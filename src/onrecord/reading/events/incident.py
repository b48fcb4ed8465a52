"""The one incident that a report of a shooting or a killing is about: its parts, told far apart, come together.

Such a report tells of its incident in many words ("the shooting", "he was killed", "the homicide") over many
paragraphs. What nothing sets apart is of it: another day or clock time, a place elsewhere, a number, "another", a total
that differs. Reports whose main event is of another kind, as those of a war with its many strikes, are left as they
are.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from onrecord.distance import km_on_a_plane
from onrecord.reading.events.apart import police_and_others, same_number, same_reality, set_apart, totals
from onrecord.reading.events.belonging import BARE
from onrecord.reading.events.coreference import Group
from onrecord.reading.events.mentions import Mention
from onrecord.reading.parse import Parse
from onrecord.records import Place, Time
from onrecord.wordset import wordset

CRIMES = frozenset({"shooting", "homicide", "stabbing"})
"""Types of a main event that gathers its parts."""

_PARTS = CRIMES | BARE | {"robbery", "attack", "attack_on_civilians", "armed_clash", "beating"}
_BESIDE = frozenset({"looting", "riot", "hijacking", "territorial_change", "shelling", "raid"})
"""Types that may be what the incident began with (a robbery, a rampage), or whose words ("taken", "striking") are told
of people hit; their people's fate is the incident's."""

_CIVIL = frozenset({"armed_clash", "attack", "robbery", "attack_on_civilians"})
"""Types of main events that do so in a report in which police act and no army."""

_REAL = ("actual", "ongoing")
_DAYS = 1  # days apart that two tellings of one incident may be dated: "Monday night", "2 a.m."
_HOURS = 2  # hours apart of clock times
_MONTH = 31
_KM = 40.0  # distance between a town, its parts, and the hospital of the next one


class Gatherer:
    """Joins to the main event of a report what is part of its incident."""

    def __init__(
        self, times: Sequence[Time], places: Sequence[Place], triggers: Container[int], *, civil: bool = False
    ) -> None:
        self._times: Mapping[str, Time] = {t.id: t for t in times}
        self._places: Mapping[str, Place] = {p.id: p for p in places}
        self._triggers = triggers
        self._civil = civil

    def gather(self, groups: Sequence[Group], main: Group | None, wide: Container[int]) -> list[Group]:
        """The events with the parts of the main one joined to it; ``wide`` are totals over a war or a year."""
        if main is None or not main.types() & (CRIMES | _CIVIL if self._civil else CRIMES):
            return list(groups)
        kept = []
        for group in groups:
            if group is main or not self._is_part(group, main, wide):
                kept.append(group)
            else:
                main.members.extend(group.members)
        main.members.sort(key=lambda m: m.span)
        self._drop_history(main)
        return kept

    def _drop_history(self, main: Group) -> None:
        """The dead and hurt of another month ("in March 2012, a guard died there") are not the incident's."""
        told = Counter(t for m in main.members for t in m.times)
        past: set[int] = set()
        for mention in main.members:
            own = Counter(mention.times)
            others = [self._times[t] for t, number in told.items() if number > own[t]]
            if own and others and all(_is_long(self._times[t], o) for t in own for o in others):
                past.update(mention.words)
        for mention in main.members:
            mention.counts = [c for c in mention.counts if c.token.index not in past]

    def _is_part(self, group: Group, main: Group, wide: Container[int]) -> bool:
        types = group.types()
        if not types <= _PARTS and not (types <= _PARTS | _BESIDE and any(m.counts for m in group.sample())):
            return False
        real = [m for m in group.sample() if m.realis in _REAL]
        if not real or len(real) < len(group.sample()) / 2:
            return False
        if any(m.token.index in wide or set_apart(m, self._triggers) for m in real):
            return False
        return not any(self._led_away(m, group, main) or self._apart(m, main) for m in real)

    def _led_away(self, mention: Mention, group: Group, main: Group) -> bool:
        lead = mention.lead
        return lead is not None and lead is not mention and lead not in main.members and lead not in group.members

    def _apart(self, mention: Mention, main: Group) -> bool:
        """Whether the words tell of a mention what cannot be of the incident."""
        real = [m for m in main.sample() if m.realis in _REAL]
        own = dict(totals(mention))
        for member in real:
            if not same_number(mention, member) or not same_reality(mention, member):
                return True
            if police_and_others(mention, member):
                return True
            if mention.statements == member.statements and any(
                own.get(status, number) != number for status, number in totals(member)
            ):
                return True
        times = [self._times[t] for m in real for t in m.times]
        if mention.times and times and not any(_near_in_time(self._times[a], b) for a in mention.times for b in times):
            return True
        places = [self._places[p] for m in real for p in m.places]
        told = [self._places[p] for p in mention.places]
        if mention.type.id in BARE:  # people die in the hospital of another town
            return False
        return bool(told and places) and not any(_near(a, b) for a in told for b in places)


def _near_in_time(one: Time, two: Time) -> bool:
    """Whether two times may be of one incident; the day of a bare clock time is often not told."""
    a, b = _day(one), _day(two)
    if a is None or b is None:
        if not (one.earliest and one.latest and two.earliest and two.latest):
            return True
        return one.earliest < two.latest and two.earliest < one.latest
    if abs((a - b).days) > _DAYS:
        return False
    clocks = [_hour(t) for t in (one, two)]
    if clocks[0] is None or clocks[1] is None:
        return True
    return min(abs(clocks[0] - clocks[1]), 24 - abs(clocks[0] - clocks[1])) <= _HOURS


def _is_long(one: Time, two: Time) -> bool:
    """Whether more than a month lies between two times."""
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    first, second = sorted(((one.earliest, one.latest), (two.earliest, two.latest)))
    try:
        end, start = (datetime.date.fromisoformat(text[:10]) for text in (first[1], second[0]))
    except ValueError:
        return False
    return (start - end).days > _MONTH


def _day(time: Time) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(time.value[:10]) if time.value[4:5] == "-" else None
    except ValueError:
        return None


def _hour(time: Time) -> int | None:
    hour = time.value[11:13] if time.value[10:11] == "T" else ""
    return int(hour) if hour.isdigit() else None


def _near(one: Place, two: Place) -> bool:
    if one.name.lower() == two.name.lower():
        return True
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return True
    if (one.precision or 0) >= 3 or (two.precision or 0) >= 3:  # a county or a state holds its towns
        return one.country == two.country
    return km_on_a_plane(one.lat, one.lon, two.lat, two.lon) <= _KM


_POLICE = wordset("police sheriff deputy officer trooper detective coroner")
_ARMED = wordset(
    "army troop soldier military militant rebel insurgent fighter militia airstrike shelling drone missile"
)


def is_civil(parse: Parse) -> bool:
    """Whether a report is of crime, not of war: it names the police more often than any armed side."""
    police = sum(1 for t in parse.tokens if t.lemma in _POLICE or t.lower in _POLICE)
    armed = sum(1 for t in parse.tokens if t.lemma in _ARMED)
    return police > armed
