"""Faults: killed in the middle, two at once, no room left, damaged files, other versions, a server that is gone."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from onrecord.ledger import Ledger, LedgerError, NotFoundError, migrate, migrating, schema
from tests.databases import Cluster
from tests.ledger_adder import ALL, Adder, Adders, adders
from tests.ledger_readings import READER, elsewhere, many, told
from tests.ledger_views import incidents_of, picture, raw


@pytest.fixture(scope="module")
def processes() -> Iterator[Adders]:
    with adders() as made:
        yield made


def undisturbed(file: Path, number: int) -> list[Any]:
    """What a ledger tells to which reports were added by one process that nobody disturbed."""
    with Ledger(file) as ledger:
        ledger.add(many(number), reader=READER)
        return picture(ledger)


def nothing_is_half_there(url: str, confirmed: set[str]) -> int:
    """All that was confirmed is there, and of each version all that belongs to it; the number of versions."""
    with Ledger(url) as ledger:
        assert ledger.verify().faults == ()
        stats = ledger.stats()
        with raw(url) as connection:

            def count(query: str) -> int:
                return int(connection.execute(f"SELECT count(*) FROM {query}").fetchone()[0])

            there = {row[0] for row in connection.execute("SELECT report FROM versions").fetchall()}
            assert confirmed <= there and len(there) == stats.versions
            assert stats.versions == stats.readings == count("texts") == count("reading_bodies") == count("signatures")
            assert count("versions WHERE id NOT IN (SELECT version FROM readings)") == 0
            assert stats.mentions == stats.versions == count("current_members") == count("sketches")
            assert stats.claims == count("claims WHERE mention IN (SELECT id FROM mentions)") > 3 * stats.mentions - 1
            assert count("current_incidents") == count("(SELECT DISTINCT incident FROM current_members) AS i")
            assert count("stale_incidents") == 0
            assert stats.entries == count(
                "(SELECT DISTINCT entry FROM readings UNION SELECT entry FROM versions "
                "UNION SELECT entry FROM memberships UNION SELECT entry FROM links) AS e"
            )
    return stats.versions


def kill_in_the_middle(url: str, processes: Adders, number: int, rounds: int, seed: int) -> set[str]:
    """Add reports, and kill who adds them at random points so many times; what was confirmed."""
    chance, share = random.Random(seed), number // rounds
    confirmed: set[str] = set()
    interrupted = 0
    for round in range(rounds):
        start = max(0, len(confirmed) - share)  # some are known, most are new
        adder = processes.start(url, number, start, start + 4 * share, batch=chance.choice((1, 5, 16, 64)))
        adder.go()
        wanted = chance.randrange(share) if round else 0  # at first even the ledger is not there
        for added in adder.confirmed() if wanted else ():
            assert added.status == "known" or added.report not in confirmed
            confirmed.add(added.report)
            wanted -= added.status != "known"
            if not wanted:
                break
        time.sleep(chance.uniform(0, 0.1))  # into the middle of a transaction
        confirmed |= {added.report for added in adder.kill()}
        interrupted += not adder.done
        nothing_is_half_there(url, confirmed)
    assert interrupted > 0.8 * rounds
    return confirmed


def finish(url: str, processes: Adders, number: int, confirmed: set[str], undisturbed: list[Any]) -> None:
    """Adding again resumes: what was confirmed is known, and the end is that of a run that nobody disturbed."""
    adder = processes.start(url, number)
    adder.go()
    status = {added.report: added.status for added in adder.confirmed()}
    assert adder.done and len(status) == number
    assert {status[report] for report in confirmed} == {"known"}
    assert nothing_is_half_there(url, set(status)) == number
    with Ledger(url) as ledger:
        assert picture(ledger) == undisturbed


def test_killed_twenty_times_in_the_middle_of_adding_nothing_confirmed_is_lost_and_nothing_is_half_there(
    tmp_path: Path, processes: Adders
) -> None:
    url = str(tmp_path / "ledger.db")
    confirmed = kill_in_the_middle(url, processes, ALL, 20, seed=7)
    finish(url, processes, ALL, confirmed, undisturbed(tmp_path / "other.db", ALL))


def test_killed_with_postgresql_too(postgresql: Cluster, processes: Adders, tmp_path: Path) -> None:
    """Fewer rounds and reports: the server outlives who adds, so that only the order of its statements can go wrong."""
    url, number = postgresql.database(), 300
    confirmed = kill_in_the_middle(url, processes, number, 6, seed=8)
    finish(url, processes, number, confirmed, undisturbed(tmp_path / "other.db", number))
    postgresql.drop(url)


# --- several at once


def run_at_once(started: list[Adder]) -> list[list[Any]]:
    """What each confirmed."""
    for adder in started:
        adder.go()
    confirmed = [list(adder.confirmed()) for adder in started]
    assert all(adder.done for adder in started), [str(adder.failure) for adder in started]
    return confirmed


def test_two_processes_that_add_overlapping_reports_at_once_lose_and_double_nothing(
    ledger_url: str, processes: Adders, tmp_path: Path
) -> None:
    number = 120
    both = run_at_once(
        [
            processes.start(ledger_url, number, 0, 80, batch=3, seed=1),  # neither the ledger is there yet
            processes.start(ledger_url, number, 40, 120, batch=4, seed=2),
        ]
    )
    new = [added.report for confirmed in both for added in confirmed if added.status in ("added", "revised")]
    assert len(new) == len(set(new)) == number
    known = [added.report for confirmed in both for added in confirmed if added.status == "known"]
    assert len(known) == 40
    assert nothing_is_half_there(ledger_url, {*new}) == number
    with Ledger(tmp_path / "alone.db") as alone, Ledger(ledger_url) as ledger:
        alone.add(many(number), reader=READER)
        assert incidents_of(ledger) == incidents_of(alone)
        assert picture(ledger) == picture(alone)


def test_several_that_open_a_new_ledger_at_once_make_one(
    processes: Adders, postgresql: Cluster, tmp_path: Path
) -> None:
    for url in (*(str(tmp_path / f"{n}.db") for n in range(4)), postgresql.database()):
        run_at_once([processes.start(url, 12, 3 * n, 3 * n + 3, batch=1) for n in range(4)])
        with Ledger(url, create=False) as ledger:
            assert ledger.stats().versions == 12 and ledger.verify().faults == ()


def test_who_asks_while_another_adds_sees_whole_batches(ledger_url: str, processes: Adders) -> None:
    adder = processes.start(ledger_url, 200, batch=8)
    adder.go()
    seen = [0]
    confirmed = adder.confirmed()
    next(confirmed)
    with Ledger(ledger_url) as ledger:
        while seen[-1] < 120:
            assert ledger.verify().faults == ()
            with raw(ledger_url) as connection:
                seen.append(connection.execute("SELECT count(*) FROM versions").fetchone()[0])
            assert seen[-1] % 8 == 0 and seen[-1] >= seen[-2]
            assert all(ledger.incident(row.id).reports for row in ledger.incidents(limit=5))
        assert len(list(confirmed)) == 199 and adder.done


def test_what_a_process_remembers_of_a_batch_that_failed_does_not_reach_its_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ledger.db"

    def fail(*_: object) -> None:
        raise RuntimeError("pulled the plug")

    with Ledger(file) as first, Ledger(file) as second:
        monkeypatch.setattr("onrecord.ledger.adding.outdate", fail)
        with pytest.raises(RuntimeError):
            first.add([told()], reader=READER)  # its numbers are free again
        monkeypatch.undo()
        second.add([elsewhere()], reader=READER)  # takes them
        added = first.add([told(publisher="Radio Sambava"), elsewhere(publisher="Corvane")], reader=READER)
        (one,) = second.add([elsewhere()], reader=READER)
        assert added[0].incident != one.incident == added[1].incident
        assert first.verify().faults == ()


# --- no room left


def full_then_room(ledger: Ledger, fill: Callable[[], None], room: Callable[[], None]) -> None:
    """Add until the disk is full, then make room: what was confirmed is there, and adding works again."""
    readings = many(400)
    confirmed = {added.report for added in ledger.add(readings[:20], reader=READER)}
    fill()
    try:
        with pytest.raises(LedgerError, match="disk is full"):
            for added in ledger.adding(readings, reader=READER, batch=16):
                confirmed.add(added.report)
        assert 20 <= len(confirmed) < 400
        with Ledger(ledger.name) as other:  # what was kept can be read while the disk is full
            assert {f.report for f in other.search("Street", limit=1000)} == {
                f.report for f in ledger.search("Street", limit=1000)
            }
            assert ledger.verify().faults == ()
    finally:
        room()
    with raw(ledger.name) as connection:
        assert {row[0] for row in connection.execute("SELECT report FROM versions")} == confirmed
    status = {added.report: added.status for added in ledger.add(readings, reader=READER)}
    assert {status[report] for report in confirmed} == {"known"} and len(status) == 400
    assert nothing_is_half_there(ledger.name, set(status)) == 400


def test_a_full_disk_is_told_and_what_was_confirmed_is_kept(tmp_path: Path) -> None:
    """A limit on the size of files: as on a full disk writing fails, wherever that may happen."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Ledger(tmp_path / "ledger.db") as ledger:
        full_then_room(
            ledger,
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, hard)),
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard)),
        )


def test_a_full_database_is_told_and_what_was_confirmed_is_kept(tmp_path: Path) -> None:
    limits: list[int] = [1_000_000]
    with Ledger(tmp_path / "ledger.db") as ledger:

        @event.listens_for(ledger._engine, "checkout")
        def limit(connection: Any, *_: Any) -> None:
            connection.execute(f"PRAGMA max_page_count = {limits[-1]}")

        full_then_room(ledger, lambda: limits.append(200), lambda: limits.append(1_000_000))


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of a size, where that may be mounted."""
    folder.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True
        ).returncode
    ):
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_really_full_is_told_and_what_was_confirmed_is_kept(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "14m") as disk, Ledger(disk / "ledger.db") as ledger:
        ballast = disk / "ballast"
        full_then_room(ledger, lambda: fill_up(ballast, disk, leave=1_500_000), ballast.unlink)


def fill_up(ballast: Path, disk: Path, leave: int) -> None:
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - leave))


def test_a_ledger_that_cannot_be_made_for_want_of_room_is_made_later(tmp_path: Path) -> None:
    file, (soft, hard) = tmp_path / "ledger.db", resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, hard))
    try:
        with pytest.raises(LedgerError, match="disk is full"):
            Ledger(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with Ledger(file) as ledger:
        ledger.add([told()], reader=READER)
        assert ledger.verify().faults == ()


# --- damaged files


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[str]]:
    """The bytes of a ledger's file, and some of its incidents."""
    file = tmp_path_factory.mktemp("whole") / "ledger.db"
    with Ledger(file) as ledger:
        ledger.add(many(60), reader=READER)
        ids = [row.id for row in ledger.incidents(limit=3)]
    return file.read_bytes(), ids


def use(file: Path, ids: list[str]) -> tuple[str, ...]:
    """Do all that can be done with a ledger; what verify found. Only a LedgerError may come of it."""
    faults: tuple[str, ...] = ()
    with Ledger(file) as ledger:
        deeds: list[Callable[[], object]] = [ledger.incidents, ledger.stats, lambda: ledger.search("market")]
        deeds += [lambda id=id: ledger.incident(id) for id in ids]  # type: ignore[misc]
        deeds += [lambda id=id: ledger.history(id) for id in ids]  # type: ignore[misc]
        deeds += [lambda: ledger.incidents(as_of="2024-07-01", recorded_as_of="2040-01-01")]
        try:
            faults = ledger.verify().faults
        except LedgerError as error:
            faults = (str(error),)
        deeds += [lambda: ledger.add([told()], reader=READER), ledger.rebuild]
        deeds += [lambda: ledger.redact(name="Haja Ravelonaro", reason="a reason")]
        for deed in deeds:
            try:
                deed()
            except LedgerError as error:
                assert ("\n" not in str(error) and file.name in str(error)) or isinstance(error, NotFoundError)
    return faults


@pytest.mark.parametrize("seed", range(2))
def test_a_page_of_garbage_is_found(seed: int, whole: tuple[bytes, list[str]], tmp_path: Path) -> None:
    data, ids = whole
    chance = random.Random(seed)
    with_the_record = [page for page in range(1, len(data) // 8192) if b"c1" in data[page * 8192 : (page + 1) * 8192]]
    for number, page in enumerate(chance.sample(with_the_record, 4)):
        damaged = bytearray(data)
        damaged[page * 8192 : (page + 1) * 8192] = chance.randbytes(8192)
        file = tmp_path / f"{number}.db"
        file.write_bytes(damaged)
        try:
            faults = use(file, ids)
        except LedgerError as error:
            faults = (str(error),)
        assert faults, page


@pytest.mark.parametrize("seed", range(2))
def test_flipped_bits_are_refused_or_found_where_the_record_stands(
    seed: int, whole: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    """In texts, names and values; what is flipped in an index a rebuild mends, and in unused room it does no harm."""
    data, ids = whole
    chance = random.Random(seed)
    texts = [at for at in range(0, len(data) - 20) if data[at : at + 12] == b"Shelling kil"]
    for number, at in enumerate(chance.sample(texts, 3)):
        damaged = bytearray(data)
        damaged[at + chance.randrange(12)] ^= 1 << chance.randrange(8)
        file = tmp_path / f"{number}.db"
        file.write_bytes(damaged)
        assert any("not those that were written" in fault for fault in use(file, ids))
    for number in range(3, 6):  # anywhere: nothing but a LedgerError comes of it
        damaged = bytearray(data)
        for _ in range(30):
            damaged[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        file = tmp_path / f"{number}.db"
        file.write_bytes(damaged)
        try:
            use(file, ids)
        except LedgerError as error:
            assert file.name in str(error)


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.3, 0.7, 0.999])
def test_a_file_that_lost_its_end_is_refused(share: float, whole: tuple[bytes, list[str]], tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(whole[0][: int(len(whole[0]) * share)])
    with pytest.raises(LedgerError, match=r"ledger\.db.*(lost its end|damaged).*(Restore|restore)"):
        Ledger(file)


def a_text_file(file: Path) -> None:
    file.write_text("Shelling killed 9 people in Antsohara.\n" * 10)


def garbage(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(50_000))


def garbage_behind_a_header(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(50_000))


def another_program(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('https://example.org')")
    connection.close()


def another_program_that_says_so(file: Path) -> None:
    another_program(file)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA application_id = 4711")
    connection.close()


def a_folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize(
    ("make", "told_of"),
    [
        (a_text_file, "no ledger.*name another file"),
        (garbage, "no ledger.*name another file"),
        (garbage_behind_a_header, "another program|damaged"),
        (another_program, "another program.*name another file"),
        (another_program_that_says_so, "another program.*name another file"),
        (a_folder, "is a folder: name a file"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_ledger_is_refused_and_left_as_it_is(
    make: Callable[[Path], None], told_of: str, create: bool, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.db"
    make(file)
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(LedgerError, match=told_of):
        Ledger(file, create=create)
    assert before is None or file.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["ledger.db"]


def test_a_path_that_leads_nowhere_is_refused_with_its_mend(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger at .*onrecord add"):
        Ledger(tmp_path / "ledger.db", create=False)
    assert not list(tmp_path.iterdir())
    with pytest.raises(LedgerError, match=r"no folder .*make it first"):
        Ledger(tmp_path / "no" / "ledger.db")
    for name in ("x" * 300, "nul\0", "a file/ledger.db"):
        (tmp_path / "a file").touch()
        with pytest.raises(LedgerError, match=r"cannot be read|no folder"):
            Ledger(tmp_path / name)
    for url in ("mysql://localhost/x", "postgresql://", "://", "nothing://"):
        with pytest.raises(LedgerError):
            Ledger(url)


def test_a_file_that_may_not_be_read_or_written_is_told(whole: tuple[bytes, list[str]], tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(whole[0])
    for mode, told_of in ((0, "cannot be read"), (stat.S_IRUSR, "cannot be opened or written")):
        file.chmod(mode)
        tmp_path.chmod(0o555)
        assert told_of in as_nobody(file, "Ledger(file).add([told()], reader='x')")
    tmp_path.chmod(0o755)


def as_nobody(file: Path, deed: str) -> str:
    """What a user without rights is told: what is done in a process of theirs."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                for folder in file.parents:  # of the tests' own folders, which others may not enter
                    if folder.stat().st_uid == 0 and "pytest" in str(folder):
                        folder.chmod(folder.stat().st_mode | 0o055)
                os.chown(file, 65534, 65534)
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            exec(deed, {"Ledger": Ledger, "file": file, "told": told})
            said = "nothing"
        except LedgerError as error:
            said = str(error)
        except BaseException as error:
            said = f"not a LedgerError: {error!r}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as stream:
        return stream.read().decode()


def test_a_journal_that_is_gone_or_of_another_file_leaves_a_whole_ledger(
    whole: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    file, journal = tmp_path / "ledger.db", tmp_path / "ledger.db-wal"
    for content in (b"", b"garbage" * 2000, whole[0][:40_000]):
        file.write_bytes(whole[0])
        journal.write_bytes(content)
        with Ledger(file) as ledger:
            assert ledger.verify().faults == () and ledger.stats().versions == 60
        journal.unlink(missing_ok=True)


def test_an_interrupted_write_to_the_journal_is_dropped_as_a_whole(tmp_path: Path) -> None:
    """As after a power cut: the journal ends anywhere, or holds what was never written to its end."""
    file, journal = tmp_path / "ledger.db", tmp_path / "ledger.db-wal"
    with Ledger(file) as ledger:
        ledger.add(many(20), reader=READER, batch=5)
        main, frames = file.read_bytes(), journal.read_bytes()
    chance = random.Random(3)
    found = set()
    for number in range(8):
        cut = tmp_path / f"{number}.db"
        cut.write_bytes(main)
        kept = frames[: chance.randrange(32, len(frames))] + chance.randbytes(chance.randrange(3000))
        Path(f"{cut}-wal").write_bytes(kept)
        with Ledger(cut) as ledger:
            assert ledger.verify().faults == ()
            found.add(ledger.stats().versions)
            ledger.add(many(20), reader=READER)
            assert ledger.stats().versions == 20
    assert found <= {0, 5, 10, 15, 20} and len(found) > 2


# --- versions


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Connection], None]], int]:
    """Makes this code the next version, with a step that leads there."""

    def become(step: Callable[[Connection], None]) -> int:
        version = schema.VERSION + 1
        monkeypatch.setattr(migrating, "STEPS", {**migrating.STEPS, version: step})
        monkeypatch.setattr(schema, "VERSION", version)
        return version

    return become


def mood(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE signatures ADD COLUMN mood TEXT"))
    connection.execute(text("UPDATE signatures SET mood = 'calm'"))


def test_an_older_ledger_is_refused_until_it_is_migrated_with_a_backup(
    tmp_path: Path, newer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, old = tmp_path / "ledger.db", schema.VERSION
    with Ledger(file) as ledger:
        ledger.add(many(20), reader=READER)
        before, head = picture(ledger), ledger.verify().head
    version = newer(mood)
    with pytest.raises(LedgerError, match=f"older version .{old}, now {version}.*onrecord ledger migrate"):
        Ledger(file)
    done = migrate(file)
    assert (done.before, done.after) == (old, version) and done.backup is not None
    with Ledger(file) as ledger:
        assert picture(ledger) == before and ledger.verify(head=head).faults == ()
        assert ledger.stats().version == version
        with raw(str(file)) as connection:
            assert set(connection.execute("SELECT mood FROM signatures")) == {("calm",)}
    assert migrate(file) == migrating.Migrated(version, version, None)
    monkeypatch.undo()
    with Ledger(done.backup) as ledger:
        assert picture(ledger) == before and ledger.verify().head == head and ledger.stats().version == old
    with pytest.raises(LedgerError, match=f"newer onrecord .ledger version {version}.*pip install --upgrade"):
        Ledger(file)
    with pytest.raises(LedgerError, match="newer onrecord"):
        migrate(file)


def test_a_step_that_fails_leaves_the_ledger_as_it_was(ledger_url: str, newer: Callable[..., int]) -> None:
    with Ledger(ledger_url) as ledger:
        ledger.add(many(10), reader=READER)
        head = ledger.verify().head

    def halfway(connection: Connection) -> None:
        mood(connection)
        connection.execute(text("SELECT nothing FROM nowhere"))

    newer(halfway)
    with pytest.raises(LedgerError):
        migrate(ledger_url, backed_up=True)
    newer(lambda connection: None)  # two steps, of which the first fails
    with pytest.raises(LedgerError):
        migrate(ledger_url, backed_up=True)
    with raw(ledger_url) as connection:
        assert connection.execute("SELECT max(version) FROM migrations").fetchone()[0] == 1
        with pytest.raises(Exception, match="mood"):
            connection.execute("SELECT mood FROM signatures")
    schema.VERSION -= 2
    with Ledger(ledger_url) as ledger:
        assert ledger.verify(head=head).faults == ()


def test_a_ledger_in_postgresql_is_migrated_once_a_backup_is_said_to_be_made(
    postgresql: Cluster, newer: Callable[..., int]
) -> None:
    url = postgresql.database()
    with Ledger(url) as ledger:
        ledger.add(many(10), reader=READER)
        before = picture(ledger)
    version = newer(mood)
    with pytest.raises(LedgerError, match=r"make a backup first .pg_dump.*--backed-up"):
        migrate(url)
    assert migrate(url, backed_up=True).after == version
    with Ledger(url) as ledger:
        assert picture(ledger) == before


def test_a_backup_for_which_there_is_no_room_stops_the_migration(tmp_path: Path, newer: Callable[..., int]) -> None:
    file = tmp_path / "ledger.db"
    with Ledger(file) as ledger:
        ledger.add(many(20), reader=READER)
    newer(mood)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(LedgerError, match=r"cannot be copied .*make room"):
            migrate(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [f.name for f in tmp_path.iterdir()] == ["ledger.db"]  # not half of a backup that looks like one
    assert migrate(file).backup is not None


# --- a server that is gone


def test_a_server_or_database_that_is_not_there_is_told_without_the_password(
    postgresql: Cluster, tmp_path: Path
) -> None:
    with pytest.raises(LedgerError, match=r"cannot be reached.*is the server running"):
        Ledger(f"postgresql://postgres@/ledger?host={tmp_path}")
    with pytest.raises(LedgerError, match=r"cannot be reached.*nowhere.*are user and database right"):
        Ledger(postgresql.url("nowhere"))
    with pytest.raises(LedgerError, match="cannot be reached") as found:
        Ledger(f"postgresql://nobody:verysecret@/ledger?host={postgresql.folder}")
    assert "verysecret" not in str(found.value)
    with pytest.raises(LedgerError, match="holds no ledger: onrecord add"):
        Ledger(postgresql.url("postgres"), create=False)


def test_a_server_that_is_stopped_and_started_again_is_told_once_and_nothing_is_lost(postgresql: Cluster) -> None:
    url = postgresql.database()
    with Ledger(url) as ledger:
        ledger.add(many(20), reader=READER)
        before = picture(ledger)
        postgresql.stop("immediate")
        for deed in (ledger.incidents, lambda: ledger.add([told()], reader=READER), ledger.verify):
            with pytest.raises(LedgerError, match="cannot be reached"):
                deed()  # type: ignore[operator]
        postgresql.start()
        assert picture(ledger) == before
        assert [a.status for a in ledger.add([told()], reader=READER)] == ["added"]
        postgresql.stop("fast")
        postgresql.start()
        assert [a.status for a in ledger.add([told()], reader=READER)] == ["known"]
        assert ledger.verify().faults == ()


def test_a_server_that_isolates_strictly_by_itself_takes_two_that_add_at_once(
    postgresql: Cluster, processes: Adders
) -> None:
    url = postgresql.database()
    name = url.partition("@/")[2].partition("?")[0]
    postgresql.run(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    run_at_once([processes.start(url, 60, 0, 60, batch=2, seed=seed) for seed in (1, 2)])
    assert nothing_is_half_there(url, set()) == 60
