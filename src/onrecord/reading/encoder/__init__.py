"""The reader model: one small encoder over a report's words, with a head for each question asked of it.

``stage`` registers the pass (``encoding``), and what reads a sentence once more (``closely``); a head's answers are
read in the room of its question (statements).
"""

from __future__ import annotations

from onrecord.reading.encoder.closely import Closely
from onrecord.reading.encoder.model import ReaderModel, ReaderModelError, reader_model
from onrecord.reading.encoder.network import Network
from onrecord.reading.encoder.stage import Encoding
from onrecord.reading.encoder.words import Words

__all__ = ["Closely", "Encoding", "Network", "ReaderModel", "ReaderModelError", "Words", "reader_model"]
