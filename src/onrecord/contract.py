"""The JSON contract: a reading as JSON, and the JSON Schema that it follows."""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from typing import Any, get_args

from onrecord.records import Attribute, Reading, Realis

_NAME = {"type": "string", "minLength": 1}
_ID = {"type": ["string", "null"], "description": "id of a record of this reading, null where it is unresolved"}


def _value(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_NUMBERS = _value(
    low={"type": ["number", "null"], "minimum": 0},
    high={"type": ["number", "null"], "minimum": 0},
    approximate={"type": "boolean"},
    unit={"type": ["string", "null"], "description": "what is counted, in one word: people, drone, building"},
    of={"type": ["string", "null"], "description": "of which kind: a category of people, or the words of the text"},
)
_ACTOR = _value(actor=_ID, text=_NAME)
_WORDS = _value(text=_NAME)
_OTHER_VALUES: dict[str, dict[str, Any]] = {
    "occurred": _value(realis={"enum": list(get_args(Realis))}),
    "type": _value(type={**_NAME, "description": "id of an event type of the codebook"}),
    "time": _value(time={**_NAME, "description": "id of a time of this reading"}),
    "place": _value(place={**_NAME, "description": "id of a place of this reading"}),
    "perpetrator": _ACTOR,
    "target": _ACTOR,
    "weapon": _WORDS,
    "cause": _WORDS,
}

CLAIM_VALUES: dict[str, dict[str, Any]] = {
    attribute: _OTHER_VALUES.get(attribute, _NUMBERS) for attribute in get_args(Attribute)
}
"""The JSON Schema of ``claims[].value`` for each attribute. ``count``, ``damage`` and people by status are numbers."""


def to_dict(reading: Reading) -> dict[str, Any]:
    """The reading as plain lists, dicts, strings and numbers, keys in the contract's order."""
    plain = _plain(reading)
    assert isinstance(plain, dict)
    return plain


def to_json(reading: Reading, *, indent: int | None = None) -> str:
    """The reading as JSON text; non-ASCII stands as it is, lone surrogates as escapes, so that it can be encoded.

    Characters that some programs take for line ends (U+0085, U+2028, U+2029) are escaped: one reading stays one line.
    """
    data = to_dict(reading)
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, ensure_ascii=True, indent=indent, allow_nan=False)
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@lru_cache(maxsize=1)
def _schema() -> str:
    from pydantic import TypeAdapter

    schema = TypeAdapter(Reading).json_schema(mode="serialization")
    records = schema.pop("$defs")
    for record in (schema, *records.values()):
        record["required"] = list(record["properties"])
        record["additionalProperties"] = False
        for name, field in record["properties"].items():
            _tidy(field)
            if name == "confidence":
                field |= {"minimum": 0, "maximum": 1}
    records["Claim"]["properties"]["value"] = {"type": "object", "description": "by attribute, see allOf"}
    records["Claim"]["allOf"] = [
        {
            "if": {"properties": {"attribute": {"const": attribute}}},
            "then": {"properties": {"value": value}},
        }
        for attribute, value in CLAIM_VALUES.items()
    ]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "onrecord reading"}
    return json.dumps({**head, **{k: v for k, v in schema.items() if k != "title"}, "$defs": records})


def _tidy(field: Any) -> None:
    """Drop the generated titles and the defaults (every key is always there); no whole number is below zero."""
    if isinstance(field, dict):
        if field.get("type") == "integer":
            field["minimum"] = 0
        for key in ("title", "default"):
            field.pop(key, None)
        for value in field.values():
            _tidy(value)
    elif isinstance(field, list):
        for value in field:
            _tidy(value)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a reading, made from the record types; each call gives a fresh copy.

    Every key is required and no other is allowed. Not expressible in a schema, and promised all the same: spans lie
    inside ``report.text``, lists are in text order, every id that is referred to exists.
    """
    schema: dict[str, Any] = json.loads(_schema())
    return schema


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field: _plain(getattr(value, field)) for field in value.__dataclass_fields__}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
