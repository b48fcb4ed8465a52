"""A reading made by hand, so that what prints and what checks readings is tested without reading anything."""

from __future__ import annotations

from onrecord.api import make_report
from onrecord.records import (
    Actor,
    Channel,
    Claim,
    Correction,
    Event,
    Factuality,
    Place,
    Predicate,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
    Time,
    Toll,
    Warning,
)

TEXT = (
    "Shelling killed 18 people in Kupiansk on Tuesday, governor Ivan Petrenko said on Telegram.\n\n"
    "“We counted only 15 dead,” the army's hospital said, denying the higher number.\n\n"
    "Correction: an earlier version said Monday."
)


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def numbers(low: int, of: str | None = None) -> dict[str, object]:
    return {"low": low, "high": low, "approximate": False, "unit": "people", "of": of}


def claim(id: str, attribute: str, value: dict[str, object], holder: str, statement: str | None, words: str) -> Claim:
    return Claim(
        id,
        "e1",
        attribute,
        value,
        holder,
        statement,
        "certain",
        "+",
        None,
        (span(words),),
        (),
        0.9,  # type: ignore[arg-type]
    )


def reading() -> Reading:
    """Two statements that disagree about one toll, a correction, a warning: every list has a record."""
    first = claim("c3", "killed", numbers(18), "a1", "s1", "18 people")
    second = claim("c4", "killed", numbers(15, "civilians"), "a2", "s2", "15 dead")
    return Reading(
        report=make_report(TEXT, published="2024-05-01", title="Shelling in the east", publisher="The Wire"),
        times=(
            Time(
                "t1", *span("Tuesday"), "Tuesday", "DATE", "2024-04-30", None, "2024-04-29T21:00:00Z",
                "2024-04-30T21:00:00Z", 1, "Europe/Kyiv", "place", "published",
            ),
        ),
        places=(
            Place(
                "p1", *span("Kupiansk"), "Kupiansk", "Kupiansk", "geonames:703868", 49.71, 37.61, "PPL", None,
                "Kharkiv", "UA", 1, 0.97, "location", "gazetteer", (), None,
            ),
        ),
        quantities=(
            Quantity("q1", *span("18 people"), "18 people", 18, 18, False, "people"),
            Quantity("q2", *span("15 dead"), "15 dead", 15, 15, False, "people"),
        ),
        actors=(
            Actor("a1", "Ivan Petrenko", "person", "UA", "governor", (span("Ivan Petrenko"),)),
            Actor("a2", "the army's hospital", "organization", "UA", None, (span("the army's hospital"), span("We"))),
        ),
        statements=(
            Statement(
                "s1", (span("governor Ivan Petrenko"),), (span("said"),),
                (span("Shelling killed 18 people in Kupiansk on Tuesday"),), "a1", "assert", "indirect", None,
                Channel("telegram", "Telegram", span("Telegram")), "t1", None, 0.9,
            ),
            Statement(
                "s2", (span("the army's hospital"),), (span("said", 1),), (span("“We counted only 15 dead,”"),), "a2",
                "deny", "direct", None, None, None, "s1", 0.8,
            ),
        ),
        predicates=(Predicate(span("killed"), "certain", "+", 3.0),),
        events=(
            Event(
                "e1", "shelling", span("Shelling"), None, True, "actual", ("s1",), 0.9,
                (Role("place", (span("Kupiansk"),), place="p1"),),
                (
                    Toll("killed", 18, 18, False, None, None, span("18 people"), "s1"),
                    Toll("killed", 15, 15, False, None, None, span("15 dead"), "s2"),
                ),
                (Factuality("author", "unknown", "+", None), Factuality("s1", "certain", "+", 3.0)),
            ),
            Event("e2", "ceasefire", span("version"), None, False, "planned", (), 0.5, (), (), ()),
        ),
        claims=(
            claim("c1", "occurred", {"realis": "actual"}, "a1", "s1", "Shelling"),
            claim("c2", "place", {"place": "p1"}, "author", None, "Kupiansk"),
            Claim(**{**_fields(first), "conflicts": ("c4",)}),
            Claim(**{**_fields(second), "conflicts": ("c3",), "certainty": "probable"}),
            claim("c5", "time", {"time": "t1"}, "a1", "s1", "Tuesday"),
            claim("c6", "perpetrator", {"actor": None, "text": "the army"}, "a1", "s1", "army"),
        ),
        corrections=(Correction(*span(TEXT.rpartition("\n")[2]), "the day", "Monday", None, ("c5",)),),
        warnings=(Warning("W005", "A clock time has no zone.", span("Tuesday")),),
    )  # fmt: skip


def _fields(record: Claim) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
