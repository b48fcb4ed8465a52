"""The JSON contract: a reading as JSON, and the JSON Schema that it follows."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from onrecord.records import Reading


def to_dict(reading: Reading) -> dict[str, Any]:
    """The reading as plain lists, dicts, strings and numbers, keys in the contract's order."""
    plain = _plain(reading)
    assert isinstance(plain, dict)
    return plain


def to_json(reading: Reading, *, indent: int | None = None) -> str:
    """The reading as JSON text; non-ASCII stands as it is, lone surrogates as escapes, so that it can be encoded."""
    data = to_dict(reading)
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, ensure_ascii=True, indent=indent, allow_nan=False)
    return text


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field: _plain(getattr(value, field)) for field in value.__dataclass_fields__}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
