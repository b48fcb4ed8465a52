"""The words that change how surely a clause or a noun tells of its event, for :mod:`~onrecord.reading.factuality`.

The shares (−1 … 1) are what is left of full certainty; they are means of the annotators' judgements in UDS-IH2's
training part, rounded, where it has enough cases, and set between their neighbours where it has not.
"""

from __future__ import annotations

from typing import Literal

from onrecord.wordset import wordset

Mood = Literal["actual", "ongoing", "planned", "hypothetical", "generic"]
Share = tuple[float, Mood]
"""What is left of full certainty, and what kind of telling it is."""


# What a modal verb leaves of a clause, and the mood it gives.
MODALS: dict[str, Share] = {
    "will": (1.5, "planned"), "'ll": (1.5, "planned"), "wo": (1.5, "planned"), "shall": (1.2, "planned"),
    "would": (0.5, "hypothetical"), "'d": (0.5, "hypothetical"), "should": (0.3, "hypothetical"),
    "could": (0.5, "hypothetical"), "can": (0.6, "hypothetical"), "ca": (0.6, "hypothetical"),
    "may": (0.8, "hypothetical"), "might": (0.6, "hypothetical"), "must": (0.8, "hypothetical"),
    "ought": (0.3, "hypothetical"),
}  # fmt: skip
MODAL_PERFECT: dict[str, float] = {"must": 2.0, "may": 1.0, "might": 1.0, "could": 0.5, "will": 2.0}
"""With "have" and a participle: "must have fled" is likely; "should have fled", "would have fled" mean it did not."""
COUNTERFACTUAL = {"should": -1.5, "would": -1.0, "ought": -1.5}

NEGATORS = wordset("not n't never hardly barely scarcely rarely seldom neither nor")
NO_SUBJECTS = wordset("nobody none nothing neither no-one")
HEDGES: dict[str, float] = {
    "allegedly": 0.6, "reportedly": 0.75, "apparently": 0.7, "supposedly": 0.5, "purportedly": 0.5, "perhaps": 0.45,
    "maybe": 0.45, "possibly": 0.4, "probably": 0.65, "likely": 0.65, "presumably": 0.6, "seemingly": 0.6,
    "potentially": 0.35, "almost": 0.0, "nearly": 0.0, "hopefully": 0.4,
}  # fmt: skip
"""Adverbs that weaken a clause, and the share of its value that is left."""

CONDITIONS = wordset("if unless lest whether")
WH_PRESUPPOSING = wordset("why how when where who whom whose what which")

IMPLICATIVE = wordset(
    "manage begin start continue keep stop cease finish succeed dare bother get happen proceed force lead cause help "
    "make let see hear feel watch prompt leave end turn go come remember serve rush hurry compel use find catch "
    "enable resume spend"
)
"""The complement is as true as the verb: "managed to flee", "did not manage to flee"."""
STOPPING = wordset("fail forget refuse decline neglect avoid omit prevent stop keep refrain deter ban bar cease miss")
"""The complement is as untrue as the verb is true: "failed to flee"; with "from" or an infinitive."""
STOPS_WITH_FROM = wordset("stop keep ban bar")
FACTIVE = wordset(
    "know realize realise regret discover notice learn forget remember recall reveal find acknowledge confirm admit "
    "see understand show prove demonstrate mean ignore recognize recognise observe mind love like hate enjoy surprise "
    "glad sorry happy sad aware proud grateful lucky pleased shocked surprised disappointed thankful"
)
"""The complement is taken for true whatever becomes of the verb: "did not know that"."""

WEAK: dict[str, Share] = {
    "want": (0.2, "hypothetical"), "wish": (-0.3, "hypothetical"), "hope": (0.3, "hypothetical"),
    "plan": (0.3, "planned"), "intend": (0.3, "planned"), "expect": (0.4, "planned"), "schedule": (0.4, "planned"),
    "set": (0.4, "planned"), "prepare": (0.3, "planned"), "ready": (0.3, "planned"), "promise": (0.35, "planned"),
    "vow": (0.35, "planned"), "pledge": (0.35, "planned"), "agree": (0.45, "planned"), "decide": (0.45, "planned"),
    "threaten": (0.1, "hypothetical"), "try": (0.25, "hypothetical"), "attempt": (0.2, "hypothetical"),
    "seek": (0.15, "hypothetical"), "aim": (0.2, "planned"), "offer": (0.2, "hypothetical"),
    "ask": (0.15, "hypothetical"), "tell": (0.2, "hypothetical"), "order": (0.25, "hypothetical"),
    "urge": (0.1, "hypothetical"), "call": (0.15, "hypothetical"), "warn": (0.2, "hypothetical"),
    "demand": (0.1, "hypothetical"), "need": (0.15, "hypothetical"), "have": (0.35, "hypothetical"),
    "allow": (0.35, "hypothetical"), "permit": (0.3, "hypothetical"), "invite": (0.2, "hypothetical"),
    "able": (0.5, "hypothetical"), "unable": (-0.7, "hypothetical"), "likely": (0.4, "hypothetical"),
    "unlikely": (-0.4, "hypothetical"), "possible": (0.3, "hypothetical"), "impossible": (-0.6, "hypothetical"),
    "go": (0.4, "planned"), "due": (0.4, "planned"), "about": (0.3, "planned"), "suppose": (0.2, "hypothetical"),
    "consider": (0.0, "hypothetical"), "look": (0.2, "hypothetical"), "encourage": (0.2, "hypothetical"),
    "design": (0.2, "generic"), "refuse": (-0.7, "hypothetical"), "fear": (0.3, "hypothetical"),
    "worry": (0.3, "hypothetical"), "advise": (0.1, "hypothetical"), "recommend": (0.1, "hypothetical"),
    "suggest": (0.3, "hypothetical"), "propose": (0.1, "hypothetical"), "would": (0.2, "hypothetical"),
    "choose": (0.5, "actual"), "afford": (0.2, "hypothetical"), "deserve": (0.1, "hypothetical"),
    "strive": (0.2, "hypothetical"), "struggle": (0.2, "hypothetical"), "hesitate": (-0.1, "hypothetical"),
    "risk": (0.1, "hypothetical"), "seem": (0.6, "actual"), "appear": (0.6, "actual"), "tend": (0.5, "generic"),
    "hard": (0.1, "hypothetical"), "difficult": (0.1, "hypothetical"), "easy": (0.3, "hypothetical"),
    "eager": (0.2, "hypothetical"), "willing": (0.3, "hypothetical"), "pretend": (-0.6, "hypothetical"),
    "accuse": (0.5, "actual"), "charge": (0.5, "actual"), "suspect": (0.5, "actual"), "believe": (0.6, "actual"),
    "think": (0.55, "actual"), "guess": (0.5, "actual"), "assume": (0.5, "actual"), "claim": (0.6, "actual"),
    "allege": (0.5, "actual"), "doubt": (-0.4, "actual"), "deny": (-0.5, "actual"), "wonder": (0.0, "hypothetical"),
    "imagine": (0.2, "hypothetical"), "say": (0.8, "actual"), "report": (0.8, "actual"),
}  # fmt: skip
"""What a verb or adjective leaves of its complement, and the mood it gives."""

NEG_RAISING = wordset("think believe expect suppose want seem appear guess imagine")
UNCERTAIN_NOUNS: dict[str, Share] = {
    "plan": (0.25, "planned"), "attempt": (0.1, "hypothetical"), "effort": (0.2, "hypothetical"),
    "threat": (0.1, "hypothetical"), "decision": (0.4, "planned"), "proposal": (0.1, "planned"),
    "bid": (0.1, "hypothetical"), "possibility": (0.1, "hypothetical"), "risk": (0.1, "hypothetical"),
    "chance": (0.1, "hypothetical"), "need": (0.1, "hypothetical"), "way": (0.25, "hypothetical"),
    "ability": (0.3, "hypothetical"), "right": (0.2, "hypothetical"), "opportunity": (0.3, "hypothetical"),
    "desire": (0.1, "hypothetical"), "hope": (0.2, "hypothetical"), "intention": (0.2, "planned"),
    "promise": (0.3, "planned"), "allegation": (0.5, "actual"), "accusation": (0.5, "actual"),
    "suspicion": (0.4, "actual"), "fear": (0.2, "hypothetical"), "order": (0.2, "hypothetical"),
    "call": (0.1, "hypothetical"), "demand": (0.1, "hypothetical"), "idea": (0.0, "hypothetical"),
    "claim": (0.6, "actual"), "rumor": (0.2, "hypothetical"), "rumour": (0.2, "hypothetical"),
    "failure": (-0.8, "actual"),
    "refusal": (-0.8, "actual"), "warning": (0.2, "hypothetical"), "charge": (0.5, "actual"),
}  # fmt: skip
NOUN_MODIFIERS: dict[str, Share] = {
    "alleged": (0.5, "actual"), "suspected": (0.5, "actual"), "apparent": (0.65, "actual"),
    "reported": (0.7, "actual"), "possible": (0.25, "hypothetical"), "potential": (0.2, "hypothetical"),
    "likely": (0.5, "hypothetical"), "planned": (0.3, "planned"), "upcoming": (0.4, "planned"),
    "scheduled": (0.4, "planned"), "proposed": (0.15, "planned"), "future": (0.2, "planned"),
    "attempted": (-0.3, "hypothetical"), "foiled": (-0.8, "actual"), "thwarted": (-0.8, "actual"),
    "failed": (-0.4, "actual"), "threatened": (0.1, "hypothetical"), "imminent": (0.3, "planned"),
    "feared": (0.3, "hypothetical"), "would-be": (-0.2, "hypothetical"), "supposed": (0.3, "actual"),
    "presumed": (0.6, "actual"), "purported": (0.5, "actual"), "further": (0.9, "actual"),
    "impending": (0.3, "planned"), "intended": (0.2, "planned"), "hypothetical": (0.0, "hypothetical"),
    "averted": (-0.8, "actual"), "prevented": (-0.8, "actual"), "looming": (0.2, "planned"),
    "simulated": (-0.6, "hypothetical"), "mock": (-0.6, "hypothetical"), "fictional": (-0.6, "hypothetical"),
    "imaginary": (-0.6, "hypothetical"), "fictitious": (-0.6, "hypothetical"),
    "next": (0.4, "planned"), "expected": (0.4, "planned"), "any": (0.2, "hypothetical"), "so-called": (0.5, "actual"),
}  # fmt: skip
"""What an adjective leaves of the event that its noun names."""

GOVERNORS_OF_NOUNS: dict[str, Share] = {
    name: WEAK[name]
    for name in (
        "plan", "want", "expect", "threaten", "intend", "seek", "demand", "prepare", "schedule", "promise", "propose",
        "consider", "fear", "offer", "deny", "suspect", "urge",
    )
} | {
    "prevent": (-0.8, "actual"), "avert": (-0.8, "actual"), "foil": (-0.8, "actual"), "thwart": (-0.8, "actual"),
    "avoid": (-0.7, "actual"), "cancel": (-0.8, "actual"), "postpone": (-0.6, "planned"), "halt": (0.6, "actual"),
    "discuss": (0.3, "hypothetical"), "risk": (0.1, "hypothetical"), "oppose": (0.2, "hypothetical"),
    "await": (0.3, "planned"), "request": (0.2, "hypothetical"), "plot": (0.1, "planned"),
    "anticipate": (0.3, "planned"), "rule": (-0.6, "actual"), "advocate": (0.1, "hypothetical"),
    "warn": (0.2, "hypothetical"), "call": (0.15, "hypothetical"),
}  # fmt: skip
"""What a verb leaves of the event that its object names ("prevented an attack")."""

TELLING_NOUNS = wordset("report evidence sign indication word proof trace")
NOT_REPORTED: Share = (-0.4, "actual")
"""What "no reports of" leaves of an event."""

NOT_RULED_OUT: Share = (0.35, "hypothetical")
FALLEN_THROUGH: Share = (-0.8, "planned")
"""What "fell through" leaves of the event that its subject names."""

OF_KNOWN_EVENTS = wordset("discuss oppose fear suspect consider risk urge advocate offer")
"""Of these, the verbs that leave an event told with "the" as it is ("discussed the attack")."""

ONLY_WITH_PREPOSITION = wordset("call warn rule")
"""Of these, the verbs that govern an event only through a preposition ("called for talks", "ruled out an attack")."""

BOUND_FOR = wordset(
    "transport bring take travel arrive gather prepare meet send move head come ready fly leave assemble"
)
"""Verbs of going and getting ready: the event that they are "for" is still to come."""

BARE_COMPLEMENT = wordset("let make help see hear feel watch have suggest recommend demand insist urge propose ask")
"""Verbs with an infinitive or a subjunctive without "to"."""

VERIFIED = wordset("true confirmed verified accurate correct proven substantiated")
IF_TRUE = 0.55
"""What "if true" leaves of all that its sentence tells."""

ATTRIBUTE: Share = (0.95, "actual")
PURPOSE: Share = (0.25, "hypothetical")
IMPERATIVE: Share = (-0.3, "hypothetical")
CONDITION: Share = (0.1, "hypothetical")
QUESTION: Share = (0.2, "hypothetical")
PRESENT = 0.85  # share left in the simple present: habits and general truths
STATIVE = wordset(
    "be have know think believe want like love need hold contain remain live consist mean own lie stand say"
)
PRESENT_STATE = 0.95
PROGRESSIVE = 0.95
INFINITIVE: Share = (0.4, "hypothetical")
PARTICIPLE: Share = (0.9, "actual")
REPORTED: Share = (0.85, "actual")
HAPPENING = wordset("happen occur take be erupt begin start come follow continue break")
"""Verbs that only say that what their subject names happened."""
