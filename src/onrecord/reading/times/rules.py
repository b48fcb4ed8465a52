"""What a rule is: a pattern over items, and a function that reads the meaning from what matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.reading.times import values
from onrecord.reading.times.items import Items
from onrecord.reading.times.meanings import Meant
from onrecord.reading.times.pattern import compile_pattern


class Match:
    """What a rule's pattern matched: items by the names that the pattern gives them."""

    __slots__ = ("_items", "_match", "first", "last", "text")

    def __init__(self, match: re.Match[str], items: Items, text: str) -> None:
        self._match, self._items = match, items
        self.first, self.last = match.span()
        self.text = text

    def words(self, name: str) -> list[str]:
        """The words of a named part, in lower case; empty where it did not match."""
        first, last = self.span(name)
        return self._items.words[first:last] if first >= 0 else []

    def all_words(self) -> list[str]:
        """The words of the whole match, in lower case."""
        return self._items.words[self.first : self.last]

    def word(self, name: str) -> str:
        """The words of a named part, joined; "" where it did not match."""
        return " ".join(self.words(name))

    def has(self, name: str) -> bool:
        """Whether a named part matched something."""
        first, last = self.span(name)
        return last > first

    def span(self, name: str) -> tuple[int, int]:
        """The items of a named part, half-open; (−1, −1) where the pattern has none or it did not match."""
        return self._match.span(name) if name in self._match.re.groupindex else (-1, -1)

    def number(self, name: str) -> float | None:
        """The number that a named part tells."""
        return values.number_of(self.words(name))

    def surface(self, name: str) -> str:
        """A named part as it is written."""
        first, last = self.span(name)
        return self.text[self._items.starts[first] : self._items.ends[last - 1]] if last > first >= 0 else ""

    def before(self, count: int = 1) -> list[str]:
        """The words before the match, as many as asked for, nearest last."""
        return self._items.words[max(0, self.first - count) : self.first]

    def after(self, count: int = 1) -> list[str]:
        """The words after the match, as many as asked for."""
        return self._items.words[self.last : self.last + count]

    def ends_a_phrase(self) -> bool:
        """Whether a mark or nothing follows."""
        following = self.after()
        return not following or not following[0][0].isalnum()

    def next_form(self) -> str:
        """The word that follows, as it is written; "" where a mark or nothing does."""
        if not self._items.words[self.last : self.last + 1]:
            return ""
        form = self.text[self._items.starts[self.last] : self._items.ends[self.last]]
        return form if form[0].isalnum() else ""

    def joined(self) -> bool:
        """Whether a hyphen with a word ties the match to what follows ("week-long")."""
        following = self._items.words[self.last : self.last + 2]
        return (
            len(following) == 2
            and following[0] == "-"
            and self._items.starts[self.last] == self._items.ends[self.last - 1]
            and self._items.starts[self.last + 1] == self._items.ends[self.last]
        )


Build = Callable[[Match], "Meant | list[Meant] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it means, and an example that it must match as a whole (a test runs each).

    ``build`` returns ``None`` where the match is a false friend.
    """

    name: str
    pattern: str
    build: Build
    example: str
    compiled: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", compile_pattern(self.pattern))
