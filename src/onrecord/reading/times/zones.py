"""Time zones: which zone the words of a clock time name, and which zone a place keeps."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

ABBREVIATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "GMT": (("", "+00:00"),),
    "UTC": (("", "+00:00"),),
    "UT": (("", "+00:00"),),
    "WET": (("", "+00:00"),),
    "WEST": (("", "+01:00"),),
    "CET": (("", "+01:00"),),
    "CEST": (("", "+02:00"),),
    "EET": (("", "+02:00"),),
    "EEST": (("", "+03:00"),),
    "MSK": (("", "+03:00"),),
    "TRT": (("", "+03:00"),),
    "EAT": (("", "+03:00"),),
    "SAST": (("", "+02:00"),),
    "CAT": (("", "+02:00"),),
    "WAT": (("", "+01:00"),),
    "IRST": (("", "+03:30"),),
    "AFT": (("", "+04:30"),),
    "PKT": (("", "+05:00"),),
    "NPT": (("", "+05:45"),),
    "MMT": (("", "+06:30"),),
    "ICT": (("", "+07:00"),),
    "WIB": (("", "+07:00"),),
    "WITA": (("", "+08:00"),),
    "WIT": (("", "+09:00"),),
    "HKT": (("", "+08:00"),),
    "SGT": (("", "+08:00"),),
    "PHT": (("", "+08:00"),),
    "KST": (("", "+09:00"),),
    "JST": (("", "+09:00"),),
    "AWST": (("", "+08:00"),),
    "ACST": (("", "+09:30"),),
    "AEST": (("", "+10:00"),),
    "AEDT": (("", "+11:00"),),
    "NZST": (("", "+12:00"),),
    "NZDT": (("", "+13:00"),),
    "EST": (("", "-05:00"),),
    "EDT": (("", "-04:00"),),
    "ET": (("", "America/New_York"),),
    "CDT": (("CU", "-04:00"), ("", "-05:00")),
    "CST": (("CN TW", "+08:00"), ("CU", "-05:00"), ("", "-06:00")),
    "CT": (("", "America/Chicago"),),
    "MDT": (("", "-06:00"),),
    "MST": (("MY", "+08:00"), ("", "-07:00")),
    "MT": (("", "America/Denver"),),
    "PDT": (("", "-07:00"),),
    "PST": (("PH", "+08:00"), ("", "-08:00")),
    "PT": (("", "America/Los_Angeles"),),
    "AKST": (("", "-09:00"),),
    "AKDT": (("", "-08:00"),),
    "HST": (("", "-10:00"),),
    "ADT": (("", "-03:00"),),
    "AST": (("SA IQ YE KW BH QA", "+03:00"), ("", "-04:00")),
    "BRT": (("", "-03:00"),),
    "ART": (("", "-03:00"),),
    "BST": (("BD", "+06:00"), ("", "+01:00")),
    "IST": (("IL PS", "+02:00"), ("IN", "+05:30"), ("IE", "+01:00"), ("", "+05:30")),
    "IDT": (("", "+03:00"),),
    "GST": (("", "+04:00"),),
}
"""Offset or IANA name of each abbreviation; where one has several, by the country that the report names most.

From the IANA time zone database (theory.html and its data files): the same letters mean other hours elsewhere.
"""

NAMED: dict[str, str] = {
    "eastern": "America/New_York",
    "eastern standard": "-05:00",
    "eastern daylight": "-04:00",
    "central": "America/Chicago",
    "central standard": "-06:00",
    "central daylight": "-05:00",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pacific standard": "-08:00",
    "pacific daylight": "-07:00",
    "greenwich mean": "+00:00",
    "greenwich": "+00:00",
    "central european": "Europe/Paris",
    "central european summer": "+02:00",
    "eastern european": "+02:00",
    "eastern european summer": "+03:00",
    "british summer": "+01:00",
    "moscow": "Europe/Moscow",
    "kyiv": "Europe/Kyiv",
    "kiev": "Europe/Kyiv",
    "london": "Europe/London",
    "gaza": "Asia/Gaza",
    "beijing": "Asia/Shanghai",
    "india standard": "Asia/Kolkata",
    "indian standard": "Asia/Kolkata",
    "israel": "Asia/Jerusalem",
}
"""Zones by the words before "time"; other places are looked up in the gazetteer."""

PUBLISHERS: dict[str, str] = {
    "tass": "Europe/Moscow",
    "ria novosti": "Europe/Moscow",
    "interfax": "Europe/Moscow",
    "the moscow times": "Europe/Moscow",
    "kyiv independent": "Europe/Kyiv",
    "the kyiv independent": "Europe/Kyiv",
    "ukrainska pravda": "Europe/Kyiv",
    "ukrinform": "Europe/Kyiv",
    "suspilne": "Europe/Kyiv",
    "bbc news": "Europe/London",
    "the guardian": "Europe/London",
    "the times of israel": "Asia/Jerusalem",
    "haaretz": "Asia/Jerusalem",
    "the jerusalem post": "Asia/Jerusalem",
    "al jazeera": "Asia/Qatar",
    "anadolu": "Europe/Istanbul",
    "anadolu agency": "Europe/Istanbul",
    "xinhua": "Asia/Shanghai",
    "kyodo": "Asia/Tokyo",
    "yonhap": "Asia/Seoul",
    "dawn": "Asia/Karachi",
    "the new york times": "America/New_York",
    "the washington post": "America/New_York",
}
"""Outlets that give days in the zone of their newsroom; world agencies (AP, Reuters, AFP) do not, and are not here."""

CODES = frozenset(ABBREVIATIONS)

_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")
_STATED_OFFSET = re.compile(r"(?:GMT|UTC)\s*([+-])\s*(\d{1,2})$")
_NAMED_TIME = re.compile(r"((?:[A-Z][\w'’-]+\s+){1,3})(?:[Tt]ime)$")
_NO_ZONE = frozenset("this that the prime present real last first".split())


def is_zone(words: str) -> bool:
    """Whether words after a clock time can name a zone: "GMT", "local time", "Moscow time"."""
    words = " ".join(words.split())
    if words in CODES or is_local(words) or _STATED_OFFSET.match(words) or "/" in words:
        return True
    found = _NAMED_TIME.match(words[0].upper() + words[1:]) if words.lower() != "time" else None
    if found is None:
        return False
    name = found[1].strip().lower()
    return name in NAMED or (words[0].isupper() and name.split()[0] not in _NO_ZONE)


def is_local(words: str) -> bool:
    """Whether the words are "local time" or "local"."""
    return words.lower().startswith("local")


def stated_zone(words: str, countries: tuple[str, ...], gazetteer: Any) -> str | None:
    """The IANA name or offset that the words of a zone mean; none for "local time" and for unknown places.

    ``countries`` are the ISO codes of the countries that the report names, the most named first: they decide between
    namesakes (IST is India's or Israel's).
    """
    words = " ".join(words.split())
    words = words.split("/")[0].strip()
    if words in ABBREVIATIONS:
        meanings = ABBREVIATIONS[words]
        for country in countries:
            for where, zone in meanings:
                if country in where.split():
                    return zone
        return meanings[-1][1]
    offset = _STATED_OFFSET.match(words)
    if offset:
        return f"{offset[1]}{int(offset[2]):02}:00" if int(offset[2]) <= 14 else None
    found = _NAMED_TIME.match(words[:1].upper() + words[1:])
    if found is None or is_local(words):
        return None
    name = found[1].strip()
    if name.lower() in NAMED:
        return NAMED[name.lower()]
    return zone_of_name(name.removesuffix(" Standard").removesuffix(" Summer"), gazetteer)


def zone_of_name(name: str, gazetteer: Any) -> str | None:
    """The zone of the most important place of this name that the gazetteer knows."""
    if gazetteer is None:
        return None
    for entry in gazetteer.lookup(name):
        return known_zone(getattr(entry, "timezone", None))
    return None


def zone_of_place(place: Any, gazetteer: Any) -> str | None:
    """The zone that a resolved place keeps; none where it keeps several (a large country) or is not resolved."""
    if gazetteer is None or place.gazetteer_id is None:
        return None
    entry = gazetteer.get(place.gazetteer_id)
    return known_zone(getattr(entry, "timezone", None)) if entry is not None else None


def zone_of_publisher(publisher: str | None) -> str | None:
    """The zone of an outlet's newsroom, for outlets that are known to use it."""
    return PUBLISHERS.get(publisher.strip().lower()) if publisher else None


@lru_cache(maxsize=1_000)
def known_zone(name: str | None) -> str | None:
    """The name if it is an offset or a zone of the IANA database, in one spelling ("+02:00"); else none."""
    if not name:
        return None
    if name in ("Z", "UTC"):
        return "+00:00"
    if _OFFSET.match(name):
        sign, hours, minutes = _OFFSET.match(name).groups()  # type: ignore[union-attr]
        return f"{sign}{int(hours):02}:{minutes or '00'}" if int(hours) <= 14 else None
    return name if tzinfo(name) is not None else None


@lru_cache(maxsize=1_000)
def tzinfo(name: str) -> datetime.tzinfo | None:
    """The zone's rules, for an IANA name or an offset ("+03:00")."""
    offset = _OFFSET.match(name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return datetime.timezone(datetime.timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def to_utc(local: datetime.datetime, zone: str) -> datetime.datetime | None:
    """A local time without zone as a UTC time without zone; none outside the years 1 to 9999."""
    rules = tzinfo(zone)
    if rules is None:
        return None
    try:
        offset = local.replace(tzinfo=rules).utcoffset()
        return local - offset if offset is not None else None
    except (OverflowError, ValueError):
        return None
