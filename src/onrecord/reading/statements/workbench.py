"""What all constructions work with: the parse, the cues, the quotations, and how an attribution is made."""

from __future__ import annotations

from onrecord.codebook import Codebook, Cue
from onrecord.reading.parse import Parse, Token
from onrecord.reading.statements.attribution import Attribution
from onrecord.reading.statements.phrases import trimmed
from onrecord.reading.statements.quotes import Quotation
from onrecord.records import Span

_MARK = 2  # characters: the width of a quotation mark and a space


class Workbench:
    """A report's parse and quotations beside the codebook's cues."""

    def __init__(self, parse: Parse, codebook: Codebook, quoted: list[Quotation]) -> None:
        self.parse, self.codebook, self.quoted = parse, codebook, quoted
        self.by_paragraph: dict[int, list[Quotation]] = {}
        for quotation in quoted:
            self.by_paragraph.setdefault(quotation.paragraph, []).append(quotation)

    def verb_cue(self, verb: Token) -> Cue | None:
        """The cue that a verb is, with its particle, preposition, object or infinitive where these make the cue."""
        particle = verb.child("prt")
        cues = self.codebook.cues
        if particle is not None:
            return cues.get(("verb", f"{verb.lemma} {particle.lower}"))
        for child in verb.children:
            if child.dep == "prep":
                phrase = f"{verb.lemma} {child.lower}"
            elif child.dep == "xcomp" and child.child("aux") is not None:
                phrase = f"{verb.lemma} to {child.lemma}"
            elif child.dep == "dobj":
                phrase = f"{verb.lemma} {child.lemma}"
            else:
                continue
            cue = cues.get(("verb", phrase))
            if cue is not None:
                return cue
        return cues.get(("verb", verb.lemma))

    def made(
        self,
        words: list[Token],
        source: list[Token],
        content: list[Span],
        cue: Cue | None,
        anchor: Token,
        subject: Token | None,
        recipient: list[Token],
        construction: str,
    ) -> Attribution:
        """An attribution; its content runs over the whole of a quotation that it overlaps."""
        paragraph = anchor.sentence.paragraph.index
        kept = [s for s in (trimmed(self.parse.text, span) for span in content) if s]
        covered = [
            q
            for q in self.by_paragraph.get(paragraph, [])
            if any(touch(q.span, s) for s in kept) and not q.start <= anchor.start < q.end
        ]
        blocked = [t.span for t in (*words, *source)]
        kept = _with_marks(kept, covered, blocked)
        return Attribution(
            words, source, kept, cue, anchor, subject, recipient, paragraph, construction, quoted=covered
        )


def touch(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def without(span: Span, hole: Span) -> list[Span]:
    """What is left of a span when another is taken out of it."""
    if not touch(span, hole):
        return [span]
    return [s for s in ((span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])) if s[0] < s[1]]


def _with_marks(spans: list[Span], covered: list[Quotation], blocked: list[Span]) -> list[Span]:
    """Let content run over the whole of a quotation that it overlaps, unless cue or source stand in between."""
    grown: list[Span] = []
    for start, end in spans:
        for q in covered:
            if not touch(q.span, (start, end)):
                continue
            if start <= q.start < end < q.end and not any(touch(b, (end, q.end)) for b in blocked):
                end = q.end
            if q.start < start < q.end <= end and not any(touch(b, (q.start, start)) for b in blocked):
                start = q.start
            if q.start < start and end < q.end and not any(touch(b, q.span) for b in blocked):
                if start - q.start <= _MARK:
                    start, end = q.start, q.end
                elif q.end - end <= _MARK + 1:
                    end = q.end
        grown.append((start, end))
    grown.sort()
    merged: list[Span] = []
    for span in grown:
        if merged and span[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged
