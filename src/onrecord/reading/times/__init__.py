"""Times: which moments does a report name? The stage ``times`` and what it is made of.

Items are recognised in the text (items.py) and matched by rules (``*_rules.py``); recognition.py chooses among the
matches; anchoring.py gives each its TIMEX3 value, intervals.py and the zone modules its UTC instants.
"""

from __future__ import annotations

from onrecord.reading.times.stage import times

__all__ = ["times"]
