"""Actors: who speaks and acts in the report, with every mention joined to its actor."""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.reading.actors.mentions import mentions
from onrecord.reading.actors.resolve import Mentions, resolve
from onrecord.reading.parse import Parse
from onrecord.reading.registry import Output, stage
from onrecord.reading.statements.attribution import Attributions
from onrecord.records import Place

__all__ = ["Mentions", "actors"]


@stage(
    "actors",
    needs=("parse", "places", "attributions", "codebook"),
    question="Who speaks and acts, and which words mean them?",
)
def actors(*, parse: Parse, places: tuple[Place, ...], attributions: Attributions, codebook: Codebook) -> Output:
    """Find the report's actors."""
    if not parse.readable:
        return (), ()
    return resolve(parse, mentions(parse, places, attributions, codebook), attributions), ()
