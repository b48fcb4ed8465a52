"""Charges become claims: who holds each accusation, how surely, and at which step it stands."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.claims import frames
from onrecord.reading.claims.holders import Holders
from onrecord.reading.claims.responsibility import Charge
from onrecord.reading.claims.values import Value
from onrecord.reading.factuality.modal_words import HEDGES
from onrecord.reading.parse import Parse, Token
from onrecord.records import Certainty, Event, Polarity, Span, Statement
from onrecord.wordset import wordset

_UNDONE = wordset("fail refuse decline neglect avoid prevent stop deter thwart foil avert abort miss")
_UNDONE_BY = wordset("foiled thwarted failed averted prevented abortive attempted botched unsuccessful")
_POSTNOMINAL = ("relcl", "acl", "appos", "prep", "punct", "advcl", "cc", "conj", "advmod")


@dataclass(frozen=True, slots=True)
class Accused:
    """A charge with its holder: ``told`` the statement that it is made in, ``holder`` an actor's id, "author" or
    "unknown"."""

    charge: Charge
    value: Value
    told: Statement | None
    holder: str
    certainty: Certainty
    polarity: Polarity


def accused_of(charge: Charge, parse: Parse, holders: Holders) -> Accused | None:
    """Who holds a charge; none where the accused is nobody in particular, or the speaker leaves it open."""
    actor = holders.mentions.at(charge.accused.span)
    if actor is None and charge.accused.pos == "PRON":
        return None
    told, holder = _holder(charge, actor.id if actor is not None else None, holders)
    span = phrase(parse, charge.accused)
    words = (span, *(t.span for t in charge.cue), charge.event.trigger)
    evidence = holders.words_of(words[:-1], told) or holders.words_of(words, told)
    if not evidence:  # its words are another's: it is theirs
        told = holders.innermost(charge.accused.span) or holders.innermost(charge.event.trigger)
        holder = said_by.id if (said_by := holders.actor(told)) is not None else "unknown"
        evidence = holders.words_of(words, told)
    if (told is not None and told.act == "decline") or not evidence:
        return None
    text = " ".join(parse.text[slice(*span)].split())
    if actor is not None and (charge.way in ("owns", "disowns") or charge.accused.pos == "PRON"):
        text = actor.name
    value = Value(
        "perpetrator",
        {"actor": actor.id if actor is not None else None, "text": text},
        evidence,
    )
    certainty, polarity = charge.certainty, "-" if charge.way in ("disowns", "clears") else "+"
    if hedged(charge.accused):
        certainty = _least(certainty, "probable")
    if told is not None and charge.way == "tells":
        if told.act == "deny":
            polarity = "-"
        elif told.act == "doubt":
            certainty, polarity = "possible", "-"
        elif told.act == "believe":
            certainty = _least(certainty, "probable")
    return Accused(charge, value, told, holder, certainty, polarity)  # type: ignore[arg-type]


def _holder(charge: Charge, accused: str | None, holders: Holders) -> tuple[Statement | None, str]:
    """The statement in which a charge is made, and its holder."""
    own = holders.by_cue(*charge.cue)
    around = holders.innermost(charge.cue[0].span, but=own)
    if charge.way == "tells" or (charge.way == "clears" and charge.accuser is None and not charge.office):
        told = around
    elif charge.way in ("owns", "disowns"):
        speaker = holders.mentions.at(charge.accuser.span) if charge.accuser is not None else None
        named = speaker.id if speaker is not None else accused
        return (own if own is not None and own.speaker == named else None), named or "unknown"
    elif charge.accuser is not None:
        accuser = holders.mentions.at(charge.accuser.span)
        if own is not None and (accuser is None or own.speaker == accuser.id):
            told = own
        else:
            return None, accuser.id if accuser is not None else "unknown"
    elif around is not None:
        told = around  # "police said the rebels were suspected of it": the suspicion is passed on as their own
    else:
        told = own if own is not None and own.speaker is None else None
        return told, "unknown"
    said_by = holders.actor(told)
    return told, "author" if told is None else said_by.id if said_by is not None else "unknown"


def _least(one: Certainty, other: Certainty) -> Certainty:
    order: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
    return max(one, other, key=order.index)


def phrase(parse: Parse, head: Token) -> Span:
    """A noun with what stands before it, and an "of" phrase behind it."""
    first = head
    for child in head.children:
        if child.index < head.index and child.dep not in _POSTNOMINAL:
            first = min(first, parse.tokens[child.left], key=lambda t: t.index)
    last = head
    verb = frames.FRAMES.get(head.head.lemma) if head.dep in ("dobj", "nsubjpass", "nsubj") else None
    of = verb is None or "of" not in verb.event  # "acquitted the general of the murder"
    for child in head.children:
        if of and child.lower == "of" and child.index == head.index + 1 and child.child("pobj") is not None:
            last = parse.tokens[child.right]
    for child in head.children:
        if child.dep == "appos" and child.left == head.index + 1:  # "the armed group Sendero Luminoso"
            last = max(last, child, key=lambda t: t.index)
    return first.start, last.end


def hedged(head: Token) -> bool:
    """Whether an adjective leaves open that the people are those: "suspected rebels", "apparently by rebels"."""
    if any(c.dep in ("amod", "compound", "advmod") and c.lower in frames.HEDGED for c in head.children):
        return True
    by = head.head  # "was killed, apparently by rebels"
    return by.dep in ("agent", "prep") and any(c.lower in HEDGES for c in by.children)


def undone(parse: Parse, event: Event) -> bool:
    """Whether an event is told not to have come about: "failed to attack", "a foiled attack". It clears nobody."""
    for token in parse.tokens_in(*event.trigger):
        if any(c.lower in _UNDONE_BY for c in token.children):
            return True
        node = token
        while node.dep in ("xcomp", "pcomp", "prep", "dobj", "nsubjpass", "conj") and node.head is not node:
            node = node.head
            if node.lemma in _UNDONE:
                return True
    return False
