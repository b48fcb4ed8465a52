"""Headlines, read by patterns of their own: what they say became of people, and which events they name."""

from onrecord.reading.headlines.events import Told, told_of
from onrecord.reading.headlines.fates import Fate
from onrecord.reading.headlines.toll import headline_toll
from onrecord.reading.headlines.words import telling_words

__all__ = ["Fate", "Told", "headline_toll", "telling_words", "told_of"]
