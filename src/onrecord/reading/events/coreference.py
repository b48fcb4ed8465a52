"""Which mentions tell of one event. Careful: what the words do not tie together stays apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.codebook import Codebook, EventType
from onrecord.reading.events.apart import (
    is_series,
    names_year,
    police_and_others,
    same_number,
    same_reality,
    set_apart,
    totals,
    vehicle_number,
)
from onrecord.reading.events.belonging import BARE
from onrecord.reading.events.mentions import Mention, clause_of
from onrecord.reading.events.realis import is_definite
from onrecord.reading.events.status import is_aggregate
from onrecord.reading.events.triggers import UNTOLD
from onrecord.records import Actor, Place, Quantity, Time

_BROAD = frozenset({"PCLI", "PCLS", "PCLD", "ADM1", "CONT", "RGN", "SEA", "PCL", "PCLF", "PCLIX", "TERR", "ADM2"})
_NEAR = 2  # sentences between two tellings without "the", a shared time, place or number
_FAR = 4  # sentences beyond which "the attack" means the one told most rather than the one told last
_FIRST, _RECENT = 5, 40  # events that a mention may be of: the report's first ones, and those begun last
_SAMPLE = 20  # mentions
_NEARER = 1_000  # more than the mentions that any far event has
_GENERIC = frozenset({"attack", "transport_accident", "explosion", "fire", "casualties", "death", "damage"})
"""Types whose words also name events of a closer type ("the attack" for a missile strike)."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ATTACK = "attack"
_CRASHES = ("aircraft_crash", "train_accident", "road_accident", "ship_accident", "aircraft_downing")

_STATES = frozenset({"armed_clash", "offensive", "battle_claim", "siege", "mobilisation", "troop_movement"})
"""Types that go on over days: their words ("the fighting") do not name a single event of another type."""

_INTERCEPTION = "interception"
_SIDES = frozenset({"country", "government", "military", "group", "organization"})


@dataclass(slots=True, eq=False)
class Group:
    """Mentions taken to be of one event."""

    members: list[Mention] = field(default_factory=list)

    def sample(self) -> list[Mention]:
        """Its mentions; of very many, the first and the last, so that work grows with the text's length and no more."""
        many = len(self.members) > 2 * _SAMPLE
        return self.members[:_SAMPLE] + self.members[-_SAMPLE:] if many else self.members

    def types(self) -> set[str]:
        """The event types that its mentions have."""
        return {m.type.id for m in self.sample()}


_TOLD = ("actual", "ongoing")


class Joiner:
    """Groups the mentions of a report into events."""

    def __init__(
        self,
        codebook: Codebook,
        times: Sequence[Time],
        places: Sequence[Place],
        actors: Sequence[Actor],
        quantities: Sequence[Quantity],
    ) -> None:
        self._types = codebook.events
        self._sides = {a.id for a in actors if a.kind in _SIDES}
        self._times = {t.id: t for t in times}
        self._places = {p.id: p for p in places}
        self._numbers = {q.id: q.low for q in quantities if q.low == q.high}
        self.triggers: set[int] = set()
        self.wide: set[int] = set()  # totals over a war or a year: no single event, and none joins them

    def group(self, mentions: Sequence[Mention]) -> list[Group]:
        """The events, in order of their first mention."""
        self.triggers = {m.token.index for m in mentions}
        self.wide = {m.token.index for m in mentions if m.type.id in BARE and is_aggregate(m.token)}
        self.wide |= {m.token.index for m in mentions if is_series(m)}
        groups: list[Group] = []
        home: dict[int, Group] = {}
        for mention in mentions:
            chosen = self._chosen(mention, groups, home)
            if chosen is None:
                chosen = Group()
                groups.append(chosen)
            chosen.members.append(mention)
            home[mention.token.index] = chosen
        self._follow(groups, home, mentions)
        for group in groups:
            _settle(group, self._types)
        return [g for g in groups if g.members]

    def _follow(self, groups: list[Group], home: dict[int, Group], mentions: Iterable[Mention]) -> None:
        """Casualties told before their cause join it once it is known."""
        for mention in mentions:
            lead = mention.lead
            if lead is None or lead is mention or home[lead.token.index] is home[mention.token.index]:
                continue
            old, new = home[mention.token.index], home[lead.token.index]
            if len(old.members) == 1 and self._in_one_place(mention, new):
                old.members.remove(mention)
                new.members.append(mention)
                new.members.sort(key=lambda m: m.span)
                home[mention.token.index] = new

    def _chosen(self, mention: Mention, groups: list[Group], home: dict[int, Group]) -> Group | None:
        if mention.lead is not None and mention.lead is not mention and mention.lead.token.index in home:
            led = home[mention.lead.token.index]
            afar = mention.lead.token.sentence is not mention.token.sentence or mention.token.dep == "pobj"
            if mention.nominal and afar and set_apart(mention, self.triggers):
                return None
            return led if self._in_one_place(mention, led) else None
        if mention.type.id in BARE and mention.lead is not None and mention.lead is not mention:
            return None
        if mention.token.index in self.wide:
            series = is_series(mention)
            return next((g for g in groups if series and any(is_series(m) for m in g.sample())), None)
        if (beside := self._beside(mention, groups)) is not None:
            return beside
        if set_apart(mention, self.triggers):
            return None
        best: tuple[tuple[int, int], Group] | None = None
        near = groups if len(groups) <= _FIRST + _RECENT else groups[:_FIRST] + groups[-_RECENT:]
        for group in reversed(near):
            strength = self._strength(mention, group)
            far = mention.token.sentence.index - group.members[-1].token.sentence.index > _FAR
            rank = (strength, len(group.members) if far else _NEARER)
            if strength and (best is None or rank > best[0]):
                best = (rank, group)
        return best[1] if best is not None else None

    def _beside(self, mention: Mention, groups: Sequence[Group]) -> Group | None:
        """The harm told in the same sentence, of which no cause is told either: "one man dead and another wounded"."""
        if mention.type.id not in BARE or mention.realis not in _TOLD or not groups:
            return None
        last = groups[-1].members[-1]
        near = last.token.sentence is mention.token.sentence and last.lead in (None, last)
        return groups[-1] if near and last.type.id in BARE and last.realis in _TOLD else None

    def _strength(self, mention: Mention, group: Group) -> int:
        same = mention.type.id in group.types()
        if not same and (mention.type.id in _STATES or not self._related(mention, group)):
            return 0
        if not self._compatible(mention, group):
            return 0
        if names_year(mention.token) and not any(self._meet(a, b) for a in mention.times for b in _times(group)):
            return 0
        last = group.members[-1]
        gap = mention.token.sentence.index - last.token.sentence.index
        if mention.nominal and is_definite(mention.token):
            if any(m.nominal and m.token.lemma == mention.token.lemma for m in group.sample()):
                return 7
            return 6 if same else 4 if mention.type.id in _GENERIC or group.types() & _GENERIC else 0
        if mention.nominal and any(c.dep == "poss" for c in mention.token.children):
            return 3 if mention.realis == "actual" and (same or (gap <= _FAR and mention.type.id in _GENERIC)) else 0
        if not same and self._same_thing(mention):
            return 2
        if mention.token.lemma in ("it", "this"):
            return 1
        shared = self._shared(mention, group)
        if gap == 0 and same and self._bound(mention, group):
            return 5
        if mention.nominal and any(c.dep == "det" and c.lower in ("a", "an") for c in mention.token.children):
            return 3 if same and shared else 0
        if gap == 0 and self._bound(mention, group):
            return 5
        if shared and same:
            return 3 + shared
        if shared >= 2:
            return 3
        if same and not mention.nominal and mention.realis == "actual":
            bare = mention.type.toll and not mention.times and not mention.places
            return 2 if gap <= _NEAR or bare or self._people_only(mention) else 0
        if same and mention.nominal and mention.realis == "actual":
            loose = not any(c.dep in ("det", "nummod") for c in mention.token.children)
            return 2 if self._compounded(mention) or (loose and gap <= _NEAR) else 0
        return 0

    def _related(self, mention: Mention, group: Group) -> bool:
        return any(
            mention.type.id in m.type.related or m.type.id in mention.type.related
            for m in group.sample()
            if m.type.id not in BARE and m.type.id not in _STATES
        )

    def _compounded(self, mention: Mention) -> bool:
        """ "shooting victims", "crash site": the noun is only a modifier."""
        return mention.token.dep == "compound"

    def _people_only(self, mention: Mention) -> bool:
        """A telling about single named or known people ("Reed was shot in the leg"): a part of the event told."""
        victims = [role for role in mention.roles if role.role == "victim"]
        return bool(victims) and all(c.low == 1 == c.high for c in mention.counts) and not mention.times

    def _same_thing(self, mention: Mention) -> bool:
        """A verb about a thing told before ("the plane was downed")."""
        vehicles = [c for c in mention.token.children if c.dep in ("nsubj", "nsubjpass", "dobj") and c.pos == "NOUN"]
        wanted = any(role.role == "vehicle" for role in mention.roles)
        return wanted and any(c.tag == "NN" and is_definite(c) for c in vehicles)

    def _bound(self, mention: Mention, group: Group) -> bool:
        """In one sentence: one is an argument of the other, or a participle that tells its outcome."""
        for member in group.sample():
            if member.token.sentence is not mention.token.sentence:
                continue
            pair = (mention.token, member.token)
            for one, other in (pair, pair[::-1]):
                if one.head is other and one.dep in ("nsubj", "nsubjpass", "dobj"):
                    return True
                if one.dep == "pobj" and one.head.dep == "agent" and one.head.head is other:
                    return True  # "was hit by a drone strike"
                if clause_of(one).head is other and one.dep in ("advcl", "acl", "relcl") and one.tag in ("VBG", "VBN"):
                    return True
        return False

    def _compatible(self, mention: Mention, group: Group) -> bool:
        for member in group.sample():
            if member.token.index in self.wide or not same_number(mention, member):
                return False
            if not same_reality(mention, member):
                return False
            one, two = self._parties(mention), self._parties(member)
            if one and two and one.isdisjoint(two):
                return False
            ships, others = (vehicle_number(m, self._numbers) for m in (mention, member))
            if ships is not None and others is not None and ships != others:
                return False  # one plane, and two others
            if self._other_targets(mention, member) or police_and_others(mention, member):
                return False
        times = _times(group)
        if mention.times and times and not any(self._meet(a, b) for a in mention.times for b in times):
            return False
        return self._in_one_place(mention, group) and not self._clash(mention, group)

    def _in_one_place(self, mention: Mention, group: Group) -> bool:
        """Whether the places of a mention may be those of an event, as far as both are told."""
        places = [p for m in group.sample() for p in m.places]
        return not (mention.places and places) or any(self._near(a, b) for a in mention.places for b in places)

    def _other_targets(self, one: Mention, two: Mention) -> bool:
        """Interceptions of different numbers: each side tells of those it brought down itself."""
        if one.type.id != _INTERCEPTION or two.type.id != _INTERCEPTION:
            return False
        a, b = self._targets(one), self._targets(two)
        return bool(a and b and a.isdisjoint(b))

    def _targets(self, mention: Mention) -> set[float]:
        found = {self._numbers.get(r.quantity) for r in mention.roles if r.role == "target" and r.quantity is not None}
        return {number for number in found if number is not None}

    def _parties(self, mention: Mention) -> set[str]:
        """Its agents that are states, armed bodies or groups; persons are named in too many ways to tell apart."""
        return {r.actor for r in mention.roles if r.role == "agent" and r.actor in self._sides}

    def _meet(self, one: str, two: str) -> bool:
        a, b = self._times[one], self._times[two]
        if not (a.earliest and a.latest and b.earliest and b.latest):
            return a.value[:10] == b.value[:10] or not (a.value[:4].isdigit() and b.value[:4].isdigit())
        if _DAY.match(a.value) and _DAY.match(b.value) and a.value[:10] != b.value[:10]:
            return False  # two different days, even where the zones are not known
        return a.earliest < b.latest and b.earliest < a.latest

    def _near(self, one: str, two: str) -> bool:
        a, b = self._places[one], self._places[two]
        if a.gazetteer_id == b.gazetteer_id and a.gazetteer_id is not None:
            return True
        if a.name.lower() == b.name.lower():
            return True
        if a.gazetteer_id is None or b.gazetteer_id is None:
            return True
        if a.country != b.country:
            return False
        return a.feature in _BROAD or b.feature in _BROAD if a.admin1 in (None, b.admin1) or b.admin1 is None else False

    def _clash(self, mention: Mention, group: Group) -> bool:
        """Two exact totals of one status, above one person, that differ and are both told by the same holder."""
        own = dict(totals(mention))
        for member in group.sample():
            same_holder = mention.statements == member.statements
            if same_holder and any(own.get(status, number) != number for status, number in totals(member)):
                return True
        return False

    def _shared(self, mention: Mention, group: Group) -> int:
        times = {t for m in group.sample() for t in m.times}
        places = [p for m in group.sample() for p in m.places]
        score = 0
        if any(self._same_day(a, b) for a in mention.times for b in times):
            score += 1
        if any(a == b or self._same_place(a, b) for a in mention.places for b in places):
            score += 1
        exact = {(c.status, c.low) for m in group.sample() for c in m.counts if c.low and c.low == c.high and c.low > 1}
        if any((c.status, c.low) in exact for c in mention.counts):
            score += 2
        return score

    def _same_day(self, one: str, two: str) -> bool:
        a, b = self._times[one], self._times[two]
        return a.value[:10] == b.value[:10] and len(a.value) >= 10

    def _same_place(self, one: str, two: str) -> bool:
        a, b = self._places[one], self._places[two]
        if a.feature in _BROAD and a.feature != "ADM2":
            return False
        return (a.gazetteer_id is not None and a.gazetteer_id == b.gazetteer_id) or a.name == b.name


def _times(group: Group) -> list[str]:
    return [t for m in group.sample() for t in m.times]


def _is_attack(types: Mapping[str, EventType], kind: str) -> bool:
    """Whether a type is a closer kind of attack, not what an attack brings about."""
    return kind in types[_ATTACK].related and kind not in _GENERIC and types[kind].family not in ("accidents", "harm")


def _settle(group: Group, types: Mapping[str, EventType]) -> None:
    """Give words that left the type open ("the crash") the type that the event's other mentions tell."""
    told = Counter(m.type.id for m in group.members if m.type.id not in UNTOLD | BARE | {_ATTACK})
    kinds = [kind for kind, _ in told.most_common() if _is_attack(types, kind)]
    for mention in group.members:
        if mention.type.id == _ATTACK and kinds:
            mention.type = types[kinds[0]]
    closer = next((kind for kind in _CRASHES if kind in told), None)
    if closer == "aircraft_downing":
        closer = "aircraft_crash"  # that it was shot down is for those who say so
    if closer is not None:
        for mention in group.members:
            if mention.type.id in UNTOLD:
                mention.type = types[closer]
