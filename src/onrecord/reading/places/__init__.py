"""Places: which places the report names, which place in the world each is, and in which sense (docs/places.md)."""

from __future__ import annotations

import re

from onrecord.codebook import Codebook
from onrecord.gazetteer import Entry, Gazetteer, load_disputes
from onrecord.reading.parse import Parse
from onrecord.reading.places import words
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.mentions import Finder
from onrecord.reading.places.resolve import Choice, Resolver
from onrecord.reading.places.sense import sense_of
from onrecord.reading.registry import Output, stage
from onrecord.reading.warnings import warn
from onrecord.records import Place, Report, Warning

UNRESOLVED = 0.3
"""Confidence that words are a place name where no gazetteer has the name."""

MARKED = 0.3
"""A name that is not resolved is kept if at least a preposition before it says that it is a place."""

_HOST = re.compile(r"(?:^|[./@])[\w-]+\.([a-z]{2})(?:$|[/:])")
_NO_COUNTRY = frozenset(("tv", "io", "co", "me", "fm", "am", "ai", "cc", "ws", "to"))  # domains that are sold to all


@stage(
    "places",
    needs=("report", "parse", "codebook", "gazetteer"),
    question="Which places does the report name, and where are they?",
)
def places(*, report: Report, parse: Parse, codebook: Codebook, gazetteer: Gazetteer) -> Output:
    """Find place names, resolve them with the gazetteer and tell in which sense they stand.

    Warns W009 for a name with several possible places and nothing in the text to tell them apart.
    """
    mentions = Finder(parse, gazetteer, codebook.country_words, codebook.metonyms).run()
    choices = Resolver(mentions, publisher_country(report)).run()
    kept = [
        (mention, choices[index])
        for index, mention in enumerate(mentions)
        if choices[index].entry is not None or mention.cue >= MARKED
    ]
    taken = {k for m, _ in kept for k in range(m.first, m.last + 1)}
    found: list[Place] = []
    warnings: list[Warning] = []
    warned: set[str] = set()
    for index, (mention, choice) in enumerate(kept):
        found.append(_place(f"p{index + 1}", mention, choice, parse, taken))
        if choice.guess and mention.key not in warned:
            warned.add(mention.key)
            entry = choice.entry
            named = ", ".join(filter(None, (entry.name, entry.admin1, entry.country))) if entry else ""
            warnings.append(warn("W009", f"Taken: {named}.", (mention.start, mention.end)))
    return tuple(found), tuple(warnings)


def publisher_country(report: Report) -> str | None:
    """The country of the publisher's domain (``dailystar.com.lb``), if it is one country's."""
    for name in (report.url, report.publisher):
        match = _HOST.search((name or "").lower().split("://")[-1].split("/")[0])
        if match and match[1] not in _NO_COUNTRY:
            return {"uk": "GB"}.get(match[1], match[1].upper())
    return None


def _place(id: str, mention: Mention, choice: Choice, parse: Parse, taken: set[int]) -> Place:
    entry = choice.entry
    text = parse.text[mention.start : mention.end]
    return Place(
        id=id,
        start=mention.start,
        end=mention.end,
        text=text,
        name=entry.name if entry else " ".join(text.split()),
        gazetteer_id=entry.id if entry else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        feature=entry.feature if entry else None,
        admin2=entry.admin2 if entry else None,
        admin1=entry.admin1 if entry else None,
        country=entry.country if entry else None,
        precision=_precision(entry, mention) if entry else None,
        confidence=round(mention.strength * choice.share, 3) if entry else UNRESOLVED,
        sense=sense_of(mention, entry, parse, taken),
        country_from="gazetteer" if entry and entry.country else None,
        disputed=load_disputes().claims(entry) if entry else (),
    )


def _precision(entry: Entry, mention: Mention) -> int:
    precision = words.PRECISION.get(entry.feature, 1)
    spot_by_town = mention.kind in ("air", "spot") and entry.feature.startswith("PPL")
    return 2 if precision == 1 and (mention.near or spot_by_town) else precision
