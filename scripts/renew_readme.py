"""Put today's output into README.md's example: what `onrecord read` prints for the story that stands above it."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console

import onrecord
from onrecord.cli.view import show

README = Path(__file__).parents[1] / "README.md"
WIDTH = 100  # columns of the example
BLOCKS = re.compile(r"(^```text\n)(.*?)(^```\n)", re.MULTILINE | re.DOTALL)


def printed(story: str) -> str:
    """What is printed, without colour, for a story that begins with a date header."""
    header, _, text = story.partition("\n\n")
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, emoji=False, markup=False, color_system=None)
    show(onrecord.read(text, published=header.removeprefix("date ")), "story.txt", console)
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines()) + "\n"


def renewed(readme: str) -> str:
    """The README with the second of its text blocks printed anew from the first."""
    story, example = list(BLOCKS.finditer(readme))[:2]
    return readme[: example.start(2)] + printed(story[2]) + readme[example.end(2) :]


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
