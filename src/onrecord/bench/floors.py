"""Floors: figures that must not fall. They go up with the figures and come down only knowingly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TOLERANCE = 1e-9  # of comparing floats
_STEP = 1000  # floors are kept in thousandths, rounded down, as they are printed

_HEAD = """# The least that onrecord may reach on its own small gold set (src/onrecord/bench/gold).
# `onrecord bench check` fails below a floor; `onrecord bench check --update` raises floors to today's figures.
# Floors hold for the gold set with this digest.
"""


class FloorError(Exception):
    """The floors cannot be used or may not be changed as asked; the message names the mend."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors by name, and the SHA-256 of the gold set that they were measured on."""

    gold: str
    figures: Mapping[str, float]


def load(path: Path) -> Floors:
    """Read the floors.

    Raises:
        FloorError: the file is missing or is not what it should be.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Floors(str(data["gold"]), {str(k): float(v) for k, v in data["floors"].items()})
    except FileNotFoundError:
        raise FloorError(f"there are no floors at {path}: give --floors, or make them with --update") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise FloorError(f"{path} holds no floors ({error}): mend it, or make it anew with --update") from None


def compare(floors: Floors, figures: Mapping[str, float], gold: str) -> list[str]:
    """What lies below its floor, one line each; empty where all hold.

    Raises:
        FloorError: the gold set is not the one the floors were measured on.
    """
    if floors.gold != gold:
        raise FloorError("the gold set has changed since the floors were set: measure them anew with --update")
    below = [
        f"{name} is {figures.get(name, 0.0):.3f}, below its floor of {floor:.3f}"
        for name, floor in floors.figures.items()
        if figures.get(name, 0.0) < floor - TOLERANCE
    ]
    return below + [f"{name} has no floor: --update" for name in figures if name not in floors.figures]


def write(path: Path, figures: Mapping[str, float], gold: str, *, lower: bool = False) -> None:
    """Set the floors to the figures.

    Raises:
        FloorError: a floor would come down on the same gold set, and ``lower`` is not said.
    """
    if path.exists():
        old = load(path)
        if old.gold == gold and not lower:
            below = [line for line in compare(old, figures, gold) if "below" in line]
            if below:
                raise FloorError("\n".join([*below, "say --lower if this is meant"]))
    lines = [f'"{name}" = {int(value * _STEP + TOLERANCE) / _STEP:.3f}' for name, value in figures.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{_HEAD}gold = "{gold}"\n\n[floors]\n' + "\n".join(lines) + "\n", encoding="utf-8")
