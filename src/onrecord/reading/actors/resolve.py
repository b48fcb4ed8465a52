"""Who is who: mentions joined into actors, in text order, from names, organs, roles and pronouns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from onrecord.reading.actors.mentions import FIRST, NEUTER, PERSONAL, PLURAL, RELATIVE, Mention
from onrecord.reading.parse import Parse
from onrecord.reading.statements.attribution import Attribution, Attributions
from onrecord.records import Actor, ActorKind, Span

_BODIES = ("organization", "government", "military", "group", "country")
_REACH = 3  # paragraphs that a pronoun or a definite description looks back
_MINISTRY = "ministry"
_MILITARY = "military"


@dataclass(slots=True, eq=False)
class Entity:
    """An actor in the making."""

    name: str
    kind: ActorKind
    country: str | None
    role: str | None
    organ: str | None
    form: str
    mentions: list[Mention] = field(default_factory=list)

    def last_before(self, index: int) -> Mention | None:
        """The nearest mention before a token, in text order."""
        before = [m for m in self.mentions if m.head.index < index]
        return max(before, key=lambda m: m.head.index) if before else None


def resolve(parse: Parse, found: list[Mention], attributions: Attributions) -> tuple[Actor, ...]:
    """Actors in the order of their first mention, with all mentions that could be joined to them."""
    return _Resolver(parse, found, attributions).run()


class _Resolver:
    def __init__(self, parse: Parse, found: list[Mention], attributions: Attributions) -> None:
        self.parse, self.found = parse, found
        self.entities: list[Entity] = []
        self.of_token: dict[int, Entity] = {}
        self.speakers: list[tuple[int, Entity]] = []  # token index of the source's head, and who it is
        self.by_subject = {a.subject.index: a for a in attributions.items if a.subject is not None}
        self.around = _enclosing(parse, attributions)
        self.full_names = _full_names(found)

    def run(self) -> tuple[Actor, ...]:
        late: list[Mention] = []
        for mention in self.found:
            if self._precedes_speaker(mention):
                late.append(mention)
                continue
            entity = self._resolve(mention)
            if entity is not None:
                self._join(entity, mention)
            elif mention.form in ("organ", "document"):
                late.append(mention)
        for mention in late:
            if mention.form == "pronoun":
                entity = self._pronoun(mention)
            elif mention.form == "document":
                entity = self._last_speaker(mention, (*_BODIES, "person")) or self._forward(mention)
            else:
                entity = self._forward(mention)
            if entity is not None:
                self._join(entity, mention)
        ordered = sorted(self.entities, key=lambda e: min(m.span for m in e.mentions))
        return tuple(
            Actor(f"a{n}", e.name, e.kind, e.country, e.role, tuple(sorted({m.span for m in e.mentions})))
            for n, e in enumerate(ordered, 1)
        )

    def _precedes_speaker(self, mention: Mention) -> bool:
        """A pronoun in what is said, before it is said who speaks: “We will leave,” the mayor said."""
        around = self.around.get(mention.head.index)
        return (
            mention.form == "pronoun"
            and (not mention.speaks or mention.head.lower in FIRST)
            and around is not None
            and around.subject is not None
            and around.subject.index > mention.head.index
        )

    def _join(self, entity: Entity, mention: Mention) -> None:
        if entity not in self.entities:
            self.entities.append(entity)
        entity.mentions.append(mention)
        self.of_token[mention.head.index] = entity
        if mention.form not in ("pronoun", "document"):
            entity.country = entity.country or mention.country
            entity.role = entity.role or mention.role
            if mention.form == entity.form and len(mention.name) > len(entity.name) and entity.form != "country":
                entity.name = mention.name
        if mention.speaks:
            self.speakers.append((mention.head.index, entity))
            self.speakers.sort(key=lambda s: s[0])

    def _resolve(self, mention: Mention) -> Entity | None:
        if mention.form == "pronoun":
            return self._pronoun(mention)
        if mention.form == "country":
            return self._country(mention)
        if mention.form == "organ":
            return self._organ(mention)
        if mention.form == "document":
            return self._last_speaker(mention, (*_BODIES, "person"))
        if mention.form == "description":
            return self._description(mention)
        return self._name(mention)

    def _new(self, mention: Mention, name: str | None = None) -> Entity:
        return Entity(
            name or mention.name,
            mention.kind,
            mention.country,
            mention.role,
            mention.organ.id if mention.organ is not None else None,
            mention.form,
        )

    # --- names ---------------------------------------------------------------------------------------------------

    def _name(self, mention: Mention) -> Entity:
        words = mention.name.lower().split()
        if mention.kind == "person":
            full = self.full_names.get(words[-1]) if len(words) == 1 else mention.name
            for entity in reversed(self.entities):
                if entity.kind != "person" or entity.form != "name":
                    continue
                known = entity.name.lower().split()
                if known == words or (known[-1] == words[-1] and (len(words) == 1 or len(known) == 1)):
                    return entity
                if len(words) == 1 and words[0] in known:
                    return entity
            return self._new(mention, full)
        for entity in self.entities:
            if entity.form == "name" and entity.kind != "person" and _same_body(entity.name, mention.name):
                return entity
            if mention.organ is not None and entity.organ == mention.organ.id and entity.country == mention.country:
                return entity
        return self._new(mention)

    def _country(self, mention: Mention) -> Entity:
        for entity in self.entities:
            if entity.form == "country" and (
                entity.country == mention.country if mention.country else entity.name == mention.name
            ):
                return entity
        return self._new(mention)

    def _organ(self, mention: Mention) -> Entity | None:
        assert mention.organ is not None
        organ = mention.organ.id
        if mention.country is not None:
            for entity in reversed(self.entities):
                if entity.organ == organ and entity.country == mention.country and entity.kind == mention.kind:
                    return entity
            return self._new(mention)
        bare = mention.kind not in ("people", "person") and mention.name.lower() in mention.organ.words
        if not mention.definite and not bare:
            for entity in self.entities:
                if entity.organ == organ and entity.name.lower() == mention.name.lower():
                    return entity
            return self._new(mention)
        for entity in self._recent(mention):
            if _fits(entity, organ, mention):
                return entity
        if not mention.definite:
            return self._new(mention)
        return None  # perhaps named in full further on

    def _forward(self, mention: Mention) -> Entity:
        """A definite organ that nothing before explains: the nearest one after it, else an actor of its own."""
        if mention.organ is not None:
            later = [
                e for e in self.entities
                if _fits(e, mention.organ.id, mention) and min(m.head.index for m in e.mentions) > mention.head.index
            ]  # fmt: skip
            if later:
                return min(later, key=lambda e: min(m.head.index for m in e.mentions))
            for entity in self.entities:
                if entity.organ == mention.organ.id and entity.country is None and entity.kind == mention.kind:
                    return entity
        return self._new(mention)

    def _description(self, mention: Mention) -> Entity:
        lemma = mention.head.lemma
        if mention.definite:
            for entity in self._recent(mention):
                role = (entity.role or "").lower().split()
                if entity.kind == mention.kind and (lemma in role or lemma == entity.role):
                    return entity
        for entity in self.entities:
            same = entity.form == "description" and entity.name.lower() == mention.name.lower()
            if same and (mention.kind == "people" or mention.definite):
                return entity
        return self._new(mention)

    # --- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Entity | None:
        lower = mention.head.lower
        around = self.around.get(mention.head.index)
        if lower in FIRST:
            return self._speaker_of(around) if around is not None and around.quoted else None
        if lower in RELATIVE:
            node = mention.head
            for ancestor in node.ancestors():
                if ancestor.index in self.of_token:
                    return self.of_token[ancestor.index]
                if ancestor.pos in ("NOUN", "PROPN") and ancestor.index < node.index:
                    made = Mention(
                        ancestor, ancestor.span, ancestor.text, "person", role=ancestor.lemma, form="description"
                    )
                    entity = self._description(made)
                    self._join(entity, made)
                    return entity
            return None
        if lower in PERSONAL:
            return self._antecedent(mention, around, ("person",))
        if lower in NEUTER:
            return self._antecedent(mention, around, _BODIES)
        if lower in PLURAL:
            return self._antecedent(mention, around, ("people", "group", "country", "military", "government"))
        return None

    def _antecedent(self, mention: Mention, around: Attribution | None, kinds: tuple[str, ...]) -> Entity | None:
        """The speaker, where the pronoun stands in what is said; else a subject near by, else the last speaker."""
        if around is not None:
            speaker = self._speaker_of(around)
            if speaker is not None and speaker.kind in kinds:
                return speaker
        sentence = mention.head.sentence
        near = [
            (entity, known.head)
            for entity in self._recent(mention)
            if entity.kind in kinds and (known := entity.last_before(mention.head.index)) is not None
        ]
        if mention.head.tag == "PRP$" or mention.head.dep not in ("nsubj", "nsubjpass"):
            for entity, last in near:
                if last.sentence is sentence:
                    return entity
        close = [(e, h) for e, h in near if sentence.index - h.sentence.index <= 1]
        subjects = [(e, h) for e, h in close if h.dep in ("nsubj", "nsubjpass")]
        for entity, last in subjects:
            beside = last.sentence is not sentence and last.sentence.paragraph is sentence.paragraph
            if beside and last.head is last.sentence.root:
                return entity  # the subject of the sentence before
        speaker = self._last_speaker(mention, kinds)
        if mention.speaks and speaker is not None:
            return speaker
        return next((entity for entity, _ in (*subjects, *close)), speaker)

    def _speaker_of(self, around: Attribution | None) -> Entity | None:
        while around is not None:
            if around.subject is not None and around.subject.index in self.of_token:
                return self.of_token[around.subject.index]
            around = around.outer
        return None

    def _last_speaker(self, mention: Mention, kinds: tuple[str, ...]) -> Entity | None:
        paragraph = mention.head.sentence.paragraph.index
        for index, entity in reversed(self.speakers):
            token = self.parse.tokens[index]
            if paragraph - token.sentence.paragraph.index > _REACH:
                return None
            if index < mention.head.index and entity.kind in kinds:
                return entity
        return None

    def _recent(self, mention: Mention) -> list[Entity]:
        """Entities mentioned before, the nearest first; for pronouns and descriptions, those within reach."""
        found = []
        for entity in self.entities:
            last = entity.last_before(mention.head.index)
            if last is not None:
                found.append((last.head, entity))
        found.sort(key=lambda f: -f[0].index)
        paragraph = mention.head.sentence.paragraph.index
        everything = mention.form == "organ"
        return [e for head, e in found if everything or paragraph - head.sentence.paragraph.index <= _REACH]


def _fits(entity: Entity, organ: str, mention: Mention) -> bool:
    if entity.organ is None or (entity.kind != mention.kind and {entity.kind, mention.kind} & {"person", "people"}):
        return False
    if entity.organ == organ or (organ == _MINISTRY and entity.organ.endswith(_MINISTRY)):
        return True
    # "the military" is whichever armed force has spoken.
    return organ == _MILITARY and entity.kind == "military" and any(m.speaks for m in entity.mentions)


def _same_body(a: str, b: str) -> bool:
    a, b = a.lower(), b.lower()
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if " " not in short and " " in long:
        capitals = "".join(w[0] for w in long.split() if w not in ("of", "the", "and", "for", "in", "to"))
        return short.replace(".", "") == capitals and len(capitals) > 2
    return False


def _full_names(found: list[Mention]) -> dict[str, str]:
    """Surname to full name, where all full names with this surname agree."""
    names: dict[str, set[str]] = {}
    for mention in found:
        if mention.kind == "person" and mention.form == "name" and " " in mention.name:
            names.setdefault(mention.name.lower().split()[-1], set()).add(mention.name)
    return {surname: next(iter(full)) for surname, full in names.items() if len(full) == 1}


def _enclosing(parse: Parse, attributions: Attributions) -> dict[int, Attribution]:
    """For each token inside a content the innermost attribution."""
    inside: dict[int, tuple[int, Attribution]] = {}
    for attribution in attributions.items:
        size = sum(e - s for s, e in attribution.content)
        for start, end in attribution.content:
            for token in parse.tokens_in(start, end):
                known = inside.get(token.index)
                if known is None or size < known[0]:
                    inside[token.index] = (size, attribution)
    return {index: pair[1] for index, pair in inside.items()}


class Mentions:
    """The mentions of a report's actors, to be found by where they stand."""

    def __init__(self, actors: tuple[Actor, ...]) -> None:
        found = sorted((span[0], span[1], number) for number, actor in enumerate(actors) for span in actor.mentions)
        self._actors, self._found = actors, found
        self._longest = max((end - start for start, end, _ in found), default=0)

    def at(self, span: Span) -> Actor | None:
        """The actor with a mention that covers the span, the shortest such mention first."""
        first = bisect_left(self._found, (span[1] - self._longest,))
        last = bisect_right(self._found, (span[0], _BEYOND))
        covering = [(end - start, number) for start, end, number in self._found[max(0, first) : last] if span[1] <= end]
        return self._actors[min(covering)[1]] if covering else None


_BEYOND = 1 << 62  # behind any character
