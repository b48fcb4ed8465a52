"""ACLED's sub-event type of an event, and of a report, with the rule that gave it.

The codebook's ``acled`` field says what an event type is when no more is known. The rules here, after ACLED's public
codebook, use who took part (:mod:`onrecord.export.sides`), with what (:mod:`onrecord.export.means`), and what else the
report tells of:

- an attack on those who can fight back is an armed clash, one on the unarmed an attack;
- the weapon names an explosion or remote violence: chemical weapon before suicide bomb, then air/drone strike, shelling,
  grenade, remote explosive;
- a place taken is the government's or a non-state actor's by who took it; taken without a fight, a non-violent transfer.
  A change of control comes before the fighting that led to it;
- a demonstration is violent by what demonstrators did; else what was done to them tells excessive force (lethal or
  brutal), intervention (arrests, tear gas, dispersal) or none;
- violence by a crowd is mob violence; sexual violence and abduction come before the attack that they were part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.codebook.schemes import ACLED_TYPE
from onrecord.export.means import means_in
from onrecord.export.sides import Side, is_armed, side_of
from onrecord.records import Event, Reading, Role

_REAL = ("actual", "ongoing")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")

_DEMONSTRATIONS = frozenset({"protest", "labour_strike", "riot", "protest_crackdown"})
_BROKEN_UP = frozenset({"protest_crackdown", "arrest", "detention", "raid"})
_LEAD = 1_000  # characters of a report that tell what it is about
_VIOLENCE = frozenset(
    {"attack", "ambush_of_aid", "attack_on_civilians", "shooting", "stabbing", "vehicle_attack", "assassination",
     "homicide", "beating", "torture", "execution", "casualties", "raid", "offensive", "ship_attack"}
)  # fmt: skip
_BLASTS = frozenset(
    {"air_strike", "drone_strike", "missile_strike", "shelling", "bombing", "suicide_bombing", "mine_blast",
     "grenade_attack", "chemical_attack", "explosion"}
)  # fmt: skip
_OPEN = frozenset({"casualties", "explosion", "damage", "death"})
"""Types whose means may stand anywhere in the sentence; those of other types are named with the event."""

_PROPERTY = frozenset({"arson", "looting", "robbery", "damage", "sabotage"})
_PLUNDER = frozenset({"arson", "looting"})
_TERRITORY = frozenset({"territorial_change", "territorial_recovery"})
_POLICED = frozenset(
    {"arrest", "detention", "capture", "raid", "investigation", "trial", "verdict", "rescue", "resignation", "homicide",
     "shooting"}
)  # fmt: skip
_SLIGHT = frozenset(
    {"casualties", "death", "damage", "investigation", "trial", "verdict", "rescue", "evacuation", "resignation",
     "emergency_measures", "restrictions", "prisoner_transfer", "alert", "election", "transport_disruption",
     "humanitarian_aid", "military_aid", "border_closure", "siege", "cyber_attack", "weapons_test"}
)  # fmt: skip
"""Types of ACLED's "Other" that are seldom what a report of violence is about."""

_AT_PROTESTS = _VIOLENCE | _PROPERTY | _DEMONSTRATIONS | {"arrest", "detention", "armed_clash", "fire"}
_CLOSER: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (_VIOLENCE | {"damage", "withdrawal", "siege", "armed_clash"}, _TERRITORY),
    (_VIOLENCE | _POLICED | {"abduction"}, frozenset({"sexual_violence"})),
    (_VIOLENCE, frozenset({"abduction"})),
    (frozenset({"attack", "casualties", "explosion", "damage"}), _BLASTS - {"explosion"}),
    (frozenset({"missile_strike", "drone_strike"}), frozenset({"interception"})),
    (frozenset({"raid", "offensive"}), frozenset({"weapons_found", "arrest", "detention"})),
    (frozenset({"mine_blast", "bombing"}), frozenset({"weapons_found"})),
    (frozenset({"attack"}), _PLUNDER),
    (frozenset({"arrest", "detention"}), frozenset({"weapons_found"})),
    (frozenset({"withdrawal", "troop_movement"}), frozenset({"ceasefire", "agreement", "prisoner_exchange"})),
)
"""Types of a main event, and the types of events in its sentence that come before it."""

_AWAITED = re.compile(r"\b(?:anticipation|ahead|advance|preparation|participate|organi[sz]e|before)\b[^,.]*$")
"""Words before a demonstration that has not been."""

_PROTESTERS = re.compile(r"\b(?:protest|demonstrat)[eo]rs?\b", re.IGNORECASE)
_FIRST = 200  # characters in which a report that names no event says who acts
_REACH = 60  # characters before a trigger
_ABOUT = re.compile(
    r"\b(?:following|after|over|against|about|demand\w*|denounc\w*|condemn\w*|decr\w+|justice for|release of|mark\w*"
    r"|remember\w*|despite|undeterred by|angry)\b(?: [\w’'-]+){0,4} ?$"
)
"""Words before what a demonstration answers or asks."""

_UNRESISTED = re.compile(
    r"\bwithout (?:a |any )?(?:fight|fighting|resistance|struggle|battle)|\b(?:no|not \w+ any) resistance|\bdeserted\b"
    r"|\bunopposed|\bpeaceful|\bwithout firing|\bfiring a shot|\bunder (?:the|a|an) (?:\w+ )?(?:deal|accord|agreement|truce)"
    r"|\bceded|\brelinquish|\bevacuat|\breturned under|\bvacat|\bhand(?:ed|ing)? (?:over|back)|\bhandover|\bhanded (?:\w+ ){1,3}(?:back|over)\b|\bwithdr|\bpull(?:ed|ing)? out"
)
_BRUTAL = re.compile(
    r"\b(?:live (?:bullets?|rounds?|ammunition|fire)|shot|gunfire|opened fire|excessive force|brutal(?:ly|ity)?"
    r"|violent(?:ly)? (?:crackdown|suppress|dispers)|beat(?:en|ing|s)?|bludgeon\w*|batons?|lethal force"
    r"|killed|killing|died|dead|wounded|injur\w+)\b"
)
_VIOLENT = re.compile(
    r"\bviolent (?:\w+ )?(?:protest|demonstrat|rall|riot|clash|scuffle)|\bturn\w* (?:\w+ )?violent|\bend\w* in violence"
    r"|\bstone[- ](?:throw|pelt)|\b(?:burn\w*|burnt) (?:tyres|tires|barricades|cars)|\bset\w* (?:\w+ ){0,3}(?:on fire|ablaze|alight)"
    r"|\b(?:molotov|petrol bomb|scuffle)|\bbarricades?\b"
)
"""Words for what demonstrators did, not what was done to them."""

_RIVALS = re.compile(r"\b(?:rival|opposing|duell?ing) (?:\w+ )?(?:supporters|groups|parties|part|crowds|fans|protest|rall|demonstrat)")
_UNREST = re.compile(r"unrest|uprising|disturbance", re.IGNORECASE)
"""Words that tell of a time of protest, not of what demonstrators did."""

_ROADS = re.compile(r"\b(?:block|shut|barricad|blockad)\w*\b[^.]{0,40}\b(?:road|highway|street|thoroughfare|railway|traffic|bridge)")
_ANSWERED = re.compile(r"\b(?:retaliat\w+|in response|in reply|facilit(?:y|ies)|accused)\b")
_TAKEN_OVER = re.compile(
    r"\bhand(?:ed|ing)? |\bin the hands\b|\bleaving it\b|\b(?:re-?)?captur|\bseiz|\btak(?:e|ing|en) (?:over|control)|\btook (?:over|control)"
)
_GANG = re.compile(r"\b(?:gang|cartel|thie|robber|burglar)", re.IGNORECASE)
_GOODS = re.compile(
    r"\b(?:house|home|shop|store|farm|farmland|crop|barn|tree|church|mosque|temple|shrine|school|clinic|statue|monument|market"
    r"|cemeter|grave|office|car|vehicle|tent)s?\b|\bpropert"
)
_PEOPLE = re.compile(r"\b(?:herders?|settlers?|persons?|people|men|farmers|herdsmen|supporters|members|vandals|nomads)\b")
_SURRENDER = re.compile(r"\b(?:surrender|laid down|gave (?:them|him)sel|turned (?:them|him)sel)")


@dataclass(frozen=True, slots=True)
class Derived:
    """A sub-event type by ACLED's public name, its event type, the rule that gave it, and the event's id, if one did."""

    sub_event_type: str
    event_type: str
    rule: str
    event: str | None


def sub_event_type(event: Event, reading: Reading, codebook: Codebook) -> Derived | None:
    """The ACLED sub-event type of an event; none where ACLED has no such event (an earthquake, a crash).

    Args:
        event: a canonical mention of the reading.
        reading: what was read of the report.
        codebook: the codebook it was read with.
    """
    return _Case(reading, codebook).derived(event)


def of_report(reading: Reading, codebook: Codebook) -> Derived | None:
    """The ACLED sub-event type of what a report is about: of its main event, with what its other events change.

    None where no event is told, or none that ACLED codes.
    """
    return _Case(reading, codebook).of_report()


class _Case:
    """A reading under derivation."""

    def __init__(self, reading: Reading, codebook: Codebook) -> None:
        self.codebook = codebook
        self.text = reading.report.text
        self.actors = {actor.id: actor for actor in reading.actors}
        self.times = {time.id: time for time in reading.times}
        self.mentions: dict[str, list[Event]] = {}
        for event in reading.events:
            self.mentions.setdefault(event.same_as or event.id, []).append(event)
        canonical = self.canonical = [event for event in reading.events if event.same_as is None]
        real = [event for event in canonical if event.realis in _REAL or _is_caption(event)]
        self.told = real or canonical
        self.main = next((event for event in canonical if event.main), None)
        self.starts = [0, *(match.end() for match in _SENTENCE.finditer(self.text)), len(self.text)]

    # --- what is known of an event --------------------------------------------------------------------------------

    def phrases(self, event: Event, *names: str) -> list[tuple[str, Side]]:
        """The words of the event's roles of these names, and the side of each."""
        found = []
        for role in event.roles:
            if role.role in names:
                words = self.words(role)
                found.append((words, side_of(words, self.actors.get(role.actor or ""), self.codebook)))
        return found

    def sides(self, event: Event, *names: str) -> set[Side]:
        """The sides of the event's roles of these names."""
        return {side for _, side in self.phrases(event, *names)}

    def words(self, role: Role) -> str:
        """The words of a role."""
        return " ".join(self.text[start:end] for start, end in role.spans)

    def doers(self, event: Event) -> str:
        """The words for who did it."""
        return " ".join(words for words, _ in self.phrases(event, "agent", "cause")).lower()

    def passage(self, event: Event) -> str:
        """The sentences in which the event is told, each once, in lower case."""
        found: dict[int, None] = {}
        for mention in self.mentions.get(event.id, [event]):
            found[self.sentence(mention)] = None
        return " ".join(self.text[self.starts[at] : self.starts[at + 1]] for at in found).lower()

    def sentence(self, event: Event) -> int:
        """The number of the sentence in which a mention stands."""
        low, high = 0, len(self.starts) - 2
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= event.trigger[0]:
                low = middle
            else:
                high = middle - 1
        return low

    def at(self, event: Event) -> str:
        """The words of a trigger."""
        return self.text[slice(*event.trigger)].lower()

    def before(self, event: Event) -> str:
        """The words of the sentence just before a trigger."""
        start = event.trigger[0]
        return self.text[max(self.starts[self.sentence(event)], start - _REACH) : start].lower()

    def kinds(self, event: Event) -> set[str]:
        """The types of all the mentions of an event."""
        return {mention.type for mention in self.mentions.get(event.id, [event])}

    def others(self, types: Iterable[str], event: Event | None = None) -> list[Event]:
        """Events of the report with one of these types, other than the one given."""
        wanted = frozenset(types)
        return [other for other in self.told if other is not event and self.kinds(other) & wanted]

    # --- an event -------------------------------------------------------------------------------------------------

    def derived(self, event: Event) -> Derived | None:
        """The sub-event type of one event, from itself alone."""
        found = (
            self._demonstration(event) or self._means(event) or self._territory(event) or self._violence(event)
            or self._other(event)
        )  # fmt: skip
        if found is not None:
            return _made(found, event)
        acled = self.codebook.events[event.type].acled
        return _made((acled[1], "type"), event) if acled is not None else None

    def _demonstration(self, event: Event) -> tuple[str, str] | None:
        if event.type not in _DEMONSTRATIONS:
            return None
        return self.demonstration([event])

    def demonstration(self, events: list[Event]) -> tuple[str, str]:
        """Of events that tell of one demonstration: violent, met with force, broken up or peaceful."""
        if any("riot" in self.kinds(event) for event in events) and _RIVALS.search(self.text[:_LEAD].lower()):
            return "Mob violence", "rival crowds"
        if _ROADS.search(self.text[:_LEAD].lower()):
            return "Violent demonstration", "roads blocked"
        if _VIOLENT.search(" ".join(self.passage(event) for event in events if event.type in _DEMONSTRATIONS)):
            return "Violent demonstration", "violence told"
        if any(self._violent(event) for event in events):
            return "Violent demonstration", "demonstrators used violence"
        if len(events) > 1 and any(event.type == "armed_clash" for event in events):
            return "Violent demonstration", "clashes at a demonstration"
        if any(self._brutal(event) for event in events):
            return "Excessive force against protesters", "force against demonstrators"
        if any(event.type in _BROKEN_UP or self._hindered(event) for event in events):
            return "Protest with intervention", "intervention against demonstrators"
        return "Peaceful protest", "demonstration"

    def _hindered(self, event: Event) -> bool:
        """ "Police blocked the demonstrators": who acts is no demonstrator."""
        return event.type == "protest" and self.sides(event, "agent") == {"state"}

    def _violent(self, event: Event) -> bool:
        riots = [mention for mention in self.mentions[event.id] if mention.type == "riot"]
        if any(not _UNREST.match(self.text, riot.trigger[0]) for riot in riots):
            return True
        doers = self.sides(event, "agent", "participant")
        if event.type == "armed_clash":
            return bool(doers & {"protesters", "crowd"})
        violent = event.type in _VIOLENCE | _BLASTS | _PROPERTY and event.type != "explosion"
        return violent and "protesters" in self.sides(event, "agent")

    def _brutal(self, event: Event) -> bool:
        struck = self.sides(event, "victim", "target")
        if event.type in _VIOLENCE and event.type != "raid":
            return "protesters" in struck or "state" in self.sides(event, "agent")
        if event.type != "protest_crackdown":
            return False
        passage = self.passage(event)
        return any(not _ABOUT.search(passage[: match.start()][-_REACH:]) for match in _BRUTAL.finditer(passage))

    def _means(self, event: Event) -> tuple[str, str] | None:
        if event.type not in _VIOLENCE | _BLASTS | _OPEN | {"armed_clash"}:
            return None
        named = " ".join(self.words(r) for r in event.roles if r.role in ("instrument", "agent", "cause", "vehicle"))
        named += " " + " ".join(self.text[slice(*m.trigger)] for m in self.mentions.get(event.id, [event]))
        around = self.passage(event)
        found = means_in(named.lower(), self.codebook)
        wide = means_in(around, self.codebook)
        if "Chemical weapon" in wide and event.type != "explosion" and not _ANSWERED.search(around):
            return "Chemical weapon", "chemical weapon"
        if "Suicide bomb" in wide and event.type in _BLASTS | _OPEN | {"attack"}:
            return "Suicide bomb", "suicide bomber"
        if event.type in _OPEN:
            found = wide if event.type != "damage" else found
            if event.type == "explosion":
                found = [means for means in found if means != "Chemical weapon"]
        elif event.type == "bombing" and found[:1] == ["Grenade"]:
            return "Grenade", "weapon"
        elif event.type in ("missile_strike", "bombing", "shelling", "armed_clash"):
            found = [means for means in found if means == "Air/drone strike"]
        elif event.type in _BLASTS:
            return None
        return (found[0], "weapon") if found else None

    def _territory(self, event: Event) -> tuple[str, str] | None:
        if event.type == "withdrawal":
            if self.at(event).startswith(("hand", "ced", "relinquish", "surrender")):
                return "Non-violent transfer of territory", "handed over"
            if self.others(_TERRITORY, event) or _TAKEN_OVER.search(self.text[:_LEAD].lower()):
                return "Non-violent transfer of territory", "withdrawal and takeover"
            return None
        if event.type in ("offensive", "troop_movement"):
            unresisted = re.search(r"\b(?:no|without|not \w+(?: any)?) (?:a fight|resistance)|\bunopposed", self.passage(event))
            if unresisted or (event.type == "offensive" and self._left() and not self.others(("armed_clash",))):
                return "Non-violent transfer of territory", "taken without a fight"
            return None
        if event.type not in _TERRITORY:
            return None
        fought = self.others(("armed_clash", "offensive", "attack", "air_strike", "shelling"), event)
        if not fought and (self._left() or _UNRESISTED.search(self.passage(event))):
            return "Non-violent transfer of territory", "taken without a fight"
        takers = [side for _, side in self.phrases(event, "agent") if side in ("state", "group")][:1]
        losers = self.sides(event, "victim")
        if "group" in takers or ("state" not in takers and "state" in losers):
            return "Non-state actor overtakes territory", "taken by an armed group"
        if "state" in takers or "group" in losers:
            return "Government regains territory", "taken by a state's forces"
        start = self.starts[self.sentence(event)]
        told = side_of(self.text[start : event.trigger[0]], None, self.codebook)
        if told == "group":
            return "Non-state actor overtakes territory", "an armed group told before"
        return ("Government regains territory", "a state's forces told before") if told == "state" else None

    def _left(self) -> bool:
        """Whether the report tells that forces left a place of their own will."""
        return any(not self.at(other).startswith("retreat") for other in self.others(("withdrawal",)))

    def _violence(self, event: Event) -> tuple[str, str] | None:
        if event.type == "armed_clash":
            return self._clash(event)
        if event.type not in _VIOLENCE | _PROPERTY:
            return None
        doers = self.sides(event, "agent", "participant")
        crowd = [words for words, side in self.phrases(event, "agent", "participant", "instrument", "cause") if side == "crowd"]
        if crowd and event.type != "looting":
            return "Mob violence", "violence by a crowd"
        struck = self.phrases(event, "victim", "target", "participant")
        if "protesters" in doers and "state" not in doers:
            return "Violent demonstration", "demonstrators used violence"
        if event.type in _PROPERTY:
            return None
        if "protesters" in {side for _, side in struck} and "state" in doers:
            return "Excessive force against protesters", "force against demonstrators"
        if any(is_armed(words, side) for words, side in struck) or self._armed_toll(event):
            return "Armed clash", "armed target"
        if event.type == "casualties":
            return ("Attack", "unarmed target") if doers & {"state", "group"} else None
        return None

    def _clash(self, event: Event) -> tuple[str, str] | None:
        sides = self.sides(event, "agent", "participant", "victim")
        if "protesters" in sides:
            return "Violent demonstration", "clashes at a demonstration"
        if "crowd" in sides and not sides & {"state", "group"}:
            return "Mob violence", "violence by a crowd"
        return None

    def _armed_toll(self, event: Event) -> bool:
        return any(row.category in ("soldiers", "fighters") for row in event.toll)

    def _other(self, event: Event) -> tuple[str, str] | None:
        passage = self.passage(event)
        if event.type == "capture" and _SURRENDER.search(passage):
            return "Agreement", "surrender"
        if event.type == "capture" and "group" in self.sides(event, "agent"):
            if self.sides(event, "victim") <= {"unarmed", "crowd"}:
                return "Abduction/forced disappearance", "taken by an armed group"
        if event.type == "attack_on_civilians" and self.at(event).startswith("mass grave"):
            return "Other", "mass grave"
        if event.type == "damage" and self.phrases(event, "agent", "cause"):
            struck = " ".join(words for words, _ in self.phrases(event, "target"))
            doers = self.sides(event, "agent", "cause") - {"unarmed"}
            if _GOODS.search(struck) and (doers or _PEOPLE.search(self.doers(event))):
                return "Looting/property destruction", "property destroyed"
        if event.type == "damage" and means_in(" ".join(w for w, _ in self.phrases(event, "target")).lower(), self.codebook):
            return "Disrupted weapons use", "weapons destroyed"
        robbers = self.phrases(event, "agent")
        if event.type == "robbery" and any(s != "unarmed" and not _GANG.search(words) for words, s in robbers):
            return "Looting/property destruction", "robbed by an armed side"
        return None

    # --- a report -------------------------------------------------------------------------------------------------

    def of_report(self) -> Derived | None:
        """The sub-event type of what the report is about."""
        main = self._subject()
        if main is None:
            if _PROTESTERS.search(self.text, 0, _FIRST):
                return Derived("Peaceful protest", ACLED_TYPE["Peaceful protest"], "demonstrators told of", None)
            return None
        together = self._one_demonstration(main)
        if together:
            return _made(self.demonstration(together), main)
        closer = self._closer(main)
        if closer is not None and (found := self.derived(closer)) is not None:
            return found
        if self._is_crime(main):
            return None
        found = self.derived(main)
        if found is None or (found.sub_event_type == "Other" and main.type in _SLIGHT):
            for other in self.told:
                if other is not main and (second := self.derived(other)) is not None:
                    if second.sub_event_type != "Other":
                        return second
                    found = found or second
        return found

    def _subject(self) -> Event | None:
        """The main event; where that is what a demonstration is about, the demonstration, and the other way round."""
        main = self.main
        if main is None:
            return None
        shown = main.type in _DEMONSTRATIONS
        if not shown and _ABOUT.search(self.before(main)):
            return next((e for e in self.others(("protest",)) if self._beside(main, e)), main)
        if shown and _AWAITED.search(self.before(main)):
            other = self.others(("arrest", "detention", "troop_movement"), main)
            return other[0] if other and self._beside(main, other[0]) else main
        return main

    def _closer(self, main: Event) -> Event | None:
        """Another event that says more closely what the main one was, or that ACLED puts before it."""
        for other in self.told:
            if other is not main and other.type in ("weapons_found", "damage") and self._holds(other, main):
                return other
        plain = main.type == "attack" and not main.toll and not self.phrases(main, "victim")
        for types, before in _CLOSER:
            if main.type in types:
                if before is _PLUNDER and not plain:
                    continue
                for other in self.others(before, main):
                    if self._beside(main, other) or (before is _TERRITORY and self.sentence(other) == 0):
                        return other
        return None

    def _holds(self, event: Event, other: Event) -> bool:
        """Whether an event's trigger is the very thing that another event befell: mines that were destroyed."""
        spans = [span for role in event.roles if role.role in ("target", "cargo") for span in role.spans]
        return any(start <= other.trigger[0] and other.trigger[1] <= end for start, end in spans)

    def _beside(self, one: Event, two: Event) -> bool:
        """Whether two events are told in one sentence, once at least."""
        at = {self.sentence(mention) for mention in self.mentions[one.id]}
        return any(self.sentence(mention) in at for mention in self.mentions[two.id])

    def _is_crime(self, main: Event) -> bool:
        """An arrest or a find for a crime for gain: no arrest of ACLED's, which are of political import."""
        if main.type not in _POLICED:
            return False
        return any(self.codebook.events[m.type].family == "crime" for ms in self.mentions.values() for m in ms)

    def _one_demonstration(self, main: Event) -> list[Event]:
        """The events that tell of one demonstration with the main one; none where the main one is of none."""
        near = [other for other in self.told if other.type in _AT_PROTESTS and not self._aside(other, main)]
        if main.type not in _DEMONSTRATIONS:
            if main.type not in _AT_PROTESTS:
                return []
            shown = [e for e in self.canonical if e.realis != "planned" and self.kinds(e) & _DEMONSTRATIONS]
            shown = [e for e in shown if not _AWAITED.search(self.before(e))]
            if not any(self._beside(main, other) or self.sentence(other) == 0 for other in shown):
                return []
        return [main, *(other for other in near if other is not main)]

    def _aside(self, event: Event, main: Event) -> bool:
        """Whether an event is what a demonstration is about, or was on another day, not a part of it."""
        if event.type in _DEMONSTRATIONS:
            return False
        if _ABOUT.search(self.before(event)) and "protesters" not in self.sides(event, "victim", "target"):
            return True
        days, main_days = self._days(event), self._days(main)
        return bool(days and main_days and days.isdisjoint(main_days))

    def _days(self, event: Event) -> set[str]:
        times = (self.times.get(role.time) for role in event.roles if role.time is not None)
        return {time.text.lower() for time in times if time is not None and time.type == "DATE"}


def _is_caption(event: Event) -> bool:
    """Told in the present of captions and headlines ("protesters throw stones"), which reads as a habit."""
    return event.realis == "generic" and any(role.role in ("agent", "victim", "cause") for role in event.roles)


def _made(found: tuple[str, str], event: Event) -> Derived:
    name, rule = found
    return Derived(name, ACLED_TYPE[name], rule, event.id)
