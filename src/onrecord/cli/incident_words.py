"""An incident in words: how its values, origins and times are written on the screen, safe to print."""

from __future__ import annotations

from onrecord.cli.dates import calendar, instant
from onrecord.cli.story import printable
from onrecord.ledger.records import Held, Incident, Position, Standing, Value
from onrecord.ledger.standing.values import shown

ERASED = "(erased)"
PARTY = "⚑"  # after the name of a party to the conflict

_STYLES = {"denied": "bold red", "contested": "bold yellow", "retracted": "magenta", "superseded": "magenta"}


def one_line(text: str | None, limit: int | None = None) -> str:
    """Words on one line, safe to print, shortened at a word's end where they exceed the limit."""
    words = ERASED if text is None else " ".join(printable(text).split())
    if limit is None or len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def standing_style(standing: str) -> str:
    """The colour of a standing: what is in dispute stands out; what has several origins is green."""
    return _STYLES.get(standing, "green" if "independent" in standing else "")


def number_range(low: int | None, high: int | None) -> str:
    """``9–14``, ``22``; empty where nobody tells a number."""
    if low is None or high is None:
        return ""
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


class IncidentWords:
    """Writes the records of one incident."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.claims = {claim.id: claim for claim in incident.claims}
        self.reports = {report.version: report for report in incident.reports}

    def value(self, value: Value, attribute: str, polarity: str = "+") -> str:
        """A value: ``at least 9``, ``14 May 2024, 09:40``, ``Antalaha, MG``, ``not the coastal guard``."""
        if attribute == "time" and value.code:
            told = calendar(value.code)
        elif attribute == "place" and value.words is not None:
            told = f"{value.words}, {value.country}" if value.country else value.words
        else:
            return one_line(shown(value, attribute, polarity))
        return one_line(f"not {told}" if polarity == "-" else told)

    def of(self, standing: Standing) -> str:
        """What a standing is of: ``killed``, ``killed civilians``."""
        counted = standing.attribute not in ("count", "damage")
        return one_line(f"{standing.attribute} {standing.of}" if standing.of and counted else standing.attribute)

    def origin(self, number: int) -> str:
        """Where claims come from, by name; a party to the conflict is marked."""
        origin = self.incident.origins[number]
        name = one_line(origin.name) if origin.name else ERASED if origin.kind == "speaker" else "not named"
        return f"{name}{PARTY}" if origin.party else name

    def held_by(self, position: Position) -> str:
        """The names of the origins that hold a value, one a line."""
        return "\n".join(self.origin(number) for number in position.origins)

    def first(self, position: Position, origin: int | None = None) -> Held:
        """The first published of the claims that hold a value, of all origins or of one."""
        held = [c for number in position.claims if (c := self.claims[number]).origin == origin or origin is None]
        return min(held, key=lambda c: (c.quote is None, c.published is None, self._instant(c), c.id))

    def _instant(self, claim: Held) -> int:
        order = {report.version: number for number, report in enumerate(self.incident.reports)}
        return order.get(claim.version, len(order))

    def source(self, version: int) -> str:
        """The publisher of a version and when it was published."""
        report = self.reports.get(version)
        if report is None:
            return "a report that is not shown"
        return f"{self.publisher(version)}, {instant(report.published, zone=False)}"

    def publisher(self, version: int | None) -> str:
        """The publisher of a version."""
        report = self.reports.get(version) if version is not None else None
        return one_line(report.publisher) if report is not None and report.publisher else "a report without a publisher"

    def people(self, status: str) -> str:
        """The least and the greatest number that is held of people killed or injured."""
        standing = self.incident.standing_of(status)
        held = [p.value for p in standing.positions if p.polarity == "+"] if standing is not None else []
        lows = [int(v.low) for v in held if v.low is not None]
        highs = [int(v.high) for v in held if v.high is not None]
        return number_range(min(lows, default=None), max([*highs, *lows], default=None))
