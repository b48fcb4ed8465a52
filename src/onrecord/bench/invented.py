"""Readings that were never read: of invented reports, made from the words of the examples, as many as are wanted.

Each incident has a type, a town of the gazetteer, a day and a toll, and some reports over the days that follow, a few
of them copies. The same seed gives the same readings.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.api import make_report
from onrecord.gazetteer.store import Entry
from onrecord.records import (
    Actor,
    Attribute,
    Claim,
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

SEED = 7
REPORTS = 4.0
"""Reports of an incident, on the average."""

FEWEST = 3
"""Claims of a reading: killed, place and time."""

_STATUSES: tuple[Attribute, ...] = (
    "injured", "missing", "captured", "detained", "rescued", "aboard", "displaced", "evacuated", "sheltered",
    "arrested",
)  # fmt: skip
_FIRST = datetime.date(2022, 1, 1)
_DAYS = 900
_COPIED = 0.3  # of the reports, those that copy one of the same incident
_TOWNS = 5_000  # entries of the gazetteer, of which some are no towns
_SENTENCES = 4  # of words of the examples, besides the lead
_TYPES = ("air_strike", "drone_strike", "shelling", "bombing", "shooting", "explosion", "attack", "clash")
_ENDINGS = ("ana", "ovar", "ilo", "esk", "una", "ador", "imir", "eth", "oka", "ulan")
_WORD = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True, slots=True)
class _Incident:
    number: int
    type: str
    spot: Entry
    day: datetime.date
    killed: int
    street: str


def readings(count: int, claims: int = FEWEST, seed: int = SEED) -> Iterator[Reading]:
    """So many readings of so many claims each, those of one incident spread among those of others.

    The first three claims are of killed, place and time; others count people of other statuses, in the report's own
    voice and the speaker's by turns.
    """
    made = _Maker(seed, claims)
    open_: list[tuple[_Incident, list[Reading]]] = []
    number = 0
    for _ in range(count):
        if not open_ or made.random.random() < 1 / REPORTS:
            open_.append((made.incident(number), []))
            number += 1
            if len(open_) > 200:  # incidents that are reported at a time
                open_.pop(made.random.randrange(len(open_)))
        incident, earlier = made.random.choice(open_)
        reading = made.report(incident, earlier)
        earlier.append(reading)
        yield reading


class _Maker:
    def __init__(self, seed: int, claims: int) -> None:
        from onrecord.demo import example_reports
        from onrecord.gazetteer import load

        self.random, self.claims = random.Random(seed), claims
        text = " ".join(report.text for report in example_reports())
        self.words: list[str] = sorted({word.lower() for word in _WORD.findall(text)})
        store = load(installed=False).shipped
        entries = (store.at(self.random.randrange(len(store))) for _ in range(_TOWNS))
        self.towns = [entry for entry in entries if entry.feature.startswith("PPL")]
        self.serial = 0

    def incident(self, number: int) -> _Incident:
        """An incident of its own."""
        return _Incident(
            number,
            self.random.choice(_TYPES),
            self.random.choice(self.towns),
            _FIRST + datetime.timedelta(days=self.random.randrange(_DAYS)),
            self.random.randint(1, 40),
            self.name(),
        )

    def name(self) -> str:
        """A name that nobody bears."""
        name = self.random.choice(self.words)[:4] + self.random.choice(_ENDINGS) + self.random.choice(("", "n", "r"))
        return name.capitalize()

    def sentence(self) -> str:
        """Words of the examples in any order."""
        return " ".join(self.random.choice(self.words) for _ in range(12)).capitalize() + "."

    def report(self, incident: _Incident, earlier: list[Reading]) -> Reading:
        """A report of an incident, or a copy of an earlier one under another publisher's name."""
        self.serial += 1
        publisher = f"{self.random.choice(self.words).capitalize()} {self.random.choice(('Post', 'News', 'Times'))}"
        url = f"https://reports.example/{self.serial}"
        if earlier and self.random.random() < _COPIED:
            copied = self.random.choice(earlier)
            report = make_report(copied.report.text, published=copied.report.published, publisher=publisher, url=url)
            return replace(copied, report=report)
        late = self.random.choice((0, 0, 0, 1, 1, 3))
        published = datetime.datetime.combine(incident.day, datetime.time(self.random.randrange(6, 24)), datetime.UTC)
        published += datetime.timedelta(days=late, minutes=self.random.randrange(60))
        return self._reading(incident, publisher, url, published, incident.killed + self.random.choice((0, 0, late)))

    def _reading(
        self, incident: _Incident, publisher: str, url: str, published: datetime.datetime, killed: int
    ) -> Reading:
        town, weekday = incident.spot.name, f"{incident.day:%A}"
        noun = incident.type.replace("_", " ")
        holder = f"Governor {self.name()} {self.name()}" if self.random.random() < 0.5 else f"the {town} hospital"
        pieces: dict[str, tuple[int, int]] = {}
        text = ""
        lead = [
            ("number", f"{killed}"), ("", " people were killed in "), ("trigger", noun),
            ("", f" in {incident.street} Street in "), ("place", town), ("", " on "), ("time", weekday), ("", ", "),
            ("source", holder), ("", " "), ("cue", "said"), ("", "."),
        ]  # fmt: skip
        for label, words in lead:
            if label:
                pieces[label] = (len(text), len(text) + len(words))
            text += words
        text += "\n\n" + " ".join(self.sentence() for _ in range(_SENTENCES))
        report = make_report(text, published=published.isoformat(), publisher=publisher, url=url)
        report = replace(report, language="en")
        start = f"{incident.day}T00:00:00Z"
        latest = f"{incident.day + datetime.timedelta(days=1)}T00:00:00Z"
        time = Time(
            "t1", *pieces["time"], weekday, "DATE", f"{incident.day}", None, start, latest, 1, "UTC", "place",
            "published",
        )  # fmt: skip
        spot = incident.spot
        place = Place(
            "p1", *pieces["place"], town, town, spot.id, spot.lat, spot.lon, spot.feature, None, spot.admin1,
            spot.country, 1, 1.0, "location", "gazetteer", (), None,
        )  # fmt: skip
        people = (pieces["number"][0], pieces["number"][1] + len(" people"))
        quantity = Quantity("q1", *pieces["number"], str(killed), killed, killed, False, "people")
        person = holder.startswith("Governor")
        actor = Actor(
            "a1", holder.removeprefix("Governor "), "person" if person else "organization", spot.country,
            "Governor" if person else None, (pieces["source"],),
        )  # fmt: skip
        statement = Statement(
            "s1", (pieces["source"],), (pieces["cue"],), ((0, pieces["time"][1]),), "a1", "assert", "indirect", None,
            None, None, None, 1.0,
        )  # fmt: skip
        event = Event(
            "e1", incident.type, pieces["trigger"], None, True, "actual", ("s1",), 0.9,
            (Role("place", (pieces["place"],), place="p1"), Role("time", (pieces["time"],), time="t1")),
            (Toll("killed", killed, killed, False, None, None, people, "s1"),),
            (Factuality("s1", "certain", "+", 3.0),),
        )  # fmt: skip
        count = {"low": killed, "high": killed, "approximate": False, "unit": "people", "of": None}
        told: tuple[tuple[Attribute, dict[str, Any], Span], ...] = (
            ("killed", count, people),
            ("place", {"place": "p1"}, pieces["place"]),
            ("time", {"time": "t1"}, pieces["time"]),
        )
        claims = [
            Claim(f"c{number}", "e1", attribute, value, "a1", "s1", "certain", "+", None, (span,), (), 0.9)
            for number, (attribute, value, span) in enumerate(told, 1)
        ]
        while len(claims) < self.claims:
            number = len(claims) - len(told)
            turn, status = divmod(number, len(_STATUSES))
            holder, by = ("author", None) if turn % 2 else ("a1", "s1")
            value = {**count, "low": killed + turn // 2, "high": killed + turn // 2}
            id = f"c{len(claims) + 1}"
            claims.append(
                Claim(id, "e1", _STATUSES[status], value, holder, by, "certain", "+", None, (people,), (), 0.9)
            )
        return Reading(
            report, times=(time,), places=(place,), quantities=(quantity,), actors=(actor,), statements=(statement,),
            events=(event,), claims=tuple(claims),
        )  # fmt: skip
