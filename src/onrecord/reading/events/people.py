"""How many people a noun phrase counts: "18 people", "a crew of six", "three men and a woman", "Ms Reed", "no one"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.reading.events.befallen import is_befallen, is_same_person
from onrecord.reading.events.harm import REFLEXIVES
from onrecord.reading.events.mentions import NOUNS, conjuncts
from onrecord.reading.events.named import victims_named
from onrecord.reading.events.phrases import category_of, is_people, phrase_span
from onrecord.reading.parse import Parse, Token
from onrecord.records import Quantity, Span
from onrecord.wordset import wordset

_ONE = wordset("another other he she him her i me himself herself myself themself someone somebody whoever")
_GROUPS = wordset("crew family group team total number toll party squad unit dozens")
_SINGLE = frozenset({"NN", "NNP"})
_COLLECTIVE = wordset(
    "people police staff personnel crew family team military army group crowd public community couple pair toll number "
    "everyone audience infantry cavalry"
)
_PEOPLE_ENDINGS = ("man", "men", "woman", "women", "ist", "ian", "worker", "goer", "holder", "keeper", "mate")
_MORE = wordset("other others another more additional further")
_UNNUMBERED = wordset("victim deceased")
_ORDINALS = wordset("second third fourth fifth sixth")
_TOGETHER = wordset("pair group trio couple crowd family duo party")
_BACK = 60  # words in which the number of "the soldiers" is looked for
_COUNTS = wordset("dozens hundreds thousands scores tens")


@dataclass(frozen=True, slots=True)
class Head:
    """The number of people in a phrase; ``low`` and ``high`` are both ``None`` where the phrase tells none."""

    low: int | None
    high: int | None
    approximate: bool
    category: str | None
    token: Token
    span: Span
    others: bool

    @property
    def known(self) -> bool:
        """Whether the phrase tells a number at all."""
        return self.low is not None or self.high is not None


class People:
    """Counts people in the noun phrases of one parse."""

    def __init__(self, parse: Parse, codebook: Codebook, quantities: dict[int, Quantity]) -> None:
        self.parse, self.codebook = parse, codebook
        self._quantities = quantities
        self._named = {t.lower for t in parse.tokens if t.ent == "PERSON" and t.tag == "NNP" and len(t.text) > 2}
        self._named |= victims_named(parse)

    def quantity(self, token: Token) -> Quantity | None:
        """The quantity that covers this token."""
        return self._quantities.get(token.index)

    def names_people(self, token: Token) -> bool:
        """Whether a noun, pronoun or bare number may stand for people."""
        if token.ent in ("DATE", "TIME") and token.pos == "NOUN" and not is_people(token, self.codebook):
            return False  # "this morning"
        if is_people(token, self.codebook) or self._aged(token) or token.lower in REFLEXIVES:
            return True
        if self._is_nobody(token):
            return True
        if token.pos == "PROPN":
            if token.lower in self._named or (_age_behind(token) is not None and token.ent != "DATE"):
                return True
            return token.ent not in ("ORG", "GPE", "LOC", "FAC", "PRODUCT", "DATE", "TIME", "MONEY", "EVENT")
        if token.lower in _ORDINALS:  # "a third is fighting for his life"
            return any(c.dep == "det" and c.lower == "a" for c in token.children)
        if token.lemma == "total":  # "a total of six people"
            inner = token.child("appos") or next((c.child("pobj") for c in token.children if c.lower == "of"), None)
            return inner is not None and inner is not token and self.names_people(inner)
        if token.lower == "more":  # "injuring 30 more"
            return any(self.quantity(c) is not None for c in token.children if c.dep == "nummod")
        if is_befallen(token):
            return True
        if token.pos == "NOUN" and token.lower not in _COUNTS:
            step = token.lemma.removeprefix("step").removeprefix("half-").removeprefix("great-")
            return step in self.codebook.people or token.lemma.endswith(_PEOPLE_ENDINGS) or token.lower in _MORE
        if token.lower in ("all", "both", "another", "several", "many", "others", "passers"):
            return True
        if token.lower == "other":  # "One robber died. The other was shot"
            return any(c.dep == "det" and c.lower == "the" for c in token.children)
        quantity = self.quantity(token)
        return quantity is not None and self._bare_people(token, quantity)

    def _bare_people(self, token: Token, quantity: Quantity) -> bool:
        """A number without a noun: what it counts is told by an "of" phrase or left out."""
        if quantity.unit in ("$", "%", "km", "mile", "m", "kg"):
            return False
        for child in token.children:
            if child.dep == "prep" and child.lower == "of":
                noun = child.child("pobj")
                return noun is None or noun.pos not in NOUNS or noun.lemma in _TOGETHER or self.names_people(noun)
        return token.pos in ("NUM", "PRON", "DET", "ADJ", "NOUN")

    def _aged(self, token: Token) -> bool:
        """ "a 17-year-old" used as a noun."""
        if token.lower not in ("old", "olds") or token.index == 0:
            return False
        before = self.parse.tokens[max(0, token.index - 3) : token.index]
        return any(mark in t.lower for t in before for mark in ("year", "month")) and token.dep not in ("amod", "acomp")

    def count(self, head: Token) -> list[Head]:
        """The people of a phrase and of those coordinated with it; empty where it names something else than people."""
        found = []
        for one in conjuncts(head):
            if one is not head and one.pos == "NUM" and head.ent == "PERSON":
                continue  # "Gerald and Nan Whitlow, 78 and 76"
            if one is not head and is_same_person(one, head):
                continue
            if one is not head and one.dep == "conj" and one.pos in ("VERB", "AUX", "ADJ") and not self._aged(one):
                continue
            if not self.names_people(one):
                if one is head:
                    return []
                continue
            told = self.one(one)
            named = self._named_behind(one) if not told.known else []
            found.extend(named or [told])
            found.extend(self._beside(one))
        return found

    def told_before(self, noun: Token) -> Head | None:
        """The number of "the soldiers", told shortly before: "Two soldiers were ambushed: the soldiers were killed"."""
        definite = any(c.dep == "det" and c.lower in ("the", "these", "those") for c in noun.children)
        if noun.tag != "NNS" or not definite or noun.lemma in _UNNUMBERED or noun.lemma not in self.codebook.people:
            return None
        if any(c.dep in ("amod", "relcl", "acl", "compound", "prep", "nummod") for c in noun.children):
            return None  # some of them, or others
        for token in reversed(self.parse.tokens[max(0, noun.index - _BACK) : noun.index]):
            if token.lemma == noun.lemma and token.pos == "NOUN":
                found = self.one(token)
                return found if found.low is not None and found.low > 1 and not found.others else None
        return None

    def _named_behind(self, head: Token) -> list[Head]:
        """Who "the victims" are, told behind: "The victims, three men,", "The victims, a boy and his sister,"."""
        behind = next((c for c in head.children if c.dep == "appos" and c.index > head.index), None)
        if behind is None and head.dep == "nsubj" and head.head.lemma == "be":  # "The men killed were A and B"
            behind = next((c for c in head.head.children if c.dep == "attr" and c.pos == "PROPN"), None)
        elif head.lemma not in _UNNUMBERED:
            return []
        if behind is None or head.tag not in ("NNS", "NN") or not self.names_people(behind):
            return []
        return [h for h in self.count(behind) if h.known]

    def _beside(self, group: Token) -> list[Head]:
        """People told beside a group that is counted with "of": "a crew of six and three other passengers"."""
        if group.lemma not in _GROUPS:
            return []
        of = next((c for c in group.children if c.dep == "prep" and c.lower == "of"), None)
        noun = of.child("pobj") if of is not None else None
        if noun is None:
            return []
        numbers = [t for t in self.parse.tokens[noun.left : noun.right + 1] if t.pos == "NUM" and self.quantity(t)]
        found = []
        for number in numbers[1:]:
            quantity = self.quantity(number)
            named = next((c for c in conjuncts(noun) if c.index > number.index and c.pos in NOUNS), None)
            if quantity is None or quantity is self.quantity(numbers[0]) or named is None:
                continue
            low = None if quantity.low is None else int(quantity.low)
            high = None if quantity.high is None else int(quantity.high)
            span = (quantity.start, named.end)
            found.append(Head(low, high, quantity.approximate, category_of(named, self.codebook), named, span, True))
        return found

    def one(self, token: Token) -> Head:
        """The people of the phrase of one word, without those coordinated with it."""
        beside = [t for c in token.children if c.dep != "conj" for t in (c, *(c.children if c.dep == "nummod" else ()))]
        others = token.lower in _MORE or (token.dep == "npadvmod" and token.head.lower in _MORE)
        others |= any(t.lower in _MORE for t in beside)  # "two more people"
        noun = token
        quantity = self._quantity_of(token)
        if token.pos in ("NUM", "DET", "PRON") or token.lower in _COUNTS:
            for child in token.children:
                inner = child.child("pobj") if child.dep == "prep" and child.lower == "of" else None
                noun = inner if inner is not None and inner.pos in NOUNS else noun
        category = category_of(noun, self.codebook)
        span = phrase_span(self.parse, token)
        if token.lemma in _GROUPS and quantity is not None and quantity.start > token.start:
            span = (span[0], quantity.end)  # "a crew of six"
        if quantity is not None:
            low = None if quantity.low is None else int(quantity.low)
            high = None if quantity.high is None else int(quantity.high)
            return Head(low, high, quantity.approximate, category, token, span, others)
        if self._is_nobody(token):
            return Head(0, 0, False, category, token, span, others)
        number = 1 if self._is_one(token) else 2 if self._is_two(token) else None
        return Head(number, number, False, category, token, span, others)

    def _is_two(self, token: Token) -> bool:
        """ "both", "both women", "her parents", "the couple"."""
        if token.lower in ("both", "duo") or self._has(token, "both"):
            return True
        if token.lower in ("parents", "grandparents"):
            return any(c.dep == "poss" for c in token.children)
        if token.tag in ("NNS", "NNPS") and any(c.lower == "twin" for c in token.children):
            return True  # "her twin daughters"
        return token.lower == "couple" and not any(c.lower == "of" for c in token.children)

    def _is_nobody(self, token: Token) -> bool:
        """ "no one", "nobody": but not "no one else"."""
        if any(c.lower in ("else", "other") for c in token.children):
            return False
        return token.lower == "nobody" or (token.lower == "one" and any(c.lower == "no" for c in token.children))

    def _has(self, token: Token, word: str) -> bool:
        return any(c.lower == word and c.dep in ("det", "predet", "preconj") for c in token.children) and not any(
            c.dep == "conj" for c in token.children
        )

    def _quantity_of(self, token: Token) -> Quantity | None:
        own = self.quantity(token)
        if own is not None:
            return own
        for child in token.children:
            if (
                child.dep in ("nummod", "det", "amod", "quantmod", "nmod", "neg", "predet")
                and child.index < token.index
            ):
                found = self.quantity(child)
                if found is not None:
                    return found
        for child in token.children:
            if child.dep == "compound" and (found := self.quantity(child)) is not None:
                return found
        if token.lemma in _GROUPS:
            for child in token.children:
                if child.dep == "appos" and token.lemma == "total":  # "a total of six people"
                    return self._quantity_of(child)
                if child.dep == "prep" and child.lower == "of":
                    inner = child.child("pobj")
                    for one in (inner, *(inner.children if inner is not None else ())):
                        if one is not None and (found := self.quantity(one)) is not None:
                            return found
        return None

    def _is_one(self, token: Token) -> bool:
        lower = token.lower
        if lower in _ONE or lower in _ORDINALS or (self._aged(token) and lower == "old"):
            return True
        if token.pos == "PROPN" and lower in self._named:
            return True
        if token.tag not in _SINGLE or token.lemma in _COLLECTIVE or lower in _COLLECTIVE:
            return False
        if token.pos == "PROPN":
            return token.ent == "PERSON" or (token.ent == "" and is_people(token, self.codebook)) or token.ent == ""
        return not any(c.lower in ("any", "each", "every", "many") for c in token.children)

    def counted(self, head: Head) -> bool:
        """Whether the phrase has a number of its own, rather than being one person."""
        return any(self.quantity(t) for t in self.parse.tokens_in(*head.span))

    def parts(self, head: Token) -> list[Head]:
        """The kinds of people that a phrase says are among those it counts ("including three children")."""
        found: list[Head] = []
        tokens = self.parse.tokens
        stop = min(head.sentence.tokens[-1].index, head.index + 12)  # an inclusion stands right behind the number
        for index in range(head.index + 1, stop + 1):
            if tokens[index].lower in ("including", "among"):
                for child in tokens[index].children:
                    if child.dep in ("pobj", "dobj"):
                        found.extend(h for h in self.count(child) if h.known and h.category is not None)
                break
            if tokens[index].pos == "VERB" and tokens[index].dep not in ("acl", "oprd", "amod"):
                break
        return found


def _age_behind(token: Token) -> int | None:
    """The age behind a name: "Damon Reed, 16, of Torva"."""
    tokens = token.sentence.tokens
    after = tokens[token.index - tokens[0].index + 1 :][:3]
    marks = len(after) == 3 and after[0].lower == "," and after[2].lower == ","
    return int(after[1].text) if marks and after[1].text.isdigit() and len(after[1].text) < 3 else None


def total(heads: list[Head]) -> tuple[int | None, int | None, bool]:
    """The sum of coordinated counts; a phrase among them without a number leaves the upper bound open."""
    low, high, approximate = 0, 0, False
    open_above = False
    for head in heads:
        low += head.low if head.low is not None else 1
        if head.high is None:
            open_above = True
        else:
            high += head.high
        approximate |= head.approximate
    return low, (None if open_above else high), approximate
