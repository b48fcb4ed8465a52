"""Standing: what is held of an incident, by how many independent origins, and what contradicts it. Pure functions."""

from __future__ import annotations

from onrecord.ledger.standing.account import Account, account_of

__all__ = ["Account", "account_of"]
