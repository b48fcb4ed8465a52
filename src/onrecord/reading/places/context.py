"""What the words beside a name say: of which kind the place is, and whether it is a place at all."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from onrecord.gazetteer import Gazetteer, fold
from onrecord.reading.dateline import dateline_end
from onrecord.reading.parse import Parse
from onrecord.reading.places import words
from onrecord.reading.places.mention import Mention

_DATELINE = re.compile(r"\s*(?:,[^.;:]{2,40})?(?:\([^)]{2,30}\)\s*)?\s*(?:—|–|--|-\s)")
_ATTRIBUTES = frozenset("air military border refugee naval power".split())

TOWN = 4.0
"""Importance (10,000 people) from which a name that something befalls, or before a local body ("Athens police"), is a
town's."""

_FIRST = 4  # namesakes that are looked at
_BETWEEN = 3  # words between a preposition and a name that are passed over: "in the embattled eastern …"

ONLY_PLACES, ALSO_PLACES, NOUN, PARTY = 0.6, 0.3, 0.5, 0.8
"""What words add to the cue: "in", "near"; "at", "from", "of"; a generic noun beside the name; a dateline or party."""


class Context:
    """Reads the words beside names of one report."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, persons: Container[str]) -> None:
        self.tokens, self.text, self.gazetteer, self.persons = parse.tokens, parse.text, gazetteer, persons

    def read(self, mention: Mention, first: int, end: int) -> None:
        """Set the mention's kind and cue; ``first`` and ``end`` bound its sentence."""
        cue = self._before(mention, first) + self._after(mention, first, end)
        parts = mention.key.rsplit(" ", 1)
        if len(parts) == 2 and parts[1] in words.KIND_OF:
            cue += NOUN
            if words.KIND_OF[parts[1]] == "nature" or not mention.candidates:
                mention.kind = words.KIND_OF[parts[1]]
        if self._dateline(mention):
            cue += PARTY
        if self._followed_by_region(mention, end) or self._befallen(mention):
            cue += ONLY_PLACES
        mention.cue = min(1.0, cue)

    def share_kinds(self, mentions: Sequence[Mention]) -> None:
        """Give the names of a row the kind of place that a plural behind them tells: "the Bryansk and Tula regions"."""
        for index, mention in enumerate(mentions):
            kind = self._plural(mention.last + 1)
            if kind is None:
                continue
            mention.kind, row = kind, index
            while row > 0 and mentions[row - 1].kind is None and self._in_row(mentions[row - 1], mentions[row]):
                row -= 1
                mentions[row].kind = kind

    def _plural(self, j: int) -> str | None:
        tokens = self.tokens[j : j + 3]
        told = [t.lower for t in tokens]
        if told == ["local", "government", "areas"]:
            return "second"
        if not told or not told[0].endswith("s") or tokens[0].pos != "NOUN":
            return None
        singular = told[0][:-3] + "y" if told[0].endswith("ies") else told[0][:-1]
        kind = words.KIND_OF.get(singular)
        return kind if kind in ("first", "second") else None

    def _in_row(self, one: Mention, other: Mention) -> bool:
        between = [t.lower for t in self.tokens[one.last + 1 : other.first]]
        return 0 < len(between) <= 2 and all(word in (",", "and", "or") for word in between)

    def _before(self, mention: Mention, first: int) -> float:
        tokens, i = self.tokens, mention.first - 1
        if i < first:
            return 0.0
        if tokens[i].text == "-" and i - 1 >= first and tokens[i - 1].text in ("R", "D", "I"):
            return PARTY  # R-Springfield: a party and a district
        for _ in range(_BETWEEN):
            if i <= first or not (tokens[i].pos in ("ADJ", "DET") or tokens[i].lower in words.DIRECTIONS):
                break
            i -= 1
        word = tokens[i].lower
        cue = ONLY_PLACES if word in words.WITHIN else ALSO_PLACES if word in words.TOWARD else 0.0
        if tokens[mention.first - 1].lower in ("of", "the") and word == "of" and i - 1 >= first:
            kind = words.KIND_OF.get(tokens[i - 1].lower)
            if kind is not None and kind != "area":
                mention.kind = kind if kind in ("first", "second", "town", "nature") else None
                cue += NOUN
        return cue

    def _after(self, mention: Mention, first: int, end: int) -> float:
        tokens, j = self.tokens, mention.last + 1
        if j >= end:
            return 0.0
        after = tokens[j]
        noun, two = after.lower, False
        if [t.lower for t in tokens[j : min(end, j + 3)]] == ["local", "government", "area"]:
            mention.kind = "second"
            return NOUN
        if noun in _ATTRIBUTES and j + 1 < end:
            follow = tokens[j + 1].lower
            if noun in ("air", "military", "naval") and follow in ("base", "field", "station"):
                noun, two = ("airfield" if noun == "air" else "base"), True
            elif follow in words.KIND_OF:
                noun, two = follow, True
        kind = words.KIND_OF.get(noun)
        noted = two or after.pos in ("NOUN", "PROPN") or (kind == "spot" and self._definite(mention, first))
        if kind is not None and noted:
            if noun not in words.BORDERS:
                mention.kind = kind
            return NOUN
        if noun.rstrip(".") in words.OFFICES:
            mention.kind = words.OFFICES[noun.rstrip(".")]
        return 0.0

    def _definite(self, mention: Mention, first: int) -> bool:
        """Whether "the" stands before the name, so that "crossing" after it is no verb."""
        return mention.first > first and self.tokens[mention.first - 1].lower == "the"

    def _dateline(self, mention: Mention) -> bool:
        sentence = self.tokens[mention.first].sentence
        if mention.start != sentence.start:
            return False
        paragraph = sentence.paragraph
        if mention.start == paragraph.start and mention.end < dateline_end(self.text, paragraph.start, paragraph.end):
            return True
        return bool(_DATELINE.match(self.text, mention.end)) and self.text[mention.end : mention.end + 1] != "-"

    def _befallen(self, mention: Mention) -> bool:
        """Whether a town is what a verb of war or of moving is about: "missiles hit Konotop", "Kherson was shelled"."""
        token = self.tokens[mention.last]
        while token.dep == "conj":
            token = token.head
        verb = token.head
        befallen = token.dep in ("dobj", "nsubjpass") and verb.lemma in words.BEFALL
        if not befallen or self.tokens[mention.last].lower in self.persons:
            return False
        if not mention.candidates:
            return not (mention.label == "PERSON" and mention.last > mention.first)
        return any(c.match == "name" and c.entry.importance >= TOWN for c in mention.candidates[:_FIRST])

    def _followed_by_region(self, mention: Mention, end: int) -> bool:
        """Whether a comma and a country or first-order division follow ("Alexandria, Louisiana")."""
        tokens, j = self.tokens, mention.last
        if j + 2 >= end or tokens[j + 1].text != "," or not tokens[j + 2].text[0].isupper():
            return False
        for k in (j + 4, j + 3, j + 2):
            if k < end and not any(t.text == "," for t in tokens[j + 2 : k + 1]):
                key = fold(self.text[tokens[j + 2].start : tokens[k].end])
                for candidate in self.gazetteer.by_key(key)[:_FIRST]:
                    if candidate.entry.feature in ("PCLI", "ADM1") and candidate.match != "short":
                        return True
        return False
