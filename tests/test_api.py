"""The public Python API: what is exported, what it takes, what it gives."""

from __future__ import annotations

import dataclasses
import hashlib
import subprocess
import sys

import pytest

import onrecord
from onrecord import records

STORY = "Two people were killed in shelling in Kupiansk on Tuesday, governor Ivan Petrenko said."


def test_the_public_names_are_these() -> None:
    functions = {"explain_places", "make_report", "read", "read_all", "__version__"}
    types = {r.__name__ for r in vars(records).values() if dataclasses.is_dataclass(r)}
    of_the_ledger = {"Added", "Change", "Found", "Incident", "IncidentRow", "Ledger", "LedgerError"}
    assert set(onrecord.__all__) == functions | types | of_the_ledger
    assert list(onrecord.__all__) == sorted(onrecord.__all__)
    assert all(hasattr(onrecord, name) and getattr(onrecord, name) is not None for name in onrecord.__all__)


def test_records_are_frozen_and_slotted() -> None:
    for record in (r for r in vars(records).values() if dataclasses.is_dataclass(r)):
        assert record.__dataclass_params__.frozen and "__slots__" in vars(record), record  # type: ignore[attr-defined]


def test_a_reading_keeps_what_was_given() -> None:
    reading = onrecord.read(
        STORY, id="w1", published="2024-05-01", title="T", publisher="P", url="https://example.org", timezone="+02:00"
    )
    report = reading.report
    assert (report.id, report.published, report.title) == ("w1", "2024-05-01", "T")
    assert (report.publisher, report.url, report.timezone) == ("P", "https://example.org", "+02:00")
    assert report.text_sha256 == hashlib.sha256(STORY.encode()).hexdigest()


def test_a_report_is_read_as_it_is() -> None:
    report = onrecord.make_report(STORY, published="2024-05-01")
    assert onrecord.read(report) == onrecord.read(STORY, published="2024-05-01")
    assert onrecord.read(report).report is report


def test_the_id_covers_publisher_url_date_title_and_text() -> None:
    variants = [{}, {"publisher": "P"}, {"url": "P"}, {"title": "P"}, {"published": "2024-05-01"}]
    made = [onrecord.make_report(STORY, **v) for v in variants] + [onrecord.make_report(STORY + " ")]
    assert len({r.id for r in made}) == len(made)
    assert onrecord.make_report(STORY, timezone="UTC").id == onrecord.make_report(STORY).id


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"published": "24 January 2024"}, "write 2024-01-24"),
        ({"published": ""}, "write 2024-01-24"),
        ({"timezone": "EST5EDT6"}, "write Europe/Kyiv"),
        ({"timezone": "../../etc/passwd"}, "write Europe/Kyiv"),
        ({"timezone": "+25:00"}, "write Europe/Kyiv"),
        ({"timezone": "+14:30"}, "write Europe/Kyiv"),
        ({"timezone": "new york"}, "write America/New_York"),
        ({"timezone": "x" * 5000}, "^.{0,150}$"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_mend(given: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        onrecord.read(STORY, **given)


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "+02:00", "-0330", "Z", "UTC", "Etc/GMT+5"])
def test_zones_are_names_or_offsets(zone: str) -> None:
    assert onrecord.make_report(STORY, timezone=zone).timezone == zone


def test_many_reports_are_read_one_after_the_other() -> None:
    reports = [onrecord.make_report(STORY, id=str(n)) for n in range(3)]
    assert [r.report.id for r in onrecord.read_all(iter(reports))] == ["0", "1", "2"]


def test_importing_is_light() -> None:
    code = (
        "import sys, onrecord; print([m for m in ('spacy', 'numpy', 'rich', 'typer', 'pydantic') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_ledger_is_imported_when_it_is_asked_for() -> None:
    program = (
        "import sys, onrecord; print('sqlalchemy' in sys.modules, onrecord.Ledger.__name__, 'Ledger' in dir(onrecord))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"False", b"Ledger", b"True"]
    with pytest.raises(AttributeError):
        onrecord.NoSuchName  # noqa: B018
