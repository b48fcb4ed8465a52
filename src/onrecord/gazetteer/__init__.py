"""The gazetteer: which places have a name, where they lie, and which time zone they keep."""

from __future__ import annotations

from onrecord.gazetteer.disputes import Dispute, Disputes, load_disputes
from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.lookup import Gazetteer, load
from onrecord.gazetteer.store import Candidate, Entry, GazetteerError

__all__ = ["Candidate", "Dispute", "Disputes", "Entry", "Gazetteer", "GazetteerError", "fold", "load", "load_disputes"]
