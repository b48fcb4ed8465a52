"""What a person may use is documented, and what is documented exists."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.main import get_command

from onrecord import ledger, records
from onrecord.cli.app import app
from onrecord.contract import CLAIM_VALUES, json_schema
from onrecord.ledger.asjson import keys_of
from onrecord.reading import stages
from onrecord.reading.warnings import CODES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = ("pip install . && onrecord demo", "pip install -e '.[test]' && pytest")
STAGE_PAGES = {
    "closely": "reader-model",
    "predicates": "factuality",
    "attributions": "statements",
    "encoding": "reader-model",
    "view": "places",
}  # where the page is not named as the stage is


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """The text below each heading, by heading."""
    parts = re.split(r"^#{1,3} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchors(text: str) -> set[str]:
    """What a link can lead to: headings, as they are turned into anchors, and anchors of HTML."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {h.lower().replace(" ", "-") for h in headings} | set(re.findall(r"<a id=\"([^\"]+)\"", text))


def commands(command: Any, path: str = "onrecord") -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(commands(get_command(app)))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path: str) -> None:
    section = sections(page("cli"))[path]
    for parameter in COMMANDS[path].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"{option} of {path}"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_documented_option_exists(path: str) -> None:
    known = {o for p in COMMANDS[path].params for o in p.opts} | {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)", sections(page("cli"))[path])) <= known


def test_every_documented_command_exists() -> None:
    told = {h for h in sections(page("cli")) if h.startswith("onrecord ")}
    assert told == set(COMMANDS)


def test_every_command_explains_itself() -> None:
    for path, command in COMMANDS.items():
        assert command.help, path
        assert all(p.help for p in command.params if p.name != "help"), path


RECORDS = [r for r in vars(records).values() if dataclasses.is_dataclass(r)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_every_field_is_documented_in_the_contract(record: Any) -> None:
    assert keys(sections(page("contract"))[record.__name__]) == [f.name for f in dataclasses.fields(record)]


def keys(section: str) -> list[str]:
    """The keys that the tables of a section tell, in their order."""
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])]


ANSWERS = [
    ledger.Added, ledger.Change, ledger.ClaimChange, ledger.CorrectionOnRecord, ledger.Estimate, ledger.Found,
    ledger.Held, ledger.Holder, ledger.Incident, ledger.IncidentRow, ledger.Origin, ledger.Place, ledger.Position,
    ledger.ReportOnRecord, ledger.Revision, ledger.Standing, ledger.Value,
]  # fmt: skip


@pytest.mark.parametrize("record", ANSWERS, ids=lambda r: r.__name__)
def test_every_key_of_the_ledger_s_answers_is_documented(record: Any) -> None:
    assert tuple(keys(sections(page("ledger-json"))[record.__name__])) == keys_of(record)


def test_every_attribute_of_claims_is_documented_with_its_value() -> None:
    rows = [line.split("|") for line in sections(page("contract"))["Values of claims"].splitlines() if "`" in line]
    told = {
        name: set(re.findall(r"`(\w+)`:|`(\w+)`,", row[2])) for row in rows for name in re.findall(r"`(\w+)`", row[1])
    }
    assert set(told) == set(CLAIM_VALUES)
    for name, schema in CLAIM_VALUES.items():
        assert {a or b for a, b in told[name]} == set(schema["properties"]), name


def test_every_warning_is_documented() -> None:
    told = re.findall(r"^\| (W\d+) \|", page("warnings"), flags=re.MULTILINE)
    assert told == list(CODES)


@pytest.mark.parametrize("stage", [s.name for s in stages()])
def test_every_stage_has_a_page(stage: str) -> None:
    name = STAGE_PAGES.get(stage, stage)
    assert page(name).startswith("# ")
    assert f"({name}.md)" in page("index")


def test_links_between_pages_lead_somewhere() -> None:
    for source in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)\s]+)\)", source.read_text(encoding="utf-8")):
            if "://" in target:
                continue
            file, _, anchor = target.partition("#")
            found = (source.parent / file) if file else source
            assert found.exists(), f"{source.name}: {target}"
            if anchor:
                assert anchor in anchors(found.read_text(encoding="utf-8")), f"{source.name}: {target}"


def test_the_readme_has_the_two_commands_and_ci_runs_them() -> None:
    lines = README.splitlines()
    for command in SET_UP:
        assert command in lines
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert r"pip install \. && onrecord demo" in ci and r"pip install -e '\.\[test\]' && pytest" in ci


def test_the_readme_says_what_onrecord_is_not_for() -> None:
    told = " ".join(README.split())
    for words in ("not a warning system", "not for targeting or life-safety decisions", "machine-read and unverified"):
        assert words in told


def test_the_readme_s_example_is_what_onrecord_prints() -> None:
    spec = importlib.util.spec_from_file_location("renew_readme", ROOT / "scripts" / "renew_readme.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.renewed(README) == README, "renew it: python scripts/renew_readme.py"


@pytest.mark.parametrize("file", ["README.md", "docs/tutorial.md"])
def test_the_python_examples_run(
    file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where their ledgers may lie
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    known = {"text": "Two people were killed in Kupiansk on Tuesday, the governor said."}
    for block in blocks:
        exec(block, known)
    assert capsys.readouterr().out


def test_the_tutorial_s_claim_follows_the_schema() -> None:
    (example,) = re.findall(r"^```json\n(.*?)^```", page("tutorial"), re.MULTILINE | re.DOTALL)
    schema = json_schema()
    jsonschema.Draft202012Validator({**schema["$defs"]["Claim"], "$defs": schema["$defs"]}).validate(
        json.loads(example)
    )
