"""Put today's output into README.md's examples: what `onrecord read` prints for the story that stands above it, and
how `onrecord demo` begins.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console, RenderableType

import onrecord
from onrecord.cli import incident_list, incident_view
from onrecord.cli.demo import MOMENTS
from onrecord.cli.view import show
from onrecord.demo import example_reports

README = Path(__file__).parents[1] / "README.md"
WIDTH = 100  # columns of the examples
BLOCKS = re.compile(r"(^```text\n)(.*?)(^```\n)", re.MULTILINE | re.DOTALL)


def plain() -> tuple[Console, io.StringIO]:
    """A console without colour, and what is printed on it."""
    out = io.StringIO()
    return Console(file=out, width=WIDTH, highlight=False, emoji=False, markup=False, color_system=None), out


def trimmed(out: io.StringIO) -> str:
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines()) + "\n"


def printed(story: str) -> str:
    """What is printed, without colour, for a story that begins with a date header."""
    header, _, text = story.partition("\n\n")
    console, out = plain()
    show(onrecord.read(text, published=header.removeprefix("date ")), "story.txt", console)
    return trimmed(out)


def on_record() -> tuple[str, str]:
    """How the incident of the nine reports is shown at first, and how the record of it grew."""
    with tempfile.TemporaryDirectory() as folder, onrecord.Ledger(Path(folder) / "example.db") as ledger:
        id = ledger.add(example_reports())[0].incident or ""
        glance, shown = plain()
        print_all(incident_view.glance(ledger.incident(id), WIDTH), glance)
        grown, listed = plain()
        for moment in (*MOMENTS, None):
            grown.print(f"$ onrecord incidents{f' --as-of {moment}' if moment else ''}", soft_wrap=True)
            incident_list.show([r for r in ledger.incidents(as_of=moment) if r.id == id], "", (), grown)
    return trimmed(shown), trimmed(listed)


def print_all(parts: Iterable[RenderableType], console: Console) -> None:
    for part in parts:
        console.print(part, width=WIDTH)


def renewed(readme: str) -> str:
    """The README with its text blocks, but the first, printed anew: the second from the first."""
    story, *examples = BLOCKS.finditer(readme)
    for example, now in reversed(list(zip(examples, (printed(story[2]), *on_record()), strict=True))):
        readme = readme[: example.start(2)] + now + readme[example.end(2) :]
    return readme


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
