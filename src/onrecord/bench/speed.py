"""How fast: words a second over the example stories, cold start, memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from onrecord.records import Report

REPEATS = 4
"""How often the examples are read in one run: some 3,500 words, about two seconds."""

COLD_STARTS = 3  # processes started for each cold figure; the median counts

_COLD_READ = (
    "import onrecord; onrecord.read('Two people were killed, police said.', published='2024-05-01', installed=False)"
)
_COLD_HELP = "import sys; sys.argv = ['onrecord', '--help']; from onrecord.cli import main; main()"
_MEMORY = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second (median, slowest and fastest run), seconds of cold starts, bytes of peak memory.

    ``stages`` are name, milliseconds a word and share of the whole, in the order the stages run.
    """

    words: int
    words_per_second: float
    slowest: float
    fastest: float
    cold_start: float
    help: float
    memory: int
    stages: tuple[tuple[str, float, float], ...]

    def rate(self, *names: str) -> float:
        """Words a second of some stages, as if there were no others."""
        return 1000 / sum(milliseconds for name, milliseconds, _ in self.stages if name in names)


def measure(runs: int) -> Speed:
    """Read the examples over and over in this process, and start fresh processes for the cold figures."""
    from onrecord.api import read_all
    from onrecord.demo import story_reports

    examples = list(story_reports())
    words = REPEATS * sum(len(report.text.split()) for report in examples)
    list(
        read_all(examples, installed=False)
    )  # models and tables are loaded, lemmas are known: what a long run looks like
    rates = []
    for _ in range(runs):
        began = time.perf_counter()
        for _ in range(REPEATS):
            list(read_all(examples, installed=False))
        rates.append(words / (time.perf_counter() - began))
    spent = _by_stage(examples * REPEATS)
    total = sum(spent.values())
    return Speed(
        words=words,
        words_per_second=statistics.median(rates),
        slowest=min(rates),
        fastest=max(rates),
        cold_start=_cold(_COLD_READ),
        help=_cold(_COLD_HELP),
        memory=_memory(),
        stages=tuple((name, 1000 * seconds / words, seconds / total) for name, seconds in spent.items()),
    )


def _by_stage(reports: list[Report]) -> dict[str, float]:
    """Seconds of each stage over the reports, run as ``read_report`` runs them."""
    from onrecord.codebook import load as load_codebook
    from onrecord.gazetteer import load as load_gazetteer
    from onrecord.reading import stages
    from onrecord.settings import Settings

    spent: dict[str, float] = {}
    shared: dict[str, Any] = {
        "codebook": load_codebook(),
        "gazetteer": load_gazetteer(installed=False),
        "settings": Settings(),
    }
    for report in reports:
        results = {**shared, "report": report}
        for stage in stages():
            given = {need: results[need] for need in stage.needs}
            began = time.perf_counter()
            results[stage.name], _ = stage.run(**given)
            spent[stage.name] = spent.get(stage.name, 0.0) + time.perf_counter() - began
    return spent


def _cold(code: str) -> float:
    seconds = []
    for _ in range(COLD_STARTS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def _memory() -> int:
    """Peak memory in bytes of a fresh process that reads all examples."""
    code = (
        f"import onrecord, onrecord.demo as d; list(onrecord.read_all(d.story_reports(), installed=False)); {_MEMORY}"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return int(told) * (1 if sys.platform == "darwin" else 1024)  # macOS tells bytes, Linux kibibytes
