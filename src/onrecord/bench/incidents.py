"""Incidents of reports against those of a registry: B-cubed precision and recall.

A record has, beside id, text, published and title, ``incident``: the registry's id of the incident that the report is
about. The incident of a report is that of its main event; a report without one stands alone. All events that are
linked are linked, not the main ones alone. For each report, precision is the share of those put together with it that
are of its incident, recall the share of its incident's reports that are put together with it (Bagga and Baldwin 1998).
Half of the incidents is that whose id has an even SHA-256 digest (its first 8 digits), the half that was looked at.

Run as ``python -m onrecord.bench.incidents FILE.jsonl``.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.bench.goldfile import given, load, report_of
from onrecord.ledger.linking import Sketch, link, linkable, sketch
from onrecord.records import Reading, Report

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


def measure(path: Path) -> dict[str, Scores]:
    """Read and link the reports of a file; scores of ``looked at``, ``other`` and ``all`` reports.

    Raises:
        GoldError: the file is missing, or a line is no annotated report.
    """
    from onrecord.api import read

    gold: dict[str, str] = {}
    readings = []
    for report, incident in load(path, _record):
        gold[report.id] = incident
        readings.append(read(report))
    assigned = assign(readings)
    looked = {report for report, incident in gold.items() if _even(incident)}
    parts = {"looked at": looked, "other": gold.keys() - looked, "all": gold.keys()}
    return {name: b_cubed(gold, assigned, part) for name, part in parts.items() if part}


def assign(readings: Iterable[Reading]) -> dict[str, str]:
    """By report's id the incident of its main event, of the reports that have one."""
    sketches: dict[str, Sketch] = {}
    mains: dict[str, str] = {}
    for reading in readings:
        report = reading.report.id
        for event in reading.events:
            if linkable(reading, event):
                key = f"{report}:{event.trigger[0]}:{event.trigger[1]}"
                sketches[key] = sketch(reading, event, report=report, document=reading.report.url or report)
                if event.main:
                    mains[key] = report
    return {mains[key]: members[0] for members in link(sketches) for key in members if key in mains}


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


def _record(row: dict[str, object]) -> tuple[Report, str]:
    return report_of(row), given(row, "incident", "the record")


def _even(incident: str) -> bool:
    return int(hashlib.sha256(incident.encode()).hexdigest()[:_DIGITS], 16) % 2 == 0


if __name__ == "__main__":
    for name, scores in measure(Path(sys.argv[1])).items():
        print(
            f"{name}: {scores.reports} reports, {scores.incidents} incidents, precision {scores.precision:.3f}, "
            f"recall {scores.recall:.3f}, F {scores.f:.3f}"
        )
