"""How fast a ledger takes readings and answers, as it grows.

Readings are invented (``invented.py``) and made before the clock runs: what is timed is what the ledger does with
them. Each query is asked as a user's program asks it, through :class:`onrecord.Ledger`, many times with other values;
the median counts. Box and time: the incidents in a box of 2 degrees within 30 days, 50 at most. As-of toll by holder:
the account of an incident as of a day, with who holds which number of killed. Search: the newest 20 reports with two
words.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.bench.invented import FEWEST, SEED, readings
from onrecord.ledger import Ledger
from onrecord.records import Reading

STEPS = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 5_000_000)
"""Numbers of claims at which is measured, as far as there are readings for them."""

ASKED = 200  # times that each query is asked
READER = "invented"

_MADE = 2_000  # readings that are made at a time
_BATCH = 256  # readings of one transaction
_BOX, _DAYS = 1.0, 30


@dataclass(frozen=True, slots=True)
class Step:
    """What was measured at a number of claims: readings a second since the step before, medians in milliseconds."""

    claims: int
    incidents: int
    a_second: float
    box_and_time: float
    toll_as_of: float
    search: float
    bytes: int


def measure(
    ledger: Ledger, count: int, claims: int = FEWEST, tell: Callable[[str, int, int], None] = lambda *_: None
) -> Iterator[Step]:
    """Add so many readings of so many claims each to an empty ledger, and ask it at each step."""
    made = readings(count, claims)
    added, spent, since = 0, 0.0, 0
    asked = _Asked(ledger)
    for goal in sorted({*(step for step in STEPS if step < count * claims), count * claims}):
        while added * claims < goal:
            some = list(islice(made, min(_MADE, -(-goal // claims) - added)))
            asked.see(some)
            began = time.perf_counter()
            ledger.add(some, reader=READER, batch=_BATCH)
            spent += time.perf_counter() - began
            added += len(some)
            tell("adding", added, count)
        found = ledger.stats()
        yield Step(
            claims=found.claims,
            incidents=found.incidents,
            a_second=(added - since) / spent,
            box_and_time=asked.median(asked.box_and_time),
            toll_as_of=asked.median(asked.toll_as_of),
            search=asked.median(asked.search),
            bytes=found.bytes,
        )
        spent, since = 0.0, added


class _Asked:
    """What is asked: of places, days and words that readings have."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.random = ledger, random.Random(SEED)
        self.seen: list[Reading] = []
        self.rows: list[str] = []

    def see(self, some: Sequence[Reading]) -> None:
        """Keep some readings to ask about."""
        self.seen = [*self.seen[-ASKED:], *self.random.sample(list(some), min(20, len(some)))]

    def median(self, query: Callable[[Reading], object]) -> float:
        """The median time in milliseconds."""
        self.rows = [row.id for row in self.ledger.incidents(limit=ASKED)]
        spent = []
        for number in range(ASKED + 5):
            reading = self.random.choice(self.seen)
            began = time.perf_counter()
            query(reading)
            if number >= 5:  # the first fill caches
                spent.append(1000 * (time.perf_counter() - began))
        return statistics.median(spent)

    def box_and_time(self, reading: Reading) -> object:
        """Incidents around the reading's place in the weeks around its day."""
        place, day = reading.places[0], reading.times[0].value
        lat, lon = place.lat or 0.0, place.lon or 0.0
        box = (max(-180, lon - _BOX), max(-90, lat - _BOX), min(180, lon + _BOX), min(90, lat + _BOX))
        until = time.strftime("%Y-%m-%d", time.gmtime(time.mktime(time.strptime(day, "%Y-%m-%d")) + _DAYS * 86_400))
        return self.ledger.incidents(box=box, since=day, until=until)

    def toll_as_of(self, reading: Reading) -> object:
        """Who held which toll of an incident on a day."""
        held = self.ledger.claims(self.random.choice(self.rows), "killed", as_of="2026-01-01")
        return [(one.holder.name, one.value.low, one.value.high) for one in held]

    def search(self, reading: Reading) -> object:
        """Reports with two words of the reading's."""
        return self.ledger.search(" ".join(self.random.sample(reading.report.text.split()[-40:], 2)).replace(".", ""))
