"""Incidents of reports against those that people put them in: B-cubed precision and recall.

A record has, beside id, text, published, title, publisher and url, ``incident``: the id of the incident that the
report is about. The reports are added to a fresh ledger, and the incident of a report is that of its main event; a
report without one stands alone. All events that can be linked are, not the main ones alone. For each report,
precision is the share of those put together with it that are of its incident, recall the share of its incident's
reports that are put together with it (Bagga and Baldwin 1998). Half of the incidents is that whose id has an even
SHA-256 digest (its first 8 digits): while the rules of linking were made, only that half's errors were looked at.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.bench.goldfile import load, optional, report_of
from onrecord.ledger import Ledger
from onrecord.records import Reading, Report

GOLD = "incidents.jsonl"

_DIGITS = 8  # of a digest: enough to draw halves


@dataclass(frozen=True, slots=True)
class Scores:
    """B-cubed of some reports, and how many incidents they were put in."""

    reports: int
    incidents: int
    precision: float
    recall: float

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        whole = self.precision + self.recall
        return 2 * self.precision * self.recall / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Scores of ``looked at``, ``other`` and ``all`` reports that a file tells the incident of, and the incident that
    each report was put in, if it can belong to one."""

    scores: dict[str, Scores]
    assigned: dict[str, str]


def own_gold() -> Path:
    """Our own reports with their incidents."""
    return Path(str(files("onrecord.bench") / "gold" / GOLD))


def measure(path: Path | None = None, tell: Callable[[int, int], None] = lambda done, whole: None) -> Outcome:
    """Read the reports of a file, add them to a fresh ledger, and compare their incidents; ``tell`` hears how far.

    Raises:
        GoldError: the file is missing, or a line is no annotated report.
    """
    from onrecord.api import read

    rows = list(load(path or own_gold(), _record))

    def read_all() -> Iterator[Reading]:
        for number, (report, _) in enumerate(rows, start=1):
            yield read(report, installed=False)
            tell(number, len(rows))

    gold = {report.id: incident for report, incident in rows if incident is not None}
    assigned = assign(read_all())
    looked = {report for report, incident in gold.items() if _even(incident)}
    parts = {"looked at": looked, "other": gold.keys() - looked, "all": gold.keys()}
    scores = {name: b_cubed(gold, assigned, part) for name, part in parts.items() if part}
    return Outcome(scores, assigned)


def assign(readings: Iterable[Reading]) -> dict[str, str]:
    """By report's id the incident of its main event, of the reports that have one."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "incidents.db") as ledger:
        ledger.add(readings, reader="bench")
        return ledger.assigned()


def write_assignments(outcome: Outcome, path: Path) -> None:
    """Write ``{"report": id, "incident": id}`` a line."""
    with path.open("w", encoding="utf-8") as file:
        for report, incident in outcome.assigned.items():
            file.write(json.dumps({"report": report, "incident": incident}) + "\n")


def figures(outcome: Outcome) -> dict[str, float]:
    """Precision, recall and F of all reports, by name."""
    scores = outcome.scores["all"]
    return {"incidents.precision": scores.precision, "incidents.recall": scores.recall, "incidents.f": scores.f}


def b_cubed(gold: Mapping[str, str], assigned: Mapping[str, str], part: Collection[str]) -> Scores:
    """Scores of some reports, where all were put together."""
    system = {report: assigned.get(report, f"alone {report}") for report in gold}
    wanted, found = _groups(gold), _groups(system)
    precision = recall = 0.0
    for report in part:
        mine, theirs = found[system[report]], wanted[gold[report]]
        right = len(mine & theirs)
        precision += right / len(mine)
        recall += right / len(theirs)
    return Scores(len(part), len({system[r] for r in part}), precision / len(part), recall / len(part))


def _groups(incidents: Mapping[str, str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for report, incident in incidents.items():
        groups[incident].add(report)
    return groups


def _record(row: dict[str, Any]) -> tuple[Report, str | None]:
    report = replace(report_of(row, strict=False), url=optional(row, "url", "the record"))
    return report, optional(row, "incident", "the record")


def _even(incident: str) -> bool:
    return int(hashlib.sha256(incident.encode()).hexdigest()[:_DIGITS], 16) % 2 == 0
