"""What holds of times for any text and any day of publication."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.reading.parse import Paragraph, Parse, Sentence, Token
from onrecord.reading.times import times
from onrecord.reading.times.intervals import interval_of
from onrecord.reading.times.items import KINDS, itemise
from onrecord.reading.times.lexicon import MONTHS, WEEKDAYS
from onrecord.reading.times.recognition import RULES
from onrecord.records import Report, Time
from tests.test_times import GAZETTEER, Codebook

PIECES = [rule.example for rule in RULES] + [*MONTHS, *WEEKDAYS] + (
    "0815 GMT,11:15 a.m.,(,),local time,EST,on,in,the,of,-,–,to,and,31,30,2024,1,9999,0001,'24,24:00,00:00,"
    "7000 years ago,a million years ago,last,next,this,ago,later,years,night,Feb.,29,99999999999999999999,1/0,1/2,³,"
    "١٢,day 700,war,.,\n"
).split(",")  # fmt: skip

texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
days = st.one_of(
    st.none(),
    st.dates().map(datetime.date.isoformat),
    st.datetimes(timezones=st.timezones()).map(datetime.datetime.isoformat),
    st.sampled_from(
        ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "not a day"]
    ),
)
zones = st.sampled_from([None, "Asia/Tokyo", "-12:00", "+14:00", "Nowhere/None"])


def flat_parse(text: str) -> Parse:
    """A parse without a parser: one paragraph, one sentence, words apart at spaces."""
    result = Parse(text, True)
    paragraph = Paragraph(0, 0, len(text))
    sentence = Sentence(0, 0, len(text), paragraph)
    position = 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        token = Token(
            len(result.tokens), start, position, word, word.lower(), word.lower(), "NN", "NOUN", "dep", "", False,
            sentence,
        )  # fmt: skip
        token.head = result.tokens[-1] if result.tokens else token
        result.tokens.append(token)
        sentence.tokens.append(token)
    paragraph.sentences.append(sentence)
    result.paragraphs.append(paragraph)
    result.sentences.append(sentence)
    result._starts = [t.start for t in result.tokens]
    return result


def run(text: str, published: str | None, timezone: str | None) -> tuple[Time, ...]:
    report = Report("r", "", None, None, None, published, timezone, "en", text)
    return times(report=report, parse=flat_parse(text), places=(), codebook=Codebook(), gazetteer=GAZETTEER)[0]  # type: ignore[no-any-return]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, days, zones)
def test_spans_are_in_order_and_instants_are_intervals(text: str, published: str | None, timezone: str | None) -> None:
    found = run(text, published, timezone)
    end = 0
    for number, time in enumerate(found, start=1):
        assert time.id == f"t{number}"
        assert end <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        end = time.end
        assert (time.earliest is None) == (time.latest is None)
        if time.earliest is not None and time.latest is not None:
            assert time.earliest < time.latest
            datetime.datetime.fromisoformat(time.earliest)
            datetime.datetime.fromisoformat(time.latest)
        assert time.anchor in {None, "published", *(t.id for t in found)} - {time.id}
    assert run(text, published, timezone) == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-XTWQHENISPMO:", max_size=18), st.sampled_from([None, "START", "MID", "END"]))
def test_any_value_has_an_interval_or_none(value: str, mod: str | None) -> None:
    found = interval_of(value, mod)
    assert found is None or found.start < found.end


@given(st.text(max_size=100))
def test_items_lie_in_order_within_the_text(text: str) -> None:
    items = itemise(text, 0, len(text), frozenset())
    assert len(items.kinds) == len(items.words) == len(items.starts) == len(items.ends)
    spans = list(zip(items.starts, items.ends, strict=True))
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(e <= s for (_, e), (s, _) in itertools.pairwise(spans))


def test_kinds_are_named_once() -> None:
    assert len(set(KINDS)) == len(KINDS)
