"""Event types and their triggers from the codebook's entries.

A trigger is written as its lemma, then ``+word`` for each lemma of which one must stand with it, and ``-word`` for
each that must not: ``hit +missile +drone -record``. ``+@name`` and ``-@name`` bring in a named set of words. A role is
written as its name, ``!`` after it where it is required, and `` = `` before a description of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from onrecord.codebook.records import EventType, RoleSpec, Trigger, TriggerPos
from onrecord.codebook.schemes import ACLED_TYPE, CAMEO, PLOVER, ROLES, UCDP
from onrecord.codebook.source import Entry

Sets = Mapping[str, tuple[str, ...]]

_FIELDS: tuple[tuple[str, TriggerPos], ...] = (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective"))
_EVERYWHERE = ("place", "time")  # roles that every event type has
_WEIGHTS = tuple(str(n) for n in range(1, 11))


def event_type(entry: Entry, *, families: Mapping[str, str], roles: Mapping[str, str], sets: Sets) -> EventType:
    """One event type from its entry.

    Raises:
        CodebookError: a field is missing, unknown, or has a value outside its closed list.
    """
    made = EventType(
        id=entry.id,
        label=entry.text("label"),
        definition=entry.text("definition"),
        family=entry.choice("family", tuple(families)),
        weight=int(entry.choice("weight", _WEIGHTS)),
        triggers=_triggers(entry, sets),
        roles=_roles(entry, roles),
        acled=_acled(entry),
        ucdp=entry.choice("ucdp", UCDP, "") or None,
        plover=_plover(entry),
        cameo=entry.choice("cameo", tuple(CAMEO), "") or None,
        toll=entry.flag("toll"),
        related=entry.words("related"),
    )
    entry.done()
    return made


def _triggers(entry: Entry, sets: Sets) -> tuple[Trigger, ...]:
    found: list[Trigger] = []
    for field, pos in _FIELDS:
        for written in entry.words(field):
            trigger = _trigger(entry, written, pos, sets)
            found.append(trigger)
    if not found:
        raise entry.error("it has no trigger", "write verbs:, nouns: or adjectives: with at least one word")
    return tuple(found)


def _trigger(entry: Entry, written: str, pos: TriggerPos, sets: Sets) -> Trigger:
    if " +" not in written and " -" not in written and written.islower():
        return Trigger(written, pos)
    words: list[str] = []
    needed: list[str] = []
    forbidden: list[str] = []
    for word in written.split():
        if word[0] == "+":
            needed.append(word[1:])
        elif word[0] == "-":
            forbidden.append(word[1:])
        else:
            words.append(word)
    lemma = " ".join(words)
    if not lemma or lemma != lemma.lower():
        raise entry.error(f"the trigger {written!r} has no lower-case lemma", "write lemma +needed -forbidden")
    both = set(needed) & set(forbidden)
    if both:
        raise entry.error(f"{min(both)!r} is both needed and forbidden by {written!r}", "delete one")
    unless = _conditions(entry, forbidden, sets)
    needs = tuple(word for word in _conditions(entry, needed, sets) if word not in unless)
    if needed and not needs:
        raise entry.error(f"all that {written!r} needs is forbidden by it", "delete some of it")
    return Trigger(lemma, pos, needs, unless)


def _conditions(entry: Entry, words: list[str], sets: Sets) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in words:
        if not word.startswith("@"):
            found[word] = None
        elif word[1:] in sets:
            found.update(dict.fromkeys(sets[word[1:]]))
        else:
            raise entry.error(f"there is no set {word[1:]!r}", "define it under sets: or mend its spelling")
    return tuple(found)


def _roles(entry: Entry, known: Mapping[str, str]) -> tuple[RoleSpec, ...]:
    found: dict[str, RoleSpec] = {}
    for written in (*entry.words("roles"), *_EVERYWHERE):
        name, _, description = written.partition(" = ")
        role = name.removesuffix("!")
        if role not in ROLES:
            raise entry.error(f"role {role!r} is unknown", "write one of " + ", ".join(ROLES))
        if role not in found:
            found[role] = RoleSpec(role, name.endswith("!"), description or known[role])
    return tuple(found.values())


def _acled(entry: Entry) -> tuple[str, str] | None:
    sub = entry.choice("acled", tuple(ACLED_TYPE), "")
    return (ACLED_TYPE[sub], sub) if sub else None


def _plover(entry: Entry) -> tuple[str, str | None] | None:
    written = entry.text("plover", "")
    if not written:
        return None
    kind, _, mode = written.partition(" ")
    if kind not in PLOVER:
        raise entry.error(f"plover type {kind!r} is unknown", "write one of " + ", ".join(PLOVER))
    if mode and mode not in PLOVER[kind]:
        modes = ", ".join(PLOVER[kind]) or "none"
        raise entry.error(f"plover {kind} has no mode {mode!r}", f"its modes: {modes}")
    return kind, mode or None


def trigger_index(
    events: Sequence[EventType],
) -> dict[tuple[str, str], tuple[tuple[Trigger, EventType], ...]]:
    """Triggers by part of speech and word: the first of a verb's lemma, else the last; those with ``needs`` first."""
    index: dict[tuple[str, str], list[tuple[Trigger, EventType]]] = {}
    for kind in events:
        for trigger in kind.triggers:
            words = trigger.lemma.split()
            index.setdefault((trigger.pos, words[0 if trigger.pos == "verb" else -1]), []).append((trigger, kind))
    for rows in index.values():
        # Longer phrases before their parts, conditions before defaults; the sort is stable, so file order breaks ties.
        rows.sort(key=lambda row: (-len(row[0].lemma.split()), not row[0].needs, not row[0].unless))
    return {key: tuple(rows) for key, rows in index.items()}


def ambiguous(first: Trigger, second: Trigger) -> bool:
    """Whether two triggers of one lemma could both hold, with nothing in their conditions to tell them apart.

    A trigger without ``needs`` is the default beside one that has them. Two defaults are ambiguous, and so are two
    whose ``needs`` share a word that neither forbids.
    """
    if bool(first.needs) != bool(second.needs):
        return False
    if not first.needs:
        return True
    return bool(set(first.needs) & set(second.needs) - set(first.unless) - set(second.unless))


def check_triggers(events: Sequence[tuple[Entry, EventType]], shared: Mapping[str, Entry]) -> None:
    """Each trigger tells of one type, unless it is declared as shared.

    Raises:
        CodebookError: two types have a trigger that nothing tells apart, or a declaration is not needed.
    """
    by_lemma: dict[tuple[str, str], list[tuple[Entry, EventType, Trigger]]] = {}
    for entry, kind in events:
        for trigger in kind.triggers:
            by_lemma.setdefault((trigger.pos, trigger.lemma), []).append((entry, kind, trigger))
    used: set[str] = set()
    for (pos, lemma), rows in by_lemma.items():
        for (_, one, a), (entry, other, b) in combinations(rows, 2):
            if not ambiguous(a, b):
                continue
            if one is other:
                raise entry.error(f"it has the {pos} {lemma!r} twice, with conditions that overlap", "join the two")
            name = f"{pos} {lemma}"
            if name not in shared:
                raise entry.error(
                    f"the {pos} {lemma!r} is also a trigger of {one.id}, and nothing tells the two apart",
                    f"give one of them +needed or -forbidden words, or declare '{name}' under shared:",
                )
            used.add(name)
    for name, entry in shared.items():
        if name not in used:
            raise entry.error("no two types share it", "delete it from shared:")


def check_related(events: Sequence[tuple[Entry, EventType]]) -> dict[str, tuple[str, ...]]:
    """The related types of each type, both ways whichever way they are written.

    Raises:
        CodebookError: a related type does not exist, or is the type itself.
    """
    known = {kind.id for _, kind in events}
    found: dict[str, dict[str, None]] = {kind.id: dict.fromkeys(kind.related) for _, kind in events}
    for entry, kind in events:
        for other in kind.related:
            if other not in known or other == kind.id:
                raise entry.error(f"related type {other!r} is not another event type", "mend or delete it")
            found[other][kind.id] = None
    return {name: tuple(others) for name, others in found.items()}
