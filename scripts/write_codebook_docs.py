"""Write docs/codebook.md, the codebook reference, from the codebook's YAML. Run it after any change there."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from onrecord.codebook import Codebook, EventType, Trigger, load
from onrecord.codebook.schemes import CAMEO

PAGE = Path(__file__).resolve().parents[1] / "docs" / "codebook.md"

INTRODUCTION = """\
# Codebook

<!-- Written by scripts/write_codebook_docs.py from src/onrecord/codebook/*.yaml. Change those and run it again. -->

The codebook is the vocabulary that onrecord reads with: which events there are and which words tell of them, what
becomes of people, which words report what somebody says, through which channels, and who the speakers are. It is data:
to add a type or a word, add lines to a YAML file in `src/onrecord/codebook/`. When a file is wrong, loading stops with
a message that names the file, the line, the entry, what is wrong and how to mend it.

## How to read an event type

- **Triggers** are lemmas. One with further words in brackets counts only with one of them beside it (*with*) or only
  with none of them (*not with*): among its subject, objects, modifiers and prepositional phrases. Where several types
  share a word, the longest phrase wins, then the one whose conditions hold, then the one without conditions. Words
  with @ are sets, listed after the types.
- **Roles** marked * are expected; a mention without them is a weak one. Every type has a place and a time.
- **Weight** (1–10) says how likely an event of the type is what a report is about.
- **Counterparts** are those in ACLED, UCDP, PLOVER and CAMEO. They are what the type maps to when nothing more is
  known: UCDP's type of violence and some ACLED sub-event types depend on who acted, and an export that knows the actors
  may choose another. A dash means that the other codebook has no counterpart (ACLED has no accidents and no quakes).
- **Related** types are those whose mentions may be of the same event: a report calls one event an attack, a strike and
  an explosion.

What it cannot do: a trigger is a word, and a word in an unforeseen sense is read wrongly; the conditions keep the
common mistakes out, not all. `casualties` and `damage` stand for harm whose cause the passage does not tell.
"""


def page(codebook: Codebook) -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_events(codebook), *_people(codebook), *_cues(codebook), *_names(codebook)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _events(codebook: Codebook) -> Iterator[str]:
    families = codebook.families
    by_family: dict[str, list[EventType]] = defaultdict(list)
    for kind in codebook.events.values():
        by_family[kind.family].append(kind)
    rows = [
        f"| {families[family]} | {', '.join(f'[{k.label}](#{_anchor(k)})' for k in kinds)} |"
        for family, kinds in sorted(by_family.items(), key=lambda item: list(families).index(item[0]))
    ]
    yield f"## Event types ({len(codebook.events)})\n\n| family | types |\n| --- | --- |\n" + "\n".join(rows)
    for family in families:
        for kind in by_family[family]:
            yield _event(kind, codebook.sets)
    words_of = [(f"@{name}", ", ".join(words)) for name, words in codebook.sets.items()]
    yield "## Sets of words in conditions\n\n" + _table("set | words", words_of)


def _anchor(kind: EventType) -> str:
    return f"event-{kind.id}"


def _event(kind: EventType, sets: Mapping[str, tuple[str, ...]]) -> str:
    acled = " / ".join(kind.acled) if kind.acled else "–"
    plover = " ".join(part for part in kind.plover if part) if kind.plover else "–"
    cameo = f"{kind.cameo} {CAMEO[kind.cameo]}" if kind.cameo else "–"
    lines = [
        f'<a id="{_anchor(kind)}"></a>\n\n### {kind.label} (`{kind.id}`)\n\n{kind.definition}\n',
        f"- ACLED: {acled} · UCDP: {kind.ucdp or '–'} · PLOVER: {plover} · CAMEO: {cameo}",
        f"- Weight {kind.weight} · casualties: {'yes' if kind.toll else 'no'}",
        "- Roles: " + "; ".join(f"{r.role}{'*' if r.required else ''} ({r.description})" for r in kind.roles),
    ]
    for pos in ("verb", "noun", "adjective"):
        triggers = [t for t in kind.triggers if t.pos == pos]
        if triggers:
            lines.append(f"- {pos.capitalize()}s: " + "; ".join(_trigger(t, sets) for t in triggers))
    if kind.related:
        lines.append("- Related: " + ", ".join(f"`{other}`" for other in kind.related))
    return "\n".join(lines)


def _trigger(trigger: Trigger, sets: Mapping[str, tuple[str, ...]]) -> str:
    conditions = [
        f"{name} {_listed(words, sets)}"
        for name, words in (("with", trigger.needs), ("not with", trigger.unless))
        if words
    ]
    return trigger.lemma + (f" [{'; '.join(conditions)}]" if conditions else "")


def _listed(words: tuple[str, ...], sets: Mapping[str, tuple[str, ...]]) -> str:
    whole = {name: members for name, members in sets.items() if set(members) <= set(words)}
    covered = {word for members in whole.values() for word in members}
    return ", ".join([*(f"@{name}" for name in whole), *(word for word in words if word not in covered)])


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    columns = head.count("|") + 1
    lines = [f"| {head} |", "|" + " --- |" * columns]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _people(codebook: Codebook) -> Iterator[str]:
    statuses = [
        (f"`{s.id}`", s.description, ", ".join(s.verbs), ", ".join((*s.nouns, *s.adjectives, *s.nominals)))
        for s in codebook.statuses.values()
    ]
    yield "## Toll statuses\n\n" + _table("status | what it means | verbs | other words", statuses)
    categories = [(f"`{c.id}`", c.label, ", ".join(c.nouns)) for c in codebook.categories.values()]
    yield "## Categories of people\n\n" + _table("category | label | nouns", categories)


def _cues(codebook: Codebook) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for cue in codebook.cues.values():
        marks = ("†" if cue.needs_content else "") + ("‡" if cue.presupposes else "")
        groups[cue.pos, cue.act, cue.certainty or "–"].append(cue.lemma + marks)
    rows = [(pos, act, certainty, ", ".join(words)) for (pos, act, certainty), words in sorted(groups.items())]
    yield (
        f"## Reporting cues ({len(codebook.cues)})\n\n"
        "*Certainty* is how surely the source holds what it says; a dash is plain saying. † counts only with a clause "
        "or a quotation. ‡ what is said stays true when the cue is negated (“did not confirm that …”).\n\n"
        + _table("part of speech | act | certainty | words", rows)
    )


def _names(codebook: Codebook) -> Iterator[str]:
    media = [(f"`{m.id}`", m.name, ", ".join(m.words)) for m in codebook.channels.values()]
    yield "## Channels\n\n" + _table("channel | name | words", media)
    organs = [(f"`{o.id}`", o.label, o.kind, ", ".join(o.words)) for o in codebook.organs.values()]
    yield "## Organs and offices\n\n" + _table("organ | label | kind | words", organs)
    names: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for m in codebook.metonyms.values():
        names[m.resolves_to, m.kind, m.country or "–", m.organ or "–"].append(m.name)
    rows = [(*key[:1], ", ".join(found), *key[1:]) for key, found in names.items()]
    yield (
        f"## Names that stand for actors ({len(codebook.metonyms)})\n\nShort names in capitals (“WHO”, “IS”) count "
        "only where the text has them in capitals.\n\n" + _table("resolves to | names | kind | country | organ", rows)
    )
    weapons = [(f"`{w.id}`", w.label, ", ".join(w.words)) for w in codebook.weapons.values()]
    yield "## Weapons\n\n" + _table("class | label | words", weapons)
    wars = [(f"`{w.id}`", ", ".join(w.names), w.start, w.note) for w in codebook.wars]
    yield (
        "## Wars whose days are counted\n\nThe start is day 1: “the tenth day of the war” is nine days later.\n\n"
        + _table("war | names | day 1 | note", wars)
    )
    countries = [
        (c.code, c.name, ", ".join(c.names), ", ".join((*c.adjectives, *c.people)), ", ".join((c.capital, *c.seats)))
        for c in codebook.countries.values()
    ]
    yield (
        f"## Countries and territories ({len(countries)})\n\nA listing says what words point to, nothing on the status "
        "of any territory.\n\n"
        + _table("code | name | other names | adjectives and people | seat of government", countries)
    )


def main() -> int:
    """Write the page; with ``--check`` only say whether it is what would be written."""
    text = page(load())
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
