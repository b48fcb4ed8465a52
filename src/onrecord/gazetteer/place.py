"""A place on its way into the compiled gazetteer, and the names under which it is filed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import log10

from onrecord.gazetteer.fold import fold

# Words that say what kind of division a name is; without them the name is filed as short.
_KIND_WORDS = (
    "autonomous oblast|autonomous okrug|autonomous republic|autonomous region|special administrative region|"
    "metropolitan city|metropolitan area|urban district|municipal district|oblast|oblasti|krai|kray|okrug|rayon|"
    "raion|region|province|governorate|state|county|parish|borough|district|department|prefecture|division|"
    "municipality|voivodeship|canton|republic|territory|city|township|division|commune|wilaya|emirate"
)
_AFTER = re.compile(rf"^(.{{3,}}?)[ -](?:{_KIND_WORDS})$", re.I)
_BEFORE = re.compile(
    r"^(?:the |metropolitan |autonomous |people'?s )*(?:state|province|provincia|província|département|departamento|"
    r"departement|region|région|región|regione|district|distrito|republic|respublika|county|governorate|municipality|"
    r"municipio|prefecture|wilaya|emirate|territory|commonwealth|muḩāfaz̧at|muhafazat|kabupaten|kota|land|"
    r"canton|city|commune|oblast|union territory|estado)"
    r"(?: of| de| del| du| da| do| di| des| la| d['’] ?)*[ '’]? ?(.{3,})$",
    re.I,
)
_ARTICLE = re.compile(r"^(?:a[dlnrstz]|ash|adh|el)[ -](?=.{3,})", re.I)
_CODE = re.compile(r"^[A-Z]{2,4}$")
_LATIN, _OTHERS = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]"), re.compile(r"[\u0400-\u052f\u0600-\u06ff\u0750-\u077f]")
_QUOTES = "'’‘ʼ`"
_ARABIC = frozenset("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH".split())


_BONUS = {"PCLI": 2.0, "CONT": 1.0, "PPLC": 2.0, "ADM1": 0.3, "RGN": -1.5, "ADM2": -0.5, "ADM3": -1.5,
          "ADM4": -2.0, "ADM5": -2.0, "ADMD": -1.5}  # fmt: skip


UNCOUNTED = {"ADM1": 5.0, "ADM2": 4.0}
"""Importance of an installed division whose people the file does not tell: somebody lives there."""


@dataclass(slots=True)
class Place:
    """A place that is not filed yet; what its fields mean is told by :class:`onrecord.gazetteer.store.Entry`.

    ``zone`` and ``country`` are empty where they are not known. ``weight`` is an importance that is given rather than
    reckoned. ``names`` gives for each folded name how it is related to the place: name, alternate or short.
    """

    id: str
    name: str
    feature: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    zone: str = ""
    admin1: Place | None = None
    admin2: Place | None = None
    weight: float | None = None
    names: dict[str, str] = field(default_factory=dict)

    def file(self, name: str, match: str = "alternate") -> None:
        """File the place under a name, too; the closer relation is kept where it is filed there already."""
        key = fold(name)
        rank = ("name", "alternate", "short")
        if key and (key not in self.names or rank.index(match) < rank.index(self.names[key])):
            self.names[key] = match

    @property
    def importance(self) -> float:
        """What orders namesakes (0–10): the population's decimal logarithm, raised for countries and capitals."""
        if self.weight is not None:
            return self.weight
        if self.feature == "RGN" and not self.population:  # nobody counts a region's people; its names tell its fame
            return min(5.0, 2.0 + len(self.names) / 4)
        people = log10(self.population + 1)
        bonus = _BONUS.get(self.feature, 0.0)
        return min(10.0, max(0.0, people + bonus))


def latin(name: str) -> bool:
    """Whether a name begins with a Latin letter, after a quote or apostrophe."""
    return bool(_LATIN.match(name.lstrip(_QUOTES)))


def usable(name: str) -> bool:
    """Whether a report could use an alternate name, rather than a code or a letter-by-letter romanisation."""
    if _OTHERS.match(name):
        return len(name) > 2
    if not latin(name) or _CODE.match(name):
        return False
    return name.lstrip(_QUOTES)[0].isupper() and len(fold(name)) > 2


def file_short_names(place: Place) -> None:
    """File a division or airfield without its generic word, and an Arabic name without its article."""
    known = [place.name, *place.names]
    for name in known:
        if place.feature.startswith("ADM"):
            for short in (_AFTER.match(name), _BEFORE.match(name)):
                if short:
                    place.file(short[1], "short")
                    place.file(_ARTICLE.sub("", short[1]), "short")
        elif place.feature in ("AIRB", "AIRP"):
            short_name = re.sub(
                r"\b(?:(?:international|regional|municipal|national|naval|military|army|royal)? ?"
                r"(?:airport|air base|airbase|air force base|air station|airfield|air field|aerodrome))\b.*",
                "", name, flags=re.I,
            ).strip()  # fmt: skip
            if len(short_name) > 2 and short_name != name:
                place.file(short_name, "short")
        if place.country in _ARABIC and place.feature not in ("AIRB", "AIRP"):
            place.file(_ARTICLE.sub("", name), "alternate")
