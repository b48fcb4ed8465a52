"""Which words of a report are place names? The parser's entities, checked and completed by the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from onrecord.gazetteer import Gazetteer, fold
from onrecord.reading.parse import Parse, Sentence
from onrecord.reading.places import words
from onrecord.reading.places.context import Context
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.verdict import DOUBTFUL, PLACES, WEAK, Verdict

LONGEST = 7
"""Tokens of the longest name that is looked up; marks between words count."""

MOST_CANDIDATES = 80
"""How many namesakes are weighed; the gazetteer gives the most important first."""

UNKNOWN = 0.4
"""How surely a name that no gazetteer has is a place name."""

_INSIDE = frozenset("-–'’/.") | frozenset("of de du la le al el and upon on en da do des di del".split())
_CONTAINED = frozenset((",", "(", ", in", "in", ", in the", "in the", ", a", "),"))
_KIND_OF = re.compile(r"(?:(?:air|border|military) )?\w+ (?:of|in)(?: the)?(?: \w+ern)?")


class Finder:
    """Finds the mentions of one report."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, nations: Mapping[str, tuple[str, str]]) -> None:
        self.parse, self.gazetteer, self.nations = parse, gazetteer, nations
        self.tokens = parse.tokens
        self.text = parse.text
        self.bounds = self._entities()
        self.context = Context(parse, gazetteer)
        self.verdict = Verdict(parse.tokens, self.bounds)
        self.found: list[Mention] = []
        self.doubtful: list[Mention] = []

    def run(self) -> list[Mention]:
        """All mentions, in text order."""
        for sentence in self.parse.sentences:
            self._sentence(sentence)
        self._second_look()
        self.found.sort(key=lambda m: m.start)
        self._containers()
        return self.found

    def _entities(self) -> dict[int, tuple[int, int]]:
        """For each token of an entity, the indices of the entity's first and last token, "the" and "'s" left out."""
        bounds: dict[int, tuple[int, int]] = {}
        i, tokens = 0, self.tokens
        while i < len(tokens):
            if not tokens[i].ent:
                i += 1
                continue
            j = i
            while j + 1 < len(tokens) and tokens[j + 1].ent == tokens[i].ent and not tokens[j + 1].ent_start:
                j += 1
            first, last = i, j
            if first < last and tokens[first].lower in ("the", "a", "an"):
                first += 1
            if first < last and tokens[last].tag == "POS":
                last -= 1
            for k in range(i, j + 1):
                bounds[k] = (first, last)
            i = j + 1
        return bounds

    def _sentence(self, sentence: Sentence) -> None:
        first, end = sentence.tokens[0].index, sentence.tokens[-1].index + 1
        i = first
        while i < end:
            token = self.tokens[i]
            if not (token.text[0].isupper() or (token.ent in PLACES and token.text[0].isalpha())):
                i += 1
                continue
            mention = self._name_at(i, first, end) or self._unknown_at(i, first, end)
            if mention is None:
                i += 1
                continue
            i = mention.last + 1

    def _name_at(self, i: int, first: int, end: int) -> Mention | None:
        """The longest name of the gazetteer that begins here, if it is a place in this context."""
        tokens, text = self.tokens, self.text
        limit = i
        while limit + 1 < min(end, i + LONGEST):
            token = tokens[limit + 1]
            if not (token.text[0].isalnum() or token.lower in _INSIDE) or token.tag == "POS":
                break
            limit += 1
        for j in range(limit, i - 1, -1):
            last = tokens[j]
            if j > i and not last.text[-1].isalnum() and not (last.text[-1] == "." and (len(last.text) > 1 or j + 1 < end)):
                continue
            raw = text[tokens[i].start : last.end]
            if len(raw) > 60 or "\n" in raw:
                continue
            key = fold(raw)
            if not self.gazetteer.knows(key) or (j > i and not last.text[0].isupper() and key.split()[-1] not in words.KIND_OF):
                continue
            mention = self._judge(i, j, key, raw, first, end)
            if mention is not None:
                return mention
        return None

    def _judge(self, i: int, j: int, key: str, raw: str, first: int, end: int) -> Mention | None:
        tokens = self.tokens
        if key in words.DIRECTIONS or (key in words.NEVER and not (i == j and tokens[i].ent == "GPE" and len(key) > 4)):
            return None
        if i > first and tokens[i - 1].lower in words.BEFORE_NATURE and tokens[i - 1].text[0].isupper():
            return None
        if self._nation(raw, "adjective", "people") and not self._nation(raw, "name", "capital"):
            return None
        candidates = self.gazetteer.by_key(key)[:MOST_CANDIDATES]
        if " and " in key and candidates[0].entry.feature == "RGN":
            return None
        after = self.text[tokens[j].end : tokens[j].end + 2]
        if tokens[j].tag == "$" or after[:1] == "$" or (key.startswith("st ") and after in ("'s", "’s") and tokens[i].ent != "GPE"):
            return None
        short = len(key) <= 3 or (raw.endswith(".") and len(key) <= 5)
        if short and not (raw.isupper() or raw.endswith(".")):
            if len(key) < 3 or tokens[i].ent != "GPE":
                return None
            short = False
        if short:
            abbreviated = [c for c in candidates if c.entry.feature in ("PCLI", "ADM1", "RGNE") or c.entry.feature.startswith("PPL")]
            follows = i > first and tokens[i - 1].text in (",", "(", "-")
            if not abbreviated or not (follows or tokens[i].ent in PLACES or candidates[0].entry.importance > 8):
                return None
        mention = Mention(i, j, tokens[i].start, tokens[j].end, key, candidates, tokens[i].ent, abbreviation=short)
        self.context.read(mention, first, end)
        verdict = self.verdict.of(mention, first, end)
        if verdict <= 0:
            if verdict == 0:
                self.doubtful.append(mention)
            return None
        mention.strength = verdict
        self.found.append(mention)
        return mention

    def _nation(self, raw: str, *kinds: str) -> bool:
        known = self.nations.get(raw.lower())
        return known is not None and known[1] in kinds

    def _unknown_at(self, i: int, first: int, end: int) -> Mention | None:
        """A name that no gazetteer has, where the parser and the words beside it say that it is a place."""
        tokens = self.tokens
        if not tokens[i].text[0].isupper() or (i > first and tokens[i - 1].index in self.bounds and self.bounds[i - 1][1] >= i):
            return None
        j = i
        while j + 1 < end and (
            tokens[j + 1].text[0].isupper()
            or (tokens[j + 1].text == "-" and j + 2 < end and tokens[j + 1].start == tokens[j].end)
        ) and tokens[j + 1].tag != "POS":
            j += 1
        low, high = self.bounds.get(i, (i, j))
        if low == i and high > j and tokens[i].ent in PLACES:
            j = high
        raw = self.text[tokens[i].start : tokens[j].end]
        key = fold(raw)
        if tokens[i].lower in words.DIRECTIONS or tokens[i].lower in ("the", "historic", "old", "new"):
            return None
        if j > i + 1 and tokens[i].lower in words.KIND_OF and tokens[i + 1].lower == "of":
            return None
        if not key or key in words.NEVER or self._nation(raw, "adjective", "people") or key.split()[-1] in words.STREETS:
            return None
        if tokens[i].ent == "NORP" or raw.lower().rstrip(".") in words.TITLES:
            return None
        mention = Mention(i, j, tokens[i].start, tokens[j].end, key, (), tokens[i].ent)
        self.context.read(mention, first, end)
        if any(t.lower in words.MEDIA or t.lower in words.ORGANS for t in tokens[i : j + 1]):
            return None
        place = tokens[i].ent in PLACES and low == i and high <= j
        spot = mention.kind is not None and mention.kind != "area" and tokens[j].pos == "PROPN"
        if not (place and mention.strength >= 0.3) and not (spot and mention.strength >= 0.5 and tokens[i].ent in ("", *PLACES, "ORG", "PERSON")):
            return None
        mention.strength = 0.4
        self.found.append(mention)
        return mention

    def _second_look(self) -> None:
        """Accept doubtful names that the report names elsewhere as places, or that stand in a row with places."""
        accepted = {m.key for m in self.found if m.candidates}
        persons = self._persons()
        taken = {k for m in self.found for k in range(m.first, m.last + 1)}
        heads = {k for m in self.found for k in range(m.first, m.last + 1)}
        for mention in self.doubtful:
            if any(k in taken for k in range(mention.first, mention.last + 1)):
                continue
            surname = self.tokens[mention.last].lower in persons
            head = self.tokens[mention.last].head
            beside = self.tokens[mention.last].dep in ("conj", "appos") and head.index in heads
            if (mention.key in accepted and not surname) or (beside and not surname and mention.label != "PERSON"):
                mention.strength = 0.5
                self.found.append(mention)
                taken.update(range(mention.first, mention.last + 1))

    def _persons(self) -> set[str]:
        """The words of names of two and more words that the parser took for persons."""
        return {
            t.lower
            for low, high in set(self.bounds.values())
            if high > low and self.tokens[low].ent == "PERSON"
            and not any(t.lower in words.ORGANS or t.lower in words.MEDIA for t in self.tokens[low : high + 1])
            for t in self.tokens[low : high + 1]
        }

    def _containers(self) -> None:
        """Which place is said to contain which: "A, B", "A district of B", "A in B"."""
        for one, other in zip(self.found, self.found[1:], strict=False):
            between = self.text[one.end : other.start]
            if len(between) > 40:
                continue
            parted = " ".join(between.lower().split())
            if parted in (",", "(", ", in", "in", ", in the", "in the", ", a", "), "):
                one.inside = other
            elif re.fullmatch(r"(?:(?:air|border|military)? ?\w+ )(?:of|in)(?: the)?(?: \w+ern)?", parted) and one.kind:
                one.inside = other
            elif parted in ("'s", "’s", "-", ":") and parted.endswith("s"):
                other.inside = other.inside or one
