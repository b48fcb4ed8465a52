"""The values of claims, from their rows."""

from __future__ import annotations

from typing import Any

from onrecord.ledger.loading import Material
from onrecord.ledger.records import Value


def value_of(row: Any, material: Material) -> Value:
    """The value of a claim's row."""
    name = material.names[row.words] if row.words is not None else None
    actor = name is not None and row.attribute in ("perpetrator", "target")
    return Value(
        low=row.low,
        high=row.high,
        approximate=bool(row.approximate),
        unit=row.unit,
        category=row.category,
        part=bool(row.part),
        words=name.words if name else None,
        kind=name.kind if actor and name else None,
        country=name.country if name else None,
        code=None if actor else row.code,
        earliest=row.from_time,
        latest=row.until_time,
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
    )


def shown_value(row: Any, material: Material) -> str:
    """A claim's value in a few words: ``at least 9``, ``12``, ``not the coastal guard``."""
    return shown(value_of(row, material), row.attribute, row.polarity)


def shown(value: Value, attribute: str, polarity: str = "+") -> str:
    """A value in a few words."""
    if attribute == "occurred":
        return "did not happen" if polarity == "-" else {"actual": "happened"}.get(value.code or "", value.code or "")
    told = _told(value, attribute)
    return f"not {told}" if polarity == "-" and told else told


def _told(value: Value, attribute: str) -> str:
    if value.low is not None or value.high is not None:
        of = value.category or (value.unit if value.unit != "people" else None)
        return numbers(value) + (f" {of}" if of else "")
    if attribute in ("time", "type"):
        return (value.code or "").replace("_", " ") if attribute == "type" else value.code or ""
    return value.words if value.words is not None else "(erased)"


def numbers(value: Value) -> str:
    """A number or a range: ``12``, ``at least 9``, ``6 to 8``, ``about 40``."""
    low, high = value.low, value.high
    if low is None:
        told = f"at most {high:g}" if high is not None else "unknown"
    elif high is None:
        told = f"at least {low:g}"
    else:
        told = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"about {told}" if value.approximate else told
