"""Word lists written as one text, so that they stay readable in code."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of a text that is separated by white space."""
    return frozenset(text.split())
