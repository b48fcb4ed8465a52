"""From a marked statement to an attribution: its words in the parse, its cue in the codebook, whom it speaks to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.codebook import Codebook, Cue
from onrecord.reading.dateline import dateline_end
from onrecord.reading.encoder import Words
from onrecord.reading.parse import Parse, Token
from onrecord.reading.statements.attribution import Attribution
from onrecord.reading.statements.channels import named
from onrecord.reading.statements.marking import Mark, WordRun
from onrecord.reading.statements.phrases import is_nobody, recipient_of
from onrecord.reading.statements.quotes import Quotation
from onrecord.records import Span

_NAMES = ("NOUN", "PROPN", "PRON")
_LONGEST_PHRASE = 5  # words of the longest cue phrase of the codebook


class Linker:
    """What statements are linked to: a report's parse, its quotations and the codebook's cues."""

    def __init__(self, parse: Parse, words: Words, quoted: list[Quotation], codebook: Codebook) -> None:
        self.parse, self.words, self.quoted, self.codebook = parse, words, quoted, codebook
        self._quotation_starts = [q.start for q in quoted]

    def attribution(self, mark: Mark) -> Attribution | None:
        """The attribution of a mark; none where its words are none of the parse's, or its source is nobody."""
        source, subject = self._tokens(mark.source), None
        anchor = next(iter(self._tokens((mark.anchor, mark.anchor + 1))), None)
        content = [span for run in mark.content if (span := self._own_words(self.words.span(*run))) is not None]
        if anchor is None or not content or ((subject := _head(source, anchor)) is not None and is_nobody(subject)):
            return None
        cue = self._tokens(mark.cue)
        entry = self._entry(anchor, cue)
        recipient = recipient_of(self.parse, anchor, entry.lemma if entry is not None else anchor.lemma)
        cue = self._without_circumstances(cue, anchor, recipient)
        taken = {t.index for t in (*cue, *source)} | {t.index for span in content for t in self.parse.tokens_in(*span)}
        return Attribution(
            cue,
            source,
            content,
            entry,
            anchor,
            subject,
            recipient if not any(t.index in taken for t in recipient) else [],
            anchor.sentence.paragraph.index,
            mark.confidence if mark.outer is None else mark.nested,
            quoted=self._quotations_of(content, anchor),
        )

    def _quotations_of(self, content: list[Span], anchor: Token) -> list[Quotation]:
        """The quotations of a content, in text order."""
        first = max(0, bisect_right(self._quotation_starts, content[0][0]) - 1)
        last = bisect_left(self._quotation_starts, content[-1][1])
        return [q for q in self.quoted[first:last] if q.held_by(content, anchor)]

    def _own_words(self, span: Span) -> Span | None:
        """A content without the dateline or the "of" that it begins with; none where nothing else is in it."""
        tokens = self.parse.tokens_in(*span)
        if not tokens:
            return None
        if len(tokens) > 1 and tokens[0].lower == "of":  # "warned … of high waves"
            span = tokens[1].start, span[1]
        paragraph = tokens[0].sentence.paragraph
        begin = dateline_end(self.parse.text, paragraph.start, paragraph.end)
        if begin <= span[0]:
            return span
        return (begin, span[1]) if begin < span[1] else None

    def _without_circumstances(self, cue: list[Token], anchor: Token, recipient: list[Token]) -> list[Token]:
        """A cue up to where it is said through which channel, to whom or when ("said in a statement on Monday")."""
        spoken_to = {t.index for t in recipient}
        for place, token in enumerate(cue):
            if token.index <= anchor.index:
                continue
            through = token.pos in ("ADP", "SCONJ") and named(cue[place + 1 :], self.codebook)
            if through or token.index in spoken_to or token.ent in ("DATE", "TIME"):
                kept = cue[:place]
                while kept[-1] is not anchor and kept[-1].pos in ("ADP", "PUNCT", "DET"):
                    kept.pop()
                return kept
        return cue

    def _tokens(self, run: WordRun | None) -> list[Token]:
        return self.parse.tokens_in(*self.words.span(*run)) if run is not None else []

    def _entry(self, anchor: Token, cue: list[Token]) -> Cue | None:
        """The codebook's entry for a cue: the longest phrase, verb with its particle or noun that it is."""
        cues = self.codebook.cues
        words = [t.lower for t in cue]
        for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                phrase = cues.get(("phrase", " ".join(words[first : first + length])))
                if phrase is not None:
                    return phrase
        if anchor.pos == "NOUN":
            return cues.get(("noun", anchor.lemma)) or cues.get(("verb", anchor.lemma))
        return self._verb(anchor) or cues.get(("noun", anchor.lemma))

    def _verb(self, verb: Token) -> Cue | None:
        """The cue that a verb is, with its particle, preposition, object or infinitive where these make the cue."""
        cues = self.codebook.cues
        for child in verb.children:
            if child.dep in ("prt", "prep"):
                phrase = f"{verb.lemma} {child.lower}"
            elif child.dep == "xcomp" and child.child("aux") is not None:
                phrase = f"{verb.lemma} to {child.lemma}"
            elif child.dep == "dobj":
                phrase = f"{verb.lemma} {child.lemma}"
            else:
                continue
            if (cue := cues.get(("verb", phrase))) is not None:
                return cue
        return cues.get(("verb", verb.lemma))


def _head(source: list[Token], anchor: Token) -> Token | None:
    """The head word of a source: the cue's subject, else the first name or noun whose head stands outside it."""
    inside = {t.index for t in source}
    subjects = [t for t in anchor.children_with("nsubj", "nsubjpass") if t.index in inside and t.pos in _NAMES]
    if subjects:
        return subjects[-1]
    tops = [t for t in source if t.head is t or t.head.index not in inside]
    head = next((t for t in (*tops, *source) if t.pos in _NAMES), source[-1] if source else None)
    if head is not None and head.pos == "NOUN":  # "the secretary general, Rosa Diaz": the name says who it is
        named = [t for t in head.children_with("appos") if t.pos == "PROPN" and t.index in inside]
        return named[0] if named else head
    return head
