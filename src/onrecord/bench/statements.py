"""Statements against annotated reports: our own gold set, or a corpus in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

from onrecord.bench.attribution import GoldReport, Scores, Tally, load_gold, score

GOLD = "statements.jsonl"
_SAID = ("assert", "deny", "announce", "accuse", "warn", "threaten", "promise", "request", "decline")


def own_gold() -> Path:
    """The gold set that ships with onrecord."""
    return Path(str(files("onrecord.bench") / "gold" / GOLD))


def measure(gold: Path | None = None, tell: Callable[[int, int], None] = lambda done, whole: None) -> Scores:
    """Read the reports of a gold file and compare.

    Args:
        gold: the file; the gold set of our own where there is none.
        tell: told how many reports are read, and how many there are.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or is not what it should be.
    """
    from onrecord.api import read

    reports = list(load_gold(gold or own_gold()))

    def readings() -> Iterable[tuple[GoldReport, object]]:
        for number, report in enumerate(reports, 1):
            yield report, read(report.text, published=report.published, installed=False)
            tell(number, len(reports))

    return score(readings(), _is_saying)  # type: ignore[arg-type]


def _is_saying(cue: str) -> bool:
    """Whether a cue is one of the codebook's by which something is said rather than held in mind."""
    from onrecord.codebook import load
    from onrecord.reading.model import parser

    cues = load().cues
    (words,) = parser().parse([cue])
    for word in words:
        pos, lemma = parser().word(word.text, word.tag_, word.dep_)
        entry = cues.get(("noun" if pos == "NOUN" else "verb", lemma))
        if word.text.lower() == "according" or (entry is not None and entry.act in _SAID):
            return True
    return False


def figures(scores: Scores) -> dict[str, float]:
    """The figures that have floors, 0 to 1, by name."""
    rich = scores.rich
    return {
        "marks.partial": scores.all.f1("partial")[2],
        "marks.speaker": scores.all.f1("speaker")[2],
        "marks.exact": scores.all.f1("exact")[2],
        "marks.nested": scores.nested.f1("speaker")[2],
        "marks.resolved": _share(rich["resolved"], rich["named"]),
        "marks.act": _share(rich["act"], rich["pairs"]),
        "marks.manner": _share(rich["manner"], rich["pairs"]),
        "marks.channel": _share(2 * rich["channel right"], rich["channel gold"] + rich["channel read"]),
    }


def rows(scores: Scores) -> list[tuple[str, Tally, bool]]:
    """What is printed, line by line: a name, its counts, and whether precision is known (not for kinds)."""
    kinds = sorted(scores.kinds.items(), key=lambda k: (k[0].startswith("with "), -k[1].gold))
    lines = [("all", scores.all, True), ("said or quoted", scores.strict, True)]
    if scores.nested.gold:
        lines.append(("nested", scores.nested, True))
    return [*lines, *((name, tally, False) for name, tally in kinds)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
