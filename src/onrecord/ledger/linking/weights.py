"""The weights of the rules: log2 likelihood ratios, after Fellegi and Sunter (1969).

A weight is log2(m / u). m is the share of pairs of mentions of one incident of which the rule's finding holds, u that
of pairs that tell of two incidents near each other. Weights are rounded to halves and set by hand (docs/linking.md).
"""

from __future__ import annotations

from math import inf

Steps = tuple[tuple[float, float], ...]
"""Upper bounds of a measure, rising, each with the weight up to there."""

PRIOR = -3.5
"""Of pairs that share a key one in 12 is taken to be one incident: that many there may be where much happens."""

SAME_DAY, SAME_DAYS = 4.5, 5.5
"""Both tell one day, or several: .79 of pairs of one incident, .03 of others in one place within 45 days."""
DAYS_APART: Steps = ((1, -2), (inf, -3))
"""Both tell days, and the nearest lie so many days apart. A night's date is told in two ways, a weekday is misread, a
follow-up tells its own day alone; but where there is war, the next day brings the next strike."""
DAYS_AROUND: Steps = ((1, -1), (7, -2), (inf, -0.5))
"""As before, where one tells no day of the event itself, only days around it: a follow-up weeks later tells its own."""
LASTING: Steps = ((30, 4), (60, 2), (inf, -3))
"""Both are of one type that lasts for weeks (an epidemic): days between their publications."""
DAYS_BETWEEN: Steps = ((1, 3), (4, 1.5), (7, 0), (inf, -1))
"""One tells no day: days between their publications. Follow-ups come weeks and months later, so far is weak."""

SAME_CLOCK, OTHER_CLOCK = 1.0, -3.0
CLOCK_NEAR, CLOCK_FAR = 30, 120
"""Minutes: clock times of one event are told within half an hour; two hours apart are two events or two stages."""

OTHER_PART = -2.0
"""On one day, the event is told for parts of it that do not meet: the morning and the afternoon."""

SAME_TOWN, SAME_PLACE, NEAR_BY, ELSEWHERE, FAR_OFF = 3.0, 2.0, 1.0, -1.5, -3.0
"""The event's own place in both; a place of both; within 30 km or in one second-order division; within 100 km;
farther."""
TWO_TOWNS, SPOT_AFAR = -1.0, 0.0
"""Near each other, but both told as the event's own town; an unknown place of one name, but told far apart: streets
of one name are in many towns, and a place is misread."""
NEAR_KM, FAR_KM = 30.0, 100.0
NO_PLACE = 0.5
"""One tells no place: what is near neither speaks for it nor against it, and a prior for near pairs is kept."""

PEOPLE: Steps = ((8, 0), (12, 2), (20, 3.5), (30, 5.5), (50, 7.5), (inf, 9))
"""Bits of the shared words of the names of people concerned. A common first name has 7, a rare surname 11."""
OTHER_PEOPLE, NO_PEOPLE = -1.5, -1.0
"""Both name people and share none (first the victim is named, later the suspect); one names nobody."""

FEW_BITS = 10.0
"""Added to the bits of either set before likeness is taken: one word in common says little of two short reports."""
NAMES: Steps = ((0.1, -1.5), (0.25, -0.5), (0.4, 0.5), (0.6, 1.5), (inf, 3))
"""How alike the other names are: the cosine of the two sets by their bits."""
WORDS: Steps = ((0.05, -1), (0.1, -0.5), (0.15, 0), (0.2, 0.5), (0.3, 1), (0.4, 2), (0.6, 2.5), (inf, 4))
"""How alike the other rare words are."""

ENOUGH_BITS = 300.0
"""Of the shorter text: unlike words of less are weighed by so much less, since short texts share few in any case."""

TEMPLATE = 0.5
"""The most that like words weigh where an age or a toll differs: then they may be how one source writes each day."""

AGES = (-4.0, 1.5, 3.0, 5.0)
"""Both tell ages and share none, one, two, three or more."""

TOLL_ONE, TOLL_FEW, TOLL_MANY = 0.5, 2.0, 3.0
"""The same number of one status: one (the commonest), two or three, four and more."""
FEW, MANY = 2, 4
TOLL_MEETS, TOLL_DIFFERS = 0.5, -1.0
"""Ranges that meet; numbers that differ. Weak, since tolls grow."""

SAME_PAGE, PAGE_REUSED = 5.0, 1.0
"""Versions of one page, hardly ever two incidents; one page whose words are others: it is used again."""
VERSION = 0.25
"""How alike the words or the names of two versions are at least."""
SAME_TYPE = 2.0
"""One type that seldom comes twice in one place: an earthquake, a shipwreck, a mine disaster."""
OTHER_MEANS = -1.5
"""Types of two means of an attack: a drone and a missile. Two reports may call one thing so, but seldom do."""
STRANGERS = -2.0
"""Types that the codebook keeps apart: neither related, nor both of harm, nor one what follows from the other."""
ASIDE = -3.0
"""One of the two is not what its report is about: told in passing, it is more often another event of
that day and place."""
