"""Who holds what stands at a place in the text: the innermost statement around it, its speaker, the actors there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from onrecord.reading.actors import Mentions
from onrecord.reading.parse import Parse, Token
from onrecord.records import Actor, Span, Statement


class Holders:
    """The statements and actors of a report, to be found by where they stand."""

    def __init__(self, parse: Parse, statements: tuple[Statement, ...], actors: tuple[Actor, ...]) -> None:
        self._parse = parse
        self.by_id = {s.id: s for s in statements}
        self.actors = {a.id: a for a in actors}
        self.mentions = Mentions(actors)
        self._starts = [p.start for p in parse.paragraphs]
        self._by_paragraph: dict[int, list[Statement]] = {}
        self._by_cue: dict[int, list[Statement]] = {}
        for statement in statements:
            for start, end in statement.content:
                for paragraph in range(self._paragraph(start), self._paragraph(end - 1) + 1):
                    self._by_paragraph.setdefault(paragraph, []).append(statement)
            for start, end in statement.cue:
                for token in parse.tokens_in(start, end):
                    self._by_cue.setdefault(token.index, []).append(statement)

    def _paragraph(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def innermost(self, span: Span, *, but: Statement | None = None) -> Statement | None:
        """The statement with the least content around the span; of equals the one that is inside the other."""
        near = self._by_paragraph.get(self._paragraph(span[0]), ())
        holding = [s for s in near if s is not but and any(a <= span[0] and span[1] <= b for a, b in s.content)]
        if not holding:
            return None
        return min(holding, key=lambda s: (sum(b - a for a, b in s.content), s.within is None))

    def words_of(self, spans: Iterable[Span], told: Statement | None) -> tuple[Span, ...]:
        """Of some words those that stand in a statement's content, or, without one, in none: voices do not mix."""
        if told is None:
            return tuple(sorted({s for s in spans if self.innermost(s) is None}))
        return tuple(sorted({s for s in spans if any(a <= s[0] and s[1] <= b for a, b in told.content)}))

    def by_cue(self, *tokens: Token) -> Statement | None:
        """The first statement that has one of the words in its cue."""
        return next((s for t in tokens for s in self._by_cue.get(t.index, ())), None)

    def is_actor(self, token: Token) -> bool:
        """Whether a word stands in a mention of an actor."""
        return self.mentions.at(token.span) is not None

    def source(self, cue: Token) -> Token | None:
        """The last word of the source of the statement that a word is the cue of."""
        statement = self.by_cue(cue)
        tokens = self._parse.tokens_in(*statement.source[0]) if statement is not None and statement.source else []
        return tokens[-1] if tokens else None

    def of_subject(self, span: Span, trigger: Span) -> Statement | None:
        """The statement that has the trigger in its content and these words for its source.

        They are the unspoken subject of what is said: "*the group* admitted attacking the convoy".
        """
        told = self.innermost(trigger)
        if told is None:
            return None
        return told if any(a < span[1] and span[0] < b for a, b in told.source) else None

    def actor(self, statement: Statement | None) -> Actor | None:
        """The speaker of a statement."""
        if statement is None or statement.speaker is None:
            return None
        return self.actors.get(statement.speaker)
