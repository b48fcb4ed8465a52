"""What was read of a report beside what a person found in it: which record stands for which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.bench.gold_reports import GoldClaim, GoldEvent, GoldReport
from onrecord.bench.spans import At, any_overlap, paired
from onrecord.records import Claim, Event, Reading


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of the gold with the id of what it belongs to and its type."""

    start: int
    end: int
    event: str
    type: str
    realis: str


def mentions_of(gold: GoldReport) -> list[Marked]:
    """The triggers of the gold's events, in text order."""
    marked = []
    for event in gold.events:
        marked.append(Marked(*gold.span(event.trigger), event.id, event.type, event.realis))
        for mention in event.mentions:
            kind, realis = mention.type or event.type, mention.realis or event.realis
            marked.append(Marked(*gold.span(mention.trigger), event.id, kind, realis))
    return sorted(marked, key=lambda m: (m.start, m.end))


class Alignment:
    """Pairs the triggers of a gold report and its reading, and by them events, statements and actors.

    ``wanted`` are the gold's triggers, ``found`` the read mentions, ``pairs`` places in the one to places in the other,
    ``events`` the gold event's id to the id of the read event with which it shares most triggers, one to one.
    """

    def __init__(self, gold: GoldReport, reading: Reading) -> None:
        self.gold, self.reading = gold, reading
        self.wanted = mentions_of(gold)
        self.found = list(reading.events)
        self.pairs = paired(self.wanted, [At(*event.trigger) for event in self.found])
        self.events = self._events()
        self.statements = {
            read.id: want.id
            for want in gold.statements
            for read in reading.statements
            if any_overlap(read.cue, [gold.span(words) for words in want.cue])
        }
        self._mentions = {actor.id: [gold.span(words) for words in actor.mentions] for actor in gold.actors}
        self._actors = {actor.id: actor for actor in reading.actors}

    def _events(self) -> dict[str, str]:
        shared = Counter((self.wanted[i].event, record_of(self.found[j])) for i, j in self.pairs.items())
        made: dict[str, str] = {}
        for (want, read), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if want not in made and read not in made.values():
                made[want] = read
        return made

    def canonical(self, event: GoldEvent) -> Event | None:
        """The record that was read of a gold event."""
        id = self.events.get(event.id)
        return next((e for e in self.found if e.id == id), None)

    def same_actor(self, wanted: str, read: str | None) -> bool:
        """Whether an actor of the reading has a mention in common with one of the gold."""
        actor = self._actors.get(read or "")
        return actor is not None and any_overlap(actor.mentions, self._mentions.get(wanted, []))

    def same_holder(self, wanted: GoldClaim, read: Claim) -> bool:
        """Whether a claim is held by whom the gold says."""
        if wanted.holder in ("author", "unknown"):
            return read.holder == wanted.holder
        return self.same_actor(wanted.holder, read.holder)

    def same_value(self, wanted: GoldClaim, read: Claim) -> bool:
        """Whether a claim has the value that the gold says: numbers by their bounds and kind of people, all else by
        words that overlap, of actors any mention."""
        value = wanted.value
        if wanted.attribute in ("occurred", "type"):
            return value is None or read.value.get("type") in (None, value)
        if isinstance(value, dict):
            bounds = (read.value.get("low"), read.value.get("high")) == (value.get("low"), value.get("high"))
            counted = wanted.attribute in ("count", "damage")
            return bounds and (counted or read.value.get("of") == value.get("of"))
        span = self.gold.span(value)
        actor = self._actors.get(read.value.get("actor") or "")
        return any_overlap([span], [*read.evidence, *(actor.mentions if actor is not None else ())])

    def claims(self) -> dict[str, str]:
        """The gold's claims to those read, one to one, in order."""
        made: dict[str, str] = {}
        taken: set[str] = set()
        for want in self.gold.claims:
            event = self.events.get(want.event)
            for read in self.reading.claims:
                fits = read.event == event and read.attribute == want.attribute and read.id not in taken
                if fits and self.same_holder(want, read) and self.same_value(want, read):
                    made[want.id] = read.id
                    taken.add(read.id)
                    break
        return made


def record_of(event: Event) -> str:
    """The id of the mention that carries an event's record."""
    return event.same_as or event.id
