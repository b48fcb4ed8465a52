"""What a caller may set about how reports are read; it holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a reading. As they stand here, nothing is set.

    ``point_of_view`` is the ISO 3166-1 alpha-2 code of a state: a place that it claims is given under its code
    (docs/places.md, "Borders in dispute").
    """

    point_of_view: str | None = None
