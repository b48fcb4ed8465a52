"""Numbers that other codebooks ask for: derived from claims by a named rule, and never a claim themselves.

- ACLED takes the most conservative of the numbers reported (Codebook, "Fatalities": "ACLED will always use the most
  conservative estimate"), with 10 for "several" or "tens", 12 for "dozens", 100 for "hundreds": the reading has these
  as the low end of a range. No number is 0 there; here it is unknown.
- UCDP gives a low, a best and a high estimate (UCDP GED Codebook, "Fatality estimates"). Low and high are the least and
  the greatest number that is held; best is the number of most independent origins, of several the last published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.ledger.records import Estimate, Position, Standing

_STATUSES = ("killed", "injured")
_ACLED = "ACLED: the most conservative of the numbers that are held"
_UCDP = "UCDP: the least and the greatest number that is held; best: the one of most independent origins, then the last"


def estimates_of(standings: Sequence[Standing]) -> Iterator[Estimate]:
    """The estimates of an incident's tolls, where a total is held; numbers that were overtaken count no longer."""
    for standing in standings:
        if standing.attribute not in _STATUSES or standing.of is not None:
            continue
        if standing.label in ("retracted", "superseded"):
            continue
        held = [p for p in standing.positions if p.polarity == "+" and not p.overtaken]
        if not held:
            continue
        ids = tuple(sorted(claim for position in held for claim in position.claims))
        low, high = min(map(_low, held)), max(map(_high, held))
        best = max(held, key=lambda p: (len(p.origins), p.last or "", _low(p)))
        if standing.attribute == "killed":
            yield Estimate("acled_fatalities", "killed", low, low, low, _ACLED, ids)
        yield Estimate(f"ucdp_{standing.attribute}", standing.attribute, low, _low(best), high, _UCDP, ids)


def _low(position: Position) -> int:
    return int(position.value.low if position.value.low is not None else 0)


def _high(position: Position) -> int:
    return int(position.value.high if position.value.high is not None else _low(position))
