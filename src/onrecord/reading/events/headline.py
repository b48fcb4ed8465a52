"""What the headline adds to the record: which event the report is about, and a toll that the text does not tell.

A headline is no part of the text. Its words have the code points behind the text's end
(:meth:`onrecord.records.Report.words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.codebook import Codebook, EventType
from onrecord.reading.events.belonging import BARE, bears_harm
from onrecord.reading.events.coreference import Group
from onrecord.reading.headlines import Fate, Told, headline_toll, telling_words, told_of
from onrecord.records import Event, Factuality, Report, Toll

_SAME = 3.0  # for an event whose toll the headline tells, in points of the weight by which the main event is chosen
_HARM = 2.0  # for one that has people killed or injured, as the headline has
_WORDS = 2.0  # for one in whose sentences all the words of the headline stand
_FIT = 1.0  # for one that may have them
_VIOLENT = frozenset({"strikes", "combat", "civilians", "harm", "crime"})
"""Families whose types may be one event in other words: "attack", "shooting", "killing"."""

_HURT = "casualties"
_REAL = ("actual", "ongoing")
_CONFIDENCE = 0.5
_LONGEST = 500  # code points of a headline that are read


@dataclass(frozen=True, slots=True)
class Headline:
    """What a report's headline tells: the people, and the events of the codebook that it names.

    ``start`` is the code point at which it begins; ``harm`` the type of an event of which only its harm is told.
    """

    fates: tuple[Fate, ...] = ()
    told: tuple[Told, ...] = ()
    start: int = 0
    harm: EventType | None = None
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, report: Report, codebook: Codebook) -> Headline:
        """Read the headline; one that the text opens with is read there."""
        title = (report.title or "").strip()
        if not title or report.text.lstrip().startswith(title):
            return cls()
        line = (report.title or "")[:_LONGEST]
        fates = headline_toll(line, codebook)
        told = tuple(t for t in told_of(line, codebook) if bears_harm(t.type)) if fates else ()
        return cls(fates, told, report.title_start, codebook.events.get(_HURT), telling_words(line))

    def speaks_for(self, group: Group) -> float:
        """How much it speaks for an event as the one that the report is about."""
        shared = _WORDS * self._shared(group)
        if not self.fates or not self.fits(group):
            return shared
        return shared + self._harm(group)

    def _shared(self, group: Group) -> float:
        """The share of its telling words that stand in a sentence of the event, the fullest one's."""
        if not self.words:
            return 0.0
        sentences = {m.token.sentence.index: m.token.sentence for m in group.sample()}
        told = ({t.lower for t in s.tokens} | {t.lemma for t in s.tokens} for s in sentences.values())
        return max(len(self.words & words) for words in told) / len(self.words)

    def _harm(self, group: Group) -> float:
        counts = [c for m in group.members for c in m.counts if c.high != 0]
        statuses = {f.status for f in self.fates}
        if not any(c.status in statuses for c in counts):
            return _FIT
        same = any(c.status == f.status and c.low == f.low and f.numbered for c in counts for f in self.fates)
        return _HARM + (_SAME if same else 0.0)

    def fits(self, group: Group) -> bool:
        """Whether the event may be the one that the headline tells of: of a kind that it names, if it names any."""
        kinds = [m.type for m in group.members if m.realis in _REAL and bears_harm(m.type)]
        named = [t.type for t in self.told if t.type.id not in BARE]
        if any(f.deed for f in self.fates):  # "kills wife": done by somebody
            kinds = [kind for kind in kinds if kind.family in _VIOLENT or kind.id in BARE]
        if not kinds or not named:
            return bool(kinds)
        return any(_alike(kind, name) for kind in kinds for name in named)

    def event(self, number: int, groups: Sequence[Group]) -> Event | None:
        """The event that the headline tells of where the text tells of none that it may be."""
        if not self.fates or any(self.fits(group) for group in groups):
            return None
        first = self.fates[0]
        harm = Told(self.harm, first.start, first.end) if self.harm is not None else None
        told = max(self.told, key=lambda t: (t.type.id not in BARE, t.type.weight, -t.start), default=harm)
        if told is None:
            return None
        return Event(
            id=f"e{number}",
            type=told.type.id,
            trigger=(self.start + told.start, self.start + told.end),
            same_as=None,
            main=True,
            realis="actual",
            statements=(),
            confidence=_CONFIDENCE,
            roles=(),
            toll=self.added_to(()),
            factuality=(Factuality("author", "certain", "+", 3.0),),
        )

    def number(self, status: str) -> tuple[int, bool] | None:
        """How many people of a status it tells of, and whether by a number or a list; none where it leaves it open."""
        found = (f for f in self.fates if f.status == status and f.high is not None)
        return next(((f.low, f.numbered and not f.deed) for f in found), None)

    def least(self, status: str) -> int:
        """How many people of a status it says there were at least."""
        return max((f.low for f in self.fates if f.status == status), default=0)

    def added_to(self, toll: Sequence[Toll]) -> tuple[Toll, ...]:
        """The rows of the event's toll with what the headline tells and the text does not."""
        rows = list(toll)
        for fate in self.fates:
            own = [r for r in toll if r.status == fate.status]
            dead = max((r.low or 0 for r in rows if r.status == "killed"), default=0)
            low = fate.low
            if fate.hit and self.number("killed") is None:
                low = max(0, low - dead)  # who was shot is told dead in the text
            totals = [r for r in own if r.category is None and r.part_of is None] or own
            known = max((r.low or 0 for r in totals), default=0)
            if low == 0 or any((r.low, r.high) in ((low, fate.high), (fate.low, fate.high)) for r in totals):
                continue
            if own and (fate.high is None or (not fate.numbered and low <= known)):
                continue  # it tells of no more than the text does
            span = (self.start + fate.start, self.start + fate.end)
            category = fate.category if not own else None
            rows.append(Toll(fate.status, low, fate.high, fate.approximate, category, None, span, None))
        return tuple(rows)


def _alike(one: EventType, two: EventType) -> bool:
    """Whether words of both types may tell of one event."""
    if one.id == two.id or one.id in BARE or one.id in two.related or two.id in one.related:
        return True
    return one.family in _VIOLENT and two.family in _VIOLENT
