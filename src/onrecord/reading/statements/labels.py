"""Who a quotation is labelled with: "Airport tower — “…”", "Mayor Diaz: “…”", "“…” – a nurse in Sumy"."""

from __future__ import annotations

import re

from onrecord.reading.parse import Parse, Token
from onrecord.reading.statements.quotes import Quotation

_BEFORE = re.compile(r"(?:^|[.!?]\s+)(?P<label>[^.!?:—–―]+?)\s*(?P<mark>[:—–―]|\s-)\s*$")
_AFTER = re.compile(r"\s*(?P<mark>[—–―-])\s*(?P<label>[^.!?:—–―]+?)[.]?\s*$")
_WORDS = 9  # of a label, at most
_NAMES = ("NOUN", "PROPN")


def label_of(parse: Parse, quotation: Quotation) -> tuple[list[Token], list[Token]] | None:
    """The words that name the speaker, and the mark between them and the quotation; none where there is no label.

    A label fills what its paragraph has before the quotation, from the last full stop on, or all that it has after
    it, and holds a name or a noun and no verb.
    """
    paragraph = parse.paragraphs[quotation.paragraph]
    before = parse.text[paragraph.start : quotation.start]
    after = parse.text[quotation.end : paragraph.end]
    for match, offset in ((_BEFORE.search(before), paragraph.start), (_AFTER.fullmatch(after), quotation.end)):
        if match is None:
            continue
        source = parse.tokens_in(offset + match.start("label"), offset + match.end("label"))
        mark = parse.tokens_in(offset + match.start("mark"), offset + match.end("mark"))
        if _is_label(source) and mark:
            return source, mark[-1:]
    return None


def _is_label(source: list[Token]) -> bool:
    return (
        0 < len(source) <= _WORDS
        and any(t.pos in _NAMES for t in source)
        and not any(t.pos in ("VERB", "AUX") for t in source)
    )
