"""What is erased is gone for good: from the tables, the indexes and the file's bytes; all else stays as it was."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import Ledger, LedgerError, NotFoundError
from onrecord.ledger.schema import INDEXES, RECORD, WORDS
from onrecord.records import Reading
from tests.ledger_readings import READER, elsewhere, many, told
from tests.ledger_views import incidents_of, picture, raw

NAME = "Zoravelo Quibinanja"
SECRET = "A cobbler named Xylothanda hid behind the vats."


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with Ledger(ledger_url) as made:
        yield made


def kept(url: str) -> list[tuple[str, str]]:
    """All that the tables hold, as text by table: bodies of readings decompressed."""
    found = []
    with raw(url) as connection:
        for table in (*RECORD, *WORDS, *INDEXES):
            for row in connection.execute(f"SELECT * FROM {table.name}").fetchall():
                for value in row:
                    if isinstance(value, bytes):
                        try:
                            value = json.loads(zlib.decompress(value))
                        except zlib.error:
                            value = value.decode("utf-8", "replace")
                    found.append((table.name, str(value)))
        if "postgresql" in url:
            found.extend(("text_index", row[0]) for row in connection.execute("SELECT words::text FROM text_index"))
        else:
            connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, text_index, row)")
            found.extend(("text_index", row[0]) for row in connection.execute("SELECT term FROM temp.terms"))
    return found


def where(url: str, *words: str) -> set[str]:
    """The tables in which one of the words stands, in any case."""
    return {table for table, value in kept(url) for word in words if word.lower() in value.lower()}


def whole(ledger: Ledger, report: str) -> list[Any]:
    """What a ledger tells of the incidents that a report has no part in."""
    return [incident for incident in picture(ledger) if all(r[0] != report for r in incident["reports"])]


def secret(perpetrator: str | None = None) -> Reading:
    return told(
        holder=NAME, role="tanner", perpetrator=perpetrator, title=f"{NAME} speaks", rest=SECRET,
        url="https://corvane.example/2024/zoravelo-quibinanja-speaks",
    )  # fmt: skip


def test_an_erased_report_is_in_no_table_and_leaves_a_tombstone_with_its_reason(
    ledger: Ledger, ledger_url: str
) -> None:
    ledger.add([secret(), told(publisher="Radio Sambava"), *many(20)], reader=READER)
    assert {"texts", "reading_bodies", "name_words", "text_index"} <= where(ledger_url, "Zoravelo", "Xylothanda")
    others, before = whole(ledger, secret().report.id), ledger.stats()
    done = ledger.redact(report=secret().report.id, reason="order 7/24 of a court", by="the court of Sambava")
    assert len(done.versions) == done.readings == 1 and done.names >= 1 and done.masked == ()
    assert where(ledger_url, "Zoravelo", "Quibinanja", "Xylothanda", "cobbler") == set()
    assert ledger.search("cobbler") == [] and ledger.search("Xylothanda") == []
    (row,) = ledger.incidents(place="Antsohara")
    incident = ledger.incident(row.id)
    erased = next(r for r in incident.reports if r.erased)
    assert erased.erased == "order 7/24 of a court" and erased.title is None and erased.url is None
    held = [c for c in incident.claims if c.version == erased.version]
    assert held and all(c.quote is None for c in held)
    assert any(c.holder.erased and c.holder.name is None for c in held)
    assert [c.value.low for c in held if c.attribute == "killed"] == [9]
    assert any(c.kind == "erased" and "order 7/24 of a court" in c.told for c in ledger.history(row.id))
    assert whole(ledger, secret().report.id) == others
    after = ledger.verify()
    assert after.faults == () and after.erased >= 3
    assert ledger.stats().versions == before.versions and ledger.stats().claims == before.claims


def test_an_erased_name_is_masked_code_point_for_code_point_wherever_it_stands(ledger: Ledger, ledger_url: str) -> None:
    texts = [
        secret(perpetrator=f"men of {NAME}"),
        told(holder=NAME.upper(), role=None, publisher="Radio Sambava", rest=f"So said Zoravelo\nQuibinanja. {SECRET}"),
        told(publisher="Morning Lantern", rest=f"“{NAME}’s” vats burned, ({NAME}) said."),
    ]
    ledger.add([*texts, elsewhere()], reader=READER)
    (row,) = ledger.incidents(place="Antsohara")
    before = ledger.incident(row.id)
    done = ledger.redact(name=NAME, reason="a right to be forgotten")
    assert len(done.masked) == 3 and done.versions == ()
    assert where(ledger_url, NAME, "Zoravelo", "Quibinanja") == set()
    assert where(ledger_url, "Xylothanda") >= {"texts"}
    after = ledger.incident(row.id)
    assert [(c.id, c.evidence, c.state, c.value.low) for c in after.claims] == [
        (c.id, c.evidence, c.state, c.value.low) for c in before.claims
    ]
    for old, new in zip(before.claims, after.claims, strict=True):
        assert old.quote is not None and new.quote is not None and len(new.quote) == len(old.quote)
        if NAME.lower() not in old.quote.lower():
            assert new.quote == old.quote
    assert {r.title for r in after.reports} >= {"█" * len("Zoravelo Quibinanja") + " speaks"}
    assert ledger.search("Zoravelo") == [] and len(ledger.search("Xylothanda")) == 2
    assert ledger.verify().faults == ()
    assert any(
        c.kind == "erased" and "names in the text were erased (a right" in c.told for c in ledger.history(row.id)
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoravelo Quibinanja", " ".join(f"w{n:05}" for n in range(20_000)) + " said Zoravelo Quibinanja."),
        ("मोदी शर्मा", "Said मोदी शर्मा on Monday."),
        ("محمَّد العلي", "قال محمَّد العلي يوم الاثنين"),
        ("Will Do", "It was Will Do who did."),
        ("李小龙", "发言人李小龙说, and 李小龙 left."),
        ("O'Brien-Tsiory", "Mrs O'Brien-Tsiory left."),
        ("Ana \u0301Iho", "Said Ana \u0301Iho."),
    ],
    ids=["far behind", "Devanagari", "Arabic with marks", "stop words", "no spaces", "hyphen", "combining mark"],
)
def test_a_name_is_erased_that_search_may_not_find(name: str, text: str, ledger: Ledger, ledger_url: str) -> None:
    ledger.add([told(rest=text)], reader=READER)
    ledger.redact(name=name, reason="a right to be forgotten")
    assert name not in "\n".join(value for table, value in kept(ledger_url) if table != "text_index")
    assert ledger.verify().faults == ()


def test_a_name_that_only_a_reading_tells_in_full_is_erased_there_too(ledger: Ledger, ledger_url: str) -> None:
    import dataclasses

    reading = told(holder="Quibinanja", role="tanner")
    (actor,) = reading.actors
    full = dataclasses.replace(reading, actors=(dataclasses.replace(actor, name=NAME),))
    ledger.add([full, elsewhere()], reader=READER)
    ledger.redact(name=NAME, reason="a right to be forgotten")
    assert where(ledger_url, NAME) == set()
    assert ledger.verify().faults == ()


def test_what_an_erasure_would_touch_is_what_it_touches(ledger: Ledger) -> None:
    ledger.add([secret(), told(rest="发言人李明说"), elsewhere()], reader=READER)
    before = ledger.verify().head
    for name in (NAME, "李明", "Solo Andriana"):
        (found,) = ledger.to_redact(name=name)
        assert ledger.redact(name=name, reason="a right to be forgotten").masked == (found.version,)
    assert ledger.verify().head != before
    with pytest.raises(LedgerError, match="too short"):
        ledger.to_redact(name=" ")


def test_linking_and_rebuilding_work_after_an_erasure(ledger: Ledger) -> None:
    readings = many(30)
    ledger.add([*readings[:15], secret()], reader=READER)
    ledger.redact(report=readings[0].report.id, reason="a takedown")
    ledger.redact(name=NAME, reason="a right to be forgotten")
    ledger.add([*readings, told(publisher="Radio Sambava"), elsewhere()], reader=READER)
    (row,) = ledger.incidents(place="Antsohara")
    assert row.reports == 2
    together = incidents_of(ledger)
    before = picture(ledger)
    ledger.rebuild()
    assert incidents_of(ledger) == together and picture(ledger) == before
    assert ledger.verify().faults == ()


def test_what_was_erased_does_not_come_back_when_the_report_is_added_again(ledger: Ledger, ledger_url: str) -> None:
    named = told(holder=NAME, publisher="Radio Sambava")
    ledger.add([secret(), named], reader=READER)
    ledger.redact(report=secret().report.id, reason="a court order")
    ledger.redact(name=NAME, reason="a right to be forgotten")
    for reader in (READER, "handmade 2"):
        assert {one.status for one in ledger.add([secret(), named], reader=reader)} == {"known"}
    assert where(ledger_url, "Zoravelo", "Xylothanda") == set()
    assert ledger.verify().faults == ()


def test_all_versions_of_a_page_are_erased_by_its_address_and_twice_is_no_harm(ledger: Ledger) -> None:
    page = "https://corvane.example/harbour"
    ledger.add([told(url=page), told(url=page, killed=11, published="2024-05-14T15:00:00+00:00")], reader=READER)
    assert len(ledger.redact(report=page, reason="a takedown").versions) == 2
    assert ledger.redact(report=page, reason="a takedown").versions == ()
    assert ledger.verify().faults == ()


def test_a_name_that_was_masked_can_be_erased_with_its_report_afterwards(ledger: Ledger, ledger_url: str) -> None:
    ledger.add([secret(), elsewhere()], reader=READER)
    ledger.redact(name=NAME, reason="a right to be forgotten")
    ledger.redact(name="Xylothanda", reason="a right to be forgotten")
    ledger.redact(report=secret().report.id, reason="a court order")
    assert where(ledger_url, "vats") == set()
    with raw(ledger_url) as connection:
        rows = connection.execute("SELECT was, pledge FROM tombstones WHERE target = 'versions' ORDER BY id").fetchall()
    assert [was for was, _ in rows[1:]] == [pledge for _, pledge in rows[:-1]]  # each tells what was there before it
    assert ledger.verify().faults == ()


def test_an_erasure_that_names_nothing_or_gives_no_reason_is_refused(ledger: Ledger) -> None:
    ledger.add([told()], reader=READER)
    before = ledger.verify().head
    for wrong in ({}, {"report": "x", "name": "y"}, {"name": "ab"}):
        with pytest.raises(LedgerError):
            ledger.redact(**wrong, reason="a reason")
    with pytest.raises(LedgerError, match="needs a reason"):
        ledger.redact(name="Haja Ravelonaro", reason=" ")
    for nowhere in ({"report": "https://nowhere.example"}, {"name": "Nobody Atall"}):
        with pytest.raises(NotFoundError):
            ledger.redact(**nowhere, reason="a reason")
    assert ledger.verify().head == before


_STRETCH = 16  # bytes


def stretches(values: list[bytes]) -> set[bytes]:
    """Stretches of values, some of each, by which they are known again."""
    return {
        value[at : at + _STRETCH]
        for value in values
        for at in range(0, max(1, len(value) - _STRETCH + 1), max(4, len(value) // 6))
    }


def traces(file: Path, of: set[bytes]) -> set[bytes]:
    """Those stretches that stand in the bytes of a database's files, the journal included."""
    data = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    return {stretch for stretch in of if stretch in data}


def values_of(file: Path, query: str) -> list[bytes]:
    with raw(str(file)) as connection:
        rows = connection.execute(query).fetchall()
    return [v.encode() if isinstance(v, str) else v for row in rows for v in row if v is not None]


def test_no_byte_of_what_was_erased_is_left_in_the_file_or_its_journal(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    marked = [
        told(holder=f"{NAME}{n}", role="tanner", title=f"{NAME}{n} speaks", rest=f"{SECRET} {n} " * (1 + 40 * (n % 3)))
        for n in range(10)
    ]
    readings = many(200)
    for number, reading in enumerate(marked):  # between others, so that pages of the file are split and joined
        readings.insert(number * 20 + 7, reading)
    with Ledger(file) as ledger:
        ledger.add(readings, reader=READER, batch=16)
        versions = "SELECT version FROM texts WHERE CAST(title AS TEXT) LIKE 'Zoravelo%'"
        of_these = f"SELECT id FROM readings WHERE version IN ({versions})"
        gone = [NAME.encode(), NAME.lower().encode(), SECRET.encode(), b"zoravelo"]
        gone += values_of(file, f"SELECT salt, title, body FROM texts WHERE version IN ({versions})")
        gone += values_of(file, f"SELECT salt, body FROM reading_bodies WHERE reading IN ({of_these})")
        gone += values_of(file, f"SELECT body FROM signatures WHERE version IN ({versions})")
        gone += values_of(file, "SELECT salt, words, folded FROM name_words WHERE words LIKE 'Zoravelo%'")
        assert len(gone) > 80 and traces(file, stretches(gone))
        for number, reading in enumerate(marked):
            if number % 2:
                ledger.redact(report=reading.report.id, reason="a court order")
            else:
                ledger.redact(name=f"{NAME}{number}", reason="a right to be forgotten")
        left = b" ".join(
            value
            for table in (*RECORD, *WORDS, *INDEXES)
            for value in values_of(file, f"SELECT * FROM {table.name}")
            if isinstance(value, bytes)
        )
        wanted = {stretch for stretch in stretches(gone) if stretch not in left}
        assert len(wanted) > 80
        assert traces(file, wanted) == set()
        assert ledger.verify().faults == ()
    assert traces(file, wanted) == set()


def test_who_reads_while_something_is_erased_keeps_it_in_the_journal_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.ledger.opening.WAIT", 0.2)
    file = tmp_path / "ledger.db"
    with Ledger(file) as ledger:
        ledger.add([secret()], reader=READER)
        with raw(str(file)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM texts").fetchone()
            with pytest.raises(LedgerError, match="another program reads"):
                ledger.redact(report=secret().report.id, reason="a court order")
            assert ledger.search("cobbler") == []
        assert ledger.verify().faults == ()
    assert traces(file, {SECRET.encode()[:_STRETCH]}) == set()


def test_an_erasure_that_fails_half_way_leaves_all_as_it_was(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add([secret(), elsewhere()], reader=READER)
    before, head = picture(ledger), ledger.verify().head

    def fail(*_: object) -> None:
        raise RuntimeError("pulled the plug")

    monkeypatch.setattr("onrecord.ledger.redacting.project", fail)
    with pytest.raises(RuntimeError, match="pulled the plug"):
        ledger.redact(report=secret().report.id, reason="a court order")
    monkeypatch.undo()
    assert picture(ledger) == before and ledger.verify().head == head
    assert ledger.redact(report=secret().report.id, reason="a court order").readings == 1
