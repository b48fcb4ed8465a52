"""The bench over MUC's texts and answer keys, on a tiny set of our own in their form."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.bench import muc
from onrecord.bench.goldfile import GoldError
from onrecord.bench.truecase import truecased

TEXTS = """DEV-MUC3-0001 (OURS)

   TESTVILLE, 3 MAR 90 (RADIO TEST) -- [REPORT] [TEXT] THE TALIBAN CLAIMED
RESPONSIBILITY FOR THE BOMBING OF A MARKET IN KABUL.

   THE BOMBING KILLED 12 PEOPLE.


DEV-MUC3-0002 (OURS)

   TESTVILLE, 4 MAR 90 -- [TEXT] THE GOVERNMENT BLAMED THE TALIBAN FOR THE
BOMBING OF A BRIDGE.


DEV-MUC3-0003 (OURS)

   TESTVILLE, 5 MAR 90 -- [TEXT] THE MINISTER OPENED A BRIDGE.

"""
KEYS = r""";;; made for the test
0.  MESSAGE: ID                     DEV-MUC3-0001 (OURS)
1.  MESSAGE: TEMPLATE               1
9.  PERP: INDIVIDUAL ID             "GUNMEN"
10. PERP: ORGANIZATION ID           "THE TALIBAN" / "\"TALIBAN\""
11. PERP: ORGANIZATION CONFIDENCE   CLAIMED OR ADMITTED: "THE TALIBAN" / "\"TALIBAN\""
12. PHYS TGT: ID                    "MARKET"

0.  MESSAGE: ID                     DEV-MUC3-0002 (OURS)
1.  MESSAGE: TEMPLATE               1
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           "TALIBAN"
                                    ? "ARMY"
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT / SUSPECTED OR ACCUSED: "TALIBAN"
                                    ? POSSIBLE: "ARMY"

0.  MESSAGE: ID                     DEV-MUC3-0003 (OURS)
1.  MESSAGE: TEMPLATE               *
9.  PERP: INDIVIDUAL ID             *
10. PERP: ORGANIZATION ID           *
11. PERP: ORGANIZATION CONFIDENCE   *
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dev-muc3-0001").write_text(TEXTS, encoding="latin-1")
    (tmp_path / "key-dev-0001.muc4").write_text(KEYS, encoding="latin-1")
    return tmp_path


def test_texts_come_with_case_a_date_and_their_perpetrators(folder: Path) -> None:
    first, second, third = muc.load_folder(folder)
    assert first.report.text.startswith("The Taliban claimed responsibility for the bombing of a market in Kabul.\n\n")
    assert (first.report.id, first.report.published) == ("DEV-MUC3-0001", "1990-03-03")
    gunmen, taliban = first.perpetrators
    assert (gunmen.kind, gunmen.names, gunmen.steps) == ("individual", ("GUNMEN",), frozenset())
    assert (taliban.kind, taliban.names) == ("organization", ("THE TALIBAN", '"TALIBAN"'))
    assert taliban.steps == {"claimed"}
    assert [(p.names, p.optional) for p in second.perpetrators] == [(("TALIBAN",), False), (("ARMY",), True)]
    assert second.perpetrators[0].steps == {"fact", "suspected"}
    assert third.perpetrators == ()


def test_only_the_messages_asked_for_are_read(folder: Path) -> None:
    assert [text.report.id for text in muc.load_folder(folder, first=2, last=2)] == ["DEV-MUC3-0002"]


def test_figures_and_confusions(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    scores = muc.measure(folder, lambda done, whole: told.append((done, whole)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    figures = muc.figures(scores)
    assert figures["organizations.recall"] == 1.0
    assert figures["perpetrators.precision"] == 1.0
    assert figures["steps.accuracy"] == 0.5
    assert dict(muc.rows(scores)) == {"fact": [0, 0, 1, 0, 0, 0], "claimed": [0, 1, 0, 0, 0, 0]}
    assert "individuals.recall" not in figures  # its words are not in the text


def test_figures_of_nothing_are_none() -> None:
    assert muc.figures(muc.Scores()) == {}
    assert list(muc.rows(muc.Scores())) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("THE FMLN", "fmln", True),
        ("MEMBERS OF THE ARMY", "the army", True),
        ("ARMY", "the armed forces", False),
        ("THE", "the", False),
    ],
)
def test_names_are_compared_by_their_words(one: str, other: str, alike: bool) -> None:
    assert muc.same(one, other) is alike


def test_a_folder_that_holds_no_such_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no folder"):
        list(muc.load_folder(tmp_path / "none"))
    with pytest.raises(GoldError, match="no answer keys"):
        list(muc.load_folder(tmp_path))
    (tmp_path / "key-dev").write_text(KEYS, encoding="latin-1")
    with pytest.raises(GoldError, match="no texts"):
        list(muc.load_folder(tmp_path))


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("THE ARMY OF PERU [EP] MOVED ON.", "The army of Peru [EP] moved on."),
        ("MEN OF THE NATIONAL LIBERATION FRONT [NLF] FLED.", "Men of the National Liberation Front [NLF] fled."),
        ("TWO SHINING PATH MEN, THE CIA AND THE WHITE HOUSE.", "Two Shining Path men, the CIA and the White House."),
        ("THE NLF [NATIONAL LIBERATION FRONT] FLED ON MONDAY.", "The NLF [National Liberation Front] fled on Monday."),
        ("IT IS NOT KNOWN WHO IT WAS.", "It is not known who it was."),
        ("IT WAS DONE BY ZORBLAX ON 3 MAY.", "It was done by Zorblax on 3 May."),
        ("Mixed case stays AS it is.", "Mixed case stays AS it is."),
    ],
)  # fmt: skip
def test_texts_in_capitals_get_case(text: str, cased: str) -> None:
    assert truecased(text) == cased
    assert len(truecased(text)) == len(text)
