"""Fixtures that every test may use: the parse of a text, the whole reading of one, a place for a ledger."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ["ONRECORD_GAZETTEERS"] = tempfile.mkdtemp(prefix="onrecord-tests-")  # nothing that a user has installed

from onrecord.reading.parse import Parse, parse
from onrecord.records import Reading, Report
from tests import databases


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Parse]:
    def run(text: str) -> Parse:
        return parse(report=report_of(text))[0]  # type: ignore[no-any-return]

    return run


@pytest.fixture(scope="session")
def reading_of() -> Callable[..., Reading]:
    import onrecord

    return onrecord.read


@pytest.fixture(scope="session")
def postgresql() -> Iterator[databases.Cluster]:
    """A PostgreSQL server of the tests' own; without PostgreSQL the tests that need it are skipped by name."""
    databases.needed()
    with databases.cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new ledger can be made, in each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    cluster: databases.Cluster = request.getfixturevalue("postgresql")
    url = cluster.database()
    yield url
    cluster.drop(url)


def report_of(text: str, **given: str | None) -> Report:
    fields = dict.fromkeys(("title", "publisher", "url", "published", "timezone")) | given
    return Report(id="r", text_sha256="", language="en", text=text, **fields)  # type: ignore[arg-type]
