"""Events against WikiEvents (Li et al. 2021): triggers with KAIROS types, and the arguments of each.

``kairos.yaml`` says which of our types and roles count as which of KAIROS; gold events of types that it leaves out are
passed over. All figures are of all reports together.

- triggers found: a gold trigger and a read mention of a type that the mapping knows, whose spans overlap, paired one to
  one as ``spans.paired`` says;
- triggers typed: such a pair whose read type counts as the gold's. Every read mention of a mapped type counts against
  precision, those too that are of one event with another. A light verb and the noun whose event it carries ("carried
  out an attack") are two mentions in a reading and one trigger: the verb counts only where the gold has it;
- argument heads: with us the mention that carries an event alone bears its roles, so those of a mention are those of
  its event. A gold argument is found where a mention with the right type has a role that counts as the gold's and whose
  words have the same head: the head of one stands in the other, or, for what is told again elsewhere in the text, is
  the same word (pronouns apart). A relative pronoun of the gold is the phrase before it ("the man who died"). A read
  role of an event is right where it is a gold argument of one of the event's mentions; all its mapped roles count
  against precision, once for each event. F1 is of that recall and that precision, as for clusters;
- heads in place: the same, with the head at the very place alone;
- coreferent: the same, where a role also counts if its actor or place is, by our own reading, the one named at the
  gold's head. The gold as passed on does not say which entity an argument names, so our reading judges itself here: it
  tells what resolving names is worth and is no measure of it.

The head of a phrase is its last word before the first preposition, relative pronoun, comma or bracket; of "dozens of
people" it is the people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

from onrecord.bench.goldfile import given, load, report_of
from onrecord.bench.separators import restored
from onrecord.bench.spans import At, around, paired
from onrecord.reading.parse import Parse
from onrecord.records import Actor, Event, Place, Report, Role, Span

Way = Literal["heads", "in_place", "coreferent"]
WAYS: tuple[Way, ...] = ("heads", "in_place", "coreferent")
Kind = Literal["missed trigger", "extra trigger", "wrong type", "missed argument", "extra argument"]

_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_ENDS = frozenset(
    "of in at on from to by with for near against between among under over after before during inside outside who whom "
    "whose which that where when including such as".split()
)
_PARTS = frozenset("dozens hundreds thousands scores tens millions number group one some many most all several".split())
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_PRONOUNS = frozenset(
    "i me my we us our you your he him his she her it its they them their theirs this that these those who whom which "
    "one".split()
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What counts as one KAIROS type: our types, and for each KAIROS role ours, with the type they hold for alone."""

    types: frozenset[str]
    roles: Mapping[str, frozenset[tuple[str | None, str]]]

    def role(self, kairos: str, kinds: Iterable[str], role: str) -> bool:
        """Whether our role of an event of these types counts as the KAIROS one."""
        known = self.roles.get(kairos, frozenset())
        return (None, role) in known or any((kind, role) in known for kind in kinds)

    def knows(self, kinds: Iterable[str], role: str) -> bool:
        """Whether our role of an event of these types counts as any."""
        return any(self.role(kairos, kinds, role) for kairos in self.roles)


@cache
def mapping() -> dict[str, Mapped]:
    """The KAIROS types that are measured, by name."""
    content = yaml.safe_load((files("onrecord.bench") / "kairos.yaml").read_text(encoding="utf-8"))
    return {
        name: Mapped(
            frozenset(entry["types"].split(", ")),
            {role: frozenset(_ours(written) for written in ours.split(", ")) for role, ours in entry["roles"].items()},
        )
        for name, entry in content.items()
    }


def _ours(written: str) -> tuple[str | None, str]:
    kind, dot, role = written.rpartition(".")
    return (kind if dot else None), role


@dataclass(frozen=True, slots=True)
class GoldArgument:
    """An argument: its KAIROS role and where its words stand."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the gold: its KAIROS type, its trigger at ``start`` to ``end``, and its arguments."""

    type: str
    start: int
    end: int
    arguments: tuple[GoldArgument, ...]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its events in the order of the file, those of all types."""

    report: Report
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not as the gold has it: of a trigger or of an argument.

    ``wanted`` is the gold's type or role, ``read`` ours, where there is one. ``text`` are the words, ``before`` and
    ``after`` what stands around them in the sentence.
    """

    report: str
    kind: Kind
    text: str
    wanted: str | None
    read: str | None
    before: str
    after: str


@dataclass(slots=True)
class Tally:
    """Counts of triggers: in the gold, read, paired, and paired with the right type."""

    gold: int = 0
    read: int = 0
    found: int = 0
    typed: int = 0

    def f1(self, way: Literal["found", "typed"]) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1."""
        right: int = getattr(self, way)
        return _f1(right, self.read, right, self.gold)


@dataclass(slots=True)
class Arguments:
    """Counts of arguments: in the gold, read; gold ones that were found and read ones that are right, by way."""

    gold: int = 0
    read: int = 0
    found: dict[Way, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    right: dict[Way, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))

    def f1(self, way: Way) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1."""
        return _f1(self.right[way], self.read, self.found[way], self.gold)


@dataclass(slots=True)
class Scores:
    """Counts of triggers and arguments; ``types`` are the triggers by KAIROS type, without what was read in excess;
    ``roles`` the arguments by KAIROS role: in the gold, and found by their heads. Faults go report by report."""

    triggers: Tally = field(default_factory=Tally)
    arguments: Arguments = field(default_factory=Arguments)
    types: dict[str, Tally] = field(default_factory=dict)
    roles: dict[str, list[int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def _f1(right_read: int, read: int, right_gold: int, gold: int) -> tuple[float, float, float]:
    precision = right_read / read if read else 0.0
    recall = right_gold / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def load_gold(path: Path) -> Iterator[GoldReport]:
    """Read a gold file: JSON lines, plain or .gz.

    A line has ``id``, ``text``, ``published`` (an ISO date, or null) and ``events``, each with ``type``, ``trigger``
    (start and end, code points) and ``args`` (each with ``role`` and ``span``). Where the offsets count characters
    between sentences that the text has lost, the text is restored: see :mod:`onrecord.bench.separators`.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or cannot be read, or a line is no annotated report.
    """
    return load(path, _report)


def _report(row: Any) -> GoldReport:
    text = given(row, "text", "the record")
    items = row.get("events")
    if not isinstance(items, list):
        raise ValueError("the record has no list events")
    events = tuple(_event(item, f"event {number}") for number, item in enumerate(items, start=1))
    spans = [(e.start, e.end) for e in events] + [(a.start, a.end) for e in events for a in e.arguments]
    return GoldReport(report_of(row | {"text": restored(text, spans)}, strict=False), events)


def _event(item: Any, name: str) -> GoldEvent:
    arguments = item.get("args") if isinstance(item, dict) else None
    if not isinstance(arguments, list):
        raise ValueError(f"{name} is no JSON object with a list args")
    found = tuple(
        GoldArgument(given(one, "role", f"an argument of {name}"), *_span(one.get("span"), name)) for one in arguments
    )
    return GoldEvent(given(item, "type", name), *_span(item.get("trigger"), name), found)


def _span(value: Any, name: str) -> Span:
    whole = isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value)
    if not whole or not 0 <= value[0] < value[1]:
        raise ValueError(f"{name} cannot stand at {value!r}: give start and end, code points of the text")
    return value[0], value[1]


def measure(gold: Path, tell: Callable[[int, int], None] = lambda done, whole: None) -> Scores:
    """Read the events of the reports of a gold file, with the stages that they need and no others, and compare.

    Args:
        gold: the file.
        tell: told how many reports are read, and how many there are.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or is not what it should be.
    """
    from onrecord.reading.partly import outputs

    reports = list(load_gold(gold))
    scores = Scores()
    readings = outputs((wanted.report for wanted in reports), "parse", "places", "actors", "events")
    for number, (wanted, found) in enumerate(zip(reports, readings, strict=True), start=1):
        sentences = [(s.start, s.end) for s in found["parse"].sentences]
        light = light_verbs(found["parse"], found["events"])
        count(scores, wanted, found["events"], found["actors"], found["places"], sentences, light)
        tell(number, len(reports))
    return scores


def count(
    scores: Scores,
    gold: GoldReport,
    events: Sequence[Event],
    actors: Sequence[Actor] = (),
    places: Sequence[Place] = (),
    sentences: Sequence[Span] = (),
    light: Container[Span] = (),
) -> None:
    """Compare the events read from one report with its gold, and add to the scores.

    Args:
        scores: what is added to.
        gold: the report and its events.
        events: those read.
        actors: those read, for what is coreferent.
        places: the same.
        sentences: start and end of each, for what is shown around a fault.
        light: triggers that are light verbs.
    """
    known = mapping()
    mapped = frozenset().union(*(entry.types for entry in known.values()))
    wanted = sorted((e for e in gold.events if e.type in known), key=lambda e: (e.start, e.end))
    read = [e for e in events if e.type in mapped]
    text = gold.report.text

    def fault(kind: Kind, span: Span, want: str | None, ours: str | None) -> None:
        shown = around(text, *span, sentences)
        scores.faults.append(Fault(gold.report.id, kind, text[span[0] : span[1]], want, ours, *shown))

    pairs = paired(wanted, [At(*e.trigger) for e in read])
    matched = set(pairs.values())
    scores.triggers.gold += len(wanted)
    scores.triggers.read += sum(place in matched or event.trigger not in light for place, event in enumerate(read))
    typed: list[tuple[GoldEvent, Event]] = []
    for index, want in enumerate(wanted):
        tally = scores.types.setdefault(want.type, Tally())
        tally.gold += 1
        if index not in pairs:
            fault("missed trigger", (want.start, want.end), want.type, None)
            continue
        event = read[pairs[index]]
        right = event.type in known[want.type].types
        for one in (scores.triggers, tally):
            one.found += 1
            one.typed += right
        if right:
            typed.append((want, event))
        else:
            fault("wrong type", (want.start, want.end), want.type, event.type)
    for place, event in enumerate(read):
        if place not in matched and event.trigger not in light:
            fault("extra trigger", event.trigger, None, event.type)
    _Compared(scores, text, wanted, events, actors, places, fault).arguments(typed)


def light_verbs(parse: Parse, events: Iterable[Event]) -> frozenset[Span]:
    """The triggers that are verbs which only carry the event of a noun of their sentence."""
    from onrecord.reading.events.triggers import PASSED_THROUGH, SUPPORT, TOLD_OF

    verbs = {t.span: t for t in parse.tokens if t.pos in ("VERB", "AUX")}
    told: dict[tuple[str, int], list[Event]] = {}
    for event in events:
        sentence = parse.tokens_in(*event.trigger)[0].sentence.index
        told.setdefault((event.same_as or event.id, sentence), []).append(event)
    light = SUPPORT | TOLD_OF | PASSED_THROUGH | {"be"}
    return frozenset(
        event.trigger
        for several in told.values()
        for event in several
        if event.trigger in verbs and verbs[event.trigger].lemma in light and len(several) > 1
    )


class _Compared:
    """The arguments of one report."""

    def __init__(
        self,
        scores: Scores,
        text: str,
        wanted: Sequence[GoldEvent],
        events: Sequence[Event],
        actors: Sequence[Actor],
        places: Sequence[Place],
        fault: Callable[[Kind, Span, str | None, str | None], None],
    ) -> None:
        self.scores, self.text, self.wanted, self.events = scores, text, wanted, events
        self.by_id = {event.id: event for event in events}
        self.actors = {actor.id: actor for actor in actors}
        self.places = {place.id: place for place in places}
        self.fault = fault

    def arguments(self, typed: Sequence[tuple[GoldEvent, Event]]) -> None:
        counts = self.scores.arguments
        counts.gold += sum(len(event.arguments) for event in self.wanted)
        pairs = {id(want): event for want, event in typed}
        right: dict[Way, set[tuple[str, Role]]] = {way: set() for way in WAYS}
        for want in self.wanted:
            event = pairs.get(id(want))
            for argument in want.arguments:
                row = self.scores.roles.setdefault(argument.role, [0, 0])
                row[0] += 1
                found = self._found(want, argument, event, right) if event is not None else frozenset[Way]()
                for way in found:
                    counts.found[way] += 1
                row[1] += "heads" in found
                if "heads" not in found:
                    self.fault("missed argument", (argument.start, argument.end), f"{want.type} {argument.role}", None)
        for event, role in self._read(typed):
            counts.read += 1
            for way in WAYS:
                counts.right[way] += (event.id, role) in right[way]
            if (event.id, role) not in right["heads"]:
                self.fault("extra argument", role.spans[0], None, f"{event.type} {role.role}")

    def _found(
        self, want: GoldEvent, argument: GoldArgument, event: Event, right: Mapping[Way, set[tuple[str, Role]]]
    ) -> frozenset[Way]:
        """The ways in which a gold argument is a role of an event; those roles are noted as right."""
        entry = mapping()[want.type]
        whole = self._whole(event)
        found: set[Way] = set()
        for role in whole.roles:
            if entry.role(argument.role, (event.type, whole.type), role.role):
                for way in self._same(role, argument):
                    found.add(way)
                    right[way].add((whole.id, role))
        return frozenset(found)

    def _whole(self, event: Event) -> Event:
        return event if event.same_as is None else self.by_id[event.same_as]

    def _read(self, typed: Sequence[tuple[GoldEvent, Event]]) -> Iterator[tuple[Event, Role]]:
        """The roles that count against precision: of each event, those that the mapping knows for one of its mentions,
        as the gold's type where it has one, else as any type that its own counts as."""
        known = mapping()
        golden = {event.id: known[want.type] for want, event in typed}
        kinds: dict[str, set[str]] = {}
        entries: dict[str, list[Mapped]] = {}
        for event in self.events:
            whole = self._whole(event).id
            kinds.setdefault(whole, set()).add(event.type)
            told = golden.get(event.id)
            able = [told] if told else [entry for entry in known.values() if event.type in entry.types]
            entries.setdefault(whole, []).extend(able)
        for event in self.events:
            for role in event.roles if event.same_as is None else ():
                if any(entry.knows(kinds[event.id], role.role) for entry in entries[event.id]):
                    yield event, role

    def _same(self, role: Role, argument: GoldArgument) -> Iterator[Way]:
        head = head_of(self.text, (argument.start, argument.end))
        spans = [core_of(self.text, span) for span in role.spans]
        heads = [head_of(self.text, span) for span in role.spans]
        here = any(s <= head[0] and head[1] <= e for s, e in spans) or any(
            argument.start <= s and e <= argument.end for s, e in heads
        )
        words = {self.text[s:e].casefold() for s, e in heads} - _PRONOUNS
        if here:
            yield "in_place"
        relative = self.text[argument.start : argument.end].casefold() in _RELATIVE and any(
            not self.text[end : argument.start].strip(" ,") and end <= argument.start for _, end in role.spans
        )
        if here or relative or self.text[head[0] : head[1]].casefold() in words:
            yield "heads"
            yield "coreferent"
        elif self._names(role, head):
            yield "coreferent"

    def _names(self, role: Role, head: Span) -> bool:
        actor, place = self.actors.get(role.actor or ""), self.places.get(role.place or "")
        named = list(actor.mentions) if actor is not None else []
        if place is not None and place.gazetteer_id is not None:
            named += [(p.start, p.end) for p in self.places.values() if p.gazetteer_id == place.gazetteer_id]
        return any(start < head[1] and head[0] < end for start, end in named)


def core_of(text: str, span: Span) -> Span:
    """A phrase up to its first preposition, relative pronoun, comma or bracket; never less than its first word."""
    words = list(_WORD.finditer(text, *span))
    end = span[1]
    for before, word in pairwise(words):
        if word.group().lower() == "of" and before.group().lower() in _PARTS:
            continue
        if word.group().lower() in _ENDS or any(c in ",;:()[]" for c in text[before.end() : word.start()]):
            end = before.end()
            break
    return span[0], end


def head_of(text: str, span: Span) -> Span:
    """Where the head of a phrase stands: the last word of its core."""
    words = list(_WORD.finditer(text, *core_of(text, span)))
    return (words[-1].start(), words[-1].end()) if words else span


def rows(scores: Scores) -> list[tuple[str, Tally]]:
    """What is printed of triggers, line by line: a name and its counts; all, then each type, those with most first.

    Of the types ``read`` is 0: what is read in excess belongs to no one of them.
    """
    types = sorted(scores.types.items(), key=lambda item: (-item[1].gold, item[0]))
    return [("all", scores.triggers), *types]


def figures(scores: Scores) -> dict[str, float]:
    """The figures from 0 to 1, by name."""
    named: dict[str, float] = {}
    for name, way in (("triggers", "found"), ("typed", "typed")):
        values = scores.triggers.f1(way)  # type: ignore[arg-type]
        named |= {f"kairos.{name}.{figure}": v for figure, v in zip(("precision", "recall", "f1"), values, strict=True)}
    for kind in WAYS:
        values = scores.arguments.f1(kind)
        named |= {f"kairos.{kind}.{figure}": v for figure, v in zip(("precision", "recall", "f1"), values, strict=True)}
    return named
