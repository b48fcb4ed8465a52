"""What a reading tells of its events, as derivations ask for it: who, on which side, in which words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from onrecord.codebook import Codebook
from onrecord.export.sides import Side, side_of
from onrecord.records import Event, Reading, Role

LEAD = 1_000
"""The characters of a report that tell what it is about."""

REACH = 60
"""How many characters before a trigger are looked at for what leads to it."""

_REAL = ("actual", "ongoing")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")


class Account:
    """A reading under derivation.

    ``told`` are the events that took place, or all where none did; ``main`` is the main one; ``lead`` is the beginning
    of the text in lower case. Events are their canonical mentions.
    """

    def __init__(self, reading: Reading, codebook: Codebook) -> None:
        self.codebook = codebook
        self.text = reading.report.text
        self.lead = self.text[:LEAD].lower()
        self.events = [event for event in reading.events if event.same_as is None]
        self.told = [event for event in self.events if event.realis in _REAL or _is_caption(event)] or self.events
        self.main = next((event for event in self.events if event.main), None)
        self._actors = {actor.id: actor for actor in reading.actors}
        self._times = {time.id: time for time in reading.times}
        self._starts = [0, *(match.end() for match in _SENTENCE.finditer(self.text))]
        self._mentions: dict[str, list[Event]] = {}
        for event in reading.events:
            self._mentions.setdefault(event.same_as or event.id, []).append(event)
        self._stands = {id: {self._number(m) for m in mentions} for id, mentions in self._mentions.items()}

    def mentions(self, event: Event) -> list[Event]:
        """All mentions of an event, in text order."""
        return self._mentions.get(event.id, [event])

    def kinds(self, event: Event) -> set[str]:
        """The types of all the mentions of an event."""
        return {mention.type for mention in self.mentions(event)}

    def others(self, types: Iterable[str], event: Event | None = None) -> list[Event]:
        """Events that took place and have a mention of one of these types, other than the one given."""
        wanted = frozenset(types)
        return [other for other in self.told if other is not event and not wanted.isdisjoint(self.kinds(other))]

    def families(self) -> set[str]:
        """The families of all types of event that the report tells of."""
        types = {mention.type for mentions in self._mentions.values() for mention in mentions}
        return {self.codebook.events[name].family for name in types}

    def words(self, role: Role) -> str:
        """The words of a role."""
        return " ".join(self.text[start:end] for start, end in role.spans)

    def phrases(self, event: Event, *names: str) -> list[tuple[str, Side]]:
        """The words of the event's roles of these names, and the side of each."""
        roles = [role for role in event.roles if role.role in names]
        return [(self.words(r), side_of(self.words(r), self._actors.get(r.actor or ""), self.codebook)) for r in roles]

    def sides(self, event: Event, *names: str) -> set[Side]:
        """The sides of the event's roles of these names."""
        return {side for _, side in self.phrases(event, *names)}

    def joined(self, event: Event, *names: str) -> str:
        """The words of the event's roles of these names in one, in lower case."""
        return " ".join(self.words(role) for role in event.roles if role.role in names).lower()

    def trigger(self, event: Event) -> str:
        """The words of a trigger, in lower case."""
        return self.text[slice(*event.trigger)].lower()

    def triggers(self, event: Event) -> str:
        """The words of all the triggers of an event, in lower case."""
        return " ".join(self.trigger(mention) for mention in self.mentions(event))

    def passage(self, event: Event) -> str:
        """The sentences in which an event is told, each once, in lower case."""
        at = sorted(self._stands.get(event.id, {self._number(event)}))
        ends = [*self._starts[1:], len(self.text)]
        return " ".join(self.text[self._starts[number] : ends[number]] for number in at).lower()

    def before(self, event: Event, reach: int = REACH) -> str:
        """The words of the sentence just before a trigger, in lower case."""
        start = event.trigger[0]
        return self.text[max(self._starts[self._number(event)], start - reach) : start].lower()

    def side_before(self, event: Event) -> Side:
        """The side of whom the sentence tells before a trigger, where the event's roles do not say."""
        return side_of(self.text[self._starts[self._number(event)] : event.trigger[0]], None, self.codebook)

    def is_first(self, event: Event) -> bool:
        """Whether an event stands in the first sentence."""
        return self._number(event) == 0

    def beside(self, one: Event, two: Event) -> bool:
        """Whether two events are told in one sentence, once at least."""
        return not self._stands.get(one.id, set()).isdisjoint(self._stands.get(two.id, set()))

    def holds(self, event: Event, other: Event) -> bool:
        """Whether an event befell the very thing that another one's trigger names: mines that were destroyed."""
        spans = [span for role in event.roles if role.role in ("target", "cargo") for span in role.spans]
        return any(start <= other.trigger[0] and other.trigger[1] <= end for start, end in spans)

    def days(self, event: Event) -> set[str]:
        """The dates of an event, in the report's words."""
        times = (self._times.get(role.time) for role in event.roles if role.time is not None)
        return {time.text.lower() for time in times if time is not None and time.type == "DATE"}

    def _number(self, event: Event) -> int:
        """The number of the sentence in which a mention stands."""
        return bisect_right(self._starts, event.trigger[0]) - 1


def _is_caption(event: Event) -> bool:
    """Told in the present of captions and headlines ("protesters throw stones"), which reads as a habit."""
    return event.realis == "generic" and any(role.role in ("agent", "victim", "cause") for role in event.roles)
