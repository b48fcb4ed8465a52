"""The table of disputed territories: what it names is in the gazetteer, and it says who claims, not who is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.codebook import load as load_codebook
from onrecord.gazetteer import Dispute, Disputes, Entry, load, load_disputes
from onrecord.gazetteer.disputes import parse

ROWS = load_disputes().rows
COUNTRIES = {
    "GS": "South Georgia and the South Sandwich Islands",
    "IO": "British Indian Ocean Territory",
    **{code: country.name for code, country in load_codebook().countries.items()},
}
VERDICTS = re.compile(
    r"\b(?:illegal|unlawful|occup|annex|liberat|seiz|inva|separatist|rebel|terror|regime|puppet|so-called|rightful|integral"
    r"|historic|stolen|renegade|breakaway)",
    re.IGNORECASE,
)


def named(name: str, country: str, feature: str) -> Entry:
    return next(e for e in load().lookup(name) if e.country == country and e.feature == feature)


def recognised(row: Dispute) -> list[Entry]:
    """The places that a row names: each exists, or this raises."""
    found = []
    for id, name in row.places.items():
        entry = load().get(id)
        assert entry is not None and entry.name == name, (id, name)
        found.append(entry)
    found += [named(division, country, "ADM1") for country, division in row.divisions]
    found += [named(COUNTRIES[country], country, "PCLI") for country in row.countries]
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_recognises_what_it_names_in_the_gazetteer(row: Dispute) -> None:
    found = recognised(row)
    assert found
    assert all(load_disputes().of(entry) is row for entry in found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_tells_its_claims_by_code_and_its_source_and_judges_nothing(row: Dispute) -> None:
    assert row.claims and list(row.claims) == sorted(set(row.claims))
    assert set(row.claims) <= set(load_codebook().countries)
    assert row.note.endswith(".") and row.source
    assert not VERDICTS.search(f"{row.name} {row.note}")


@pytest.mark.parametrize(
    ("id", "claims"),
    [
        ("geonames:693805", "RU UA"),  # Simferopol
        ("geonames:709717", "RU UA"),  # Donetsk
        ("geonames:565348", ""),  # Donetsk in Russia's Rostov Oblast
        ("geonames:706483", ""),  # Kharkiv
        ("geonames:786714", "RS XK"),  # Pristina
        ("geonames:1668341", "CN TW"),  # Taipei
        ("geonames:7303419", "IL PS"),  # East Jerusalem
        ("geonames:281133", "PS"),  # Gaza
        ("geonames:293397", ""),  # Tel Aviv
        ("geonames:2461874", "EH MA"),  # Smara
        ("geonames:2529923", ""),  # Tarfaya, in the same region of Morocco
        ("geonames:611717", ""),  # Tbilisi
        ("onrecord:paracel-islands", "CN TW VN"),  # no country of its own
        ("onrecord:black-sea", ""),
    ],
)
def test_places_are_told_by_id_then_division_then_country(id: str, claims: str) -> None:
    entry = load().get(id)
    assert entry is not None
    assert load_disputes().claims(entry) == tuple(claims.split())


def test_a_place_named_twice_is_refused() -> None:
    text = 'disputes: {A: {where: {"XX": whole}, claims: [UA], note: n, source: s}}'
    (row,) = parse(text)
    assert (row.countries, row.divisions, dict(row.places)) == (("XX",), (), {})
    with pytest.raises(ValueError, match="XX stands in A and in A"):
        Disputes((row, row))


@pytest.mark.parametrize("text", ["", "disputes: [", "disputes: {A: {}}", "other: {}", "disputes: x"])
def test_a_text_that_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"disputes\.yaml is not as its head says"):
        parse(text)


def test_the_page_on_places_tells_how_many_territories_there_are() -> None:
    page = (Path(__file__).parents[1] / "docs" / "places.md").read_text(encoding="utf-8")
    assert f"{len(ROWS)} territories" in page
