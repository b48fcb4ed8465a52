"""Where an outlet reports from: a table of web domains and their home areas, written for onrecord.

``publishers.tsv`` has a domain, the outlet's name and the gazetteer id of the town, division or country that its
unqualified place names refer to. A host is looked up by its longest listed suffix.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


def home_of(host: str) -> str | None:
    """The gazetteer id of a host's home area (``www.thestate.com``), or none."""
    parts = host.lower().split(".")
    known = _homes()
    return next((known[name] for i in range(len(parts) - 1) if (name := ".".join(parts[i:])) in known), None)


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    lines = Path(__file__).with_name("publishers.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {domain: id for domain, _, id in rows}
