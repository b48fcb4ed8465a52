"""A cue with its source and content, before anybody has asked who the source is."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.codebook import Cue
from onrecord.reading.parse import Token
from onrecord.reading.statements.quotes import Quotation
from onrecord.records import Span

FLOATING = 0.7
"""How sure a quotation without cue or source is to be a statement."""


@dataclass(slots=True, eq=False)
class Attribution:
    """A cue with its source and content, before anybody has asked who the source is.

    ``cue`` and ``source`` are runs of tokens (empty where there are none), ``content`` spans of the text. ``anchor``
    is the cue's head word (none for a quotation that stands alone); ``subject`` the head of the source; ``recipient``
    the phrase that is spoken to; ``confidence`` how sure it is to be a statement.
    """

    cue: list[Token]
    source: list[Token]
    content: list[Span]
    entry: Cue | None
    anchor: Token | None
    subject: Token | None
    recipient: list[Token]
    paragraph: int
    confidence: float
    outer: Attribution | None = None
    quoted: list[Quotation] = field(default_factory=list)

    @classmethod
    def floating(cls, quotation: Quotation) -> Attribution:
        """A quotation that stands alone: no cue, no source."""
        return cls(
            [], [], [quotation.span], None, None, None, [], quotation.paragraph, FLOATING, quoted=[quotation]
        )  # fmt: skip

    @classmethod
    def labelled(cls, quotation: Quotation, source: list[Token], mark: list[Token]) -> Attribution:
        """A quotation with the name of its speaker beside it, and a mark between the two."""
        subject = next((t for t in source if t.head.index not in {s.index for s in source}), source[0])
        return cls(
            mark, source, [quotation.span], None, None, subject, [], quotation.paragraph, FLOATING, quoted=[quotation]
        )  # fmt: skip

    @property
    def position(self) -> tuple[int, int]:
        """Where the statement begins: the order of statements in a reading."""
        starts = [s for s, _ in self.content] + [t.start for t in self.cue[:1]] + [t.start for t in self.source[:1]]
        return min(starts), max(e for _, e in self.content)


@dataclass(slots=True)
class Attributions:
    """All attributions of a report in text order, and its quotations."""

    items: list[Attribution]
    quotations: list[Quotation]
