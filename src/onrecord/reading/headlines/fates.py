"""What a headline says became of people: "2 dead, 7 wounded in shooting", "man kills wife, self", "fatal crash".

Headlines leave out articles and auxiliaries and write names and nouns alike with capitals, so that a parser trained on
sentences takes "shot" for a noun and "Teen" for a verb. They keep to few patterns instead: people and then their fate,
or a deed and then its victims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.headlines.groups import RANKS, SELVES, Group, Groups
from onrecord.reading.headlines.words import People, Word, with_next
from onrecord.wordset import wordset

_Phrase = tuple[str, ...]


def _phrases(text: str) -> tuple[_Phrase, ...]:
    """Phrases written with "/" between them, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in text.split("/")), key=len, reverse=True))


_DIED = _phrases(
    "dead/killed/slain/murdered/dies/die/died/shot dead/shot to death/shot and killed/shot , killed/shot & killed/"
    "fatally shot/fatally stabbed/fatally wounded/fatally injured/fatally struck/stabbed to death/beaten to death/"
    "gunned down/shot fatally/executed/drowns/drown/drowned/succumbs/shot and fatally wounded/burned to death/fatally/"
    "commits suicide/commit suicide/kills self/takes own life"
)
_HURT = _phrases(
    "wounded/injured/hurt/hospitalized/hospitalised/in critical condition/in serious condition/in stable condition/"
    "critical/critically injured/critically wounded/seriously injured/seriously wounded/clinging to life/"
    "fights for life/fighting for life/fights for her life/fights for his life/fighting for her life/"
    "fighting for his life/seriously hurt/taken to hospital/taken to the hospital/sent to hospital/to hospital/"
    "to the hospital/in hospital/still in hospital/rushed to hospital"
)
_HIT = _phrases("shot/stabbed/struck by bullet/struck by stray bullet/hit by bullet/hit by stray bullet/hit by gunfire/"
                "struck by gunfire/grazed by bullet/shot in/stabbed in")  # fmt: skip
_KILLS = _phrases(
    "kill/kills/killing/killed/slay/slays/slaying/murders/murdered/fatally shoots/fatally shot/fatally shooting/"
    "fatally stabs/shoots , kills/shoots and kills/shoots dead/shot and killed/shot dead/claims lives of/gunned down"
)
_HURTS = _phrases(
    "wound/wounds/wounding/wounded/injure/injures/injuring/injured/hurts/hurting/critically wounds/critically injures/"
    "shoots , wounds/shoots and wounds"
)
_HITS = _phrases(
    "shoots/shooting/shoot/grazes/strikes/shot/stabs/stabbing/stabbed/accidentally shoots/shooting of/"
    "shootings of/stabbing of"
)
_DEATHS_OF = _phrases(
    "death of/deaths of/murder of/murders of/killing of/killings of/slaying of/slayings of/fatal shooting of/"
    "fatal shootings of/homicide of/homicides of/deadly shooting of/shooting death of/shooting deaths of/killer of/"
    "fatal stabbing of/assassination of/fatally shooting"
)
_SUICIDES = _phrases("commits suicide/commit suicide/kills self/takes own life")
_OWN_DEATHS = wordset("dies commits kills takes")
_LINKS = wordset(", and & then")
_TO_DEATH = _phrases("to death/dead")
_COUNTED = wordset("dead deaths killings murders homicides fatalities slayings")
_SEVERAL = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_KILLING_NOUNS = wordset(
    "murder homicide killing slaying murders homicides killings slayings murder-suicide suicide fatality"
)
_SHOOTINGS = wordset("shooting stabbing shootings stabbings")
_FATAL = wordset(
    "fatal deadly fatally homicide murder murders homicides manslaughter killing killings slaying slayings slay "
    "killer murdered suicide murder-suicide deaths killed dead dies fatalities slain"
)
_UNTOLD = wordset("attempted attempt threat threats penalty rate rates conspiracy plot solicitation charge-free")
_ELSEWHERE = wordset("unrelated another other second")
_OF_DEEDS = wordset("shooting stabbing killing slaying")
_BEFALLEN = wordset("victim victims survivor survivors witness witnesses spree")
_NEAR = 2
_TOLD = 9  # words behind "death toll" among which its number is looked for
_REACHED = wordset("to at of hits reaches tops passes nears past")
_BETWEEN = 4  # words between a verb and its people
_DEEDS = (
    (_DEATHS_OF, "killed", False),
    (_KILLS, "killed", False),
    (_HURTS, "injured", False),
    (_HITS, "injured", True),
)
"""Phrases before people, the status that they tell, and whether only that they were hit."""

_FATES = ((_DIED, "killed", False), (_HURT, "injured", False), (_HIT, "injured", True))
"""Phrases behind people."""

_TO = wordset("to of and")
_CULPRITS = wordset("gunman shooter suspect attacker killer assailant robber intruder perpetrator gunmen suspects")
_HIT_WORDS = wordset("shot stabbed wounded injured hurt")
_SEPARATORS = wordset("; : | — –")


@dataclass(frozen=True, slots=True)
class Fate:
    """People of one status: ``low`` to ``high`` of them, told by the code points ``start`` to ``end``.

    ``hit``: the words say only that they were hit. ``numbered``: a number or a list tells how many they are; else they
    may be some of those told elsewhere. ``category`` is the codebook's, where one noun names them. ``deed``: what
    somebody did to them.
    """

    status: str
    low: int
    high: int | None
    category: str | None
    start: int
    end: int
    hit: bool
    numbered: bool
    culprit: bool = False
    approximate: bool = False
    deed: bool = False


class Reader:
    """Reads the fates of one headline."""

    def __init__(self, words: Sequence[Word], people: People) -> None:
        self.words, self.people = words, people
        self.groups = Groups(words, people)
        self._taken: set[int] = set()  # words that a fate has been read from

    def fates(self) -> list[Fate]:
        """All fates in text order, people of one fate told apart where the headline tells them apart."""
        found = []
        for at in range(len(self.words)):
            if at not in self._taken and (told := next(self._at(at), None)) is not None:
                status, hit, group, size = told
                found.append(self._made(status, group, at, size, hit=hit))
                self._taken.update(range(at, at + size))
        return found

    def _at(self, at: int) -> Iterator[tuple[str, bool, Group, int]]:
        """What the word at a place tells: status, only hit, people, and how many words it takes."""
        if at and self.words[at - 1].lower in _UNTOLD:
            return
        for phrases, status, hit in _DEEDS:
            size = self._matches(at, phrases)
            if not size:
                continue
            last = at + size - 1
            group = self.groups.after(last)
            if group is not None and not self._has_fate(group.last + 1) and self._is_deed(at, last, group):
                if phrases is _HITS and self._matches(group.last + 1, _TO_DEATH):
                    status, hit = "killed", False
                if self.words[last].lower in _OF_DEEDS and not self._is_victim(last, group):
                    continue
                yield status, hit, group, size
        for phrases, status, hit in _FATES:
            size = self._matches(at, phrases)
            if not size:
                continue
            group = self.groups.before(at)
            if group is None and status == "killed":
                group = self._victim_told_before(at) or self._doer_dying(at)
            if group is not None:
                yield status, hit, group, size
        yield from self._nouns(at)

    def _matches(self, at: int, phrases: tuple[_Phrase, ...]) -> int:
        """The number of words of the longest of the phrases that stand here."""
        for phrase in phrases:
            if all(
                at + k < len(self.words) and self.words[at + k].lower == word for k, word in enumerate(phrase)
            ):  # fmt: skip
                return len(phrase)
        return 0

    def _has_fate(self, at: int) -> bool:
        """Whether the people right before a place have a fate of their own there."""
        skipped = at
        while skipped < len(self.words) and self.words[skipped].lower in ("was", "were", "are", "is", "critically"):
            skipped += 1
        return any(self._matches(skipped, phrases) for phrases, _, _ in _FATES)

    def _is_deed(self, at: int, last: int, group: Group) -> bool:
        """Whether a word in -ed is active: "Neighbor killed man", not "Man killed Saturday" or "shot, killed"."""
        word = self.words[last].lower
        if word in ("killed", "wounded", "injured", "shot", "stabbed", "murdered"):
            between = self.words[last + 1 : group.first]
            return len(between) < _BETWEEN and all(w.is_word or w.text in "-’'." for w in between)
        return True

    def _is_victim(self, last: int, group: Group) -> bool:
        """Whether who stands behind a noun-like word is whom it befell: "shooting wife", not "shooting suspect"."""
        of_it = group.head.lower in _CULPRITS or group.head.lower in _BEFALLEN
        return (group.numbered or not of_it) and group.first <= last + _NEAR

    def _victim_told_before(self, at: int) -> Group | None:
        """ "Woman injured in shooting dies": who died is told by a phrase of being hit."""
        for back in range(at - 1, -1, -1):
            word = self.words[back]
            if word.lower in _SEPARATORS:
                return None
            if word.lower in _HIT_WORDS and self.words[at].lower in ("dies", "die", "died", "dead", "succumbs"):
                return self.groups.before(back)
        return None

    def _doer_dying(self, at: int) -> Group | None:
        """ "Gunman kills two at dealership, dies of wound": who did it, the first one named."""
        did = any(self._matches(back, phrases) for back in range(at) for phrases, _, _ in _DEEDS)
        if not did or self.words[at].lower not in _OWN_DEATHS or self.words[at - 1].lower not in _LINKS:
            return None
        first = self.words[0]
        return Group(1, 1, at, at, first, False) if self.people.noun(first) is not None else None

    def _nouns(self, at: int) -> Iterator[tuple[str, bool, Group, int]]:
        word = self.words[at]
        several = _SEVERAL.get(word.lower.split("-")[0])
        following = self.words[at + 1].lower if at + 1 < len(self.words) else ""
        noun = word.lower.partition("-")[2] or following
        if several is not None and noun == "murder-suicide":  # two murdered, and who did it
            several += 1
        if several is not None and (noun in _KILLING_NOUNS or noun in _SHOOTINGS):
            hit = noun in _SHOOTINGS
            group = Group(several, several, at, at + (1 if noun == following else 0), word, True)
            yield "injured" if hit else "killed", hit, group, 1
        rank = RANKS.get(self.words[at - 1].lower) if at else None
        if word.lower == "body" and rank is not None:  # "Second body found after shooting"
            yield "killed", False, Group(rank, rank, at - 1, at, word, True), 1
        if word.lower == "toll" and at and self.words[at - 1].lower == "death":
            for ahead in range(at + 1, min(len(self.words), at + _TOLD)):
                number = self.words[ahead].number
                if number is not None and self.words[ahead - 1].lower in _REACHED:
                    yield "killed", False, Group(number[0], number[1], at - 1, ahead, word, True), 1
                    return
        if word.lower in _COUNTED and at and (number := self.words[at - 1].number) is not None:
            yield "killed", False, Group(number[0], number[1], at - 1, at, self.words[at - 1], True), 1
        if word.lower in _BEFALLEN and at and (number := self.words[at - 1].number) is not None and number[0] > 1:
            yield "injured", True, Group(number[0], number[1], at - 1, at, self.words[at - 1], True), 1

    def _by_own_hand(self, at: int) -> bool:
        return self._matches(at, _SUICIDES) > 0

    def _made(self, status: str, group: Group, at: int, size: int, *, hit: bool) -> Fate:
        first, last = min(group.first, at), max(group.last, at + size - 1)
        kind = self.people.kind(group.head) if group.parts == 1 else None
        return Fate(
            status, group.low, group.high, kind, self.words[first].start, self.words[last].end, hit,
            group.numbered or group.parts > 1,
            group.parts == 1 and (is_culprit(group.head) or self._by_own_hand(at) or group.first == at), group.vague,
            deed=group.first > at,
        )  # fmt: skip


def is_culprit(word: Word) -> bool:
    """Whether a word names who harmed others."""
    return word.lower in _CULPRITS or word.lower in SELVES


def _is_victim(word: Word | None) -> bool:
    return word is not None and word.lower == "victim"


def at_least(words: Sequence[Word]) -> Fate | None:
    """Somebody killed, by words that say no more: "arrest in fatal shooting", "murder trial"."""
    for at, word in enumerate(words):
        before = words[at - 1].lower if at else ""
        after = words[at + 1].lower if at + 1 < len(words) else ""
        told = word.lower in _FATAL or (word.lower == "death" and before not in _TO)
        if told and before not in _UNTOLD | _ELSEWHERE and after not in _UNTOLD:
            ranks = [RANKS[one.lower] for one, next_ in with_next(words) if one.lower in RANKS and _is_victim(next_)]
            low = max([2 if word.lower == "murder-suicide" else 1, *ranks])  # "Third victim of fatal blaze named"
            return Fate("killed", low, None, None, word.start, word.end, False, False)
    return None
