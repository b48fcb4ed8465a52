"""People counted by what became of them: which phrases tell a toll, and how many.

Read are status verbs with their people ("killed 18 and injured 130", "two died"), status adjectives ("18 people dead"),
nouns ("a death toll of 18", "no casualties", "the killing of a teacher") and people aboard. Not read: what is negated,
planned or only possible, capacities, and totals over a war or a year, which belong to no single event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.codebook import Codebook
from onrecord.reading.events import aboard, harm
from onrecord.reading.events import status as words
from onrecord.reading.events.mentions import NOUNS, Count, clause_of, conjuncts, is_passive, subject_of
from onrecord.reading.events.people import People, total
from onrecord.reading.events.status import Lexicon, is_aggregate, lexicon, to_hospital
from onrecord.reading.modality import Judge
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


_RAISE = frozenset({"bring", "take", "push", "raise", "lift", "put", "revise"})
_THEY = frozenset({"they", "them"})
_OPEN = frozenset({"could", "would", "might", "may"})
_OTHER_CLAUSES = frozenset({"advcl", "conj", "relcl", "acl", "parataxis", "nsubj", "nsubjpass"})
"""Relations of what is told beside a verb, in whose words its own particles do not stand."""


class _Reader:
    def __init__(self, parse: Parse, lexicon: Lexicon, people: People, judge: Judge) -> None:
        self.parse, self.lexicon, self.people, self.judge = parse, lexicon, people, judge
        self._group: Count | None = None  # the people counted last, whom "they" may mean

    def keep(self, count: Count) -> None:
        """Remember a group for the pronouns after it."""
        if count.people is not None and (count.low or 0) > 1 and count.people.lower not in _THEY:
            self._group = count

    def at(self, token: Token) -> Iterator[Count]:
        pos = token.pos
        if pos == "VERB":
            yield from self._verb(token)
        if pos in ("ADJ", "VERB", "ADV", "NOUN", "PROPN") or (pos == "ADP" and token.lower in words.ABOARD):
            yield from self._adjective(token)
        if pos in NOUNS:
            yield from self._noun(token)

    # verbs

    def _verb(self, verb: Token) -> Iterator[Count]:
        for telling in harm.of_verb(verb):
            yield from self._tell(verb, telling)
        if verb.lemma == "die" and verb.child("dobj") is not None:  # "fans died a thousand deaths"
            return
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
        if verb.lemma in words.STRUCK_VERBS or (verb.lemma in words.SENT_VERBS and to_hospital(verb)):
            yield from self._told(verb, "injured", self._patient(verb, False), hit=True, people=True)
            return
        for rest, status, by_subject in self.lexicon.verbs.get(verb.lemma, ()):
            if rest and not self._follows(verb, rest):
                continue
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

    def _patient(self, verb: Token, by_subject: bool) -> list[Token]:
        if by_subject or is_passive(verb):
            subject = subject_of(verb)
            if subject is None and by_subject and verb.dep == "conj":
                return []
            return [subject] if subject is not None else []
        objects = [c for c in verb.children if c.dep in ("dobj", "attr")]
        if not objects and verb.dep == "acl" and verb.tag == "VBD" and subject_of(verb) is verb.head:
            return [verb.head]  # "the toddler killed was her son"
        if not objects and verb.dep in ("relcl", "acl") and verb.tag != "VBG":  # "the man whom he killed"
            front = [c for c in verb.children if c.tag in ("WP", "WDT") and c.dep == "dobj"]
            return [verb.head] if front else []
        if objects and objects[0].tag in ("WP", "WDT"):
            return [verb.head]
        elided = verb.tag == "VBN" and verb.dep in ("conj", "ROOT") and verb.child("nsubj") and not verb.child("aux")
        if not objects and elided:  # "left one dead and six wounded", "Two killed in a crash"
            return verb.children_with("nsubj")[-1:]
        if not objects and verb.tag == "VBN" and verb.dep == "conj" and (another := verb.child("det")) is not None:
            return [another]  # "one was killed and another injured"
        if not objects and verb.tag == "VBN" and verb.dep in ("ccomp", "oprd", "xcomp"):  # "left three people injured"
            inner = verb.child("nsubj")
            outer = subject_of(verb.head) if is_passive(verb.head) else verb.head.child("dobj")
            return [t for t in (inner or outer,) if t is not None]
        return objects

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
        if status is None:
            return
        bare = token.pos == "VERB" and token.dep not in ("amod", "acomp", "oprd", "ccomp", "xcomp")
        bare = bare and not (lower == "missing" and token.child("nsubj"))
        if bare and not (token.index and self.people.quantity(self.parse.tokens[token.index - 1])):
            return
        for head in self._bearers(token):
            if status == "killed" and token.dep == "amod" and head.index > token.index and not self._numbered(head):
                continue  # "the dead man": told already where he died
            fatal = status == "injured" and any(c.lower in words.DEADLY for c in token.children)  # "mortally wounded"
            yield from self._told(token, "killed" if fatal else status, [head])

    def _numbered(self, head: Token) -> bool:
        return any(self.people.quantity(c) for c in head.children)

    def _bearers(self, token: Token) -> list[Token]:
        head = token.head
        before = self.parse.tokens[token.index - 1] if token.index else None
        inner = token.child("nsubj", "nsubjpass")
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
        if node.pos in ("VERB", "AUX"):
            subject = subject_of(node)
            if subject is not None:
                yield from self._told(token, "injured", [subject], hit=True)
        elif node.pos in (*NOUNS, "NUM"):  # "one victim in critical condition"
            yield from self._told(token, "injured", [node], hit=True, people=True)

    # nouns: "18 deaths", "a death toll of 18", "no casualties", "the killing of a teacher"

    def _noun(self, token: Token) -> Iterator[Count]:
        lemma = token.lemma
        if lemma == "toll":
            yield from self._toll(token)
            return
        for telling in harm.of_noun(token):
            yield from self._tell(token, telling)
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
        status = self.lexicon.nominals.get(lemma) or self.lexicon.nouns.get(lemma)
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
        if (
            number is not None
            and (status not in self.lexicon.required or lemma in self.lexicon.nouns)
            and lemma != "loss"
        ):
            if lemma == "wound" or (lemma == "injury" and token.head.lemma in ("suffer", "sustain")):
                return  # wounds are not people
            if lemma in self.lexicon.nouns or token.tag == "NNS":
                yield from self._told(token, status, [number], span_to=token)
            return
        if lemma in self.lexicon.nominals:
            yield from self._victims(token, status)

    def _several(self, token: Token, number: int) -> Iterator[Count]:
        """ "a double homicide": two people killed."""
        if not self._holds(token) or is_aggregate(token):
            return
        killed = harm.is_killing(token)
        first = next(c for c in token.children if c.lower in harm.SEVERAL)
        span = first.start, token.end
        yield Count("killed" if killed else "injured", number, number, False, None, span, token, None, hit=not killed)

    def _victims(self, token: Token, status: str, *, hit: bool = False) -> Iterator[Count]:
        if any(c.lemma in ("attempted", "attempt") for c in token.children) or token.lemma in ("loss", "case"):
            return
        for child in token.children:
            if child.dep == "prep" and child.lower == "of":
                yield from self._told(token, status, [c for c in child.children if c.dep == "pobj"], hit=hit)
            elif child.dep == "poss" and token.lemma in words.DEATHS and self._one_person(child):
                yield from self._told(token, status, [child])

    def _one_person(self, token: Token) -> bool:
        return token.ent == "PERSON" or token.lower in ("his", "her")

    def _with_wounds(self, token: Token) -> Iterator[Count]:
        node = token.head.head
        if node.pos in NOUNS or node.pos == "NUM":
            yield from self._told(token, "injured", [node], hit=True)
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

    def _none(self, token: Token) -> Iterator[Count]:
        """Nobody harmed: "no casualties" tells of the dead and the injured."""
        span = self.parse.tokens[token.left].span[0], token.end
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

    # all

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
        if "have" in verbs and verbs & _OPEN:  # "they could have killed someone"
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
        yield from self._told(token, telling.status, heads, hit=telling.hit, people=True, sure=telling.denied)

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
    ) -> Iterator[Count]:
        if not heads or is_aggregate(token):
            return
        head = self._first(heads[0], token)
        if (people or status in self.lexicon.required) and not self.people.names_people(head):
            return
        found = self.people.count(head)
        if head.lower in _THEY and (same := self._antecedent(head)) is not None:
            found = [replace(h, low=same.low, high=same.high, others=same.others) for h in found[:1]]
        known = [h for h in found if h.known]
        if not known or (status not in words.OF_ONE and not any(self.people.counted(h) for h in known)):
            return
        if head.lower in ("anyone", "anybody"):
            return
        nobody = all(h.high == 0 for h in known)
        if nobody and any(c.dep == "advmod" and c.lower.endswith("ly") for c in token.children):
            return  # "no one was seriously hurt"
        if not nobody and not sure and not self._holds(token):
            return
        low, high, approximate = total(found) if len(found) > 1 else (known[0].low, known[0].high, known[0].approximate)
        span = known[0].span[0], max(h.span[1] for h in known)
        if span_to is not None:
            span = min(span[0], span_to.start), max(span[1], span_to.end)
        category = found[0].category if len(found) == 1 else None
        parts = self.people.parts(head) if len(found) == 1 else []
        parts += [h for h in known if h.category is not None] if len(found) > 1 else []
        others = all(h.others for h in found)  # "he and four others" are all there are
        count = Count(
            status, low, high, approximate, category, span, token, head, hit=hit and not nobody, others=others
        )
        count.parts = [Count(status, p.low, p.high, p.approximate, p.category, p.span, token, p.token) for p in parts]
        count.singles = [h.token for h in known if h.low == 1 == h.high]
        yield count
