"""Numbers that other codebooks ask for: derived from claims by a named rule, and never a claim themselves.

- ACLED takes the most conservative of the numbers reported (Codebook, "Fatalities": "ACLED will always use the most
  conservative estimate"), with 10 for "several" or "tens", 12 for "dozens", 100 for "hundreds": the reading has these
  as the low end of a range. No number is 0 there; here it is unknown.
- UCDP gives a low, a best and a high estimate (UCDP GED Codebook, "Fatality estimates"). Low and high are the least and
  the greatest number that is held; best is the number of most independent origins, of several the last published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.ledger.loading import Material
from onrecord.ledger.records import Estimate
from onrecord.ledger.standing.revisions import Kept, Pages

_STATUSES = ("killed", "injured")
_ACLED = "ACLED: the most conservative of the numbers that are held"
_UCDP = "UCDP: the least and the greatest number that is held; best: the one of most independent origins, then the last"


def estimates_of(material: Material, pages: Pages) -> Iterator[Estimate]:
    """The estimates of an incident's tolls, where a total is held."""
    for status in _STATUSES:
        held = [
            one
            for one in pages.claims
            if one.state == "current"
            and one.row.attribute == status
            and one.row.category is None
            and not one.row.part
            and one.row.polarity == "+"
            and one.row.certainty != "unknown"
            and (one.row.low is not None or one.row.high is not None)
        ]
        if not held:
            continue
        ids = tuple(one.row.id for one in held)
        lows, highs = [_low(one) for one in held], [_high(one) for one in held]
        if status == "killed":
            least = min(lows)
            yield Estimate("acled_fatalities", status, least, least, least, _ACLED, ids)
        yield Estimate(f"ucdp_{status}", status, min(lows), _best(held), max(highs), _UCDP, ids)


def _low(one: Kept) -> int:
    return int(one.row.low if one.row.low is not None else 0)


def _high(one: Kept) -> int:
    return int(one.row.high if one.row.high is not None else _low(one))


def _best(held: list[Kept]) -> int:
    origins: dict[int, set[int]] = defaultdict(set)
    last: dict[int, int] = {}
    for one in held:
        number = _low(one)
        origins[number].add(one.origin)
        last[number] = max(last.get(number, -1), one.version.published_from or -1)
    return max(origins, key=lambda number: (len(origins[number]), last[number], number))
