"""The stage ``attributions``: which words report what somebody said, and what are their source and content.

The reader model marks them (marking); each mark is linked to the parse and the codebook (linking); quotations that no
mark claims are given to the statement they continue, or stand alone (continuation). Who the source is, through which
channel and when, is asked later (actors, statements).
"""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.reading.encoder import Encoding, reader_model
from onrecord.reading.parse import Parse
from onrecord.reading.registry import Output, stage
from onrecord.reading.statements.attribution import Attribution, Attributions
from onrecord.reading.statements.continuation import give_quotations
from onrecord.reading.statements.linking import Linker
from onrecord.reading.statements.marking import candidates, settle
from onrecord.reading.statements.quotes import quotations


@stage(
    "attributions",
    needs=("parse", "encoding", "codebook"),
    question="Which words report what somebody said, and what are their source and content?",
)
def attributions(*, parse: Parse, encoding: Encoding | None, codebook: Codebook) -> Output:
    """Find cues with their source and content."""
    if encoding is None:
        return Attributions([], []), ()
    quoted, warnings = quotations(parse.text, parse.paragraphs)
    model = reader_model()
    marks = settle(candidates(model, encoding, model.thresholds.candidate), model.thresholds)
    linker = Linker(parse, encoding.words, quoted, codebook)
    made = [linker.attribution(mark) for mark in marks]
    for mark, attribution in zip(marks, made, strict=True):
        if attribution is not None and mark.outer is not None:
            attribution.outer = made[mark.outer]
    for attribution in made:
        if attribution is not None:
            _set_upright(attribution)
    found: list[Attribution] = [attribution for attribution in made if attribution is not None]
    return Attributions(give_quotations(parse, quoted, found), quoted), tuple(warnings)


def _set_upright(attribution: Attribution) -> None:
    """Where two tell the same content, the inner one is that whose cue hangs on the other's: "reported, citing X"."""
    outer = attribution.outer
    if outer is None or outer.outer is not None or not _tell_the_same(attribution, outer):
        return
    mine, its = attribution.anchor, outer.anchor
    if mine is None or its is None or any(start <= mine.start < end for start, end in outer.content):
        return
    if mine in its.ancestors():
        attribution.outer, outer.outer = None, attribution


def _tell_the_same(one: Attribution, two: Attribution) -> bool:
    """Whether most of the longer content is the other's too."""
    mine, theirs = ({p for start, end in a.content for p in range(start, end)} for a in (one, two))
    return 2 * len(mine & theirs) > max(len(mine), len(theirs))
