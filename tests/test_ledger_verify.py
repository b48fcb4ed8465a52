"""``verify`` finds what was changed behind the ledger's back, whatever it was; the triggers are dropped to do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.ledger import Ledger, Verified
from onrecord.ledger.schema import RECORD
from tests.ledger_readings import READER, elsewhere, told
from tests.ledger_views import raw, triggers_dropped

TABLES = [table.name for table in RECORD]
COLUMNS = {table.name: [column.name for column in table.columns] for table in RECORD}


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A ledger with rows in every table of the record."""
    with Ledger(ledger_url) as made:
        first = told(
            wrong=12, right=9, url="https://corvane.example/1", perpetrator="the coastal guard", title="Nine killed"
        )
        made.add([first, told(publisher="Radio Sambava", rest="Boats were hit."), elsewhere()], reader=READER)
        numbers = [made.incident(row.id).reports[-1].mentions[0] for row in made.incidents()]
        made.decide(*numbers, "same", reviewer="A. Editor", reason="one flotilla")  # type: ignore[misc]
        made.decide(*numbers, "undone", reviewer="A. Editor")  # type: ignore[misc]
        made.redact(report=elsewhere().report.id, reason="a court order", by="the court")
        made.add([told(killed=30, publisher="Morning Lantern")], reader="handmade 2")
        assert made.verify().faults == ()
        yield made


@pytest.fixture
def intruder(ledger: Ledger, ledger_url: str) -> Iterator[Any]:
    """A connection in which the record can be changed."""
    with raw(ledger_url) as connection:
        triggers_dropped(connection)
        yield connection


def mark(url: str) -> str:
    return "%s" if url.startswith("postgresql") else "?"


def other(value: Any) -> Any:
    """A value of the same type that differs as little as it can."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, str):
        return ("b" if value[:1] == "a" else "a") + value[1:]
    return value + 1


def test_a_changed_value_is_found_in_every_column(ledger: Ledger, ledger_url: str, intruder: Any) -> None:
    for table in TABLES:
        change_every_column(table, ledger, mark(ledger_url), intruder)


def change_every_column(table: str, ledger: Ledger, m: str, intruder: Any) -> None:
    key = COLUMNS[table][0]
    rows = intruder.execute(f"SELECT * FROM {table} ORDER BY {key}").fetchall()
    checked = 0
    for at, column in enumerate(COLUMNS[table]):
        row = next((row for row in rows if row[at] is not None), None)
        if row is None:
            continue
        name = f'"{column}"'
        new = 10_000_000 if at == 0 else other(row[at])  # the keys around it are taken
        intruder.execute(f"UPDATE {table} SET {name} = {m} WHERE {key} = {m}", (new, row[0]))
        assert ledger.verify().faults, (table, column)
        intruder.execute(f"UPDATE {table} SET {name} = {m} WHERE {key} = {m}", (row[at], new if at == 0 else row[0]))
        checked += 1
    assert checked > 2 and ledger.verify().faults == ()


def test_a_deleted_row_and_an_added_one_are_found_in_every_table(
    ledger: Ledger, ledger_url: str, intruder: Any
) -> None:
    for table in TABLES:
        delete_and_add(table, ledger, mark(ledger_url), intruder)


def delete_and_add(table: str, ledger: Ledger, m: str, intruder: Any) -> None:
    key = COLUMNS[table][0]
    row = intruder.execute(f"SELECT * FROM {table} ORDER BY {key} DESC LIMIT 1").fetchone()
    places = ", ".join([m] * len(row))
    intruder.execute(f"DELETE FROM {table} WHERE {key} = {m}", (row[0],))
    assert ledger.verify().faults, table
    intruder.execute(f"INSERT INTO {table} VALUES ({places})", row)
    assert ledger.verify().faults == ()
    for new, entry in ((row[0] + 1, row[1]), (row[0] + 1, 1), (row[0] + 1, 10_000), (0, 1), (-1, -1)):
        added = (new, *row[1:]) if table == "entries" else (new, entry, *row[2:])
        intruder.execute(f"INSERT INTO {table} VALUES ({places})", added)
        assert ledger.verify().faults, (table, new, entry)
        intruder.execute(f"DELETE FROM {table} WHERE {key} = {m}", (new,))


def test_swapped_rows_are_found(ledger: Ledger, ledger_url: str, intruder: Any) -> None:
    for column in ("mention", "low", "local", "entry", "id"):
        first, second = two_claims(column, intruder)
        swap(column, first, second, mark(ledger_url), intruder)
        assert ledger.verify().faults, column
        swap(column, (first[0], second[1]), (second[0], first[1]), mark(ledger_url), intruder)
        assert ledger.verify().faults == (), column


def two_claims(column: str, intruder: Any) -> tuple[tuple[int, Any], tuple[int, Any]]:
    """The ids of two claims of two entries, and their values of a column, which differ."""
    found = intruder.execute(
        f"SELECT a.id, b.id, a.{column}, b.{column} FROM claims a JOIN claims b ON b.entry > a.entry "
        "WHERE a.attribute = 'killed' AND b.attribute = 'injured' OR a.attribute = 'killed' AND b.attribute = 'killed' "
        "AND a.low <> b.low OR a.local < b.local AND a.attribute = 'type' AND b.attribute = 'place' ORDER BY 1, 2"
    ).fetchall()
    first, second, one, two = next(row for row in found if row[2] != row[3])
    return (first, one), (second, two)


def swap(column: str, first: tuple[int, Any], second: tuple[int, Any], m: str, intruder: Any) -> None:
    if column == "id":  # through an id that is free
        steps = [(first[0], -7), (second[0], first[0]), (-7, second[0])]
    else:
        steps = [(first[0], second[1]), (second[0], first[1])]
    for key, value in steps:
        intruder.execute(f"UPDATE claims SET {column} = {m} WHERE id = {m}", (value, key))


WORDS = [
    ("texts", "version", "body"),
    ("texts", "version", "title"),
    ("texts", "version", "url"),
    ("texts", "version", "salt"),
    ("name_words", "name", "words"),
    ("name_words", "name", "role"),
    ("name_words", "name", "salt"),
    ("reading_bodies", "reading", "body"),
    ("reading_bodies", "reading", "salt"),
]


def test_changed_words_are_found(ledger: Ledger, ledger_url: str, intruder: Any) -> None:
    m = mark(ledger_url)
    for table, key, column in WORDS:
        number, value = intruder.execute(
            f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1 LIMIT 1"
        ).fetchone()
        intruder.execute(f"UPDATE {table} SET {column} = {m} WHERE {key} = {m}", (other(value), number))
        (fault,) = ledger.verify().faults
        assert "not those that were written" in fault and str(number) in fault
        intruder.execute(f"UPDATE {table} SET {column} = {m} WHERE {key} = {m}", (value, number))
    assert ledger.verify().faults == ()


def test_words_that_are_gone_without_a_tombstone_or_belong_to_nothing_are_found(
    ledger: Ledger, ledger_url: str, intruder: Any
) -> None:
    for table, key in (("texts", "version"), ("name_words", "name"), ("reading_bodies", "reading")):
        lose_and_invent(table, key, ledger, mark(ledger_url), intruder)


def lose_and_invent(table: str, key: str, ledger: Ledger, m: str, intruder: Any) -> None:
    row = intruder.execute(f"SELECT * FROM {table} ORDER BY 1 LIMIT 1").fetchone()
    intruder.execute(f"DELETE FROM {table} WHERE {key} = {m}", (row[0],))
    (fault,) = ledger.verify().faults
    assert "without a tombstone" in fault
    places = ", ".join([m] * len(row))
    intruder.execute(f"INSERT INTO {table} VALUES ({places})", row)
    intruder.execute(f"INSERT INTO {table} VALUES ({places})", (4711, *row[1:]))
    (fault,) = ledger.verify().faults
    assert "4711" in fault
    intruder.execute(f"DELETE FROM {table} WHERE {key} = 4711")


def test_what_was_erased_and_is_there_again_is_found(ledger: Ledger, ledger_url: str, intruder: Any) -> None:
    m = mark(ledger_url)
    erased = intruder.execute(
        "SELECT id FROM versions WHERE id NOT IN (SELECT version FROM texts) ORDER BY 1"
    ).fetchone()[0]
    row = intruder.execute("SELECT * FROM texts ORDER BY 1 LIMIT 1").fetchone()
    intruder.execute(f"INSERT INTO texts VALUES ({', '.join([m] * len(row))})", (erased, *row[1:]))
    (fault,) = ledger.verify().faults
    assert "was erased, and is there again" in fault


def cut(intruder: Any, m: str, last: int) -> None:
    """Cut the end of the record off, with all that belongs to it."""
    versions = f"SELECT id FROM versions WHERE entry > {last}"
    readings = f"SELECT id FROM readings WHERE entry > {last}"
    intruder.execute(f"DELETE FROM texts WHERE version IN ({versions})")
    intruder.execute(f"DELETE FROM reading_bodies WHERE reading IN ({readings})")
    intruder.execute(f"DELETE FROM name_words WHERE name IN (SELECT id FROM names WHERE entry > {last})")
    for table in TABLES:
        intruder.execute(f"DELETE FROM {table} WHERE {'seq' if table == 'entries' else 'entry'} > {last}")


def test_a_head_that_was_noted_proves_that_nothing_before_it_was_changed_or_cut_off(
    ledger: Ledger, ledger_url: str, intruder: Any
) -> None:
    noted = ledger.verify().head
    ledger.add([told(killed=77)], reader=READER)
    later = ledger.verify(head=noted)
    assert later.faults == () and later.head != noted
    assert ledger.verify(head=later.head).faults == ()
    last = int(noted.partition(":")[0])
    cut(intruder, mark(ledger_url), last)
    assert ledger.verify(head=noted).faults == ()  # what came after was not promised
    assert any("cut off" in fault for fault in ledger.verify(head=later.head).faults)
    cut(intruder, mark(ledger_url), last - 1)
    whole: Verified = ledger.verify()
    assert whole.faults == () and whole.entries == last - 1  # without the head this cannot be told
    assert any("cut off" in fault for fault in ledger.verify(head=noted).faults)


def test_a_head_that_is_not_on_the_chain_is_told(ledger: Ledger) -> None:
    for head in ("", "3", "3:xyz", "x:00", "4711:00", "1:" + "00" * 32):
        assert any("not on this chain" in fault for fault in ledger.verify(head=head).faults)


def test_an_entry_that_was_written_anew_with_its_own_digest_breaks_the_chain(
    ledger: Ledger, ledger_url: str, intruder: Any
) -> None:
    from onrecord.ledger.chain import digest_of

    m = mark(ledger_url)
    seq, kind, recorded = intruder.execute("SELECT seq, kind, recorded FROM entries WHERE kind = 'decision'").fetchone()
    intruder.execute(f"UPDATE decisions SET judgement = 'apart' WHERE entry = {seq}")
    rows = []
    for table in TABLES[1:]:
        for row in intruder.execute(f"SELECT * FROM {table} WHERE entry = {seq} ORDER BY 1").fetchall():
            rows.append((table, list(row)))
    digest = digest_of(kind, recorded, rows)
    intruder.execute(f"UPDATE entries SET digest = {m} WHERE seq = {seq}", (digest,))
    assert f"entry {seq}: the chain is broken" in ledger.verify().faults


def test_how_far_it_is_is_told_for_entries_and_for_words(ledger: Ledger) -> None:
    told_of: list[tuple[str, int, int]] = []
    found = ledger.verify(tell=lambda what, done, of: told_of.append((what, done, of)))
    assert [what for what, *_ in told_of] == ["entries", "names", "versions", "readings"]
    assert all(done == of > 0 for _, done, of in told_of)
    assert found.erased >= 2 and found.words > found.erased and found.entries == ledger.stats().entries
