"""Events that a sentence tells of only to say when, why or in answer to what another took place."""

from __future__ import annotations

from onrecord.reading.events.apart import names_year
from onrecord.reading.events.mentions import Mention
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

_BEFORE = wordset("after following since before amid despite until over")
"""Prepositions and conjunctions that lead to the time or the circumstance of something else."""

_ANSWERED = wordset("response retaliation anticipation wake reaction revenge reprisal preparation protest advance")
"""Nouns whose prepositional phrase is what the event answers or awaits: "in response to the attack"."""

_SPOKEN_OF = wordset(
    "end stop halt avert prevent resolve discuss mediate condemn criticize criticise deplore denounce welcome mourn "
    "commemorate mark remember investigate probe"
)
"""Verbs whose object is an event that is over, hindered or spoken of, not what is told."""

_SUSPECTED = wordset("accuse suspect convict acquit want charge")
"""Verbs by which somebody of whom another event is told is tied to an earlier one: "a man suspected of killing two"."""

_FAR = 6  # words up the tree


def is_background(mention: Mention) -> bool:
    """Whether the mention stands in a phrase or clause that sets the scene for another event of its sentence."""
    node = mention.token
    if mention.nominal and names_year(node):
        return True  # "the scene of a 2017 attack"
    if node.pos == "VERB" and node.dep == "amod":
        return True  # "the captured pilot"
    if mention.nominal and node.dep == "dobj" and node.head.lemma in _SPOKEN_OF:
        return True
    for _ in range(_FAR):
        head = node.head
        if head is node:
            return False
        if node.dep in ("advcl", "pcomp") and any(
            c.dep in ("mark", "prep") and c.lower in _BEFORE for c in node.children
        ):
            return True
        if node.dep in ("pobj", "pcomp") and _sets_scene(head):
            return True
        if node.dep in ("pobj", "pcomp") and head.lower in ("of", "for", "with") and head.head.lemma in _SUSPECTED:
            return head.head.dep in ("acl", "relcl", "amod")
        if node.dep == "pobj" and head.lower == "under" and mention.type.family == "peace":
            return True
        if node.pos in ("VERB", "AUX") and node.dep not in ("conj", "xcomp", "relcl", "acl"):
            return False
        node = head
    return False


def _sets_scene(preposition: Token) -> bool:
    if preposition.lower in _BEFORE or preposition.head.lower in ("because", "due"):
        return True
    return preposition.head.lemma in _ANSWERED and preposition.head.dep == "pobj"
