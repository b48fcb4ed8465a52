"""What ``onrecord read --explain places`` prints: each place, and the namesakes that were weighed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from onrecord.cli.output import console, write_line
from onrecord.cli.story import printable
from onrecord.gazetteer import Entry
from onrecord.reading.places.explain import Explanation
from onrecord.reading.places.resolve import Weighed
from onrecord.records import Report

SHOWN = 3
"""How many namesakes of a name are shown."""

_FOUND = {
    "name": "a name of the gazetteer",
    "unknown": "a name that the gazetteer lacks",
    "nation": "the adjective of a nation",
    "street": "a street",
}
_REFUSED = {
    "unsupported": "none is taken: they are small, and nothing in the report points to their countries",
    "kind": "none is taken: none is of the kind of place that the words beside the name tell",
}
_AROUND = 30  # characters of the text on either side of a name


def show(report: Report, explanations: Sequence[Explanation], format: str) -> None:
    """Print the explanations of a report: ``text``, or as ``json`` or ``jsonl``."""
    if format != "text":
        data = {"id": report.id, "places": [_plain(one) for one in explanations]}
        write_line(json.dumps(data, ensure_ascii=False, indent=2 if format == "json" else None))
        return
    out = console()
    for one in explanations:
        for line in _told(report, one):
            out.print(line, soft_wrap=True)
        out.print("")


def _plain(one: Explanation) -> dict[str, Any]:
    data = dataclasses.asdict(one)
    data["candidates"] = [
        {
            "id": w.candidate.entry.id,
            "match": w.candidate.match,
            "share": round(w.share, 4),
            "score": _score(w),
            "grounds": {ground.reason: round(ground.adds, 3) for ground in w.grounds},
        }
        for w in one.candidates
    ]
    return data


def _told(report: Report, one: Explanation) -> Iterator[Text]:
    place, text = one.place, report.text
    before = " ".join(text[max(0, place.start - _AROUND) : place.start].split(" ")[1:])
    after = text[place.end : place.end + _AROUND].rpartition(" ")[0]
    yield Text.assemble(
        (f"{place.id}  ", "bold"),
        (printable(" ".join(f"…{before}".split("\n"))), "dim"),
        (printable(place.text), "bold"),
        (printable(" ".join(f"{after}…".split("\n"))), "dim"),
    )
    sense = f"; sense {place.sense}" + (f"; precision {place.precision}" if place.precision is not None else "")
    yield Text(f"    {_FOUND[one.found]}; that it is a place here: {one.chance:.0%}{sense}")
    if one.kind is not None:
        yield Text(f"    the words beside it tell a kind of place: {one.kind}")
    if one.container is not None:
        yield Text(f"    it is said to lie in {one.container}")
    if place.relation is not None:
        yield Text(printable(f"    where it lies is told: “{text[slice(*place.relation.span)]}”"))
    if one.refused is not None:
        yield Text(f"    {_REFUSED[one.refused]}")
    elif not one.candidates:
        yield Text("    no place of the gazetteer has this name: it has no coordinates of its own")
    if one.guess:
        yield Text("    a guess: nothing in the report tells the namesakes apart (W009)", style="yellow")
    for number, weighed in enumerate(one.candidates[:SHOWN]):
        taken = number == 0 and place.gazetteer_id == weighed.candidate.entry.id
        yield Text(
            f"    {'→' if taken else ' '} {weighed.share:4.0%}  {printable(_named(weighed.candidate.entry))}",
            style="bold" if taken else "",
        )
        grounds = [
            f"{g.reason} {g.adds:+.1f}" if i else f"{g.reason} {g.adds:.1f}" for i, g in enumerate(weighed.grounds)
        ]
        yield Text(f"            {_score(weighed):.1f} = {', '.join(grounds)}", style="dim")
    if len(one.candidates) > SHOWN:
        yield Text(f"            and {len(one.candidates) - SHOWN} more", style="dim")


def _score(weighed: Weighed) -> float:
    return round(sum(ground.adds for ground in weighed.grounds), 3)


def _named(entry: Entry) -> str:
    where = dict.fromkeys(part for part in (entry.name, entry.admin2, entry.admin1, entry.country) if part)
    people = f", {entry.population:,} people" if entry.population else ""
    return f"{', '.join(where)} ({entry.feature}{people})  {entry.id}"
