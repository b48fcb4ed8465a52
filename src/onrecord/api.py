"""The Python way in: make a report, read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.records import Reading, Report

if TYPE_CHECKING:
    from onrecord.reading.places.explain import Explanation

MAX_SHOWN = 60
"""The most characters of a wrong value that a message quotes: no zone's name and no date is longer."""


def make_report(
    text: str,
    *,
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    timezone: str | None = None,
    strict: bool = True,
) -> Report:
    """A report from its text and what is known of it.

    Args:
        text: the text as it was published; kept to the character.
        id: the caller's own id; left out, it is the SHA-256 of publisher, url, published, title and text, so that ten
            outlets' copies of one text stay ten reports.
        published: ISO date (``2024-01-24``) or instant (``2024-01-24T18:00:00+02:00``).
        title: the headline; read for people killed and injured and for the event that the report is about.
        publisher: the outlet's name.
        url: where it was published.
        timezone: IANA name or offset of the clock times in the text, if the caller knows it.
        strict: refuse a date or zone that cannot be understood; otherwise it is kept as given and passed over, and the
            reading says so (W010).

    Raises:
        ValueError: ``strict``, and ``published`` or ``timezone`` cannot be understood.
    """
    from onrecord.reading.language import language_of

    if strict and published is not None:
        check_published(published)
    if strict and timezone is not None:
        check_timezone(timezone)
    return Report(
        id=id if id is not None else _digest([publisher, url, published, title, text]),
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=title,
        publisher=publisher,
        url=url,
        published=published,
        timezone=timezone,
        language=language_of(text),
        text=text,
    )


def read(
    text: str | Report,
    *,
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    timezone: str | None = None,
    places: str | Path | None = None,
    installed: bool = True,
    point_of_view: str | None = None,
) -> Reading:
    """Read one report: who said what happened, where, when, to how many, how surely, with which words.

    Args are those of :func:`make_report`; a :class:`Report` is read as it is. And:

    Args:
        places: a file of your own places, instead of the ``places.yaml`` in your folder (docs/gazetteer.md).
        installed: with the gazetteers that you installed, and your own places; else with the one that ships alone.
        point_of_view: the code of a state (ISO 3166-1): disputed places that it claims are given under its code.

    Raises:
        ValueError: ``published``, ``timezone`` or ``point_of_view`` cannot be understood. No text raises.
        onrecord.reading.model.ModelError: the parser's model is missing or altered.
        onrecord.gazetteer.GazetteerError: an installed gazetteer is missing or damaged, or a file of places is wrong.
    """
    from onrecord.codebook import load as load_codebook
    from onrecord.gazetteer import load as load_gazetteer
    from onrecord.reading import read_report
    from onrecord.settings import Settings

    if point_of_view is not None:
        check_point_of_view(point_of_view)
    report = (
        text
        if isinstance(text, Report)
        else make_report(text, id=id, published=published, title=title, publisher=publisher, url=url, timezone=timezone)
    )
    settings = Settings(point_of_view=point_of_view)
    gazetteer = load_gazetteer(installed=installed, places=Path(places) if places is not None else None)
    return read_report(report, codebook=load_codebook(), gazetteer=gazetteer, settings=settings)


def explain_places(
    text: str | Report, *, places: str | Path | None = None, installed: bool = True, **known: str | None
) -> tuple[Explanation, ...]:
    """Why each place of a report was taken for one, and for which: the namesakes that were weighed, and their grounds.

    Args:
        text: the text or a report; of a text ``known`` is what :func:`make_report` takes.
        places: as :func:`read` takes it.
        installed: as :func:`read` takes it.

    Returns:
        One explanation for each of the reading's places, in the same order; none for a text that cannot be read.

    Raises:
        the errors of :func:`read`.
    """
    from onrecord.codebook import load as load_codebook
    from onrecord.gazetteer import load as load_gazetteer
    from onrecord.reading.encoder import reader_model
    from onrecord.reading.partly import outputs
    from onrecord.reading.places.explain import explained

    report = text if isinstance(text, Report) else make_report(text, **known)  # type: ignore[arg-type]
    gazetteer = load_gazetteer(installed=installed, places=Path(places) if places is not None else None)
    found = next(iter(outputs([report], "parse", "encoding")))
    if found["encoding"] is None:
        return ()
    return explained(report, found["parse"], found["encoding"], load_codebook(), gazetteer, reader_model())


def read_all(
    reports: Iterable[Report],
    *,
    places: str | Path | None = None,
    installed: bool = True,
    point_of_view: str | None = None,
) -> Iterator[Reading]:
    """Read reports one after the other; what one says never changes how another is read.

    Args and errors are those of :func:`read`.
    """
    for report in reports:
        yield read(report, places=places, installed=installed, point_of_view=point_of_view)


def check_published(published: str) -> None:
    """Refuse a publication date that is neither an ISO date nor an ISO instant.

    Raises:
        ValueError: with the mend in its message.
    """
    from onrecord.reading.given import is_published

    if not is_published(published):
        raise ValueError(
            f"published {_shown(published)} is not an ISO date: write 2024-01-24 or 2024-01-24T18:00:00+02:00"
        )


def check_timezone(timezone: str) -> None:
    """Refuse a zone that is neither an IANA name nor an offset.

    Raises:
        ValueError: with the mend in its message.
    """
    import zoneinfo

    from onrecord.reading.given import is_timezone

    if not is_timezone(timezone):
        known = {zone.rpartition("/")[2].lower(): zone for zone in sorted(zoneinfo.available_timezones())}
        meant = known.get(timezone.rpartition("/")[2].replace(" ", "_").lower(), "Europe/Kyiv")
        raise ValueError(f"timezone {_shown(timezone)} is not known: write {meant} or +02:00")


def check_point_of_view(point_of_view: str) -> None:
    """Refuse a point of view that is not the code of a country.

    Raises:
        ValueError: with the mend in its message.
    """
    from onrecord.codebook import load

    codebook = load()
    if point_of_view not in codebook.countries:
        named = {name.lower(): c.code for c in codebook.countries.values() for name in (c.code, c.name, *c.names)}
        meant = named.get(point_of_view.strip().lower(), "UA")
        raise ValueError(
            f"point of view {_shown(point_of_view)} is no country: write its two letters of ISO 3166-1, as {meant}"
        )


def _shown(value: str) -> str:
    """A wrong value as a message quotes it: what is far too long for a date or a zone is cut."""
    return repr(value if len(value) <= MAX_SHOWN else value[:MAX_SHOWN] + "…")


def _digest(parts: list[str | None]) -> str:
    canonical = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
