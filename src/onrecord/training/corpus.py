"""The corpora that the reader model is trained on, as plain records."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution as an annotator marked it; spans are code points of its article's text, half-open."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article.

    ``ignore`` are runs that nobody annotated (captions, link lists): no loss is taken there. ``levels`` is how deep the
    annotation goes: 1 where only what the author relays is marked, 2 where statements inside it are marked too.
    """

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    ignore: tuple[Span, ...] = ()
    levels: int = 1


class CorpusError(ValueError):
    """A corpus file is missing or is not what it should be; the message names the file, the line and the mend."""


def load_attributions(path: Path) -> list[Article]:
    """Read a file of annotated articles (JSON lines, gzip or plain), in the file's order.

    Raises:
        CorpusError: the file is missing, or a line lacks a field.
    """
    if not path.is_file():
        raise CorpusError(f"{path} is missing: give the folder that holds the corpora with --data")
    opener = gzip.open if path.suffix == ".gz" else open
    articles: list[Article] = []
    with opener(path, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                try:
                    articles.append(_article(json.loads(line)))
                except (KeyError, TypeError, json.JSONDecodeError) as error:
                    raise CorpusError(f"{path}, line {number}: not an annotated article ({error!r})") from error
    return articles


def digest(path: Path) -> str:
    """SHA-256 of a corpus file: what a model card names."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(sorted((int(start), int(end)) for start, end in pairs))


def _article(row: dict[str, Any]) -> Article:
    return Article(
        id=row["id"],
        text=row["text"],
        attributions=tuple(
            GoldAttribution(_spans(item["source"]), _spans(item["cue"]), _spans(item["content"]))
            for item in row["attributions"]
        ),
        ignore=_spans(row.get("ignore", [])),
    )
