"""Tolls told by nouns: "18 deaths", "a death toll of 18", "no casualties", "the killing of a teacher"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.events import harm
from onrecord.reading.events import status as words
from onrecord.reading.events.mentions import CULPRITS, NOUNS, Count, clause_of, conjuncts, is_passive, subject_of
from onrecord.reading.events.status import is_aggregate
from onrecord.reading.events.telling import Teller, left_beside
from onrecord.reading.parse import Token

_GRAVE = frozenset({"major", "serious", "severe", "critical", "significant", "grave", "threatening", "visible", "new"})
_RISE = frozenset({"rise", "reach", "stand", "climb", "be", "increase", "grow", "exceed", "hit", "jump"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth"})
_RAISE = frozenset({"bring", "take", "push", "raise", "lift", "put", "revise"})


class NounReader(Teller):
    """Reads the counts that a noun tells."""

    def noun(self, token: Token) -> Iterator[Count]:
        """The counts that this noun tells: a toll, people harmed or nobody, victims of what it names."""
        lemma = token.lemma
        if lemma == "toll":
            yield from self._toll(token)
            return
        if lemma == "number" and token.dep == "nsubj":
            yield from self._number_of(token)
            return
        for telling in harm.of_noun(token):
            yield from self._tell(token, telling)
        if harm.is_body_found(token):
            yield from self._bodies(token)
            return
        if harm.is_murder_suicide(token) and self._holds(token):
            span = (self.parse.tokens[token.index - 2].start, token.end)
            yield Count("killed", 1, 1, False, CULPRITS, span, token, None)
            return
        if (several := harm.several(token)) is not None:
            yield from self._several(token, several)
            return
        denied = any(c.lower in ("no", "any") and c.dep in ("det", "neg") for c in token.children)
        if denied and (
            lemma in words.HARM or lemma in words.INJURY or self.lexicon.nominals.get(lemma) in ("killed", "injured")
        ):
            yield from self._none(token)
            return
        if lemma in words.INJURY and token.dep == "pobj" and token.head.lower in ("with", "from"):
            yield from self._with_wounds(token)
        named = self._named(token)
        status = self.lexicon.nominals.get(lemma) or named
        fatal = any(c.lower in words.DEADLY and c.dep == "amod" for c in token.children)
        if fatal and lemma in ("shooting", "stabbing", "attack", "crash", "accident", "injury"):
            yield from self._victims(token, "killed")
            return
        if lemma in ("shooting", "stabbing") and status is None:
            yield from self._victims(token, "injured", hit=True)
            return
        if status is None or (token.dep == "dobj" and token.head.lemma == "die"):
            return
        number = next((c for c in token.children if c.dep == "nummod" and self.people.quantity(c) is not None), None)
        if number is not None and (status not in self.lexicon.required or named is not None) and lemma != "loss":
            if lemma == "wound" or (lemma == "injury" and token.head.lemma in ("suffer", "sustain")):
                return  # wounds are not people
            if named is not None or token.tag == "NNS":
                yield from self._told(token, status, [number], span_to=token)
            return
        if lemma in self.lexicon.nominals:
            yield from self._victims(token, status)

    def _named(self, token: Token) -> str | None:
        """The status of those whom a noun names, alone or with the word before it: "refugees", "suspected cases"."""
        phrases = (f"{c.lower} {token.lemma}" for c in token.children if c.dep in ("amod", "compound", "nmod"))
        return next((self.lexicon.nouns[n] for n in (token.lemma, *phrases) if n in self.lexicon.nouns), None)

    def _several(self, token: Token, number: int) -> Iterator[Count]:
        """ "a double homicide": two people killed."""
        if not self._holds(token) or is_aggregate(token):
            return
        killed = harm.is_killing(token)
        first = next(c for c in token.children if c.lower in harm.SEVERAL)
        span = first.start, token.end
        yield Count("killed" if killed else "injured", number, number, False, None, span, token, None, hit=not killed)

    def _bodies(self, token: Token) -> Iterator[Count]:
        """ "a body was found", "two more bodies were found"."""
        found = self.people.one(token)
        definite = token.tag == "NN" and not any(c.lower in ("a", "another") for c in token.children)
        if definite or not found.known or not self._holds(token) or is_aggregate(token):
            return
        count = Count(
            "killed", found.low, found.high, found.approximate, None, found.span, token, token, others=found.others
        )  # fmt: skip
        parts = self.parts.of(found.span, found.low)
        count.parts = [Count("killed", p.low, p.high, p.approximate, p.category, p.span, token, p.token) for p in parts]
        yield count

    def _victims(self, token: Token, status: str, *, hit: bool = False) -> Iterator[Count]:
        if any(c.lemma in ("attempted", "attempt") for c in token.children) or token.lemma in ("loss", "case"):
            return
        after = self.parse.tokens[token.index + 1] if token.index + 1 < len(self.parse.tokens) else token
        if token.lemma in words.INJURY and token.tag == "NNS" and after.lower == "to":  # "injuries to nine people"
            yield from self._told(token, status, [c for c in after.children if c.dep == "pobj"], hit=hit, people=True)
        for child in token.children:
            if child.dep == "prep" and child.lower == "of":
                yield from self._told(token, status, [c for c in child.children if c.dep == "pobj"], hit=hit)
            elif child.dep == "poss" and token.lemma in words.DEATHS and self._one_person(child):
                yield from self._told(token, status, [child])

    def _one_person(self, token: Token) -> bool:
        return token.ent == "PERSON" or token.lower in ("his", "her")

    def _with_wounds(self, token: Token) -> Iterator[Count]:
        node = token.head.head
        if node.lemma in words.HOSPITALS:  # "showed up at a hospital with a gunshot wound"
            subject = subject_of(clause_of(node))
            yield from self._told(token, "injured", [subject] if subject is not None else [], hit=True, people=True)
        elif node.pos in NOUNS or node.pos == "NUM":
            yield from self._told(token, "injured", [node], hit=True)
        elif node.lemma in words.LEFT:  # "leaving 12 passengers with minor injuries"
            yield from self._told(token, "injured", left_beside(node, token), hit=True, people=True)
        elif node.pos == "VERB":
            if node.lemma == "die":
                return
            yield from self._told(token, "injured", self._patient(node, not is_passive(node)), hit=True)

    def _toll(self, token: Token) -> Iterator[Count]:
        verb = token.head
        raised = token.dep == "dobj" and verb.lemma in _RAISE
        if not raised and not any(c.lemma in ("death", "casualty", "fatality") for c in token.children):
            return
        places = [c for c in token.children if c.dep == "prep" and c.lower in ("of", "at")]
        if raised:  # "bringing the toll to 35"
            places += [c for c in verb.children if c.dep == "prep" and c.lower in ("to", "past", "above", "over")]
        if token.dep in ("nsubj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
            places += [c for c in verb.children if c.dep == "prep" and c.lower in ("to", "at", "past", "above", "over")]
            places += [verb] if verb.lemma in ("be", "reach", "exceed", "stand", "hit") else []
        for place in places:
            for noun in place.children:
                if (noun.dep in ("pobj", "attr", "dobj") and self.people.quantity(noun)) or (
                    noun.dep in ("pobj", "attr", "dobj") and self._numbered(noun)
                ):
                    yield from self._told(token, "killed", [noun])
                    return

    def _number_of(self, token: Token) -> Iterator[Count]:
        """ "The number of people injured has risen to 11"."""
        of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
        people = of.child("pobj") if of is not None else None
        if people is None or not self.people.names_people(people):
            return
        words_around = [people, *people.children]
        status = next((s for t in words_around if (s := self.lexicon.adjectives.get(t.lower))), None)
        status = status or next((s for t in words_around if (s := self.lexicon.nouns.get(t.lemma))), None)
        verb = token.head
        places = [c for c in verb.children if c.dep == "prep" and c.lower in ("to", "at")]
        numbers = [t for place in places for t in place.children if t.dep == "pobj" and self.people.quantity(t)]
        numbers += [t for t in verb.children if t.dep in ("attr", "dobj") and self.people.quantity(t)]
        if status is not None and verb.lemma in _RISE and numbers:
            yield from self._told(token, status, numbers[:1], span_to=token)

    def _none(self, token: Token) -> Iterator[Count]:
        """Nobody harmed: "no casualties" tells of the dead and the injured."""
        span = self.parse.tokens[token.left].span[0], token.end
        if any(c.lower in _GRAVE or c.lower in _ORDINALS for c in token.children):
            return  # "no major injuries", "no third death"
        if self.judge.of(token).mood in ("planned", "hypothetical") and not self._lacking(token):
            return
        if any(c.lower == "any" for c in token.children) and not self._lacking(token):
            return
        kinds = (
            ("killed", "injured") if token.lemma in words.HARM
            else ("injured",) if token.lemma in words.INJURY
            else (self.lexicon.nominals[token.lemma],)
        )  # fmt: skip
        more = [c for c in conjuncts(token) if c is not token]
        for other in more:
            kind = "injured" if other.lemma in words.INJURY else self.lexicon.nominals.get(other.lemma)
            if kind in ("killed", "injured") and kind not in kinds:
                kinds = (*kinds, kind)
        for status in kinds:
            yield Count(status, 0, 0, False, None, span, token, None)

    def _lacking(self, token: Token) -> bool:
        if any(c.lower == "no" for c in token.children):
            return True
        verb = clause_of(token)
        return token.head.lower == "without" or any(c.dep == "neg" for c in verb.children)
