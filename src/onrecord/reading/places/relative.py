"""Where a place is said to lie by a named one: "10 km south of Izium", "near Kupiansk", "on the border between …"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.numerals import HYPHENS, WITH_UNIT, Number, may_start, read_number, with_prefix
from onrecord.reading.parse import Parse, Token
from onrecord.reading.places import words
from onrecord.reading.places.mention import Mention
from onrecord.records import Relation, RelationKind
from onrecord.wordset import wordset

KM = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "kilometers": 1.0, "kilometres": 1.0, "mile": 1.609344,
    "miles": 1.609344, "mi": 1.609344, "m": 0.001, "meter": 0.001, "metre": 0.001, "meters": 0.001, "metres": 0.001,
    "yards": 0.0009144,
}  # fmt: skip
"""Kilometres of each unit in which distances are told."""

_COMPASS = {"north": 0, "east": 90, "south": 180, "west": 270}
_TO = ("of", "from")
_SKIPPED = wordset("the a an besieged embattled occupied nearby border strategic contested key rebel-held")
_EDGES = wordset("outskirts edge edges suburb suburbs vicinity surroundings countryside approaches periphery environs")
_LINES = words.BORDERS | {"boundary"}
_WAYS = wordset("road highway motorway railway route area line corridor way stretch zone front plain strip")
_MOVES = wordset("travel drive move run go shuttle lie halfway somewhere")
_NOT_LINES = wordset(
    "crossing crossings guard guards police post posts checkpoint town city village patrol patrols force forces "
    "service agents officials"
)
_BESIDE = wordset("close next adjacent near nearer")
_BEFORE_SIDE = wordset("due just away further farther to directly immediately")
_LYING = wordset("lie locate situate be which that stand some about")
_APPOSED = 7  # words between a place and the words that say where it lies
_PARENTHESIS = 5  # words of "(6 miles)"
_BACK = 6  # words between a unit and where its number may begin


@dataclass(slots=True)
class _Told:
    """The words of a relation, as indices of tokens, and what they say."""

    first: int
    last: int
    kind: RelationKind
    km: float | None = None
    bearing: float | None = None
    other: int | None = None  # the mention of the second place between which it lies


def relations(parse: Parse, mentions: Sequence[Mention]) -> dict[int, Relation]:
    """How places are said to lie by others, by the index of the mention.

    "10 km south of Izium" is a place by Izium, whose mention has the relation. In "Brazhkivka, 10 km south of Izium"
    it is Brazhkivka that lies there: its mention has the relation, ``to`` the place that is named after it (``p`` and
    the mention's number, which is its place's id). Of two between which something lies each is ``to`` the other.
    """
    reader = _Reader(parse.tokens)
    told = reader.read(mentions)
    found: dict[int, Relation] = {}
    for index, one in told.items():
        span = parse.tokens[one.first].start, parse.tokens[one.last].end
        alone = one.kind in ("border", "between", "part")
        apposed = not alone and index > 0 and reader.apposed(mentions[index - 1], one)
        to = index if apposed else one.other
        relation = Relation(one.kind, one.km, one.bearing, span, None if to is None else f"p{to + 1}")
        if apposed:
            found.setdefault(index - 1, relation)
        else:
            found[index] = relation
    return found


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def read(self, mentions: Sequence[Mention]) -> dict[int, _Told]:
        """What is told of each mention, by its index."""
        found: dict[int, _Told] = {}
        for index, mention in enumerate(mentions):
            one = self._before(mention) or self._after(mention)
            before = found.get(index - 1)
            if one is None and before is not None and before.kind in ("border", "between"):
                between = self.tokens[mentions[index - 1].last + 1 : mention.first]
                open_ended = self.tokens[before.last].lower == "between" or before.kind == "between"
                joined = between and between[0].lower in ("and", "to") and all(t.lower in _SKIPPED for t in between[1:])
                if open_ended and joined and before.other is None:
                    one = _Told(before.first, before.last, before.kind)
                    if before.kind == "between":
                        one.other, before.other = index - 1, index
            if one is not None:
                found[index] = one
        for index in range(len(mentions) - 1):  # "the Sudan-Chad border": both
            after = found.get(index + 1)
            joined = self.tokens[mentions[index].last + 1 : mentions[index + 1].first]
            hyphen = len(joined) == 1 and (joined[0].text in HYPHENS or joined[0].text == "/")
            if hyphen and index not in found and after is not None and after.kind == "border":
                found[index] = _Told(after.first, after.last, "border")
        return found

    def apposed(self, other: Mention, told: _Told) -> bool:
        """Whether the words of a relation say where another place lies that is named just before."""
        between = self.tokens[other.last + 1 : told.first]
        if not between or len(between) > _APPOSED or between[0].text not in (",", "("):
            return False
        return all(
            t.pos in ("DET", "ADJ", "PRON", "ADV", "PUNCT", "NUM") or t.lemma in _LYING or t.lower in words.KIND_OF
            for t in between[1:]
        )

    def _before(self, mention: Mention) -> _Told | None:
        tokens, low = self.tokens, self.tokens[mention.first].sentence.tokens[0].index
        last = i = mention.first - 1
        while i > low and (tokens[i].lower in _SKIPPED or tokens[i].pos == "ADJ"):
            i -= 1
        if i > low and tokens[i].lower == "of" and words.KIND_OF.get(tokens[i - 1].lower) in ("town", "second", "spot"):
            i -= 2
            while i > low and (
                tokens[i].lower in _SKIPPED or tokens[i].pos == "ADJ" or tokens[i].lower in words.DIRECTIONS
            ):
                i -= 1
        if i < low:
            return None
        word, before = tokens[i].lower, tokens[i - 1].lower if i > low else ""
        side = self._side(i, low, last) if word in _TO else None
        if side is not None:
            return side
        if word in words.NEAR or (word == "to" and before in _BESIDE):
            first = i - (word == "to")
            begin, km = self._distance(first - 1, low)
            return _Told(first if km is None else begin, last, "near", km)
        if word == "with" and before in _LINES:
            return _Told(i - 1, last, "border")
        if word == "between":
            near = [t.lower for t in tokens[max(low, i - 2) : i]]
            if not _LINES.isdisjoint(near):
                return _Told(i - 1, i, "border")
            if not _WAYS.isdisjoint(near) or (i > low and tokens[i - 1].lemma in _MOVES):
                return _Told(i, i, "between")
        return self._part(mention, low)

    def _part(self, mention: Mention, low: int) -> _Told | None:
        """A side of the place itself: "northern Mali", "the north of Mali"."""
        i = mention.first - 1
        if i < low:
            return None
        word = self.tokens[i].lower
        if word in ("central", "centre", "center"):
            return _Told(i, i, "part")
        side = word.removesuffix("ern")
        if word.endswith("ern") and _points(side):
            first, bearing = self._bearing(i, low, "ern")
            return _Told(first, i, "part", None, bearing)
        if word == "of" or (word == "the" and i > low and self.tokens[i - 1].lower == "of"):
            i -= word == "the"
            first, bearing = self._bearing(i - 1, low)
            if bearing is not None and first > low and self.tokens[first - 1].lower == "the":
                return _Told(first, i, "part", None, bearing)
        return None

    def _after(self, mention: Mention) -> _Told | None:
        """What stands behind a name: "the Chad border", "Aleppo's southern outskirts"."""
        tokens, j = self.tokens, mention.last + 1
        end = tokens[mention.last].sentence.tokens[-1].index + 1
        if j < end and tokens[j].tag == "POS":
            j += 1
        while j < end and tokens[j].lower in words.DIRECTIONS:
            j += 1
        if j >= end:
            return None
        if tokens[j].lower in _LINES and not (j + 1 < end and tokens[j + 1].lower in _NOT_LINES):
            return _Told(j, j, "border")
        named = j + 1 < end and tokens[j + 1].lower == "of"  # the Chicago suburb of Aurora
        return _Told(j, j, "near") if tokens[j].lower in _EDGES and not named else None

    def _side(self, i: int, low: int, last: int) -> _Told | None:
        """What stands before "of" or "from": a side, a distance, the outskirts."""
        tokens = self.tokens
        first, bearing = self._bearing(i - 1, low)
        if bearing is None:
            if tokens[i].lower == "of" and i > low and tokens[i - 1].lower in _EDGES:
                return _Told(i - 1, last, "near")
            begin = i - 1 if i > low and tokens[i - 1].lower == "away" else i
            begin, km = self._distance(begin - 1, low)
            return None if km is None else _Told(begin, last, "near", km)
        if first > low and tokens[first - 1].lower == "the":
            if first - 1 == low or tokens[first - 2].lower != "to":
                return None  # "in the north of Mali" is in it
            first -= 2
        while first > low and tokens[first - 1].lower in _BEFORE_SIDE:
            first -= 1
        begin, km = self._distance(first - 1, low)
        return _Told(first if km is None else begin, last, "direction", km, bearing)

    def _bearing(self, i: int, low: int, ending: str = "") -> tuple[int, float | None]:
        """The side that is told by words that end at a token (and in some letters), and where they begin: degrees,
        clockwise from north."""
        points: list[int] = []
        first = i
        while first >= low:
            parts = _points(self.tokens[first].lower.removesuffix(ending))
            if not parts and not (points and self.tokens[first].text in HYPHENS):
                break
            points = parts + points
            first -= 1
        if not points or len(points) > 3:
            return i, None
        weighed = points if len(points) < 3 else [points[0], *points]  # north-northeast: between north and northeast
        x = sum(math.sin(math.radians(point)) for point in weighed)
        y = sum(math.cos(math.radians(point)) for point in weighed)
        if len(points) < 3 and math.hypot(x, y) < 0.5:
            return i, None  # "north-south"
        return first + 1, round(math.degrees(math.atan2(x, y)) % 360 / 22.5) * 22.5 % 360

    def _distance(self, i: int, low: int) -> tuple[int, float | None]:
        """The distance in km that is told by words that end at a token, and where they begin."""
        tokens = self.tokens
        if i > low and tokens[i].text == ")":  # 10 km (6 miles) south
            opening = next((k for k in range(i, max(low, i - _PARENTHESIS) - 1, -1) if tokens[k].text == "("), None)
            if opening is None:
                return i, None
            i = opening - 1
        if i < low:
            return i, None
        match = WITH_UNIT.fullmatch(tokens[i].lower)
        if match and match[2] in KM:
            return i, float(match[1].replace(",", "")) * KM[match[2]]
        unit = KM.get(tokens[i].lower)
        if unit is None:
            return i, None
        for begin in range(max(low, i - _BACK), i):
            number = read_number(tokens, begin) if may_start(tokens[begin]) else None
            if number is None:
                continue
            joined = number.last + 2 == i and tokens[i - 1].text in HYPHENS
            if number.last + 1 == i or joined:
                bound = with_prefix(tokens, number, low)
                middle = _middle(number)
                return min(bound.first, begin), None if middle is None else middle * unit
        return i, None


def _middle(number: Number) -> float | None:
    if number.low is None or number.high is None:
        return number.low if number.low is not None else number.high
    return (number.low + number.high) / 2


def _points(word: str) -> list[int]:
    """The compass points of "north", "northeast", "north-east" or "north-northeast"; none of another word."""
    found, rest = [], word.replace("-", "").removesuffix("wards").removesuffix("ward")
    while rest:
        point = next((name for name in _COMPASS if rest.startswith(name)), None)
        if point is None:
            return []
        found.append(_COMPASS[point])
        rest = rest[len(point) :]
    return found
