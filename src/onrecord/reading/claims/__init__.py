"""Claims: one holder's value for one attribute of one event, with its words.

A value belongs to whoever says it: the innermost statement that its words stand in, else the author. The author's own
voice and each speaker's are never mixed, and no two claims are merged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from onrecord.codebook import Codebook
from onrecord.reading.claims.accusation import accusation
from onrecord.reading.claims.conflicts import with_conflicts
from onrecord.reading.claims.values import Value, values_of
from onrecord.reading.parse import Parse
from onrecord.reading.registry import Output, stage
from onrecord.records import Actor, Certainty, Claim, Event, Place, Polarity, Predicate, Quantity, Span, Statement, Time

__all__ = ["accusation", "claims"]

_OUTCOME = "casualties"


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
    holders = _Holders(parse, statements, actors)
    numbers = {q.id: q for q in quantities}
    rows: list[tuple[Event, Value, Statement | None]] = []
    mentions: dict[str, list[Event]] = {}
    for event in events:
        mentions.setdefault(event.same_as or event.id, []).append(event)
    canonical = {e.id: e for e in events if e.same_as is None}
    for event in events:
        if event.same_as is not None:
            continue
        for mention in mentions[event.id]:
            if mention.type == _OUTCOME and event.type != _OUTCOME:
                continue  # "killed", "no casualties": what came of the event, not whether it happened
            told = holders.innermost(mention.trigger)
            rows.append((mention, Value("occurred", {"realis": mention.realis}, (mention.trigger,)), told))
            rows.append((mention, Value("type", {"type": mention.type}, (mention.trigger,)), told))
        for value in values_of(event, numbers, parse, codebook):
            told = (
                holders.by_id.get(value.statement) if value.statement is not None else holders.innermost(value.spans[0])
            )
            rows.append((event, value, told))
    for statement in statements:
        for event, value in _responsible(parse, statement, events, holders):
            rows.append((canonical[event.same_as or event.id], value, statement))
    judged = _Judgements(parse, predicates)
    made = [_claim(event, value, told, holders, canonical, mentions, judged) for event, value, told in _distinct(rows)]
    made.sort(key=lambda c: (c.evidence[0], c.event, c.attribute))
    numbered = [replace(claim, id=f"c{n}") for n, claim in enumerate(made, 1)]
    return with_conflicts(numbered, times, places), ()


class _Holders:
    """Who holds what stands at a place in the text."""

    def __init__(self, parse: Parse, statements: tuple[Statement, ...], actors: tuple[Actor, ...]) -> None:
        self.by_id = {s.id: s for s in statements}
        self.actors = {a.id: a for a in actors}
        self._starts = [p.start for p in parse.paragraphs]
        self._by_paragraph: dict[int, list[Statement]] = {}
        for statement in statements:
            for start, end in statement.content:
                for paragraph in range(self._paragraph(start), self._paragraph(end - 1) + 1):
                    self._by_paragraph.setdefault(paragraph, []).append(statement)

    def _paragraph(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the least content around the span; of equals the one that is inside the other."""
        near = self._by_paragraph.get(self._paragraph(span[0]), ())
        holding = [s for s in near if any(a <= span[0] and span[1] <= b for a, b in s.content)]
        if not holding:
            return None
        return min(holding, key=lambda s: (sum(b - a for a, b in s.content), s.within is None))

    def actor(self, statement: Statement | None) -> Actor | None:
        """The speaker of a statement."""
        if statement is None or statement.speaker is None:
            return None
        return self.actors.get(statement.speaker)


def _responsible(
    parse: Parse, statement: Statement, events: tuple[Event, ...], holders: _Holders
) -> Iterator[tuple[Event, Value]]:
    """ "The group claimed responsibility for the bombing": the speaker is the perpetrator by its own word."""
    speaker = holders.actor(statement)
    if speaker is None or statement.act == "deny":
        return
    start, end = statement.content[0]
    words = [t for t in parse.tokens_in(start, end)[:3] if t.lower == "responsibility"]
    for event in events if words else ():
        if start <= event.trigger[0] and event.trigger[1] <= end:
            value = {"actor": speaker.id, "text": speaker.name}
            yield event, Value("perpetrator", value, (words[0].span,), statement.id)


def _distinct(
    rows: list[tuple[Event, Value, Statement | None]],
) -> list[tuple[Event, Value, Statement | None]]:
    """One row for a value that the same statement (or the author) tells several times: the first."""
    seen: set[tuple[str, str, str, str | None]] = set()
    kept = []
    for event, value, told in rows:
        key = (
            event.same_as or event.id,
            value.attribute,
            repr(sorted(value.value.items(), key=str)),
            told.id if told is not None else None,
        )
        if key not in seen:
            seen.add(key)
            kept.append((event, value, told))
    return kept


def _claim(
    event: Event,
    value: Value,
    told: Statement | None,
    holders: _Holders,
    canonical: dict[str, Event],
    mentions: dict[str, list[Event]],
    judged: _Judgements,
) -> Claim:
    main = canonical[event.same_as or event.id]
    holder = holders.actor(told)
    certainty, polarity = _held(event, told, mentions[main.id]) or judged.of(value.spans[0])
    if value.value.get("high") == 0:
        polarity = "+"  # the holder affirms that there was nobody
    step = None
    if value.attribute == "perpetrator":
        step = accusation(
            holder=holder,
            author=told is None,
            accused=holders.actors.get(value.value.get("actor") or ""),
            certainty=certainty,
            polarity=polarity,
        )
    return Claim(
        id="",
        event=main.id,
        attribute=value.attribute,
        value=value.value,
        holder="author" if told is None else holder.id if holder is not None else "unknown",
        statement=told.id if told is not None else None,
        certainty=certainty,
        polarity=polarity,
        accusation=step,
        evidence=tuple(
            sorted({*value.spans, event.trigger} if value.attribute in ("occurred", "type") else value.spans)
        ),
        conflicts=(),
        confidence=round(main.confidence * (told.confidence if told is not None else 1.0), 3),
    )


def _held(event: Event, told: Statement | None, mentions: list[Event]) -> tuple[Certainty, Polarity] | None:
    """The holder's certainty and polarity about the event, from a mention of the holder's own; else none."""
    wanted = told.id if told is not None else "author"
    for mention in (event, *mentions):
        for row in mention.factuality:
            if row.holder == wanted and not (wanted == "author" and row.certainty == "unknown"):
                return row.certainty, row.polarity
    return None


class _Judgements:
    """What the predicate that governs a value's words says, where the holder does not mention the event itself."""

    def __init__(self, parse: Parse, predicates: tuple[Predicate, ...]) -> None:
        self._parse = parse
        self._by_start = {p.trigger[0]: p for p in predicates}

    def of(self, span: Span) -> tuple[Certainty, Polarity]:
        """Certainty and polarity of the nearest governing predicate; unknown where there is none."""
        for token in self._parse.tokens_in(*span)[-1:]:
            for node in (token, *token.ancestors()):
                predicate = self._by_start.get(node.start)
                if predicate is not None:
                    return predicate.certainty, predicate.polarity
        return "unknown", "+"
