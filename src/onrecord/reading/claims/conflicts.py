"""Which claims cannot both hold: the same attribute of the same event, by different holders or in different words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from onrecord.records import Actor, Claim, Event, Place, Time

_BODIES = ("group", "military", "government", "country", "organization")
_THINGS = ("count", "damage")
_LIKELY = ("certain", "probable")


def with_conflicts(
    claims: list[Claim],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    actors: tuple[Actor, ...] = (),
    events: tuple[Event, ...] = (),
    title_start: int | None = None,
) -> tuple[Claim, ...]:
    """The claims, each with the ids of those that it conflicts with. No verdict: a conflict is only recorded.

    What a toll gives as a part of a total ("212 of them confirmed") conflicts with no number. From ``title_start`` on
    evidence stands in the headline, which may contradict the text of the same report.
    """
    headed = {c.id for c in claims if title_start is not None and c.evidence[0][0] >= title_start}
    parts = _parts(events)
    instants = {t.id: t for t in times}
    located = {p.id: p for p in places}
    known = {a.id: a for a in actors}
    groups: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.event in parts and _number(claim.attribute, claim.value, claim.statement) in parts[claim.event]:
            continue
        groups[claim.event, claim.attribute, _counted(claim)].append(claim)
    against: dict[str, list[str]] = defaultdict(list)
    for group in groups.values():
        for position, first in enumerate(group):
            for second in group[position + 1 :]:
                across = (first.id in headed) != (second.id in headed)
                if _conflict(first, second, instants, located, known, across=across):
                    against[first.id].append(second.id)
                    against[second.id].append(first.id)
    return tuple(replace(c, conflicts=tuple(against[c.id])) if c.id in against else c for c in claims)


def _parts(events: tuple[Event, ...]) -> dict[str, set[tuple[object, ...]]]:
    """The numbers of each event's toll that are parts of another."""
    made: dict[str, set[tuple[object, ...]]] = {}
    for event in events:
        for row in event.toll:
            if row.part_of is not None:
                value = {"low": row.low, "high": row.high, "of": row.category}
                made.setdefault(event.id, set()).add(_number(row.status, value, row.statement))
    return made


def _number(attribute: str, value: dict[str, Any], statement: str | None) -> tuple[object, ...]:
    return attribute, value.get("low"), value.get("high"), value.get("of"), statement


def _counted(claim: Claim) -> str | None:
    """What a number is of: people of one kind; of things what they are in one word ("drone", whoever's they are)."""
    of, unit = claim.value.get("of"), claim.value.get("unit")
    return unit if claim.attribute in _THINGS else of or unit


def _conflict(
    a: Claim,
    b: Claim,
    times: dict[str, Time],
    places: dict[str, Place],
    actors: dict[str, Actor],
    *,
    across: bool,
) -> bool:
    """``across``: one stands in the headline, the other in the text."""
    if (a.holder == b.holder and a.statement == b.statement and not across) or a.attribute == "type":
        return False
    if _same(a, b):
        return a.polarity != b.polarity and "unknown" not in (a.certainty, b.certainty)
    if "-" in (a.polarity, b.polarity):
        return False
    if "low" in a.value and "low" in b.value:
        return _disjoint(a.value["low"], a.value["high"], b.value["low"], b.value["high"]) or _vaguely(a, b)
    if a.attribute == "time":
        first, second = times[a.value["time"]], times[b.value["time"]]
        if None in (first.earliest, first.latest, second.earliest, second.latest):
            return False
        return bool(first.latest <= second.earliest or second.latest <= first.earliest)  # type: ignore[operator]
    if a.attribute == "place":
        return _apart(places[a.value["place"]], places[b.value["place"]])
    if a.attribute == "perpetrator":
        rivals = actors.get(a.value["actor"] or ""), actors.get(b.value["actor"] or "")
        return a.certainty in _LIKELY and b.certainty in _LIKELY and _rivals(*rivals)
    return False


def _same(a: Claim, b: Claim) -> bool:
    if a.attribute == "occurred":
        return True
    if a.attribute in ("perpetrator", "target") and a.value["actor"] is not None:
        return bool(a.value["actor"] == b.value["actor"])
    return a.value == b.value


def _rivals(a: Actor | None, b: Actor | None) -> bool:
    """Whether only one of two accused can have done it: two bodies, of which neither is the other's or of one state.

    People may be a body's own, so a man who is charged and a group that claims it are none.
    """
    if a is None or b is None or a.id == b.id or a.kind not in _BODIES or b.kind not in _BODIES:
        return False
    if a.country is not None and a.country == b.country:
        return False
    names = {w for w in a.name.lower().split() if len(w) > 3}, {w for w in b.name.lower().split() if len(w) > 3}
    return not names[0] & names[1]


def _disjoint(low: float | None, high: float | None, other_low: float | None, other_high: float | None) -> bool:
    if high is not None and other_low is not None and high < other_low:
        return True
    return other_high is not None and low is not None and other_high < low


def _vaguely(a: Claim, b: Claim) -> bool:
    """Whether of two holders one counts the weapons or vehicles and the other will not: "four drones", "several"."""
    exact = [c.value["low"] == c.value["high"] and not c.value["approximate"] for c in (a, b)]
    vague = [c.value["approximate"] for c in (a, b)]
    return a.attribute == "count" and a.holder != b.holder and any(exact) and any(vague)


def _apart(a: Place, b: Place) -> bool:
    """Two places are in conflict when each is a point and they are not in the same second-order division."""
    if None in (a.gazetteer_id, b.gazetteer_id, a.country, b.country) or a.gazetteer_id == b.gazetteer_id:
        return False
    if a.country != b.country:
        return True
    names = {x for x in (a.admin1, a.admin2, a.name) if x}
    if names & {x for x in (b.admin1, b.admin2, b.name) if x}:
        return False
    return a.precision is not None and b.precision is not None and max(a.precision, b.precision) <= 3
