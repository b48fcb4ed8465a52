"""The toll of one event: the rows that its mentions told, each once, parts linked to their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.events.headline import Headline
from onrecord.reading.events.mentions import Count, Mention
from onrecord.reading.events.status import HIT_VERBS
from onrecord.reading.events.tally import COUNTED, Tally, is_rest, tally
from onrecord.reading.events.victims import Person
from onrecord.reading.parse import Token
from onrecord.records import Toll


def toll_rows(
    members: Sequence[Mention], holders: dict[int, str | None], headline: Headline | None = None
) -> tuple[Toll, ...]:
    """Rows in text order, each holder's told once; those of the ``headline`` that tells of the event come last.

    ``holders`` gives the innermost statement of the word that a count is told by. People told only as hit are counted
    as injured; those of them who are told to have died are taken off the low bound. Where people told one by one, or in
    groups, come to more than any telling says, a row without a category bears their sum, and theirs are parts of it.
    """
    counts = sorted((c for m in members for c in m.counts), key=lambda c: (c.span, c.status))
    stated = {s: n for s in COUNTED if headline is not None and (n := headline.number(s)) is not None}
    dead = headline.least("killed") if headline is not None else 0
    told = tally(counts, stated, dead)
    kept = _without_later_dead(_without_hits_told(_one_telling_each(counts, told), told, dead))
    rows: list[Toll] = []
    seen: set[tuple[object, ...]] = set()
    summed: dict[str, int] = {}
    more: set[int] = set()
    for count in kept:
        holder = holders.get(count.told_by.index)
        key = (count.status, count.low, count.high, count.category, holder, count.span if _is_person(count) else None)
        if key in seen:
            continue
        seen.add(key)
        if count.status in told.sums and count.status not in summed:
            summed[count.status] = len(rows)
            rows.append(_sum_row(count, kept, told, holders))
        index = len(rows)
        if count.others and count.status not in summed:
            more.add(index)
        rows.append(_row(count, holder, summed.get(count.status)))
        for part in count.parts:
            rows.append(_row(part, holder, summed.get(count.status, index)))
    linked = _linked(rows, more)
    return headline.added_to(linked) if headline is not None else linked


def _is_person(count: Count) -> bool:
    return count.status in COUNTED and count.low == 1 == count.high


def _sum_row(first: Count, counts: Sequence[Count], told: Tally, holders: dict[int, str | None]) -> Toll:
    """The row of a sum: the words of its first piece, and their holder where all pieces have one."""
    pieces = [c for c in counts if c.status == first.status]
    speakers = {holders.get(c.told_by.index) for c in pieces}
    number = told.sums[first.status]
    approximate = any(c.approximate or c.low != c.high for c in pieces)
    holder = speakers.pop() if len(speakers) == 1 else None
    high = None if any(c.high is None for c in pieces) else number
    return Toll(first.status, number, high, approximate, None, None, first.span, holder)


def _row(count: Count, holder: str | None, part_of: int | None) -> Toll:
    return Toll(
        count.status, count.low, count.high, count.approximate, count.category, part_of, count.span, holder
    )  # fmt: skip


def _one_telling_each(counts: Sequence[Count], told: Tally) -> list[Count]:
    """Each person's first telling of what became of them; groups and other statuses as they are."""
    chosen = {id(_first(person)) for person in told.people}
    positive = {c.status for c in counts if c.high != 0}
    return [
        c
        for c in counts
        if (not (c.singles and _is_person(c)) or id(c) in chosen) and not (is_rest(c) and c.status in positive)
    ]  # fmt: skip


def _first(person: Person) -> Count:
    status = "killed" if person.dead else "injured"
    fitting = [c for c in person.tellings if c.status == status]
    return next((c for c in fitting if not c.hit), fitting[0])


def _without_hits_told(counts: list[Count], told: Tally, dead: int) -> list[Count]:
    """People shot or wounded who are told of again as killed or injured are not counted twice.

    ``dead``: how many the headline says were killed, which counts where the text does not tell it.
    """
    killed = max((c.low or 0 for c in counts if c.status == "killed"), default=dead)
    killed = max(killed, told.sums.get("killed", 0) or len([p for p in told.singly("killed") if not p.culprit]))
    injured = max((c.low or 0 for c in counts if c.status == "injured" and not c.hit), default=0)
    most = max((c.low or 0 for c in counts if c.hit), default=0)
    kept = []
    for count in counts:
        if not count.hit or _is_person(count) or count.status in told.sums:
            kept.append(count)
            continue
        low = count.low or count.high or 0
        if _are_others(count, told, killed):
            kept.append(count)
            continue
        if count.others or _beside_dead(count, counts):
            kept.append(count)
        elif low <= killed or (injured and low - killed <= injured) or (low < most and low == 1):
            continue
        elif killed and count.low:
            kept.append(replace_count(count, low - killed))
        else:
            kept.append(count)
    return kept


def _are_others(count: Count, told: Tally, killed: int) -> bool:
    """Whether those hit are each known for somebody who lives, and all the dead for others: "Reed was killed; her
    father and an uncle were hit"."""
    own = [p for p in told.people if count in p.tellings]
    if not count.singles or len(own) < len(count.singles) or len(own) < (count.low or 0) or any(p.dead for p in own):
        return False
    return len(told.singly("killed")) >= killed > 0


def _beside_dead(count: Count, counts: Sequence[Count]) -> bool:
    """ "left four dead and 12 in hospital": those in hospital are told beside the dead, not as some of them."""
    sentence = count.token.sentence
    return count.token.lemma not in HIT_VERBS and any(
        c.status == "killed" and c.token.sentence is sentence and c.span < count.span for c in counts
    )


def replace_count(count: Count, low: int) -> Count:
    """The count with another low bound; its upper bound stays, since the words do not say who is among whom."""
    return Count(
        count.status, low, count.high, count.approximate, count.category, count.span, count.token, count.people,
        hit=True, others=count.others, parts=count.parts,
    )  # fmt: skip


def _without_later_dead(counts: list[Count]) -> list[Count]:
    """Of "four injured, one of whom later died", or "including one who died", three to four are injured.

    So it is where "two more" died of those hurt besides the ones told dead at first.
    """
    kept = list(counts)
    for died in counts:
        if died.status != "killed" or died.people is None or not died.low:
            continue
        for at, count in enumerate(kept):
            if count.status != "injured" or _is_person(count) or count.low != count.high or count.span >= died.span:
                continue
            if (count.low or 0) > died.low and _is_among(died.people, count):
                kept[at] = replace_count(count, (count.low or 0) - died.low)
                break
    return kept


def _is_among(people: Token, count: Count) -> bool:
    """Whether the words for the dead say that they were counted among the injured before."""
    gap = people.sentence.index - count.token.sentence.index
    if not 0 <= gap <= 2:
        return False
    of = [t.lower for c in people.children if c.dep == "prep" and c.lower == "of" for t in c.children]
    if gap <= 1 and not count.hit and not count.others and ("whom" in of or "them" in of):
        return True
    if gap == 0 and count.people is not None:
        between = [t.lower for t in people.sentence.tokens if count.people.index < t.index < people.index]
        if "including" in between:
            return True
    return count.others and any(t.lower == "more" for t in (people, *people.children))


def _linked(rows: list[Toll], more: set[int]) -> tuple[Toll, ...]:
    """A kind of people is part of the total of its status and holder, where one is told; so are "two more".

    ``more`` are the indexes of rows for people told on top of others.
    """
    totals: dict[tuple[str, str | None], int] = {}
    for index, row in enumerate(rows):
        if row.category is None and row.part_of is None and (row.low or 0) > 1 and index not in more:
            totals.setdefault((row.status, row.statement), index)
    linked = []
    for index, row in enumerate(rows):
        whole = totals.get((row.status, row.statement))
        if row.part_of is None and whole is not None and whole != index:
            top = rows[whole].high
            single = row.low == 1 == row.high and row.status in COUNTED
            if (row.category is not None or single or index in more) and (top is None or (row.low or 0) < top):
                row = replace(row, part_of=whole)
        linked.append(row)
    return tuple(linked)
