"""Blocking keys: two mentions are compared only if they share one."""

from __future__ import annotations

from onrecord.ledger.linking.kinds import is_lasting
from onrecord.ledger.linking.sketches import Sketch, Terms

_LOCAL = 3  # UCDP's where_prec of a second-order division: what is coarser is no key
_MOST_AREAS, _MOST_BUCKETS, _MOST_DAYS = 4, 3, 2
"""Places, pairs of days and days of a mention that make keys: at most twelve keys of place and time."""
_RARE = 6.5
"""Bits of a word that may make a key: it is in one short report of 90 or fewer."""
_MOST_WORDS, _RARE_WORD, _MOST_LATER = 2, 9.0, 2
_MOST_LASTING, _MOST_SPOTS = 2, 2
_MOST_PEOPLE = 2  # words of people's names that make keys: most often the first name and the surname of one


def keys(sketch: Sketch) -> tuple[str, ...]:
    """The keys of a mention, at most 18.

    - ``t``: a place by name or its second-order division, in two days. Days d and d + 1 always share one.
    - ``m``: two rare words of a name together. ``p``: one of a person's name, in one first-order division.
    - ``d``: the page.
    """
    buckets = _buckets(sketch)
    found = [f"t{bucket:x}.{area:x}" for area in _named(sketch) for bucket in buckets]
    found += [f"w{bucket:x}.{word:x}" for word in _rarest(sketch.words, _MOST_WORDS, _RARE_WORD) for bucket in buckets]
    if sketch.published is not None:
        found += [f"s{m:x}.{name:x}" for name in sketch.rare[:_MOST_LATER] for m in _months(sketch.published)]
    division = next((p.division for p in sketch.places if p.division), 0)
    found += [f"m{mark:x}" for mark in sketch.marks]
    found += [f"p{word:x}.{division:x}" for word in _rarest(sketch.people, _MOST_PEOPLE)]
    if is_lasting(sketch.type) and sketch.published is not None:
        found += [f"l{m:x}.{area:x}" for area in _areas(sketch)[:_MOST_LASTING] for m in _months(sketch.published)]
    found.append(f"d{sketch.document}")
    return tuple(dict.fromkeys(found))


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


def _areas(sketch: Sketch) -> list[int]:
    """The first place's name and division, then further names; where there are few, rare names of other kinds."""
    near = [p for p in sketch.places if p.precision <= _LOCAL or p.own]
    names = [p.name for p in near]
    areas = [p.area for p in near if p.area]
    found = list(dict.fromkeys((*names[:1], *areas[:1], *names[1:], *areas[1:])))[:_MOST_AREAS]
    return found


def _named(sketch: Sketch) -> dict[int, None]:
    spots = [t.value for t in sketch.spots[:_MOST_SPOTS]]
    return dict.fromkeys((*_areas(sketch), *spots, *sketch.rare))


def _months(day: int) -> tuple[int, int]:
    return day // 30, day // 30 + 1


def _rarest(terms: Terms, most: int, least: float = 6.5) -> list[int]:
    return [h for _, h in sorted((-t.bits, h) for h, t in terms.at.items() if t.bits >= least)[:most]]
