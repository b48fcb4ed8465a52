"""Adding up: how many people of one status an event has, from groups told at once and people told one by one.

A group's number is told outright ("four people were killed"). People told singly are each counted once
(:mod:`~onrecord.reading.events.victims`). "Two more", "three others" come on top of those told before with the same
fate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.reading.events.mentions import CULPRITS, Count
from onrecord.reading.events.portraits import KILLING, agent_of
from onrecord.reading.events.victims import Person, Roster, harmed_by
from onrecord.wordset import wordset

COUNTED = ("killed", "injured")
"""Statuses whose people are added up."""

_MANY = 200  # people told singly, beyond whom it is not asked who is told with whom
_MORE = wordset("more another additional further")
_REST = wordset("additional further else more")


@dataclass(slots=True)
class Tally:
    """What an event's counts of killed and injured come to.

    ``people`` are those told singly; ``groups`` the counts of several, by status; ``sums`` the number by status that
    they make together, where it is more than any of them tells.
    """

    people: list[Person] = field(default_factory=list)
    groups: dict[str, list[Count]] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)

    def singly(self, status: str) -> list[Person]:
        """The people of this status who are told one by one; the dead are no longer injured.

        "One of them died" is of somebody told more of later.
        """
        people = [p for p in self.people if p.dead == (status == "killed")]
        return [p for p in people if not (p.bare and any(o is not p and o.after(p) for o in people))]


Stated = Mapping[str, tuple[int, bool]]
"""Numbers by status, and whether a number or a list tells them."""


def tally(counts: Sequence[Count], stated: Stated = MappingProxyType({}), dead: int = 0) -> Tally:
    """Sort an event's counts of killed and injured into people and groups, and add them up.

    No more is added up than the numbers by status that are ``stated`` by the headline, unless it only names somebody
    (false) and who did it died too. ``dead`` are those whom the headline says were killed at least, which counts where
    the text tells no number of them.
    """
    made = Tally(groups={status: [] for status in COUNTED})
    roster = Roster()
    for count in counts:
        if count.status not in COUNTED or count.high == 0:
            continue
        several = count.low != 1 or count.high != 1
        beside: list[Person] = []
        if several:
            made.groups[count.status].append(count)
            roster.harmed(count)
        for token in count.singles:
            beside.append(roster.add(count, token, beside))
        if not several and not count.singles:
            made.groups[count.status].append(count)
    settled = _one_by_number(roster.settled(), made.groups["injured"])
    outright = max((c.low or 0 for c in made.groups["killed"]), default=None)
    unnamed = dead if outright is None else outright
    unnamed -= sum(1 for p in settled if p.dead and (outright is None or not p.culprit))
    made.people = _without_dead_shot(settled, unnamed)
    for status in COUNTED:
        number, culprits = _sum(made, status, counts)
        least, exact = stated.get(status, (number, True))
        if number is not None and (number <= (least or 0) or (culprits and not exact)):
            made.sums[status] = number
    return made


def _one_by_number(people: list[Person], injured: Sequence[Count]) -> list[Person]:
    """Who is told to be shot is the one who "died", where the report tells of nobody else dead and of nobody hurt."""
    dead = [p for p in people if p.dead]
    hit = [p for p in people if p.only_shot]
    if len(dead) != 1 or not dead[0].bare or len(hit) != 1 or injured or any(p.hurt for p in people if not p.dead):
        return people
    if harmed_by(dead[0], hit[0]):
        return people
    dead[0].portraits.extend(hit[0].portraits)
    dead[0].tellings.extend(hit[0].tellings)
    return [p for p in people if p is not hit[0]]


def _without_dead_shot(people: list[Person], more: int) -> list[Person]:
    """Who is told only to be shot is taken for one of the dead, where ``more`` died than are told one by one."""
    kept = []
    for person in people:
        if person.only_shot and more > 0:
            more -= 1
        else:
            kept.append(person)
    return kept


def _sum(made: Tally, status: str, counts: Sequence[Count]) -> tuple[int | None, bool]:
    """The number that people and groups make together, or none where a group tells as many or they are but one; and
    whether it has in it who did it."""
    groups = made.groups[status]
    people = made.singly(status)
    told = max((c.low or 0 for c in groups if not c.hit), default=0)
    known = max((c.low or 0 for c in groups), default=0)
    added = any(p.portraits[0].kind == "other" or (status == "killed" and (p.added or p.culprit)) for p in people)
    best = len(_together(people, status)) if not known or added else 0
    culprits = _with_culprits(groups, people) if status == "killed" else 0
    best = max(best, culprits)
    whole = any(c.token.lemma == "toll" for c in groups)  # "the toll climbed to eight after two more bodies were found"
    for count in groups:
        if count.others and not count.hit and not whole and not _are_the_rest(count, counts):
            before = _before(count, made, status, counts)
            if before:
                best = max(best, (count.low or 0) + before)
    if best > max(told, known):
        return (best if best > 1 else None), best == culprits
    return (known if _is_kind_of_all(made, status, known) else None), False


def _is_kind_of_all(made: Tally, status: str, known: int) -> bool:
    """Whether a kind of people is the total: "three teenagers were wounded", and then "the oldest", "the other two"."""
    groups = made.groups[status]
    most = [c for c in groups if (c.low or 0) == known]
    if known < 2 or (len(groups) == 1 and not made.singly(status)) or any(c.category is None or c.parts for c in most):
        return False
    dead = made.groups["killed"] or made.singly("killed")
    return not any(c.hit for c in most) or not dead


def _together(people: Sequence[Person], status: str) -> list[Person]:
    """The most people of a status that the report tells of together; who is told apart may be of another story."""
    if len(people) > _MANY:
        return list(people)
    left: list[Person] = list(people)
    best: list[Person] = []
    while left:
        chain = [left.pop(0)]
        for person in chain:
            linked = [p for p in left if person.told_with(p, status)]
            chain.extend(linked)
            left = [p for p in left if p not in linked]
        best = max(best, chain, key=len)
    return best


def _with_culprits(groups: Sequence[Count], people: Sequence[Person]) -> int:
    """The victims of a killing and those who did it and died too, where no telling takes them together."""
    if any(part.category == CULPRITS for c in groups for part in c.parts):
        return 0
    killed = [c for c in groups if c.category != CULPRITS and not c.hit and c.token.lemma in KILLING]
    singly = [p for p in people if not _did_it(p) and p.killed_by_somebody()]
    own = sum(1 for p in people if _did_it(p) and not any(c in p.tellings for c in groups))
    told = [c for c in groups if c.category == CULPRITS]
    if (
        not own and told and all(c.people is None for c in told)
    ):  # "a murder-suicide": who did it, and those killed by them
        killed = [c for c in killed if agent_of(c) is not None]
        singly = [p for p in singly if any(agent_of(c) is not None for c in p.tellings)]
    own = max(own, max((c.low or 0 for c in told), default=0))
    victims = max(max((c.low or 0 for c in killed), default=0), len(_together(singly, "killed")))
    return victims + own if victims and own else 0


def _did_it(person: Person) -> bool:
    return person.culprit or (person.by_own_hand and person.dead)


def _before(count: Count, made: Tally, status: str, counts: Sequence[Count]) -> int:
    """How many people of a status are told before "others", which come on top of them.

    Those of the same sentence, unless it tells there of people with another fate ("one died and two others were hurt");
    for "two more", those of the sentences before.
    """
    here = count.token.sentence
    earlier = [c for c in counts if c.span < count.span and c.token.sentence is here and c.status in COUNTED]
    if any(c.status != status for c in earlier):
        return 0
    people = [
        p
        for p in made.singly(status)
        if any(t.span < count.span and t.token.sentence is here for t in p.tellings if t is not count)
    ]
    groups = [c for c in made.groups[status] if c in earlier and not c.others and not c.hit]
    if not people and not groups and _is_more(count):
        people = [p for p in made.singly(status) if p.tellings[0].span < count.span and count not in p.tellings]
        groups = [c for c in made.groups[status] if c.span < count.span and not c.others] if not people else []
    elif not people and not groups and not earlier and _is_the_rest(count):
        last = [c for c in made.groups[status] if here.index - c.token.sentence.index == 1 and not c.others]
        people = [p for p in made.singly(status) if any(here.index - t.token.sentence.index == 1 for t in p.tellings)]
        groups = last
    return max(len(people), max((c.low or 0 for c in groups), default=0))


def _are_the_rest(count: Count, counts: Sequence[Count]) -> bool:
    """ "The other five", of the twelve who were shot: among those told before, not on top of them."""
    shot = (c.low or 0 for c in counts if c.hit and c.span < count.span)
    return _is_the_rest(count) and any(low > (count.low or 0) for low in shot)


def _is_the_rest(count: Count) -> bool:
    """ "the six others", after those told in the sentence before."""
    head = count.people
    return head is not None and any(c.lower == "the" and c.dep == "det" for c in head.children)


def _is_more(count: Count) -> bool:
    head = count.people
    if head is None:
        return False
    number = [t for c in head.children if c.dep == "nummod" for t in c.children]
    return any(t.lower in _MORE for t in (head, *head.children, *number))


def is_rest(count: Count) -> bool:
    """ "no other injuries": nobody besides those told of."""
    words = [t.lower for t in count.token.children]
    return count.high == 0 and any(w in _REST or w == "other" for w in words)
