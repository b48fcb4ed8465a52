"""Sorted lines, however many: what does not fit is sorted in runs that lie on disk, merged when they are read."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

RUN = 1_000_000
"""Lines that are held in memory, some 100 MB."""


class Spool:
    """Lines (bytes that end in a newline) that are added in any order and read in order, as often as wanted.

    Args:
        folder: where the runs lie; the caller deletes it.
        run: how many lines are held in memory.
    """

    def __init__(self, folder: Path, run: int = RUN) -> None:
        self._folder, self._run = folder, run
        self._held: list[bytes] = []
        self._runs: list[Path] = []
        self._sorted = True
        self.count = 0

    def add(self, line: bytes) -> None:
        """Add a line."""
        self._held.append(line)
        self._sorted = False
        self.count += 1
        if len(self._held) >= self._run:
            self._held.sort()
            path = self._folder / f"run-{len(self._runs)}"
            with path.open("wb") as stream:
                stream.writelines(self._held)
            self._runs.append(path)
            self._held = []

    def __iter__(self) -> Iterator[bytes]:
        if not self._sorted:
            self._held.sort()
            self._sorted = True
        with ExitStack() as stack:
            yield from heapq.merge(*(stack.enter_context(path.open("rb")) for path in self._runs), self._held)
