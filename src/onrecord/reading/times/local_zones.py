"""Which zone the days and clock times of a report are told in, where no zone is written beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Any

from onrecord.reading.parse import Paragraph, Parse, Sentence
from onrecord.reading.times.zones import known_zone, zone_of_name, zone_of_place, zone_of_publisher
from onrecord.records import Place, Report, ZoneSource

_DATELINE = re.compile(r"[^\n]{2,90}?\s?(?:—|–|--|\s-|_)\s")
_DATELINE_LENGTH = 100  # a dateline stands in the first hundred characters of the text

Zoned = tuple[str, ZoneSource]


class LocalZones:
    """The zones that a report's own words, its publisher and its caller give."""

    def __init__(self, report: Report, parse: Parse, places: tuple[Place, ...], codebook: Any, gazetteer: Any) -> None:
        self._gazetteer, self._codebook = gazetteer, codebook
        stated = known_zone(report.timezone)
        publisher = zone_of_publisher(report.publisher)
        self._report: Zoned | None = (stated, "report") if stated else None
        self._publisher: Zoned | None = (publisher, "publisher") if publisher else None
        self._places = [p for p in places if p.sense == "location" and p.gazetteer_id is not None]
        self._starts = [p.start for p in self._places]
        counts = Counter(p.country for p in places if p.country)
        self.countries: tuple[str, ...] = tuple(c for c, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0])))
        self._dateline_end = self._end_of_dateline(parse)
        self._known: dict[str, str | None] = {}
        self._country: Zoned | None = None
        self._country_asked = False

    @property
    def gazetteer(self) -> Any:
        """The gazetteer, for zones that are stated by a place's name."""
        return self._gazetteer

    def assumed(self, offset: int, sentence: Sentence | None) -> Zoned | None:
        """The zone of a day or a clock time with no word of its zone: the caller's, the publisher's, the place's."""
        return self._report or self._publisher or self.local(offset, sentence)

    def local(self, offset: int, sentence: Sentence | None) -> Zoned | None:
        """The zone of "local time": that of the nearest place of the sentence, of the dateline, of the paragraph,
        of the country named most, in this order; else the caller's or the publisher's."""
        if sentence is not None:
            zone = self._nearest(offset, sentence.start, sentence.end)
            if zone:
                return zone
        zone = self._nearest(0, 0, self._dateline_end)
        if zone:
            return zone
        if sentence is not None:
            paragraph: Paragraph = sentence.paragraph
            zone = self._nearest(offset, paragraph.start, paragraph.end)
            if zone:
                return zone
        return self._of_country() or self._report or self._publisher

    def is_sure(self, offset: int, sentence: Sentence | None) -> bool:
        """Whether the zone of "local time" is that of a place of the same sentence."""
        return sentence is not None and self._nearest(offset, sentence.start, sentence.end) is not None

    def _nearest(self, offset: int, start: int, end: int) -> Zoned | None:
        best: tuple[int, str] | None = None
        for place in self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            zone = self._zone(place)
            if zone is None:
                continue
            distance = place.start - offset if place.start >= offset else offset - place.end
            if best is None or distance < best[0]:
                best = (distance, zone)
        return (best[1], "place") if best is not None else None

    def _zone(self, place: Place) -> str | None:
        key = place.gazetteer_id or ""
        if key not in self._known:
            self._known[key] = zone_of_place(place, self._gazetteer)
        return self._known[key]

    def _of_country(self) -> Zoned | None:
        if not self._country_asked:
            self._country_asked = True
            country = self._codebook.countries.get(self.countries[0]) if self.countries and self._codebook else None
            zone = zone_of_name(country.name, self._gazetteer) if country is not None else None
            self._country = (zone, "place") if zone else None
        return self._country

    @staticmethod
    def _end_of_dateline(parse: Parse) -> int:
        if not parse.paragraphs:
            return 0
        start = parse.paragraphs[0].start
        found = _DATELINE.match(parse.text[start : start + _DATELINE_LENGTH])
        return start + found.end() if found else 0
