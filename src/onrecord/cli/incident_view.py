"""An incident made to be read: what contradicts, what was corrected, how it stands, who says it, in which reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.cli.dates import instant, interval
from onrecord.cli.incident_words import PARTY, IncidentWords, one_line, standing_style
from onrecord.cli.view import MAX_WIDTH
from onrecord.ledger.records import CorrectionOnRecord, Held, Incident, Position, ReportOnRecord, Standing
from onrecord.ledger.revising import Revision
from onrecord.notice import UNVERIFIED

WIDE = 100  # columns from which the words of a claim stand beside it

_SENTENCE = 220  # characters of a sentence that is quoted
_QUOTE = 60  # characters of words that are quoted in a table
_SHOWN = 2  # origins of a value that are quoted where values contradict each other
_GONE = {"superseded": "dropped by", "replaced": "corrected by", "retracted": "retracted by", "relied": "corrected by"}
_FORMER = ("occurred", "killed", "injured", "missing", "perpetrator")  # of others, what is no longer held is not shown
_FIRST = ("occurred", "killed", "injured", "missing", "time", "place", "perpetrator", "target", "weapon")
_STANDING_WIDTH = 15  # columns for the names of attributes and how it stands with them
_VALUE_WIDTH = 18  # columns for values that contradict each other
_ESTIMATES = {"acled_fatalities": "ACLED fatalities", "ucdp_killed": "UCDP deaths", "ucdp_injured": "UCDP injured"}


def show(incident: Incident, revisions: Mapping[int, Revision], asked: str, out: Console) -> None:
    """Print an incident.

    Args:
        incident: what is on record of it.
        revisions: of its pages with several versions, what each later version changed, by the version's number.
        asked: as of when, in words; empty for now.
        out: where to.
    """
    width = min(out.width, MAX_WIDTH)
    for part in _View(incident, revisions, width).parts(asked):
        out.print(part, width=width)


def glance(incident: Incident, width: int) -> Iterator[RenderableType]:
    """The heading, what contradicts and what was corrected."""
    view = _View(incident, {}, width)
    yield from view.heading("")
    yield from view.contradictions()
    yield from view.corrections()


class _View:
    def __init__(self, incident: Incident, revisions: Mapping[int, Revision], width: int) -> None:
        self.incident, self.revisions, self.width = incident, revisions, width
        self.words = IncidentWords(incident)

    def parts(self, asked: str) -> Iterator[RenderableType]:
        yield from self.heading(asked)
        yield from self.contradictions()
        yield from self.corrections()
        yield from self.standings()
        yield from self.origins()
        yield from self.reports()
        yield from self.estimates()
        yield Text(f"\n{UNVERIFIED}\n", style="dim")

    # --- the heading

    def heading(self, asked: str) -> Iterator[RenderableType]:
        incident, words = self.incident, self.words
        yield Rule(
            Text.assemble((one_line(incident.title), "bold"), ("  ·  ", "dim"), (incident.id, "cyan")),
            align="left",
            style="dim",
        )
        place = incident.place
        told = [interval(*incident.happened)]
        if place is not None and place.name:
            told.append(one_line(f"{place.name}, {place.country}" if place.country else place.name))
        told += [f"{status} {people}" for status in ("killed", "injured") if (people := words.people(status))]
        yield Text("  ·  ".join(told))
        pages, versions = len({r.document for r in incident.reports}), len(incident.reports)
        counted = f"{_counted(pages, 'report')}{f' in {versions} versions' if versions > pages else ''}"
        from_to = list(dict.fromkeys(instant(r.published, zone=False) for r in incident.reports if r.published))
        dates = f", published {' – '.join(dict.fromkeys((from_to[0], from_to[-1])))}" if from_to else ""
        yield Text(f"{counted} from {_counted(len(incident.origins), 'origin')}{dates}", style="dim")
        if asked:
            yield Text(f"{asked[0].upper()}{asked[1:]}", style="yellow")
        if incident.asked is not None:
            yield Text(f"{incident.asked} was merged into this incident.", style="yellow")
        if incident.undated:
            yield Text(f"{_counted(incident.undated, 'version')} without a date left out.", style="yellow")

    # --- what contradicts

    def contradictions(self) -> Iterator[RenderableType]:
        disputed = [s for s in self._told() if any(p.contradicts for p in s.positions)]
        if not disputed:
            return
        yield _section("What contradicts", "≠ another origin says what cannot be true beside it")
        for standing in disputed:
            yield Text.assemble("\n", (self.words.of(standing), "bold"), "  ", _standing(standing))
            table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
            table.add_column(width=_VALUE_WIDTH, overflow="fold")
            table.add_column(overflow="fold")
            for position in standing.positions:
                if position.contradicts:
                    table.add_row(
                        Text(
                            f"≠ {self.words.value(position.value, standing.attribute, position.polarity)}", "bold red"
                        ),
                        self._quoted(position, standing),
                    )
            yield table

    def _quoted(self, position: Position, standing: Standing) -> Text:
        """Who holds a value, each with the sentence in which that was first published."""
        cell, seen, quoted = Text(), set[str](), list[int]()
        both = {o for other in position.contradicts for o in standing.positions[other].origins}
        for number in sorted(position.origins, key=lambda number: number in both):
            claim = self.words.first(position, number)
            if claim.sentence not in seen and len(quoted) < _SHOWN:
                quoted.append(number)
                seen.add(claim.sentence or "")
                cell.append("\n" if cell else "").append(self.words.origin(number).removesuffix(PARTY), "cyan")
                cell.append(", a party to the conflict" * self.incident.origins[number].party, "cyan")
                cell.append("\n").append_text(_sentence(claim)).append(f"\n{self.words.source(claim.version)}", "dim")
        others = [self.words.origin(number) for number in position.origins if number not in quoted]
        if others:
            cell.append("\nalso ", "dim").append(", ".join(others), "cyan")
        return cell

    # --- what was corrected

    def corrections(self) -> Iterator[RenderableType]:
        silent = [r for r in self.revisions.values() if r.silent]
        if not self.incident.corrections and not silent:
            return
        yield _section("What was corrected", "by whom, in which words")
        for correction in self.incident.corrections:
            yield Text("")
            yield from self._correction(correction)
        for revision in silent:
            yield Text.assemble(
                "\n", ("Silent edit  ", "bold yellow"), (self.words.source(revision.after), "cyan"),
                f": {_counted(len(revision.removed), 'sentence')} out, {len(revision.added)} in, without a notice",
            )  # fmt: skip

    def _correction(self, correction: CorrectionOnRecord) -> Iterator[RenderableType]:
        wrong, right = (_number(n) for n in (correction.wrong, correction.right))
        swap = f"  {correction.attribute or 'number'}: {wrong or 'not told'} → {right or 'not told'}"
        yield Text.assemble(
            (self.words.source(correction.version), "cyan"), (swap if wrong or right else "", "bold green")
        )
        yield Padding(Text(f"“{one_line(correction.quote)}”"), (0, 0, 0, 2))
        for numbers, told in ((correction.claims, "no longer held"), (correction.relied, "others relied on it")):
            touched = dict.fromkeys(
                f"{self.words.origin(c.origin)}: {c.attribute} {self.words.value(c.value, c.attribute, c.polarity)}"
                f" ({self.words.source(c.version)})"
                for number in numbers
                if (c := self.words.claims.get(number)) is not None
            )
            for one in touched:
                yield Padding(Text.assemble((f"{told}  ", "dim"), (one, "strike" if numbers else "")), (0, 0, 0, 2))

    # --- how it stands

    def _told(self) -> list[Standing]:
        """What people ask first comes first. The type is told where it differs: what happened tells it otherwise."""
        told = [
            s for s in self.incident.standings if s.attribute != "type" or len({p.value.code for p in s.positions}) > 1
        ]
        return sorted(told, key=lambda s: _FIRST.index(s.attribute) if s.attribute in _FIRST else len(_FIRST))

    def standings(self) -> Iterator[RenderableType]:
        yield _section(
            "What is on record",
            f"≠ contradicts another origin; {PARTY} a party to the conflict; origins are independent",
        )
        wide = self.width >= WIDE
        table = _table("", "value", "held by", *(["first in the words"] if wide else []))
        for column, share in zip(table.columns, (None, 8, 9, 10), strict=False):
            column.ratio = share
        table.columns[0].width = _STANDING_WIDTH
        table.expand = True
        for standing in self._told():
            cells = [*self._positions(standing), *self._former(standing)]
            head = Text.assemble((self.words.of(standing), "bold"), "\n", _standing(standing))
            for number, (value, holders, quote) in enumerate(cells):
                if number == 0 and len(cells) == 1:
                    value.append("\n")  # the standing takes a line of its own
                table.add_row(head if number == 0 else Text(), value, holders, *([quote] if wide else []))
        yield table

    def _positions(self, standing: Standing) -> Iterator[tuple[Text, Text, Text]]:
        """A row for each value that is held; values that are only words, by who holds them."""
        groups: dict[object, list[Position]] = {}
        for number, position in enumerate(standing.positions):
            named = position.value.low is None and position.value.high is None and standing.attribute != "occurred"
            plain = named and not position.contradicts and position.polarity == "+"
            groups.setdefault(position.origins if plain else number, []).append(position)
        for positions in sorted(groups.values(), key=lambda of: (not of[0].contradicts, of[0].overtaken)):
            value = Text()
            for position in positions:
                told = self.words.value(position.value, standing.attribute, position.polarity)
                style = "bold red" if position.contradicts else "dim" if position.overtaken else ""
                value.append("\n" if value else "").append(f"{'≠ ' * bool(position.contradicts)}{told}", style)
                value.append("  overtaken" * position.overtaken, "dim italic")
            claim = self.words.first(positions[0])
            yield value, Text(self.words.held_by(positions[0]), "cyan"), self._words(claim)

    def _former(self, standing: Standing) -> Iterator[tuple[Text, Text, Text]]:
        """What was held once, and by whose doing it no longer is."""
        if standing.attribute not in _FORMER:
            return
        shown = {number for position in standing.positions for number in position.claims}
        seen: set[tuple[object, ...]] = set()
        for claim in self.incident.claims:
            same = claim.attribute == standing.attribute and claim.value.category == standing.of
            if not same or claim.state == "current" or claim.value.part or claim.id in shown:
                continue
            told = self.words.value(claim.value, claim.attribute, claim.polarity)
            if (told, claim.origin, claim.by) in seen:
                continue
            seen.add((told, claim.origin, claim.by))
            value = Text.assemble(
                (told, "dim strike"), (f"  {_GONE[claim.state]} {self.words.publisher(claim.by)}", "dim")
            )
            yield value, Text(self.words.origin(claim.origin), "dim cyan"), self._words(claim)

    def _words(self, claim: Held) -> Text:
        return Text.assemble(f"“{one_line(claim.quote, _QUOTE)}”", (f" {self.words.publisher(claim.version)}", "dim"))

    # --- who says it, where

    def origins(self) -> Iterator[RenderableType]:
        yield _section("Who says it", "origins; relays of one speaker and copies of one text are one")
        table = _table("", "through")
        table.columns[0].ratio, table.columns[1].ratio, table.expand = 2, 3, True
        for number, origin in enumerate(self.incident.origins):
            kind = "a party to the conflict" if origin.party else "" if origin.kind == "speaker" else origin.kind
            name = Text.assemble((self.words.origin(number), "cyan"), (f"\n{kind}" if kind else "", "dim"))
            table.add_row(name, Text(", ".join(map(one_line, origin.relays))))
        yield table

    def reports(self) -> Iterator[RenderableType]:
        yield _section("Reports", "in the order of publication (UTC); mentions are what onrecord review decides on")
        table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for report in self.incident.reports:
            cell = Text.assemble((one_line(report.publisher) if report.publisher else "publisher not named", "cyan"))
            if report.agency and report.agency != report.publisher:
                cell.append(f"  from {one_line(report.agency)}", "dim")
            cell.append("".join(f"  mention {number}" for number in report.mentions), "dim")
            for note, style in self._notes(report):
                cell.append("  ").append(note, style)
            for line, style in ((report.title, ""), (report.url, "dim")):
                cell.append(f"\n{one_line(line)}" if line else "", style)
            table.add_row(Text(instant(report.published, zone=False)), cell)
        yield table

    def _notes(self, report: ReportOnRecord) -> Iterator[tuple[str, str]]:
        if report.versions > 1:
            said = f"version {report.of} of {report.versions}"
            revision = self.revisions.get(report.version)
            if any(c.version == report.version for c in self.incident.corrections):
                yield f"{said}, with a correction", "bold green"
            elif revision is not None and revision.silent:
                yield f"{said}, edited silently", "bold yellow"
            else:
                yield said, "dim"
        if report.erased is not None:
            yield f"text erased: {one_line(report.erased)}", "bold magenta"

    def estimates(self) -> Iterator[RenderableType]:
        if not self.incident.estimates:
            return
        yield _section("Estimates", "derived by other codebooks' rules, and claimed by nobody")
        table = _table("", "low", "best", "high", "rule")
        for column in table.columns[1:4]:
            column.justify = "right"
        rules: dict[str, None] = {}
        for one in self.incident.estimates:
            name, rule = _ESTIMATES.get(one.name, one.name), one.rule.partition(": ")[2] or one.rule
            numbers = ("" if n is None else f"{n:,}" for n in (one.low, one.best, one.high))
            table.add_row(name, *numbers, Text("the same" if rule in rules else rule, "dim"))
            rules[rule] = None
        yield table


def _section(title: str, subtitle: str) -> Text:
    return Text.assemble("\n", (title, "bold underline"), (f"  {subtitle}", "dim"))


def _standing(standing: Standing) -> Text:
    told = str(standing)
    text = Text(told.replace("independent ", ""), standing_style(told))
    if standing.label == "origins" and standing.parties:
        text.append(f" ({standing.parties}{PARTY})")
    return text


def _sentence(claim: Held) -> Text:
    """The sentence that a claim stands in, its words in bold."""
    sentence, quote = one_line(claim.sentence, _SENTENCE), one_line(claim.quote)
    text = Text(f"“{sentence}”")
    at = sentence.find(quote)
    if claim.quote and at >= 0:
        text.stylize("bold", at + 1, at + 1 + len(quote))
    return text


def _number(bounds: tuple[float | None, float | None]) -> str:
    low, high = bounds
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {low:g}"
    return f"{high:g}" if low == high else f"{low or 0:g}–{high:g}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _table(*headers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="dim", border_style="dim")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table
