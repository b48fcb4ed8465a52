"""Which people a headline names before or after a word: "Man, 2 children", "his wife, 4 kids, then himself"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.headlines.words import People, Word, is_age
from onrecord.wordset import wordset

SELVES = wordset("himself herself themselves self myself")
_BEFORE_FATE = wordset(
    "was were is are been being has have had be accidentally critically seriously reportedly apparently allegedly also "
    "found later fatally severely badly gravely mortally slightly both all left remains remain listed still now in"
)
_CLOSING = wordset(
    "in at on after for with by from to before of during near outside inside while as when that who whose which "
    "where amid over into under through following says say said he she it they his her their its is was were are be "
    "but or will not no found shot killed dead wounded injured hurt then dies die wounds wounding injures injuring "
    "hurts grazes strikes hits kills kill killing shoots shoot fatally leaves leaving takes turns flees face faces "
    "deemed ruled death deaths told"
)
_TWO = wordset("couple pair duo parents grandparents twins")
_ONE_OF = wordset("person victim man woman teen student officer child")
RANKS = {
    "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6,
    "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9,
}  # fmt: skip
_POINTING = wordset("his her their a an the own its")
_JOINING = wordset(", and & plus")
_AND, _THEN, _COMMA, _BRACKET = wordset("and &"), wordset("then"), wordset(","), wordset(")")
_OPENING, _CLOSED = wordset(", ("), wordset(", ) and &")
_REACH = 7  # words of a phrase before its number, or behind a verb until its people are named


@dataclass(slots=True)
class Group:
    """People that a headline names together: ``low`` to ``high`` of them (``None``: open), words ``first`` to ``last``.

    ``numbered``: a number tells how many, ``vague``: a rough one. ``parts``: how many phrases are joined.
    """

    low: int
    high: int | None
    first: int
    last: int
    head: Word
    numbered: bool
    parts: int = 1
    vague: bool = False

    def joined(self, other: Group) -> Group:
        """Both together."""
        high = None if self.high is None or other.high is None else self.high + other.high
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Group(
            self.low + other.low, high, first, last, self.head, self.numbered or other.numbered,
            self.parts + other.parts, self.vague or other.vague,
        )  # fmt: skip


class Groups:
    """Finds the people of one headline."""

    def __init__(self, words: Sequence[Word], people: People) -> None:
        self._words, self._people = words, people

    def before(self, at: int) -> Group | None:
        """The people named right before a word, with those joined to them."""
        end = self._without_age(self._without_adverbs(at - 1))
        group = self._ending(end)
        while group is not None:
            joint = group.first - 1
            if not self._is(joint, _JOINING):
                return group
            joint -= 1 if self._is(joint, _AND) and self._is(joint - 1, _COMMA) else 0
            earlier = self._ending(self._without_age(joint - 1))
            if earlier is None:
                return group
            group = earlier.joined(group)
        return None

    def after(self, at: int) -> Group | None:
        """The people named right behind a word, with those joined to them."""
        group = self._starting(at + 1)
        while group is not None:
            joint = self._past_age(group.last + 1)
            start = joint
            while self._is(start, _JOINING) or self._is(start, _THEN):
                start += 1
            if start == joint:
                return group
            more = self._starting(start)
            if more is None or self._words[more.first].lower == "police":
                return group
            group = group.joined(more)
        return None

    def _is(self, at: int, among: frozenset[str]) -> bool:
        return 0 <= at < len(self._words) and self._words[at].lower in among

    def _without_adverbs(self, at: int) -> int:
        while self._is(at, _BEFORE_FATE):
            at -= 1
        return at

    def _without_age(self, at: int) -> int:
        """Before an age in commas or brackets, and the adverbs before it."""
        marks = self._words[at].lower if at >= 2 else ""
        if marks in (",", ")") and is_age(self._words[at - 1]) and self._words[at - 2].lower in (",", "("):
            return at - 3
        return at

    def _past_age(self, at: int) -> int:
        if self._is(at, _OPENING) and at + 1 < len(self._words) and is_age(self._words[at + 1]):
            closing = at + 2
            if closing >= len(self._words) or self._is(closing, _CLOSED):
                return closing + (1 if self._is(closing, _BRACKET) else 0)
        return at

    def _ending(self, at: int) -> Group | None:
        if at < 0:
            return None
        head = self._words[at]
        if self._people.noun(head) is None and head.number is None and not head.aged and not head.others:
            return None
        if head.number is not None and at and self._words[at - 1].lower in ("$", "room", "route", "highway", "i-"):
            return None
        bounds, first = head.number, at
        if bounds is not None and at > 1 and self._words[at - 1].lower == "of":
            return self._ending(at - 2)  # "Mother of three killed"
        if bounds is None:
            for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
                word = self._words[back]
                if not word.is_word and word.text not in "’'":
                    break
                if word.number is not None:
                    bounds, first = word.number, back
                    break
                if word.lower in _CLOSING or (self._people.noun(word) is not None and back < at - 1):
                    break
                if self._people.noun(word) is not None or word.aged or word.lower in _POINTING or word.others:
                    first = back
        return self._made(head, bounds, first, at)

    def _starting(self, at: int) -> Group | None:
        bounds: tuple[int, int] | None = None
        first = at
        for here in range(at, min(len(self._words), at + _REACH)):
            word = self._words[here]
            following = self._words[here + 1] if here + 1 < len(self._words) else None
            if word.lower in SELVES or (word.lower == "him" and here == at):
                return Group(1, 1, first, here, word, False)
            if word.number is not None and bounds is None:
                bounds = word.number
                ends = following is None or following.lower in _CLOSING or following.lower in _JOINING
                if ends or (following is not None and not following.is_word):
                    return self._made(word, bounds, first, here)
                continue
            if self._people.noun(word) is not None or word.aged:
                goes_on = following is not None and (self._people.noun(following) is not None or word.aged)
                if goes_on and following is not None and following.is_word and following.lower not in _CLOSING:
                    continue
                if word.lower.endswith(("'s", "’s")):
                    return None
                return self._made(word, bounds, first, here)
            if word.others and bounds is not None:
                return self._made(word, bounds, first, here)
            if not word.is_word or (word.lower in _CLOSING and word.lower not in _POINTING):
                return None
        return None

    def _made(self, head: Word, bounds: tuple[int, int] | None, first: int, last: int) -> Group | None:
        if bounds is not None:
            low, high = bounds
            before = tuple(w.lower for w in self._words[max(0, first - 2) : first])
            if before[-2:] in (("at", "least"), ("as", "least")):
                return Group(low, None, max(0, first - 2), last, head, True)
            if before[-2:] == ("more", "than") or before[-1:] == ("over",):
                return Group(low + 1, None, max(0, first - 2), last, head, True)
            return Group(low, high, first, last, head, True, vague=low != high)
        if head.lower in _ONE_OF and (rank := RANKS.get(self._words[last - 1].lower if last else "")) is not None:
            return Group(rank, rank, max(0, last - 1), last, head, True)  # "Third victim dies": so many by now
        if head.lower in _TWO:
            return Group(2, 2, first, last, head, True)
        if head.number is None and self._people.is_plural(head):
            return Group(2, None, first, last, head, False)
        if head.lower in ("others", "more", "other"):
            return None
        return Group(1, 1, first, last, head, False)
