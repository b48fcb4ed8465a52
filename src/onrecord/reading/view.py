"""The point of view: under which state's code a disputed place is given (docs/places.md).

All other stages work with the gazetteer's code: a point of view changes ``country`` and ``country_from`` of places that
the reading gives, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.registry import Output, stage
from onrecord.records import Place
from onrecord.settings import Settings


@stage("view", needs=("places", "settings"), question="Under which state's code is a disputed place given?")
def view(*, places: tuple[Place, ...], settings: Settings) -> Output:
    """The places, those that the state of the point of view claims under its code."""
    state = settings.point_of_view
    if state is None:
        return places, ()
    return tuple(replace(p, country=state, country_from="view") if state in p.disputed else p for p in places), ()
