"""Installing gazetteers: what is read, how it joins what ships, and that a broken install changes nothing."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gazetteer import Gazetteer, GazetteerError, compile, folder, load
from onrecord.gazetteer.dump import InstallError, clean
from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.install import install, name_of
from onrecord.gazetteer.layout import SEVERAL
from onrecord.gazetteer.place import Place
from onrecord.gazetteer.spool import Spool
from onrecord.gazetteer.store import CARD, Store
from onrecord.gazetteer.wof import shown

HEADER = "\t".join(
    "wof_id placetype name lat lon country parent_id region_id county_id geonames_id wikidata population names".split()
)


def row(id: int, name: str, code: str = "PPL", **given: str) -> str:
    """A row of a GeoNames dump."""
    fields = {
        "ascii": "", "others": "", "lat": "48.5", "lon": "38.0", "kind": "A" if code.startswith("ADM") else "P",
        "country": "UA", "admin1": "", "admin2": "", "people": "0", "zone": "Europe/Kyiv",
    } | given  # fmt: skip
    f = fields
    return "\t".join(
        (str(id), name, f["ascii"], f["others"], f["lat"], f["lon"], f["kind"], code, f["country"], "", f["admin1"],
         f["admin2"], "", "", f["people"], "", "90", f["zone"], "2024-01-01")
    )  # fmt: skip


VILLAGES = "\n".join((
    row(4000000003, "Verkhnya Nesuschaya Balka", others="Верхня Несуща Балка,VNB", admin1="05", admin2="01"),
    row(4000000004, "Kuripka Hill", "HLL", kind="T", admin1="05", lat="48.7"),
    row(4000000002, "Balkivskyi Raion", "ADM2", admin1="05", admin2="01"),
    row(709716, "Donets'ka Oblast'", "ADM1", admin1="05"),
))  # fmt: skip

TABLE = "\n".join((
    HEADER,
    "11\tlocality\tВерхня Балка\t48.5\t38.0\tUA\t13\t12\t13\t\t\t\tVerchnja Balka|Verkhnia Balka|Verkhnya Balka",
    "12\tregion\tDonetsk\t48.0\t37.7\tUA\t1\t12\t\t709716\t\t\tDonetsk Oblast",
    "13\tcounty\tBalkivskyi\t48.4\t38.1\tUA\t12\t12\t\t\t\t\t",
    "14\tneighbourhood\tSoniachnyi Zzyzzaq\t48.5\t38.0\tUA\t11\t12\t13\t4000000009\t\t120\t",
))  # fmt: skip


@pytest.fixture(autouse=True)
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = tmp_path / "gazetteers"
    monkeypatch.setenv(folder.VARIABLE, str(place))
    load.cache_clear()
    yield place
    load.cache_clear()


def written(tmp_path: Path, text: str, name: str = "UA.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def opened() -> Gazetteer:
    load.cache_clear()
    return load()


def test_places_of_a_dump_are_found_with_their_divisions_and_gone_after_removal(tmp_path: Path, where: Path) -> None:
    card = install(written(tmp_path, VILLAGES))
    assert (card["entries"], card["counts"]) == (4, {"ADM1": 1, "ADM2": 1, "HLL": 1, "PPL": 1})
    gazetteer = opened()
    [village] = gazetteer.lookup("Verkhnya Nesuschaya Balka")
    assert gazetteer.lookup("Верхня Несуща Балка") == (village,)
    assert (village.id, village.feature, village.timezone) == ("geonames:4000000003", "PPL", "Europe/Kyiv")
    assert (village.admin2, village.country) == ("Balkivskyi Raion", "UA")
    donetsk = load(installed=False).get("geonames:709716")
    assert donetsk is not None and village.admin1 == donetsk.admin1  # the name that other places' division has
    assert gazetteer.get("geonames:4000000003") == village
    assert [e.feature for e in gazetteer.lookup("Kuripka Hill")] == ["HLL"]
    assert not gazetteer.knows("vnb")
    gazetteer.verify()
    assert folder.remove("ua")
    assert opened().lookup("Verkhnya Nesuschaya Balka") == ()
    assert [p.name for p in where.iterdir()] == [".lock"]
    assert not folder.remove("ua")


def test_places_of_a_table_are_shown_under_a_latin_name(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv.gz"
    path.write_bytes(gzip.compress(TABLE.encode()))
    install(path)
    gazetteer = opened()
    [village] = gazetteer.lookup("Верхня Балка")
    assert (village.id, village.name, village.admin2) == ("wof:11", "Verkhnya Balka", "Balkivskyi")
    donetsk = load(installed=False).get("geonames:709716")
    assert donetsk is not None and (village.admin1, village.timezone) == (donetsk.admin1, donetsk.timezone)
    assert gazetteer.lookup("Verchnja Balka") == (village,)
    [quarter] = gazetteer.lookup("Soniachnyi Zzyzzaq")
    assert (quarter.id, quarter.feature, quarter.population) == ("geonames:4000000009", "PPLX", 120)


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        ("Homs", ["Hims"], "Homs"),
        ("Ялта", ["Ialta", "Jalta", "Jałta", "Yalta", "Ялта"], "Yalta"),
        ("عين حجل", ["Ayn Hajal", "‘Ayn Ḩajal"], "Ayn Hajal"),
        ("Керч", ["KHC", "Керчь"], "Керч"),
    ],
)
def test_the_name_that_is_shown_reads_english(own: str, others: list[str], expected: str) -> None:
    assert shown(own, others) == expected


@pytest.mark.parametrize("form", ["plain", "gz", "zip", "crlf", "bom"])
def test_a_file_is_known_by_its_content(tmp_path: Path, form: str) -> None:
    data, path = (VILLAGES + "\n").encode(), tmp_path / "data.bin"
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "what the columns are " * 1000)
            archive.writestr("UA.txt", data)
    else:
        changed = {"gz": gzip.compress(data), "crlf": data.replace(b"\n", b"\r\n"), "bom": b"\xef\xbb\xbf" + data}
        path.write_bytes(changed.get(form, data))
    assert install(path)["entries"] == 4


def test_only_the_countries_that_are_wanted_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, VILLAGES + "\n" + row(4000000007, "Zzyzzaq", country="SY"))
    assert install(path, name="syria", countries=["SY"])["entries"] == 1
    with pytest.raises(InstallError, match="no place of PS"):
        install(path, name="palestine", countries=["PS"])
    with pytest.raises(ValueError, match="two capital letters"):
        install(path, countries=["Syria"])
    assert [one.name for one in folder.installed()] == ["syria"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (row(4000000005, "Khutir", lat="north"), "line 5: latitude 'north' is no number from -90 to 90"),
        (row(4000000005, "Khutir", lon="nan"), "line 5: longitude"),
        (row(4000000005, "Khutir", people="many"), "line 5: population"),
        (row(4000000005, "Khutir").replace("4000000005", "x"), "line 5: geonameid"),
        (row(4000000005, "Khutir", country="Ukraine"), "line 5: country"),
        (row(4000000005, "Khutir").rpartition("\t")[0], "line 5: it has 18 columns, where 19 are expected"),
        (row(4000000003, "Khutir"), "geonames:4000000003 stands twice"),
        ("x" * (1 << 20), "longer than a megabyte"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_installed(tmp_path: Path, where: Path, bad: str, told: str) -> None:
    with pytest.raises(InstallError, match=told):
        install(written(tmp_path, VILLAGES + "\n" + bad))
    assert [p.name for p in where.iterdir()] == [".lock"]


def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_known(tmp_path: Path) -> None:
    for text in ("", "Two people were killed.", "a,b,c\n1,2,3\n", "id\tname\n1\tx\n"):
        with pytest.raises(InstallError, match=r"none of the files .* GeoNames dump .* Who's On First"):
            install(written(tmp_path, text))
    with pytest.raises(InstallError, match="header lacks lat"):
        install(written(tmp_path, TABLE.replace("\tlat\t", "\tbreadth\t")))
    with pytest.raises(InstallError, match="cannot be read"):
        install(tmp_path / "missing.zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("picture.png", b"")
    with pytest.raises(InstallError, match="holds no table"):
        install(tmp_path / "empty.zip")
    (tmp_path / "latin1.txt").write_bytes(row(4000000001, "Zürich").encode("latin-1"))
    with pytest.raises(InstallError, match="line 1: it is not UTF-8"):
        install(tmp_path / "latin1.txt")


def test_an_archive_that_was_cut_short_is_refused(tmp_path: Path, where: Path) -> None:
    rows = "\n".join(row(4000000000 + n, f"Khutir {n * 7919}") for n in range(3000))
    with zipfile.ZipFile(tmp_path / "UA.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("UA.txt", rows)
    (tmp_path / "UA.gz").write_bytes(gzip.compress(rows.encode()))
    for name in ("UA.zip", "UA.gz"):
        data = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(data[: len(data) // 2])
        with pytest.raises(InstallError, match="get the file again"):
            install(tmp_path / name)
    assert folder.installed() == () and [p for p in where.glob("*") if p.name != ".lock"] == []


@pytest.mark.parametrize("step", ["divisions", "places", "names", "index"])
def test_an_install_that_breaks_off_leaves_what_was_there(tmp_path: Path, where: Path, step: str) -> None:
    install(written(tmp_path, VILLAGES))
    before = {path.name: path.read_bytes() for path in where.iterdir()}

    def stop(what: str, done: int, whole: int, shown: str) -> None:
        if what == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install(written(tmp_path, row(4000000009, "Zzyzzaq")), tell=stop)
    assert {path.name: path.read_bytes() for path in where.iterdir()} == before
    assert opened().knows("verkhnya nesuschaya balka")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, where: Path) -> None:
    install(written(tmp_path, VILLAGES))
    before = {path.name: path.read_bytes() for path in where.iterdir()}
    full = mock.patch.object(folder, "write_card", side_effect=OSError(errno.ENOSPC, "No space left on device"))
    with full, pytest.raises(InstallError, match="No space left on device; make room there"):
        install(written(tmp_path, row(4000000009, "Zzyzzaq")))
    assert {path.name: path.read_bytes() for path in where.iterdir()} == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_an_install_that_is_killed_leaves_what_was_there_and_the_next_one_sweeps(tmp_path: Path, where: Path) -> None:
    install(written(tmp_path, VILLAGES))
    other = written(tmp_path, row(4000000009, "Zzyzzaq"), "other.txt")
    code = """
        import pathlib, sys, time
        from onrecord.gazetteer.install import install
        def tell(what, *rest):
            if what == "index":
                print("now", flush=True)
                time.sleep(60)
        install(pathlib.Path(sys.argv[1]), name="ua", tell=tell)
        """
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), str(other)], stdout=subprocess.PIPE)
    assert child.stdout is not None and child.stdout.readline() == b"now\n"
    with pytest.raises(GazetteerError, match="another install or removal is under way"):
        install(other)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert list(where.glob(folder.PART + "*"))
    assert [one.name for one in folder.installed()] == ["ua"]
    assert opened().knows("verkhnya nesuschaya balka") and not opened().knows("zzyzzaq")
    install(other, name="ua")
    assert not list(where.glob(folder.PART + "*")) and len(list(where.glob("*.gazetteer"))) == 1
    assert opened().knows("zzyzzaq") and not opened().knows("verkhnya nesuschaya balka")


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, VILLAGES)
    assert install(path, name="one")["sha256"] == install(path, name="two")["sha256"]


def test_a_place_in_two_files_is_one_with_the_names_of_both(tmp_path: Path) -> None:
    kupiansk = next(e for e in load(installed=False).lookup("Kupiansk") if e.feature == "PPL")
    assert kupiansk.lat is not None and kupiansk.lon is not None
    twin = {"lat": str(kupiansk.lat), "lon": str(kupiansk.lon), "others": "Kupiansk Zzyzzaq"}
    install(written(tmp_path, row(int(kupiansk.id.partition(":")[2]), "Kupyansk of the Dump", **twin)))
    near = f"21\tlocality\tKupiansk\t{kupiansk.lat + 0.01:.5f}\t{kupiansk.lon:.5f}\tUA\t\t\t\t\t\t\tKupiansk Qqxzv"
    far = f"22\tlocality\tKupiansk\t{kupiansk.lat - 1:.5f}\t{kupiansk.lon:.5f}\tUA\t\t\t\t\t\t\t"
    install(written(tmp_path, "\n".join((HEADER, near, far)), "wof.tsv"))
    gazetteer = opened()
    assert gazetteer.get(kupiansk.id) == kupiansk
    for name in ("Kupyansk of the Dump", "Kupiansk Zzyzzaq", "Kupiansk Qqxzv"):
        assert gazetteer.lookup(name) == (kupiansk,)
    before = load(installed=False).candidates("Kupiansk")
    assert gazetteer.candidates("Kupiansk")[: len(before)] == before
    assert [e.id for e in gazetteer.lookup("Kupiansk")[len(before) :]] == ["wof:22"]


def test_an_id_is_believed_for_areas_and_only_near_by_for_towns(tmp_path: Path) -> None:
    ukraine = next(e for e in load(installed=False).lookup("Ukraine") if e.feature == "PCLI")
    kupiansk = next(e for e in load(installed=False).lookup("Kupiansk") if e.feature == "PPL")
    number = [entry.id.partition(":")[2] for entry in (ukraine, kupiansk)]
    country = f"31\tcountry\tUkraine\t46.9\t30.1\tUA\t\t\t\t{number[0]}\t\t\tUkraine Zzyzzaq"
    town = f"32\tlocality\tKupiansk Qqxzv\t46.9\t30.1\tUA\t\t\t\t{number[1]}\t\t\t"
    install(written(tmp_path, "\n".join((HEADER, country, town)), "wof.tsv"))
    assert opened().lookup("Ukraine Zzyzzaq") == (ukraine,)
    assert opened().candidates("Ukraine") == load(installed=False).candidates("Ukraine")
    assert [e.id for e in opened().lookup("Kupiansk Qqxzv")] == ["wof:32"]


def test_candidates_of_all_files_are_in_one_order(tmp_path: Path) -> None:
    install(written(tmp_path, row(4000000008, "Paris", people="90000", country="SY", zone="")))
    found = opened().candidates("Paris")
    ranks = [c.entry.importance - {"name": 0.0, "alternate": 1.0, "short": 0.3}[c.match] for c in found]
    assert ranks == sorted(ranks, reverse=True)
    at = [c.entry.id for c in found].index("geonames:4000000008")
    assert found[0].entry.country == "FR" and 0 < at < len(found) - 1


def test_with_nothing_installed_the_gazetteer_is_the_one_that_ships(where: Path) -> None:
    assert opened() is load(installed=False)
    where.mkdir()
    (where / "notes.json").write_text("{}")
    assert opened() is load(installed=False)


@pytest.mark.parametrize("damage", ["missing", "short", "card", "elsewhere"])
def test_a_damaged_file_is_an_error_that_names_the_mend(tmp_path: Path, where: Path, damage: str) -> None:
    install(written(tmp_path, VILLAGES))
    [file], card = where.glob("*.gazetteer"), where / "ua.gazetteer.json"
    if damage == "missing":
        file.unlink()
    elif damage == "short":
        file.write_bytes(file.read_bytes()[:-9])
    elif damage == "card":
        card.write_text("{")
    else:
        card.write_text(card.read_text().replace(file.name, "../" + file.name))
    with pytest.raises(GazetteerError, match="onrecord gazetteer remove ua"):
        opened()
    assert folder.remove("ua") and opened().lookup("Kuripka Hill") == ()
    assert list(where.glob("*.gazetteer")) == []


def test_a_byte_that_differs_is_found_by_verify(tmp_path: Path, where: Path) -> None:
    install(written(tmp_path, VILLAGES))
    [file] = where.glob("*.gazetteer")
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(GazetteerError, match=r"ua.*damaged.*remove ua"):
        opened().verify()


def test_a_name_is_made_of_the_file_s_and_checked(tmp_path: Path) -> None:
    assert [name_of(Path(n)) for n in ("UA.zip", "wof places.tsv.gz", "allCountries.txt", "…")] == [
        "ua", "wof-places", "allcountries", "places",
    ]  # fmt: skip
    for name in ("../up", "", "A", ".x", "a" * 65):
        with pytest.raises(ValueError, match="no name for a gazetteer"):
            install(written(tmp_path, VILLAGES), name=name)
        assert not folder.remove(name)


def test_lines_come_back_in_order_however_many(tmp_path: Path) -> None:
    lines = [f"{n * 7919 % 101}\n".encode() for n in range(101)]
    spool = Spool(tmp_path, run=7)
    for line in lines:
        spool.add(line)
    assert list(spool) == sorted(lines) == list(spool)


NAMES = st.text(max_size=30).map(clean).filter(lambda name: bool(fold(name)))
ROWS = st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3), st.integers(0, 10**8)), min_size=1, max_size=12)


@given(ROWS)
def test_whatever_is_written_is_found_by_each_name(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    work, target = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("target")
    with mock.patch.object(compile, "Spool", partial(Spool, run=3)):
        compiler = compile.Compiler(work, wide=True)
    for number, (name, others, people) in enumerate(rows):
        place = Place(f"wof:{number * 3}", name, "PPL", "UA", -12.5, 179.99999, people)
        place.file(name, "name")
        for other in others:
            place.file(other)
        compiler.add(place, number and 1)
    card = compiler.finish(target / "places.bin")
    compile.write_card(target / CARD, card)
    store = Store(target / CARD)
    store.verify()
    assert len(store) == len(rows)
    for number, (name, others, people) in enumerate(rows):
        entry = store.get(f"wof:{number * 3}")
        assert entry is not None
        assert (entry.name, entry.population or 0, entry.lat, entry.lon) == (name, people, -12.5, 179.99999)
        assert entry.admin1 == (rows[0][0] if number else None)
        for key in map(fold, (name, *others)):
            found = store.by_key(key)
            assert entry in [c.entry for c in found]
            ranks = [c.entry.importance - {"name": 0, "alternate": 1}[c.match] for c in found]
            assert all(a >= b - 0.05 for a, b in pairwise(ranks))
    assert len(store) < SEVERAL


@settings(max_examples=20, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8))
def test_what_is_installed_is_found_and_what_is_removed_is_gone(names: list[str]) -> None:
    where = folder.folder()
    where.mkdir(exist_ok=True)
    path = where.parent / "rows.txt"
    path.write_text("\n".join(row(4000000000 + n, name) for n, name in enumerate(names)), encoding="utf-8")
    before = [load(installed=False).by_key(fold(name)) for name in names]
    install(path)
    for number, name in enumerate(names):
        assert f"geonames:{4000000000 + number}" in [e.id for e in opened().lookup(name)]
    folder.remove("rows")
    assert [opened().by_key(fold(name)) for name in names] == before
