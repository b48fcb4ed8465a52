"""Which event mentions of different reports are one incident. Pure functions: no I/O, no clock, no corpus statistics.

:func:`sketch` keeps what is needed of a mention, :func:`keys` says which others it is compared with, :func:`judge`
weighs a pair, :func:`partition` makes incidents of judged pairs (docs/linking.md).
"""

from __future__ import annotations

from onrecord.ledger.linking.blocking import keys
from onrecord.ledger.linking.clustering import STORE, partition
from onrecord.ledger.linking.drawing import linkable, sketch
from onrecord.ledger.linking.judging import LINK, Judgement, Reason, judge
from onrecord.ledger.linking.sketches import Sketch

__all__ = ["LINK", "STORE", "Judgement", "Reason", "Sketch", "judge", "keys", "linkable", "partition", "sketch"]
