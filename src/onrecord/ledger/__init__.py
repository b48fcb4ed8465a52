"""The ledger: reports and readings on record, append-only; incidents, their standing, their history."""

from __future__ import annotations

from onrecord.ledger.adding import Added
from onrecord.ledger.asjson import NOTICE, to_dict
from onrecord.ledger.errors import LedgerError, NotFoundError
from onrecord.ledger.ledger import BATCH, Ledger
from onrecord.ledger.migrating import Migrated, migrate
from onrecord.ledger.opening import DEFAULT
from onrecord.ledger.records import (
    Change,
    CorrectionOnRecord,
    Estimate,
    Found,
    Held,
    Holder,
    Incident,
    IncidentRow,
    Moment,
    Origin,
    Place,
    Position,
    ReportOnRecord,
    Standing,
    Value,
)
from onrecord.ledger.redacting import Redacted
from onrecord.ledger.revising import ClaimChange, Revision
from onrecord.ledger.stats import Stats
from onrecord.ledger.verifying import Verified

__all__ = [
    "BATCH",
    "DEFAULT",
    "NOTICE",
    "Added",
    "Change",
    "ClaimChange",
    "CorrectionOnRecord",
    "Estimate",
    "Found",
    "Held",
    "Holder",
    "Incident",
    "IncidentRow",
    "Ledger",
    "LedgerError",
    "Migrated",
    "Moment",
    "NotFoundError",
    "Origin",
    "Place",
    "Position",
    "Redacted",
    "ReportOnRecord",
    "Revision",
    "Standing",
    "Stats",
    "Value",
    "Verified",
    "migrate",
    "to_dict",
]
