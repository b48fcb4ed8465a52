"""Places: which places the report names, which place in the world each is, and in which sense (docs/places.md)."""

from __future__ import annotations

import re

from onrecord.codebook import Codebook
from onrecord.gazetteer import Entry, Gazetteer, load_disputes
from onrecord.gazetteer.publishers import home_of
from onrecord.reading.encoder import Encoding, ReaderModel, reader_model
from onrecord.reading.parse import Parse
from onrecord.reading.places import words
from onrecord.reading.places.choosing import place_names
from onrecord.reading.places.containment import containers
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.mentions import Finder
from onrecord.reading.places.placed import placed
from onrecord.reading.places.relative import relations
from onrecord.reading.places.resolve import Choice, Resolver
from onrecord.reading.places.sense import sense_of
from onrecord.reading.registry import Output, stage
from onrecord.reading.warnings import warn
from onrecord.records import Place, Report, Warning

_HOST = re.compile(r"(?:^|[./@])[\w-]+\.([a-z]{2})(?:$|[/:])")
_NO_COUNTRY = frozenset(("tv", "io", "co", "me", "fm", "am", "ai", "cc", "ws", "to"))  # domains that are sold to all


@stage(
    "places",
    needs=("report", "parse", "encoding", "codebook", "gazetteer"),
    question="Which places does the report name, and where are they?",
)
def places(
    *, report: Report, parse: Parse, encoding: Encoding | None, codebook: Codebook, gazetteer: Gazetteer
) -> Output:
    """Find place names, resolve them with the gazetteer and tell in which sense they stand.

    Warns W009 for a name with several possible places and nothing in the text to tell them apart.
    """
    if encoding is None:
        return (), ()
    return read_places(report, parse, encoding, codebook, gazetteer, reader_model())


def read_places(
    report: Report, parse: Parse, encoding: Encoding, codebook: Codebook, gazetteer: Gazetteer, model: ReaderModel
) -> tuple[tuple[Place, ...], tuple[Warning, ...]]:
    """As the stage, with the reader model given."""
    finder = Finder(parse, gazetteer, codebook.country_words, codebook.metonyms)
    mentions = place_names(finder, encoding, model)
    return resolved(finder, mentions, resolver_of(report, finder, mentions).run())


def resolver_of(report: Report, finder: Finder, mentions: list[Mention]) -> Resolver:
    """What resolves the place names of a report; which of them lies in which is set."""
    finder.context.share_kinds(mentions)
    containers(finder.text, mentions)
    return Resolver(mentions, publisher_country(report), publisher_home(report, finder.gazetteer))


def resolved(
    finder: Finder, mentions: list[Mention], choices: dict[int, Choice]
) -> tuple[tuple[Place, ...], tuple[Warning, ...]]:
    """The places that mentions mean, each with its sense and precision, and warnings of those that are guesses."""
    parse = finder.parse
    taken = {k for m in mentions for k in range(m.first, m.last + 1)}
    found: list[Place] = []
    warnings: list[Warning] = []
    warned: set[str] = set()
    for index, mention in enumerate(mentions):
        choice = choices[index]
        found.append(_place(f"p{index + 1}", mention, choice, parse, taken))
        if choice.guess and mention.key not in warned:
            warned.add(mention.key)
            entry = choice.entry
            named = ", ".join(filter(None, (entry.name, entry.admin1, entry.country))) if entry else ""
            warnings.append(warn("W009", f"Taken: {named}.", (mention.start, mention.end)))
    return placed(found, relations(parse, mentions)), tuple(warnings)


def publisher_home(report: Report, gazetteer: Gazetteer) -> Entry | None:
    """The town, division or country that the publisher's domain reports from, where the table of outlets has it."""
    for name in (report.url, report.publisher):
        id = home_of(_host(name))
        if id is not None:
            return gazetteer.get(id)
    return None


def publisher_country(report: Report) -> str | None:
    """The country of the publisher's domain (``dailystar.com.lb``), if it is one country's."""
    for name in (report.url, report.publisher):
        match = _HOST.search(_host(name))
        if match and match[1] not in _NO_COUNTRY:
            return {"uk": "GB"}.get(match[1], match[1].upper())
    return None


def _host(name: str | None) -> str:
    return (name or "").lower().split("://")[-1].split("/")[0]


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
        confidence=round(mention.strength * (choice.share if entry else 1.0), 3),
        sense=sense_of(mention, entry, parse, taken),
        country_from="gazetteer" if entry and entry.country else None,
        disputed=load_disputes().claims(entry) if entry else (),
        relation=None,
    )


def _precision(entry: Entry, mention: Mention) -> int:
    precision = words.PRECISION.get(entry.feature, 1)
    spot_by_town = mention.kind in ("air", "spot") and entry.feature.startswith("PPL")
    return 2 if precision == 1 and spot_by_town else precision
