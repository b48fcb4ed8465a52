"""What is known of a case, as the numbers that a head of the reader model takes."""

from __future__ import annotations

from collections.abc import Iterable


def one_of(names: Iterable[str], value: str | None) -> list[float]:
    """A number for each name: 1 for that which the value is, else 0."""
    return [float(name == value) for name in names]
