"""How well: a reading of our own small gold set, compared with what a person found in the same texts.

The set is small and ours, so a figure says that something broke or got better, not how good onrecord is on the news.
A gold file holds ``text``, ``published`` and, each with the words of the text, ``statements`` (``speaker``, ``cue``,
``content``), ``tolls`` (``status``, ``low``, ``high``; the totals that the text gives for an event), ``times``
(``text``, ``value``), ``places`` (``text``, ``country``; locations only) and ``events`` (``type``, ``trigger``,
``realis``).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from importlib.resources import files
from typing import Any

from onrecord.bench import events, gold_reports, incidents, places, registry, statements, times
from onrecord.bench.events import Tally
from onrecord.records import Reading, Span, Statement

CONTENT_OVERLAP = 0.8
"""The share of characters that a content must have in common with the gold one, both ways, to count as found."""


def gold() -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of each gold file, by name."""
    for file in sorted((files("onrecord.bench") / "gold").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".json"):
            yield file.name, json.loads(file.read_text(encoding="utf-8"))


def digest() -> str:
    """SHA-256 of the gold sets: floors hold for one set only."""
    canonical = json.dumps(list(gold()), sort_keys=True, ensure_ascii=True).encode()
    own = (bench.own_gold().read_bytes() for bench in (statements, times, places, registry, incidents))
    reports = (file.read_bytes() for file in sorted(gold_reports.own().iterdir()))
    return hashlib.sha256(b"".join((canonical, *own, *reports))).hexdigest()


def measure() -> dict[str, float]:
    """The figures, 0 to 1, by name: precision, recall and F1 of each subject, the share of right speakers, and the
    figures of statements (``marks``), of times (``times.relaxed`` and so on) and of places (``toponyms``,
    ``event_places``) on passages of their own, those of ``bench events`` (``reports``) on the reports that are
    annotated in full, the shares of right numbers of people (``registry``) in reports of their own, and how well
    reports are put together into incidents (``incidents``)."""
    from onrecord.api import read

    counts = {name: Tally() for name in ("statements", "tolls", "times", "places", "events")}
    speakers = Tally()
    for _, wanted in gold():
        reading = read(wanted["text"], published=wanted.get("published"), installed=False)
        _statements(reading, wanted["statements"], counts["statements"], speakers)
        rows = [(t.status, t.low, t.high) for e in reading.events for t in e.toll if t.category is None]
        _add(counts["tolls"], set(rows), [(t["status"], t["low"], t["high"]) for t in wanted["tolls"]])
        _add(
            counts["times"],
            ((t.text, t.value) for t in reading.times),
            ((t["text"], t["value"]) for t in wanted["times"]),
        )
        _add(
            counts["places"],
            ((p.text, p.country) for p in reading.places if p.sense == "location"),
            ((p["text"], p["country"]) for p in wanted["places"]),
        )
        _add(
            counts["events"],
            ((e.type, _words(reading, e.trigger), e.realis) for e in reading.events if e.same_as is None),
            ((e["type"], e["trigger"], e["realis"]) for e in wanted["events"]),
        )
    figures: dict[str, float] = {}
    for name, counted in counts.items():
        figures |= counted.figures(name)
    figures["speakers.accuracy"] = speakers.right / speakers.gold if speakers.gold else 1.0
    figures |= statements.figures(statements.measure()) | times.figures(times.measure())
    figures |= places.figures(places.measure())
    figures |= registry.figures(registry.measure(registry.own_gold()))
    figures |= incidents.figures(incidents.measure())
    return figures | {f"reports.{name}": value for name, value in events.figures(events.measure()).items()}


def _add(tally: Tally, printed: Iterable[Hashable], wanted: Iterable[Hashable]) -> None:
    found, gold_ones = Counter(printed), Counter(wanted)
    tally.add((found & gold_ones).total(), found.total(), gold_ones.total())


def _statements(reading: Reading, wanted: list[dict[str, Any]], counts: Tally, speakers: Tally) -> None:
    """Pair statements by cue and content; of the pairs, count the right speakers."""
    names = {actor.id: actor.name for actor in reading.actors}
    left = list(reading.statements)
    counts.read += len(left)
    counts.gold += len(wanted)
    for gold_one in wanted:
        found = next((s for s in left if _same(reading, s, gold_one)), None)
        if found is None:
            continue
        left.remove(found)
        counts.right += 1
        speakers.gold += 1
        speakers.right += names.get(found.speaker or "") == gold_one["speaker"]


def _same(reading: Reading, statement: Statement, wanted: dict[str, Any]) -> bool:
    cue = " … ".join(_words(reading, span) for span in statement.cue)
    if cue != wanted["cue"]:
        return False
    printed, gold_ones = _offsets(statement.content), _offsets(_spans(reading.report.text, wanted["content"]))
    common = len(printed & gold_ones)
    return common >= CONTENT_OVERLAP * max(len(printed), len(gold_ones), 1)


def _spans(text: str, pieces: list[str]) -> list[Span]:
    """Where the words of a gold content stand, each piece after the one before."""
    spans, position = [], 0
    for piece in pieces:
        start = text.index(piece, position)
        position = start + len(piece)
        spans.append((start, position))
    return spans


def _offsets(spans: Iterable[Span]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def _words(reading: Reading, span: Span) -> str:
    return reading.report.words(span)
