"""Which texts are copies of one another: wire copies that outlets print with another headline or without an end."""

from __future__ import annotations

import re
from array import array

from rensa import RMinHash

PERMUTATIONS = 64
"""Values of a signature; the estimate of a share then has a standard error of at most .06."""

COPIED = 0.6
"""Share of the shorter text's shingles that the other has, from which one is a copy: two accounts of one event in words
of their own share some quotations, a tenth or so; copies that were cut and given a new lead share most."""

SHINGLE = 4
"""Words that follow one another and are compared as one."""

_FEWEST = 8  # shingles: of a text that is shorter nothing is told
_SEED = 1
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """The MinHash signature of a text: its number of shingles and the least hash of each permutation, 4 bytes each."""
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    if not shingles:
        return array("I", [0]).tobytes()
    hashed = RMinHash(PERMUTATIONS, _SEED)
    hashed.update([s.encode("utf-8", "surrogatepass") for s in sorted(shingles)])
    return array("I", [len(shingles), *hashed.digest()]).tobytes()


def copied(first: bytes, second: bytes) -> float:
    """The share of the shorter text's shingles that the other text has, estimated; 0 where one is too short."""
    a, b = array("I", first), array("I", second)
    if min(a[0], b[0]) < _FEWEST:
        return 0.0
    jaccard = sum(map(int.__eq__, a[1:], b[1:])) / PERMUTATIONS
    shared = jaccard / (1 + jaccard) * (a[0] + b[0])
    return min(1.0, shared / min(a[0], b[0]))
