"""How real an event is told to be, and for whom: realis, and factuality for the author and each speaker."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import Mention, clause_of
from onrecord.reading.factuality import graded
from onrecord.reading.factuality.clauses import is_denied, mark_of
from onrecord.reading.factuality.modality import Judge, Judgement
from onrecord.reading.parse import Parse, Token
from onrecord.records import Certainty, Factuality, Polarity, Realis, Statement
from onrecord.wordset import wordset

_ACT_SHARE: dict[str, float] = {
    "assert": 1.0, "announce": 1.0, "deny": -1.0, "accuse": 0.7, "warn": 1.0, "threaten": 1.0, "promise": 1.0,
    "request": 1.0, "decline": 0.0, "doubt": -0.4, "believe": 0.7,
}  # fmt: skip
"""How surely a speaker holds the content, by what they do in saying it."""

_CUE_SHARE: dict[str, float] = {"certain": 1.0, "probable": 0.65, "possible": 0.35, "unknown": 0.0}
_OF_WHAT_IS_TO_COME = frozenset({"threaten", "promise", "request", "warn"})
_NEGOTIABLE = frozenset({"ceasefire", "agreement", "prisoner_exchange", "prisoner_release", "withdrawal"})
"""Types that are talked about before there is anything to tell of."""

_TALKS = wordset("talk negotiation discussion proposal draft plan mediation dialogue dialog hope prospect")
_DISCUSSED = 0.6
_CHECKING = wordset("confirm verify corroborate certify")
"""Verbs that take their content for true only as long as nobody declines to do it ("refused to confirm that")."""

_OPENING = 4  # words: "the latest government accusations"
_FICTION = wordset(
    "novel film movie thriller drama play sequel comic screenplay videogame fiction miniseries sitcom opera"
)
_DEPICTING = wordset("depict portray tell show follow feature imagine recount dramatize dramatise describe")
_USUAL = wordset("common frequent rare routine regular usual widespread commonplace infrequent")
_NOT_YET: dict[str, Realis] = {"threaten": "planned", "promise": "planned", "request": "hypothetical"}


class Holders:
    """The statements of a report by the words that they contain.

    ``cues`` are the words of all cues; at those in ``bounds`` the view upwards ends when a speaker's content is judged:
    threats, promises and requests are left out, since what they do to their content is told by their verbs. What the
    statements in ``left_open`` say is only asked ("it was unclear whether").
    """

    def __init__(self, parse: Parse, statements: Sequence[Statement], codebook: Codebook) -> None:
        self._of: dict[int, list[Statement]] = {}
        self.cues: set[int] = set()
        self.bounds: set[int] = set()
        self._shares: dict[str, float] = {}
        self._presupposing: set[str] = set()
        self.left_open: set[str] = set()
        self._parse = parse
        for statement in statements:
            for start, end in statement.content:
                for token in parse.tokens_in(start, end):
                    self._of.setdefault(token.index, []).append(statement)
            for start, end in statement.cue:
                tokens = parse.tokens_in(start, end)
                self.cues.update(t.index for t in tokens)
                if statement.act not in _OF_WHAT_IS_TO_COME:
                    self.bounds.update(t.index for t in tokens)
                self._cue(statement, tokens, codebook)

    def _cue(self, statement: Statement, tokens: list[Token], codebook: Codebook) -> None:
        share = _ACT_SHARE.get(statement.act, 1.0)
        if statement.act == "deny" and any(token.pos == "VERB" and is_denied(token) for token in tokens):
            share = _CUE_SHARE["possible"]  # "did not deny", "has not ruled out"
        if self._asks(statement, tokens):
            share = 0.0
            self.left_open.add(statement.id)
        for token in tokens:
            cue = codebook.cues.get(("verb" if token.pos in ("VERB", "AUX") else "noun", token.lemma))
            if cue is None:
                continue
            if cue.certainty is not None and share > 0:
                share = min(share, _CUE_SHARE[cue.certainty])
            asked = statement.id in self.left_open
            if cue.presupposes and not asked and not (statement.act == "decline" and token.lemma in _CHECKING):
                self._presupposing.add(statement.id)
        self._shares.setdefault(statement.id, share)

    def _asks(self, statement: Statement, cue: list[Token]) -> bool:
        """ "It was unclear whether", "did not say if": what is said is only asked, and nobody holds it."""
        if any(mark_of(token) in ("if", "unless", "whether") for token in cue):
            return True  # "if it is confirmed that"
        first = self._parse.tokens_in(*statement.content[0])[:1] if statement.content else []
        if not first or first[0].lower not in ("whether", "if"):
            return False
        clause = first[0].head
        asked = clause.dep in ("ccomp", "csubj", "csubjpass", "pcomp", "advcl", "acl")
        return first[0].lower == "whether" or (asked and clause.head.index in {t.index for t in cue})

    def disputed(self, outer: Statement, inner: Statement) -> bool:
        """Whether a speaker judges what somebody else says: "denied accusations that", "confirmed reports that".

        The inner cue is a noun that opens the outer content.
        """
        if inner.within != outer.id or not inner.cue or not outer.content:
            return False
        judged = outer.act in ("deny", "doubt") or outer.id in self._presupposing
        start, cue = outer.content[0][0], inner.cue[0]
        opening = self._parse.tokens_in(start, cue[1])
        return judged and start <= cue[0] and len(opening) <= _OPENING and opening[-1].pos == "NOUN"

    def around(self, token: Token) -> list[Statement]:
        """The statements whose content holds the word, the outermost first."""
        found = self._of.get(token.index, [])
        unique = list({s.id: s for s in found}.values())
        inside = {s.id: s.within for s in unique}

        def depth(statement: Statement) -> int:
            level, outer = 0, statement.within
            while outer is not None and level < len(unique):
                level, outer = level + 1, inside.get(outer)
            return level

        return sorted(unique, key=depth)

    def share(self, statement: Statement) -> float:
        """How surely the speaker holds the content (−1 … 1)."""
        return self._shares.get(statement.id, _ACT_SHARE.get(statement.act, 1.0))

    def presupposes(self, statement: Statement) -> bool:
        """Whether the cue takes its content for true ("confirmed that")."""
        return statement.id in self._presupposing


def judge_mention(mention: Mention, reader: Judge, content: Judge, holders: Holders) -> None:
    """Set the mention's realis, its statements and a row of factuality for each holder."""
    told = content.of(mention.token)
    if mention.type.id in _NEGOTIABLE and _under_discussion(mention.token):
        told = Judgement(min(told.value, _DISCUSSED), "hypothetical")
    elif _is_fiction(clause_of(mention.token)):
        told = Judgement(0.0, "hypothetical")
    elif _is_habit(mention.token) or _is_definition(clause_of(mention.token)):
        told = Judgement(told.value, "generic")
    around = holders.around(mention.token)
    mention.value = told.value
    if told.mood == "ongoing" and _is_outcome(clause_of(mention.token)):
        told = Judgement(told.value, "actual")
    mention.realis = _realis(told, around[-1] if around else None)
    if around and around[-1].id in holders.left_open and mention.realis == "actual" and not presupposed(mention):
        mention.realis = "hypothetical"
    mention.statements = sorted((s.id for s in around), key=lambda id: (len(id), id))
    mention.factuality = [_author(mention, reader, around, holders)]
    inner = around[-1].id if around else None
    for statement in sorted(around, key=lambda s: (len(s.id), s.id)):
        untold = statement.act == "decline"  # "did not mention the attack" tells nothing of what its speaker holds
        judges = bool(around) and holders.disputed(statement, around[-1])
        if untold or (statement.id != inner and not judges and not presupposed(mention)):
            mention.factuality.append(Factuality(statement.id, "unknown", "+", 0.0))
            continue
        held = told if presupposed(mention) and told.value > 0 else _scaled(told, holders.share(statement))
        mention.factuality.append(_row(statement.id, held))


def _is_fiction(verb: Token) -> bool:
    """ "In the novel, rebels attack the village", "the film tells of an attack": of no event in the world."""
    for node in (verb, *verb.ancestors()):
        for child in node.children:
            inside = child.child("pobj") if child.dep == "prep" and child.lower == "in" else None
            if inside is not None and inside.lemma in _FICTION:
                return True
            if child.dep == "nsubj" and child.lemma in _FICTION and node.lemma in _DEPICTING:
                return True
    return False


def _under_discussion(noun: Token) -> bool:
    """ "ceasefire talks", "negotiations on a prisoner swap": what is talked about is not yet there."""
    head = noun.head
    if noun.dep in ("compound", "amod", "nmod"):
        return head.lemma in _TALKS
    if noun.dep != "pobj" or head.lower not in ("on", "over", "about", "for", "toward", "towards"):
        return False
    return head.head.lemma in _TALKS and not is_definite(noun)


def _is_habit(noun: Token) -> bool:
    """ "Ferry accidents are frequent": of a kind of event, not of one."""
    if noun.tag != "NNS" or noun.dep != "nsubj" or any(c.dep in ("det", "poss", "nummod") for c in noun.children):
        return False
    said = noun.head.child("acomp")
    return said is not None and said.lemma in _USUAL


def _is_definition(verb: Token) -> bool:
    """ "defined as one in which four or more people are shot": the kind, not an event."""
    head = verb.head
    return (
        verb.dep == "relcl"
        and head.dep == "pobj"
        and head.head.lower == "as"
        and any(t.tag == "WDT" for t in head.sentence.tokens if head.index < t.index < verb.index)
    )


def _is_outcome(verb: Token) -> bool:
    """ "…, killing three": a participle without "be" tells what came of it, not what is under way."""
    return verb.tag == "VBG" and not any(c.dep == "aux" for c in verb.children)


def presupposed(mention: Mention) -> bool:
    """Whether the words take the event for granted, whoever speaks: "the crash", "Tuesday's attack", "this strike"."""
    if not mention.nominal or mention.realis != "actual" or mention.token.tag in ("NNS", "NNPS"):
        return False
    return is_definite(mention.token)


def is_definite(noun: Token) -> bool:
    """Whether a noun has "the", "this", "that" or a possessor of time."""
    for child in noun.children:
        if child.dep == "det" and child.lower in ("the", "this", "that"):
            return True
        if child.dep == "poss" and child.ent in ("DATE", "TIME"):
            return True
    return noun.dep == "compound" and noun.head.dep != "compound" and is_definite(noun.head)


def _author(mention: Mention, reader: Judge, around: list[Statement], holders: Holders) -> Factuality:
    if mention.realis == "hypothetical" and _is_fiction(clause_of(mention.token)):
        return Factuality("author", "unknown", "+", 0.0)
    taken = len(around) == 1 and holders.presupposes(around[0]) and around[0].act != "deny"
    if around and not taken and not presupposed(mention):
        return Factuality("author", "unknown", "+", 0.0)
    return _row("author", reader.of(mention.token) if not around else Judgement(mention.value, "actual"))


def _row(holder: str, judgement: Judgement) -> Factuality:
    certainty: Certainty
    polarity: Polarity
    certainty, polarity = graded(judgement.value)
    return Factuality(holder, certainty, polarity, judgement.score)


def _scaled(judgement: Judgement, share: float) -> Judgement:
    return Judgement(round(judgement.value * share, 2), judgement.mood)


def _realis(told: Judgement, inner: Statement | None) -> Realis:
    if inner is not None and inner.act in _NOT_YET and told.mood != "actual":
        return _NOT_YET[inner.act]
    if told.mood in ("planned", "hypothetical", "generic"):
        return told.mood
    if told.value < 0:
        return "negated"
    return told.mood
