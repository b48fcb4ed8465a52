"""ACLED sub-event types of short reports against a corpus of labelled ones, after CASE 2021, shared task 2.

Each report has one label. The one that is read is that of the ACLED sub-event type of the report (``export/acled.py``),
or, for the task's labels beyond ACLED, of the type of its main event (``subtypes.toml``); none where no event is read.

- precision, recall and F1 of a label are over the reports that have it, and that were given it;
- weighted F: the mean of the labels' F1, each as often as it is in the gold; macro F: the plain mean.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.bench.goldfile import GoldError, given, load, report_of
from onrecord.codebook import Codebook
from onrecord.export.acled import of_report
from onrecord.records import Reading, Report

_HEADER = ("id", "EventSnippet", "SubType")


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report and its label."""

    report: Report
    label: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A report whose label is not the gold's, with the rule that gave it (of none: ``None``)."""

    report: str
    text: str
    wanted: str
    read: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of the task: of ACLED's sub-event types, of our types beyond them, and of those where it has none."""

    sub_events: Mapping[str, str]
    said: Mapping[str, str]
    types: Mapping[str, str]
    otherwise: Mapping[str, str]


@dataclass(slots=True)
class Scores:
    """Reports by label: in the gold, read, and right; and each fault."""

    gold: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def add(self, wanted: str, read: str | None) -> None:
        """Count a report."""
        self.gold[wanted] += 1
        if read is not None:
            self.read[read] += 1
            self.right[wanted] += read == wanted

    def of(self, label: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a label, 0 to 1."""
        right, read, gold = self.right[label], self.read[label], self.gold[label]
        return right / read if read else 0.0, right / gold if gold else 0.0, 2 * right / (read + gold) if right else 0.0


@cache
def labels() -> Labels:
    """The labels, from the data file beside this module."""
    data = tomllib.loads((files("onrecord.bench") / "subtypes.toml").read_text(encoding="utf-8"))
    types, otherwise = (
        {kind: label for label, kinds in data[name].items() for kind in kinds} for name in ("types", "otherwise")
    )
    return Labels(data["sub_events"], data["said"], types, otherwise)


def label_of(reading: Reading, codebook: Codebook) -> tuple[str | None, str]:
    """The label of a report and the name of the rule that gave it."""
    known = labels()
    said = _said(reading)
    if said is not None:
        return known.said[said[0]], said[1]
    main = next((event for event in reading.events if event.main), None)
    derived = of_report(reading, codebook)
    shown = derived is not None and derived.event_type in ("Protests", "Riots")
    if main is not None and main.type in known.types and not shown:
        return known.types[main.type], f"type {main.type}"
    if main is not None and (derived is None or (derived.sub_event_type == "Other" and main.type != "displacement")):
        for event in (main, *reading.events):
            label = known.otherwise.get(event.type) or known.types.get(event.type)
            if label is not None:
                return label, f"type {event.type}"
    return (known.sub_events[derived.sub_event_type], derived.rule) if derived is not None else (None, "")


_RESPONSIBLE = re.compile(
    r"\b(?:responsib(?:le|ility) for|(?:tak|took|claim)\w* (?:the )?(?:credit|responsibility)"
    r"|(?:be|is|are|was|were) behind)\b"
)
_BLAMING = re.compile(r"\b(?:accus|blam|den[yi]|reject|allegation)", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:urg|call|demand|ask|appeal|plead|threat|press|want)", re.IGNORECASE)
_JUDGING = re.compile(r"\b(?:condemn|denounc|deplor|prais|welcom|hail)(?:s|e[sd]|ed|ing)\b")
_FIRST = re.compile(r"[.!?][\"”’')]*\s|\n|$")


def _said(reading: Reading) -> tuple[str, str] | None:
    """What a report tells first of what is said about an event: who answers for it, or what is asked of a state.

    The words, or the cue of a statement that accuses or denies, stand before the first event.
    """
    text = reading.report.text
    first = _FIRST.search(text, 40)
    end = first.start() if first is not None else len(text)
    start = min((event.trigger[0] for event in reading.events), default=end)
    if _RESPONSIBLE.search(text, 0, min(start, end)):
        return "responsibility", "responsibility claimed or laid"
    if any(event.type == "sexual_violence" for event in reading.events):
        return None
    told = [s for s in reading.statements if s.cue and s.source and s.source[0][0] < s.cue[0][0] < min(start, end)]
    if any(_BLAMING.search(text, *s.cue[0]) for s in told if s.act in ("accuse", "deny")):
        return "responsibility", "accusation or denial"
    for event in reading.events:
        if event.type in ("sanctions", "diplomatic_expulsion") and event.trigger[0] < end:
            return "state", "measure between states"
    start = min(start, end)
    judged = _JUDGING.search(text, 0, start)
    sides = {actor.id for actor in reading.actors if actor.kind in ("government", "country", "person", "organization")}
    if judged is not None and any(
        at < judged.start() for actor in reading.actors if actor.id in sides for at, _ in actor.mentions
    ):
        return "state", "praise or blame by a state"
    if any(s.act in ("request", "threaten") and s.speaker in sides for s in told if _ASKING.search(text, *s.cue[0])):
        return "state", "asked of a state"
    unreal = all(event.realis in ("hypothetical", "planned") for event in reading.events)
    if unreal and any(s.act == "warn" and s.speaker in sides for s in told):
        return "state", "warned of"
    return None


def load_gold(path: Path) -> Iterator[GoldReport]:
    """Read a gold file: the task's table, or JSON lines (plain or .gz).

    A table (.tsv) has a line each of id, text and label, a tab between them, and may have a first line of names. A
    JSON line has ``id``, ``text`` and ``label``; it may have what any report may have.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or cannot be read, or a line is no labelled report.
    """
    return _table(path) if path.suffix == ".tsv" else load(path, _gold)


def _gold(row: dict[str, Any]) -> GoldReport:
    return GoldReport(report_of(row, strict=False), _known(given(row, "label", "the record")))


def _known(label: str) -> str:
    known = labels()
    if label not in {
        *known.sub_events.values(),
        *known.said.values(),
        *known.types.values(),
        *known.otherwise.values(),
    }:
        raise ValueError(f"there is no label {label!r}: see bench/subtypes.toml")
    return label


def _table(path: Path) -> Iterator[GoldReport]:
    if not path.is_file():
        raise GoldError(f"{path} is missing: give a file of labelled reports")
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            cells = line.rstrip("\n").split("\t")
            if number == 1 and tuple(cells) == _HEADER:
                continue
            try:
                if len(cells) != len(_HEADER):
                    raise ValueError(f"{len(cells)} cells: id, text and label are wanted")
                yield _gold({"id": cells[0], "text": cells[1], "label": cells[2]})
            except ValueError as error:
                raise GoldError(f"{path}, line {number}: not a labelled report ({error})") from error


def measure(gold: Path, tell: Callable[[int, int], None] = lambda done, whole: None) -> Scores:
    """Read the reports of a gold file, with the stages that events need and no others, and compare.

    Args:
        gold: the file.
        tell: told how many reports are read, and how many there are.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or is not what it should be.
    """
    from onrecord.codebook import load as load_codebook
    from onrecord.reading.partly import outputs

    reports = list(load_gold(gold))
    codebook = load_codebook()
    scores = Scores()
    readings = outputs((wanted.report for wanted in reports), "events")
    for number, (wanted, found) in enumerate(zip(reports, readings, strict=True), start=1):
        count(scores, wanted, _reading(wanted.report, found), codebook)
        tell(number, len(reports))
    return scores


def _reading(report: Report, found: Mapping[str, Any]) -> Reading:
    names = ("times", "places", "quantities", "actors", "statements", "predicates", "events")
    return Reading(report, **{name: found[name] for name in names})


def count(scores: Scores, gold: GoldReport, reading: Reading, codebook: Codebook) -> None:
    """Compare the label read from one report with its gold, and add to the scores."""
    read, rule = label_of(reading, codebook)
    scores.add(gold.label, read)
    if read != gold.label:
        scores.faults.append(Fault(gold.report.id, gold.report.text, gold.label, read, rule))


def figures(scores: Scores) -> dict[str, float]:
    """The figures from 0 to 1, by name."""
    whole = sum(scores.gold.values())
    f1 = {label: scores.of(label)[2] for label in scores.gold}
    return {
        "subtypes.weighted_f": sum(f1[label] * number for label, number in scores.gold.items()) / whole,
        "subtypes.macro_f": sum(f1.values()) / len(f1),
        "subtypes.accuracy": sum(scores.right.values()) / whole,
    }


def rows(scores: Scores) -> list[tuple[str, float, float, float, int]]:
    """What is printed, line by line: a label, its precision, recall, F1, and how many reports have it; most first."""
    ordered = sorted(scores.gold, key=lambda label: (-scores.gold[label], label))
    return [(label, *scores.of(label), scores.gold[label]) for label in ordered]
