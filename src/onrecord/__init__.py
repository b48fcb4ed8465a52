"""onrecord: reads reports about conflict and crisis incidents and keeps them on the record.

>>> import onrecord
>>> reading = onrecord.read("The ministry said two people were killed.", published="2024-05-01")
>>> reading.statements[0].cue
((13, 17),)
"""

from __future__ import annotations

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

__all__ = [
    "Actor",
    "Channel",
    "Claim",
    "Correction",
    "Event",
    "Factuality",
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
