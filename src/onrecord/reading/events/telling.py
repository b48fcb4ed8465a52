"""Telling how many people a status word counts: the common part of the readers of verbs, adjectives and nouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.events import harm
from onrecord.reading.events import status as words
from onrecord.reading.events.mentions import NOUNS, Count, clause_of, companions, is_passive, subject_of
from onrecord.reading.events.parts import Parts
from onrecord.reading.events.people import Head, People, total
from onrecord.reading.events.status import Lexicon, is_aggregate
from onrecord.reading.factuality.modality import Judge
from onrecord.reading.parse import Parse, Token

_THEY = frozenset({"they", "them"})
_ALL = frozenset({"both", "all", "each"})
_KINDS = 2  # phrases from which on the later may be the kinds of those in the first
_OPEN = frozenset({"could", "would", "might", "may"})


def left_beside(verb: Token, state: Token) -> list[Token]:
    """Whom the words for a state after "leave" or "find" are of: those told last before them."""
    beside = [c for c in verb.children if c.dep in ("dobj", "conj") and verb.index < c.index < state.index]
    return [c for c in beside if c.pos in (*NOUNS, "NUM")][-1:]


class Teller:
    """Makes counts from a status word and the words for its people."""

    def __init__(self, parse: Parse, lexicon: Lexicon, people: People, judge: Judge) -> None:
        self.parse, self.lexicon, self.people, self.judge = parse, lexicon, people, judge
        self.parts = Parts(parse, people.codebook, people)
        self._group: Count | None = None  # the people counted last, whom "they" may mean

    def keep(self, count: Count) -> None:
        """Remember a group for the pronouns after it."""
        if count.people is not None and (count.low or 0) > 1 and count.people.lower not in _THEY:
            self._group = count

    def _patient(self, verb: Token, by_subject: bool) -> list[Token]:
        if by_subject or is_passive(verb):
            several = [
                c for c in verb.children_with("nsubjpass") if c.lower not in _ALL and self.people.names_people(c)
            ]
            if len(several) > 1 and (several[0].child("appos") is not None or several[-1].child("conj") is not None):
                return several  # "Three men, ages 21 to 30, and a woman were shot"
            beside = [t for c in verb.children if c.index < verb.index for t in (c, *c.children)]
            counted = [t for t in beside if t.dep == "npadvmod" and t.pos == "NUM"]
            if counted and verb.dep == "conj" and verb.child("nsubj", "nsubjpass") is None:
                return counted  # "were shot dead and three more wounded"
            behind = verb.child("auxpass")
            if behind is not None and behind.index > verb.index and (named := behind.child("attr")) is not None:
                return [named]  # "Killed was 21-year-old Mateo Reyes"
            subject = subject_of(verb)
            root = verb.sentence.root
            if verb.lemma == "die" and verb.dep == "acl" and root.pos in NOUNS and root.index < verb.index:
                return [root]  # "A man who barricaded himself in a home died": taken for a participle of the home
            if subject is None and by_subject and verb.dep == "conj":
                return []
            return [subject] if subject is not None else []
        objects = [c for c in verb.children if c.dep in ("dobj", "attr")]
        if any(c.lower == "other" and any(t.lower == "each" for t in c.children) for c in objects):
            subject = subject_of(verb)  # "shot each other"
            return [subject] if subject is not None else []
        if not objects and (more := next((c for c in verb.children if c.lower == "more"), None)) is not None:
            objects = [c for c in more.children if c.dep == "npadvmod" and c.pos == "NUM"]  # "injured three more"
        if not objects and verb.dep == "acl" and verb.tag == "VBD" and subject_of(verb) is verb.head:
            return [verb.head]  # "the toddler killed was her son"
        if not objects and verb.dep in ("relcl", "acl") and verb.tag != "VBG":  # "the man whom he killed"
            front = [c for c in verb.children if c.tag in ("WP", "WDT") and c.dep == "dobj"]
            return [verb.head] if front else []
        if objects and objects[0].tag in ("WP", "WDT"):
            return [verb.head]
        elided = verb.tag == "VBN" and verb.dep in ("conj", "ROOT", "pcomp")
        elided |= verb.tag == "VBD" and verb.dep == "conj" and verb.head.pos == "VERB" and is_passive(verb.head)
        elided = elided and verb.child("nsubj") is not None and verb.child("aux") is None
        if not objects and elided:  # "left one dead and six wounded", "Two killed in a crash"
            return verb.children_with("nsubj")[-1:]
        if not objects and verb.lemma in words.HIT_VERBS and self._is_hit(verb):
            return verb.children_with("nsubj")[-1:]
        if not objects and verb.tag == "VBN" and verb.dep == "conj" and (another := verb.child("det")) is not None:
            return [another]  # "one was killed and another injured"
        if not objects and verb.tag == "VBN" and verb.dep in ("ccomp", "oprd", "xcomp"):  # "left three people injured"
            inner = verb.child("nsubj")
            outer = subject_of(verb.head) if is_passive(verb.head) else verb.head.child("dobj")
            return [t for t in (inner or outer,) if t is not None]
        return objects

    def _is_hit(self, verb: Token) -> bool:
        """ "leaving one dead and 11 others shot": the parser takes those hit for who shot."""
        subject = verb.child("nsubj")
        if subject is None or verb.tag not in ("VBD", "VBN") or verb.child("aux", "prt") is not None:
            return False
        if any(c.dep == "prep" and c.lower == "at" for c in verb.children):
            return False
        return verb.dep == "conj" and verb.head.lemma in words.LEFT and self._numbered(subject)

    def _numbered(self, head: Token) -> bool:
        return any(self.people.quantity(c) for c in head.children)

    def _first(self, head: Token, token: Token) -> Token:
        """The first of coordinated people, where no other status word stands between."""
        while head.dep == "conj" and head.head.pos in (*NOUNS, "NUM") and head.head.index < head.index < token.index:
            between = self.parse.tokens[head.head.index + 1 : head.index]
            if any(t.lower in self.lexicon.adjectives or t.pos == "VERB" for t in between):
                break
            if not self.people.names_people(head.head):
                break
            head = head.head
        return head

    def _holds(self, token: Token) -> bool:
        """Whether the status is told as having come about."""
        if any(c.dep == "mark" and c.lower in ("whether", "if") for c in clause_of(token).children):
            return False
        verbs = {c.lower for c in clause_of(token).children if c.dep == "aux"}
        if "have" in verbs and verbs & _OPEN:  # "the blast could have killed a child"
            return False
        judgement = self.judge.of(token)
        return judgement.mood not in ("planned", "hypothetical") and judgement.value >= 0

    def _antecedent(self, pronoun: Token) -> Count | None:
        """The group that "they" means: the one counted last, in this sentence or the one before."""
        group = self._group
        if group is None or group.people is None or group.people.index > pronoun.index:
            return None
        return group if pronoun.sentence.index - group.people.sentence.index <= 1 else None

    def _tell(self, token: Token, telling: harm.Telling) -> Iterator[Count]:
        heads = list(telling.heads)
        yield from self._told(token, telling.status, heads, hit=telling.hit, people=True, sure=telling.sure)

    def _along(self, token: Token) -> list[Head]:
        """ "was killed along with her two children"."""
        clause = clause_of(token)
        nodes = (token,) if clause is token else (token, clause)
        nouns = [noun for node in nodes for noun in companions(node, "along") if noun.index > token.index]
        return [head for noun in nouns for head in self.people.count(noun) if head.known]

    def _told(
        self,
        token: Token,
        status: str,
        heads: list[Token],
        *,
        hit: bool = False,
        people: bool = False,
        span_to: Token | None = None,
        sure: bool = False,
        alone: bool = False,
    ) -> Iterator[Count]:
        if not heads or is_aggregate(token):
            return
        head = heads[0] if alone else self._first(heads[0], token)
        if (people or status in self.lexicon.required) and not self.people.names_people(head):
            return
        found = [self.people.one(head)] if alone and self.people.names_people(head) else self.people.count(head)
        if head.dep == "nsubjpass":
            found += [h for other in heads[1:] if other.dep == "nsubjpass" for h in self.people.count(other)]
        found += self._along(token)
        if head.lower in _THEY and (same := self._antecedent(head)) is not None:
            found = [replace(h, low=same.low, high=same.high, others=same.others) for h in found[:1]]
        if len(found) == 1 and not found[0].known and (told := self.people.told_before(head)) is not None:
            found = [replace(found[0], low=told.low, high=told.high, approximate=told.approximate)]
        kinds = found[1:] if len(found) > _KINDS and found[0].low == sum(h.low or 0 for h in found[1:]) else []
        if kinds:  # "eight others, five men and three women"
            found = found[:1]
        known = [h for h in found if h.known]
        if not known or (status not in words.OF_ONE and not any(self.people.counted(h) for h in known)):
            return
        before = self.parse.tokens[max(0, head.left - 1) : head.index]
        if head.lower in ("anyone", "anybody") or any(t.lower == "not" and t.sentence is head.sentence for t in before):
            return  # "not one was hit"
        if head.lower in ("someone", "somebody") and any(
            c.dep == "mark" and c.lower in ("until", "unless", "before") for c in clause_of(token).children
        ):
            return  # "until somebody dies"
        nobody = known[0].high == 0
        if nobody and any(c.dep == "advmod" and c.lower.endswith("ly") for c in token.children):
            return  # "no one was seriously hurt"
        if not nobody and not sure and not self._holds(token):
            return
        if known[0].high == 0:
            found = known[:1]  # "no marshals or guests were hurt"
        low, high, approximate = total(found) if len(found) > 1 else (known[0].low, known[0].high, known[0].approximate)
        span = known[0].span[0], max(h.span[1] for h in known)
        if span_to is not None:
            span = min(span[0], span_to.start), max(span[1], span_to.end)
        category = found[0].category if len(found) == 1 else None
        parts = self.people.parts(head) if len(found) == 1 else []
        parts += [h for h in known if h.category is not None] if len(found) > 1 else []
        parts += [h for h in kinds if h.category is not None]
        known_parts = {part.span for part in parts}
        parts += [part for part in self.parts.of(span, low) if part.span not in known_parts]
        others = all(h.others for h in found)  # "he and four others" are all there are
        count = Count(
            status, low, high, approximate, category, span, token, head, hit=hit and not nobody, others=others
        )
        count.parts = [Count(status, p.low, p.high, p.approximate, p.category, p.span, token, p.token) for p in parts]
        count.singles = [h.token for h in known if h.low == 1 == h.high]
        yield count
