"""What ``onrecord bench events`` is given: which kind of annotation a file or folder has, and what is shown of it.

- a folder of YAML files: reports annotated in full (:mod:`onrecord.bench.events`); our own where nothing is given;
- a folder with MUC-3/4 answer keys: who is accused, and at which step (:mod:`onrecord.bench.muc`);
- a table of labelled snippets (.tsv): ACLED's sub-event types (:mod:`onrecord.bench.subtypes`);
- JSON lines, told by their first record: ``gold`` with killed and injured (:mod:`onrecord.bench.registry`),
  ``targets`` with scores (:mod:`onrecord.bench.factuality`), ``events`` with args
  (:mod:`onrecord.bench.wikievents`), else ``label`` (:mod:`onrecord.bench.subtypes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from onrecord.bench import events, factuality, muc, registry, subtypes, wikievents
from onrecord.bench.goldfile import GoldError, load

Kind = Literal["reports", "muc", "subtypes", "registry", "factuality", "wikievents"]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown: a table (names of columns, rows of text), figures by name, and faults as a report's id and a
    line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: dict[str, float]
    faults: tuple[tuple[str, str], ...]


def kind_of(path: Path | None) -> Kind:
    """Which kind of annotation a file or folder has; none given is the reports of our own.

    Raises:
        GoldError: it is missing, or is of no kind that is known.
    """
    if path is None:
        return "reports"
    if path.is_dir():
        return "muc" if any(file.name.startswith("key-") for file in path.rglob("key-*")) else "reports"
    if path.suffix == ".tsv":
        return "subtypes"
    first = next(iter(load(path, lambda row: row)), None)
    if isinstance(first, dict):
        if isinstance(first.get("targets"), list):
            return "factuality"
        if isinstance(first.get("events"), list):
            return "wikievents"
        if "gold" in first or "incident" in first:
            return "registry"
        if "label" in first:
            return "subtypes"
    raise GoldError(
        f"{path}: the first record has neither targets, events, gold nor label: docs/figures.md shows what is measured"
    )


def measure(path: Path | None, tell: Tell) -> Outcome:
    """Read what a file or folder holds, and compare.

    Raises:
        GoldError: it is missing, or is not what it should be.
    """
    kind = kind_of(path)
    if kind == "reports" or path is None:
        return _reports(events.measure(path, tell))
    if kind == "registry":
        exact = registry.measure(path, tell)
        return Outcome((), (), registry.figures(exact), tuple(registry.faults(exact)))
    if kind == "factuality":
        judged = factuality.measure(path, tell)
        return Outcome((), (), factuality.figures(judged), tuple(factuality.faults(judged)))
    if kind == "wikievents":
        return _wikievents(wikievents.measure(path, tell))
    if kind == "subtypes":
        return _subtypes(subtypes.measure(path, tell))
    return _muc(muc.measure(path, tell))


def _reports(scores: events.Scores) -> Outcome:
    table = [(name, str(t.gold), str(t.read), *_percents(t.f1())) for name, t in events.rows(scores)]
    faults = tuple((fault.report, f"{fault.what}: {fault.told}") for fault in scores.faults)
    shares = {name: value for name, value in events.figures(scores).items() if "." not in name}
    return Outcome(("events", "gold", "read", "P", "R", "F1"), tuple(table), shares, faults)


def _wikievents(scores: wikievents.Scores) -> Outcome:
    table = []
    for name, tally in wikievents.rows(scores):
        found, typed = tally.f1("found"), tally.f1("typed")
        whole = (*_percents(found), *_percents(typed)) if name == "all" else ("", *_percents(found[1:2]), "", "")
        table.append((name, str(tally.gold), *whole, *(() if name == "all" else (*_percents(typed[1:2]), ""))))
    columns = ("triggers", "gold", "found P", "R", "F1", "typed P", "R", "F1")
    faults = tuple((f.report, _fault(f.kind, f.text, f.wanted, f.read)) for f in scores.faults)
    return Outcome(columns, tuple(table), wikievents.figures(scores), faults)


def _subtypes(scores: subtypes.Scores) -> Outcome:
    table = [(label, str(number), *_percents((p, r, f))) for label, p, r, f, number in subtypes.rows(scores)]
    faults = tuple((f.report, _fault("label", f.rule or "no event", f.wanted, f.read)) for f in scores.faults)
    return Outcome(("sub-event type", "gold", "P", "R", "F1"), tuple(table), subtypes.figures(scores), faults)


def _muc(scores: muc.Scores) -> Outcome:
    table = [(step, *(str(number) for number in numbers)) for step, numbers in muc.rows(scores)]
    return Outcome(("key / read", *muc.STEPS.values()), tuple(table), muc.figures(scores), ())


def _fault(kind: str, text: str, wanted: str | None, read: str | None) -> str:
    return f"{kind} ({' '.join(text.split())}): gold {wanted or 'none'}, read {read or 'none'}"


def _percents(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(f"{100 * value:.1f}" for value in values)
