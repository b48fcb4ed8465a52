"""A mention: a place name in the text with what its surroundings say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.gazetteer import Candidate

Found = Literal["name", "unknown", "nation", "street"]
"""How a mention was found: a name of the gazetteer, a name that it lacks, the adjective of a nation, a street."""


@dataclass(slots=True, eq=False)
class Mention:
    """A place name: its tokens, its folded name, what it may mean, and what the words around it say.

    ``first`` and ``last`` are indices of tokens, ``start`` and ``end`` offsets; ``label`` is the parser's entity label.
    ``kind`` is a key of ``words.KINDS`` where a generic noun stands beside the name. ``cue`` (0–1) tells how far the
    words beside it say that it is a place, ``verdict`` what rules make of it (``verdict.py``), ``strength`` (0–1) how
    surely it is one, all considered. ``inside`` is the mention of a place that is said to contain it;
    ``abbreviation`` tells whether it is one ("La.", "UK").
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    candidates: tuple[Candidate, ...]
    label: str
    kind: str | None = None
    strength: float = 0.5
    inside: Mention | None = None
    cue: float = 0.0
    abbreviation: bool = False
    found: Found = "name"
    verdict: float = 0.0
