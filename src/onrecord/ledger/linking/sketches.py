"""A sketch: all that linking knows of one event mention. It is made once, when a reading is added, and kept."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct
from typing import Any, NamedTuple

from onrecord.ledger.linking.words import EIGHTHS

_ROW = Struct("<IIBB")  # a word's hash, where it starts, how long it is, its bits in eighths


class Told(NamedTuple):
    """A number that the report tells, and the words that tell it: a day, a clock time or an age."""

    value: int
    start: int
    end: int


class Count(NamedTuple):
    """People counted by status, as in :class:`onrecord.records.Toll`."""

    status: str
    low: int | None
    high: int | None
    start: int
    end: int


class Where(NamedTuple):
    """A place. ``place``, ``name``, ``area`` and ``division`` are hashes of the gazetteer's id, the name, and the
    second- and first-order division (0: unknown). ``own``: the event is told to have been there."""

    place: int
    name: int
    latitude: float
    longitude: float
    precision: int
    area: int
    division: int
    country: str
    own: bool
    start: int
    end: int


class Term(NamedTuple):
    """How much a word tells, in bits, and where it stands first."""

    bits: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Words by their hash, and what they tell together."""

    at: Mapping[int, Term]
    bits: float

    @classmethod
    def of(cls, at: Mapping[int, Term]) -> Terms:
        """The words with their sum."""
        return cls(at, sum(term.bits for term in at.values()))

    def packed(self) -> str:
        """The words as text: 10 bytes each in base 64."""
        rows = (
            _ROW.pack(h, t.start, min(t.end - t.start, 255), min(int(t.bits * EIGHTHS), 255))
            for h, t in self.at.items()
        )
        return b64encode(b"".join(rows)).decode("ascii")

    @classmethod
    def unpacked(cls, text: str) -> Terms:
        """The words of :meth:`packed`."""
        rows = _ROW.iter_unpack(b64decode(text))
        return cls.of({h: Term(bits / EIGHTHS, start, start + length) for h, start, length, bits in rows})


@dataclass(frozen=True, slots=True)
class Sketch:
    """What linking knows of one event mention. No name and no word of the report stands in it, only hashes.

    ``anchor`` names the mention: digest of the text, start and end of the trigger. ``report`` is the key of the
    version, ``document`` that of the page. ``published`` and days are proleptic Gregorian ordinals, clock times minutes
    of the day. ``days`` and ``clocks`` are told for the event, ``told`` anywhere in its passages. ``people`` are words
    of the names of people concerned, ``names`` all other words in capitals but known places, ``words`` the rest.
    ``parts`` are parts of the day (:mod:`onrecord.ledger.linking.kinds`) told for it, ``spots`` hashes of the names of
    places that the gazetteer does not know, ``rare`` words of the rarest names but of states, armies and armed groups.
    ``marks`` are hashes of two rare words of a person's or an unknown place's name, by which reports are found whatever
    place they tell.
    """

    anchor: str
    report: str
    document: str
    type: str
    main: bool
    published: int | None
    days: tuple[Told, ...]
    told: tuple[Told, ...]
    clocks: tuple[Told, ...]
    parts: tuple[Told, ...]
    places: tuple[Where, ...]
    spots: tuple[Told, ...]
    toll: tuple[Count, ...]
    ages: tuple[Told, ...]
    people: Terms
    names: Terms
    words: Terms
    marks: tuple[int, ...]
    rare: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """The sketch as JSON's kinds of values, under short keys."""
        return {
            "a": self.anchor, "r": self.report, "d": self.document, "k": self.type, "m": int(self.main),
            "p": self.published, "t": [list(t) for t in self.days],
            "o": [list(t) for t in self.told], "c": [list(t) for t in self.clocks], "h": [list(t) for t in self.parts],
            "w": [list(p) for p in self.places], "s": [list(t) for t in self.spots],
            "q": [list(c) for c in self.toll], "g": [list(t) for t in self.ages],
            "P": self.people.packed(), "N": self.names.packed(), "W": self.words.packed(),
            "x": list(self.marks), "y": list(self.rare),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Sketch:
        """The sketch that :meth:`to_dict` wrote."""
        return cls(
            given["a"], given["r"], given["d"], given["k"], bool(given["m"]), given["p"],
            _told(given["t"]), _told(given["o"]), _told(given["c"]), _told(given["h"]),
            tuple(Where(*row) for row in given["w"]), _told(given["s"]),
            tuple(Count(*row) for row in given["q"]), _told(given["g"]),
            Terms.unpacked(given["P"]), Terms.unpacked(given["N"]), Terms.unpacked(given["W"]),
            tuple(given["x"]), tuple(given["y"]),
        )  # fmt: skip


def _told(rows: list[list[int]]) -> tuple[Told, ...]:
    return tuple(Told(*row) for row in rows)
