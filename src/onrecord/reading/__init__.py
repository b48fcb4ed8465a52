"""Reading: from one report to one reading. Pure and deterministic: no I/O, no clock.

Each question has its module; each module registers its stage; the registry runs them in the order of their needs.
"""

from __future__ import annotations

import importlib
from typing import Any

from onrecord.reading.registry import Stage, stages
from onrecord.records import Reading, Report, Warning
from onrecord.settings import Settings

__all__ = ["MODULES", "Stage", "read_report", "stages"]

MODULES = (
    "parse",
    "places",
    "times",
    "quantities",
    "encoder",
    "statements",
    "actors",
    "factuality",
    "events",
    "claims",
    "corrections",
    "view",
)
"""The modules that hold the stages, one a question."""

for _module in MODULES:
    importlib.import_module(f"onrecord.reading.{_module}")


def read_report(report: Report, *, codebook: Any, gazetteer: Any, settings: Settings | None = None) -> Reading:
    """Run all stages over one report. Its places are those of ``view``; all other stages see those of the gazetteer."""
    given = {"codebook": codebook, "gazetteer": gazetteer, "settings": settings or Settings()}
    results: dict[str, Any] = {"report": report, **given}
    warnings: list[Warning] = []
    for stage in stages():
        results[stage.name], found = stage.run(**{need: results[need] for need in stage.needs})
        warnings.extend(found)
    fields = {name: results[name] for name in Reading.__dataclass_fields__ if name in results}
    fields["places"] = results["view"]
    return Reading(**fields, warnings=tuple(warnings))
