"""Which stretches of a report tell of an event: those that a sketch of it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import Event, Reading, Span

_MAIN_REACH = 5_000
"""Code points of a report that are read for its main event. What stands farther down is rarely about it."""
_REACH = 300
"""Code points before and after a mention that are read for an event that is not the main one: about two sentences."""


def passages(reading: Reading, event: Event) -> list[Span]:
    """The title and the paragraphs that tell of anything, for the main event; else what stands around its mentions.

    Paragraphs in which no event at all is told are left out: menus, notices of the publisher, the names of its staff.
    """
    report = reading.report
    length = min(len(report.text), _MAIN_REACH)
    mentions = [e.trigger for e in reading.events if event.main or event.id in (e.id, e.same_as)]
    if event.main:
        mentions += [row.span for row in event.toll]
        mentions += [span for role in event.roles for span in role.spans]
    found: list[Span] = []
    for start, end in sorted(mentions):
        if (start >= length and event.main) or start >= len(report.text):
            continue
        first = report.text.rfind("\n", 0, start) + 1
        last = report.text.find("\n", end)
        last = len(report.text) if last < 0 else last
        if not event.main:
            first, last = max(first, start - _REACH), min(last, end + _REACH)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    if event.main and report.title:
        found.insert(0, (report.title_start, report.title_start + len(report.title)))
    return found


def inside(at: int, stretches: Sequence[Span]) -> bool:
    """Whether a code point lies in one of the stretches."""
    return any(start <= at < end for start, end in stretches)
