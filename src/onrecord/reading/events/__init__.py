"""Events: which happened, who took part, where, when, to how many, how surely and for whom."""

from __future__ import annotations

from onrecord.reading.events.stage import events

__all__ = ["events"]
