"""Which place does a name mean? Namesakes are weighed by what the report says around them.

A candidate's score is its importance (the decimal logarithm of its people, more for countries), plus what fits: the
kind of place that a noun beside the name tells, the place that is said to contain it, and the places that the rest
of the report names. Each name votes for the divisions and countries of its candidates in proportion to how likely
they are; two rounds of voting settle a report whose names explain each other.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.gazetteer import Candidate, Entry, fold
from onrecord.reading.places import words
from onrecord.reading.places.containment import distance_km, lies_in
from onrecord.reading.places.mention import Mention

ROUNDS = 2
"""Rounds of voting; a third changes nothing in practice."""

ALTERNATE_LOSS = 3.0
"""A name in another language or an old one is less likely to be meant."""

SPELLING_LOSS = 0.5
"""Another way to write the same name ("Kupiansk", "Kupyansk") is nearly as likely."""

SHORT_LOSS = 1.9
""""Belgorod" alone is the city rather than the region."""

ABBREVIATED = 1.0
"""What a state or first-order division gains where the name is its abbreviation ("La.")."""

KIND_FITS = 3.0
"""A noun beside the name tells which kind of place it is; more than any two namesakes usually differ."""

KIND_ERRS = 3.0
"""What a candidate of another kind loses."""

TOWN_FIRST = 0.8
"""A bare name that a division shares with its town ("Rafah", "Aleppo") is the town's: so much less than the town a
division of its name is worth."""

MOST_GAP = 1.0
"""A town of less than a tenth of its division's people does not always come first: the division may be meant."""

STATES_FIRST = frozenset(("US", "CA", "AU", "BR", "MX", "IN"))
"""Countries whose first-order divisions are called by bare names ("Quebec", "New York's attorney general")."""

CONTAINED = 4.7
"""The text says what the place lies in; only a wrong reading of the words outweighs this."""

SAME_DIVISION = 3.6
SAME_COUNTRY = 2.4
"""What the other names of the report can add at most for a candidate's division and country."""

CLOSE_TO = 1.3
CLOSE_KM = 90.0
"""A candidate near a place that the report surely names gains this."""

WORLDWIDE = 2.2
"""Seas, continents and other places of no country are weighed as if so many names of the report lay there."""

PUBLISHER = 0.8
"""The publisher's own country."""

HOME_DIVISION, HOME_NEAR, HOME_KM = 1.5, 1.5, 80.0
"""A place in the division of a local publisher's home gains this, and one near it more."""

UNKNOWN_COUNTRY = 4.0
"""Importance (10,000 people) below which a place of a country that nothing in the report points to is no reading."""

SHARPNESS = 1.4
"""How fast likelihood falls with score; with base e, a score of 1 less is 4 times less likely."""

UNTOLD = 0.62
"""Below this share of the likelihood, with nothing in the text to tell, the choice is a guess and W009 says so."""

RIVAL = 0.15
"""Share of the likelihood from which another place is a possible reading."""

APART_KM = 161.0
"""Namesakes closer than this (the field's hundred miles) are no ambiguity that matters: a city and its district."""


_VOWELS = re.compile(r"(?<!^)[aeiouyjw' -]")
_ARTICLE = re.compile(r"\b(?:al|el|an|ar|as|ash|at|ad|az)[ -](?=\w{3})")
_NOUN = re.compile(r" (?:district|county|raion|region|oblast|province|governorate)$")
_RIVER = re.compile(r" (?:upon|on|am|an der|sur|ob der|nad) \w+$")
_DOUBLED = re.compile(r"(.)\1+")
_REST = ("in a division that the report names", "in a country that the report names", "in the place named beside it",
         "close to a place that the report names")  # fmt: skip

Group = tuple[str, str | None]
"""Mentions that mean the same: their folded name and the kind of place that is told."""

Refusal = Literal["unsupported", "kind"]
"""Why no namesake is taken: a small place of a country that nothing points to; none of the kind that is told."""


@dataclass(slots=True)
class Choice:
    """What a name was taken to mean: the entry or none, its share of the likelihood, whether it was a guess.

    ``refused`` says why none was taken where there were namesakes.
    """

    entry: Entry | None
    share: float
    guess: bool
    refused: Refusal | None = None


class Ground(NamedTuple):
    """One reason for or against a candidate, and what it adds to the candidate's score."""

    reason: str
    adds: float


class Weighed(NamedTuple):
    """A candidate with its share of the likelihood (0 to 1) and the grounds of it, which sum up to its score."""

    candidate: Candidate
    share: float
    grounds: tuple[Ground, ...]


class _Rest(NamedTuple):
    """What the rest of the report adds to a candidate's score."""

    division: float
    country: float
    container: float
    closeness: float


class Resolver:
    """Resolves the mentions of one report together: one name, one place, unless the text says otherwise."""

    def __init__(self, mentions: list[Mention], country: str | None, home: Entry | None = None) -> None:
        self.mentions, self.home = mentions, home
        self.country = home.country if home is not None else country
        self.groups: dict[Group, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self.groups[_group(mention)].append(mention)
        self.shares: dict[Group, list[float]] = {}
        self.divisions: dict[tuple[str, str], float] = {}
        self.countries: dict[str, float] = {}
        self.sure: list[tuple[Group, Entry]] = []
        self._alone_scores: dict[Group, list[float]] = {}
        self._rests: dict[Group, list[_Rest]] = {}

    def run(self) -> dict[int, Choice]:
        """For each mention, by its place in the list, what it means."""
        for group in self.groups:
            alone = [sum(ground.adds for ground in self._alone(group, c)) for c in self._candidates(group)]
            self._alone_scores[group] = alone
            self.shares[group] = _likelihood(alone)
        for _ in range(ROUNDS):
            self._vote()
            self.shares = {group: _likelihood(self._scores(group)) for group in self.groups}
        self._vote()
        choices = {group: self._choose(group) for group in self.groups}
        return {i: choices[_group(m)] for i, m in enumerate(self.mentions)}

    def weighed(self, mention: Mention) -> list[Weighed]:
        """The candidates of a mention as they were weighed at last, the likeliest first."""
        group = _group(mention)
        rows = zip(self._candidates(group), self.shares[group], self._rests[group], strict=True)
        found = []
        for candidate, share, rest in rows:
            told = [Ground(reason, adds) for reason, adds in zip(_REST, rest, strict=True) if adds]
            found.append(Weighed(candidate, share, (*self._alone(group, candidate), *told)))
        return sorted(found, key=lambda one: -one.share)

    def _candidates(self, group: Group) -> tuple[Candidate, ...]:
        return self.groups[group][0].candidates

    def _alone(self, group: Group, candidate: Candidate) -> Iterator[Ground]:
        """The grounds without the rest of the report."""
        entry, kind = candidate.entry, group[1]
        yield Ground("importance", entry.importance)
        abbreviation = self.groups[group][0].abbreviation
        if candidate.match == "alternate" and not abbreviation:
            if _alike(group, entry):
                yield Ground("another spelling", -SPELLING_LOSS)
            else:
                yield Ground("another name of it", -ALTERNATE_LOSS)
        elif candidate.match == "short" and kind not in ("first", "second", "air"):
            yield Ground("a part of its name", -SHORT_LOSS)
        if abbreviation and entry.feature in ("ADM1", "PCLI"):
            yield Ground("its abbreviation", ABBREVIATED)
        fitting = words.FEATURES.get(kind or "")
        if fitting is not None and not (entry.feature == "PCLI" and candidate.match == "name"):
            if entry.feature in fitting:
                yield Ground("the kind that is told", KIND_FITS - 0.5 * fitting.index(entry.feature))
            else:
                yield Ground("not the kind that is told", -KIND_ERRS)
        elif entry.feature in ("AIRP", "AIRB") and candidate.match == "short":
            yield Ground("an airport that is not told", -KIND_ERRS)
        elif entry.feature.startswith("ADM"):
            town = self._town_of(group, candidate)
            if town is not None:
                state = entry.feature == "ADM1" and entry.country in STATES_FIRST
                gap = 0.0 if state else max(0.0, min(MOST_GAP, entry.importance - town))
                yield Ground("a town in it has the name", -gap - TOWN_FIRST)
        if self.country is not None and entry.country == self.country:
            yield Ground("the publisher's country", PUBLISHER)
        home = self._at_home(entry)
        if home:
            yield Ground("near the publisher", home)

    def _at_home(self, entry: Entry) -> float:
        """What a place gains that lies where a local publisher reports from."""
        home = self.home
        if home is None or home.admin1 is None or (entry.country, entry.admin1) != (home.country, home.admin1):
            return 0.0
        local = home.feature != "ADM1" and entry.feature != "ADM1"
        return HOME_DIVISION + (HOME_NEAR if local and distance_km(entry, home) < HOME_KM else 0.0)

    def _town_of(self, group: Group, division: Candidate) -> float | None:
        """The importance of the town of the division's name that lies in it and is of like importance, if one does."""
        least = division.entry.importance - 1.5
        towns = [
            c.entry.importance - (ALTERNATE_LOSS if c.match == "alternate" and not _alike(group, c.entry) else 0.0)
            for c in self._candidates(group)
            if c.entry.feature.startswith("PPL") and c.entry.importance >= least and lies_in(c.entry, division.entry)
        ]
        return max(towns, default=None)

    def _vote(self) -> None:
        """Count, over all names, what their candidates say about divisions and countries."""
        divisions: dict[tuple[str, str], float] = defaultdict(float)
        countries: dict[str, float] = defaultdict(float)
        self.sure = []
        for group, shares in self.shares.items():
            for candidate, share in zip(self._candidates(group), shares, strict=True):
                entry = candidate.entry
                if share < 0.02 or entry.country is None:
                    continue
                countries[entry.country] += share
                if entry.admin1 is not None:
                    divisions[entry.country, entry.admin1] += share
                if share > 0.9 and entry.lat is not None and entry.feature not in ("PCLI", "ADM1", "RGN", "CONT"):
                    self.sure.append((group, entry))
        self.divisions, self.countries = dict(divisions), dict(countries)

    def _support(self, group: Group, index: int) -> tuple[float, float]:
        """How much the other names speak for the candidate's division and country."""
        entry = self._candidates(group)[index].entry
        if entry.country is None:
            return 0.0, WORLDWIDE
        own_country = own_division = 0.0
        for candidate, share in zip(self._candidates(group), self.shares[group], strict=True):
            if share >= 0.02 and candidate.entry.country == entry.country:
                own_country += share
                if candidate.entry.admin1 == entry.admin1:
                    own_division += share
        division = self.divisions.get((entry.country, entry.admin1 or ""), 0.0) - own_division
        country = self.countries.get(entry.country, 0.0) - own_country
        return max(0.0, division) if entry.admin1 else 0.0, max(0.0, country)

    def _scores(self, group: Group) -> list[float]:
        scores: list[float] = []
        rests: list[_Rest] = []
        alone, containers = self._alone_scores[group], self._containers(group)
        for index, candidate in enumerate(self._candidates(group)):
            division, country = self._support(group, index)
            inside = any(lies_in(candidate.entry, container) for container in containers)
            rest = _Rest(
                SAME_DIVISION * (1 - math.exp(-division)),
                SAME_COUNTRY * (1 - math.exp(-country / 1.5)),
                CONTAINED if inside else 0.0,
                0.0,
            )
            rests.append(rest)
            scores.append(alone[index] + sum(rest))
        if scores and self.sure:
            for index in self._close(group, scores):
                scores[index] += CLOSE_TO
                rests[index] = rests[index]._replace(closeness=CLOSE_TO)
        self._rests[group] = rests
        return scores

    def _close(self, group: Group, scores: list[float]) -> Iterator[int]:
        """The likely candidates near a place that the report surely names."""
        best = max(scores)
        for index, candidate in enumerate(self._candidates(group)):
            if scores[index] < best - 4 or candidate.entry.feature in ("PCLI", "CONT"):
                continue
            if any(g != group and distance_km(candidate.entry, entry) < CLOSE_KM for g, entry in self.sure[:20]):
                yield index

    def _containers(self, group: Group) -> list[Entry]:
        found = []
        for mention in self.groups[group]:
            outer = mention.inside
            if outer is None or not outer.candidates:
                continue
            shares = self.shares.get(_group(outer))
            if shares:
                found.append(outer.candidates[max(range(len(shares)), key=lambda i: (shares[i], -i))].entry)
                found += [c.entry for c in outer.candidates[:6] if c.entry.feature in ("ADM1", "PCLI")]
        return found

    def _choose(self, group: Group) -> Choice:
        candidates, shares = self._candidates(group), self.shares[group]
        if not candidates:
            return Choice(None, 0.0, False)
        best = max(range(len(shares)), key=lambda i: (shares[i], -i))
        entry = candidates[best].entry
        contained = any(lies_in(entry, c) for c in self._containers(group))
        division, country = self._support(group, best)
        supported = contained or country > 0.3 or (self.country is not None and entry.country == self.country)
        namesake = entry.feature.startswith(("PPL", "ADM")) or candidates[best].match != "name"
        if not supported and namesake and entry.importance < UNKNOWN_COUNTRY:
            return Choice(None, 0.0, False, "unsupported")
        kind = group[1]
        fits = kind is None or entry.feature in words.FEATURES[kind]
        if kind == "nature" and not fits and candidates[best].match != "name":
            return Choice(None, 0.0, False, "kind")
        # A crossing, a base or an airport that the gazetteer lacks is put at the town it is named for, nowhere else.
        if kind in ("air", "spot") and not fits and not entry.feature.startswith(("PPL", "ADM")):
            return Choice(None, 0.0, False, "kind")
        share, rivals = 0.0, False
        for candidate, part in zip(candidates, shares, strict=True):
            if candidate.entry is entry or distance_km(candidate.entry, entry) < APART_KM:
                share += part
            elif part > RIVAL:
                rivals = True
        guess = share < UNTOLD and rivals and division < 0.3 and not contained
        return Choice(entry, share, guess)


def _alike(group: Group, entry: Entry) -> bool:
    """Whether a name and an entry's own are two spellings of one, or it lacks the river ("Newcastle upon Tyne")."""
    key, own = group[0], fold(entry.name)
    if _NOUN.search(key):
        key, own = _NOUN.sub("", key), _NOUN.sub("", own)
    return skeleton(key) == skeleton(own) or (own.startswith(key) and bool(_RIVER.match(own, len(key))))


@lru_cache(maxsize=8192)
def skeleton(key: str) -> str:
    """What the spellings of a folded name share, its consonants: of "kupiansk" and "kupyansk", of "al hudaydah" and
    "hodeidah"."""
    bare = _ARTICLE.sub("", key).replace("q", "k").replace("g", "k").removesuffix("h")
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", bare)) or key


def _group(mention: Mention) -> Group:
    return mention.key, mention.kind if mention.kind in words.FEATURES else None


def _likelihood(scores: list[float]) -> list[float]:
    if not scores:
        return []
    best = max(scores)
    weights = [math.exp(SHARPNESS * (score - best)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
