"""Reports that were found by their words, made to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.dates import instant
from onrecord.cli.incident_words import one_line
from onrecord.cli.view import MAX_WIDTH
from onrecord.ledger.records import Found
from onrecord.notice import UNVERIFIED


def show(found: Sequence[Found], words: str, asked: str, more: str, out: Console) -> None:
    """Print the reports, the words that were looked for in bold."""
    width = min(out.width, MAX_WIDTH)
    if asked:
        out.print(Text(f"Reports {asked}\n", "yellow"), width=width)
    for one in found:
        for part in (heading(one), Padding(_marked(one.excerpt, words), (0, 0, 1, 2))):
            out.print(part, width=width)
    if not found:
        out.print(Text("No report on record has all these words.", "dim"))
        return
    out.print(Text("\n".join(filter(None, (more, UNVERIFIED))), "dim"), width=width)


def heading(one: Found) -> Text:
    """A report in two lines: publisher, date and incidents, then its title."""
    told = Text.assemble((one_line(one.publisher) if one.publisher else "publisher not named", "cyan"))
    told.append(f"  {instant(one.published)}", "dim")
    for incident in one.incidents:
        told.append("  ").append(incident, "cyan")
    return told.append(f"\n{one_line(one.title)}" if one.title else "", "bold")


def _marked(excerpt: str, words: str) -> Text:
    text = Text(one_line(excerpt))
    for word in re.findall(r"\w+", words):
        text.highlight_regex(rf"(?i)\b{re.escape(word[: max(4, len(word) - 2)])}\w*", "bold")
    return text
