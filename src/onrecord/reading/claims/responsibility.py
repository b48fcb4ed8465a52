"""Who is said to have done it: claims of responsibility, admissions, denials, accusations, charges and acquittals.

The words are in :mod:`onrecord.reading.claims.frames`. Each construction gives a :class:`Charge`: an event, the
accused, who accuses, and how surely. "The Taliban claimed responsibility for the bombing", "the bombing was blamed on
the Taliban", "the Taliban were behind the bombing" tell of one event and one accused by three kinds of holders: the
accused itself, somebody unnamed, and whoever speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.codebook import Codebook
from onrecord.reading.claims import frames
from onrecord.reading.claims.grammar import (
    RELATIVE,
    SUBJECTS,
    UNNAMED,
    agent_of,
    complements_of,
    coordinated,
    is_negated,
    is_passive,
    object_of,
    on_behalf_of,
    patient_of,
    subject_of,
    within_phrase,
)
from onrecord.reading.factuality.clauses import is_denied
from onrecord.reading.parse import Parse, Token
from onrecord.records import Certainty, Event, Predicate

Way = Literal["owns", "disowns", "accuses", "clears", "tells"]
"""Who speaks of the accused: itself (``owns``, ``disowns``), somebody who ``accuses`` or ``clears`` it; ``tells`` is in
the voice of whoever speaks there ("X was behind it")."""

_FAMILIES = frozenset({"strikes", "combat", "civilians", "harm", "accidents", "industry"})
_TYPES = frozenset({"riot", "protest_crackdown", "election_violence", "coup", "siege"})
_NOT = frozenset({"interception"})
_REACH = 3  # sentences back in which an incident may have been told
_CARRIERS = frozenset({"connection", "relation", "suspicion", "charge", "allegation", "count"})

_RANK: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")


@dataclass(frozen=True, slots=True)
class Charge:
    """One construction.

    ``cue`` are its words, ``accuser`` who is named as accusing, ``office`` whether only authorities do so,
    ``certainty`` how surely, as far as the construction tells.
    """

    event: Event
    accused: Token
    cue: tuple[Token, ...]
    way: Way
    accuser: Token | None = None
    certainty: Certainty = "certain"
    office: bool = False


def charges(
    parse: Parse,
    events: tuple[Event, ...],
    predicates: tuple[Predicate, ...],
    codebook: Codebook,
    source: Callable[[Token], Token | None] = lambda _: None,
    actor: Callable[[Token], bool] = lambda _: False,
) -> Iterator[Charge]:
    """All charges of a report, in text order of their cues; "has not claimed responsibility" is none.

    ``source`` gives the last word of the source of the statement that a verb is the cue of, for verbs without subject;
    ``actor`` tells whether a word is an actor's.
    """
    for charge in _Reader(parse, events, predicates, codebook, source, actor).run():
        yield charge
        for other in coordinated(charge.accused):
            if other.pos in ("NOUN", "PROPN"):
                yield replace(charge, accused=other)


class _Reader:
    def __init__(
        self,
        parse: Parse,
        events: tuple[Event, ...],
        predicates: tuple[Predicate, ...],
        codebook: Codebook,
        source: Callable[[Token], Token | None],
        actor: Callable[[Token], bool],
    ) -> None:
        self._parse = parse
        self._source, self._actor, self._people = source, actor, codebook.people
        self._judged = {p.trigger[0]: p for p in predicates}
        self._events: dict[int, Event] = {}
        for event in events:
            kind = codebook.events.get(event.type)
            if kind is None or kind.id in _NOT or not (kind.family in _FAMILIES or kind.id in _TYPES):
                continue
            for token in parse.tokens_in(*event.trigger):
                self._events.setdefault(token.index, event)

    def run(self) -> Iterator[Charge]:
        for token in self._parse.tokens if self._events else ():
            if token.pos in ("VERB", "AUX"):
                yield from self._verb(token)
            elif token.pos in ("ADJ", "NOUN", "ADV") or token.dep == "prep":
                yield from self._phrase(token)

    def _verb(self, verb: Token) -> Iterator[Charge]:
        frame = frames.FRAMES.get(verb.lemma)
        if frame is not None:
            yield from self._framed(verb, frame)
        if verb.lemma in frames.FINDING:
            yield from self._found(verb)
        if verb.lemma in frames.LAYING:
            yield from self._laid(verb)
        if verb.lemma in frames.FALLING:
            yield from self._fell(verb)
        if verb.lemma in frames.OWNING or verb.lemma in frames.DISOWNING:
            yield from self._owned(verb)
        if verb.lemma in frames.CONFESSING:
            yield from self._confessed(verb)
        if verb.lemma in frames.TAKING_PART:
            yield from self._took_part(verb)
        if verb.lemma in ("rule", "exclude", "discount"):
            yield from self._ruled_out(verb)
        if verb.lemma in ("be", "bear", "have", "carry"):
            yield from self._work(verb)

    def _framed(self, verb: Token, frame: frames.Frame) -> Iterator[Charge]:
        """Verbs of the frames, with the accused or the event as object."""
        if is_negated(verb):
            return
        passive = is_passive(verb)
        object_, accuser = (patient_of(verb), agent_of(verb)) if passive else (object_of(verb), subject_of(verb))
        if object_ is None:
            return
        way: Way = "clears" if frame.clears else "accuses"
        certainty = self._certainty(verb, frame.certainty)
        preceding = frame.event if verb.lemma not in ("arrest", "detain") else (*frame.event, "in", "on")
        for preposition, complement in complements_of(verb, preceding, object_, accuser):
            if preposition.lower not in frame.event and complement.lemma not in _CARRIERS:
                continue
            event = self._event(complement, verb)
            if event is not None and self._can_be_accused(object_):
                yield Charge(event, object_, (verb,), way, accuser, certainty, frame.office)
                return
        if (
            verb.lemma == "blame"
            and object_.index not in self._events
            and not complements_of(verb, frame.accused, object_)
        ):
            event = self._before(verb)  # "officials blamed the group"
            if event is not None and self._can_be_accused(object_):
                yield Charge(event, object_, (verb,), way, accuser, certainty, frame.office)
            return
        event = self._event(object_, verb) if frame.accused else None
        for _, complement in complements_of(verb, frame.accused, object_, accuser) if event is not None else ():
            if self._can_be_accused(complement):
                yield Charge(event, complement, (verb,), way, accuser, certainty, frame.office)  # type: ignore[arg-type]
                return

    def _found(self, verb: Token, said: Token | None = None) -> Iterator[Charge]:
        """ "held the army responsible for the raid", "was found guilty of the murder"."""
        complements = verb.children_with("oprd", "acomp", "ccomp")
        said = said or next((c for c in complements if c.lemma in frames.GUILTY), None)
        passive = is_passive(verb)
        accused = patient_of(verb) if passive else verb.child("dobj")
        if said is not None and said.dep == "ccomp":  # "found him guilty": a small clause
            accused = accused or said.child("nsubj")
        if said is None or accused is None or is_negated(verb) or not self._can_be_accused(accused):
            return
        clears = frames.GUILTY[said.lemma] == any(c.dep == "neg" for c in said.children)
        for _, complement in complements_of(said, ("for", "of"), verb):
            event = self._event(complement, verb)
            if event is not None:
                accuser = agent_of(verb) if passive else subject_of(verb)
                office = verb.lemma in frames.VERDICTS and said.lemma in ("guilty", "innocent")
                way: Way = "clears" if clears else "accuses"
                yield Charge(event, accused, (verb, said), way, accuser, self._certainty(verb), office)
                return

    def _laid(self, verb: Token) -> Iterator[Charge]:
        """ "laid the blame for the attack on the rebels"."""
        blame = patient_of(verb) if is_passive(verb) else verb.child("dobj")
        if blame is None or blame.lemma not in ("blame", "responsibility") or is_negated(verb):
            return
        accuser = agent_of(verb) if is_passive(verb) else subject_of(verb)
        told = [c for _, c in complements_of(blame, ("for",), verb)]
        laid = complements_of(verb, ("on", "upon", "at", "with"), blame, *told)
        accused = next((c for _, c in laid if self._can_be_accused(c)), None)
        event = next((e for c in told if (e := self._event(c, verb))), None)
        event = event or self._before(verb)
        if accused is not None and event is not None:
            yield Charge(event, accused, (verb, blame), "accuses", accuser, self._certainty(verb))

    def _fell(self, verb: Token) -> Iterator[Charge]:
        """ "suspicion fell on the rebels"."""
        subject = subject_of(verb)
        if subject is None or subject.lemma not in frames.SUSPICIONS or is_negated(verb) or is_denied(subject):
            return
        event = next((e for _, c in complements_of(subject, ("for",)) if (e := self._event(c, verb))), None)
        event = event or self._before(verb)
        for _, accused in complements_of(verb, ("on", "upon", "with")):
            if event is not None and self._can_be_accused(accused):
                yield Charge(event, accused, (subject, verb), "accuses", None, self._certainty(verb, "probable"))
                return

    def _owned(self, verb: Token) -> Iterator[Charge]:
        """ "claimed responsibility for the attack", "claimed the attack", "denied any role in the attack"."""
        passive = is_passive(verb)
        object_ = patient_of(verb) if passive else verb.child("dobj")
        accused = agent_of(verb) if passive else subject_of(verb) or self._source(verb)
        disowns = verb.lemma in frames.DISOWNING
        if object_ is None or accused is None or is_negated(verb) or is_denied(accused) or accused.lower in UNNAMED:
            return
        if object_.lemma not in (
            frames.SHARES if disowns or verb.lemma in ("admit", "acknowledge") else frames.OF_OWNING
        ):
            if verb.lemma != "claim" or object_.pos == "PRON" or object_.index not in self._events:
                return
            event: Event | None = self._events[object_.index]
        elif is_denied(object_):
            return
        else:
            found = [self._event(c, verb) for _, c in complements_of(object_, ("for", "in", "of", "to", "with"), verb)]
            event = next((e for e in found if e is not None), None) or (None if found else self._before(verb))
        if event is not None and self._can_be_accused(accused):
            way: Way = "disowns" if disowns else "owns"
            yield Charge(event, on_behalf_of(accused), (verb, object_), way, accused, self._certainty(verb))

    def _confessed(self, verb: Token) -> Iterator[Charge]:
        """ "confessed to the killing", "admitted the attack", "pleaded guilty to the murder"."""
        accused = subject_of(verb) or self._source(verb) if not is_passive(verb) else None
        if accused is None or is_negated(verb) or is_denied(accused) or not self._can_be_accused(accused):
            return
        places = complements_of(verb, ("to",), verb.child("acomp", "dobj", "oprd"), verb.child("prt"))
        things = [c for _, c in places]
        if verb.lemma in ("admit", "acknowledge") and (thing := verb.child("dobj", "xcomp")) is not None:
            things.append(thing)
        if verb.lemma == "plead" and not any(c.lemma == "guilty" for c in verb.children):
            return
        for thing in things:
            event = self._event(thing, verb)
            if event is not None and thing.dep != "ccomp":
                yield Charge(event, accused, (verb,), "owns", accused, self._certainty(verb))
                return

    def _took_part(self, verb: Token) -> Iterator[Charge]:
        """ "members of the army took part in the murder", "he was involved in the murder"."""
        if verb.lemma == "take" and not any(c.dep == "dobj" and c.lower == "part" for c in verb.children):
            return
        passive = is_passive(verb)
        if is_negated(verb) or passive != (verb.lemma == "involve"):
            return
        accused = patient_of(verb) if passive else subject_of(verb)
        for _, complement in complements_of(verb, ("in",), verb.child("dobj")):
            event = self._event(complement, verb)
            if event is not None and event.realis == "actual" and accused is not None:
                yield from self._told(event, accused, (verb,), verb)
                return

    def _ruled_out(self, verb: Token) -> Iterator[Charge]:
        """ "ruled out the involvement of the rebels in the attack", "excluded a role of theirs"."""
        share, accuser = verb.child("dobj"), subject_of(verb)
        if share is None or share.lemma not in frames.SHARES or is_negated(verb):
            return
        accused = share.child("poss") or next((c for _, c in complements_of(share, ("of", "by"))), None)
        told = complements_of(share, ("in",), verb, accused)
        event = next((e for _, c in told if (e := self._event(c, verb))), None) or self._before(verb)
        if event is not None and accused is not None and self._can_be_accused(accused):
            yield Charge(event, accused, (verb, share), "clears", accuser, self._certainty(verb))

    def _work(self, verb: Token) -> Iterator[Charge]:
        """ "the attack was the work of the rebels", "bore the hallmarks of the rebels"; "they were its authors"."""
        noun, subject = verb.child("attr", "dobj"), subject_of(verb)
        if noun is None or subject is None or is_negated(verb) or is_denied(noun):
            return
        doing = verb.lemma == "be" and noun.lemma in frames.DOING
        marks = verb.lemma != "be" and noun.lemma in frames.MARKS
        deed = verb.lemma == "be" and noun.lemma in frames.DEEDS
        if not doing and not marks and not deed:
            return
        for _, complement in complements_of(noun, ("of",) if not deed or noun.lemma in frames.WORKING else ("by",)):
            event = self._event(complement if doing else subject, verb)
            accused = subject if doing else complement
            if event is not None and self._can_be_accused(accused):
                certainty = self._certainty(verb, "possible" if marks else "certain")
                yield Charge(event, accused, (verb, noun), "tells", None, certainty)
                return

    def _phrase(self, word: Token) -> Iterator[Charge]:
        """ "is responsible for", "the group behind", "is to blame for", "accusations of murder against"."""
        if word.dep == "prep" and word.lower == "behind":
            governor = word.head
            complement = word.child("pobj")
            accused = subject_of(governor) if governor.lemma == "be" else governor
            event = self._event(complement, word, before=False) if complement is not None else None
            if event is not None and accused is not None and accused.pos in ("NOUN", "PROPN", "PRON"):
                yield from self._told(event, accused, (word,), governor)
        elif word.lemma in frames.GUILTY and word.dep in ("acomp", "amod", "relcl", "acl"):
            governor = word.head
            accused = subject_of(governor) if word.dep == "acomp" else governor
            if governor.lemma in frames.FINDING or accused is None:
                return
            holding = governor.head if word.dep != "acomp" and governor.dep == "dobj" else None
            if holding is not None and holding.lemma in frames.FINDING:  # "hold the movement responsible for"
                yield from self._found(holding, word)
                return
            event = next((e for _, c in complements_of(word, ("for", "of")) if (e := self._event(c, word))), None)
            if event is not None:
                clears = not frames.GUILTY[word.lemma]
                yield from self._told(event, accused, (word,), word if word.dep == "acomp" else governor, clears=clears)
        elif word.lemma in ("charge", "accusation", "allegation", "suspicion", "case") and word.pos == "NOUN":
            yield from self._nominal(word)

    def _told(
        self, event: Event, accused: Token, cue: tuple[Token, ...], governor: Token, *, clears: bool = False
    ) -> Iterator[Charge]:
        """A charge in the voice of whoever speaks; a negated one clears."""
        if not self._can_be_accused(accused) or is_denied(accused) or accused.lower in UNNAMED:
            return
        predicate = governor.pos in ("AUX", "VERB", "ADJ")
        denied = predicate and self._denied_by_clause(governor)
        certainty = self._certainty(governor) if predicate else "certain"
        yield Charge(event, accused, cue, "clears" if denied != clears else "tells", None, certainty)

    def _nominal(self, noun: Token) -> Iterator[Charge]:
        """ "accusations of murder against the colonel"."""
        of = complements_of(noun, ("of", "for", "over"))
        against = complements_of(noun, ("against",), *(c for _, c in of), noun.head)
        for (_, complement), (_, accused) in zip(of, against, strict=False):
            event = self._event(complement, noun)
            if event is not None and not is_denied(noun) and self._can_be_accused(accused):
                yield Charge(event, accused, (noun,), "accuses", None, "probable")

    def _event(self, token: Token, cue: Token, *, before: bool = True) -> Event | None:
        """The event that a word tells of, or the first in its phrase; else the one told before that it means."""
        if token.index in self._events:
            return self._events[token.index]
        if token.lower in RELATIVE:  # "the attack, for which the rebels are held responsible"
            clause = next((n for n in token.ancestors() if n.dep == "relcl"), None)
            return self._event(clause.head, cue, before=False) if clause is not None else None
        if before and token.lemma in frames.INCIDENTS:
            return self._before(cue)
        for inner in self._parse.subtree(token):
            if inner.index in self._events and inner.index > token.index and within_phrase(inner, token):
                return self._events[inner.index]
        return None

    def _before(self, cue: Token) -> Event | None:
        """The last event told as a fact or by somebody in the sentence so far or in the three before it."""
        first = cue.sentence.index - _REACH
        for index in range(cue.index - 1, -1, -1):
            token = self._parse.tokens[index]
            if token.sentence.index < first:
                return None
            event = self._events.get(index)
            if event is not None and event.realis in ("actual", "ongoing", "negated"):
                return event
        return None

    def _can_be_accused(self, token: Token) -> bool:
        """Whether a word may stand for somebody: a name, people, a body of people."""
        if token.lower in ("it", "this", "what", "there"):
            return token.lower == "it" and token.dep in SUBJECTS
        if token.pos not in ("NOUN", "PROPN", "PRON") or token.index in self._events or token.ent in ("DATE", "TIME"):
            return False
        if token.pos != "NOUN" or token.ent in ("PERSON", "ORG", "NORP", "GPE"):
            return True
        return token.lemma in self._people or token.lemma in frames.BODIES or self._actor(token)

    def _certainty(self, governor: Token, most: Certainty = "certain") -> Certainty:
        """How surely the clause is told, at most as surely as its verb has it."""
        for node in (governor, *governor.ancestors()):
            judged = self._judged.get(node.start)
            if judged is not None:
                return max(most, judged.certainty, key=_RANK.index)
        return most

    def _denied_by_clause(self, governor: Token) -> bool:
        for node in (governor, *governor.ancestors()):
            judged = self._judged.get(node.start)
            if judged is not None:
                return judged.polarity == "-"
        return False
