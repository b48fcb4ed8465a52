"""Files of every kind become reports; what cannot is told with file, line and mend."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.intake import Failure, reports
from onrecord.records import Report

STORY = "Two people were killed in Kupiansk, the governor said."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return path


def only(path: Path | str, **given: str) -> Report:
    (found,) = reports(path, **given)
    assert isinstance(found, Report), found
    return found


def failure(path: Path | str) -> str:
    (found,) = reports(path)
    assert isinstance(found, Failure), found
    return str(found)


# Plain text


def test_plain_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "  First line.\r\n\r\n\tSecond\u00a0line.  \n"
    assert only(write(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize(
    "content",
    [
        f"date 2024-01-24\n\n{STORY}",
        f" date 2024-01-24 {STORY}",
        f"\n\tdate: 2024-01-24\r\n{STORY}",
        f"Date 2024-01-24\n{STORY}",
    ],
)
def test_a_date_header_is_the_publication_date_and_no_part_of_the_body(tmp_path: Path, content: str) -> None:
    report = only(write(tmp_path, "a.txt", content))
    assert (report.published, report.text) == ("2024-01-24", STORY)


def test_a_sentence_about_a_date_is_no_header(tmp_path: Path) -> None:
    text = "date palms were planted on 2024-01-24."
    report = only(write(tmp_path, "a.txt", text))
    assert (report.published, report.text) == (None, text)


@pytest.mark.parametrize("date", ["2024-13-01", "24/01/2024", "2024-1-4"])
def test_a_wrong_date_in_the_header_is_told(tmp_path: Path, date: str) -> None:
    told = failure(write(tmp_path, "a.txt", f"date {date} {STORY}"))
    assert "a.txt, line 1" in told and date in told and "write 2024-01-24" in told


HEADER = """\
date 2024-05-14T18:40:00+03:00
title: Market closed: two hurt
Publisher: The Wire
url: https://wire.example/market?id=7
timezone: Europe/Kyiv
id: wire-7
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\n \n", "\ufeff"])
def test_a_header_tells_all_that_is_known_of_a_report(tmp_path: Path, before: str, ending: str) -> None:
    text = (before + HEADER + " \t\n\n" + STORY).replace("\n", ending)
    report = only(write(tmp_path, "a.txt", text))
    assert report.text == STORY
    assert (report.published, report.title) == ("2024-05-14T18:40:00+03:00", "Market closed: two hurt")
    assert (report.publisher, report.url) == ("The Wire", "https://wire.example/market?id=7")
    assert (report.timezone, report.id) == ("Europe/Kyiv", "wire-7")


def test_a_header_may_hold_any_of_its_lines_in_any_order(tmp_path: Path) -> None:
    report = only(write(tmp_path, "a.txt", f"publisher: The Wire\ntitle:\nDate: 2024-05-14\n\n{STORY}"))
    assert (report.publisher, report.title, report.published, report.text) == ("The Wire", None, "2024-05-14", STORY)
    report = only(write(tmp_path, "b.txt", f"title: Two dead\n\n\n  {STORY}\n"))
    assert (report.title, report.text) == ("Two dead", f"{STORY}\n")


@pytest.mark.parametrize(
    "text",
    [
        f"Title IX was invoked.\n\n{STORY}",
        f"Publisher Penguin said so.\n\n{STORY}",
        f"title: Two dead\n{STORY}\n",  # no blank line ends it
        f"title: Two dead\nBy our correspondent\n\n{STORY}",
        f"id: 7\nauthor: somebody\n\n{STORY}",
        "title: Two dead",
        f"Date: Tuesday, May 14\n\n{STORY}",
        f"date palms\ntitle: Two dead\n\n{STORY}",
        f"{STORY}\n\ntitle: Two dead\n\n",
    ],
)
def test_what_merely_looks_like_a_header_is_the_story_s_own(tmp_path: Path, text: str) -> None:
    report = only(write(tmp_path, "a.txt", text))
    assert (report.text, report.title, report.published) == (text, None, None)


def test_only_the_date_is_taken_where_no_blank_line_ends_the_header(tmp_path: Path) -> None:
    report = only(write(tmp_path, "a.txt", f"date 2024-05-14\ntitle: Two dead\n{STORY}"))
    assert (report.published, report.text, report.title) == ("2024-05-14", f"title: Two dead\n{STORY}", None)


@pytest.mark.parametrize(
    ("header", "line", "told"),
    [
        ("title: T\ndate: 14 May 2024", 2, "write 2024-01-24"),
        ("date 2024-13-01\ntitle: T", 1, "2024-13-01"),
        ("\n\ndate 2024-05-14\ntitle: T\ntimezone: Kiev time", 5, "timezone"),
        ("title: T\nurl: u\ntitle: U", 3, "twice"),
    ],
)
def test_a_wrong_line_of_a_header_is_told_with_its_number(tmp_path: Path, header: str, line: int, told: str) -> None:
    found = failure(write(tmp_path, "a.txt", f"{header}\n\n{STORY}"))
    assert f"a.txt, line {line}: " in found and told in found


def test_given_values_fill_only_what_a_header_lacks(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"date 2024-05-14\npublisher: The Wire\n\n{STORY}")
    report = only(path, published="2020-01-01", publisher="P", timezone="+03:00")
    assert (report.published, report.publisher, report.timezone) == ("2024-05-14", "The Wire", "+03:00")


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
@settings(max_examples=60, deadline=None)
def test_a_header_leaves_the_end_of_any_text_as_it_is(text: str) -> None:
    from onrecord.intake.bytes import UnreadableError
    from onrecord.intake.header import without_header

    try:
        _, rest = without_header(text)
    except UnreadableError:
        return
    assert text.endswith(rest)
    told, rest = without_header(f"{HEADER}\n{text}")
    assert len(told) == 6 and rest == text.lstrip()


def test_text_that_begins_with_a_bracket_is_text(tmp_path: Path) -> None:
    for text in ("[Editor's note: updated] " + STORY, "{sic} " + STORY):
        assert only(write(tmp_path, "a.txt", text)).text == text


# Records


def test_the_text_of_a_record_comes_back_to_the_character(tmp_path: Path) -> None:
    text = 'a\ud800b\r\n\x00\u2028\u202e "quoted" \ufeff é'
    path = write(tmp_path, "a.json", json.dumps({"id": "wire-1", "text": text}))
    report = only(path)
    assert (report.id, report.text) == ("wire-1", text)


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
@settings(max_examples=60, deadline=None)
def test_any_text_of_a_record_comes_back_unchanged(text: str) -> None:
    from onrecord.intake.records import Given, from_stream

    line = json.dumps({"text": text, "id": "x"}).encode()
    (found,) = from_stream(io.BufferedReader(io.BytesIO(line)), "x.jsonl", Given())  # type: ignore[arg-type]
    assert isinstance(found, Report) and found.text == text


def test_all_fields_of_a_record_are_taken(tmp_path: Path) -> None:
    record = {
        "id": "7", "text": STORY, "published": "2024-05-01T10:00:00Z", "title": "T", "publisher": "P",
        "url": "https://example.org/7", "timezone": "Europe/Kyiv", "section": "world",
    }  # fmt: skip
    report = only(write(tmp_path, "a.json", json.dumps(record)))
    for name in ("id", "text", "published", "title", "publisher", "url", "timezone"):
        assert getattr(report, name) == record[name]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a", "a.txt"])
@pytest.mark.parametrize("form", ["list", "lines", "pretty list"])
def test_lists_and_lines_are_told_apart_by_content(tmp_path: Path, name: str, form: str) -> None:
    records = [{"text": f"Story {n}."} for n in range(3)]
    content = {
        "list": json.dumps(records),
        "lines": "\n\n".join(json.dumps(r) for r in records),
        "pretty list": "\n" + json.dumps(records, indent=2),
    }[form]
    if form != "lines" and name == "a.jsonl":
        pytest.skip("a file named .jsonl is read line by line")
    found = list(reports(write(tmp_path, name, content)))
    assert [r.text for r in found if isinstance(r, Report)] == ["Story 0.", "Story 1.", "Story 2."]


def test_one_bad_record_is_told_and_the_rest_are_read(tmp_path: Path) -> None:
    lines = [
        b'{"text": "one"}',
        b"",
        b'{"body": "two"}',
        b"not json",
        b'{"text": "caf\xe9"}',
        b'{"text": 5}',
        b'{"text": "x", "id": 5}',
        b'["text"]',
        b'{"text": "nine"}',
    ]
    found = list(reports(write(tmp_path, "a.jsonl", b"\n".join(lines))))
    assert [r.text for r in found if isinstance(r, Report)] == ["one", "nine"]
    told = [str(f) for f in found if isinstance(f, Failure)]
    for line, words in zip(
        (3, 4, 5, 6, 7, 8),
        ('has no "text" (it has body)', "not JSON", "iconv", '"text" must be text', '"id" must be text', "an object"),
        strict=True,
    ):  # fmt: skip
        assert any(f"a.jsonl, line {line}:" in t and words in t for t in told), (line, words, told)


def test_a_record_whose_date_or_zone_cannot_be_understood_is_read_with_a_warning(tmp_path: Path) -> None:
    record = '{"text": "Two died on Monday.", "published": "7:58 AM ET", "timezone": "Mars/Olympus"}'
    (report,) = reports(write(tmp_path, "a.jsonl", record))
    assert isinstance(report, Report)
    assert (report.published, report.timezone) == ("7:58 AM ET", "Mars/Olympus")
    reading = onrecord.read(report)
    told = [w.message for w in reading.warnings if w.code == "W010"]
    assert ["7:58 AM ET" in told[0], "Mars/Olympus" in told[1]] == [True, True]
    assert [t.earliest for t in reading.times] == [None]


def test_a_bad_member_of_a_list_is_told_by_its_number(tmp_path: Path) -> None:
    found = list(reports(write(tmp_path, "a.json", '[{"text": "a"}, 3, {"text": "b"}]')))
    assert [isinstance(f, Report) for f in found] == [True, False, True]
    assert "record 2" in str(found[1])


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    assert "line 3" in failure(write(tmp_path, "a.json", '{\n "text": "x",\n "id": oops\n}'))


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert "cannot be taken" in failure(write(tmp_path, "a.json", '{"text": ' + "[" * 100_000))


# Encodings, archives, what is no text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are_are_read(tmp_path: Path, encoding: str) -> None:
    text = "Céline said: “Да.”"
    assert only(write(tmp_path, "a.txt", text.encode(encoding))).text == text
    record = json.dumps({"text": text}, ensure_ascii=False)
    assert only(write(tmp_path, "a.json", record.encode(encoding))).text == text


def test_latin_1_is_refused_with_the_mend(tmp_path: Path) -> None:
    told = failure(write(tmp_path, "a.txt", "line one\nCafé".encode("latin-1")))
    assert "line 2" in told and "iconv -f WINDOWS-1252 -t UTF-8" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00", "not text"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\x00", "Word document"),
        (b"<!DOCTYPE html>\n<html><body>", "web page"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in failure(write(tmp_path, "a.txt", content))


def test_gzip_is_unpacked_whatever_its_name(tmp_path: Path) -> None:
    for content in (STORY, json.dumps({"text": STORY})):
        for name in ("a.txt.gz", "a.jsonl.gz", "a"):
            if name == "a.jsonl.gz" and content == STORY:
                continue
            assert only(write(tmp_path, name, gzip.compress(content.encode()))).text == STORY


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(STORY.encode() * 50)
    assert "damaged" in failure(write(tmp_path, "a.gz", packed[:-12]))
    assert "damaged" in failure(write(tmp_path, "a.gz", packed[:30] + b"\xff" * 20))


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    assert "no such file" in failure(tmp_path / "nothing.txt")
    assert "folder" in failure(tmp_path)
    assert "no such file" in failure("a\0b")


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.intake.bytes.MAX_BYTES", 100)
    monkeypatch.setattr("onrecord.intake.records.MAX_BYTES", 100)
    assert "larger than" in failure(write(tmp_path, "a.txt", "x" * 101))
    lines = '{"text": "a"}\n' + json.dumps({"text": "b" * 300}) + '\n{"text": "c"}\n'
    found = list(reports(write(tmp_path, "a.jsonl", lines)))
    assert [isinstance(f, Report) for f in found] == [True, False, True]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        closed = False
        buffer = io.BytesIO(json.dumps({"text": STORY}).encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert only("-").text == STORY


def test_a_missing_or_spent_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "no standard input" in failure("-")
    spent = io.StringIO()
    spent.close()
    monkeypatch.setattr(sys, "stdin", spent)
    assert "only once" in failure("-")


def test_a_null_text_and_an_empty_list_are_told_for_what_they_are(tmp_path: Path) -> None:
    assert '"text" of the record is null' in failure(write(tmp_path, "a.json", '{"text": null}'))
    assert "holds no record" in failure(write(tmp_path, "b.json", "[]"))


def test_blank_fields_of_a_record_are_unknown_and_not_wrong(tmp_path: Path) -> None:
    blank = dict.fromkeys(("id", "title", "publisher", "url", "published", "timezone"), " ") | {"text": STORY}
    found = only(write(tmp_path, "a.json", json.dumps(blank)), published="2024-05-01")
    assert found == only(write(tmp_path, "b.json", json.dumps({"text": STORY})), published="2024-05-01")


# What the caller gives


def test_given_values_fill_only_what_a_record_lacks(tmp_path: Path) -> None:
    lines = '{"text": "a"}\n{"text": "b", "published": "2024-01-02", "publisher": "Q", "timezone": "+03:00"}'
    first, second = reports(
        write(tmp_path, "a.jsonl", lines), published="2020-01-01", publisher="P", timezone="Europe/Kyiv"
    )
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.published, first.publisher, first.timezone) == ("2020-01-01", "P", "Europe/Kyiv")
    assert (second.published, second.publisher, second.timezone) == ("2024-01-02", "Q", "+03:00")


def test_a_header_stands_above_the_given_date(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"date 2024-01-24\n{STORY}")
    assert only(path, published="2020-01-01").published == "2024-01-24"


@pytest.mark.parametrize("given", [{"published": "soon"}, {"timezone": "Nowhere"}])
def test_given_values_that_make_no_sense_raise_at_once(given: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        reports("-", **given)
