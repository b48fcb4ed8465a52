"""The ledger: reports and readings on record, append-only; incidents, their standing, their history."""

from __future__ import annotations

from onrecord.ledger.errors import LedgerError, NotFoundError

__all__ = ["LedgerError", "NotFoundError"]
