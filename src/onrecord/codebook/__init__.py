"""The codebook: the vocabulary of reading as data (YAML), loaded, checked and typed.

Adding an event type, a cue, a channel or an actor is adding lines to a YAML file, not code.
"""

from __future__ import annotations

from onrecord.codebook.loader import load
from onrecord.codebook.records import (
    Category,
    Codebook,
    Country,
    Cue,
    EventType,
    Medium,
    Metonym,
    Organ,
    RoleSpec,
    Status,
    Trigger,
    War,
    Weapon,
)
from onrecord.codebook.source import CodebookError

__all__ = [
    "Category",
    "Codebook",
    "CodebookError",
    "Country",
    "Cue",
    "EventType",
    "Medium",
    "Metonym",
    "Organ",
    "RoleSpec",
    "Status",
    "Trigger",
    "War",
    "Weapon",
    "load",
]
