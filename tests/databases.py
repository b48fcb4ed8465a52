"""A PostgreSQL cluster of the tests' own: made in a temporary folder, reached by a socket there, gone afterwards.

Where PostgreSQL or psycopg is not installed the tests that need it are skipped; with the environment's
``ONRECORD_TEST_POSTGRESQL=required`` they fail instead, so that a machine that should have it cannot pass without.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

REQUIRED = "ONRECORD_TEST_POSTGRESQL"
"""The variable that turns a skip into a failure."""

ABSENT = "PostgreSQL is not installed"
NO_DRIVER = "psycopg is not installed"

_FAST = "-c fsync=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=20 -c autovacuum=off"

_WITH_STRATEGY = 150_000  # the first PostgreSQL that can copy files, which is quicker for a small database


def bin_folder() -> Path | None:
    """Where initdb and pg_ctl lie: the newest that Debian installed, else those on the path."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: -float(f.parent.name)):
        if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and shutil.which("pg_ctl") else None


def why_not() -> str | None:
    """What is missing to test with PostgreSQL; none where nothing is."""
    if bin_folder() is None:
        return ABSENT
    return NO_DRIVER if find_spec("psycopg") is None else None


class Cluster:
    """A running cluster; ``database`` makes a fresh database and gives its URL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._bin = bin_folder()
        self._numbers = itertools.count(1)

    def url(self, name: str) -> str:
        """The URL of a database, whether there is one or not."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"ledger_{next(self._numbers)}"
        version = int(self.run("SHOW server_version_num")[0][0])
        self.run(f"CREATE DATABASE {name}" + (" STRATEGY file_copy" if version >= _WITH_STRATEGY else ""))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is connected to it."""
        self.run(f"DROP DATABASE {url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")

    def run(self, statement: str, url: str | None = None) -> list[Any]:
        """The rows of one statement that is run outside of a transaction."""
        import psycopg

        with psycopg.connect(url or self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' {_FAST}"
        log = str(self.folder / "log")
        if not (self.folder / "data").is_dir():
            self.control("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.control("pg_ctl", "-w", "-t", "60", "-l", log, "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop the server: ``fast`` orderly, ``immediate`` as a crash does."""
        self.control("pg_ctl", "-w", "-m", how, "stop")

    def control(self, program: str, *args: str) -> None:
        """Run a program of PostgreSQL, as a user who may: it refuses to run as root."""
        assert self._bin is not None
        command = [str(self._bin / program), "-D", str(self.folder / "data"), *args]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert done.returncode == 0, done.stdout.decode(errors="replace")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster that runs until the end of the context."""
    # Not in pytest's folder: the path of a socket has at most some hundred bytes, and another user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="orpg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        made = Cluster(folder)
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def needed() -> None:
    """Skip the test that runs where PostgreSQL is missing, or fail it where it is required."""
    reason = why_not()
    if reason is not None:
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(f"{reason}, and {REQUIRED}=required", pytrace=False)
        pytest.skip(reason)
