"""Killed and injured of reports against the numbers of a registry of incidents.

A record has, beside id, text and published, ``gold`` with ``killed`` and ``injured``. The toll is that of the report's
main event; of each status its totals (no category, no part), or where there are none all its rows. Exact: one of these
has the registry's number as its low or high bound; no row counts as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.bench.goldfile import load, report_of
from onrecord.records import Reading, Report, Toll

GOLD = "tolls.jsonl"
STATUSES = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class GoldToll:
    """A report with the number of people that a registry has for each status."""

    report: Report
    people: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that is not the registry's: the report's id, the status, the number, and the bounds that were read."""

    report: str
    status: str
    wanted: int
    read: tuple[tuple[int | None, int | None], ...]


@dataclass(slots=True)
class Scores:
    """Reports, and how many have the exact number of each status, and of both."""

    reports: int = 0
    exact: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*STATUSES, "both"), 0))
    faults: list[Fault] = field(default_factory=list)


def own_gold() -> Path:
    """Our own sentences and short reports with the numbers that they tell."""
    return Path(str(files("onrecord.bench") / "gold" / GOLD))


def measure(path: Path, tell: Callable[[int, int], None] = lambda done, whole: None) -> Scores:
    """Read the reports of a file and compare their tolls.

    Raises:
        GoldError: the file is missing, or a line is no annotated report.
    """
    from onrecord.api import read

    golds = [gold for gold in load(path, _record) if gold is not None]
    scores = Scores()
    for number, gold in enumerate(golds, start=1):
        compare(gold, read(gold.report, installed=False), scores)
        tell(number, len(golds))
    return scores


def compare(gold: GoldToll, reading: Reading, scores: Scores) -> None:
    """Add a report's numbers."""
    main = next((event for event in reading.events if event.main), None)
    right = True
    for status, wanted in gold.people.items():
        rows = totals(main.toll if main is not None else (), status)
        exact = any(wanted in (row.low, row.high) for row in rows) if rows else wanted == 0
        scores.exact[status] += exact
        right &= exact
        if not exact:
            scores.faults.append(Fault(gold.report.id, status, wanted, tuple((r.low, r.high) for r in rows)))
    scores.reports += 1
    scores.exact["both"] += right


def totals(toll: tuple[Toll, ...], status: str) -> list[Toll]:
    """The rows that tell the total of a status, or where there are none all its rows."""
    rows = [row for row in toll if row.status == status]
    return [row for row in rows if row.category is None and row.part_of is None] or rows


def _record(row: Any) -> GoldToll | None:
    """A line's record; none where the registry has no numbers for it."""
    report, gold = report_of(row, strict=False), row.get("gold")
    if not gold:
        return None
    return GoldToll(report, {status: int(gold[status] or 0) for status in STATUSES})


def figures(scores: Scores) -> dict[str, float]:
    """The shares of the reports with the exact number, by name."""
    return {f"registry.{name}": count / max(1, scores.reports) for name, count in scores.exact.items()}


def faults(scores: Scores) -> Iterator[tuple[str, str]]:
    """Each fault as the report's id and a line."""
    for fault in scores.faults:
        yield fault.report, f"{fault.status}: registry {fault.wanted}, read {list(fault.read) or 'none'}"
