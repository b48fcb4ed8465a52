"""The program as a person runs it: formats, files good and bad, exit codes, quiet ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from onrecord._version import __version__
from onrecord.contract import json_schema

STORY = "Two people were killed in shelling in Kupiansk on Tuesday, governor Ivan Petrenko said.\n"
PROGRAM = [sys.executable, "-c", "from onrecord.cli import main; main()"]


def run(*args: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return subprocess.run(
        [*PROGRAM, *args],
        input=stdin,
        capture_output=True,
        env={**surroundings, **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "story.txt"
    path.write_text(f"date 2024-05-01\n\n{STORY}", encoding="utf-8")
    return path


def test_in_a_pipe_the_reading_is_one_line_of_json(story: Path) -> None:
    done = run("read", str(story))
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = done.stdout.decode().splitlines()
    reading = json.loads(line)
    jsonschema.Draft202012Validator(json_schema()).validate(reading)
    assert (reading["report"]["text"], reading["report"]["published"]) == (STORY, "2024-05-01")


def test_the_program_prints_what_the_api_gives(story: Path) -> None:
    import onrecord

    assert run("read", str(story)).stdout.decode() == onrecord.read(STORY, published="2024-05-01").to_json() + "\n"


def test_json_is_utf_8_whatever_the_locale() -> None:
    record = json.dumps({"text": "Президент said “no”. Céline agreed that it was not the right time for the army."})
    done = run("read", "-", stdin=record.encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout.decode("utf-8"))["report"]["text"].startswith("Президент")
    assert "Президент" in done.stdout.decode("utf-8")


def test_the_text_format_is_plain_in_a_pipe_and_coloured_on_demand(story: Path) -> None:
    plain = run("read", str(story), "--format", "text")
    assert b"\x1b" not in plain.stdout and b"Machine-read, unverified" in plain.stdout
    coloured = run("read", str(story), "--format", "text", FORCE_COLOR="1", TERM="xterm-256color")
    assert b"\x1b[" in coloured.stdout
    neither = run("read", str(story), "--format", "text", NO_COLOR="1", FORCE_COLOR="1", TERM="xterm-256color")
    assert not re.search(rb"\x1b\[[\d;]*3[0-7]", neither.stdout) and "‹speaker›".encode() in neither.stdout


def test_given_options_reach_the_report() -> None:
    done = run(
        "read", "-", "--published", "2024-05-01", "--timezone", "Europe/Kyiv", "--publisher", "The Wire",
        "--format", "json", stdin=STORY.encode(),
    )  # fmt: skip
    report = json.loads(done.stdout)["report"]
    assert (report["published"], report["timezone"], report["publisher"]) == ("2024-05-01", "Europe/Kyiv", "The Wire")


def test_one_bad_file_is_told_and_the_rest_are_read(story: Path, tmp_path: Path) -> None:
    binary = tmp_path / "picture.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("read", str(binary), str(story), str(tmp_path / "missing.txt"), str(story))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert b"picture.txt: this is an image" in done.stderr and b"missing.txt: there is no such file" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("read",),
        ("read", "x", "--published", "yesterday"),
        ("read", "x", "--timezone", "Mars/Olympus"),
        ("read", "x", "--format", "xml"),
        ("reed",),
        ("bench", "speed", "--runs", "0"),
    ],
)
def test_wrong_commands_are_told_with_exit_code_2(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.returncode == 2 and done.stderr and b"Traceback" not in done.stderr


def test_version_schema_and_stages_are_printed() -> None:
    assert run("--version").stdout.decode() == f"onrecord {__version__}\n"
    assert json.loads(run("schema").stdout) == json_schema()
    from onrecord.reading import stages

    told = run("stages", COLUMNS="240").stdout.decode()
    for stage in stages():
        assert stage.name in told and stage.question in told


def test_the_demo_shows_nine_reports_on_record_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = run("demo", TMPDIR=str(tmp_path))
    told = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    for part in ("What contradicts", "What was corrected", "How the record grew", "What to try next"):
        assert part in told
    assert "8 reports in 9 versions" in told and "Machine-read, unverified" in told
    assert not list(tmp_path.glob("onrecord-*"))


def test_the_reports_of_one_incident_can_be_saved(tmp_path: Path) -> None:
    from onrecord.demo import example_names

    done = run("demo", "--save", str(tmp_path / "examples"))
    assert done.returncode == 0
    assert sorted(p.name for p in (tmp_path / "examples").iterdir()) == [*example_names(), "README.md"]
    assert run("demo", "--save", "/dev/null/x").returncode == 2


def test_help_teaches_with_examples() -> None:
    assert b"onrecord demo" in run("--help").stdout
    assert b"onrecord read story.txt --published" in run("read", "--help").stdout


def test_help_loads_neither_the_parser_nor_numbers() -> None:
    program = "import sys; from onrecord.cli import main\ntry: main()\nfinally: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, check=False)
    assert b"'onrecord.cli'" in done.stdout
    for heavy in (b"'spacy'", b"'numpy'", b"'pydantic'", b"'yaml'", b"'onrecord.reading.parse'"):
        assert heavy not in done.stdout, heavy


def written(terminal: int) -> str:
    """All that was written to a terminal; it gives a few kilobytes at a time."""
    told = b""
    try:
        while piece := os.read(terminal, 65536):
            told += piece
    except OSError:  # the other side is closed and all is read
        pass
    return told.decode()


def test_several_files_show_a_bar_on_the_terminal_and_leave_the_output_alone(story: Path) -> None:
    import pty

    terminal, side = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, "read", str(story), "missing.txt", str(story)],
        stdout=subprocess.PIPE, stderr=side, env={**os.environ, "TERM": "xterm"}, timeout=120, check=False,
    )  # fmt: skip
    os.close(side)
    told = written(terminal)
    assert done.returncode == 1 and len([json.loads(line) for line in done.stdout.splitlines()]) == 2
    assert "3/3" in told and "missing.txt: there is no such file" in told


def test_a_reader_that_goes_away_is_no_error(story: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$@" | true', "-", *PROGRAM, "read", *[str(story)] * 300],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("redirection", "code", "told"),
    [
        (">/dev/full", 1, "onrecord: the output cannot be written"),
        (">&-", 0, ""),
        ("2>&-", 0, ""),
        ("- <&-", 1, "onrecord: standard input: there is no standard input"),
    ],
)
def test_closed_and_full_streams_leave_no_trace(story: Path, redirection: str, code: int, told: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"$@" {redirection}', "-", *PROGRAM, "read", str(story)],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == code and done.stderr.decode().startswith(told)
    assert b"Traceback" not in done.stderr and done.stderr.count(b"\n") <= 1


def test_ctrl_c_ends_without_a_trace() -> None:
    process = subprocess.Popen([*PROGRAM, "read", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.0)  # it now waits for standard input
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130 and told == b""
