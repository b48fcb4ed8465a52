"""The stage ``events``: what happened, by the codebook's types, with roles, toll, realis and factuality per holder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.codebook import Codebook
from onrecord.reading.encoder import Closely, Encoding
from onrecord.reading.events.belonging import BARE, assign
from onrecord.reading.events.circumstances import MOST, attach_places, attach_times
from onrecord.reading.events.coreference import Group, Joiner
from onrecord.reading.events.headline import Headline
from onrecord.reading.events.history import current, earlier
from onrecord.reading.events.incident import Gatherer, is_civil
from onrecord.reading.events.main_event import main_event
from onrecord.reading.events.mentions import Mention
from onrecord.reading.events.participants import participants
from onrecord.reading.events.people import People
from onrecord.reading.events.realis import Holders, judge_mention
from onrecord.reading.events.roles import Surroundings, find_roles
from onrecord.reading.events.rows import toll_rows
from onrecord.reading.events.toll import find_counts
from onrecord.reading.events.triggers import find_triggers
from onrecord.reading.factuality.modality import Judge
from onrecord.reading.notices import notices
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Actor, Event, Factuality, Place, Predicate, Quantity, Report, Role, Span, Statement, Time


@stage(
    "events",
    needs=(
        "report",
        "parse",
        "encoding",
        "closely",
        "times",
        "places",
        "quantities",
        "actors",
        "statements",
        "predicates",
        "codebook",
    ),
    question="Which events of the codebook does the report tell of, with whom, where, when, to how many, how surely?",
)
def events(
    *,
    report: Report,
    parse: Parse,
    encoding: Encoding | None,
    closely: Closely | None,
    times: Sequence[Time],
    places: Sequence[Place],
    quantities: Sequence[Quantity],
    actors: Sequence[Actor],
    statements: Sequence[Statement],
    predicates: Sequence[Predicate],
    codebook: Codebook,
) -> Output:
    """Find event mentions, what belongs to them, and which of them are of one event."""
    aside = notices(parse)
    located = {t.index for p in places if p.sense != "modifier" for t in parse.tokens_in(p.start, p.end)}
    mentions = [m for m in find_triggers(parse, codebook, located) if not _in_any(m.span, aside)]
    if encoding is None or closely is None:
        return (), ()
    headline = Headline.of(report, codebook)
    if not mentions:
        told = headline.event(1, ())
        return ((told,) if told is not None else ()), ()
    around = Surroundings.of(parse, actors, places, quantities, times)
    holders = Holders(parse, statements, codebook)
    reader, content = Judge(), Judge(until=holders.bounds)
    for mention in mentions:
        judge_mention(mention, reader, content, holders)
        find_roles(parse, mention, codebook, around)
    attach_times(parse, mentions, times, statements, holders.cues)
    attach_places(parse, mentions, places, encoding, closely)
    found = find_counts(parse, codebook, People(parse, codebook, around.quantities), content)
    counts = [count for count in found if not _in_any(count.span, aside)]
    assign(parse, mentions, counts, times)
    joiner = Joiner(codebook, times, places, actors, quantities)
    groups = joiner.group(mentions)
    gatherer = Gatherer(times, places, joiner.triggers, civil=is_civil(parse))
    groups = gatherer.gather(groups, main_event(groups, headline), joiner.wide)
    speakers = {c.told_by.index: _innermost(holders, c.told_by) for c in counts}
    spans: dict[str, Span] = {t.id: (t.start, t.end) for t in times} | {p.id: (p.start, p.end) for p in places}
    numbers = {q.id: q.low for q in quantities if q.low == q.high}
    by_id = {t.id: t for t in times}
    told = headline.event(len(mentions) + 1, groups)
    main = None
    if told is None:
        now = current(groups, by_id, report)
        past = [group for group in groups if all(group is not one for one in now)]
        main = main_event(now, headline, earlier(groups, by_id, report), past)
    records = _records(mentions, groups, speakers, spans, numbers, main, headline)
    return (*records, *((told,) if told is not None else ())), ()


def _in_any(span: Span, passages: Sequence[Span]) -> bool:
    return any(start <= span[0] < end for start, end in passages)


def _innermost(holders: Holders, token: Token) -> str | None:
    around = holders.around(token)
    return around[-1].id if around else None


def _records(
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    speakers: dict[int, str | None],
    spans: dict[str, Span],
    numbers: Mapping[str, float | None],
    main: Group | None,
    headline: Headline,
) -> tuple[Event, ...]:
    ids = {m.token.index: f"e{number}" for number, m in enumerate(sorted(mentions, key=lambda m: m.span), start=1)}
    made: list[Event] = []
    for group in groups:
        canonical = _canonical(group)
        named = headline if group is main and headline.fits(group) else None
        for mention in group.members:
            first = mention is canonical
            made.append(
                Event(
                    id=ids[mention.token.index],
                    type=mention.type.id,
                    trigger=mention.span,
                    same_as=None if first else ids[canonical.token.index],
                    main=first and group is main,
                    realis=mention.realis,
                    statements=tuple(mention.statements),
                    confidence=_confidence(mention),
                    roles=_roles(group, canonical, spans, numbers) if first else (),
                    toll=toll_rows(group.members, speakers, named) if first else (),
                    factuality=_factuality(group, mention) if first else tuple(mention.factuality),
                )
            )
    return tuple(sorted(made, key=lambda event: (event.trigger, int(event.id[1:]))))


_BARE = 8.0  # taken off a mention that tells only of harm
_AUTHOR = 6.0  # for a mention in the author's own voice: a type that only a speaker tells does not name the event


def _canonical(group: Group) -> Mention:
    """The mention that carries most: the author's own, a telling type, participants, time, place and counts."""

    def carried(mention: Mention) -> tuple[float, int]:
        filled = len(mention.roles) + len(mention.times) + len(mention.places)
        filled += sum(1 if count.high == 0 else 2 for count in mention.counts)  # "no casualties" tells less
        bare = _BARE if mention.type.id in BARE else 0.0
        told = _AUTHOR if mention.factuality[0].certainty != "unknown" else 0.0
        support = _BARE if mention.support else 0.0
        return (mention.type.weight / 2 + filled + told - bare - support, -mention.token.index)

    return max(group.members, key=carried)


def _roles(
    group: Group, canonical: Mention, spans: dict[str, Span], numbers: Mapping[str, float | None]
) -> tuple[Role, ...]:
    """The participants that the event's mentions name; times and places of all."""
    roles = [*participants(group.members, canonical, numbers), *_circumstances(group, canonical, spans)]
    return tuple(sorted(dict.fromkeys(roles), key=lambda r: (r.spans, r.role)))


def _circumstances(group: Group, canonical: Mention, spans: dict[str, Span]) -> list[Role]:
    ordered = [canonical, *(m for m in group.members if m is not canonical)]
    times = dict.fromkeys(id for m in ordered for id in m.times)
    made = [Role("time", (spans[id],), time=id) for id in times]
    return made + [Role("place", (spans[id],), place=id) for id in _places(group, canonical)]


_SURELY = 5.0
"""From where on, in logits, a place told elsewhere is one of the event beside those of the canonical mention."""

_TOLD = 2  # places up to which such are added


def _places(group: Group, canonical: Mention) -> list[str]:
    """Where an event was: at the places of which its mentions, taken together, say so, the surest first.

    What they say together is the mean of what the surest says and of what all say: a place of one mention is not the
    event's where the others are sure that it is not. Those of the canonical mention's sentence come before all others,
    which may tell where a part of it was and count only where they surely do.
    """
    told: dict[str, list[float]] = {}
    for mention in group.members:
        for id, sure in mention.where.items():
            told.setdefault(id, []).append(sure)
    means = {id: (max(sure) + sum(sure) / len(sure)) / 2 for id, sure in told.items()}
    there = sorted((id for id, mean in means.items() if mean >= 0), key=lambda id: -means[id])
    own = [id for id in there if id in canonical.where]
    sites = [id for m in (canonical, *group.members) for id in m.places if id not in told]
    if not own:
        return list(dict.fromkeys([*there, *sites]))[:MOST]
    surely = [id for id in there if id not in own and means[id] >= _SURELY]
    return [*own, *surely][: max(len(own), _TOLD)]


def _factuality(group: Group, canonical: Mention) -> tuple[Factuality, ...]:
    """The canonical mention's rows; the author's from a telling in the author's own voice, where there is one.

    What is said of the harm is not said of the event, but who says that it was done takes the event for granted.
    """
    rows = {row.holder: row for row in canonical.factuality}
    for mention in group.members:
        if mention.type.id in BARE:
            if mention.realis == "actual":
                for row in mention.factuality:
                    if row.holder != "author" and row.polarity == "+" and row.certainty in _HELD:
                        rows.setdefault(row.holder, row)
            continue
        if mention.realis == "negated" != canonical.realis:
            continue
        for row in mention.factuality:
            known = rows.get(row.holder)
            if known is None or (known.certainty == "unknown" and row.certainty != "unknown"):
                rows[row.holder] = row
    return tuple(rows[holder] for holder in sorted(rows, key=lambda h: (h != "author", len(h), h)))


_HELD = ("certain", "probable")
_SURE = 0.9
_STEP = 0.1


def _confidence(mention: Mention) -> float:
    """A rough figure: less for mentions without required roles, time and place, and for bare nouns."""
    needed = {spec.role for spec in mention.type.roles if spec.required}
    filled = {role.role for role in mention.roles}
    value = _SURE - _STEP * len(needed - filled)
    if not mention.times and not mention.places:
        value -= _STEP
    if len(mention.words) == 1 and mention.nominal:
        value -= _STEP
    return round(max(_STEP, value), 2)
