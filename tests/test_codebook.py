"""The codebook: every entry is whole, nothing is ambiguous, and a broken file says what to mend."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord import codebook as package
from onrecord.codebook import Codebook, CodebookError, Trigger, load
from onrecord.codebook.event_types import ambiguous
from onrecord.codebook.loader import SECTIONS, build
from onrecord.codebook.schemes import ACLED, CAMEO, PLOVER, ROLES, UCDP
from onrecord.codebook.source import read_files
from onrecord.records import Act, ActorKind, Attribute

FOLDER = Path(package.__file__).parent
FILES = read_files(FOLDER)
SCRIPT = Path(__file__).parents[1] / "scripts" / "write_codebook_docs.py"

EXPECTED_TYPES = """
armed_clash air_strike drone_strike missile_strike shelling bombing suicide_bombing shooting stabbing attack
attack_on_civilians assassination sexual_violence abduction detention arrest interception aircraft_crash
aircraft_downing train_accident road_accident ship_accident ship_attack hijacking explosion fire mine_blast
chemical_attack territorial_change siege withdrawal troop_movement mobilisation weapons_test cyber_attack sabotage
ceasefire agreement talks prisoner_exchange prisoner_transfer alert evacuation rescue investigation military_aid
humanitarian_aid sanctions diplomatic_expulsion protest riot labour_strike election_violence coup trial verdict
execution earthquake flood storm wildfire landslide volcanic_eruption drought_famine epidemic industrial_accident
building_collapse stampede looting displacement border_closure casualties death damage
""".split()


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def changed(file: str, old: str, new: str) -> list[tuple[str, str]]:
    """The codebook's files with one passage of one file replaced."""
    texts = dict(FILES)
    assert old in texts[file], f"{file} no longer has {old!r}: mend this test"
    texts[file] = texts[file].replace(old, new, 1)
    return list(texts.items())


def message(files: list[tuple[str, str]]) -> str:
    with pytest.raises(CodebookError) as error:
        build(files)
    return str(error.value)


# what is there


def test_the_types_that_the_field_needs_are_there(book: Codebook) -> None:
    assert set(EXPECTED_TYPES) <= set(book.events)


def test_every_event_type_is_whole(book: Codebook) -> None:
    for kind in book.events.values():
        assert kind.label and kind.definition.endswith("."), kind.id
        assert len(kind.definition) > 40, f"{kind.id}: a coder cannot apply {kind.definition!r}"
        assert kind.triggers, kind.id
        assert 1 <= kind.weight <= 10
        assert kind.family in book.families
        assert {"place", "time"} <= {role.role for role in kind.roles} <= set(ROLES)


def test_labels_of_event_types_tell_them_apart(book: Codebook) -> None:
    assert len({kind.label for kind in book.events.values()}) == len(book.events)


def test_related_types_exist_and_are_related_both_ways(book: Codebook) -> None:
    for kind in book.events.values():
        for other in kind.related:
            assert kind.id in book.events[other].related, f"{kind.id} and {other}"


def test_counterparts_are_those_of_the_other_codebooks(book: Codebook) -> None:
    assert sum(len(subs) for subs in ACLED.values()) == 25
    assert len(PLOVER) == 16
    assert len(CAMEO) == 20
    for kind in book.events.values():
        assert kind.acled is None or kind.acled[1] in ACLED[kind.acled[0]]
        assert kind.ucdp is None or kind.ucdp in UCDP
        assert kind.plover is None or kind.plover[1] is None or kind.plover[1] in PLOVER[kind.plover[0]]
        assert kind.cameo is None or kind.cameo in CAMEO


def test_every_acled_sub_event_of_violence_has_a_type(book: Codebook) -> None:
    covered = {kind.acled[1] for kind in book.events.values() if kind.acled}
    for kind in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
        assert set(ACLED[kind]) <= covered


def test_the_trigger_index_has_every_trigger_under_its_word(book: Codebook) -> None:
    for kind in book.events.values():
        for trigger in kind.triggers:
            words = trigger.lemma.split()
            key = (trigger.pos, words[0] if trigger.pos == "verb" else words[-1])
            assert (trigger, kind) in book.triggers[key]


def test_phrases_come_before_words_and_conditions_before_defaults(book: Codebook) -> None:
    for rows in book.triggers.values():
        order = [(-len(t.lemma.split()), not t.needs) for t, _ in rows]
        assert order == sorted(order)


def test_statuses_are_attributes_of_claims(book: Codebook) -> None:
    assert set(book.statuses) <= set(get_args(Attribute))
    assert len(book.statuses) == 14
    for status in book.statuses.values():
        assert status.label and status.description
        assert status.verbs
        assert set(status.subject_verbs) <= set(status.verbs)


def test_people_are_the_generic_nouns_and_those_of_all_categories(book: Codebook) -> None:
    assert {"person", "people", "man", "woman", "resident", "civilian", "soldier", "victim"} <= book.people
    for category in book.categories.values():
        assert category.label
        assert set(category.nouns) <= book.people


def test_each_noun_for_people_is_of_one_category(book: Codebook) -> None:
    seen: dict[str, str] = {}
    for category in book.categories.values():
        for noun in category.nouns:
            assert seen.setdefault(noun, category.id) == category.id, noun


def test_cues_are_many_and_of_known_acts(book: Codebook) -> None:
    count = {pos: sum(1 for cue in book.cues.values() if cue.pos == pos) for pos in ("verb", "noun", "phrase")}
    assert count["verb"] >= 300
    assert count["noun"] >= 80
    assert count["phrase"] >= 30
    assert {cue.act for cue in book.cues.values()} == set(get_args(Act))


@pytest.mark.parametrize(
    ("pos", "lemma", "act", "certainty", "presupposes", "needs_content"),
    [
        ("verb", "say", "assert", None, False, False),
        ("verb", "deny", "deny", None, False, False),
        ("verb", "accuse", "accuse", None, False, False),
        ("verb", "suspect", "believe", "probable", False, False),
        ("verb", "speculate", "believe", "possible", False, False),
        ("verb", "confirm", "assert", "certain", True, False),
        ("verb", "add", "assert", None, False, True),
        ("noun", "warning", "warn", None, False, False),
        ("phrase", "according to", "assert", None, False, False),
    ],
)
def test_cue_says_what_its_word_means(
    book: Codebook, pos: str, lemma: str, act: str, certainty: str | None, presupposes: bool, needs_content: bool
) -> None:
    cue = book.cues[pos, lemma]
    assert (cue.act, cue.certainty, cue.presupposes, cue.needs_content) == (act, certainty, presupposes, needs_content)


def test_organs_words_and_metonyms_are_many_and_of_known_kinds(book: Codebook) -> None:
    assert len(book.organ_words) + len(book.metonyms) >= 200
    kinds = set(get_args(ActorKind))
    assert {organ.kind for organ in book.organs.values()} <= kinds
    for metonym in book.metonyms.values():
        assert metonym.kind in kinds
        assert metonym.country is None or metonym.country in book.countries
        assert metonym.organ is None or metonym.organ in book.organs


@pytest.mark.parametrize(
    ("name", "country", "resolves_to"),
    [
        ("kremlin", "RU", "Presidency of Russia"),
        ("isw", "US", "Institute for the Study of War"),
        ("un", None, "United Nations"),
    ],
)
def test_metonym_resolves(book: Codebook, name: str, country: str | None, resolves_to: str) -> None:
    assert (book.metonyms[name].country, book.metonyms[name].resolves_to) == (country, resolves_to)


@pytest.mark.parametrize("words", ["defense ministry", "ministry of defence", "general staff", "emergency services"])
def test_organ_is_found_by_either_spelling(book: Codebook, words: str) -> None:
    assert words in book.organ_words


@pytest.mark.parametrize(
    ("word", "code", "sense"),
    [
        ("norway", "NO", "name"),
        ("russian", "RU", "adjective"),
        ("afghans", "AF", "people"),
        ("kyiv", "UA", "capital"),
        ("kiev", "UA", "capital"),
        ("congolese", "CD", "adjective"),
        ("united states", "US", "name"),
    ],
)
def test_country_word_leads_to_its_country(book: Codebook, word: str, code: str, sense: str) -> None:
    assert book.country_words[word] == (code, sense)


def test_countries_are_many_and_named(book: Codebook) -> None:
    assert len(book.countries) >= 200
    assert all(country.name for country in book.countries.values())


def test_short_names_in_capitals_are_told_apart_from_words(book: Codebook) -> None:
    assert {"us", "is", "who"} <= book.capitals
    assert not {"ukraine", "hamas", "kremlin"} & book.capitals


@pytest.mark.parametrize(
    ("word", "weapon"),
    [("s-300", "air_defense_missile"), ("shahed", "drone"), ("iskander", "ballistic_missile"),
     ("himars", "rocket_artillery"), ("kalashnikov", "rifle"), ("ar-15", "rifle")],
)  # fmt: skip
def test_weapon_is_found_by_its_model(book: Codebook, word: str, weapon: str) -> None:
    assert book.weapon_words[word].id == weapon


def test_channels_have_words_and_prepositions(book: Codebook) -> None:
    for medium in book.channels.values():
        assert medium.name
        assert medium.words and medium.prepositions
        assert all(word == word.lower() for word in medium.words)


def test_wars_have_names_and_a_first_day(book: Codebook) -> None:
    starts = {war.id: war.start for war in book.wars}
    assert starts["russia_ukraine_2022"] == "2022-02-24"
    assert all(war.names and war.note for war in book.wars)


# which trigger is meant


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A missile struck a hospital in the town.", "struck", "missile_strike"),
        ("Two drones struck an oil depot overnight.", "struck", "drone_strike"),
        ("Workers at the port went on strike over pay.", "strike", "labour_strike"),
        ("A strong earthquake struck the coast on Monday.", "struck", "earthquake"),
        ("Air defenses shot down four drones over the city.", "shot", "interception"),
        ("Rebels shot down a military transport plane.", "shot", "aircraft_downing"),
        ("The plane crashed in a field near the village.", "crashed", "aircraft_crash"),
        ("A bus and a truck collided on a highway.", "collided", "road_accident"),
        ("The ferry capsized in rough seas.", "capsized", "ship_accident"),
        ("Militants attacked a checkpoint outside the town.", "attacked", "attack"),
        ("Soldiers shelled a village for three hours.", "shelled", "shelling"),
        ("A suicide bomber blew himself up at a market.", "blew", "suicide_bombing"),
        ("Protesters clashed with riot police.", "clashed", "riot"),
        ("Troops clashed with rebels near the border.", "clashed", "armed_clash"),
        ("Firefighters battled the blaze for hours.", "blaze", "fire"),
        ("The two sides exchanged prisoners on Friday.", "exchanged", "prisoner_exchange"),
        ("Ukrainian forces retook the village.", "retook", "territorial_recovery"),
        ("Insurgents captured the town of Aru.", "captured", "territorial_change"),
        ("The army withdrew its troops from the city.", "withdrew", "withdrawal"),
        ("North Korea test-fired two ballistic missiles.", "fired", "weapons_test"),
        ("Pirates hijacked a cargo ship.", "hijacked", "hijacking"),
        ("Gunmen kidnapped 30 students from a school.", "kidnapped", "abduction"),
        ("Floods swept through three districts.", "Floods", "flood"),
        ("Two people were killed.", "killed", "casualties"),
    ],
)
def test_word_is_read_as_the_type_that_its_company_tells(
    parsed: Callable[[str], Any], book: Codebook, text: str, word: str, expected: str
) -> None:
    triggers = pytest.importorskip("onrecord.reading.events.triggers")
    found = {m.type.id for m in triggers.find_triggers(parsed(text), book) if text[slice(*m.span)].find(word) >= 0}
    assert expected in found, found


@pytest.mark.parametrize(
    "text",
    [
        "Stocks crashed after the announcement.",
        "The company launched a new product.",
        "The senator attacked her opponent in a debate about policy.",
        "The two sides struck a bargain over fish.",
        "The film was shot in a single week as a video.",
        "The bank fired an employee.",
    ],
)
def test_word_in_another_sense_is_no_violence(parsed: Callable[[str], Any], book: Codebook, text: str) -> None:
    triggers = pytest.importorskip("onrecord.reading.events.triggers")
    violent = {"strikes", "combat", "civilians", "accidents"}
    assert not [m.type.id for m in triggers.find_triggers(parsed(text), book) if m.type.family in violent]


# what is refused


def test_conditions_that_share_no_word_tell_two_triggers_apart() -> None:
    plain, ship = Trigger("hit", "verb"), Trigger("hit", "verb", needs=("ship",))
    assert not ambiguous(plain, ship)
    assert ambiguous(plain, plain)
    assert ambiguous(ship, replace(ship, needs=("ship", "boat")))
    assert not ambiguous(ship, replace(ship, needs=("storm",)))
    assert not ambiguous(ship, replace(ship, needs=("ship", "boat"), unless=("ship",)))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("events/strikes.yaml", "label: Air strike", "label:", ("strikes.yaml, line ", "air_strike: label is empty")),
        ("events/strikes.yaml", "family: strikes", "family: strike", ("family 'strike' is unknown", "write one of")),
        ("events/strikes.yaml", "weight: 9", "weight: 90", ("weight '90' is unknown",)),
        ("events/strikes.yaml", "roles: agent", "roles: doer", ("role 'doer' is unknown", "agent, target")),
        ("events/strikes.yaml", "acled: Air/drone strike", "acled: Airstrike", ("acled 'Airstrike' is unknown",)),
        ("events/strikes.yaml", "ucdp: state-based", "ucdp: state", ("ucdp 'state' is unknown", "one-sided")),
        ("events/strikes.yaml", "ASSAULT aerial", "ASSAULT air", ("plover ASSAULT has no mode 'air'", "aerial")),
        ("events/strikes.yaml", "ASSAULT aerial", "FIGHT", ("plover type 'FIGHT' is unknown",)),
        ("events/strikes.yaml", 'cameo: "19"', 'cameo: "21"', ("cameo '21' is unknown",)),
        ("events/strikes.yaml", "toll: yes", "toll: maybe", ("toll 'maybe' is unknown", "no, yes")),
        ("events/strikes.yaml", "related: attack", "related: atack", ("related type 'atack' is not another",)),
        ("events/strikes.yaml", "+@warplane", "+@warplanes", ("there is no set 'warplanes'", "sets:")),
        ("events/strikes.yaml", "strafe, ", "strafe, strafe, ", ("'strafe' stands twice in verbs", "delete one")),
        ("events/strikes.yaml", "strafe, ", "die, ", ("is also a trigger of", "nothing tells the two apart", "shared")),
        ("events/strikes.yaml", "strafe, ", "strafe +air -air, ", ("'air' is both needed and forbidden",)),
        ("events/strikes.yaml", "strafe, ", "Strafe, ", ("has no lower-case lemma",)),
        ("events/strikes.yaml", "definition: An attack from", "meaning: An attack from", ("it has no definition",)),
        ("events/strikes.yaml", "toll: yes", "tolls: yes", ("it has no field 'tolls'", "mend its spelling")),
        ("events/strikes.yaml", "  drone_strike:", "  air_strike:", ("air_strike: it stands twice",)),
        ("events/combat.yaml", "  raid:", "  air_strike:", ("events has it already in events/",)),
        ("cues.yaml", "say: assert", "say: speak", ("act 'speak' is unknown", "assert, deny")),
        ("cues.yaml", "say: assert", "say: assert perhaps", ("'perhaps' after the act is unknown", "probable")),
        ("toll.yaml", "subject_verbs: die", "subject_verbs: expire, die", ("subject verb 'expire'",)),
        ("organs.yaml", "kind: military", "kind: army", ("kind 'army' is unknown",)),
        ("organs.yaml", "Kremlin: {country: RU", "Kremlin: {country: QQ", ("Kremlin: country 'QQ' is unknown",)),
        ("organs.yaml", "organ: presidency", "organ: throne", ("organ 'throne' is unknown",)),
        ("organs.yaml", "words: defense ministry", "words: Defense ministry", ("is not lower case",)),
        ("countries.yaml", "  RU:", "  RUS:", ("RUS: it is no country code",)),
        ("countries.yaml", "adjectives: Russian", "adjectives: Ukrainian", ("is also a adjective of RU",)),
        ("weapons.yaml", "words: missile,", "words: drone, missile,", ("'drone' is also a word of",)),
        ("wars.yaml", '"2022-02-24"', '"24 February 2022"', ("is no date", "2022-02-24")),
        ("terms.yaml", "roles:\n  agent: who did it\n", "roles:\n", ("role 'agent' has no description",)),
        ("terms.yaml", "\nroles:", "\nrolls:", ("section 'rolls' is unknown",)),
        ("weapons.yaml", "words: missile,", "words: [[missile],", ("a list holds more than texts",)),
        ("weapons.yaml", "words: missile,", "words: [missile,", ("weapons.yaml: it is not YAML",)),
    ],
)  # fmt: skip
def test_broken_file_says_what_is_wrong_and_how_to_mend_it(
    file: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    told = message(changed(file, old, new))
    for part in said:
        assert part in told, told
    assert ";" in told, "an error must say the mend too"


def test_missing_section_is_named() -> None:
    assert "no file has the section 'wars'" in message([f for f in FILES if f[0] != "wars.yaml"])


def test_shared_trigger_must_be_declared_and_a_needless_declaration_is_refused() -> None:
    doubled = dict(changed("events/strikes.yaml", "strafe, ", "die, "))
    declared = 'shared:\n  verb die: "said so by this test"\n'
    doubled["terms.yaml"] = doubled["terms.yaml"].replace("shared:\n  {}\n", declared)
    assert "die" in {t.lemma for t in build(list(doubled.items())).events["air_strike"].triggers}
    assert "no two types share it" in message(changed("terms.yaml", "shared:\n  {}\n", declared))


def test_every_set_of_words_is_used_by_a_trigger(book: Codebook) -> None:
    written = "".join(text for name, text in FILES if name.startswith("events/"))
    assert [name for name in book.sets if f"@{name}" not in written] == []


def test_all_sections_are_known() -> None:
    assert len(set(SECTIONS)) == len(SECTIONS)


# version, documentation


def test_version_is_the_digest_of_the_files(book: Codebook) -> None:
    assert build(FILES).version == book.version
    assert build(changed("wars.yaml", "day 1.", "day one.")).version != book.version
    assert len(book.version) == 64


def test_reference_page_is_what_the_script_would_write(book: Codebook) -> None:
    if not SCRIPT.is_file():
        pytest.skip("the scripts are not here")
    script = runpy.run_path(str(SCRIPT))
    assert script["PAGE"].read_text(encoding="utf-8") == script["page"](book), "run scripts/write_codebook_docs.py"


def test_reference_page_names_every_entry(book: Codebook) -> None:
    if not SCRIPT.is_file():
        pytest.skip("the scripts are not here")
    text = runpy.run_path(str(SCRIPT))["PAGE"].read_text(encoding="utf-8")
    for entries in (book.events, book.statuses, book.categories, book.channels, book.organs, book.weapons):
        for name in entries:
            assert f"`{name}`" in text, name
