"""Which words of the text tell of an event of the codebook.

A trigger is looked up by part of speech and lemma; its further words ("shoot down", "carry out strike", "come under
fire") and its conditions (``needs``, ``unless``) are looked for among its arguments and modifiers in the parse.
"""

from __future__ import annotations

from collections.abc import Container

from onrecord.codebook import Codebook, EventType, Trigger
from onrecord.reading.events.mentions import NOUNS, Mention, clause_of, subject_of
from onrecord.reading.events.senses import Senses
from onrecord.reading.parse import Parse, Sentence, Token
from onrecord.wordset import wordset

_HYPHENS = frozenset("-–—‐‑")
_DOWN = frozenset({"prep", "agent", "dobj", "nsubj", "nsubjpass", "pobj", "conj", "compound", "amod", "prt", "advmod",
                   "attr", "oprd", "nmod", "poss", "appos", "acomp", "dative", "npadvmod", "xcomp", "acl"})  # fmt: skip
_NAMED = frozenset({"ORG", "PERSON", "GPE", "WORK_OF_ART", "LAW", "PRODUCT", "FAC", "NORP", "LOC"})
SUPPORT = wordset(
    "launch carry conduct stage mount unleash begin start continue resume occur happen take erupt break rage ensue "
    "intensify escalate commence perpetrate commit wage hold undertake make flare spread persist last"
)
"""Verbs that say no more than that the event of their noun took place."""

TOLD_OF = wordset("hear report register record witness see")
"""Verbs in whose passive an event is told of: "explosions were heard", "clashes were reported"."""

PASSED_THROUGH = wordset("engage come join lock embroil")
"""Verbs that do so before a preposition: "engaged in a battle", "came under attack"."""

_COUNTED = wordset("string series wave spate number flurry round couple dozen hundred barrage campaign spree kind")
_BROUGHT_ABOUT = frozenset({"by", "in", "from"})
_INTO = ("in", "under", "into")

UNTOLD = frozenset({"transport_accident"})
"""Types for words whose phrase does not tell which of several types is meant."""

_CRAFT = ("drone", "missile", "airliner", "combat_jet")

ALONE = "<alone>"
"""Stands beside a noun that is all that a headline says: "Car bomb in Mogadishu"."""

PLACE = "<place>"
"""Stands among what is beside a verb where its object, or the subject of its passive, is a named place."""

_NEARER = 2  # the same for words that forbid it
_SHORT = 3  # letters of words that titles may write small, and the least words of a headline
_TITLED = 0.9  # the share of the other words that begin with a capital
_DEEP = 3  # how far below a trigger its conditions are looked for: verb, preposition, noun, modifier


def find_triggers(parse: Parse, codebook: Codebook, located: Container[int] = frozenset()) -> list[Mention]:
    """The event mentions of a report in text order, one a head word; ``located`` are the tokens of named places."""
    found: list[Mention] = []
    index, senses = codebook.triggers, Senses(codebook, parse.sentences)
    craft = frozenset(word for name in _CRAFT for word in codebook.sets[name])
    flown: Token | None = None  # the drone, missile or plane told last, which "they" may mean
    for token in parse.tokens:
        if token.pos == "NOUN" and token.lemma in craft:
            flown = token
        pos = _class(token)
        if pos is None:
            continue
        entries = index.get((pos, token.lemma))
        if entries is None and token.lower != token.lemma:
            entries = index.get((pos, token.lower))
        if entries is None or _is_name(token):
            continue
        chosen = _choose(token, entries, located, _meant(token, flown))
        if chosen is not None and not senses.elsewhere(token):
            kind, words = chosen
            if kind.id in UNTOLD:
                kind = _told_around(token, entries) or kind
            start, end = _extent(parse, token, words)
            found.append(Mention(token, words, kind, (start, end), clause_of(token)))
    return _with_support(_without_inner(found))


def _class(token: Token) -> str | None:
    if token.pos == "VERB":
        return "verb"
    if token.pos in NOUNS:
        return "noun"
    return "adjective" if token.pos == "ADJ" else None


def _is_name(token: Token) -> bool:
    """A noun inside a proper name ("the Attack Squadron 82"), not a common noun written with a capital."""
    named = token.pos == "PROPN" and token.ent in _NAMED and token.head.pos == "PROPN"
    return named and not _is_headline(token.sentence)


def _is_headline(sentence: Sentence) -> bool:
    """Whether nearly all words of a sentence begin with capitals, so that a capital makes no name."""
    words = [t for t in sentence.tokens if len(t.text) > _SHORT and t.text[0].isalpha()]
    return len(words) >= _SHORT and sum(t.text[0].isupper() for t in words) >= _TITLED * len(words)


def _meant(verb: Token, flown: Token | None) -> str | None:
    """What a pronoun or a bare number beside a verb stands for, where a drone, missile or plane was told just before:
    "eleven drones …; nine of them were shot down"."""
    if flown is None or verb.pos != "VERB" or verb.sentence.index - flown.sentence.index > 1:
        return None
    beside = verb.children_with("nsubjpass", "dobj")
    bare = any(t.pos == "PRON" or (t.pos == "NUM" and flown.index < t.index) for t in beside)
    return flown.lemma if bare else None


def _choose(
    token: Token, entries: tuple[tuple[Trigger, EventType], ...], located: Container[int], meant: str | None
) -> tuple[EventType, tuple[int, ...]] | None:
    around: frozenset[str] | None = None
    close: frozenset[str] = frozenset()
    best: tuple[int, int] = (0, -1)
    chosen: tuple[EventType, tuple[int, ...]] | None = None
    for trigger, kind in entries:
        size = trigger.lemma.count(" ") + 1
        rank = (size, bool(trigger.needs))
        if rank <= best:
            continue
        words = _matched(token, trigger, size)
        if words is None:
            continue
        if trigger.needs or trigger.unless:
            if around is None:
                around, close = neighbourhood(token, located), neighbourhood(token, located, _NEARER)
                if meant is not None:
                    around, close = around | {meant}, close | {meant}
            if trigger.needs and around.isdisjoint(trigger.needs):
                continue
            if not close.isdisjoint(trigger.unless) or not governors(token).isdisjoint(trigger.unless):
                continue
        best, chosen = rank, (kind, words)
    return chosen


def _told_around(token: Token, entries: tuple[tuple[Trigger, EventType], ...]) -> EventType | None:
    """The closer type of a word whose own phrase leaves the type open, by the words of its sentence."""
    around = frozenset(word for t in token.sentence.tokens if t.pos in NOUNS for word in (t.lemma, t.lower))
    for trigger, kind in entries:
        if " " in trigger.lemma or not trigger.needs or kind.id in UNTOLD:
            continue
        if not around.isdisjoint(trigger.needs) and around.isdisjoint(trigger.unless):
            return kind
    return None


def _matched(token: Token, trigger: Trigger, size: int) -> tuple[int, ...] | None:
    if size == 1:
        return (token.index,)
    parts = trigger.lemma.split(" ")
    return _verb_words(token, parts[1:]) if trigger.pos == "verb" else _noun_words(token, parts[:-1])


def _verb_words(token: Token, rest: list[str]) -> tuple[int, ...] | None:
    words = [token.index]
    for part in rest:
        found = _below(token, part, 2)
        if found is None and token.dep in ("acl", "relcl") and token.head.lemma == part:
            found = token.head
        if found is None:
            return None
        words.append(found.index)
    return tuple(sorted(words))


def _below(token: Token, lemma: str, depth: int) -> Token | None:
    for child in token.children:
        if (child.lemma == lemma or child.lower == lemma) and child.dep in _DOWN:
            return child
    if depth > 1:
        for child in token.children:
            if child.dep in ("prep", "dobj", "prt", "advmod", "nsubjpass", "oprd", "ccomp", "dative"):
                found = _below(child, lemma, depth - 1)
                if found is not None:
                    return found
    return None


def _noun_words(token: Token, rest: list[str]) -> tuple[int, ...] | None:
    tokens = token.sentence.tokens
    at = token.index - tokens[0].index - 1
    words = [token.index]
    for part in reversed(rest):
        pieces = part.split("-") if "-" in part else [part]
        for piece in reversed(pieces):
            while at >= 0 and tokens[at].lower in _HYPHENS:
                at -= 1
            if at < 0:
                return None
            here = tokens[at]
            if here.lower == part or here.lemma == part:
                words.append(here.index)
                at -= 1
                break
            if here.lemma != piece and here.lower != piece:
                return None
            words.append(here.index)
            at -= 1
    return tuple(sorted(words))


def neighbourhood(token: Token, located: Container[int] = frozenset(), depth: int = _DEEP) -> frozenset[str]:
    """The lemmas of a trigger's arguments and modifiers down to a depth, and of what it modifies itself."""
    found: set[str] = set()
    _gather(token, found, depth)
    head = token.head
    if token.pos in ("VERB", "AUX"):
        if any(child.index in located and child.dep in ("dobj", "nsubjpass") for child in token.children):
            found.add(PLACE)
        if head.index in located and token.dep == "acl" and token.tag == "VBN":
            found.add(PLACE)  # Abyei, seized by the north
        subject = subject_of(token)
        if subject is not None:
            found.update((subject.lemma, subject.lower))
            _gather(subject, found, 2)
    elif head is token and token.pos in NOUNS:
        found.add(ALONE)
    elif head is not token:
        if token.dep in ("compound", "amod", "nmod", "poss"):
            found.update((head.lemma, head.lower))
            _gather(head, found, 1)
        elif token.dep == "pobj" and head.head.pos in NOUNS:
            found.update((head.head.lemma, head.head.lower))
        elif token.dep == "nsubj" and head.pos == "VERB":
            found.add(head.lemma)  # a car bomb killed ten
        elif token.dep == "pobj" and head.lower in _BROUGHT_ABOUT and head.head.pos == "VERB":
            found.add(head.head.lemma)  # killed by a car bomb
        elif token.pos == "ADJ" and token.dep in ("acomp", "oprd"):
            subject = head.child("nsubj", "nsubjpass", "dobj")
            if subject is not None:
                found.update((subject.lemma, subject.lower))
                _gather(subject, found, 1)
    found.discard(token.lemma)
    return frozenset(found)


def governors(token: Token) -> frozenset[str]:
    """What a noun hangs on: "opened fire" (open), "came under fire" (under, come), "won by a landslide" (by, win)."""
    if token.pos not in NOUNS or token.dep not in ("dobj", "pobj"):
        return frozenset()
    head = token.head
    return frozenset({head.lemma, head.lower} | ({head.head.lemma} if token.dep == "pobj" else set()))


def _gather(token: Token, into: set[str], depth: int) -> None:
    for child in token.children:
        if child.dep in _DOWN and child.lower != "like":  # a comparison
            into.add(child.lemma)
            into.add(child.lower)
            if depth > 1:
                _gather(child, into, depth - 1)


def _extent(parse: Parse, token: Token, words: tuple[int, ...]) -> tuple[int, int]:
    """The trigger's span: its words where they stand together, else from its first word over what is between."""
    first, last = words[0], words[-1]
    if last - first > 4:  # too far apart to be shown as one span: the head word alone
        return token.span
    return parse.tokens[first].start, parse.tokens[last].end


def _without_inner(found: list[Mention]) -> list[Mention]:
    """Of "carried out a strike" keep one mention: the noun's where it tells a closer type, else the verb's.

    A noun of another type is an event of its own ("agreed on a ceasefire"), unless the words make one phrase with the
    verb ("opened fire", "went on strike", "stabbed to death").
    """
    by_head = {mention.token.index: mention for mention in found}
    taken: set[int] = set()
    for mention in found:
        for word in mention.words:
            inner = by_head.get(word)
            if inner is None or inner is mention:
                continue
            if inner.type is mention.type:
                taken.add(word)
            elif inner.type.id in mention.type.related or mention.type.id in inner.type.related:
                taken.add(mention.token.index if mention.type.id == "attack" else word)
            elif mention.token.pos == "VERB" and inner.words == (word,):
                taken.add(word)
    heads = {mention.token.index for mention in found}
    return [
        mention
        for mention in found
        if mention.token.index not in taken and not (mention.token.pos == "ADJ" and _modifies(mention.token, heads))
    ]


def _with_support(found: list[Mention]) -> list[Mention]:
    """The mentions with those of verbs that only say that the event of a noun took place: "clashes erupted", "launched
    an assault". What tells of the verb (where, whether) tells of the event."""
    heads = {mention.token.index for mention in found}
    added: list[Mention] = []
    for mention in found:
        verb = _supporting(mention)
        if verb is not None and verb.index not in heads:
            heads.add(verb.index)
            words = (verb.index,)
            added.append(Mention(verb, words, mention.type, verb.span, clause_of(verb), lead=mention, support=True))
    return sorted([*found, *added], key=lambda m: m.token.index) if added else found


def _supporting(mention: Mention) -> Token | None:
    """The verb that only says that the event of a mention's noun took place; none where there is none."""
    if not mention.nominal:
        return None
    noun = mention.token
    if noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lemma in _COUNTED:
        noun = noun.head.head  # a string of attacks
    head = noun.head
    if noun.dep in ("nsubj", "nsubjpass", "dobj") and head.pos == "VERB" and head.lemma in SUPPORT:
        return head
    if noun.dep == "nsubjpass" and head.pos == "VERB" and head.lemma in TOLD_OF:
        return head
    if noun.dep == "attr" and head.lemma == "be" and any(child.dep == "expl" for child in head.children):
        return head  # there were clashes
    verb = head.head
    through = noun.dep == "pobj" and head.lower in _INTO and verb.pos == "VERB" and verb.lemma in PASSED_THROUGH
    return verb if through else None


def _modifies(token: Token, heads: set[int]) -> bool:
    """An adjective that tells of the event which its noun names already, or stands beside a verb that tells it."""
    head = token.head
    return token.dep == "amod" and (head.index in heads or head.lower == "one")
