"""Statements: who said what, through which channel, when, to whom, and inside whose words.

Two stages: ``attributions`` finds cue, source and content; ``statements`` asks who the source is (from the actors),
through which channel, in which manner and when it was said.
"""

from __future__ import annotations

from onrecord.reading.statements import stage, structure  # noqa: F401  (they register their stages)
