"""Factuality: did what a clause tells of happen, as an attentive reader, or the speaker whose words they are, takes it?

``modality`` judges by rule what the grammar around a word says; ``stage`` asks the reader model for the score.
"""

from __future__ import annotations

from onrecord.reading.factuality.modality import Judge, Judgement
from onrecord.reading.factuality.stage import graded, predicates

__all__ = ["Judge", "Judgement", "graded", "predicates"]
