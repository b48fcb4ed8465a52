"""Claims: one holder's value for one attribute of one event, with its words.

A value belongs to whoever says it: the innermost statement that its words stand in, else the author. The author's own
voice and each speaker's are never mixed, and no two claims are merged.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.codebook import Codebook
from onrecord.reading.claims.accusation import accusation
from onrecord.reading.claims.conflicts import with_conflicts
from onrecord.reading.claims.contradiction import contradicting, contradictions
from onrecord.reading.claims.holders import Holders
from onrecord.reading.claims.making import Maker, Row
from onrecord.reading.claims.perpetrators import Accused, accused_of
from onrecord.reading.claims.responsibility import charges
from onrecord.reading.claims.values import Value, counts_of, pronoun_agents, values_of
from onrecord.reading.parse import Parse
from onrecord.reading.registry import Output, stage
from onrecord.records import Actor, Claim, Event, Place, Predicate, Quantity, Report, Statement, Time

__all__ = ["accusation", "claims"]

_OUTCOME = "casualties"
_CIRCUMSTANCES = ("type", "time", "place", "target", "weapon", "cause")


@stage(
    "claims",
    needs=(
        "report",
        "parse",
        "events",
        "predicates",
        "statements",
        "actors",
        "times",
        "places",
        "quantities",
        "codebook",
    ),
    question="Who holds which value for which attribute of which event, and what contradicts it?",
)
def claims(
    *,
    report: Report,
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
    rows: list[Row] = []
    mentions: dict[str, list[Event]] = {}
    for event in events:
        mentions.setdefault(event.same_as or event.id, []).append(event)
    charged = [
        found
        for c in charges(parse, events, predicates, codebook, holders.source, holders.is_actor)
        if (found := accused_of(c, parse, holders))
    ]
    by_event: dict[str, list[Accused]] = {}
    for accused in charged:
        by_event.setdefault(accused.charge.event.same_as or accused.charge.event.id, []).append(accused)
    for event in events:
        if event.same_as is not None:
            continue
        for mention in mentions[event.id]:
            if mention.type == _OUTCOME and event.type != _OUTCOME:
                continue  # "killed", "no casualties": what came of the event, not whether it happened
            told = holders.innermost(mention.trigger)
            rows.append(Row(mention, Value("occurred", {"realis": mention.realis}, (mention.trigger,)), told))
            rows.extend(_judged_by_others(rows[-1], [mention], holders))
            rows.append(Row(mention, Value("type", {"type": mention.type}, (mention.trigger,)), told))
        for mention in mentions[event.id]:
            if mention is not event:
                for value in counts_of(mention, quantities, parse, codebook):
                    rows.append(Row(mention, value, holders.innermost(value.spans[0])))
            for value in pronoun_agents(mention, event, holders.mentions, parse, codebook):
                told = holders.innermost(value.spans[0])
                row = Row(mention, value, told)
                if not any(_says_more(accused, row) for accused in by_event.get(event.id, ())):
                    rows.append(row)
        for value in values_of(event, numbers, parse, codebook):
            if value.statement is not None:
                told = holders.by_id.get(value.statement)
            else:
                last = parse.tokens_in(*value.spans[0])[-1:] if value.attribute == "perpetrator" else []
                told = holders.innermost(last[0].span if last else value.spans[0])
                if told is None and value.attribute == "perpetrator":
                    told = holders.of_subject(value.spans[0], event.trigger)
            row = Row(event, value, told)
            if not any(_says_more(accused, row) for accused in by_event.get(event.id, ())):
                rows.append(row)
                rows.extend(_judged_by_others(row, mentions[event.id], holders))
    rows.extend(Row(accused.charge.event, accused.value, accused.told, accused) for accused in charged)
    maker = Maker(parse, predicates, holders, mentions, codebook)
    made = [maker.claim(row) for row in _distinct(rows)]
    told_by: dict[str, list[Claim]] = {}
    for claim in made:
        told_by.setdefault(claim.statement or "", []).append(claim)
    known = {_identity(claim) for claim in made}
    for contra in contradictions(parse, statements, predicates, holders):
        against = told_by.get(contra.target.id, ())
        for claim in contradicting(contra, against, maker.canonical, holders, maker.groups):
            if _identity(claim) not in known:
                known.add(_identity(claim))
                made.append(claim)
    made.sort(key=lambda c: (c.evidence[0], c.event, c.attribute))
    numbered = [replace(claim, id=f"c{n}") for n, claim in enumerate(made, 1)]
    return with_conflicts(numbered, times, places, actors, events, report.title_start), ()


def _identity(claim: Claim) -> tuple[str, ...]:
    """What makes two claims of one holder the same."""
    value = repr(sorted(claim.value.items(), key=str))
    return claim.event, claim.attribute, value, claim.holder, claim.polarity


def _says_more(accused: Accused, row: Row) -> bool:
    """Whether a charge for the same event tells what a row does, and who holds it, or that it is not so."""
    if row.value.attribute != "perpetrator":
        return False
    accuser = accused.charge.accuser if accused.charge.way in ("accuses", "clears") else None
    if accuser is not None and any(a <= accuser.start and accuser.end <= b for a, b in row.value.spans):
        return True  # who accuses is not who did it
    head = accused.charge.accused.span
    here = any(start <= head[0] and head[1] <= end for start, end in row.value.spans)
    one = accused.value.value["actor"]
    if not here and (one is None or one != row.value.value["actor"]):
        return False
    return here or row.told is accused.told


def _distinct(rows: list[Row]) -> list[Row]:
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


def _judged_by_others(row: Row, mentions: list[Event], holders: Holders) -> list[Row]:
    """The same value held, or denied, by whoever passes judgement on the statement that it is told in.

    "The army denied accusations that its soldiers killed the students": of what it denies, the army holds the opposite.
    """
    outer = holders.by_id.get(row.told.within or "") if row.told is not None else None
    if outer is None or row.value.attribute in _CIRCUMSTANCES:
        return []
    judged = any(f.holder == outer.id and f.certainty != "unknown" for mention in mentions for f in mention.factuality)
    return [replace(row, told=outer)] if judged else []
