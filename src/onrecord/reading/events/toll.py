"""People counted by what became of them: which phrases tell a toll, and how many.

Read are status verbs with their people ("killed 18 and injured 130", "two died"), status adjectives ("18 people dead"),
nouns ("a death toll of 18", "no casualties", "the killing of a teacher") and people aboard. Not read: what is negated,
planned or only possible, capacities, and totals over a war or a year, which belong to no single event.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook import Codebook
from onrecord.reading.events import aboard, harm
from onrecord.reading.events import status as words
from onrecord.reading.events.mentions import NOUNS, Count, is_passive, subject_of
from onrecord.reading.events.people import People
from onrecord.reading.events.status import lexicon, to_hospital
from onrecord.reading.events.telling import left_beside
from onrecord.reading.events.toll_nouns import NounReader
from onrecord.reading.factuality.modality import Judge
from onrecord.reading.parse import Parse, Token


def find_counts(parse: Parse, codebook: Codebook, people: People, judge: Judge) -> list[Count]:
    """Every count of people by status in the report, in text order; to which event they belong is not asked here."""
    reader = _Reader(parse, lexicon(codebook), people, judge)
    found: dict[tuple[str, int, int], Count] = {}
    for token in parse.tokens:
        for count in reader.at(token):
            reader.keep(count)
            key = (count.status, *count.span)
            if key not in found or (found[key].hit and not count.hit):
                found[key] = count
    return sorted(found.values(), key=lambda c: (c.span, c.status))


_OTHER_CLAUSES = frozenset({"advcl", "conj", "relcl", "acl", "parataxis", "nsubj", "nsubjpass"})
"""Relations of what is told beside a verb, in whose words its own particles do not stand."""


_NATURAL = frozenset({"cancer", "leukemia", "pneumonia", "diabetes", "age"})


class _Reader(NounReader):
    def at(self, token: Token) -> Iterator[Count]:
        pos = token.pos
        if pos == "VERB":
            yield from self._verb(token)
        if pos in ("ADJ", "VERB", "ADV", "NOUN", "PROPN") or (pos == "ADP" and token.lower in words.ABOARD):
            yield from self._adjective(token)
        if pos in NOUNS:
            yield from self.noun(token)

    # verbs

    def _verb(self, verb: Token) -> Iterator[Count]:
        for telling in harm.of_verb(verb):
            yield from self._tell(verb, telling)
        if verb.lemma == "die" and (verb.child("dobj") is not None or _of_nature(verb)):
            return  # "fans died a thousand deaths"
        fatally = any(
            (c.lower in words.DEADLY and (c.index < verb.index or not self._of_some(c)))
            or (c.lower == "dead" and c.dep not in _OTHER_CLAUSES)
            or (c.lower == "to" and any(t.lower == "death" for t in c.children))
            for c in verb.children
        )
        if verb.lemma in words.HIT_VERBS and not any(
            c.dep == "prt" and (c.lower == "down" or (c.lower == "at" and not self._at_a_place(verb, c)))
            for c in verb.children
        ):
            yield from self._told(verb, "killed" if fatally else "injured", self._patient(verb, False), hit=not fatally)
            itself = [c for c in verb.children if c.dep == "conj" and c.lower in harm.REFLEXIVES]
            yield from self._told(verb, "killed" if fatally else "injured", itself, hit=not fatally)
        parts = [c for c in verb.children if c.dep in ("dobj", "nsubjpass") and c.lemma in words.BODY]
        if verb.lemma in words.STRUCK_VERBS and parts:  # "grazed a driver's scalp"
            owner = parts[0].child("poss")
            yield from self._told(verb, "injured", [owner] if owner is not None else [], hit=True, people=True)
            return
        if verb.lemma in words.STRUCK_VERBS or (verb.lemma in words.SENT_VERBS and to_hospital(verb)):
            yield from self._told(verb, "injured", self._patient(verb, False), hit=True, people=True)
            return
        for rest, status, by_subject in self.lexicon.verbs.get(verb.lemma, ()):
            if rest and not self._follows(verb, rest):
                continue
            if rest == ("dead",) and any(c.lower == "for" and c.child("amod", "pcomp", "pobj") for c in verb.children):
                continue  # "left her for dead"
            if verb.lemma in words.HIT_VERBS and not rest:
                continue
            if rest and rest[-1] in ("life",):
                yield from self._lives(verb, status)
                return
            if status == "injured" and fatally:
                status = "killed"
            soft = bool(rest) and rest[-1] in ("hospital", "wound")
            if status == "aboard":
                yield from aboard.carried(verb, self.people, self.judge)
            else:
                yield from self._told(verb, status, self._patient(verb, by_subject), hit=soft)
            return

    def _of_some(self, token: Token) -> Token | None:
        """The number before "fatally" in "shot two children, one of them fatally"."""
        before = self.parse.tokens[max(0, token.index - 3) : token.index]
        if len(before) == 3 and before[1].lower == "of" and before[0].pos == "NUM":
            return before[0]
        return before[-1] if before and before[-1].pos == "NUM" and before[-1].index + 1 == token.index else None

    def _at_a_place(self, verb: Token, at: Token) -> bool:
        """ "Four people were shot at a bar": the parser's particle is a preposition."""
        after = self.parse.tokens[at.index + 1] if at.index + 1 < len(self.parse.tokens) else at
        return is_passive(verb) and after.pos in ("DET", "NOUN", "PROPN", "NUM", "ADJ") and after.lower != "by"

    def _follows(self, verb: Token, rest: tuple[str, ...]) -> bool:
        """Whether a verb's further words stand below it ("take … to hospital", "suffer … injuries")."""
        wanted = list(rest)
        for child in verb.children:
            for token in (child, *(child.children if child.dep not in _OTHER_CLAUSES else ())):
                if wanted and (token.lemma == wanted[0] or token.lower == wanted[0]):
                    wanted.pop(0)
        return not wanted

    def _lives(self, verb: Token, status: str) -> Iterator[Count]:
        lost = next((c for c in verb.children if c.dep in ("dobj", "nsubjpass") and c.lower in words.LIFE), None)
        if lost is None or not self._holds(verb):
            return
        for child in lost.children:
            quantity = self.people.quantity(child)
            if child.dep in ("nummod", "amod", "det") and quantity is not None:
                low = None if quantity.low is None else int(quantity.low)
                high = None if quantity.high is None else int(quantity.high)
                span = (min(quantity.start, lost.start), lost.end)
                yield Count(status, low, high, quantity.approximate, None, span, verb, lost)
                return
            if child.dep == "prep" and child.lower == "of":
                yield from self._told(verb, status, [c for c in child.children if c.dep == "pobj"])
                return
            if child.dep == "poss" and child.pos in (*NOUNS, "NUM"):  # "one man's life"
                yield from self._told(verb, status, [child])
                return
        subject = subject_of(verb)
        own = any(c.lower == "own" for c in lost.children)
        if (verb.lemma == "lose" or own) and subject is not None:
            yield from self._told(verb, status, [subject])

    # adjectives: "18 people dead", "two were wounded", "with 74 people aboard"

    def _adjective(self, token: Token) -> Iterator[Count]:
        lower = token.lower
        if lower in words.ABOARD:
            yield from aboard.on_board(token, self.people, self.judge)
            return
        if lower == "fatally" and token.head.pos == "NUM" and token.head.index < token.index:  # "two of them fatally"
            yield from self._told(token, "killed", [token.head])
            return
        if lower == "fatally" and (some := self._of_some(token)) is not None:
            yield from self._told(token, "killed", [some])
            return
        if lower == "fatally" and token.index and self.people.quantity(self.parse.tokens[token.index - 1]):
            number = self.parse.tokens[token.index - 1]
            if (number.sentence is token.sentence and token.head is not number.head) or number.pos == "NUM":
                yield from self._told(token, "killed", [number])
            return
        if lower == "condition" or lower == "custody":
            if lower == "condition":
                yield from self._condition(token)
            return
        status = self.lexicon.adjectives.get(lower)
        if status is None or (token.pos == "VERB" and token.child("dobj") is not None):
            return  # "police said he killed his wife" tells of her
        bare = token.pos == "VERB" and token.dep not in ("amod", "acomp", "oprd", "ccomp", "xcomp")
        bare = bare and not (lower == "missing" and _subject_by_aux(token))
        if bare and not (token.index and self.people.quantity(self.parse.tokens[token.index - 1])):
            return
        for head in self._bearers(token):
            new = self._numbered(head) or any(c.lower in ("a", "an", "another") for c in head.children)
            if status == "killed" and token.dep == "amod" and head.index > token.index and not new:
                continue  # "the dead man": told already where he died
            fatal = status == "injured" and any(c.lower in words.DEADLY for c in token.children)  # "mortally wounded"
            before = token.dep == "amod" and token.index < head.index  # "one deceased male and one female victim"
            yield from self._told(token, "killed" if fatal else status, [head], alone=before)

    def _bearers(self, token: Token) -> list[Token]:
        head = token.head
        before = self.parse.tokens[token.index - 1] if token.index else None
        inner = token.child("nsubj", "nsubjpass")
        if inner is None and token.lower == "missing" and token.pos == "VERB":
            inner = _subject_by_aux(token)
        if inner is not None and token.dep == "amod" and (inner.pos == "NUM" or head.pos == "ADP"):
            return [inner]  # "Five dead, 12 wounded: …", "ended with one man dead"
        if inner is not None and token.dep in ("ccomp", "xcomp", "advcl", "oprd", "ROOT", "conj", "pcomp", "dep"):
            return [inner]
        if before is not None and before.lower == "more" and token.index > 1:  # "three more injured"
            before = self.parse.tokens[token.index - 2]
        numbered = before is not None and before.sentence is head.sentence and self.people.quantity(before) is not None
        if before is not None and numbered and not (head.pos in NOUNS and head.index > token.index):
            return [before]
        if token.dep in ("amod", "acl") and head.pos in (*NOUNS, "NUM", "PRON"):
            return [head]
        if token.dep in ("acomp", "oprd", "attr", "ccomp", "xcomp") and head.pos in ("VERB", "AUX"):
            target = head.child("dobj") if token.dep != "acomp" and head.lemma != "be" else None
            subject = target or subject_of(head)
            return [subject] if subject is not None else []
        if token.dep == "conj" and head.lower in self.lexicon.adjectives:
            return []
        nummods = [c for c in token.children if c.dep == "nummod" and self.people.quantity(c) is not None]
        return nummods[:1]

    def _condition(self, token: Token) -> Iterator[Count]:
        if (
            not any(c.lower in words.SEVERITY for c in token.children)
            or token.dep != "pobj"
            or token.head.lower != "in"
        ):
            return
        node = token.head.head
        if node.lemma in words.LEFT:  # "left one man dead and two others in critical condition"
            yield from self._told(token, "injured", left_beside(node, token), hit=True, people=True)
        elif node.pos in ("VERB", "AUX"):
            subject = subject_of(node)
            if subject is not None:
                yield from self._told(token, "injured", [subject], hit=True)
        elif node.pos in (*NOUNS, "NUM"):  # "one victim in critical condition"
            yield from self._told(token, "injured", [node], hit=True, people=True)


def _of_nature(verb: Token) -> bool:
    """ "died of cancer", "died in prison of natural causes": of nothing that was done."""
    below = [t for c in verb.children if c.dep == "prep" for t in (c, *c.children)]
    causes = [t for t in below if t.dep == "pobj"] + [
        t for noun in below for c in noun.children if c.dep == "prep" for t in c.children
    ]
    return any(t.lemma in _NATURAL or any(c.lower == "natural" for c in t.children) for t in causes)


def _subject_by_aux(verb: Token) -> Token | None:
    """The subject of "are missing", which the parser may hang on the auxiliary."""
    for node in (verb, *verb.children_with("aux")):
        if (subject := node.child("nsubj", "nsubjpass")) is not None:
            return subject
    return None
