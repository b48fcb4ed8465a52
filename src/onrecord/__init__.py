"""onrecord: reads reports about conflict and crisis incidents and keeps them on the record.

>>> import onrecord
>>> reading = onrecord.read("The ministry said two people were killed.", published="2024-05-01")
>>> reading.statements[0].cue
((13, 17),)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord._version import __version__
from onrecord.api import explain_places, make_report, read, read_all
from onrecord.records import (
    Actor,
    Channel,
    Claim,
    Correction,
    Event,
    Factuality,
    Place,
    Predicate,
    Quantity,
    Reading,
    Relation,
    Report,
    Role,
    Statement,
    Time,
    Toll,
    Warning,
)

if TYPE_CHECKING:
    from onrecord.ledger import Added, Change, Found, Incident, IncidentRow, Ledger, LedgerError

__all__ = [
    "Actor",
    "Added",
    "Change",
    "Channel",
    "Claim",
    "Correction",
    "Event",
    "Factuality",
    "Found",
    "Incident",
    "IncidentRow",
    "Ledger",
    "LedgerError",
    "Place",
    "Predicate",
    "Quantity",
    "Reading",
    "Relation",
    "Report",
    "Role",
    "Statement",
    "Time",
    "Toll",
    "Warning",
    "__version__",
    "explain_places",
    "make_report",
    "read",
    "read_all",
]

_OF_THE_LEDGER = frozenset({"Added", "Change", "Found", "Incident", "IncidentRow", "Ledger", "LedgerError"})


def __getattr__(name: str) -> Any:
    """What belongs to the ledger is imported when it is first asked for: reading needs none of it."""
    if name in _OF_THE_LEDGER:
        from onrecord import ledger

        globals()[name] = found = getattr(ledger, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
