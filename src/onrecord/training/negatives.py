"""Paragraphs in which nobody says anything: the reader model has to learn these too."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from onrecord.api import make_report
from onrecord.codebook import Codebook
from onrecord.reading.parse import Paragraph, Token, parse
from onrecord.training.corpus import Article, CorpusError

_LEAST_WORDS = 12
_PLAIN = ("assert", "announce")  # acts of words that, without a clause, often say nothing ("carry", "put", "show")
_MARKS = frozenset('“”"„«»')


def silent(path: Path, codebook: Codebook) -> list[Article]:
    """The paragraphs of a corpus that hold no quotation mark and no word that the codebook has as a cue.

    Raises:
        CorpusError: the file is missing.
    """
    if not path.is_file():
        raise CorpusError(f"{path} is missing: give the folder that holds the corpora with --data")
    articles = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            parsed = parse(report=make_report(row["text"]))[0]
            kept = [p for p in parsed.paragraphs if _is_silent(p, parsed.text, codebook)]
            text = "\n\n".join(parsed.text[p.start : p.end] for p in kept)
            if text:
                articles.append(Article(f"silent-{row['id']}", text, ()))
    return articles


def _is_silent(paragraph: Paragraph, text: str, codebook: Codebook) -> bool:
    tokens = [token for sentence in paragraph.sentences for token in sentence.tokens]
    return (
        len(tokens) >= _LEAST_WORDS
        and not _MARKS & set(text[paragraph.start : paragraph.end])
        and not any(_may_tell(token, codebook) for token in tokens)
    )


def _may_tell(token: Token, codebook: Codebook) -> bool:
    """Whether a word may be a cue: by itself, or with a clause of its own."""
    kind = {"VERB": "verb", "NOUN": "noun"}.get(token.pos)
    cue = codebook.cues.get((kind, token.lemma)) if kind is not None else None
    if token.lower == "according" or (cue is not None and (not cue.needs_content or cue.act not in _PLAIN)):
        return True
    return cue is not None and token.child("ccomp", "xcomp", "acl") is not None
