"""Reviewers' decisions: same, apart or unsure, on two mentions; each is a row, and is undone by a later one."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from onrecord.ledger.adding import Memory
from onrecord.ledger.chain import Appender
from onrecord.ledger.decided import INCIDENT, Anchor, mentions_at
from onrecord.ledger.errors import LedgerError, NotFoundError
from onrecord.ledger.gathering import gather
from onrecord.ledger.naming import Naming
from onrecord.ledger.opening import writing
from onrecord.ledger.preparing import Name
from onrecord.ledger.projecting import outdate
from onrecord.ledger.records import Judged
from onrecord.ledger.schema import decisions, mentions, versions

JUDGEMENTS: tuple[Judged, ...] = ("same", "apart", "unsure", "undone")


def decide(
    engine: Engine, first: int, second: int, judgement: Judged, *, reviewer: str, reason: str | None, memory: Memory
) -> tuple[str, ...]:
    """Record a judgement on two mentions (their numbers), and part what it touches anew.

    ``same`` and ``apart`` override what onrecord would have done; ``unsure`` leaves it as it is, and is on record;
    ``undone`` takes an earlier judgement on the two back.

    Returns:
        The incidents that the two mentions are in then.

    Raises:
        LedgerError: the judgement is none of these, or the mentions are one.
        NotFoundError: the ledger has no such mention.
    """
    if judgement not in JUDGEMENTS:
        raise LedgerError(f"judgement {judgement!r} is none: write one of {', '.join(JUDGEMENTS)}")
    if first == second:
        raise LedgerError("the two mentions are one: name two")
    if not reviewer.strip():
        raise LedgerError("a decision needs a reviewer: say who decides")
    with writing(engine) as connection:
        appender = Appender(connection)
        naming = Naming(appender, memory.names)
        anchors = sorted((_anchor(connection, first), _anchor(connection, second)))
        told = [Name("note", None, reviewer), Name("note", None, reason) if reason else None]
        naming.look_up(name for name in told if name is not None)
        appender.begin("decision")
        row = {
            "id": appender.next_id(decisions),
            "attribute": INCIDENT,
            "first_text": anchors[0].text,
            "first_start": anchors[0].start,
            "first_end": anchors[0].end,
            "second_text": anchors[1].text,
            "second_start": anchors[1].start,
            "second_end": anchors[1].end,
            "judgement": judgement,
            "reviewer": naming.id_of(told[0]),
            "reason": naming.id_of(told[1]),
        }
        appender.add(decisions, row)
        appender.seal()
        appender.flush()
        appender.begin("gathering")
        also = {m for anchor in anchors for m in mentions_at(connection, anchor)}
        gathered = gather(appender, memory.sketches, {}, also=also)
        appender.seal()
        appender.flush()
        outdate(connection, gathered.touched)
        found = tuple(dict.fromkeys(gathered.incident_of[m] for m in sorted(also) if m in gathered.incident_of))
    memory.names.update(naming.found)
    return found


def _anchor(connection: Connection, mention: int) -> Anchor:
    row = connection.execute(
        select(versions.c.text_sha256, mentions.c.start, mentions.c.end, mentions.c.linkable)
        .join(versions, versions.c.id == mentions.c.version)
        .where(mentions.c.id == mention)
    ).first()
    if row is None or not row.linkable:
        raise NotFoundError(f"there is no mention {mention} of an incident: onrecord show INCIDENT names them")
    return Anchor(row.text_sha256, row.start, row.end)
