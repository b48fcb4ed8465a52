"""Are two event mentions one incident? Evidence for and against, added up as log2 likelihood ratios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, sqrt
from operator import itemgetter
from typing import NamedTuple

from onrecord.distance import km_on_a_plane
from onrecord.ledger.linking import weights
from onrecord.ledger.linking.kinds import is_lasting, is_seldom, kindred, other_means, parts_differ
from onrecord.ledger.linking.sketches import Count, Sketch, Term, Terms, Told, Where
from onrecord.ledger.linking.weights import Steps
from onrecord.records import Span

LINK = 0.0
"""The score from which a pair is rather one incident than two: the odds are even."""

_QUARTERS = 4  # what the weight of unlike words is rounded to
_TOWN = 1  # and of a place told to the point
_LOCAL = 3  # UCDP's where_prec of a second-order division: two places that are coarser tell nothing


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule found. ``weight`` is a log2 likelihood ratio: positive speaks for one incident.

    ``here`` and ``there`` are the words it rests on in the first and the second report. No word stands in it.
    """

    rule: str
    weight: float
    here: Span | None
    there: Span | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The sum of the prior and of the reasons' weights (log2 of the odds that it is one incident), and the reasons."""

    score: float
    reasons: tuple[Reason, ...]


class _Found(NamedTuple):
    rule: str
    weight: float
    here: Told | Term | Where | Count | None = None
    there: Told | Term | Where | Count | None = None


def judge(a: Sketch, b: Sketch) -> Judgement:
    """Weigh whether two mentions tell of one incident.

    The score is the same whichever comes first; ``here`` is of ``a``, ``there`` of ``b``.
    """
    swapped = (b.anchor, b.report) < (a.anchor, a.report)
    if swapped:
        a, b = b, a
    lasting = _lasting(a, b)
    found = [*(_when(a, b) if lasting is None else (lasting,)), _where(a, b), _who(a, b)]
    found += _likeness("names", a.names, b.names, weights.NAMES)
    numbers = [*_ages(a, b), *_tolls(a, b)]
    differ = any(number.weight < 0 for number in numbers)
    found += _likeness("words", a.words, b.words, weights.WORDS, weights.TEMPLATE if differ else inf)
    found += numbers
    if a.document == b.document:
        alike = max(_alike(a.words, b.words), _alike(a.names, b.names)) > weights.VERSION
        found.append(_Found("same_page", weights.SAME_PAGE if alike else weights.PAGE_REUSED))
    if not (a.main and b.main):
        found.append(_Found("aside", weights.ASIDE))
    if a.type == b.type and is_seldom(a.type):
        found.append(_Found("same_type", weights.SAME_TYPE))
    if other_means(a.type, b.type):
        found.append(_Found("other_means", weights.OTHER_MEANS))
    if not kindred(a.type, b.type):
        found.append(_Found("other_type", weights.STRANGERS))
    score = weights.PRIOR + sum(f.weight for f in found)
    return Judgement(score, tuple(_reason(f, swapped) for f in found if f.weight))


def _reason(found: _Found, swapped: bool) -> Reason:
    here = None if found.here is None else (found.here.start, found.here.end)
    there = None if found.there is None else (found.there.start, found.there.end)
    return Reason(found.rule, found.weight, *((there, here) if swapped else (here, there)))


def _step(value: float, steps: Steps) -> float:
    for bound, weight in steps:
        if value <= bound:
            return weight
    return steps[-1][1]


def _of(told: tuple[Told, ...], value: int) -> Told:
    return next(t for t in told if t.value == value)


def _nearest(a: tuple[Told, ...], b: tuple[Told, ...]) -> tuple[int, Told, Told]:
    return min((abs(x.value - y.value), x, y) for x in a for y in b)


def _when(a: Sketch, b: Sketch) -> Iterable[_Found]:
    """Days told, else days of publication; on one day, clock times of the event."""
    between = abs(a.published - b.published) if a.published is not None and b.published is not None else None
    if not a.told or not b.told:
        if between is not None:
            yield _Found("published", _step(between, weights.DAYS_BETWEEN))
        return
    common = {t.value for t in a.told} & {t.value for t in b.told}
    if not common:
        apart, here, there = _nearest(a.told, b.told)
        steps = weights.DAYS_APART if a.days and b.days else weights.DAYS_AROUND
        yield _Found("other_day", _step(apart, steps), here, there)
        return
    weight = weights.SAME_DAYS if len(common) > 1 else weights.SAME_DAY
    yield _Found("same_day", weight, _of(a.told, min(common)), _of(b.told, min(common)))
    if a.clocks and b.clocks:
        minutes, here, there = _nearest(a.clocks, b.clocks)
        if minutes <= weights.CLOCK_NEAR:
            yield _Found("same_clock", weights.SAME_CLOCK, here, there)
            return
        if minutes > weights.CLOCK_FAR:
            yield _Found("other_clock", weights.OTHER_CLOCK, here, there)
            return
    if a.parts and b.parts and all(parts_differ(p.value, q.value) for p in a.parts for q in b.parts):
        yield _Found("other_part", weights.OTHER_PART, a.parts[0], b.parts[0])


def _lasting(a: Sketch, b: Sketch) -> _Found | None:
    """What lasts for weeks is told on many days: the days between publication count, not those told."""
    if a.type != b.type or not is_lasting(a.type) or a.published is None or b.published is None:
        return None
    return _Found("lasting", _step(abs(a.published - b.published), weights.LASTING))


def _where(a: Sketch, b: Sketch) -> _Found:
    """A place that both tell, else the two places that lie nearest to each other."""
    same = None
    names = {q.name for q in b.places}
    for p in a.places:
        if p.name not in names:
            continue
        for q in b.places:
            if p.name == q.name and (p.precision <= _LOCAL or q.precision <= _LOCAL):
                if p.own and q.own:
                    return _Found("same_place", weights.SAME_TOWN, p, q)
                same = same or _Found("same_place", weights.SAME_PLACE, p, q)
    same = same or _named(a.places, b.names) or _named(b.places, a.names, turned=True)
    if same is not None:
        return same
    spot = _spot(a, b)
    here = [p for p in a.places if p.precision <= _LOCAL]
    there = [q for q in b.places if q.precision <= _LOCAL]
    if not here or not there:
        return spot or _Found("no_place", weights.NO_PLACE)
    km, p, q = _closest(here, there)
    if km <= weights.NEAR_KM:
        towns = p.own and q.own and p.precision == q.precision == _TOWN
        return _Found("near", weights.TWO_TOWNS if towns else weights.NEAR_BY, p, q)
    if spot is not None:
        return spot._replace(weight=weights.SPOT_AFAR)
    return _Found("far", weights.ELSEWHERE if km <= weights.FAR_KM else weights.FAR_OFF, p, q)


def _closest(here: list[Where], there: list[Where]) -> tuple[float, Where, Where]:
    """Two places of one second-order division (0 km), else the two that lie nearest to each other."""
    for p in here:
        for q in there:
            if p.area and p.area == q.area:
                return 0.0, p, q
    return min(((_km(p, q), p, q) for p in here for q in there), key=itemgetter(0))


def _spot(a: Sketch, b: Sketch) -> _Found | None:
    """A place that the gazetteer does not know, by its name in both, or that it knows in one alone."""
    here, there = {p.name: p for p in a.places}, {q.name: q for q in b.places}
    unknown = {t.value: t for t in b.spots}
    for spot in a.spots:
        other = unknown.get(spot.value) or there.get(spot.value)
        if other is not None:
            return _Found("same_place", weights.SAME_PLACE, spot, other)
    for spot in b.spots:
        if spot.value in here:
            return _Found("same_place", weights.SAME_PLACE, here[spot.value], spot)
    return None


def _named(places: tuple[Where, ...], names: Terms, *, turned: bool = False) -> _Found | None:
    """A place of one that the other names without its being known for a place there: in a headline, as a venue."""
    for place in places:
        if place.precision <= _LOCAL and place.name in names.at:
            pair = (names.at[place.name], place) if turned else (place, names.at[place.name])
            return _Found("same_place", weights.SAME_PLACE, *pair)
    return None


def _km(p: Where, q: Where) -> float:
    return km_on_a_plane(p.latitude, p.longitude, q.latitude, q.longitude)


def _shared(a: Terms, b: Terms) -> tuple[float, Term | None, Term | None]:
    """The bits of the words that both have, and the one that tells most, in either."""
    common = a.at.keys() & b.at.keys()
    if not common:
        return 0.0, None, None
    here = a.at
    ranked = [(min(here[key].bits, b.at[key].bits), key) for key in common]
    most = max(ranked)[1]
    return sum([bits for bits, _ in ranked]), here[most], b.at[most]


def _who(a: Sketch, b: Sketch) -> _Found:
    """Names of people concerned; who is one in one report may only be named in the other."""
    shared = [_shared(a.people, b.people), _shared(a.people, b.names), _shared(a.names, b.people)]
    bits = sum(s[0] for s in shared)
    if not bits:
        if a.people.at and b.people.at:
            return _Found("other_people", weights.OTHER_PEOPLE, *(next(iter(x.people.at.values())) for x in (a, b)))
        return _Found("no_people", weights.NO_PEOPLE)
    return _Found("people", _step(bits, weights.PEOPLE), *next(s[1:] for s in shared if s[0]))


def _alike(a: Terms, b: Terms) -> float:
    """How alike two sets of words are: the cosine by their bits."""
    return _cosine(_shared(a, b)[0], a, b)


def _cosine(bits: float, a: Terms, b: Terms) -> float:
    return bits / sqrt((a.bits + weights.FEW_BITS) * (b.bits + weights.FEW_BITS))


def _likeness(rule: str, a: Terms, b: Terms, steps: Steps, most: float = inf) -> Iterable[_Found]:
    if a.bits and b.bits:
        bits, here, there = _shared(a, b)
        likeness = _cosine(bits, a, b)
        weight = min(_step(likeness, steps), most)
        if weight < 0:
            weight = round(weight * min(1.0, min(a.bits, b.bits) / weights.ENOUGH_BITS) * _QUARTERS) / _QUARTERS
        yield _Found(rule, weight, here, there)


def _ages(a: Sketch, b: Sketch) -> Iterable[_Found]:
    if not a.ages or not b.ages:
        return
    common = {t.value for t in a.ages} & {t.value for t in b.ages}
    weight = weights.AGES[min(len(common), len(weights.AGES) - 1)]
    if not common:
        yield _Found("other_ages", weight, a.ages[0], b.ages[0])
        return
    age = max(common)
    yield _Found("ages", weight, _of(a.ages, age), _of(b.ages, age))


def _tolls(a: Sketch, b: Sketch) -> Iterable[_Found]:
    """By status, the two numbers that agree best."""
    best: dict[str, _Found] = {}
    for c in a.toll:
        for d in b.toll:
            if c.status == d.status:
                weight = _counts(c, d)
                if c.status not in best or weight > best[c.status].weight:
                    best[c.status] = _Found("toll" if weight > 0 else "other_toll", weight, c, d)
    return best.values()


def _counts(c: Count, d: Count) -> float:
    if c.low is not None and c.low == c.high == d.low == d.high:
        few = weights.TOLL_FEW if c.low < weights.MANY else weights.TOLL_MANY
        return weights.TOLL_ONE if c.low < weights.FEW else few
    meets = max(c.low or 0, d.low or 0) <= min(inf if c.high is None else c.high, inf if d.high is None else d.high)
    return weights.TOLL_MEETS if meets else weights.TOLL_DIFFERS
