"""Where a report says that what somebody said is not so: "that claim is false", "the footage shows otherwise".

Such words make claims of their own, held by the author (or by whoever says them): the values of the contradicted
statement with the other polarity. What is contradicted is what the statement asserts: of an event that nobody else
vouches for, that it occurred and who did it; of one that is taken for granted ("the strike killed 20"), the people and
things counted. Times and places are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.reading.claims.accusation import accusation
from onrecord.reading.claims.holders import Holders
from onrecord.reading.parse import Parse, Sentence
from onrecord.records import Actor, Certainty, Claim, Event, Predicate, Span, Statement
from onrecord.wordset import wordset

_CLAIM = (
    r"(?:claims?|assertions?|accounts?|allegations?|accusations?|charges?|statements?|reports?|versions?|denials?|"
    r"figures?|numbers?|tolls?|stor(?:y|ies)|narratives?|rumou?rs?|explanations?)"
)
_WHOSE = r"(?P<whose>th(?:is|at|e|ese|ose)|his|her|its|their|(?:[\w.-]{1,40} ){0,4}?[\w.-]{1,40}[’']s?)"
_BE = r"(?:is|was|are|were|has been|have been|had been|proved(?: to be)?|turned out to be|appears? to be)"
_HOW = r"(?:(?:demonstrably|clearly|completely|entirely|simply|plainly|patently|largely|since|later|widely|quickly) )*"
_FALSE = (
    r"(?:false|untrue|not true|wrong|incorrect|inaccurate|a lie|lies|fabricated|a fabrication|debunked|disproved|"
    r"disproven|refuted|discredited|contradicted|belied)\b"
)
_BASELESS = r"(?:baseless|unfounded|groundless|unsupported|implausible|not credible|without (?:basis|merit))\b"
_RECORD = (
    r"(?:footage|videos?|images?|imagery|photo(?:graph)?s|pictures|recordings?|records|documents|data|evidence|"
    r"satellite \w+|analysis|investigations?|findings|debris|witness(?:es)?(?: accounts| testimony)?|facts)"
)

_PATTERNS: tuple[tuple[Certainty, re.Pattern[str]], ...] = tuple(
    (certainty, re.compile(pattern, re.I))  # type: ignore[misc]
    for certainty, pattern in (
        ("certain", rf"\b{_WHOSE} {_CLAIM} {_BE} {_HOW}{_FALSE}"),
        ("probable", rf"\b{_WHOSE} {_CLAIM} {_BE} {_HOW}{_BASELESS}"),
        ("certain", rf"(?:^|[“\":] ?)(?P<whose>th(?:is|at)|it) {_BE} {_HOW}(?:false|untrue|not true|a lie|not so)\b"),
        ("probable", r"(?<!no )\b(?:evidence|proof|indications?) to the contrary\b"),
        (
            "probable",
            rf"\bno (?:\w+ )?(?:evidence|proof|basis|sign)\b(?: (?:has|have) \w+)? (?:to )?"
            rf"(?:support(?:s|ed)?|back(?:s|ed)?(?: up)?|of|for|behind|corroborates?) {_WHOSE} {_CLAIM}",
        ),
        ("certain", rf"\b{_RECORD} (?:\w+ )?(?:shows?|showed|proves?|proved|tells?|told) {_HOW}"
                    r"(?:otherwise|differently|the opposite|a (?:very )?different story)\b"),
        ("probable", rf"\b{_RECORD} (?:\w+ )?(?:suggest(?:s|ed)?|indicate[sd]?|point(?:s|ed)?) {_HOW}"
                     r"(?:otherwise|the opposite|in another direction)\b"),
        ("certain", r"\b(?:contradict(?:s|ed|ing)?|disprove[sd]?|refute[sd]?|belie[sd]?|debunk(?:s|ed)?) "
                    rf"{_WHOSE} (?:\w+ )?{_CLAIM}"),
        ("probable", r"\b(?:cast(?:s|ing)? doubt on|at odds with|inconsistent with|undercuts?) "
                     rf"{_WHOSE} (?:\w+ )?{_CLAIM}"),
    )
)  # fmt: skip
_BEFORE_IT = re.compile(
    rf"\b{_CLAIM} (?:of|that|about|by|from|against)\b[^.;:!?]{{1,160}}?\b{_BE} {_HOW}(?:{_FALSE}|{_BASELESS})",
    re.I,
)
_CLAIM_NOUN = re.compile(_CLAIM)
_SHORT = 4  # words: "the latest army claims"
_RECORDS = re.compile(rf"\b{_RECORD}$", re.I)
_FALSELY = wordset("falsely wrongly incorrectly mistakenly untruthfully baselessly erroneously")
_FALSE_NOUN = wordset("false untrue baseless unfounded debunked fabricated discredited groundless bogus")
_REACH = 2  # sentences back
_FAR = 60  # sentences back, where the words say whose claim it is
_SAID = ("assert", "announce", "accuse", "deny", "believe")
_FOCUS = ("occurred", "perpetrator")
_COUNTED_APART = ("type", "time", "place", "target", "weapon", "cause", *_FOCUS)
_SHARE = 0.8  # of the contradicted claim's confidence
_ACTS = {"denial": "deny", "allegation": "accuse", "accusation": "accuse", "charge": "accuse"}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Words that contradict a statement; ``told`` is the statement that they stand in themselves, if any.

    ``number``: only the numbers of it are contradicted ("rejected the figure").
    """

    span: Span
    target: Statement
    told: Statement | None
    certainty: Certainty
    number: bool = False


def contradictions(
    parse: Parse, statements: tuple[Statement, ...], predicates: tuple[Predicate, ...], holders: Holders
) -> Iterator[Contradiction]:
    """The contradictions that a report tells, in text order; what is asked or only possible is none."""
    if not statements:
        return
    by_sentence = _by_sentence(parse, statements)
    judged = {p.trigger[0]: p for p in predicates}
    for sentence in parse.sentences:
        for statement in by_sentence.get(sentence.index, ()):
            own = statement.speaker is not None and _spoken(statement, holders) is statement
            if own and statement.act == "deny" and _is_anaphoric(parse, statement):
                spoken = _spoken_before(statement, sentence, by_sentence)
                if spoken is not None:
                    yield Contradiction(
                        statement.content[0], spoken, statement, "certain", _of_number(parse, statement)
                    )
            falsely = _falsely(parse, statement)
            if falsely is not None:
                told = holders.by_id.get(statement.within or "")
                yield Contradiction(falsely, statement, told, "certain")
        text = parse.text[sentence.start : sentence.end]
        if text.rstrip('"” ').endswith("?"):
            continue
        yield from _told_before(parse, sentence, text, by_sentence, judged, holders)
        for certainty, pattern in _PATTERNS:
            found = pattern.search(text)
            if found is None:
                continue
            span = sentence.start + found.start(), sentence.start + found.end()
            if _unsure(parse, span, judged):
                continue
            told = _spoken(holders.innermost((span[1] - 1, span[1])), holders)
            if holders.words_of((span,), told) != (span,):
                span = _outside(parse, span, told, holders)
            target = _target(sentence, span, found, by_sentence, told, holders)
            if target is not None:
                yield Contradiction(span, target, None if told is target else told, certainty)
                break


def contradicting(
    found: Contradiction,
    claims: Sequence[Claim],
    events: dict[str, Event],
    holders: Holders,
    groups: frozenset[str],
) -> Iterator[Claim]:
    """The claims that a contradiction makes: those of the statement that it speaks against, turned.

    ``claims`` are that statement's, ``events`` are the canonical ones by id; ``groups`` the names of armed groups.
    """
    holder = holders.actor(found.told)
    named = "author" if found.told is None else holder.id if holder is not None else "unknown"
    for claim in _counted(claims) if found.number else _asserted(claims, events):
        polarity = "+" if claim.polarity == "-" else "-"
        step = claim.accusation
        if claim.attribute == "perpetrator":
            step = accusation(
                holder=holder,
                author=named == "author",
                accused=holders.actors.get(claim.value.get("actor") or ""),
                certainty=found.certainty,
                polarity=polarity,  # type: ignore[arg-type]
                groups=groups,
            )
        yield replace(
            claim,
            holder=named,
            statement=found.told.id if found.told is not None else None,
            certainty=found.certainty,
            polarity=polarity,  # type: ignore[arg-type]
            accusation=step,
            evidence=(found.span,),
            confidence=round(_SHARE * claim.confidence, 3),
        )


def _asserted(claims: Sequence[Claim], events: dict[str, Event]) -> list[Claim]:
    """Of a statement's claims, those that it is made for."""
    held = [c for c in claims if c.certainty != "unknown"]
    focus = [c for c in held if c.attribute in _FOCUS and not _vouched(events[c.event])]
    bare = {c.event for c in focus}
    counted = [
        c
        for c in held
        if c.attribute not in _COUNTED_APART and (c.event not in bare or events[c.event].type == "casualties")
    ]
    if focus or counted:
        return [c for c in held if c in focus or (c in counted and (not focus or c.event in bare))]
    return [c for c in held if c.attribute == "perpetrator"]


def _counted(claims: Sequence[Claim]) -> list[Claim]:
    return [c for c in claims if c.certainty != "unknown" and c.attribute not in _COUNTED_APART]


def _is_anaphoric(parse: Parse, statement: Statement) -> bool:
    """ "denied that", "rejected the claim": what is denied is what somebody else has said before."""
    words = [t for span in statement.content for t in parse.tokens_in(*span) if t.pos != "PUNCT"]
    if len(words) == 1 and words[0].lower in ("that", "this", "it"):
        return True
    head = words[-1] if words else None
    return head is not None and len(words) <= _SHORT and _CLAIM_NOUN.fullmatch(head.lower) is not None


def _of_number(parse: Parse, statement: Statement) -> bool:
    last = parse.tokens_in(*statement.content[-1])
    return any(t.lemma in ("figure", "number", "toll") for t in last)


def _spoken_before(
    statement: Statement, sentence: Sentence, by_sentence: dict[int, list[Statement]]
) -> Statement | None:
    """The last statement before a denial, by another speaker, of which there is something to deny."""
    start = (statement.cue or statement.content)[0][0]
    for index in range(sentence.index, max(-1, sentence.index - _REACH - 1), -1):
        for other in reversed(by_sentence.get(index, ())):
            before = (other.cue or other.content)[0][0] < start and other is not statement
            if before and other.act in _SAID and other.act != "deny" and other.speaker != statement.speaker:
                return other
    return None


def _vouched(event: Event) -> bool:
    """Whether the author takes the event to have happened, whoever speaks of it."""
    return any(f.holder == "author" and f.certainty != "unknown" and f.polarity == "+" for f in event.factuality)


def _told_before(
    parse: Parse,
    sentence: Sentence,
    text: str,
    by_sentence: dict[int, list[Statement]],
    judged: dict[int, Predicate],
    holders: Holders,
) -> Iterator[Contradiction]:
    """ "Claims that the army bombed the village are false": the claim stands in the same sentence, by its noun."""
    match = _BEFORE_IT.search(text)
    if match is None:
        return
    span = sentence.start + match.start(), sentence.start + match.end()
    lie = parse.tokens_in(span[1] - 1, span[1])
    if not lie or _unsure(parse, lie[0].span, judged):
        return
    for statement in by_sentence.get(sentence.index, ()):
        if any(a <= span[0] < b for a, b in statement.cue):
            told = _spoken(holders.innermost(lie[0].span, but=statement), holders)
            yield Contradiction(lie[0].span, statement, told, "certain")


def _by_sentence(parse: Parse, statements: tuple[Statement, ...]) -> dict[int, list[Statement]]:
    """The statements by the sentence that their cue, or else their content, begins in."""
    found: dict[int, list[Statement]] = {}
    for statement in statements:
        start, end = (statement.cue or statement.content)[0]
        tokens = parse.tokens_in(start, end)
        if tokens:
            found.setdefault(tokens[0].sentence.index, []).append(statement)
    return found


def _falsely(parse: Parse, statement: Statement) -> Span | None:
    """ "falsely claimed that", "the false claim that": the word that gives the lie."""
    for start, end in statement.cue:
        for token in parse.tokens_in(start, end):
            words = _FALSELY if token.pos in ("VERB", "AUX") else _FALSE_NOUN if token.pos == "NOUN" else ()
            lie = next((c for c in token.children if c.lower in words and c.dep in ("advmod", "amod")), None)
            if lie is not None:
                return lie.span
    return None


def _unsure(parse: Parse, span: Span, judged: dict[int, Predicate]) -> bool:
    tokens = parse.tokens_in(*span)
    heads = {t.head.start for t in tokens} | {t.start for t in tokens}
    known = [judged[start] for start in heads if start in judged]
    return any(p.certainty in ("possible", "unknown") for p in known)


def _target(
    sentence: Sentence,
    span: Span,
    found: re.Match[str],
    by_sentence: dict[int, list[Statement]],
    told: Statement | None,
    holders: Holders,
) -> Statement | None:
    """The statement that is spoken against: the last before, by whom and of the kind that the words say."""
    whose = found.groupdict().get("whose") or ""
    speaker = told.speaker if told is not None else None
    act = next((a for noun, a in _ACTS.items() if noun in found[0].lower()), None)
    named: Actor | None = None
    if whose.endswith(("’s", "'s", "’", "'")) or whose.lower() in ("his", "her", "its", "their"):
        start = sentence.start + found.start("whose")
        end = start + len(re.sub(r"[’']s?$", "", whose))
        named = holders.mentions.at((max(start, end - 1), end)) or holders.mentions.at((start, end))
    first = max(0, sentence.index - (_FAR if named is not None else _REACH))
    fallback: Statement | None = None
    for index in range(sentence.index, first - 1, -1):
        for statement in reversed(by_sentence.get(index, ())):
            start = (statement.cue or statement.content)[0][0]
            if start >= span[0] or statement.act not in _SAID or _inside(statement, span):
                continue
            if named is not None and statement.speaker != named.id:
                continue
            if named is None and speaker is not None and statement.speaker == speaker and told is not statement:
                continue
            if act is None or statement.act == act:
                return statement
            fallback = fallback or statement
    return fallback


def _outside(parse: Parse, span: Span, told: Statement | None, holders: Holders) -> Span:
    """The last words of a contradiction that stand in no other's statement."""
    own = [t for t in parse.tokens_in(*span) if holders.words_of((t.span,), told)]
    return (own[0].start, own[-1].end) if own and holders.words_of(((own[0].start, own[-1].end),), told) else span


def _spoken(statement: Statement | None, holders: Holders) -> Statement | None:
    """The statement, or the one around it where it is only what the author reads from a record ("footage shows")."""
    while statement is not None:
        speaker = holders.actor(statement)
        if speaker is None or (speaker.kind != "document" and not _RECORDS.search(speaker.name)):
            return statement
        statement = holders.by_id.get(statement.within or "")
    return None


def _inside(statement: Statement, span: Span) -> bool:
    """Whether the statement is no more than the contradiction itself ("footage shows otherwise")."""
    return any(span[0] <= a and b <= span[1] for a, b in statement.cue) or all(
        span[0] <= a and b <= span[1] for a, b in statement.content
    )
