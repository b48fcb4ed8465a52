"""Are two event mentions one incident? Evidence for and against, added up as log2 likelihood ratios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

from onrecord.ledger.linking.sketches import Count, Sketch, Term, Terms, Told, Where
from onrecord.records import Span

PRIOR = -5.0
LINK = 0.0

Steps = tuple[tuple[float, float], ...]
PEOPLE: Steps = ((8, 0), (12, 1.5), (20, 2.5), (30, 5), (50, 7), (float("inf"), 8))
NAMES: Steps = ((0, -1), (0.1, -0.5), (0.25, 0), (0.4, 0.5), (0.6, 1.5), (1.1, 3))
WORDS: Steps = ((0.1, -1.5), (0.15, -1), (0.2, 0), (0.25, 0.5), (0.3, 1), (0.4, 1.5), (0.6, 2.5), (1.1, 4))
AGES = (-3.0, 1.5, 3.0, 5.0)


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's evidence. ``weight`` is a log2 likelihood ratio: positive speaks for one incident.

    ``here`` and ``there`` are the words it rests on, in the first and in the second report.
    """

    rule: str
    weight: float
    here: Span | None
    there: Span | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The sum of the prior and of all reasons' weights, and the reasons."""

    score: float
    reasons: tuple[Reason, ...]


def judge(a: Sketch, b: Sketch) -> Judgement:
    """Weigh whether two mentions tell of one incident; the same whichever comes first, but for here and there."""
    reasons = [reason for rule in _RULES for reason in rule(a, b)]
    return Judgement(PRIOR + sum(r.weight for r in reasons), tuple(reasons))


def _step(value: float, steps: Steps) -> float:
    return next(weight for bound, weight in steps if value <= bound)


def _span(told: Told | Term | Where | Count | None) -> Span | None:
    return None if told is None else (told.start, told.end)


def _when(a: Sketch, b: Sketch) -> list[Reason]:
    apart = abs(a.published - b.published) if a.published is not None and b.published is not None else None
    common = {t.value for t in a.told} & {t.value for t in b.told}
    if common:
        day = min(common)
        here = next(t for t in a.told if t.value == day)
        there = next(t for t in b.told if t.value == day)
        return [Reason("same_day", 5.5 if len(common) > 1 else 4.5, _span(here), _span(there))]
    if not a.told or not b.told:
        if apart is None:
            return []
        return [Reason("published_near" if apart <= 4 else "published_far", _step(apart, ((1, 3), (4, 1.5), (7, 0), (float("inf"), -1))), None, None)]
    gap, here, there = min((abs(x.value - y.value), x, y) for x in a.told for y in b.told)
    weight = _step(gap, ((1, 1.5), (3, -0.5), (7, -1.5), (float("inf"), -3)))
    if apart is not None:
        weight += _step(apart, ((1, 1.5), (4, 0.5), (float("inf"), 0)))
    return [Reason("other_day", weight, _span(here), _span(there))]


def _where(a: Sketch, b: Sketch) -> list[Reason]:
    best: tuple[float, Where, Where] | None = None
    for p in a.places:
        for q in b.places:
            same = p.place == q.place or p.name == q.name
            if not same and (p.precision > 3 or q.precision > 3):
                continue
            if same:
                if p.precision > 3 and q.precision > 3:
                    continue
                w = 3.0 if p.own and q.own else 2.0
            else:
                d = _km(p, q)
                w = 1.0 if d < 30 or (p.area and p.area == q.area) else -1.5 if d < 100 else -3.0
            if best is None or w > best[0]:
                best = (w, p, q)
    if best is None:
        return [Reason("place_unknown", 1.0, None, None)]
    return [Reason("same_place" if best[0] >= 2 else "near" if best[0] > 0 else "far", best[0], _span(best[1]), _span(best[2]))]


def _km(p: Where, q: Where) -> float:
    """Kilometres between two places, on a plane: near enough up to some hundreds."""
    east = (p.longitude - q.longitude + 180) % 360 - 180
    return 111.2 * hypot(p.latitude - q.latitude, east * cos(radians((p.latitude + q.latitude) / 2)))


def _shared(a: Terms, b: Terms) -> tuple[float, Term | None, Term | None]:
    bits, most, key = 0.0, 0.0, 0
    for k in a.at.keys() & b.at.keys():
        w = a.at[k].bits
        bits += w
        if w > most or (w == most and k < key):
            most, key = w, k
    if not bits:
        return 0.0, None, None
    return bits, a.at[key], b.at[key]


def _who(a: Sketch, b: Sketch) -> list[Reason]:
    both, here, there = _shared(a.people, b.people)
    one, h1, t1 = _shared(a.people, b.names)
    two, h2, t2 = _shared(a.names, b.people)
    bits = both + one + two
    if not bits:
        if a.people.at and b.people.at:
            return [Reason("other_people", -1.5, None, None)]
        return [Reason("no_people", -1.0, None, None)]
    return [Reason("people", _step(bits, PEOPLE), _span(here or h1 or h2), _span(there or t1 or t2))]


def _likeness(rule: str, a: Terms, b: Terms, steps: Steps) -> list[Reason]:
    if not a.bits or not b.bits:
        return []
    bits, here, there = _shared(a, b)
    weight = _step(bits / sqrt(a.bits * b.bits), steps)
    return [Reason(rule, weight, _span(here), _span(there))] if weight else []


def _names(a: Sketch, b: Sketch) -> list[Reason]:
    return _likeness("names", a.names, b.names, NAMES)


def _words(a: Sketch, b: Sketch) -> list[Reason]:
    return _likeness("words", a.words, b.words, WORDS)


def _ages(a: Sketch, b: Sketch) -> list[Reason]:
    if not a.ages or not b.ages:
        return []
    common = {t.value for t in a.ages} & {t.value for t in b.ages}
    weight = AGES[min(len(common), 3)]
    if not common:
        return [Reason("other_ages", weight, _span(a.ages[0]), _span(b.ages[0]))]
    age = min(common)
    return [Reason("ages", weight, _span(next(t for t in a.ages if t.value == age)), _span(next(t for t in b.ages if t.value == age)))]


def _toll(a: Sketch, b: Sketch) -> list[Reason]:
    found = []
    for status in sorted({c.status for c in a.toll} & {c.status for c in b.toll}):
        best = None
        for c in a.toll:
            for d in b.toll:
                if c.status == d.status == status:
                    w = _counts(c, d)
                    if best is None or w > best[0]:
                        best = (w, c, d)
        if best and best[0]:
            found.append(Reason("toll" if best[0] > 0 else "other_toll", best[0], _span(best[1]), _span(best[2])))
    return found


def _counts(c: Count, d: Count) -> float:
    if c.low is not None and c.low == c.high == d.low == d.high:
        n = c.low
        return 0.5 if n <= 1 else 2.0 if n < 4 else 3.0
    lo, hi = max(c.low or 0, d.low or 0), min(c.high if c.high is not None else 1e9, d.high if d.high is not None else 1e9)
    return 0.5 if lo <= hi else -1.0


def _kind(a: Sketch, b: Sketch) -> list[Reason]:
    return []


_RULES: tuple[Callable[[Sketch, Sketch], list[Reason]], ...] = (_when, _where, _who, _names, _words, _ages, _toll, _kind)
