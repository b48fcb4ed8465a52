"""Events, tolls, factuality, claims and corrections against reports that were annotated in full.

All figures are of all reports together. Triggers are paired one to one where their spans overlap; a read event stands
for the gold event with which it shares most triggers. Then:

- found: triggers that are paired; typed: and have the same type; realis: of those paired, the share with the same;
- joined: B-cubed F1 of the paired triggers: are those of one event together, and those of two apart;
- main: the share of reports whose main event is the gold's, or that have none where the gold has none;
- roles: roles of the record with the same name and overlapping words; tolls: rows with the same status, bounds and
  category, whoever holds them;
- factuality: the share of the gold's holders of an event whose certainty and polarity are the same; predicates: the
  same of the gold's words, of those read;
- claims: same event, attribute, holder and value; held: of those, the share with the same certainty and polarity;
  accusation: of those of perpetrators, the share with the same step; conflicts: pairs of claims;
- corrections: passages that overlap; corrected: of the gold's, the share with what was wrong and right to the word;
- quantities: spans that overlap and have the same bounds.

Precision, recall and F1 where a thing can be missed or made up, else the share that is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.bench.alignment import Alignment, record_of
from onrecord.bench.gold_reports import GoldReport, load
from onrecord.bench.spans import At, any_overlap, overlap, paired
from onrecord.records import Reading, Span

COUNTED = ("found", "typed", "roles", "tolls", "claims", "conflicts", "corrections", "quantities")
"""What has precision, recall and F1."""

SHARES = ("realis", "joined", "main", "factuality", "predicates", "held", "accusation", "corrected")
"""What has one figure."""


@dataclass(slots=True)
class Tally:
    """How many are right, read and in the gold."""

    right: int = 0
    read: int = 0
    gold: int = 0

    def add(self, right: int, read: int, gold: int) -> None:
        """Add those of a report."""
        self.right += right
        self.read += read
        self.gold += gold

    def f1(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 1 of nothing."""
        precision = self.right / self.read if self.read else 1.0
        recall = self.right / self.gold if self.gold else 1.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    def figures(self, name: str) -> dict[str, float]:
        """The three by what they are called."""
        return {f"{name}.{kind}": value for kind, value in zip(("precision", "recall", "f1"), self.f1(), strict=True)}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as the gold has it: the report's id, what is compared, and what was wanted or read."""

    report: str
    what: str
    told: str


@dataclass(slots=True)
class Scores:
    """Tallies by name (see the module), a share as right of ``gold``, and the faults in the order of the reports."""

    reports: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in (*COUNTED, *SHARES)})
    cubed: list[tuple[float, float]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def measure(folder: Path | None = None, tell: Callable[[int, int], None] | None = None) -> Scores:
    """Read the reports of a folder, or our own, and compare.

    Raises:
        GoldError: a file is no annotated report.
    """
    from onrecord.api import read

    scores = Scores()
    for gold in load(folder, tell):
        compare(gold, read(gold.report(), installed=False), scores)
    return scores


def compare(gold: GoldReport, reading: Reading, scores: Scores) -> None:
    """Add what a reading has right of a report."""
    _Comparison(gold, reading, scores).run()


class _Comparison:
    def __init__(self, gold: GoldReport, reading: Reading, scores: Scores) -> None:
        self.gold, self.reading, self.scores = gold, reading, scores
        self.text = gold.text
        self.aligned = Alignment(gold, reading)

    def run(self) -> None:
        self.scores.reports += 1
        for part in (
            self._triggers, self._joined, self._main, self._roles, self._tolls, self._factuality, self._predicates,
            self._claims, self._corrections, self._quantities,
        ):  # fmt: skip
            part()

    def _fault(self, what: str, told: str) -> None:
        self.scores.faults.append(Fault(self.gold.id, what, told))

    def _words(self, span: Span) -> str:
        return repr(self.text[span[0] : span[1]])

    def _count(self, name: str, right: int, read: int, gold: int) -> None:
        self.scores.tallies[name].add(right, read, gold)

    def _share(self, name: str, answers: Iterable[bool]) -> None:
        told = list(answers)
        self._count(name, sum(told), len(told), len(told))

    def _triggers(self) -> None:
        wanted, found, pairs = self.aligned.wanted, self.aligned.found, self.aligned.pairs
        typed = sum(wanted[i].type == found[j].type for i, j in pairs.items())
        self._count("found", len(pairs), len(found), len(wanted))
        self._count("typed", typed, len(found), len(wanted))
        self._share("realis", (wanted[i].realis == found[j].realis for i, j in pairs.items()))
        for i, want in enumerate(wanted):
            words = self._words((want.start, want.end))
            if i not in pairs:
                self._fault("trigger", f"missed {words} ({want.type})")
                continue
            read = found[pairs[i]]
            if want.type != read.type:
                self._fault("type", f"of {words}: gold {want.type}, read {read.type}")
            if want.realis != read.realis:
                self._fault("realis", f"of {words}: gold {want.realis}, read {read.realis}")
        for j, event in enumerate(found):
            if j not in pairs.values():
                self._fault("trigger", f"extra {self._words(event.trigger)} ({event.type})")

    def _joined(self) -> None:
        rows = [(self.aligned.wanted[i].event, record_of(self.aligned.found[j])) for i, j in self.aligned.pairs.items()]
        want, read, both = Counter(r[0] for r in rows), Counter(r[1] for r in rows), Counter(rows)
        self.scores.cubed += [(both[row] / read[row[1]], both[row] / want[row[0]]) for row in rows]
        for event, number in sorted(Counter(event for event, _ in both).items()):
            if number > 1:
                self._fault("joined", f"{event} was read as {number} events")
        for id, number in sorted(Counter(id for _, id in both).items()):
            if number > 1:
                events = ", ".join(sorted(event for event, other in both if other == id))
                self._fault("joined", f"{events} were read as one event")

    def _main(self) -> None:
        wanted = next((e.id for e in self.gold.events if e.main), None)
        read = next((e for e in self.reading.events if e.main), None)
        right = read is None if wanted is None else read is not None and self.aligned.events.get(wanted) == read.id
        self._share("main", [right])
        if not right:
            self._fault("main", f"gold {wanted}, read {self._words(read.trigger) if read is not None else 'none'}")

    def _roles(self) -> None:
        right = read = gold = 0
        for event in self.gold.events:
            record = self.aligned.canonical(event)
            wanted = [(role, self.gold.span(words)) for role, spans in event.roles.items() for words in spans]
            left = [(role.role, role.spans) for role in record.roles] if record is not None else []
            gold, read = gold + len(wanted), read + len(left)
            for name, span in wanted:
                hit = next((one for one in left if one[0] == name and any_overlap([span], one[1])), None)
                if hit is None:
                    self._fault("role", f"missed {name} {self._words(span)} of {event.id} ({event.trigger})")
                    continue
                left.remove(hit)
                right += 1
            for name, spans in left:
                self._fault("role", f"extra {name} {self._words(spans[0])} of {event.id} ({event.trigger})")
        others = set(self.aligned.events.values())
        read += sum(len(e.roles) for e in self.reading.events if e.same_as is None and e.id not in others)
        self._count("roles", right, read, gold)

    def _tolls(self) -> None:
        records = {event.id: self.aligned.canonical(event) for event in self.gold.events}
        wanted: Counter[tuple[object, ...]] = Counter()
        found: Counter[tuple[object, ...]] = Counter()
        for event in self.gold.events:
            wanted.update({(event.id, row.status, row.low, row.high, row.category) for row in event.toll})
        names = {record.id: id for id, record in records.items() if record is not None}
        for read in self.reading.events:
            of = names.get(read.id, read.id)
            found.update({(of, row.status, row.low, row.high, row.category) for row in read.toll})
        self._count("tolls", (wanted & found).total(), found.total(), wanted.total())
        for row in sorted(wanted - found, key=str):
            self._fault("toll", f"missed {row}")
        for row in sorted(found - wanted, key=str):
            self._fault("toll", f"extra {row}")

    def _factuality(self) -> None:
        names = self.aligned.statements | {"author": "author"}
        told = []
        for event in self.gold.events:
            record = self.aligned.canonical(event)
            rows = record.factuality if record is not None else ()
            held = {names.get(row.holder): (row.certainty, row.polarity) for row in rows}
            for holder, value in event.factuality.items():
                told.append(held.get(holder) == value)
                if not told[-1] and record is not None:
                    self._fault("factuality", f"{holder} of {event.id}: gold {value}, read {held.get(holder)}")
        self._share("factuality", told)

    def _predicates(self) -> None:
        told = []
        for want in self.gold.predicates:
            span = self.gold.span(want.words)
            read = next((p for p in self.reading.predicates if overlap(p.trigger, span)), None)
            if read is None:
                self._fault("predicate", f"missed {want.words!r}")
                continue
            told.append((read.certainty, read.polarity) == (want.certainty, want.polarity))
            if not told[-1]:
                gold = f"{want.certainty} {want.polarity}"
                self._fault("predicate", f"{want.words!r}: gold {gold}, read {read.certainty} {read.polarity}")
        self._share("predicates", told)

    def _claims(self) -> None:
        pairs = self.aligned.claims()
        read = {claim.id: claim for claim in self.reading.claims}
        used = {claim.attribute for claim in self.gold.claims}
        counted = [c for c in read.values() if c.attribute != "type" or "type" in used]
        self._count("claims", len(pairs), len(counted), len(self.gold.claims))
        held, steps = [], []
        for want in self.gold.claims:
            if want.id not in pairs:
                self._fault("claim", f"missed {want.attribute} {want.value} of {want.event} by {want.holder}")
                continue
            found = read[pairs[want.id]]
            held.append((found.certainty, found.polarity) == (want.certainty, want.polarity))
            if not held[-1]:
                gold = f"{want.certainty} {want.polarity}"
                told = f"{want.id} {want.attribute}: gold {gold}, read {found.certainty} {found.polarity}"
                self._fault("held", told)
            if want.attribute == "perpetrator":
                steps.append(found.accusation == want.accusation)
                if not steps[-1]:
                    self._fault("accusation", f"{want.id}: gold {want.accusation}, read {found.accusation}")
        for claim in counted:
            if claim.id not in pairs.values():
                words = self._words(claim.evidence[0])
                self._fault("claim", f"extra {claim.attribute} {claim.value} by {claim.holder} ({words})")
        self._share("held", held)
        self._share("accusation", steps)
        wanted = {tuple(sorted((c.id, other))) for c in self.gold.claims for other in c.conflicts}
        found_pairs = {tuple(sorted((c.id, other))) for c in self.reading.claims for other in c.conflicts}
        right = sum(tuple(sorted((pairs.get(a, ""), pairs.get(b, "")))) in found_pairs for a, b in wanted)
        self._count("conflicts", right, len(found_pairs), len(wanted))

    def _corrections(self) -> None:
        right, exact = 0, []
        for want in self.gold.corrections:
            span = self.gold.span(want.words)
            read = next((c for c in self.reading.corrections if overlap((c.start, c.end), span)), None)
            right += read is not None
            exact.append(read is not None and (read.wrong, read.right) == (want.wrong, want.right))
            if not exact[-1]:
                told = f"{read.wrong!r} to {read.right!r}" if read is not None else "none"
                self._fault("correction", f"gold {want.wrong!r} to {want.right!r}, read {told}")
        self._count("corrections", right, len(self.reading.corrections), len(self.gold.corrections))
        self._share("corrected", exact)

    def _quantities(self) -> None:
        wanted = [At(*self.gold.span(q.words)) for q in self.gold.quantities]
        pairs = paired(wanted, self.reading.quantities)
        right = 0
        for i, want in enumerate(self.gold.quantities):
            read = self.reading.quantities[pairs[i]] if i in pairs else None
            same = read is not None and (read.low, read.high) == (want.low, want.high)
            right += same
            if not same:
                told = f"{read.low} to {read.high}" if read is not None else "none"
                self._fault("quantity", f"{want.words!r}: gold {want.low} to {want.high}, read {told}")
        self._count("quantities", right, len(self.reading.quantities), len(wanted))


def figures(scores: Scores) -> dict[str, float]:
    """The figures, 0 to 1, by name."""
    made: dict[str, float] = {}
    for name in COUNTED:
        made |= scores.tallies[name].figures(name)
    for name in SHARES:
        tally = scores.tallies[name]
        made[name] = tally.right / tally.gold if tally.gold else 1.0
    made["joined"] = _cubed(scores.cubed)
    return made


def rows(scores: Scores) -> Iterator[tuple[str, Tally]]:
    """What has precision, recall and F1, by name."""
    yield from ((name, scores.tallies[name]) for name in COUNTED)


def _cubed(cases: list[tuple[float, float]]) -> float:
    if not cases:
        return 1.0
    precision, recall = (sum(case[k] for case in cases) / len(cases) for k in (0, 1))
    return 2 * precision * recall / (precision + recall)
