"""What the reader model sees of a text, how it is cut, and what its file promises."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.encoder import model as shipped
from onrecord.reading.encoder import reader_model
from onrecord.reading.encoder.model import CARD, ENCODER, FILE, PINNED, ReaderModel, ReaderModelError, write_model
from onrecord.reading.encoder.stage import encode
from onrecord.reading.encoder.windows import encoder_input, first_pieces, windows_of
from onrecord.reading.encoder.words import Case, Gap, Quoted, Words, words_of

STORY = "Two boats sank off Aden, the coast guard said.\n\n“We saw flames,” Capt. Ali Saleh told Al-Nahar by radio."


def seen(text: str) -> Words:
    return words_of(text, reader_model().tokenizer)


def forms(text: str) -> list[str]:
    words = seen(text)
    return [text[slice(*words.span(i, i + 1))] for i in range(len(words))]


def column(text: str, name: str) -> dict[str, int]:
    return dict(zip(forms(text), getattr(seen(text), name), strict=True))


def test_words_are_runs_of_letters_and_single_marks() -> None:
    assert forms("Gov. Ivan's aide said: “No.”") == [
        "Gov",
        ".",
        "Ivan",
        "'",
        "s",
        "aide",
        "said",
        ":",
        "“",
        "No",
        ".",
        "”",
    ]


def test_case_is_seen_where_the_vocabulary_is_uncased() -> None:
    case = column("UNIFIL said McKay's 12 men left Tyre.", "case")
    assert case["UNIFIL"] == Case.CAPITALS and case["said"] == Case.LOWER and case["McKay"] == Case.MIXED
    assert case["12"] == Case.DIGITS and case["Tyre"] == Case.CAPITALISED and case["."] == Case.MARK


def test_gaps_tell_new_lines_from_spaces_and_from_nothing() -> None:
    gap = column("Fire.\n\nSmoke rose,", "gap")
    assert gap == {"Fire": Gap.LINE, ".": Gap.NONE, "Smoke": Gap.LINE, "rose": Gap.SPACE, ",": Gap.NONE}


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "„“"])
def test_words_in_quotation_marks_are_known_as_such(marks: str) -> None:
    text = f"He said {marks[0]}go home{marks[1]} twice"
    quoted = dict(zip(forms(text), seen(text).quoted, strict=True))
    assert quoted["go"] == quoted["home"] == Quoted.INSIDE and quoted["said"] == quoted["He"] == Quoted.OUTSIDE


def test_a_quotation_ends_with_its_paragraph() -> None:
    assert column("He said “go\n\nHome at last", "quoted")["Home"] == Quoted.OUTSIDE


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_words_point_to_their_characters_in_any_text(text: str) -> None:
    words = seen(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(words.starts, words.ends, strict=True))
    assert all(e <= s for e, s in zip(words.ends, words.starts[1:], strict=False))
    assert len(words.first) == len(words) + 1 and words.first[-1] == len(words.piece_ids)


def test_half_a_character_is_no_error() -> None:
    assert len(seen("Fire\ud83d in Tyre")) >= 3


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from(["fire", "Tyre", ".", "\n", "unbelievableness", "said"]), max_size=250),
    st.integers(8, 90), st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip
def test_windows_answer_for_each_word_once_and_stay_in_their_size(parts, core, before, after) -> None:
    words = seen(" ".join(parts))
    windows = windows_of(words, core=core, before=before, after=after)
    assert [w for window in windows for w in range(window.core_begin, window.core_end)] == list(range(len(words)))
    for window in windows:
        assert window.begin <= window.core_begin < window.core_end <= window.end
        pieces = words.first[window.core_end] - words.first[window.core_begin]
        assert pieces <= core or window.core_end - window.core_begin == 1
        assert words.first[window.core_begin] - words.first[window.begin] <= before
        assert words.first[window.end] - words.first[window.core_end] <= after
        ids, features = encoder_input(words, window, 101, 102)
        first = first_pieces(words, window)
        assert ids[0] == 101 and ids[-1] == 102 and len(ids) == len(features)
        assert [ids[i] for i in first] == [words.piece_ids[words.first[w]] for w in range(window.begin, window.end)]


def test_a_window_breaks_between_paragraphs_where_it_can() -> None:
    text = "\n\n".join(["The road is closed and nobody may pass it today"] * 12)
    words = seen(text)
    windows = windows_of(words, core=64, before=0, after=0)
    assert len(windows) > 1
    assert all(words.gap[w.core_begin] == Gap.LINE for w in windows)


def test_a_report_is_encoded_the_same_whatever_was_read_before() -> None:
    model = reader_model()
    alone = encode(model, seen(STORY), model.window)
    for other in ("The army denied it.", STORY * 20, "12 34"):
        encode(model, seen(other), model.window)
    again = encode(model, seen(STORY), model.window)
    for a, b in zip(alone.windows, again.windows, strict=True):
        assert a.window == b.window and np.array_equal(a.vectors, b.vectors) and np.array_equal(a.anchors, b.anchors)


# The file


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "reader.model"
    target.write_bytes(FILE.read_bytes())
    return target


def test_the_file_that_ships_is_the_one_that_is_pinned() -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert pinned["bytes"] == FILE.stat().st_size and pinned["file"] == FILE.name
    ReaderModel(FILE, pinned["sha256"])


def test_a_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReaderModelError, match=r"cannot be read at .*reader.model.*onrecord train"):
        ReaderModel(tmp_path / "reader.model")


def test_a_model_that_is_not_the_pinned_one_is_refused(copy: Path) -> None:
    with pytest.raises(ReaderModelError, match="not the reader model that was pinned"):
        ReaderModel(copy, "0" * 64)


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04 and no more"])
def test_a_file_that_is_no_model_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reader.model"
    path.write_bytes(content)
    with pytest.raises(ReaderModelError, match="is no reader model, or is damaged"):
        ReaderModel(path)


def test_a_byte_that_flipped_is_found(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    with pytest.raises(ReaderModelError, match="damaged"):
        ReaderModel(copy)


def test_a_part_that_was_exchanged_is_found(copy: Path) -> None:
    held = parts(copy)
    with zipfile.ZipFile(copy, "w") as file:
        for name, content in held.items():
            file.writestr(name, content + b"x" if name == ENCODER else content)
    with pytest.raises(ReaderModelError, match=r"damaged in encoder\.onnx"):
        ReaderModel(copy)


def test_a_model_of_another_format_is_refused(copy: Path) -> None:
    held = parts(copy)
    card = json.loads(held[CARD]) | {"format": 99}
    with zipfile.ZipFile(copy, "w") as file:
        for name, content in held.items():
            file.writestr(name, json.dumps(card) if name == CARD else content)
    with pytest.raises(ReaderModelError, match="of format 99"):
        ReaderModel(copy)


def test_the_same_parts_give_the_same_file(copy: Path, tmp_path: Path) -> None:
    held = parts(copy)
    card = json.loads(held.pop(CARD))
    digests = {write_model(tmp_path / name, card, held) for name in ("a.model", "b.model")}
    assert digests == {json.loads(PINNED.read_text(encoding="utf-8"))["sha256"]}


def test_another_model_is_used_where_the_variable_points(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shipped.VARIABLE, str(copy))
    reader_model.cache_clear()
    try:
        assert reader_model().card["format"] == shipped.FORMAT
        monkeypatch.setenv(shipped.VARIABLE, str(copy) + ".gone")
        reader_model.cache_clear()
        with pytest.raises(ReaderModelError, match="gone"):
            reader_model()
    finally:
        reader_model.cache_clear()


def test_the_card_says_what_the_model_was_made_of() -> None:
    card = reader_model().card
    assert {"base", "trained_on", "recipe", "figures", "date", "thresholds", "parts"} <= set(card)
    assert any("PolNeAR" in row["name"] and row["licence"] for row in card["trained_on"])
