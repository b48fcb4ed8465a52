"""The stage ``statements``: attributions become records with speaker, act, manner, channel, time and nesting."""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.reading.actors import Mentions
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.reading.statements.attribution import Attribution, Attributions
from onrecord.reading.statements.channels import channel_of
from onrecord.reading.statements.quotes import Quotation
from onrecord.records import Act, Actor, Manner, Span, Statement, Time

_CLOSING = " .,\n\t”\"»“’'"  # what may stand behind the mark of a question
_NEGATED: dict[str, Act] = {"assert": "decline", "announce": "decline", "promise": "decline"}


@stage(
    "statements",
    needs=("parse", "attributions", "actors", "times", "codebook"),
    question="Who said what, through which channel, when, to whom, and inside whose words?",
)
def statements(
    *,
    parse: Parse,
    attributions: Attributions,
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    codebook: Codebook,
) -> Output:
    """Make the statement records."""
    items = attributions.items
    ids = {id(a): f"s{n}" for n, a in enumerate(items, 1)}
    speakers: dict[int, Actor | None] = {}
    mentions = Mentions(actors)
    made: list[Statement] = []
    for attribution in items:
        speaker = _speaker(attribution, mentions, items, speakers)
        speakers[id(attribution)] = speaker
        source, cue = _spans(attribution.source), _spans(attribution.cue)
        made.append(
            Statement(
                id=ids[id(attribution)],
                source=source,
                cue=cue,
                content=tuple(attribution.content),
                speaker=speaker.id if speaker is not None else None,
                act=_act(parse, attribution),
                manner=_manner(parse, attribution),
                recipient=_spans(attribution.recipient)[0] if attribution.recipient else None,
                channel=channel_of(parse, attribution, codebook),
                time=_time(parse, attribution, times),
                within=ids[id(attribution.outer)] if attribution.outer is not None else None,
                confidence=round(attribution.confidence, 3),
            )
        )
    return tuple(made), ()


def _spans(tokens: list[Token]) -> tuple[Span, ...]:
    return ((tokens[0].start, tokens[-1].end),) if tokens else ()


def _speaker(
    attribution: Attribution,
    mentions: Mentions,
    items: list[Attribution],
    speakers: dict[int, Actor | None],
) -> Actor | None:
    if attribution.subject is not None:
        return mentions.at(attribution.subject.span)
    if attribution.anchor is not None:
        return None
    # A quotation that nobody is named for goes on from the speaker before it.
    for other in reversed(items[: items.index(attribution)]):
        if attribution.paragraph - other.paragraph > 1:
            return None
        if other.outer is None and speakers.get(id(other)) is not None:
            return speakers[id(other)]
    return None


def _act(parse: Parse, attribution: Attribution) -> Act:
    act: Act = attribution.entry.act if attribution.entry is not None else "assert"
    if act == "assert" and _is_question(parse, attribution):
        return "request"
    negated = any(t.dep == "neg" for t in attribution.cue)
    if negated:
        return _NEGATED.get(act, "deny" if act in ("believe", "accuse") else act)
    return act


def _is_question(parse: Parse, attribution: Attribution) -> bool:
    start, end = attribution.content[-1]
    return parse.text[start : end + 1].rstrip(_CLOSING).endswith("?")


def _manner(parse: Parse, attribution: Attribution) -> Manner:
    """Direct where all words of the content stand in quotation marks, mixed where some do."""
    inside = outside = 0
    for start, end in attribution.content:
        for token in parse.tokens_in(start, end):
            if token.pos == "PUNCT":
                continue
            if _quoted(token, attribution.quoted):
                inside += 1
            else:
                outside += 1
    if inside and not outside:
        return "direct"
    return "mixed" if inside else "indirect"


def _quoted(token: Token, quotations: list[Quotation]) -> bool:
    return any(q.start <= token.start < q.end for q in quotations)


def _time(parse: Parse, attribution: Attribution, times: tuple[Time, ...]) -> str | None:
    """The time expression that hangs on the cue and stands outside the content: "posted late Tuesday"."""
    if attribution.anchor is None:
        return None
    anchor = attribution.anchor
    sentence = anchor.sentence
    for time in times:
        if time.start < sentence.start or time.end > sentence.end or time.type not in ("DATE", "TIME"):
            continue
        if any(s < time.end and time.start < e for s, e in attribution.content):
            continue
        tokens = parse.tokens_in(time.start, time.end)
        for token in tokens:
            node = token
            while node.head is not node and node.dep in (
                "npadvmod",
                "pobj",
                "prep",
                "amod",
                "advmod",
                "compound",
                "nummod",
            ):
                node = node.head
                if node is anchor:
                    return time.id
    return None
