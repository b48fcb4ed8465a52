"""A process of its own that adds readings and confirms each, to be killed, starved of disk or set beside another."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from onrecord.ledger import Added, Ledger, LedgerError
from onrecord.records import Reading
from tests.ledger_readings import READER, many

ALL = 1_000
"""Reports that are added while the process is killed."""


@lru_cache(maxsize=4)
def readings(number: int) -> tuple[Reading, ...]:
    return tuple(many(number))


def add_all(url: str, pipe: Connection, number: int, start: int, stop: int, batch: int, seed: int | None) -> None:
    """Wait for a word, add some of the readings, shuffled if there is a seed, and confirm each; then "done"."""
    some = list(readings(number)[start:stop])
    if seed is not None:
        random.Random(seed).shuffle(some)
    pipe.recv()
    try:
        with Ledger(url) as ledger:
            for added in ledger.adding(some, reader=READER, batch=batch):
                pipe.send(added)
        pipe.send("done")
    except LedgerError as error:
        pipe.send(error)


class Adder:
    """A process that adds; ``confirmed`` gives what it confirmed, until it is done or dead."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self._pipe = process, pipe
        self.failure: LedgerError | None = None
        self.done = False

    def go(self) -> None:
        self._pipe.send("go")

    def confirmed(self) -> Iterator[Added]:
        while True:
            try:
                said: Any = self._pipe.recv()
            except (EOFError, ConnectionResetError):
                return
            if isinstance(said, LedgerError):
                self.failure = said
                return
            if said == "done":
                self.done = True
                return
            yield said

    def kill(self) -> list[Added]:
        """Kill -9; what it had confirmed before and nobody had read."""
        self.process.kill()
        self.process.join()
        return list(self.confirmed())


class Adders:
    """Starts processes that add, forked from one that has imported all and holds no connection."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._started: list[BaseProcess] = []

    def start(
        self,
        url: str,
        number: int = ALL,
        start: int = 0,
        stop: int | None = None,
        *,
        batch: int = 16,
        seed: int | None = None,
    ) -> Adder:
        ours, theirs = self._context.Pipe()
        args = (url, theirs, number, start, stop if stop is not None else number, batch, seed)
        process = self._context.Process(target=add_all, args=args, daemon=True)
        process.start()
        theirs.close()
        self._started.append(process)
        return Adder(process, ours)

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.join()


@contextmanager
def adders() -> Iterator[Adders]:
    """Processes that add; those that are left are ended with the context."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__name__}_warm"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)  # of the process that is forked
    made = Adders(context)
    try:
        yield made
    finally:
        made.end()
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
