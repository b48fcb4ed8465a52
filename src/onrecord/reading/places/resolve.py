"""Which place does a name mean? Namesakes are weighed by what the report says around them.

A candidate's score is its importance (the decimal logarithm of its people, more for countries), plus what fits: the
kind of place that a noun beside the name tells, the place that is said to contain it, and the places that the rest
of the report names. Each name votes for the divisions and countries of its candidates in proportion to how likely
they are; two rounds of voting settle a report whose names explain each other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from onrecord.gazetteer import Candidate, Entry
from onrecord.reading.places import words
from onrecord.reading.places.mention import Mention

ROUNDS = 2
"""Rounds of voting; a third changes nothing in practice."""

ALTERNATE_LOSS = 3.0
"""A name in another language or an old one is less likely to be meant."""

SHORT_LOSS = 1.9
""""Belgorod" alone is the city rather than the region."""

KIND_FITS = 3.0
"""A noun beside the name tells which kind of place it is; more than any two namesakes usually differ."""

KIND_ERRS = 3.0
"""What a candidate of another kind loses."""

TOWN_FIRST = 1.2
"""A bare name that a division shares with its town ("Rafah", "Aleppo") is the town's."""

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


@dataclass(slots=True)
class Choice:
    """What a name was taken to mean: the entry or none, its share of the likelihood, whether it was a guess."""

    entry: Entry | None
    share: float
    guess: bool


def distance_km(a: Entry, b: Entry) -> float:
    """Great-circle distance; infinite where coordinates are unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    p = math.pi / 180
    x = math.sin((b.lat - a.lat) * p / 2) ** 2
    x += math.cos(a.lat * p) * math.cos(b.lat * p) * math.sin((b.lon - a.lon) * p / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(x)))


class Resolver:
    """Resolves the mentions of one report together: one name, one place, unless the text says otherwise."""

    def __init__(self, mentions: list[Mention], country: str | None, home: Entry | None = None) -> None:
        self.mentions, self.home = mentions, home
        self.country = home.country if home is not None else country
        self.groups: dict[tuple[str, str | None], list[Mention]] = defaultdict(list)
        for mention in mentions:
            self.groups[(mention.key, _kind(mention))].append(mention)
        self.shares: dict[tuple[str, str | None], list[float]] = {}
        self.divisions: dict[tuple[str, str], float] = {}
        self.countries: dict[str, float] = {}
        self.sure: list[tuple[tuple[str, str | None], Entry]] = []

    def run(self) -> dict[int, Choice]:
        """For each mention, by its place in the list, what it means."""
        for group in self.groups:
            self.shares[group] = _likelihood([self._alone(group, c) for c in self._candidates(group)])
        for _ in range(ROUNDS):
            self._vote()
            self.shares = {g: _likelihood(self._scores(g)) for g in self.groups}
        self._vote()
        choices = {group: self._choose(group) for group in self.groups}
        return {i: choices[(m.key, _kind(m))] for i, m in enumerate(self.mentions)}

    def _candidates(self, group: tuple[str, str | None]) -> tuple[Candidate, ...]:
        return self.groups[group][0].candidates

    def _alone(self, group: tuple[str, str | None], candidate: Candidate) -> float:
        """The score without the rest of the report."""
        entry, kind = candidate.entry, group[1]
        score = entry.importance
        abbreviation = self.groups[group][0].abbreviation
        if candidate.match == "alternate" and not abbreviation:
            score -= ALTERNATE_LOSS
        elif candidate.match == "short" and kind not in ("first", "second", "air"):
            score -= SHORT_LOSS
        if abbreviation and entry.feature in ("ADM1", "PCLI"):
            score += 1.0
        fitting = words.FEATURES.get(kind or "")
        if fitting is not None and not (entry.feature == "PCLI" and candidate.match == "name"):
            if entry.feature in fitting:
                score += KIND_FITS - 0.5 * fitting.index(entry.feature)
            else:
                score -= KIND_ERRS
        elif entry.feature in ("AIRP", "AIRB"):
            score -= KIND_ERRS
        elif entry.feature.startswith("ADM") and self._has_town(group, candidate):
            score -= TOWN_FIRST
        if self.country is not None and entry.country == self.country:
            score += PUBLISHER
        return score + self._at_home(entry)

    def _at_home(self, entry: Entry) -> float:
        """What a place gains that lies where a local publisher reports from."""
        home = self.home
        if home is None or home.admin1 is None or (entry.country, entry.admin1) != (home.country, home.admin1):
            return 0.0
        local = home.feature != "ADM1" and entry.feature != "ADM1"
        return HOME_DIVISION + (HOME_NEAR if local and distance_km(entry, home) < HOME_KM else 0.0)

    def _has_town(self, group: tuple[str, str | None], division: Candidate) -> bool:
        """Whether a town of the division's name lies in it and is of like importance."""
        least = division.entry.importance - 1.5
        return any(
            c.entry.feature.startswith("PPL") and c.entry.importance >= least and _lies_in(c.entry, division.entry)
            for c in self._candidates(group)
        )

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

    def _support(self, group: tuple[str, str | None], index: int) -> tuple[float, float]:
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

    def _scores(self, group: tuple[str, str | None]) -> list[float]:
        scores = []
        containers = self._containers(group)
        for index, candidate in enumerate(self._candidates(group)):
            score = self._alone(group, candidate)
            division, country = self._support(group, index)
            score += SAME_DIVISION * (1 - math.exp(-division)) + SAME_COUNTRY * (1 - math.exp(-country / 1.5))
            if any(_lies_in(candidate.entry, container) for container in containers):
                score += CONTAINED
            scores.append(score)
        if scores and self.sure:
            self._closeness(group, scores)
        return scores

    def _closeness(self, group: tuple[str, str | None], scores: list[float]) -> None:
        best = max(scores)
        for index, candidate in enumerate(self._candidates(group)):
            if scores[index] < best - 4 or candidate.entry.feature in ("PCLI", "CONT"):
                continue
            if any(g != group and distance_km(candidate.entry, entry) < CLOSE_KM for g, entry in self.sure[:20]):
                scores[index] += CLOSE_TO

    def _containers(self, group: tuple[str, str | None]) -> list[Entry]:
        found = []
        for mention in self.groups[group]:
            outer = mention.inside
            if outer is None or not outer.candidates:
                continue
            key = (outer.key, _kind(outer))
            shares = self.shares.get(key)
            if shares:
                found.append(outer.candidates[max(range(len(shares)), key=lambda i: (shares[i], -i))].entry)
                found += [c.entry for c in outer.candidates[:6] if c.entry.feature in ("ADM1", "PCLI")]
        return found

    def _choose(self, group: tuple[str, str | None]) -> Choice:
        candidates, shares = self._candidates(group), self.shares[group]
        if not candidates:
            return Choice(None, 0.0, False)
        best = max(range(len(shares)), key=lambda i: (shares[i], -i))
        entry = candidates[best].entry
        contained = any(_lies_in(entry, c) for c in self._containers(group))
        division, country = self._support(group, best)
        supported = contained or country > 0.3 or (self.country is not None and entry.country == self.country)
        namesake = entry.feature.startswith(("PPL", "ADM")) or candidates[best].match != "name"
        if not supported and namesake and entry.importance < UNKNOWN_COUNTRY:
            return Choice(None, 0.0, False)
        kind = group[1]
        fits = kind is None or entry.feature in words.FEATURES[kind]
        if kind == "nature" and not fits and candidates[best].match != "name":
            return Choice(None, 0.0, False)
        # A crossing, a base or an airport that the gazetteer lacks is put at the town it is named for, nowhere else.
        if kind in ("air", "spot") and not fits and not entry.feature.startswith(("PPL", "ADM")):
            return Choice(None, 0.0, False)
        share, rivals = 0.0, False
        for candidate, part in zip(candidates, shares, strict=True):
            if candidate.entry is entry or distance_km(candidate.entry, entry) < APART_KM:
                share += part
            elif part > RIVAL:
                rivals = True
        guess = share < UNTOLD and rivals and division < 0.3 and not contained
        return Choice(entry, share, guess)


def _kind(mention: Mention) -> str | None:
    return mention.kind if mention.kind in words.FEATURES else None


def _lies_in(entry: Entry, container: Entry) -> bool:
    if entry.country is None or entry.country != container.country or entry is container:
        return False
    if container.feature == "PCLI":
        return True
    if container.feature == "ADM1" or container.feature.startswith("PPL"):
        return entry.admin1 is not None and entry.admin1 == container.admin1
    if container.feature == "ADM2":
        return entry.admin2 == container.admin2 and entry.admin1 == container.admin1
    return False


def _likelihood(scores: list[float]) -> list[float]:
    if not scores:
        return []
    best = max(scores)
    weights = [math.exp(SHARPNESS * (score - best)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
