"""Records in words: how names, values and excerpts are written in the tables."""

from __future__ import annotations

from onrecord.cli.story import number, printable
from onrecord.records import Claim, Event, Reading, Span, Statement

AUTHOR = "author"  # the holder of what the report itself says
_CERTAINTY = {"probable": "probably ", "possible": "possibly "}
_HAPPENED = {"actual": "happened", "ongoing": "going on"}  # the other kinds of realis are words a reader knows


class Words:
    """Writes the records of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._report = reading.report
        self._actors = {a.id: a for a in reading.actors}
        self._times = {t.id: t for t in reading.times}
        self._places = {p.id: p for p in reading.places}

    def excerpt(self, *spans: Span, limit: int | None = None) -> str:
        """The spans' words on one line, shortened at a word's end where they exceed the limit."""
        words = " … ".join(" ".join(printable(self._report.words(span)).split()) for span in spans)
        if limit is None or len(words) <= limit:
            return words
        return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

    def actor(self, actor: str | None) -> str | None:
        """An actor's name."""
        return printable(self._actors[actor].name) if actor in self._actors else None

    def speaker(self, statement: Statement) -> str:
        """Who speaks: the actor, else the words of the source."""
        return self.actor(statement.speaker) or self.excerpt(*statement.source, limit=60) or "(not named)"

    def circumstances(self, statement: Statement) -> list[str]:
        """Channel, time and outer statement, as far as they are told."""
        told = []
        if statement.channel is not None:
            told.append(printable(statement.channel.name))
        if statement.time in self._times:
            told.append(self._times[statement.time].text)
        if statement.within is not None:
            told.append(f"within {number(statement.within)}")
        return told

    def holder(self, holder: str) -> str:
        """Who holds a claim: the report itself, or a speaker."""
        return "the report" if holder == AUTHOR else self.actor(holder) or holder

    def event(self, event: Event) -> str:
        """An event's type with its trigger."""
        return f"{event.type.replace('_', ' ')} “{self.excerpt(event.trigger)}”"

    def claim(self, claim: Claim) -> str:
        """A claim's value; how surely it is held is told once, of the event itself, of numbers and of who did it."""
        if claim.attribute == "occurred":
            realis = str(claim.value["realis"])
            if claim.polarity == "-" or realis == "negated":
                return "did not happen"
            return _CERTAINTY.get(claim.certainty, "") * (realis in _HAPPENED) + _HAPPENED.get(realis, realis)
        told = self._value(claim)
        if claim.attribute == "perpetrator" or "low" in claim.value:
            told = _CERTAINTY.get(claim.certainty, "") + ("not " if claim.polarity == "-" else "") + told
        if claim.attribute == "perpetrator" and claim.accusation not in (None, "fact"):
            told += f" ({str(claim.accusation).replace('_', ' ')})"
        return told

    def _value(self, claim: Claim) -> str:
        value = claim.value
        if "low" in value:
            return _number(value)
        if "time" in value and value["time"] in self._times:
            time = self._times[value["time"]]
            known = _calendar(time.value)
            return f"{time.text} ({known})" if known and known != time.text else time.text
        if "place" in value and value["place"] in self._places:
            place = self._places[value["place"]]
            known_as = place.name if place.name != place.text else place.admin1
            resolved = ", ".join(part for part in (known_as, place.country, place.disputed and "disputed") if part)
            return f"{place.text} ({resolved})" if place.gazetteer_id is not None and resolved else place.text
        if "actor" in value:
            return self.actor(value["actor"]) or printable(str(value.get("text") or "unknown"))
        told = value.get("type", value.get("text"))
        return printable(str(told).replace("_", " ")) if told else self.excerpt(*claim.evidence, limit=60)


def _calendar(value: str) -> str:
    """A TIMEX3 value for a reader: parts of the day (``TMO``, ``TNI``) go, as the words beside it tell them."""
    day, _, clock = value.partition("T")
    return f"{day} {clock}" if clock[:1].isdigit() and day[:1].isdigit() else day if day[:1].isdigit() else value


def _number(value: dict[str, object]) -> str:
    low, high = value["low"], value["high"]
    if low is None or (low == 0 and high):
        told = f"up to {_digits(high)}" if high is not None else "an unknown number"
    elif high is None:
        told = f"at least {_digits(low)}"
    else:
        told = _digits(low) if low == high else f"{_digits(low)} to {_digits(high)}"
        if value.get("approximate"):
            told = f"about {told}"
    counted = printable(str(value.get("of") or value.get("unit") or "")).replace("_", " ")
    return f"{told} {counted}".strip() if (low, high) != (1, 1) else f"1 ({counted})" if counted else "1"


def _digits(value: object) -> str:
    return f"{value:,g}" if isinstance(value, float) else f"{value:,}"
