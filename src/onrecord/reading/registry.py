"""The registry of stages: each stage is registered by name with what it needs, and gives one kind of record.

A stage is a pure function. It takes what it declares, by keyword, and returns ``(records, warnings)``; it never raises
on text. The order in which stages run follows from what they declare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from onrecord.records import Warning

Output = tuple[Any, tuple[Warning, ...]]
"""What a stage returns: its records and its warnings."""

INPUTS = ("report", "codebook", "gazetteer", "settings")
"""What a stage may need besides the output of other stages."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A registered stage: ``needs`` are names of other stages or of INPUTS; ``question`` is what it answers."""

    name: str
    needs: tuple[str, ...]
    question: str
    run: Callable[..., Output]


_STAGES: dict[str, Stage] = {}


def stage(
    name: str, *, needs: tuple[str, ...], question: str
) -> Callable[[Callable[..., Output]], Callable[..., Output]]:
    """Register a function as the stage ``name``."""

    def register(run: Callable[..., Output]) -> Callable[..., Output]:
        if name in _STAGES and _STAGES[name].run.__module__ != run.__module__:
            raise ValueError(f"stage {name!r} is registered twice: {_STAGES[name].run.__module__}, {run.__module__}")
        _STAGES[name] = Stage(name, needs, question, run)
        return run

    return register


def stages() -> tuple[Stage, ...]:
    """All stages in an order in which each comes after what it needs; ties in order of registration.

    Raises:
        ValueError: a stage needs something that no stage gives, or the needs form a circle.
    """
    for entry in _STAGES.values():
        for need in entry.needs:
            if need not in INPUTS and need not in _STAGES:
                raise ValueError(f"stage {entry.name!r} needs {need!r}, which no stage gives")
    sorter = TopologicalSorter({s.name: [n for n in s.needs if n not in INPUTS] for s in _STAGES.values()})
    try:
        return tuple(_STAGES[name] for name in sorter.static_order())
    except CycleError as error:
        raise ValueError(f"the stages' needs form a circle: {error.args[1]}") from error
