"""A ledger's answers as JSON: every field of every record, instants as ISO 8601 in UTC (docs/ledger-json.md)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from onrecord.ledger.instants import told_seconds
from onrecord.notice import UNVERIFIED as NOTICE

__all__ = ["NOTICE", "keys_of", "to_dict"]

_INTERVALS = {"happened": ("happened_from", "happened_until"), "said": ("said_from", "said_until")}
_SECONDS = frozenset({"earliest", "latest"})


def to_dict(record: Any) -> dict[str, Any]:
    """A record of the ledger as plain values: its fields in their order, and in them the records that they hold.

    Instants in seconds become ISO 8601, ``happened`` and ``said`` two keys each; whole numbers are written as such. A
    standing has ``told`` beside its fields: the standing in words.
    """
    plain: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name in _INTERVALS:
            for key, seconds in zip(_INTERVALS[field.name], value, strict=True):
                plain[key] = told_seconds(seconds)
        else:
            plain[field.name] = told_seconds(value) if field.name in _SECONDS else _plain(value)
    if "__str__" in vars(type(record)):
        plain["told"] = str(record)
    return plain


def keys_of(record: type[Any]) -> tuple[str, ...]:
    """The keys of a record's JSON, in their order."""
    keys = [key for field in dataclasses.fields(record) for key in _INTERVALS.get(field.name, (field.name,))]
    return (*keys, "told") if "__str__" in vars(record) else tuple(keys)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return to_dict(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
