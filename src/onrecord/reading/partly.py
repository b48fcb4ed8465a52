"""A part of a reading: only the stages that some outputs need, for a measure that would wait for the others in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.reading import Stage, stages
from onrecord.records import Report
from onrecord.settings import Settings


def needed(*names: str) -> tuple[Stage, ...]:
    """The stages that give these outputs, and those that they need, in the order they run.

    Raises:
        ValueError: no stage is named so.
    """
    ordered = stages()
    unknown = sorted(set(names) - {stage.name for stage in ordered})
    if unknown:
        raise ValueError(f"no stage gives {unknown[0]!r}: `onrecord stages` lists them")
    wanted = set(names)
    chosen = []
    for stage in reversed(ordered):  # what needs a stage comes after it
        if stage.name in wanted:
            wanted.update(stage.needs)
            chosen.append(stage)
    return tuple(reversed(chosen))


def outputs(reports: Iterable[Report], *names: str) -> Iterator[dict[str, Any]]:
    """What the stages of :func:`needed` give for each report, by the stage's name; warnings are left out.

    Each output is the one that ``onrecord.read`` makes of the same report with the gazetteer that ships alone.

    Raises:
        ValueError: no stage is named so.
        onrecord.reading.model.ModelError: the parser's model is missing or altered.
    """
    from onrecord.codebook import load as load_codebook
    from onrecord.gazetteer import load as load_gazetteer

    chosen = needed(*names)
    shared = {"codebook": load_codebook(), "gazetteer": load_gazetteer(installed=False), "settings": Settings()}
    for report in reports:
        results: dict[str, Any] = {**shared, "report": report}
        for stage in chosen:
            results[stage.name], _ = stage.run(**{need: results[need] for need in stage.needs})
        yield {stage.name: results[stage.name] for stage in chosen}
