"""Statements: each construction on a sentence of its own, spans as PolNeAR draws them."""

from __future__ import annotations

import pytest

from onrecord.api import make_report
from onrecord.reading.parse import parse
from onrecord.reading.statements.labels import label_of
from onrecord.reading.statements.quotes import quotations
from onrecord.records import Reading


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """Source, cue and content of each statement, as text."""
    text = reading.report.text

    def words(spans):
        return " … ".join(text[s:e] for s, e in spans)

    return [(words(s.source), words(s.cue), words(s.content)) for s in reading.statements]


def speakers(reading: Reading) -> list[str | None]:
    names = {a.id: a.name for a in reading.actors}
    return [names.get(s.speaker) for s in reading.statements]


CONSTRUCTIONS = [
    ("The mayor said that the bridge was mined.", ("The mayor", "said", "that the bridge was mined")),
    ("The bridge was mined, the mayor said.", ("the mayor", "said", "The bridge was mined")),
    ("The bridge was mined, said the mayor.", ("the mayor", "said", "The bridge was mined")),
    (
        "The bridge, the mayor said, was mined overnight.",
        ("the mayor", "said", "The bridge … was mined overnight"),
    ),
    ("Nine people were hurt, according to the hospital.", ("the hospital", "according to", "Nine people were hurt")),
    ("According to the hospital, nine people were hurt.", ("the hospital", "According to", "nine people were hurt")),
    ("“We were shelled all night,” she said.", ("she", "said", "“We were shelled all night,”")),
    ("The rebels vowed to retaliate.", ("The rebels", "vowed", "to retaliate")),
    ("The army confirmed two deaths on Friday.", ("The army", "confirmed", "two deaths")),
]


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_construction(reading_of, text, expected):
    assert expected in told(reading_of(text, published="2024-05-03"))


def test_an_agency_citing_an_official_gives_an_inner_statement(reading_of):
    reading = reading_of("The freight train derailed, the news agency Tass reported, citing a railway official.")
    outer, inner = sorted(reading.statements, key=lambda s: s.within is not None)
    assert outer.within is None
    assert inner.within == outer.id
    assert speakers(reading)[reading.statements.index(inner)] == "railway official"
    assert outer.content == inner.content


def test_nested_statements_point_to_the_outer_one(reading_of):
    reading = reading_of("The minister said the rebels had claimed that the dam was destroyed.")
    by_cue = {reading.report.text[s.cue[0][0] : s.cue[0][1]].split()[-1]: s for s in reading.statements}
    assert by_cue["claimed"].within == by_cue["said"].id


def test_a_quotation_goes_on_after_its_cue(reading_of):
    text = "“The lights went out,” Maria Lopez said. “Then we heard the second blast.”"
    reading = reading_of(text)
    assert len(reading.statements) == 1
    assert reading.statements[0].content == ((0, 22), (41, 74))
    assert reading.statements[0].manner == "direct"


def test_a_quotation_left_open_goes_on_in_the_next_paragraph(reading_of):
    text = "Maria Lopez said: “We ran to the cellar.\n\n“It was dark and the children cried.”"
    reading = reading_of(text)
    assert len(reading.statements) == 1
    assert reading.statements[0].content[-1][1] == len(text)


def test_a_quotation_that_nobody_is_named_for_keeps_its_speaker(reading_of):
    text = "Maria Lopez said the cellar was full.\n\n“The children cried the whole night.”"
    reading = reading_of(text)
    assert reading.statements[-1].source == ()
    assert speakers(reading)[-1] == "Maria Lopez"


def test_words_in_scare_quotes_are_not_a_statement(reading_of):
    assert reading_of("The town lies in the so-called “grey zone” between the armies.").statements == ()


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Governor Ivan Petrenko said on his Telegram channel that a depot was burning.", "telegram"),
        ("The road is closed, Petrenko said on X.", "x"),
        ("The militia said in a statement that it had pulled back.", "written_statement"),
        ("The militia said in a statement on Telegram that it had pulled back.", "telegram"),
    ],
)
def test_channel_is_read_beside_the_cue(reading_of, text, channel):
    (statement,) = reading_of(text).statements
    assert statement.channel is not None
    assert statement.channel.id == channel
    assert not any(s <= statement.channel.span[0] < e for s, e in statement.content)


def test_an_organisation_that_is_named_like_a_channel_is_no_channel(reading_of):
    (statement,) = reading_of("The ministry said the Telegram company had been fined.").statements
    assert statement.channel is None


def test_recipient_stands_outside_source_cue_and_content(reading_of):
    reading = reading_of("The chief told reporters that the fire was out.")
    (statement,) = reading.statements
    assert statement.recipient is not None
    assert reading.report.text[slice(*statement.recipient)] == "reporters"
    assert told(reading)[0][2] == "that the fire was out"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Turkey denied that its jets had crossed the border.", "deny"),
        ("The ministry announced that schools would reopen.", "announce"),
        ("The governor warned residents to stay indoors.", "warn"),
        ("The army accused the rebels of mining the road.", "accuse"),
        ("The rebels threatened to blow up the dam.", "threaten"),
    ],
)
def test_act_comes_from_the_codebook(reading_of, text, act):
    assert [s.act for s in reading_of(text).statements] == [act]


def test_the_day_of_saying_is_not_the_day_of_the_event(reading_of):
    reading = reading_of("The ministry announced Wednesday that the port had closed on Monday.", published="2024-05-03")
    (statement,) = reading.statements
    said = next(t for t in reading.times if t.id == statement.time)
    assert said.text == "Wednesday"


def test_a_dateline_is_not_what_is_said(reading_of):
    reading = reading_of("ADEN, Yemen (Wire) — Two boats sank on Sunday, the coast guard said.", published="2024-05-07")
    assert told(reading) == [("the coast guard", "said", "Two boats sank on Sunday")]


def test_a_vow_told_behind_other_words(reading_of):
    reading = reading_of("The general vowed in a televised speech to keep fighting.")
    assert told(reading) == [("The general", "vowed", "to keep fighting")]


def test_who_is_asked_does_not_ask(reading_of):
    reading = reading_of("Asked whether he was hopeful, envoy Paul Stern replied: “I am always hopeful.”")
    *others, last = speakers(reading)
    assert last == "Paul Stern" and "Paul Stern" not in others


def test_a_day_between_cue_and_content(reading_of):
    reading = reading_of("The weather office had warned on Tuesday of high waves.", published="2024-05-07")
    assert told(reading)[0][2] == "high waves"


def test_nobody_who_claims_is_no_source(reading_of):
    assert reading_of("No group claimed responsibility for the attack.").statements == ()


def test_an_estimate_has_its_number(reading_of):
    reading = reading_of("Health authorities put the toll at 5,500.")
    assert told(reading) == [("Health authorities", "put", "the toll at 5,500")]


def test_a_list_in_what_is_said_is_said_to_its_end(reading_of):
    reading = reading_of("The group said it had killed 20 soldiers, captured three and seized a tank.")
    assert told(reading) == [("The group", "said", "it had killed 20 soldiers, captured three and seized a tank")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kassala, 05:30. Airport tower — “Three bangs. Sky clear now. Flights resume at nine.”", "tower"),
        ("“We have water for two days and bread for one.” — Amina Khalil", "Amina Khalil"),
    ],
)
def test_a_label_says_who_speaks(reading_of, text, speaker):
    reading = reading_of(text)
    (statement,) = [s for s in reading.statements if any("“" in text[a:b] for a, b in s.content)]
    assert speaker in " ".join(text[a:b] for a, b in statement.source)


def test_words_before_a_quotation_are_no_label_where_they_tell_something():
    def label(text: str) -> str | None:
        parsed = parse(report=make_report(text))[0]
        (quotation,) = quotations(text, parsed.paragraphs)[0]
        found = label_of(parsed, quotation)
        return None if found is None else text[found[0][0].start : found[0][-1].end]

    assert label("The road was closed at noon: “The bridge is gone.”") is None
    assert label("“The bridge is gone,” — said nobody.") is None
    assert label("Rain. The mayor of Sumy: “The bridge is gone.”") == "The mayor of Sumy"


def test_the_one_cited_is_inside_the_report_that_cites(reading_of):
    text = "Two drones fell on a terminal in Izmail, the agency Dunai reported, citing a dispatcher."
    reading = reading_of(text)
    outer, inner = sorted(reading.statements, key=lambda s: s.within is not None)
    assert (outer.within, inner.within) == (None, outer.id)
    assert "dispatcher" in " ".join(text[a:b] for a, b in inner.source)
