"""Blocking keys: two mentions are compared only if they share one."""

from __future__ import annotations

from onrecord.ledger.linking.kinds import is_lasting
from onrecord.ledger.linking.sketches import Sketch, Terms

_LOCAL = 3  # UCDP's where_prec of a second-order division: what is coarser is no key
_MOST_AREAS, _MOST_BUCKETS, _MOST_DAYS = 4, 3, 2
"""Places, pairs of days and days of a mention that make keys: at most twelve keys of place and time."""
_MOST_SPOTS = 2  # places that the gazetteer does not know
_RARE = 6.5
"""Bits of a word of a person's name that may make a key: it is in one short report of 90 or fewer."""
_MOST_PEOPLE = 2  # words of people's names that make keys: most often the first name and the surname of one
_MOST_WORDS, _RARE_WORD = 4, 8.0
"""Other words that make keys with the days, and their bits: each is in one short report of 256 or fewer."""
_MOST_LATER, _MONTH = 2, 30
"""Rare names by which follow-ups are found within so many days."""
_MOST_LASTING = 2  # places of what lasts for weeks
_MOST_KEYS = 40


def keys(sketch: Sketch) -> tuple[str, ...]:
    """The keys of a mention, at most 40.

    - ``d``: the page.
    - ``m``: two rare words of a name together. ``p``: one of a person's name, in one first-order division.
    - ``t``: a place by name or its second-order division, a place that the gazetteer does not know, or a rare name, in
      two days. Days d and d + 1 always share one.
    - ``s``: a rare name, in two months of 30 days. ``l``: a place, in two months, of what lasts for weeks.
    - ``w``: a rare word, in two days.
    """
    buckets = _buckets(sketch)
    division = next((p.division for p in sketch.places if p.division), 0)
    found = [f"d{sketch.document}"]
    found += [f"m{mark:x}" for mark in sketch.marks]
    found += [f"p{word:x}.{division:x}" for word in _rarest(sketch.people, _MOST_PEOPLE, _RARE)]
    areas = _areas(sketch)
    spots = [spot.value for spot in sketch.spots[:_MOST_SPOTS]]
    found += [f"t{bucket:x}.{area:x}" for area in (*areas, *spots, *sketch.rare) for bucket in buckets]
    months = _months(sketch.published)
    found += [f"s{month:x}.{name:x}" for name in sketch.rare[:_MOST_LATER] for month in months]
    if is_lasting(sketch.type):
        found += [f"l{month:x}.{area:x}" for area in areas[:_MOST_LASTING] for month in months]
    found += [f"w{bucket:x}.{word:x}" for word in _rarest(sketch.words, _MOST_WORDS, _RARE_WORD) for bucket in buckets]
    return tuple(dict.fromkeys(found))[:_MOST_KEYS]


def _buckets(sketch: Sketch) -> list[int]:
    """Numbers of pairs of days, both of each day: days of the event, then days told around it, the nearest first."""
    near = sketch.published
    own = [t.value for t in sketch.days]
    days = [own, [t.value for t in sketch.told if t.value not in own]]
    if near is not None:
        for row in days:
            row.sort(key=lambda day: (abs(day - near), day))
    chosen = [day for row in days for day in row][:_MOST_DAYS]
    if not chosen and near is not None:
        chosen = [near - 1, near]
    pairs = dict.fromkeys(half for day in chosen for half in (day // 2, (day + 1) // 2))
    return list(pairs)[:_MOST_BUCKETS]


def _months(published: int | None) -> list[int]:
    return [] if published is None else [published // _MONTH, published // _MONTH + 1]


def _areas(sketch: Sketch) -> list[int]:
    """The first place's name and division, then further names."""
    near = [p for p in sketch.places if p.precision <= _LOCAL or p.own]
    names = [p.name for p in near]
    areas = [p.area for p in near if p.area]
    return list(dict.fromkeys((*names[:1], *areas[:1], *names[1:], *areas[1:])))[:_MOST_AREAS]


def _rarest(terms: Terms, most: int, least: float) -> list[int]:
    return [h for _, h in sorted((-t.bits, h) for h, t in terms.at.items() if t.bits >= least)[:most]]
