"""Claims: one holder's value for one attribute of one event, with its words.

A value belongs to whoever says it: the innermost statement that its words stand in, else the author. The author's own
voice and each speaker's are never mixed, and no two claims are merged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.codebook import Codebook
from onrecord.reading.claims.accusation import accusation
from onrecord.reading.claims.conflicts import with_conflicts
from onrecord.reading.claims.contradiction import contradicting, contradictions
from onrecord.reading.claims.holders import Holders
from onrecord.reading.claims.perpetrators import Accused, accused_of, hedged, undone
from onrecord.reading.claims.responsibility import charges
from onrecord.reading.claims.values import Value, counts_of, pronoun_agents, values_of
from onrecord.reading.parse import Parse
from onrecord.reading.registry import Output, stage
from onrecord.records import Actor, Certainty, Claim, Event, Place, Polarity, Predicate, Quantity, Span, Statement, Time

__all__ = ["accusation", "claims"]

_OUTCOME = "casualties"
_OPEN = ("possible", "unknown")
_PLAIN = ("assert", "announce")
_RANK: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
_CIRCUMSTANCES = ("type", "time", "place", "target", "weapon", "cause")


@stage(
    "claims",
    needs=("parse", "events", "predicates", "statements", "actors", "times", "places", "quantities", "codebook"),
    question="Who holds which value for which attribute of which event, and what contradicts it?",
)
def claims(
    *,
    parse: Parse,
    events: tuple[Event, ...],
    predicates: tuple[Predicate, ...],
    statements: tuple[Statement, ...],
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    quantities: tuple[Quantity, ...],
    codebook: Codebook,
) -> Output:
    """Make the claims of all events, in text order of their evidence."""
    holders = Holders(parse, statements, actors)
    numbers = {q.id: q for q in quantities}
    rows: list[_Row] = []
    mentions: dict[str, list[Event]] = {}
    for event in events:
        mentions.setdefault(event.same_as or event.id, []).append(event)
    charged = [
        found
        for c in charges(parse, events, predicates, codebook, holders.source)
        if (found := accused_of(c, parse, holders))
    ]
    for event in events:
        if event.same_as is not None:
            continue
        for mention in mentions[event.id]:
            if mention.type == _OUTCOME and event.type != _OUTCOME:
                continue  # "killed", "no casualties": what came of the event, not whether it happened
            told = holders.innermost(mention.trigger)
            rows.append(_Row(mention, Value("occurred", {"realis": mention.realis}, (mention.trigger,)), told))
            rows.extend(_judged_by_others(rows[-1], [mention], holders))
            rows.append(_Row(mention, Value("type", {"type": mention.type}, (mention.trigger,)), told))
        for mention in mentions[event.id]:
            if mention is not event:
                for value in counts_of(mention, quantities, parse, codebook):
                    rows.append(_Row(mention, value, holders.innermost(value.spans[0])))
            for value in pronoun_agents(mention, event, holders.mentions, parse, codebook):
                told = holders.innermost(value.spans[0])
                row = _Row(mention, value, told)
                if not any(_says_more(accused, row) for accused in charged):
                    rows.append(row)
        for value in values_of(event, numbers, parse, codebook):
            if value.statement is not None:
                told = holders.by_id.get(value.statement)
            else:
                last = parse.tokens_in(*value.spans[0])[-1:] if value.attribute == "perpetrator" else []
                told = holders.innermost(last[0].span if last else value.spans[0])
                if told is None and value.attribute == "perpetrator":
                    told = holders.of_subject(value.spans[0], event.trigger)
            row = _Row(event, value, told)
            if not any(_says_more(accused, row) for accused in charged):
                rows.append(row)
                rows.extend(_judged_by_others(row, mentions[event.id], holders))
    rows.extend(_Row(accused.charge.event, accused.value, accused.told, accused) for accused in charged)
    maker = _Maker(parse, predicates, holders, mentions, codebook)
    made = [maker.claim(row) for row in _distinct(rows)]
    for contra in contradictions(parse, statements, predicates, holders):
        made.extend(c for c in contradicting(contra, made, maker.canonical, holders, maker.groups) if _new(c, made))
    made.sort(key=lambda c: (c.evidence[0], c.event, c.attribute))
    numbered = [replace(claim, id=f"c{n}") for n, claim in enumerate(made, 1)]
    return with_conflicts(numbered, times, places, actors), ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A value of an event (one of its mentions) with the statement that it is told in; ``accused`` of a charge."""

    event: Event
    value: Value
    told: Statement | None
    accused: Accused | None = None


def _judged_by_others(row: _Row, mentions: list[Event], holders: Holders) -> list[_Row]:
    """The same value held, or denied, by whoever passes judgement on the statement that it is told in.

    "The army denied accusations that its soldiers killed the students": of what it denies, the army holds the opposite.
    """
    outer = holders.by_id.get(row.told.within or "") if row.told is not None else None
    if outer is None or row.value.attribute in _CIRCUMSTANCES:
        return []
    judged = any(f.holder == outer.id and f.certainty != "unknown" for mention in mentions for f in mention.factuality)
    return [replace(row, told=outer)] if judged else []


def _new(claim: Claim, made: list[Claim]) -> bool:
    """Whether nobody has the same claim already."""
    return not any(
        (c.event, c.attribute, c.value, c.holder, c.polarity)
        == (claim.event, claim.attribute, claim.value, claim.holder, claim.polarity)
        for c in made
    )


def _says_more(accused: Accused, row: _Row) -> bool:
    """Whether a charge tells what a row does, and who holds it, or that it is not so."""
    event = accused.charge.event
    if row.value.attribute != "perpetrator" or (event.same_as or event.id) != (row.event.same_as or row.event.id):
        return False
    head = accused.charge.accused.span
    here = any(start <= head[0] and head[1] <= end for start, end in row.value.spans)
    one = accused.value.value["actor"]
    if not here and (one is None or one != row.value.value["actor"]):
        return False
    return here or row.told is accused.told


def _distinct(rows: list[_Row]) -> list[_Row]:
    """One row for a value that the same statement (or the author) tells several times: the first."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        key = (
            row.event.same_as or row.event.id,
            row.value.attribute,
            repr(sorted(row.value.value.items(), key=str)),
            row.told.id if row.told is not None else "",
            row.accused.holder + row.accused.polarity if row.accused is not None and row.told is None else "",
        )
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


class _Maker:
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

    def claim(self, row: _Row) -> Claim:
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
        words = {*value.spans, event.trigger} if value.attribute in ("occurred", "type") else value.spans
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
            evidence=tuple(sorted(words)),
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
            for token in self._parse.tokens_in(*value.spans[0]):
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
