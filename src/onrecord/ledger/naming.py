"""Names in a ledger: each is kept once, apart from the rows that use it, so that it can be erased."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from onrecord.ledger.chain import Appender, new_salt, pledge
from onrecord.ledger.preparing import Name, encoded, folded, storable
from onrecord.ledger.schema import name_words, names

_CHUNK = 500  # values of one query


def _key(name: Name) -> tuple[str, str | None, str, str | None]:
    return name.kind, name.country, storable(name.words), None if name.role is None else storable(name.role)


class Naming:
    """The ids of names; ``known`` are those of earlier transactions, which never change."""

    def __init__(self, appender: Appender, known: dict[Name, int]) -> None:
        self._appender, self._known = appender, known
        self.found: dict[Name, int] = {}
        """Those that this transaction met; they are known once it is kept."""

    def look_up(self, wanted: Iterable[Name]) -> None:
        """Find the names that the ledger has."""
        missing = [n for n in dict.fromkeys(wanted) if n not in self._known and n not in self.found]
        keys = list({folded(name) for name in missing})
        kept: dict[tuple[str, str | None, str, str | None], int] = {}
        for at in range(0, len(keys), _CHUNK):
            rows = self._appender.connection.execute(
                select(names.c.id, names.c.kind, names.c.country, name_words.c.words, name_words.c.role)
                .join(name_words, name_words.c.name == names.c.id)
                .where(name_words.c.folded.in_(keys[at : at + _CHUNK]))
                .order_by(names.c.id)
            )
            for row in rows:
                kept.setdefault((row.kind, row.country, row.words, row.role), row.id)
        for name in missing:
            known = kept.get(_key(name))
            if known is not None:
                self.found[name] = known

    def id_of(self, name: Name | None) -> int | None:
        """The id of a name, which is added to the entry where the ledger lacks it."""
        if name is None:
            return None
        known = self._known.get(name) or self.found.get(name)
        if known is not None:
            return known
        given, salt = self._appender.next_id(names), new_salt()
        kind, country, words, role = _key(name)
        promise = pledge(salt, encoded(words), encoded(role))
        self._appender.add(names, {"id": given, "kind": kind, "country": country, "pledge": promise})
        row = {"name": given, "salt": salt, "words": words, "role": role, "folded": folded(name)}
        self._appender.keep(name_words, [row])
        self.found[name] = given
        return given
