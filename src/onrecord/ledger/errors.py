"""What can go wrong with a ledger, told with its mend."""

from __future__ import annotations


class LedgerError(Exception):
    """A ledger cannot be opened, or something asked of it cannot be done; the message names the mend."""


class NotFoundError(LedgerError):
    """The ledger holds no incident, report or row of that name."""
