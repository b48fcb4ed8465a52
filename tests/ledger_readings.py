"""Readings of invented reports, made without reading, so that tests of the ledger take milliseconds.

``told`` makes one: a sentence about one event with its place, day and toll, held by a speaker or by the report itself,
and where wanted a correction of the number killed. ``many`` makes as many different ones as are wanted: several reports
of each of several incidents, by several publishers, some of them copies, denials or new versions of a page.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.api import make_report
from onrecord.records import (
    Actor,
    Claim,
    Correction,
    Event,
    Factuality,
    Place,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
    Time,
    Toll,
)

READER = "handmade 1"
"""The stamp that these readings are added under."""


class Spot(NamedTuple):
    """An invented town."""

    name: str
    lat: float
    lon: float
    country: str = "MG"


HARBOUR = Spot("Antsohara", -14.9, 50.28)
RIVER = Spot("Bemarana", -18.2, 46.1)


class _Text:
    """A text that grows, and knows where what was added stands."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


def told(
    *,
    spot: Spot = HARBOUR,
    day: str = "2024-05-14",
    killed: int | None = 9,
    injured: int | None = None,
    holder: str | None = "Haja Ravelonaro",
    role: str | None = "governor",
    denied: bool = False,
    perpetrator: str | None = None,
    lead: str = "",
    rest: str = "",
    wrong: int | None = None,
    right: int | None = None,
    type: str = "shelling",
    publisher: str | None = "Corvane",
    published: str | None = "2024-05-14T12:00:00+00:00",
    url: str | None = None,
    id: str | None = None,
    title: str | None = None,
    timezone: str | None = None,
) -> Reading:
    """The reading of "Shelling killed 9 people in Antsohara on 14 May 2024, governor Haja Ravelonaro said."

    Args:
        spot, day, killed, injured, type: what happened; ``day`` is an ISO date.
        holder, role: who said so; without a holder the report itself does.
        denied: the holder denies that it happened.
        perpetrator: who is said to have done it.
        lead, rest: words before and behind, in which nothing is read.
        wrong, right: the numbers killed of a correction at the end ("an earlier version said 12 people were killed").
        publisher, published, url, id, title, timezone: of the report.
    """
    text = _Text()
    text.add(lead)
    trigger = text.add("Shelling")
    numbers: dict[str, tuple[int, Span]] = {}
    for status, number, before in (("killed", killed, " killed "), ("injured", injured, " injured ")):
        if number is not None:
            text.add(before if not numbers else f" and{before}")
            numbers[status] = number, text.add(f"{number} people")
    text.add(" in ")
    where = text.add(spot.name)
    text.add(" on ")
    date = datetime.date.fromisoformat(day)
    when = text.add(f"{date.day} {date:%B} {date.year:04}")
    blamed = None
    if perpetrator is not None:
        text.add(" and was the work of ")
        blamed = text.add(perpetrator)
    content = (trigger[0], len(text.text))
    actors: list[Actor] = []
    statements: list[Statement] = []
    if holder is not None:
        text.add(", ")
        source = text.add(f"{role} {holder}" if role else holder)
        text.add(" ")
        cue = text.add("denied" if denied else "said")
        person: Span = (source[1] - len(holder), source[1])
        actors.append(Actor("a1", holder, "person", spot.country, role, (person,)))
        act = "deny" if denied else "assert"
        statements.append(
            Statement("s1", (source,), (cue,), (content,), "a1", act, "indirect", None, None, None, None, 1.0)  # type: ignore[arg-type]
        )
    if perpetrator is not None and blamed is not None:
        actors.append(Actor("a2", perpetrator, "military", None, None, (blamed,)))
    text.add(".")
    voice, statement, polarity = ("a1", "s1", "-" if denied else "+") if holder is not None else ("author", None, "+")
    claims: list[Claim] = []

    def claim(attribute: str, value: dict[str, object], evidence: Span, polarity: str = "+") -> None:
        accused = "claimed" if attribute == "perpetrator" else None
        claims.append(
            Claim(
                f"c{len(claims) + 1}", "e1", attribute, value, voice, statement, "certain", polarity, accused,  # type: ignore[arg-type]
                (evidence,), (), 0.8,
            )
        )  # fmt: skip

    claim("occurred", {"realis": "actual"}, trigger, polarity)
    claim("type", {"type": type}, trigger, polarity)
    claim("place", {"place": "p1"}, where)
    claim("time", {"time": "t1"}, when)
    for status, (number, span) in numbers.items():
        value = {"low": number, "high": number, "approximate": False, "unit": "people", "of": None}
        claim(status, value, span, polarity)
    if blamed is not None:
        claim("perpetrator", {"actor": "a2", "text": perpetrator}, blamed)
    quantities = [
        Quantity(f"q{n}", *s, f"{v} people", v, v, False, "people") for n, (v, s) in enumerate(numbers.values(), 1)
    ]
    if rest:
        text.add(f" {rest}")
    corrections: list[Correction] = []
    if wrong is not None:
        text.add("\n\n")
        start, _ = text.add("Correction: an earlier version of this report said ")
        number = text.add(f"{wrong}")
        quantities.append(Quantity(f"q{len(quantities) + 1}", *number, str(wrong), wrong, wrong, False, "people"))
        text.add(" people were killed.")
        if right is not None:
            text.add(" It was ")
            number = text.add(f"{right}")
            quantities.append(Quantity(f"q{len(quantities) + 1}", *number, str(right), right, right, False, None))
            text.add(".")
        touched = tuple(c.id for c in claims if c.attribute == "killed")
        about = None if right is None else str(right)
        corrections.append(Correction(start, len(text.text), "people were killed", str(wrong), about, touched))
    begin = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    try:
        until = (begin + datetime.timedelta(days=1)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        until = "9999-12-31T23:59:59Z"
    roles = [Role("place", (where,), place="p1"), Role("time", (when,), time="t1")]
    return Reading(
        report=make_report(
            text.text, id=id, published=published, title=title, publisher=publisher, url=url, timezone=timezone,
            strict=False,
        ),
        times=(
            Time(
                "t1", *when, text.text[slice(*when)], "DATE", day, None, begin.isoformat().replace("+00:00", "Z"),
                until, 1, "UTC", "stated", None,
            ),
        ),
        places=(
            Place(
                "p1", *where, spot.name, spot.name, f"own:{spot.lat}:{spot.lon}", spot.lat, spot.lon, "PPL", None, None,
                spot.country, 1, 1.0, "location", "gazetteer", (), None,
            ),
        ),
        quantities=tuple(quantities),
        actors=tuple(actors),
        statements=tuple(statements),
        events=(
            Event(
                "e1", type, trigger, None, True, "actual", ("s1",) if statement else (), 0.9, tuple(roles),
                tuple(Toll(status, v, v, False, None, None, s, statement) for status, (v, s) in numbers.items()),
                (Factuality(statement or "author", "certain", polarity, -3.0 if denied else 3.0),),  # type: ignore[arg-type]
            ),
        ),
        claims=tuple(claims),
        corrections=tuple(corrections),
    )  # fmt: skip


def elsewhere(**more: object) -> Reading:
    """The reading of another incident, that has nothing in common with what ``told`` tells by itself."""
    given: dict[str, object] = {
        "spot": RIVER,
        "day": "2024-02-03",
        "published": "2024-02-03T12:00:00+00:00",
        "killed": 31,
        "holder": "Solo Andriana",
        "role": "mayor",
        "publisher": "Strait Herald",
        "rest": "A ferry sank below the railway bridge, and divers searched the river.",
    }
    return told(**(given | more))  # type: ignore[arg-type]


def without_events(text: str, **given: str | None) -> Reading:
    """The reading of a text in which nothing was read."""
    return Reading(make_report(text, strict=False, **given))  # type: ignore[arg-type]


_SYLLABLES = "ba be bo da di fa ha ka ki la lo ma mi na ne ra ro sa ta te va vo za zi".split()
_OUTLETS = ("Corvane", "The Tidewater Courier", "Radio Sambava", "Morning Lantern", "Strait Herald", None)
_OFFICES = ("governor", "mayor", "army spokesman", "hospital director")
_MATTERS = ("boats", "bridge", "school", "orchard", "depot", "market", "chapel", "railway", "granary", "clinic")


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def many(number: int, seed: int = 1) -> list[Reading]:
    """So many different readings; the same for the same seed."""
    chance = random.Random(seed)
    made: dict[str, Reading] = {}
    while len(made) < number:
        for reading in _incident(chance, len(made)):
            made.setdefault(reading.report.id, reading)
    return list(made.values())[:number]


def _incident(chance: random.Random, number: int) -> Iterator[Reading]:
    """The reports of one incident, over some days."""
    spot = Spot(_name(chance, 4), round(chance.uniform(-25, -12), 3), round(chance.uniform(43, 50), 3))
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randrange(360))
    toll = chance.randrange(2, 60)
    people = [(f"{_name(chance, 2)} {_name(chance, 4)}", chance.choice(_OFFICES)) for _ in range(2)]
    rest = f"It hit a {chance.choice(_MATTERS)} and a {chance.choice(_MATTERS)} in {_name(chance, 3)} Street."
    for report in range(chance.randrange(1, 6)):
        name, office = chance.choice(people)
        at = datetime.datetime.combine(day, datetime.time(chance.randrange(6, 23)), datetime.UTC)
        at += datetime.timedelta(days=chance.choice((0, 0, 0, 1, 2)))
        published: str | None = chance.choice((at.isoformat(), at.isoformat(), at.date().isoformat()))
        page = f"https://news.example/{number}/{report}" if chance.random() < 0.6 else None
        outlet = chance.choice(_OUTLETS)

        def version(killed: int, published: str | None, **more: object) -> Reading:
            given = {"holder": name, "role": office, "injured": killed * 2, "publisher": outlet, "url": page} | more  # noqa: B023
            return told(spot=spot, day=day.isoformat(), killed=killed, rest=rest, published=published, **given)  # type: ignore[arg-type]

        yield version(toll, published, holder=None if chance.random() < 0.3 else name)
        if page is not None and chance.random() < 0.3:
            later = (at + datetime.timedelta(hours=3)).isoformat()
            yield (
                version(toll + 1, later, wrong=toll, right=toll + 1)
                if chance.random() < 0.5
                else version(toll + 1, later)
            )
        if chance.random() < 0.15:
            yield version(toll, published, denied=True, url=None)
        if chance.random() < 0.3:
            toll += chance.randrange(1, 4)
