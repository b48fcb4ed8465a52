"""Does an expression look forward or back? From the tense of its clause and from words that plan."""

from __future__ import annotations

from onrecord.reading.parse import Parse, Token

_FUTURE_AUXILIARIES = frozenset("will 'll ’ll shall wo".split())
_PLANS = frozenset(
    "schedule set plan expect due slate intend aim hope want propose begin prepare agree vow pledge promise threaten "
    "decide suppose order urge call ask demand allow let invite".split()
)
_PLANNED = frozenset("schedule set plan expect due slate".split())
_PUT_OFF = frozenset("extend postpone delay give set adjourn remand suspend move push defer".split())
_PLANNED_NOUNS = frozenset("deadline plan schedule".split())
_FUTURE_WORDS = frozenset("upcoming scheduled planned forthcoming slated proposed impending".split())
_FINITE_PAST = frozenset(("VBD",))
_CLIMB = 12  # heads above the expression that are asked; deeper nesting tells nothing about its time


def direction(parse: Parse, start: int, end: int) -> int:
    """−1 where the clause of the expression tells of the past, 1 of the future, 0 where it does not say."""
    tokens = parse.tokens_in(start, end)
    if not tokens:
        return 0
    head = _head(tokens)
    preposition = head.head.lower if head.head is not head else ""
    if preposition == "since":
        return -1
    if any(c.dep == "case" for c in head.children):
        return -1  # "Tuesday's attack"
    if preposition in ("until", "till", "by") and (_tense(head) >= 0 or _puts_off(head)):
        return 1
    return _tense(head)


def _head(tokens: list[Token]) -> Token:
    first, last = tokens[0].index, tokens[-1].index
    for token in tokens:
        if not first <= token.head.index <= last or token.head is token:
            return token
    return tokens[-1]


def _verb_before(head: Token) -> Token | None:
    """Where a comma parts an expression from the verb that the parse hangs it on: the verb that stands before it.

    "Power will be cut on Thursday, the operator said": the cut is on Thursday, whatever the parse says.
    """
    node = head
    while node.head is not node and node.pos not in ("VERB", "AUX"):
        node = node.head
    if node.pos != "VERB" or node.index <= head.index:
        return None
    tokens = head.sentence.tokens
    place = head.index - tokens[0].index
    if place + 1 >= len(tokens) or tokens[place + 1].text != ",":
        return None
    before = [t for t in tokens[:place] if t.pos == "VERB" and t.tag != "VBG"]
    return before[-1] if before else None


def _puts_off(head: Token) -> bool:
    """Whether a limit belongs to a verb that sets one for later: "gave them until Tuesday", "extended it until May"."""
    node = head
    while node.head is not node and node.pos not in ("VERB", "AUX"):
        node = node.head
    return node.lemma in _PUT_OFF


def _tense(head: Token) -> int:
    own = _verb_before(head)
    if own is not None:
        return _of_verb(own)
    node = head
    for _ in range(_CLIMB):
        if node.lemma in _PLANNED_NOUNS and node is not head and node.pos == "NOUN":
            return 1
        if node is not head and any(c.lower in _FUTURE_WORDS for c in node.children):
            return 1
        if node.pos in ("VERB", "AUX"):
            told = _of_verb(node)
            if told or _is_present(node):
                return told
        if node.lemma in ("due", "scheduled", "ready") and node.pos == "ADJ" and node is not head:
            return 1
        if node.head is node:
            return 0
        node = node.head
    return 0


def _is_present(verb: Token) -> bool:
    """Whether a verb is finite and present: the clause tells of now, whatever the clause around it tells of."""
    return any(t.tag in ("VBZ", "VBP") for t in (verb, *verb.children_with("aux", "auxpass")))


def _of_verb(verb: Token) -> int:
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if any(c.lower in _FUTURE_AUXILIARIES for c in auxiliaries):
        return 1
    if any(c.lower in ("may", "might", "can", "should", "must", "would") and c.tag == "MD" for c in auxiliaries):
        return -1 if any(c.lower in ("have",) for c in auxiliaries) else 1
    if verb.tag == "VBN" and verb.lemma in _PLANNED:
        return -1 if any(c.lower == "had" for c in auxiliaries) else 1
    if verb.lemma == "go" and verb.tag == "VBG" and any(c.dep == "xcomp" for c in verb.children):
        return 1
    if any(c.tag == "TO" for c in auxiliaries):
        governor = verb.head
        if governor is not verb and governor.lemma in _PLANS:
            return 1
        if governor is not verb and governor.lemma == "be" and verb.dep == "xcomp":
            return 1
        return 0 if governor is not verb else 1
    if verb.lemma in _PLANNED and any(c.dep in ("dobj", "xcomp") for c in verb.children):
        return 1  # "planned a rally on Saturday"
    if verb.tag in _FINITE_PAST:
        return -1
    if verb.tag == "VBN":
        if any(c.lower in ("is", "are", "be") for c in auxiliaries) and verb.lemma in _PLANNED:
            return 1
        if any(c.lower in ("has", "had", "have", "'ve", "’ve", "was", "were", "been") for c in auxiliaries):
            return -1
        return -1 if not auxiliaries else 0
    if verb.tag == "VBG" and any(c.lower in ("was", "were", "been") for c in auxiliaries):
        return -1
    if verb.tag == "VBG" and any(c.lower in ("is", "are", "'s", "’s", "'re", "’re", "'m") for c in auxiliaries):
        return 1
    if verb.tag in ("VBZ", "VBP") and not auxiliaries and verb.pos == "VERB":
        return 1 if verb.lemma in _SCHEDULE_VERBS else 0
    return 0


_SCHEDULE_VERBS = frozenset("begin start open end expire take meet arrive leave travel run close resume".split())
