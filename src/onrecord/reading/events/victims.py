"""Who is who among the people a report counts one by one: which tellings are of one person.

A person is told again by name, age, a definite description ("the victim") or a pronoun. An indefinite description is of
a new person, unless it says no more than one told before it that nothing sets apart. In doubt it is the same person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.reading.events.harm import REFLEXIVES
from onrecord.reading.events.mentions import Count, clause_of, is_passive, subject_of
from onrecord.reading.events.portraits import ANYBODY, KILLING, SEATED, Portrait, agent_of, portrait
from onrecord.reading.events.status import HIT_VERBS, STRUCK_VERBS
from onrecord.reading.parse import Token

_HITS = HIT_VERBS | STRUCK_VERBS | {"wound"}
_RECENT = 40  # people told last among whom a telling is looked for
_NEAR = 7  # words behind a death in which "self-inflicted" tells of it
_MOST = 16  # portraits kept of one person


@dataclass(slots=True, eq=False)
class Person:
    """One person of an event's toll; ``tellings`` are the counts that tell of them, with the token that names them."""

    portraits: list[Portrait] = field(default_factory=list)
    tellings: list[Count] = field(default_factory=list)
    agent: bool = False  # named as who harmed others

    @property
    def dead(self) -> bool:
        """Whether any telling says that they died."""
        return any(c.status == "killed" for c in self.tellings)

    @property
    def hurt(self) -> bool:
        """Whether the words say outright that they were hurt and not only that they were hit."""
        return any(c.status == "injured" and not c.hit for c in self.tellings)

    @property
    def culprit(self) -> bool:
        """Whether they did it themselves: told as the gunman, or dead by their own hand beside others."""
        return self.agent or any(p.culprit for p in self.portraits)

    @property
    def bare(self) -> bool:
        """Whether nothing tells them from another person ("one of them")."""
        return all(p.bare and p.kind == "indefinite" for p in self.portraits)

    def after(self, other: Person) -> bool:
        """Whether they, better described, are told of in a later sentence than the other."""
        return not self.bare and self.last().sentence.index > other.portraits[0].token.sentence.index

    @property
    def names(self) -> set[str]:
        """All parts of names told."""
        return {name for p in self.portraits for name in p.names}

    def agrees(self, told: Portrait) -> bool:
        """Whether nothing that is told of the person speaks against the portrait."""
        ages = [(p.age, self._leeway(p, told)) for p in self.portraits if p.age is not None]
        if told.age is not None and ages and not any(abs(age - told.age) <= leeway for age, leeway in ages):
            return False
        for own in self.portraits:
            if own.names and told.names and not _one_name(own.names, told.names):
                return False
            if own.sex is not None and told.sex is not None and own.sex != told.sex:
                return False
            if own.minor is not None and told.minor is not None and own.minor != told.minor:
                return False
        return True

    def _leeway(self, own: Portrait, told: Portrait) -> int:
        """Reports are often a year out: "his 10-year-old son", "his 11-year-old son"."""
        same = told.kind == "definite" and told.noun is not None and told.noun == own.noun
        return 1 if same or own.names & told.names else 0

    def is_same(self, other: Person) -> bool:
        """Whether two dead are one, since neither name, age nor sex, no "another" and no phrase sets them apart.

        So are two who harmed themselves.
        """
        if self.by_own_hand and other.by_own_hand and all(self.agrees(p) for p in other.portraits):
            return True
        if not (self.dead and other.dead):
            return False
        if self.culprit != other.culprit and (other if self.culprit else self).killed_by_somebody():
            return False
        if self.added or other.added or any(p.kind == "other" for p in (*self.portraits, *other.portraits)):
            return False
        if any(c in other.tellings for c in self.tellings) or not (self.names.isdisjoint(other.names)):
            return False
        return not (self.names and other.names) and all(self.agrees(p) for p in other.portraits)

    def told_with(self, other: Person, status: str) -> bool:
        """Whether the report tells of both together: in one sentence, in two that follow, or as "another", "also"."""
        here, there = (
            {c.token.sentence.index for c in p.tellings if c.status == status} for p in (self, other)
        )  # fmt: skip
        if self.culprit or other.culprit or here & there:
            return True
        if any(abs(a - b) == 1 for a in here for b in there) and self.described and other.described:
            return True
        return self.added or other.added

    @property
    def by_own_hand(self) -> bool:
        """Whether they are told to have harmed themselves."""
        return any(p.token.lower in REFLEXIVES for p in self.portraits)

    @property
    def only_shot(self) -> bool:
        """Whether the words say no more than that they were hit."""
        return not self.dead and all(c.hit and c.token.lemma in _HITS for c in self.tellings)

    @property
    def described(self) -> bool:
        """Whether a name or an age sets them apart from others."""
        return any(p.names or p.age is not None for p in self.portraits)

    @property
    def added(self) -> bool:
        """Whether the words put them on top of those told before: "a second victim", "was also killed"."""
        return self.portraits[0].kind == "other" or any(
            t.lower == "also" and t.dep == "advmod"
            for c in self.tellings
            for t in (*c.token.children, *clause_of(c.token).children)
        )

    def killed_by_somebody(self) -> bool:
        """Whether they are told to have been killed, and not only to have died or to have been found dead."""
        return any(c.token.lemma in KILLING and c.token.pos == "VERB" for c in self.tellings)

    def last(self) -> Token:
        """The word that told of them last."""
        return self.portraits[-1].token


def _one_name(one: frozenset[str], two: frozenset[str]) -> bool:
    """One name holds the other, or they share two parts ("Malik Reed", "Malik Rashad Reed")."""
    return one <= two or two <= one or len(one & two) > 1


def _by_the(told: Portrait, person: Person) -> bool:
    """Whether they harmed that person: "shot dead by the owner. The owner was hit in the leg"."""
    verbs = [c.token for c in person.tellings if c.token.pos == "VERB"]
    by = (verb.child("agent") if is_passive(verb) else None for verb in verbs)
    agents = [a.child("pobj") for a in by if a is not None]
    agents += [subject_of(verb) for verb in verbs if not is_passive(verb) and verb.lemma in KILLING]
    return any(agent is not None and agent.lemma == told.noun for agent in agents)


def harmed_by(person: Person, other: Person) -> bool:
    """Whether the words say that the other did it to the person."""
    return any(_by_the(told, person) for told in other.portraits if told.noun is not None)


def _is_another(told: Portrait, person: Person) -> bool:
    """Whether "a patron" is another than "a bartender"."""
    nouns = {p.noun for p in person.portraits if p.noun is not None and p.noun not in ANYBODY}
    return bool(nouns) and told.noun not in nouns


def _self_inflicted(count: Count) -> bool:
    """Whether the words say that they did it themselves: "died of a self-inflicted wound"."""
    tokens = clause_of(count.token).sentence.tokens
    near = [t.lower for t in tokens if count.token.index < t.index <= count.token.index + _NEAR]
    return count.status == "killed" and "inflicted" in near and "self" in near


def _parted(person: Person, count: Count) -> bool:
    """Whether a person told by number only ("one died", "one was hurt") had another fate than the telling's."""
    return person.bare and (person.dead != (count.status == "killed")) and (person.dead or person.hurt)


def _overlap(one: Token, two: Token) -> bool:
    """Whether two heads are one word, or one heads the other in a phrase of one person ("One", "One dead")."""
    if one is two:
        return one.lower not in REFLEXIVES
    return (one.head is two or two.head is one) and abs(one.index - two.index) == 1 and "poss" not in (one.dep, two.dep)


def _is_agent(told: Portrait, agent: Portrait) -> bool:
    """Whether the subject of "shot himself" is the one who harmed others: the same word, name, noun or "he"."""
    subject = subject_of(clause_of(told.token))
    if subject is agent.token or told.culprit or told.names & agent.names:
        return True
    if told.sex is not None and agent.sex is not None and told.sex != agent.sex:
        return False
    return told.kind == "pronoun" or (told.noun is not None and told.noun == agent.noun)


class Roster:
    """The people of one event, told one by one in text order."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._agents: list[Portrait] = []  # who is told to have harmed others

    def add(self, count: Count, token: Token, beside: Sequence[Person] = ()) -> Person:
        """The person that a telling is of; ``beside`` are those told in the same phrase, who are others."""
        told = portrait(token)
        if token.lower in REFLEXIVES and any(_is_agent(told, agent) for agent in self._agents):
            told = replace(told, culprit=True)
        ranked = token.index < count.token.index and count.token.head is token  # "the third child killed this year"
        if told.kind == "other" and (ranked or agent_of(count) is not None):  # "a boy shot another boy"
            told = replace(told, kind="indefinite")
        person = self._known(told, token, count, beside)
        if person is None and count.status == "killed" and self._is_agent_again(told):
            told = replace(told, culprit=True)  # "a gunman killed three people before he was shot dead"
        if person is None:
            person = Person()
            self.people.append(person)
        person.portraits[_MOST - 1 :] = [told]
        person.tellings.append(count)
        if token.lower not in REFLEXIVES:
            self.harmed(count)
        return person

    def _is_agent_again(self, told: Portrait) -> bool:
        """Whether "he", who is none of those told so far, is the one told last to have harmed others."""
        if told.kind != "pronoun" or not self._agents:
            return False
        last = self._agents[-1]
        return told.sex in (None, last.sex) or last.sex is None

    def harmed(self, count: Count) -> None:
        """Take note of who harmed those counted, if the words tell it."""
        if (agent := agent_of(count)) is not None:
            self._agents[_RECENT - 1 :] = [portrait(agent)]

    def _known(self, told: Portrait, token: Token, count: Count, beside: Sequence[Person]) -> Person | None:
        itself = subject_of(clause_of(token)) if token.lower in REFLEXIVES else token
        recent = self.people[-_RECENT:]
        for person in recent:
            if any(_overlap(p.token, itself or token) for p in person.portraits):
                return person
        fit = [p for p in recent if p not in beside and p.agrees(told) and not _parted(p, count)]
        if _self_inflicted(count):
            fit = [p for p in fit if not p.killed_by_somebody()]
        if told.kind == "definite" and any(c.dep == "poss" for c in token.children):
            fit = [p for p in fit if p.last().sentence is not token.sentence]  # "a man and killed his cousin"
        if told.noun is not None and told.noun not in ANYBODY:
            fit = [p for p in fit if not _by_the(told, p) and not (told.kind == "indefinite" and _is_another(told, p))]
        if told.culprit:
            own = [p for p in fit if p.culprit]
            return own[-1] if own else next((p for p in fit if told.names & p.names), None)
        if told.kind == "name":
            named = [p for p in fit if p.names & told.names]
            if named:
                return named[-1]
        else:
            fit = [p for p in fit if not p.culprit] if told.kind != "pronoun" else fit
        if told.kind == "definite" and count.status == "injured" and told.noun in SEATED:
            fit = [
                p for p in fit if not p.dead or any(o.noun == told.noun for o in p.portraits)
            ]  # "the driver was hurt"
        if count.status == "killed" and any(c.lower == "also" for c in count.token.children):
            fit = [p for p in fit if not p.dead]  # "was also killed": not one of the dead told before
        aged = [p for p in fit if told.age is not None and any(o.age == told.age for o in p.portraits)]
        if aged and told.kind != "other":
            return aged[-1]
        if told.kind == "other":
            return None
        fit.sort(key=lambda p: p.last().index)
        if told.kind == "pronoun" or (told.kind == "definite" and told.age is None):
            dead = [p for p in fit if p.dead]
            if count.status == "killed" and fit and dead and fit[-1].hurt:
                return dead[-1]  # "he died": not he who was told to be hurt, where another did die
            return fit[-1] if fit else None
        return self._untold(told, count, [p for p in fit if not p.culprit])

    def _untold(self, told: Portrait, count: Count, fit: list[Person]) -> Person | None:
        """The person an indefinite phrase or a new name tells more of: one told so far without name or age."""
        hurt: Person | None = None
        for person in fit:
            if person.names and told.names:
                continue
            if any(p.token.sentence is told.token.sentence for p in person.portraits):
                continue
            if count.status == "killed" and person.hurt and not person.dead:
                hurt = hurt or person
                continue
            if count.status == "injured" and not count.hit and person.dead:
                continue
            return person
        return hurt if not told.bare and not any(p.dead for p in self.people) else None

    def settled(self) -> list[Person]:
        """The people, the dead whom nothing tells apart taken for one."""
        kept: list[Person] = []
        for person in self.people:
            same = next((p for p in kept[-_RECENT:] if p.is_same(person)), None)
            if same is None:
                kept.append(person)
            else:
                same.portraits.extend(person.portraits)
                same.tellings.extend(person.tellings)
        for person in kept:
            told = [p.token for p in person.portraits]
            person.agent = any(
                self._names_same(person, agent, kept) or (person.dead and agent.token in told) for agent in self._agents
            )
        return kept

    def _names_same(self, person: Person, agent: Portrait, people: Sequence[Person]) -> bool:
        """Whether a dead person bears the name of who harmed others, and no relative who bears it too."""
        shared = person.names & agent.names
        if not person.dead or not shared:
            return False
        return len(shared) > 1 or not any(p is not person and p.names & shared for p in people)
