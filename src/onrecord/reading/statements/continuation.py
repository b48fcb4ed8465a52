"""Quotations that go on without a cue of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from onrecord.reading.parse import Parse
from onrecord.reading.statements.attribution import Attribution
from onrecord.reading.statements.labels import label_of
from onrecord.reading.statements.quotes import Quotation, touch

_MARK = 2  # characters: the width of a quotation mark and a space
_LEAST_WORDS = 4  # words in quotation marks; fewer are a name or an irony, not speech


def give_quotations(parse: Parse, quoted: list[Quotation], found: list[Attribution]) -> list[Attribution]:
    """Quotations that no cue claims are given to the statement they continue, or become floating statements.

    Returns:
        All attributions in text order.
    """
    for attribution in found:
        _cut_loose(attribution)
    here = _by_paragraph(parse, found)
    for quotation in quoted:
        _complete(quotation, here[quotation.paragraph])
    floating: list[Attribution] = []
    left_open: Attribution | None = None
    for quotation in quoted:
        near = here[quotation.paragraph]
        label = label_of(parse, quotation) if not _is_claimed(quotation, near) else None
        if label is not None and _is_spoken(parse, quotation):
            labelled = Attribution.labelled(quotation, *label)
            floating.append(labelled)
            near.append(labelled)
        elif not _is_claimed(quotation, near) and _is_speech(parse, quotation):
            owner = (
                _owner(quotation, near) or _continued(left_open, quotation) or _quoted_before(quotation, here, parse)
            )
            if owner is not None:
                owner.content.append(quotation.span)
                owner.content.sort()
                owner.quoted.append(quotation)
            else:
                owner = Attribution.floating(quotation)
                floating.append(owner)
                near.append(owner)
        if quotation.open:
            left_open = next((a for a in reversed(near) if quotation in a.quoted), None)
    return sorted([*found, *floating], key=lambda a: a.position)


def _cut_loose(attribution: Attribution) -> None:
    """A content that is not quoted does not go on in a quotation of another paragraph: that stands alone."""
    if any(q.paragraph == attribution.paragraph for q in attribution.quoted):
        return
    loose = [q for q in attribution.quoted if q.closed]
    kept = [span for span in attribution.content if not any(touch(q.span, span) for q in loose)]
    if loose and kept:
        attribution.content[:] = kept
        attribution.quoted[:] = [q for q in attribution.quoted if q not in loose]


def _complete(quotation: Quotation, near: list[Attribution]) -> None:
    """A content that begins a quotation and stops within it goes on to its end; what is said inside it is nested."""
    owners = [a for a in near if a.outer is None and quotation.held_by(a.content, a.anchor)]
    if len(owners) != 1:
        return
    (owner,) = owners
    place = next(i for i, span in enumerate(owner.content) if touch(quotation.span, span))
    start, end = owner.content[place]
    if start > quotation.start + _MARK or end >= quotation.end:
        return
    after = [span for span in owner.content[place + 1 :] if span[0] >= quotation.end]
    owner.content[place:] = [(start, quotation.end), *after]
    for other in near:
        inside = other.anchor is not None and start <= other.anchor.start < quotation.end
        if inside and other.outer is None and other is not owner:
            other.outer = owner


def _is_claimed(quotation: Quotation, near: list[Attribution]) -> bool:
    """Whether a cue outside the quotation has it, or a part of it, as its content."""
    return any(quotation.held_by(a.content, a.anchor) for a in near)


def _owner(quotation: Quotation, near: list[Attribution]) -> Attribution | None:
    """The statement of the same paragraph that the quotation goes on from, or leads up to."""
    cued = [a for a in near if a.anchor is not None and a.paragraph == quotation.paragraph]
    before = [a for a in cued if a.position[0] < quotation.start]
    if before:
        return ([a for a in before if a.quoted] or before)[-1]
    after = [a for a in cued if a.position[0] >= quotation.end]
    return after[0] if after and after[0].quoted else None


def _continued(left_open: Attribution | None, quotation: Quotation) -> Attribution | None:
    """The statement whose quotation was left open at the end of the paragraph before."""
    if left_open is not None and any(q.open and q.paragraph == quotation.paragraph - 1 for q in left_open.quoted):
        return left_open
    return None


def _quoted_before(quotation: Quotation, here: dict[int, list[Attribution]], parse: Parse) -> Attribution | None:
    """The quoted statement that ends the paragraph before one that is nothing but a quotation: it goes on there."""
    paragraph = parse.paragraphs[quotation.paragraph]
    outside = parse.text[paragraph.start : quotation.start] + parse.text[quotation.end : paragraph.end]
    if outside.strip():
        return None
    before = [a for a in here[quotation.paragraph - 1] if a.outer is None]
    last = max(before, key=lambda a: (a.anchor.start if a.anchor else a.position[0], a.position), default=None)
    return last if last is not None and any(q.paragraph == quotation.paragraph - 1 for q in last.quoted) else None


def _is_spoken(parse: Parse, quotation: Quotation) -> bool:
    """Whether a quotation that ends somewhere has enough words to be speech."""
    words = [t for t in parse.tokens_in(quotation.start, quotation.end) if t.pos != "PUNCT"]
    return (quotation.closed or quotation.open) and len(words) >= _LEAST_WORDS


def _is_speech(parse: Parse, quotation: Quotation) -> bool:
    """Whole sentences in quotation marks are speech; a few words within the author's sentence, or a mark that nothing
    closes, are not."""
    tokens = parse.tokens_in(quotation.start, quotation.end)
    if not _is_spoken(parse, quotation) or not any(t.pos in ("VERB", "AUX") for t in tokens):
        return False
    around = (*tokens[0].sentence.tokens, *tokens[-1].sentence.tokens)
    return all(quotation.start <= t.start < quotation.end or t.pos == "PUNCT" for t in around)


def _by_paragraph(parse: Parse, found: list[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions that have content in each paragraph, in text order."""
    starts = [p.start for p in parse.paragraphs]
    here: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in found:
        paragraphs: set[int] = {attribution.paragraph}
        for start, end in attribution.content:
            paragraphs.update(range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1)))
        for paragraph in sorted(paragraphs):
            here[paragraph].append(attribution)
    return here
