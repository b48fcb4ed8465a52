"""Fixtures that every test may use: the parse of a text, and the whole reading of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable

import pytest

os.environ["ONRECORD_GAZETTEERS"] = tempfile.mkdtemp(prefix="onrecord-tests-")  # nothing that a user has installed

from onrecord.reading.parse import Parse, parse
from onrecord.records import Reading, Report


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Parse]:
    def run(text: str) -> Parse:
        return parse(report=report_of(text))[0]  # type: ignore[no-any-return]

    return run


@pytest.fixture(scope="session")
def reading_of() -> Callable[..., Reading]:
    import onrecord

    return onrecord.read


def report_of(text: str, **given: str | None) -> Report:
    fields = dict.fromkeys(("title", "publisher", "url", "published", "timezone")) | given
    return Report(id="r", text_sha256="", language="en", text=text, **fields)  # type: ignore[arg-type]
