"""Which words of a report may be place names? The parser's entities, checked and completed by the gazetteer."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from onrecord.gazetteer import Candidate, Gazetteer, fold
from onrecord.reading.parse import Parse, Sentence
from onrecord.reading.places import words
from onrecord.reading.places.context import ALSO_PLACES, NOUN, TOWN, Context
from onrecord.reading.places.mention import Found, Mention
from onrecord.reading.places.nations import Nations
from onrecord.reading.places.streets import streets
from onrecord.reading.places.verdict import DOUBTFUL, PLACES, Verdict
from onrecord.records import Span

LONGEST = 7
"""Tokens of the longest name that is looked up; marks between words count."""

MOST_CANDIDATES = 80
"""How many namesakes are weighed; the gazetteer gives the most important first."""

LONGEST_NAME = 60
"""Characters of the longest name that is looked up."""

WORLD_KNOWN = 8.0
"""Importance from which an abbreviation needs no comma before it: UK, US, UAE."""

UNKNOWN = 0.4
"""How surely a name that no gazetteer has is a place name."""

ARTICLES = frozenset("al el as ad an ar ash at az".split())
"""Arabic articles, which may be written small."""

_ROW = frozenset((",", "and", "or", "&"))
_INSIDE = frozenset("-–'’/.") | frozenset("of de du la le al el and upon on en da do des di del".split())
_ABBREVIATED = frozenset(("PCLI", "ADM1", "RGNE", "PPL", "PPLC"))


class Finder:
    """Finds what may be a place name in one report, with what its surroundings say; the filter then chooses."""

    def __init__(
        self,
        parse: Parse,
        gazetteer: Gazetteer,
        nations: Mapping[str, tuple[str, str]],
        actors: Container[str] = (),
    ) -> None:
        self.parse, self.gazetteer, self.nations, self.actors = parse, gazetteer, nations, actors
        self.tokens = parse.tokens
        self.text = parse.text
        self.bounds = self._entities()
        self.persons = self._persons()
        self.context = Context(parse, gazetteer, self.persons)
        self.verdict = Verdict(parse.tokens, self.bounds)
        self.adjectives = Nations(gazetteer, nations)

    def run(self) -> list[Mention]:
        """All candidates, in text order, the longer before the shorter; they may overlap."""
        found: list[Mention] = []
        for sentence in self.parse.sentences:
            found += self._sentence(sentence)
        found.sort(key=lambda m: (m.start, -m.end))
        return found

    def given(self, spans: Iterable[Span]) -> list[Mention]:
        """Mentions at these spans, in text order, whether or not anything there looks like a place name.

        A span of the text's spaces alone has none.
        """
        candidates = {(m.start, m.end): m for m in self.run()}
        found = []
        for start, end in sorted(set(spans)):
            tokens = self.parse.tokens_in(start, end)
            if not tokens:
                continue
            mention = candidates.get((start, end))
            if mention is None or not mention.candidates:
                key = fold(self.text[start:end])
                known = self._candidates(key)
                nation = () if known else self.adjectives.of(self.text[start:end])
                how: Found = "name" if known else "nation" if nation else "unknown"
                ends = tokens[0].index, tokens[-1].index
                mention = Mention(*ends, start, end, key, known or nation, tokens[0].ent, found=how)
                sentence = tokens[0].sentence.tokens
                self.context.read(mention, sentence[0].index, sentence[-1].index + 1)
            mention.strength = 1.0
            found.append(mention)
        return found

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

    def _sentence(self, sentence: Sentence) -> Iterator[Mention]:
        first, end = sentence.tokens[0].index, sentence.tokens[-1].index + 1
        last = -1  # of the candidate before
        for i in range(first, end):
            token = self.tokens[i]
            article = token.lower in ARTICLES and i + 2 < end and self.tokens[i + 1].text == "-"
            if token.text == "the" or (i - 2 >= first and self._article(i - 2)):
                continue  # no part of a name, whatever the parser's entity has; a name without its article
            if not (token.text[0].isupper() or article or (token.ent in PLACES and token.text[0].isalpha())):
                continue
            nation = self.adjectives.at(self.tokens, i, sentence, self.text)
            if nation is not None:
                self.context.read(nation, first, end)
                yield nation
            names = list(self._names_at(i, first, end))
            yield from names
            unknown = self._unknown_at(i, first, end, in_row=self._beside(i, last))
            if unknown is not None and unknown.last not in {name.last for name in names}:
                yield unknown
                names.append(unknown)
            last = max((last, *(name.last for name in names)))
        for start, stop in streets(self.text, sentence.start, sentence.end):
            inside = self.parse.tokens_in(start, stop)
            street = Mention(
                inside[0].index, inside[-1].index, start, stop, fold(self.text[start:stop]), (), inside[0].ent,
                found="street",
            )  # fmt: skip
            self.context.read(street, first, end)
            yield street

    def _article(self, i: int) -> bool:
        """Whether an Arabic article stands here, joined to what follows by a hyphen."""
        tokens = self.tokens
        return (
            tokens[i].lower in ARTICLES
            and i + 2 < len(tokens)
            and tokens[i + 1].text == "-"
            and tokens[i].end == tokens[i + 1].start
            and tokens[i + 1].end == tokens[i + 2].start
        )

    def _beside(self, i: int, last: int) -> bool:
        """Whether only a comma, "and" or "or" parts the token from the candidate before."""
        return last >= 0 and 0 < i - last - 1 <= 2 and all(t.lower in _ROW for t in self.tokens[last + 1 : i])

    def _names_at(self, i: int, first: int, end: int) -> Iterator[Mention]:
        """The names of the gazetteer that begin here, the longest first."""
        tokens = self.tokens
        limit = i
        while limit + 1 < min(end, i + LONGEST):
            token = tokens[limit + 1]
            if not (token.text[0].isalnum() or token.lower in _INSIDE) or token.tag == "POS":
                break
            limit += 1
        for j in range(limit, i - 1, -1):
            last = tokens[j]
            point = last.text[-1] == "." and (len(last.text) > 1 or j + 1 < end)  # not the sentence's own
            if j > i and not last.text[-1].isalnum() and not point:
                continue
            raw = self.text[tokens[i].start : last.end]
            if len(raw) > LONGEST_NAME or "\n" in raw:
                continue
            key = fold(raw)
            if not self.gazetteer.knows(key):
                bare = key.partition(" ")[2] if j > i and self._article(i) else ""
                if not self.gazetteer.knows(bare):
                    continue
                key = bare  # "al-Bayaa", which the gazetteer has without the article
            word = tokens[j - 1] if last.text == "." and j > i else last  # "Que."
            generic = word.text[0].isupper() or key.rsplit(" ", 1)[-1] in words.KIND_OF
            if j > i and not generic and not self.gazetteer.chosen(key):
                continue
            mention = self._judge(i, j, key, raw, first, end)
            if mention is not None:
                yield mention

    def _judge(self, i: int, j: int, key: str, raw: str, first: int, end: int) -> Mention | None:
        """The mention of a name that the gazetteer knows; none where it can be no place."""
        token = self.tokens[i]
        if key in words.DIRECTIONS or (key in words.NEVER and not (i == j and token.ent == "GPE" and len(key) > 4)):
            return None
        if i > first and self.tokens[i - 1].lower in words.BEFORE_NATURE and self.tokens[i - 1].text[0].isupper():
            return None
        if raw.lower() in self.actors and not self._nation(raw, "name", "capital"):
            return None  # Hamas is no namesake of a town
        if self._nation(raw, "adjective", "people") and not self._nation(raw, "name", "capital"):
            return None
        candidates = self._candidates(key)
        if key.split()[0] in words.BEFORE_NATURE:  # an airport may be named for a lake, but is not the lake
            candidates = tuple(c for c in candidates if c.entry.feature not in ("AIRP", "AIRB"))
            if not candidates:
                return None
        if self._is_kind(i, j) and not self.tokens[j].text[0].isupper():
            return None  # "The village" is not The Village in Oklahoma
        if " and " in key and candidates[0].entry.feature == "RGN":
            return None
        after = self.text[self.tokens[j].end : self.tokens[j].end + 2]
        saint = key.startswith("st ") and after in ("'s", "’s") and token.ent != "GPE"
        if saint or self.tokens[j].tag == "$" or after[:1] == "$":
            return None
        short = len(key) <= 3 or (raw.endswith(".") and len(key) <= 5)
        if short and not (raw.isupper() or raw.endswith(".")):
            if len(key) < 3:
                return None
            short = False
        if short:
            fits = any(c.entry.feature in _ABBREVIATED for c in candidates)
            follows = i > first and self.tokens[i - 1].text in (",", "(", "-")
            if not fits or not (follows or token.ent in PLACES or candidates[0].entry.importance > WORLD_KNOWN):
                return None
        if self._part_of_person(i, j) or self._names_no_place(j, end):
            return None
        if i == j and token.lower in self.persons and token.ent not in PLACES:
            return None
        mention = Mention(i, j, token.start, self.tokens[j].end, key, candidates, token.ent, abbreviation=short)
        self.context.read(mention, first, end)
        mention.verdict = self.verdict.of(mention, first, end)
        return mention

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        """What a name may mean: of "Karak district" also the divisions that are called Karak alone."""
        found = self.gazetteer.by_key(key)[:MOST_CANDIDATES]
        bare, _, noun = key.rpartition(" ")
        kind = words.KIND_OF.get(noun)
        if not bare or kind not in ("first", "second") or noun in ("county", "parish"):
            return found
        known = {candidate.entry.id for candidate in found}
        fitting = words.FEATURES[kind]
        more = [c for c in self.gazetteer.by_key(bare)[:MOST_CANDIDATES] if c.entry.feature in fitting]
        return (*found, *(c for c in more if c.entry.id not in known and c.entry.feature != "PCLI"))

    def _part_of_person(self, i: int, j: int) -> bool:
        """Whether the words are a part of a longer name that the parser takes for a person's."""
        low, high = self.bounds.get(i, (i, j))
        return self.tokens[i].ent == "PERSON" and (low < i or high > j)

    def _names_no_place(self, j: int, end: int) -> bool:
        """Whether the word after the name says that it names an outlet or a disease."""
        if j + 1 >= end:
            return False
        after = self.tokens[j + 1]
        outlet = after.text[0].isupper() and after.lower.rstrip(".") in words.MEDIA
        return outlet or after.lower in words.DISEASES

    def _nation(self, raw: str, *kinds: str) -> bool:
        known = self.nations.get(raw.lower())
        return known is not None and known[1] in kinds

    def _unknown_at(self, i: int, first: int, end: int, in_row: bool) -> Mention | None:
        """A name that no gazetteer has, where the parser or the words beside it allow that it is a place."""
        tokens = self.tokens
        token = tokens[i]
        low, high = self.bounds.get(i - 1, (i, i))
        if (i > first and low < i <= high and not in_row) or token.lower in words.BEFORE_NAMES:
            return None
        j = self._run(i, end)
        low, high = self.bounds.get(i, (i, j))
        if low == i and high > j and token.ent in PLACES:
            j = high
        if j > i + 1 and token.lower in words.KIND_OF and tokens[i + 1].lower == "of":
            return None
        raw = self.text[token.start : tokens[j].end]
        key = fold(raw)
        if not key or key in words.NEVER or key in words.TITLES or key.rsplit(" ", 1)[-1] in words.STREETS:
            return None
        if self._nation(raw, "adjective", "people") or self.gazetteer.blocked(key) or self._is_kind(i, j):
            return None
        if self._two_names(i, j):
            return None
        inside = [t.lower for t in tokens[i : j + 1]]
        if any(w in words.MEDIA for w in inside) or self._part_of_person(i, j) or self._names_no_place(j, end):
            return None
        mention = Mention(i, j, token.start, tokens[j].end, key, (), token.ent, found="unknown")
        self.context.read(mention, first, end)
        place = token.ent in PLACES and low == i and high <= j and mention.cue >= ALSO_PLACES
        spot = mention.kind not in (None, "area") and tokens[j].pos == "PROPN" and mention.cue >= NOUN
        mention.verdict = UNKNOWN if place or (spot and token.ent in ("", *PLACES, "ORG", "PERSON")) else DOUBTFUL
        allowed = token.ent in PLACES or in_row or mention.cue >= ALSO_PLACES
        return mention if mention.verdict or allowed else None

    def _is_kind(self, i: int, j: int) -> bool:
        """Whether the words are a kind of place that has no name: "The village"."""
        return (
            j > i
            and self.tokens[i].lower == "the"
            and all(t.lower in words.KIND_OF or t.lower in words.DIRECTIONS for t in self.tokens[i + 1 : j + 1])
        )

    def _two_names(self, i: int, j: int) -> bool:
        """Whether a hyphen joins two names that the gazetteer has: "the Sudan-Chad border"."""
        tokens = self.tokens
        if j != i + 2 or tokens[i + 1].text not in ("-", "–", "/"):
            return False
        return all(
            any(c.match == "name" and c.entry.importance >= TOWN for c in self.gazetteer.by_key(fold(t.text))[:1])
            for t in (tokens[i], tokens[j])
        )

    def _run(self, i: int, end: int) -> int:
        """The last token of the run of capitalised words that begins here."""
        tokens, j = self.tokens, i
        while j + 1 < min(end, i + LONGEST) and tokens[j + 1].tag != "POS":
            hyphen = tokens[j + 1].text in ("-", "–") and j + 2 < end and tokens[j + 1].start == tokens[j].end
            article = tokens[j + 1].lower in ARTICLES and j + 2 < end and tokens[j + 2].text == "-"
            name = hyphen or article or tokens[j + 1].text[0].isupper()
            if not name or tokens[j + 1].ent in ("DATE", "TIME"):
                break
            j += 1
        return j

    def _persons(self) -> set[str]:
        """The words of names of two and more words that the parser took for persons."""
        found: set[str] = set()
        for low, high in self.bounds.values():
            if high > low and self.tokens[low].ent == "PERSON":
                name = [t.lower for t in self.tokens[low : high + 1]]
                if words.ORGANS.isdisjoint(name) and words.MEDIA.isdisjoint(name):
                    found.update(name)
        return found
