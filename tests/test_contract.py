"""The JSON of a reading follows its schema, and the schema follows the records."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any, get_args

import jsonschema
import pytest

from onrecord import records
from onrecord.api import make_report
from onrecord.contract import CLAIM_VALUES, json_schema, to_json
from onrecord.records import Attribute, Reading
from tests.handmade import reading

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def problems(data: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(data)]


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_reading_with_every_kind_of_record_validates() -> None:
    data = json.loads(reading().to_json())
    assert all(data[name] for name in data), "the hand-made reading should have every kind of record"
    assert problems(data) == []


def test_an_empty_reading_validates() -> None:
    assert problems(json.loads(Reading(report=make_report("")).to_json())) == []


def places_of_objects(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all objects inside a JSON value."""
    if isinstance(value, dict):
        return [path, *(p for k, v in value.items() for p in places_of_objects(v, (*path, k)))]
    if isinstance(value, list):
        return [p for i, v in enumerate(value) for p in places_of_objects(v, (*path, i))]
    return []


DATA = reading().to_dict()
OBJECTS = places_of_objects(DATA)


@pytest.mark.parametrize("path", OBJECTS, ids=str)
def test_unknown_and_missing_keys_are_refused_everywhere(path: tuple[Any, ...]) -> None:
    for change in ("more", "less"):
        data = copy.deepcopy(DATA)
        target: Any = data
        for step in path:
            target = target[step]
        if change == "more":
            target["surprise"] = 1
        else:
            target.pop(next(iter(target)))
        assert problems(data), (change, path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("times", 0, "type"), "YEAR"),
        (("events", 0, "trigger"), [1]),
        (("events", 0, "trigger"), [-1, 4]),
        (("statements", 0, "act"), "mumble"),
        (("claims", 0, "confidence"), 1.5),
        (("claims", 0, "attribute"), "mood"),
        (("claims", 0, "value"), {"text": "x"}),
        (("report", "text"), None),
    ],
)
def test_wrong_values_are_refused(path: tuple[Any, ...], value: Any) -> None:
    data: Any = copy.deepcopy(DATA)
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert problems(data)


def test_every_attribute_has_a_schema_of_its_values() -> None:
    assert tuple(CLAIM_VALUES) == get_args(Attribute)
    for schema in CLAIM_VALUES.values():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["additionalProperties"] is False


CONTRACT_KEYS = {
    "Reading": "report times places quantities actors statements predicates events claims corrections warnings",
    "Report": "id text_sha256 title publisher url published timezone language text",
    "Time": "id start end text type value mod earliest latest precision zone zone_from anchor",
    "Place": "id start end text name gazetteer_id lat lon feature admin2 admin1 country precision confidence sense "
    "country_from disputed relation",
    "Relation": "kind km bearing span to",
    "Quantity": "id start end text low high approximate unit",
    "Actor": "id name kind country role mentions",
    "Statement": "id source cue content speaker act manner recipient channel time within confidence",
    "Channel": "id name span",
    "Predicate": "trigger certainty polarity score",
    "Event": "id type trigger same_as main realis statements confidence roles toll factuality",
    "Role": "role spans actor place time quantity",
    "Toll": "status low high approximate category part_of span statement",
    "Factuality": "holder certainty polarity score",
    "Claim": "id event attribute value holder statement certainty polarity accusation evidence conflicts confidence",
    "Correction": "start end about wrong right claims",
    "Warning": "code message span",
}


@pytest.mark.parametrize("name", CONTRACT_KEYS)
def test_the_order_of_keys_is_the_contract_s(name: str) -> None:
    keys = CONTRACT_KEYS[name].split()
    assert [f.name for f in dataclasses.fields(getattr(records, name))] == keys
    schema = SCHEMA if name == "Reading" else SCHEMA["$defs"][name]
    assert list(schema["properties"]) == schema["required"] == keys


def test_the_printed_json_keeps_that_order() -> None:
    data = json.loads(reading().to_json())
    assert list(data) == CONTRACT_KEYS["Reading"].split()
    assert list(data["claims"][0]) == CONTRACT_KEYS["Claim"].split()


def test_a_lone_surrogate_survives_as_an_escape() -> None:
    text = "a\ud800b"
    told = to_json(Reading(report=make_report(text)))
    told.encode("utf-8")
    assert json.loads(told)["report"]["text"] == text


def test_one_reading_is_one_line_whatever_splits_lines() -> None:
    text = "a\u2028b\u2029c\x85d\x0be\x1cf\r\ng"
    told = to_json(Reading(report=make_report(text)))
    assert len(told.splitlines()) == 1
    assert json.loads(told)["report"]["text"] == text


def test_words_of_other_scripts_stand_as_they_are() -> None:
    assert "Київ" in to_json(Reading(report=make_report("Київ")))


def test_the_schema_may_be_changed_without_harm() -> None:
    json_schema()["properties"].clear()
    assert json_schema()["properties"]
