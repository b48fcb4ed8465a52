"""The stage `places`: which names are places, which place each is, in which sense."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook import load as load_codebook
from onrecord.gazetteer import load as load_gazetteer
from onrecord.reading.encoder.stage import encoding
from onrecord.reading.parse import parse
from onrecord.reading.places import places, publisher_country, resolved, resolver_of
from onrecord.reading.places.mentions import Finder
from onrecord.reading.places.resolve import skeleton
from onrecord.records import Place, Report, Warning


def report(text: str, publisher: str | None = None, url: str | None = None) -> Report:
    return Report("r", "", None, publisher, url, None, None, "en", text)


def read(text: str, publisher: str | None = None) -> tuple[list[Place], tuple[Warning, ...]]:
    given_report = report(text, publisher)
    parsed = parse(report=given_report)[0]
    found, warnings = places(
        report=given_report,
        parse=parsed,
        encoding=encoding(parse=parsed)[0],
        codebook=load_codebook(),
        gazetteer=load_gazetteer(),
    )
    return list(found), warnings


def one(text: str, name: str, publisher: str | None = None) -> Place:
    return next(place for place in read(text, publisher)[0] if place.text == name)


def test_a_district_named_by_an_adjective_is_the_district_in_the_region_that_is_named() -> None:
    place = one("The drone fell in the Korochansky district of Belgorod, the governor said.", "Korochansky district")
    assert place.gazetteer_id == "geonames:544704"
    assert (place.feature, place.admin1, place.country, place.precision) == ("ADM2", "Belgorod Oblast", "RU", 3)


def test_a_generic_noun_in_lower_case_stays_outside_and_tells_the_kind() -> None:
    text = "Missiles hit the Kharkiv region on Sunday. In Kharkiv, windows shook."
    region, city = read(text)[0]
    assert (region.text, region.feature, region.precision) == ("Kharkiv", "ADM1", 4)
    assert (city.text, city.feature, city.precision) == ("Kharkiv", "PPL", 1)


def test_a_capitalised_generic_noun_belongs_to_the_name() -> None:
    assert one("A crash closed a road in Rapides Parish, deputies said.", "Rapides Parish").feature == "ADM2"


@pytest.mark.parametrize(
    ("text", "name", "division"),
    [
        ("Residents of Alexandria, Louisiana, fled the flood.", "Alexandria", "Louisiana"),
        ("The mayor of Springfield, Ill., resigned on Monday.", "Springfield", "Illinois"),
        ("Police in Paris, Texas, are looking for a driver.", "Paris", "Texas"),
    ],
)
def test_the_division_after_the_comma_decides_between_namesakes(text: str, name: str, division: str) -> None:
    assert one(text, name).admin1 == division


def test_other_places_of_the_report_decide_between_namesakes() -> None:
    text = "The storm crossed Ohio. Roofs were torn off in Columbus and in Dublin, and power failed in Westerville."
    assert one(text, "Dublin").admin1 == "Ohio"
    assert one("Ferries to Dublin were cancelled, Ireland's coast guard said.", "Dublin").country == "IE"


def test_one_name_has_one_meaning_in_a_report() -> None:
    text = "A fire broke out in Alexandria, Louisiana. Nobody in Alexandria was hurt."
    first, _, second = read(text)[0]
    assert first.gazetteer_id == second.gazetteer_id == "geonames:4314550"


def test_a_marked_name_that_no_gazetteer_has_is_kept_with_nulls() -> None:
    place = one("The trucks passed the Verkhnya Balka crossing into Ukraine's Sumy region.", "Verkhnya Balka")
    assert (place.gazetteer_id, place.lat, place.country, place.precision) == (None, None, None, None)
    assert place.sense == "location"


def test_a_small_namesake_in_a_country_that_nothing_points_to_is_refused() -> None:
    found, _ = read("Two villagers were wounded near Kolotilovka when shells hit Belgorod region, Russia said.")
    assert all(place.country in ("RU", None) for place in found)


def test_with_nothing_to_tell_namesakes_apart_the_choice_is_doubtful_and_warned_of() -> None:
    found, warnings = read("He was born in Springfield in a house by the road.")
    assert found[0].confidence < 0.4
    assert [w.code for w in warnings] == ["W009"]
    assert warnings[0].span == (found[0].start, found[0].end)


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith told the Washington Post that he had resigned.",
        "The New York Times and the Kyiv Independent reported the talks.",
        "Russians speak Russian.",
        "In March she tested positive for West Nile virus.",
        "It cost US$40,000 to repair.",
        "They told us in May to go.",
    ],
)
def test_people_outlets_diseases_and_words_are_no_places(text: str) -> None:
    assert read(text)[0] == []


@pytest.mark.parametrize(
    ("text", "name", "sense"),
    [
        ("Moscow said its forces had withdrawn.", "Moscow", "actor"),
        ("Ukraine denied that it had fired.", "Ukraine", "actor"),
        ("Envoys will hold talks with Tehran next week.", "Tehran", "actor"),
        ("The Kharkiv bombing killed six people.", "Kharkiv", "modifier"),
        ("Ukraine's fleet left port.", "Ukraine", "modifier"),
        ("Shells fell on Kharkiv overnight.", "Kharkiv", "location"),
        ("Smoke rose over Russia's border with Ukraine.", "Russia", "location"),
        ("The plane left the Chkalovsky air field near Moscow.", "Chkalovsky", "location"),
    ],
)
def test_governments_and_modifiers_are_told_from_locations(text: str, name: str, sense: str) -> None:
    assert one(text, name).sense == sense


@pytest.mark.parametrize(
    ("text", "name", "feature", "precision"),
    [
        ("Militiamen burned huts in Djugu territory in Ituri.", "Djugu", "ADM2", 3),
        ("Rebels shelled a camp near Goma in North Kivu.", "Goma", "PPL", 2),
        ("Three boats sank in the Black Sea.", "Black Sea", "SEA", 7),
        ("Aid reached Darfur by air.", "Darfur", "RGN", 5),
        ("The ferry sank off Lebanon.", "Lebanon", "PCLI", 6),
        ("The jets took off from the Engels air base.", "Engels air base", "AIRB", 1),
    ],
)
def test_precision_follows_the_kind_of_place(text: str, name: str, feature: str, precision: int) -> None:
    place = one(text, name)
    assert (place.feature, place.precision) == (feature, precision)


def test_a_plural_tells_the_kind_of_every_name_of_its_row() -> None:
    found, _ = read("Air defences shot down drones over the Bryansk, Kaluga and Tula regions, Moscow said.")
    assert [(p.feature, p.precision) for p in found[:3]] == [("ADM1", 4)] * 3


def test_a_bare_name_is_the_town_s_rather_than_its_division_s() -> None:
    found, _ = read("Soldiers raided Jenin before dawn. Shops closed in Ramallah.")
    assert [(p.feature, p.precision) for p in found] == [("PPL", 1), ("PPL", 1)]
    assert one("A court in Quebec ruled on Monday, Canada's minister said.", "Quebec").feature == "ADM1"


def test_spellings_of_a_name_are_one_name() -> None:
    for spelling in ("Kupiansk", "Kupyansk"):
        place = one(f"Shells hit {spelling} in Ukraine's Kharkiv region.", spelling)
        assert (place.feature, place.gazetteer_id) == ("PPL", "geonames:703656")
    assert skeleton("al hudaydah") == skeleton("hodeidah") != skeleton("hadera")


def test_a_state_after_its_town_is_no_city_of_its_name() -> None:
    text = "Snow fell in Buffalo, New York, on Friday. He lives in Brooklyn, New York."
    found, _ = read(text)
    assert next(p for p in found if p.text == "New York").feature == "ADM1"


def test_a_district_may_be_the_division_that_bears_its_name_alone() -> None:
    text = "Gunmen fired on a patrol in the Karak district, Jordan's police said. Nobody in Amman was hurt."
    assert [(p.country, p.feature) for p in read(text)[0] if p.text.startswith("Karak")] == [("JO", "ADM1")]


def test_a_suburb_lies_where_its_city_does() -> None:
    text = "A man from the Chicago suburb of Aurora pleaded guilty."
    assert one(text, "Aurora").admin1 == "Illinois" and one(text, "Chicago").relation is None
    assert one("A man from Aurora, a city in Colorado, pleaded guilty.", "Aurora").admin1 == "Colorado"


def test_the_border_of_a_country_is_the_country_s() -> None:
    assert one("Militants crossed the Chad border at night.", "Chad").country == "TD"
    found, _ = read("The village was empty. Guards watched the Sudan-Chad border.")
    assert [p.text for p in found] == ["Sudan", "Chad"]


def test_an_abbreviation_with_its_point_is_a_name() -> None:
    assert one("She sold her home in Gatineau, Que., and moved.", "Que.").admin1 == "Québec"


def test_places_at_given_spans_are_resolved_without_being_looked_for() -> None:
    text = "The Syrians and a patrol from nowhere met at Goma."
    parsed = parse(report=report(text))[0]
    codebook = load_codebook()
    finder = Finder(parsed, load_gazetteer(), codebook.country_words, codebook.metonyms)
    mentions = finder.given([(text.index(w), text.index(w) + len(w)) for w in ("Syrians", "nowhere", "Goma")])
    found, _ = resolved(finder, mentions, resolver_of(report(text), finder, mentions).run())
    assert [(p.text, p.country) for p in found] == [("Syrians", "SY"), ("nowhere", None), ("Goma", "CD")]


def test_a_dateline_is_a_place() -> None:
    found, _ = read("KYIV, Ukraine (AP) — Sirens sounded before dawn.")
    assert [(p.text, p.country) for p in found] == [("KYIV", "UA"), ("Ukraine", "UA")]


@pytest.mark.parametrize(
    ("publisher", "country"),
    [("dailystar.com.lb", "LB"), ("www.thelocal.example.uk", "GB"), ("cnn.com", None), ("news.tv", None), (None, None)],
)
def test_the_publishers_address_tells_its_country(publisher: str | None, country: str | None) -> None:
    assert publisher_country(report("", publisher)) == country


def test_ids_count_up_in_text_order_and_spans_do_not_overlap() -> None:
    found, _ = read("From Kyiv, Ukraine, he flew to Warsaw, Poland. Kyiv and Warsaw signed. Odesa burned.")
    assert [p.id for p in found] == [f"p{i + 1}" for i in range(len(found))]
    assert all(a.end <= b.start for a, b in pairwise(found))


_PIECES = st.lists(
    st.sampled_from(
        "Paris Kyiv , . in the of Washington D.C. La. - — ( ) US 's Georgia Jordan Springfield region district St. "
        "John said north near crossing Lake R \u200f ْ 12 “ ” Aleppo\n\n New York and Korochansky".split(" ")
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(_PIECES)
def test_any_text_gives_spans_inside_it_and_the_same_places_twice(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found, warnings = read(text)
    assert (found, warnings) == read(text)
    for place in found:
        assert text[place.start : place.end] == place.text
        assert 0 <= place.confidence <= 1
        assert (place.gazetteer_id is None) == (place.lat is None) == (place.precision is None)


def test_a_lake_is_not_the_airport_that_is_named_for_it(reading_of):
    reading = reading_of("A ferry sank on Lake Toba in Indonesia on Friday.", published="2024-05-03")
    assert "AIRP" not in [p.feature for p in reading.places]


def test_an_armed_group_is_not_a_town_of_like_name(reading_of):
    reading = reading_of("Talks with Hamas in Cairo ended on Friday.", published="2024-05-03")
    assert [p.text for p in reading.places] == ["Cairo"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("KYIV, Jan. 24 — Debris set a warehouse alight.", "Kyiv", "UA"),
        ("Three missiles hit Konotop in the early hours of Wednesday.", "Konotop", "UA"),
        ("Kherson was shelled 40 times overnight.", "Kherson", "UA"),
        ("The rebels captured El Fasher on Friday.", "El Fasher", "SD"),
    ],
)
def test_a_town_that_war_befalls_is_a_place(reading_of, text, name, country):
    (place,) = reading_of(text).places
    assert (place.name, place.country) == (name, country)


def test_a_person_who_is_captured_is_no_place(reading_of):
    reading = reading_of("Soldiers captured Ahmed Konotop on Friday. They hit Konotop, his brother said.")
    assert not any(p.country == "UA" for p in reading.places)


def test_an_adjective_of_a_nation_is_a_modifier_with_its_country() -> None:
    found, _ = read("Russian troops fired at Ukrainian positions.")
    assert [(p.text, p.country, p.sense) for p in found] == [
        ("Russian", "RU", "modifier"),
        ("Ukrainian", "UA", "modifier"),
    ]


def test_a_street_is_a_place_that_no_gazetteer_has() -> None:
    (street,) = read("A man was shot dead on Dublin Road late on Sunday.")[0]
    assert (street.text, street.gazetteer_id, street.lat, street.precision) == ("Dublin Road", None, None, None)


def test_villages_that_no_gazetteer_has_are_places_in_a_row_and_after_al() -> None:
    found, _ = read("The army shelled the villages of al-Latmana and Tal Mustawi overnight.")
    assert [p.text for p in found] == ["al-Latmana", "Tal Mustawi"]
