"""Who did it, and how surely, against the answer keys of the MUC-3 and MUC-4 evaluations (1991, 1992).

The corpora are wire reports and broadcasts on violence in Latin America; their keys hold a template for each incident,
with who did it (slots 9 and 10, strings of the text) and how the report has it (slot 11: reported as fact, claimed or
admitted, suspected or accused by authorities, suspected or accused, possible, acquitted). What is measured:

- organizations and individuals: of the keyed ones (each once a text, whatever its templates), the share that a claim
  names as perpetrator, whoever holds it. A name is the same if the words of the one hold those of the other, without
  articles; for a claim, its own words and all names of its actor count. Those that the key marks as optional, and
  those that the text has in no such words, are left out;
- read ones: of the perpetrators that claims name in texts with a keyed perpetrator, the share that the key names. The
  keys hold acts of terrorism alone, so it is a lower bound;
- steps: of the keyed organizations that are found, the share whose step is the key's (any, where it gives several).

The key's step is the report's and a claim's is its holder's, so the claims on one organization are put together as the
manual's tree asks (:func:`of_report`). The texts are in capitals; :mod:`onrecord.bench.truecase` gives them case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from onrecord.bench.goldfile import GoldError
from onrecord.bench.truecase import truecased
from onrecord.records import Accusation, Actor, Claim, Report, Statement

Kind = Literal["individual", "organization"]

STEPS: dict[str, Accusation] = {
    "REPORTED AS FACT": "fact",
    "CLAIMED OR ADMITTED": "claimed",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "suspected_by_authorities",
    "SUSPECTED OR ACCUSED": "suspected",
    "POSSIBLE": "possible",
    "ACQUITTED": "acquitted",
}
"""The fillers of slot 11 and the steps that they are here."""

_MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-(\d{4}))\b.*$", re.M)
_SLOT = re.compile(r"^(\d+)\.\s+[A-Z :]+?\s{2,}(.*)$")
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_HEADER = re.compile(r"^(?P<dateline>.*?) -- (?:\[.*?\] )*?\[(?:TEXT|SUMMARY|EXCERPTS?)\] ", re.S)
_DATE = re.compile(r"\b(\d{1,2} [A-Z]{3} \d{2})\b")
_BRACKETS = str.maketrans("[]", "()")  # the editors' brackets; the parser knows round ones better
_WORDS = re.compile(r"\w+")
_ACCUSING = re.compile(
    r".*\b(?:attribut|accus|blam|suspect|charg|ascrib|implicat|link|confess|claim|allegation|responsib)", re.I | re.S
)
_ARTICLES = frozenset({"the", "a", "an", "los", "las", "el", "la"})
_SLOTS: dict[str, Kind] = {"9": "individual", "10": "organization"}


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Who a key holds for the perpetrator: the strings that are taken for the name, and the steps taken for right."""

    kind: Kind
    names: tuple[str, ...]
    steps: frozenset[Accusation] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with all keyed perpetrators of its templates, each once."""

    report: Report
    perpetrators: tuple[Perpetrator, ...]


@dataclass(slots=True)
class Scores:
    """Counts over all texts.

    ``keyed`` and ``found`` are by kind, ``read`` all perpetrators of claims and ``right`` those of them that are keyed,
    ``steps`` how often a key's step (the first) was read as which.
    """

    keyed: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    read: int = 0
    right: int = 0
    steps: Counter[tuple[Accusation, Accusation]] = field(default_factory=Counter)
    texts: int = 0


def load_folder(folder: Path, first: int = 1, last: int = 9999) -> Iterator[GoldText]:
    """The texts of a folder with their keys, by number.

    Args:
        folder: files of texts and, named ``key-…``, of answer keys, as the corpora hold them.
        first: the number of the first message to take.
        last: the number of the last.

    Raises:
        onrecord.bench.goldfile.GoldError: there is no such folder, or it holds no texts or no keys.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder} is no folder: give one with the texts and the answer keys of MUC-3 or MUC-4")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    keys = "\n".join(_contents(path) for path in files if path.name.startswith("key-"))
    if not keys:
        raise GoldError(f"{folder} has no answer keys: their names start with key-")
    keyed = _keyed(keys)
    texts = [m for path in files if not path.name.startswith("key-") for m in _messages(_contents(path))]
    if not texts:
        raise GoldError(f"{folder} has no texts: a text opens with its number, such as DEV-MUC3-0001")
    for name, number, body in sorted(texts):
        if first <= number <= last and name in keyed:
            yield GoldText(_report(name, body), tuple(keyed[name]))


def _contents(path: Path) -> str:
    try:
        return path.read_text(encoding="latin-1").replace("\r", "")
    except OSError as error:
        raise GoldError(f"{path} cannot be read ({error})") from error


def _messages(content: str) -> Iterator[tuple[str, int, str]]:
    """Name, number and body of each text of a file."""
    heads = list(_MESSAGE.finditer(content))
    ends = [head.start() for head in heads[1:]] + [len(content)]
    for head, end in zip(heads, ends, strict=False):  # a file without any has one end too many
        yield head[1], int(head[2]), content[head.end() : end]


def _report(name: str, body: str) -> Report:
    """The report of a text: its paragraphs in a line each, with case, without the header that ends in "[TEXT]"."""
    from onrecord.api import make_report

    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", body)]
    text = "\n\n".join(p for p in paragraphs if p)
    header = _HEADER.match(text)
    published = None
    if header is not None and (date := _DATE.search(header["dateline"])) is not None:
        try:
            published = datetime.strptime(date[1], "%d %b %y").date().isoformat()
        except ValueError:
            published = None
    body = truecased(text[header.end() :] if header else text)
    return make_report(body.translate(_BRACKETS), id=name, published=published)


def _keyed(keys: str) -> dict[str, list[Perpetrator]]:
    """The perpetrators of each text with a key, none twice."""
    found: dict[str, list[Perpetrator]] = {}
    name = ""
    slots: dict[str, list[str]] = {}
    for line in [*keys.splitlines(), "0.  MESSAGE: ID  "]:
        slot = _SLOT.match(line)
        if slot is None:
            if line.startswith(" ") and slots:
                slots[next(reversed(slots))].append(line.strip())
            continue
        if slot[1] == "0":
            for perpetrator in _perpetrators(slots):
                _add(found[name], perpetrator)
            name, slots = slot[2].split(" ")[0], {}
            found.setdefault(name, [])
        slots[slot[1]] = [slot[2].strip()]
    return found


def _perpetrators(slots: dict[str, list[str]]) -> Iterator[Perpetrator]:
    whole = "OPTIONAL" in " ".join(slots.get("1", []))
    confidence = {names: steps for names, steps in map(_confidence, slots.get("11", [])) if names}
    for number, kind in _SLOTS.items():
        for line in slots.get(number, []):
            names = _strings(line)
            if names:
                optional = whole or line.startswith("?")
                steps = confidence.get(names, frozenset()) if kind == "organization" else frozenset()
                yield Perpetrator(kind, names, steps, optional)


def _strings(line: str) -> tuple[str, ...]:
    return tuple(s.replace('\\"', '"') for s in _STRING.findall(line))


def _confidence(line: str) -> tuple[tuple[str, ...], frozenset[Accusation]]:
    told = line.partition('"')[0]
    steps = {STEPS[part] for part in map(str.strip, re.split(r"[/():?]", told)) if part in STEPS}
    return _strings(line), frozenset(steps)


def _add(found: list[Perpetrator], new: Perpetrator) -> None:
    """Add a perpetrator, or what its template adds to one that another template of the text has."""
    for place, old in enumerate(found):
        if old.kind == new.kind and any(same(a, b) for a in old.names for b in new.names):
            names = tuple(dict.fromkeys((*old.names, *new.names)))
            found[place] = Perpetrator(old.kind, names, old.steps | new.steps, old.optional and new.optional)
            return
    found.append(new)


def _plain(name: str) -> str:
    return " ".join(w for w in _WORDS.findall(name.lower()) if w not in _ARTICLES)


def same(one: str, other: str) -> bool:
    """Whether the words of one name hold those of the other, in a row, articles aside."""
    a, b = _plain(one), _plain(other)
    return bool(a and b) and (f" {a} " in f" {b} " or f" {b} " in f" {a} ")


def of_report(claims: Iterable[Claim], statements: dict[str, Statement], text: str) -> Accusation | None:
    """The report's own step for one perpetrator, from the claims on it, by the tree of MUC-4's manual.

    Acquitted, where one claim has it so; claimed, where the perpetrator owns to it; possible, where none accuses. Else
    it is told as a fact where the author does so, or somebody asserts it as plainly ("the army reported that …"): the
    manual asks whether uncertainty is expressed, and takes a plain report of a source for none. Else suspected, by
    authorities where one of those who suspect is one.
    """
    steps: set[Accusation] = set()
    for claim in claims:
        if claim.accusation is None:
            continue
        told = statements.get(claim.statement or "")
        plain = (
            told is not None
            and told.act in ("assert", "announce")
            and claim.certainty == "certain"
            and len(claim.evidence) == 1  # else it has accusing words beside the accused
            and not any(_ACCUSING.match(text[s:e]) for s, e in told.cue)
        )
        steps.add("fact" if plain and claim.accusation.startswith("suspected") else claim.accusation)
    order: tuple[Accusation, ...] = (
        "acquitted", "claimed", "suspected_by_authorities", "suspected", "fact", "possible",
    )  # fmt: skip
    return next((step for step in order if step in steps), None)


def measure(
    folder: Path, tell: Callable[[int, int], None] = lambda done, whole: None, *, first: int = 1, last: int = 9999
) -> Scores:
    """Read the texts of a folder and compare who did what with their keys.

    Args:
        folder: texts and keys, see :func:`load_folder`.
        tell: told how many texts are read, and how many there are.
        first: the number of the first message to take.
        last: the number of the last.

    Raises:
        onrecord.bench.goldfile.GoldError: the folder is not what it should be.
    """
    from onrecord.reading.partly import outputs

    texts = list(load_folder(folder, first, last))
    scores = Scores()
    readings = outputs((wanted.report for wanted in texts), "claims", "statements", "actors")
    for number, (wanted, found) in enumerate(zip(texts, readings, strict=True), start=1):
        count(scores, wanted, found["claims"], found["statements"], found["actors"])
        tell(number, len(texts))
    return scores


def count(
    scores: Scores,
    gold: GoldText,
    claims: tuple[Claim, ...],
    statements: tuple[Statement, ...],
    actors: tuple[Actor, ...],
) -> None:
    """Compare the perpetrators read from one text with its key, and add to the scores."""
    text = gold.report.text
    read: dict[Any, list[Claim]] = {}
    names: dict[Any, set[str]] = {}
    known = {actor.id: actor for actor in actors}
    for claim in claims:
        if claim.attribute != "perpetrator":
            continue
        actor = known.get(claim.value["actor"] or "")
        key = actor.id if actor is not None else _plain(claim.value["text"])
        read.setdefault(key, []).append(claim)
        mine = names.setdefault(key, {claim.value["text"]})
        mine.add(claim.value["text"])
        if actor is not None:
            mine |= {actor.name, *(text[s:e] for s, e in actor.mentions)}
    by_id = {s.id: s for s in statements}
    scores.texts += 1
    named: set[Any] = set()
    flat = f" {_plain(text)} "
    for wanted in gold.perpetrators:
        keys = [key for key in read if any(same(a, b) for a in names[key] for b in wanted.names)]
        named.update(keys)
        if keys and wanted.steps:
            step = of_report([c for key in keys for c in read[key]], by_id, text)
            if step is not None:
                right = step if step in wanted.steps else min(wanted.steps)
                scores.steps[right, step] += 1
        if wanted.optional or not any(f" {_plain(name)} " in flat for name in wanted.names):
            continue
        scores.keyed[wanted.kind] += 1
        scores.found[wanted.kind] += bool(keys)
    if gold.perpetrators:
        scores.read += len(read)
        scores.right += len(named)


def figures(scores: Scores) -> dict[str, float]:
    """The figures from 0 to 1, by name; those that nothing is counted for are left out."""
    kinds: tuple[Kind, ...] = ("organization", "individual")
    shares = {f"{kind}s.recall": (scores.found[kind], scores.keyed[kind]) for kind in kinds}
    shares["perpetrators.recall"] = (scores.found.total(), scores.keyed.total())
    shares["perpetrators.precision"] = (scores.right, scores.read)
    shares["steps.accuracy"] = (sum(n for (key, read), n in scores.steps.items() if key == read), scores.steps.total())
    return {name: right / whole for name, (right, whole) in shares.items() if whole}


def rows(scores: Scores) -> Iterator[tuple[Accusation, list[int]]]:
    """The confusion table: for each step of the keys that occurs, how often it was read as each of :data:`STEPS`."""
    for step in STEPS.values():
        row = [scores.steps[step, read] for read in STEPS.values()]
        if any(row):
            yield step, row
