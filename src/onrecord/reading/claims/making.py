"""A claim from a value of an event: who holds it, how surely, and, of a perpetrator, at which step it stands."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.reading.claims.accusation import accusation
from onrecord.reading.claims.holders import Holders
from onrecord.reading.claims.perpetrators import Accused, hedged, undone
from onrecord.reading.claims.values import Value
from onrecord.reading.parse import Parse
from onrecord.records import Actor, Certainty, Claim, Event, Polarity, Predicate, Span, Statement

_OPEN = ("possible", "unknown")
_PLAIN = ("assert", "announce")
_RANK: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """A value of an event (one of its mentions) with the statement that it is told in; ``accused`` of a charge."""

    event: Event
    value: Value
    told: Statement | None
    accused: Accused | None = None


class Maker:
    """Makes a claim of a row: who holds it, how surely, and, of a perpetrator, at which step the accusation stands."""

    def __init__(
        self,
        parse: Parse,
        predicates: tuple[Predicate, ...],
        holders: Holders,
        mentions: dict[str, list[Event]],
        codebook: Codebook,
    ) -> None:
        self._parse = parse
        self._holders = holders
        self._mentions = mentions
        self.canonical = {e.id: e for group in mentions.values() for e in group if e.same_as is None}
        self._judged = _Judgements(parse, predicates)
        self.groups = frozenset(name for name, m in codebook.metonyms.items() if m.kind == "group")

    def claim(self, row: Row) -> Claim:
        """The claim, without id and conflicts."""
        event, value, told, charged = row.event, row.value, row.told, row.accused
        main = self.canonical[event.same_as or event.id]
        holder = self._holders.actor(told)
        named = "author" if told is None else holder.id if holder is not None else "unknown"
        if charged is not None:
            certainty, polarity = charged.certainty, charged.polarity
            named, holder = charged.holder, self._holders.actors.get(charged.holder)
        else:
            certainty, polarity = _held(event, told, self._mentions[main.id]) or self._judged.of(value.spans[0])
        if value.attribute == "perpetrator" and charged is None and polarity == "+":
            certainty, polarity = self._linked(event, value, told, certainty)
        if value.value.get("high") == 0:
            polarity = "+"  # the holder affirms that there was nobody
        step = None
        if value.attribute == "perpetrator":
            head = self._parse.tokens_in(*value.spans[0])[-1:]
            if charged is None and certainty == "certain" and head and hedged(head[0]):
                certainty = "probable"
            if told is not None and told.act == "request" and charged is None:
                certainty = "unknown"  # what somebody asks for is not told
            if polarity == "+" or charged is not None or not undone(self._parse, event):
                step = accusation(
                    holder=holder,
                    itself=charged is not None and charged.charge.way in ("owns", "disowns"),
                    author=named == "author",
                    accused=self._accused(value, holder),
                    certainty=certainty,
                    polarity=polarity,
                    office=charged is not None and charged.charge.office and charged.charge.accuser is None,
                    groups=self.groups,
                )
        words = {*value.spans, event.trigger} if value.attribute in ("occurred", "type") else set(value.spans)
        if told is not None and charged is None:  # "*the group* admitted attacking the convoy": the words of the attack
            words = set(self._holders.words_of(words, told) or self._holders.words_of((event.trigger,), told)) or words
        return Claim(
            id="",
            event=main.id,
            attribute=value.attribute,
            value=value.value,
            holder=named,
            statement=told.id if told is not None else None,
            certainty=certainty,
            polarity=polarity,
            accusation=step,
            evidence=self._holders.words_of(words, told)
            or self._holders.words_of((event.trigger,), told)
            or tuple(sorted(words)),
            conflicts=(),
            confidence=round(main.confidence * (told.confidence if told is not None else 1.0), 3),
        )

    def _linked(
        self, event: Event, value: Value, told: Statement | None, certainty: Certainty
    ) -> tuple[Certainty, Polarity]:
        """How surely the clause that has the agent is told, where that is less than the event: "the attack was
        presumably carried out by rebels"."""
        linked, polarity = self._judged.of(value.spans[0])
        if told is not None and not _nominal(event, self._parse):
            return certainty, "+"  # the clause is the event's, and its holder's judgement of it is known
        if told is not None and told.act == "deny" and not self._judged.is_of(value.spans[0], event):
            return certainty, "-"  # "denied that its forces had ordered the attack"
        if told is not None and told.act not in _PLAIN:
            return certainty, "+"
        if told is not None and polarity == "+" and linked not in _OPEN:
            return certainty, "+"
        if polarity == "-":
            return linked, "-"
        return max(certainty, linked, key=_RANK.index), "+"

    def _accused(self, value: Value, holder: Actor | None) -> Actor | None:
        """The accused actor; the holder itself where the words are "its soldiers", "our men"."""
        if holder is not None:
            for token in [t for span in value.spans for t in self._parse.tokens_in(*span)]:
                if token.tag != "PRP$":
                    continue
                whose = self._holders.mentions.at(token.span)
                if whose is None or whose.id in (holder.id, value.value.get("actor")):
                    return holder
        return self._holders.actors.get(value.value.get("actor") or "")


def _held(event: Event, told: Statement | None, mentions: list[Event]) -> tuple[Certainty, Polarity] | None:
    """The holder's certainty and polarity about the event, from a mention of the holder's own; else none."""
    wanted = told.id if told is not None else "author"
    for mention in (event, *mentions):
        for row in mention.factuality:
            inside = wanted == "author" and row.certainty == "unknown" and mention.statements
            if row.holder == wanted and not inside:
                return row.certainty, row.polarity
    return None


def _nominal(event: Event, parse: Parse) -> bool:
    """Whether a noun names the event, so that its agent may stand in a clause of another verb."""
    return all(t.pos in ("NOUN", "PROPN", "ADJ") for t in parse.tokens_in(*event.trigger))


class _Judgements:
    """What the predicate that governs a value's words says, where the holder does not mention the event itself."""

    def __init__(self, parse: Parse, predicates: tuple[Predicate, ...]) -> None:
        self._parse = parse
        self._by_start = {p.trigger[0]: p for p in predicates}

    def of(self, span: Span) -> tuple[Certainty, Polarity]:
        """Certainty and polarity of the nearest governing predicate; unknown where there is none."""
        predicate = self._over(span)
        return (predicate.certainty, predicate.polarity) if predicate is not None else ("unknown", "+")

    def is_of(self, span: Span, event: Event) -> bool:
        """Whether the nearest governing predicate is the event's own word, or there is none."""
        predicate = self._over(span)
        return predicate is None or event.trigger[0] <= predicate.trigger[0] < event.trigger[1]

    def _over(self, span: Span) -> Predicate | None:
        for token in self._parse.tokens_in(*span)[-1:]:
            for node in (token, *token.ancestors()):
                predicate = self._by_start.get(node.start)
                if predicate is not None:
                    return predicate
        return None
