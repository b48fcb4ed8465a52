"""The words that lay an event at somebody's door, and where accuser, accused and event stand beside them.

Frames after FrameNet's Judgment_communication, Notification_of_charges, Verdict, Suspicion and Attributing_cause, cut
down to what a report on violence has.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Certainty
from onrecord.wordset import wordset


@dataclass(frozen=True, slots=True)
class Frame:
    """An accusing verb.

    ``event``: the prepositions before the event, where the accused is the object ("blame X for E"). ``accused``: those
    before the accused, where the event is ("blame E on X"). ``certainty``: how surely who uses it holds it. ``office``:
    only authorities do it, named or not. ``clears``: it takes the accusation away.
    """

    event: tuple[str, ...]
    accused: tuple[str, ...] = ()
    certainty: Certainty = "certain"
    office: bool = False
    clears: bool = False


FRAMES: dict[str, Frame] = {
    "blame": Frame(("for", "over"), ("on", "upon", "to")),
    "accuse": Frame(("of", "in")),
    "suspect": Frame(("of", "in"), certainty="probable"),
    "implicate": Frame(("in",), certainty="probable"),
    "denounce": Frame(("for",)),
    "condemn": Frame(("for",)),
    "attribute": Frame((), ("to",)),
    "ascribe": Frame((), ("to",)),
    "pin": Frame((), ("on", "upon")),
    "link": Frame(("to", "with"), ("to", "with"), certainty="possible"),
    "tie": Frame(("to",), ("to",), certainty="possible"),
    "connect": Frame(("to", "with"), ("to", "with"), certainty="possible"),
    "charge": Frame(("with", "in", "over", "for"), office=True),
    "indict": Frame(("for", "on", "in", "over"), office=True),
    "prosecute": Frame(("for", "over"), office=True),
    "try": Frame(("for", "over"), office=True),
    "convict": Frame(("of", "for", "in", "over"), office=True),
    "sentence": Frame(("for", "over"), office=True),
    "jail": Frame(("for", "over"), office=True),
    "imprison": Frame(("for", "over"), office=True),
    "arrest": Frame(("for", "over"), certainty="probable", office=True),
    "detain": Frame(("for", "over"), certainty="probable", office=True),
    "acquit": Frame(("of", "in", "over"), office=True, clears=True),
    "clear": Frame(("of", "in", "over"), office=True, clears=True),
    "exonerate": Frame(("of", "from", "in"), office=True, clears=True),
    "absolve": Frame(("of", "from", "in"), office=True, clears=True),
}
"""By lemma of the verb."""

GUILTY: dict[str, bool] = {
    "responsible": True, "guilty": True, "accountable": True, "culpable": True, "liable": True, "innocent": False,
}  # fmt: skip
"""Adjectives for the accused, and whether they accuse (or clear)."""

FINDING = wordset("find hold deem consider believe declare judge make rule think")
"""Verbs that have such an adjective as complement: "held X responsible for E"."""
VERDICTS = wordset("find declare judge rule")
"""Of these, those that only a court uses with "guilty"."""

OWNING = wordset("claim take assume accept acknowledge admit avow own")
DISOWNING = wordset("deny reject disclaim disavow dismiss refute")
SHARES = wordset("responsibility credit authorship involvement participation role part hand blame guilt complicity")
"""What one owns to, or disowns, of an event: "claimed responsibility for E", "denied any role in E"."""
OF_OWNING = wordset("responsibility credit authorship")
"""Of these, those that "claim", "take" and "assume" go with."""
CONFESSING = wordset("admit confess acknowledge own plead")
"""Verbs that own to the event itself: "confessed to the killing"."""

LAYING = wordset("lay put pin place cast")
"""With "blame" or "responsibility": "laid the blame for E on X"."""
FALLING = wordset("fall rest lie")
"""With "suspicion", "blame", "responsibility" as subject: "suspicion fell on X"."""
SUSPICIONS = wordset("suspicion blame responsibility")

DOING = wordset("perpetrator author mastermind culprit instigator")
"""Nouns for who did it: "X were the authors of E"."""
WORKING = wordset("work handiwork doing")
"""With "of" after "be": "E was the work of X"."""
DEEDS = WORKING | wordset("act action operation crime response reprisal")
"""The same, and, with "by", further ones: "E was a criminal act by X"."""
TAKING_PART = wordset("participate take involve collaborate")
"""Verbs of taking part in an event."""
MARKS = wordset("hallmark mark stamp signature fingerprint")
"""With "bear", "have", "carry": "E bore the hallmarks of X"."""

BODIES = wordset(
    "group gang band column squad unit organization organisation commando cell crowd mob movement faction cartel mafia "
    "militia army guerrilla party front force patrol battalion brigade family ring network regime government enemy "
    "side syndicate wing element state country administration authority police command leadership junta clan tribe "
    "alliance coalition military navy left right extremist member personnel"
)
"""Words for bodies of people."""

HEDGED = wordset("suspected alleged presumed apparent possible supposed purported accused believed likely probable")
"""Adjectives that leave open whether the people are who they are said to be: "suspected rebels"."""

SPOKESMEN = wordset("spokesman spokeswoman spokesperson representative statement message caller communique")
"""Who, or what, speaks for others."""

INCIDENTS = wordset(
    "incident action act crime deed operation atrocity outrage violence it this that these them one offensive"
)
"""Words that stand for an event told before."""
