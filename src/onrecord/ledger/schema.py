"""The tables of a ledger: one schema, in SQLite and in PostgreSQL.

Three kinds of tables, and no table is of two:

- *the record*: rows that no statement updates or deletes (triggers refuse it); each belongs to an entry of the chain
  by ``entry``. They hold no text and no names, so that nothing in them ever needs to be erased.
- *the words*: texts, names, readings as they were made. Rows of the record commit to them by a salted digest, and
  ``ledger redact`` erases them.
- *the indexes*: what is derived from the other two to answer quickly. ``ledger rebuild`` makes them anew.

Instants are whole microseconds since 1970-01-01 UTC (``recorded``, ``published_*``) or whole seconds (``*_from``,
``*_until`` of what happened and what was said; ``until`` is exclusive). Digests are SHA-256, 32 bytes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

VERSION = 1
"""The version of the schema that this code reads and writes (``migrations.py``)."""

APPLICATION_ID = 0x6F6E7263  # "onrc", in the header of an SQLite file: whose file this is

metadata = MetaData()

_INTEGER = BigInteger().with_variant(Integer(), "sqlite")
_REAL: Any = Double().with_variant(REAL(), "sqlite")


def _whole(name: str, *, null: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, _INTEGER, nullable=null, primary_key=key, autoincrement=False)


def _real(name: str) -> Column[Any]:
    return Column(name, _REAL)


def _text(name: str, *, null: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null, primary_key=key)


def _bytes(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, LargeBinary, nullable=null)


def _key(name: str = "id") -> Column[Any]:
    return _whole(name, key=True)


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


migrations = _table("migrations", _key("version"), _whole("applied"))
"""The versions of the schema that this ledger has had, and when each was made."""

# --- the record ---------------------------------------------------------------------------------------------------

entries = _table("entries", _key("seq"), _text("kind"), _whole("recorded"), _bytes("digest"), _bytes("chain"))
"""The chain. ``digest`` is of the entry's rows, ``chain`` of the chain before it with this entry's digest."""

readers = _table("readers", _key(), _whole("entry"), _text("stamp"))
"""What read: JSON with the versions and digests of the code, the models, the codebook and the gazetteer."""

names = _table("names", _key(), _whole("entry"), _text("kind"), _text("country", null=True), _bytes("pledge"))
"""Who holds or did something, and other words that claims are made of; the words themselves are in ``name_words``."""

versions = _table(
    "versions",
    _key(),
    _whole("entry"),
    _text("report"),
    _text("document"),
    _text("digest"),
    _text("text_sha256"),
    _whole("publisher", null=True),
    _whole("agency", null=True),
    _text("published", null=True),
    _whole("published_from", null=True),
    _whole("published_until", null=True),
    _text("timezone", null=True),
    _text("language", null=True),
    _whole("size"),
    _bytes("pledge"),
)
"""One version of one report. ``document`` is the page's key; ``digest`` is of all that the report brings;
``publisher`` is a name, and so is ``agency``, the one that the dateline states; ``size`` is the text's length in code
points; ``pledge`` commits to title, text and URL."""

readings = _table(
    "readings", _key(), _whole("entry"), _whole("version"), _whole("reader"), _whole("warnings"), _bytes("pledge")
)
"""What one reader read in one version; ``pledge`` commits to the whole reading as JSON."""

mentions = _table(
    "mentions",
    _key(),
    _whole("entry"),
    _whole("reading"),
    _whole("version"),
    _text("local"),
    _text("type"),
    _whole("main"),
    _text("realis"),
    _whole("start"),
    _whole("end"),
    _whole("linkable"),
    _real("lat"),
    _real("lon"),
    _whole("place_precision", null=True),
    _text("country", null=True),
    _whole("happened_from", null=True),
    _whole("happened_until", null=True),
    _whole("time_precision", null=True),
    _real("confidence"),
)
"""The canonical event mentions of a reading; ``local`` is the event's id in it, ``start`` and ``end`` its trigger."""

claims = _table(
    "claims",
    _key(),
    _whole("entry"),
    _whole("mention"),
    _text("local"),
    _text("attribute"),
    _text("polarity"),
    _text("certainty"),
    _text("accusation", null=True),
    _text("voice"),
    _whole("holder", null=True),
    _text("statement", null=True),
    _text("act", null=True),
    _text("channel", null=True),
    _whole("said_from", null=True),
    _whole("said_until", null=True),
    _real("low"),
    _real("high"),
    _whole("approximate", null=True),
    _text("unit", null=True),
    _text("category", null=True),
    _whole("part"),
    _text("code", null=True),
    _whole("words", null=True),
    _whole("from_time", null=True),
    _whole("until_time", null=True),
    _real("lat"),
    _real("lon"),
    _whole("precision", null=True),
    _whole("start"),
    _whole("end"),
    _text("conflicts", null=True),
    _real("confidence"),
)
"""The claims of a reading. ``voice`` is author, actor or unknown, ``holder`` the actor's name. A value is, by its
attribute, numbers (``low`` … ``category``; ``part`` is 1 where it is a part of another), ``words`` (a name) with
``code`` (an actor's kind), ``code`` alone (realis, an event type), a time (``from_time`` … ``precision``) or a place
(``code`` is the gazetteer's id, ``words`` its name). ``start`` and ``end`` are the first words of its evidence."""

corrections = _table(
    "corrections",
    _key(),
    _whole("entry"),
    _whole("reading"),
    _whole("start"),
    _whole("end"),
    _text("attribute", null=True),
    _real("wrong_low"),
    _real("wrong_high"),
    _real("right_low"),
    _real("right_high"),
    _text("claims"),
)
"""Passages in which a report corrects itself; ``claims`` are the local ids of the claims that it touches. The numbers
are known where the correction is of a number."""

links = _table(
    "links",
    _key(),
    _whole("entry"),
    _whole("first"),
    _whole("second"),
    _whole("rules"),
    _real("score"),
    _text("reasons"),
)
"""Scored comparisons of two mentions, by which version of the rules, with the reasons: JSON ``[[rule, weight, span,
span], …]``."""

incidents = _table("incidents", _key("number"), _whole("entry"), _text("id"), _whole("founder"))
"""Ids of incidents, each minted once, for the mention that founded it."""

memberships = _table("memberships", _key(), _whole("entry"), _whole("mention"), _text("incident"))
"""Which incident a mention belongs to; the last row of a mention holds."""

redirects = _table("redirects", _key(), _whole("entry"), _text("incident"), _text("into", null=True))
"""Where an incident's mentions went when it was merged; null: it stands by itself again. The last row holds."""

decisions = _table(
    "decisions",
    _key(),
    _whole("entry"),
    _text("attribute"),
    _text("first_text"),
    _whole("first_start"),
    _whole("first_end"),
    _text("second_text"),
    _whole("second_start"),
    _whole("second_end"),
    _text("judgement"),
    _whole("reviewer"),
    _whole("reason", null=True),
)
"""A reviewer's judgement on two mentions, anchored to digests of texts and to spans: same, apart, unsure, undone.
The last row on a pair holds. ``attribute`` is what was judged ("incident"). Reviewer and reason are names."""

tombstones = _table(
    "tombstones",
    _key(),
    _whole("entry"),
    _text("target"),
    _whole("row"),
    _bytes("was"),
    _bytes("pledge", null=True),
    _whole("reason"),
    _whole("by", null=True),
)
"""What was erased: ``target`` is the table of the record (versions, readings, names) and ``row`` its row; ``was`` is
the pledge before, ``pledge`` that of what is left (null: nothing). Reason and ``by`` are names."""

RECORD: tuple[Table, ...] = (
    entries, readers, names, versions, readings, mentions, claims, corrections, links, incidents, memberships,
    redirects, decisions, tombstones,
)  # fmt: skip
"""The tables of the record, which triggers keep from being changed."""

# --- the words ----------------------------------------------------------------------------------------------------

name_words = _table(
    "name_words", _key("name"), _bytes("salt"), _text("words"), _text("role", null=True), _text("folded")
)
"""The words of a name, what the report calls it ("regional governor"), and the key under which it is found."""

texts = _table(
    "texts", _key("version"), _bytes("salt"), _bytes("title", null=True), _bytes("body"), _bytes("url", null=True)
)
"""Title, text and URL of a version, as UTF-8 (lone surrogates passed through)."""

reading_bodies = _table("reading_bodies", _key("reading"), _bytes("salt"), _bytes("body"))
"""A reading as JSON without its report, compressed (zlib)."""

WORDS: tuple[Table, ...] = (name_words, texts, reading_bodies)
"""The tables from which ``ledger redact`` erases."""

# --- the indexes --------------------------------------------------------------------------------------------------

sketches = _table("sketches", _key("mention"), _text("anchor"), _text("body"))
"""What linking knows of a mention (``linking.Sketch`` as JSON)."""

blocks = _table("blocks", _whole("key"), _whole("mention"))
"""Blocking keys, hashed to 63 bits: mentions that share one are compared."""

current_members = _table("current_members", _key("mention"), _text("incident"))
"""The incident of each mention of a current reading, as of now."""

current_incidents = _table(
    "current_incidents",
    _text("id", key=True),
    _text("type"),
    _whole("main"),
    _text("title"),
    _whole("happened_from", null=True),
    _whole("happened_until", null=True),
    _real("lat"),
    _real("lon"),
    _whole("place_precision", null=True),
    _text("country", null=True),
    _text("place", null=True),
    _whole("reports"),
    _whole("origins"),
    _whole("killed_low", null=True),
    _whole("killed_high", null=True),
    _whole("injured_low", null=True),
    _whole("injured_high", null=True),
    _text("standing"),
    _text("standings"),
    _whole("first_published", null=True),
    _whole("last_published", null=True),
    _whole("recorded"),
)
"""What ``incidents`` prints, a row an incident."""

stale_incidents = _table("stale_incidents", _text("id", key=True))
"""Incidents of which something changed since their row in ``current_incidents`` was made."""

signatures = _table("signatures", _key("version"), _bytes("body"))
"""MinHash signatures of the versions' texts: which of them are copies."""

INDEXES: tuple[Table, ...] = (sketches, blocks, current_members, current_incidents, stale_incidents, signatures)
"""Tables that ``ledger rebuild`` empties and fills anew."""

for _columns in (
    (readers.c.stamp,),
    (versions.c.digest,),
    (versions.c.document,),
    (versions.c.report,),
    (versions.c.text_sha256,),
    (readings.c.version,),
    (mentions.c.reading,),
    (mentions.c.version,),
    (claims.c.mention,),
    (claims.c.holder,),
    (claims.c.words,),
    (corrections.c.reading,),
    (links.c.first,),
    (links.c.second,),
    (incidents.c.id,),
    (memberships.c.mention,),
    (memberships.c.incident,),
    (redirects.c.incident,),
    (redirects.c.into,),
    (decisions.c.first_text,),
    (decisions.c.second_text,),
    (tombstones.c.row,),
    (name_words.c.folded,),
    (sketches.c.anchor,),
    (blocks.c.key, blocks.c.mention),
    (blocks.c.mention,),
    (current_members.c.incident,),
    (current_incidents.c.happened_from,),
    (current_incidents.c.last_published,),
):
    Index(f"by_{_columns[0].table.name}_{_columns[0].name}", *_columns)
