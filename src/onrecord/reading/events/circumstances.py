"""When and where an event was: times and places are attached by the grammar, then by clause, then by sentence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from onrecord.reading.events.mentions import NOUNS, Mention, clause_of
from onrecord.reading.parse import Parse, Token
from onrecord.records import Place, Statement, Time

_PLACE_WORDS = frozenset(
    "in at on near over outside inside around across within throughout above off along of from to into toward towards "
    "between by beside behind beyond against".split()
)
_MOTION = frozenset({"to", "from", "into", "toward", "towards"})
_BESIDE = frozenset({"border", "neighbor", "neighbour", "adjoin", "face", "overlook"})
_MOST = 3  # times or places attached to one mention


def attach(
    parse: Parse,
    mentions: Sequence[Mention],
    times: Sequence[Time],
    places: Sequence[Place],
    statements: Sequence[Statement],
    cues: Container[int],
) -> None:
    """Give each mention the times and places that belong to it."""
    by_token = {mention.token.index: mention for mention in mentions}
    by_clause: dict[int, list[Mention]] = {}
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_clause.setdefault(mention.clause.index, []).append(mention)
        by_sentence.setdefault(mention.token.sentence.index, []).append(mention)
    said = {s.time for s in statements if s.time}
    loose: list[tuple[Token, str, bool]] = []
    for time in times:
        if time.type in ("DATE", "TIME") and time.id not in said:
            head = _head(parse.tokens_in(time.start, time.end))
            if head is not None and not _give(head, time.id, True, by_token, by_clause, cues):
                loose.append((head, time.id, True))
    for place in places:
        head = _head(parse.tokens_in(place.start, place.end))
        if head is None or place.sense == "actor":
            continue
        if head.dep == "poss" and place.feature is not None and place.feature.startswith("PCL"):
            continue  # "Ukraine's Kharkiv region", "Russia's attack": whose, not where
        if place.sense == "modifier":
            _modifier(head, place.id, by_token)
        elif not _give(head, place.id, False, by_token, by_clause, cues):
            loose.append((head, place.id, False))
    for head, id, is_time in loose:
        here = [m for m in by_sentence.get(head.sentence.index, ()) if _under(m.clause, clause_of(head))]
        if len({mention.clause.index for mention in here}) == 1:
            _add(here, id, is_time)


def _under(clause: Token, upper: Token) -> bool:
    """Whether a clause depends on another without being told by it or coordinated with it."""
    node = clause
    while node is not upper:
        if node.head is node or node.dep in ("ccomp", "conj", "parataxis"):
            return False
        node = node.head
    return True


def _head(tokens: list[Token]) -> Token | None:
    inside = {t.index for t in tokens}
    return next((t for t in reversed(tokens) if t.head is t or t.head.index not in inside), None)


def _give(
    head: Token,
    id: str,
    is_time: bool,
    by_token: dict[int, Mention],
    by_clause: dict[int, list[Mention]],
    cues: Container[int],
) -> bool:
    """Climb from the time or place to the event it hangs on, else to its clause."""
    node = head
    while node.head is not node:
        if not is_time and node.dep == "prep" and node.lower not in _PLACE_WORDS:
            return False
        node = node.head
        mention = by_token.get(node.index)
        if mention is not None:
            _add([mention], id, is_time)
            if node.pos not in NOUNS:
                _add([m for m in by_clause.get(node.index, []) if _shares(m, node)], id, is_time)
            elif node.dep in ("dobj", "nsubj", "nsubjpass", "pobj"):
                _add([m for m in by_clause.get(mention.clause.index, []) if not m.nominal], id, is_time)
            return True
        if node.index in cues:
            return True  # when or where it was said
        if node.pos in ("VERB", "AUX") and clause_of(node) is node:
            here = by_clause.get(node.index)
            if here:
                _add(here, id, is_time)
                return True
            if node.dep not in ("xcomp", "advcl", "pcomp", "acl") or node.lemma in _BESIDE:
                return False
    return False


def _shares(mention: Mention, verb: Token) -> bool:
    """An event noun that is an argument of the verb shares its time and place, unless it has its own."""
    return mention.token.head is verb and mention.token.dep in ("nsubj", "nsubjpass", "dobj")


def _modifier(head: Token, id: str, by_token: dict[int, Mention]) -> None:
    node = head
    for _ in range(3):
        if node.dep not in ("compound", "amod", "nmod", "poss") or node.head is node:
            return
        node = node.head
        mention = by_token.get(node.index)
        if mention is not None:
            _add([mention], id, False)
            return


def _add(mentions: Iterable[Mention], id: str, is_time: bool) -> None:
    for mention in mentions:
        into = mention.times if is_time else mention.places
        if id not in into and len(into) < _MOST:
            into.append(id)
