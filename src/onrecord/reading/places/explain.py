"""Why a name was taken for a place, and for which: every namesake that was weighed, and the grounds of each."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.gazetteer import Gazetteer
from onrecord.reading.encoder import Encoding, ReaderModel
from onrecord.reading.parse import Parse
from onrecord.reading.places import resolved, resolver_of
from onrecord.reading.places.choosing import place_names
from onrecord.reading.places.mention import Found
from onrecord.reading.places.mentions import Finder
from onrecord.reading.places.resolve import Refusal, Weighed
from onrecord.records import Place, Report


@dataclass(frozen=True, slots=True)
class Explanation:
    """One place of a reading, and how it came about.

    ``found`` tells how the name was found: name (the gazetteer has it), unknown (it has not), nation (an adjective),
    street. ``chance`` (0 to 1) is the reader model's that it is a place. ``kind`` is the kind of place that a noun
    beside the name tells, ``container`` the id of the place that it is said to lie in. ``candidates`` are the namesakes
    that were weighed, the likeliest first, each with its share (0 to 1) of the likelihood and its grounds. ``guess``
    says that nothing in the text told them apart; ``refused`` why none was taken: ``unsupported``, a small place of a
    country that nothing points to; ``kind``, none is of the kind that is told.
    """

    place: Place
    found: Found
    chance: float
    kind: str | None
    container: str | None
    guess: bool
    refused: Refusal | None
    candidates: tuple[Weighed, ...]


def explained(
    report: Report, parse: Parse, encoding: Encoding, codebook: Codebook, gazetteer: Gazetteer, model: ReaderModel
) -> tuple[Explanation, ...]:
    """The places that the stage gives for the same report, each with its explanation."""
    finder = Finder(parse, gazetteer, codebook.country_words, codebook.metonyms)
    mentions = place_names(finder, encoding, model)
    resolver = resolver_of(report, finder, mentions)
    choices = resolver.run()
    places, _ = resolved(finder, mentions, choices)
    ids = {id(mention): place.id for mention, place in zip(mentions, places, strict=True)}
    return tuple(
        Explanation(
            place=place,
            found=mention.found,
            chance=mention.strength,
            kind=mention.kind,
            container=ids.get(id(mention.inside)),
            guess=choices[index].guess,
            refused=choices[index].refused,
            candidates=tuple(resolver.weighed(mention)),
        )
        for index, (mention, place) in enumerate(zip(mentions, places, strict=True))
    )
