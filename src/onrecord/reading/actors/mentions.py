"""Who is mentioned: names, organs of government, metonyms, descriptions and pronouns that may be actors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from onrecord.codebook import Codebook, Organ
from onrecord.reading.actors.phrases import (
    PREMODIFIERS,
    after_determiner,
    as_written,
    country_after,
    country_of,
    entity_of,
    extent,
    text_of,
)
from onrecord.reading.parse import Parse, Token
from onrecord.reading.statements.attribution import Attributions
from onrecord.records import ActorKind, Place, Span

PERSONAL = frozenset("he she him her his hers himself herself".split())
NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves".split())
FIRST = frozenset("i we me us my our".split())
RELATIVE = frozenset("who which that whom whose".split())

DOCUMENTS = frozenset(
    "statement report document release communique letter post message tweet memo survey study".split()
)
_BODIES = frozenset(
    "agency tank institute group newspaper station company outlet network organization organisation committee council "
    "commission union party court bank administration office bureau center centre department authority channel site "
    "website broadcaster magazine daily association alliance coalition movement team campaign foundation charity "
    "government ministry military army police parliament watchdog monitor observatory service".split()
)
_PERSON_SUFFIXES = ("man", "woman", "person", "er", "or", "ist", "ian", "ant", "ent", "ee", "child", "boy", "girl")
_PERSON_NOUNS = frozenset(
    "official source witness chief president premier king queen prince princess pope mayor aide envoy analyst expert "
    "doctor nurse priest colonel general major captain sergeant secretary diplomat judge guard pilot relative friend "
    "father mother brother sister son daughter wife husband uncle aunt cousin victim civilian local".split()
)
# Words for one who holds an office: the organ is the office, the actor a person.
_OFFICES = frozenset(
    "official president minister premier mayor governor spokesman spokeswoman spokesperson chief commander general "
    "secretary judge envoy ambassador senator lawmaker councillor officer soldier firefighter medic doctor rescuer "
    "negotiator deputy prosecutor leader head director chairman colonel captain sergeant".split()
)
_LONGEST_NAME = 5  # words


@dataclass(slots=True, eq=False)
class Mention:
    """A phrase that may be an actor. ``name`` is what it is called here, ``head`` its head word."""

    head: Token
    span: Span
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    organ: Organ | None = None
    form: str = "name"  # name, organ, country, description, pronoun, document
    definite: bool = False
    speaks: bool = False


def mentions(parse: Parse, places: tuple[Place, ...], attributions: Attributions, codebook: Codebook) -> list[Mention]:
    """All mentions in text order, at most one a head word."""
    speaking = {a.subject.index for a in attributions.items if a.subject is not None}
    located = _located(parse, places)
    acting = {p.start: p for p in places if p.sense == "actor"}
    surnames = _surnames(parse)
    found: list[Mention] = []
    for token in parse.tokens:
        made = _surname(token, surnames) or _mention(parse, token, speaking, located, acting, codebook)
        if made is not None:
            made.speaks = token.index in speaking
            found.append(made)
    return found


def _surnames(parse: Parse) -> set[str]:
    """Last words of the full names of persons in the report."""
    found = set()
    for token, after in zip_longest(parse.tokens, parse.tokens[1:]):
        ends = after is None or after.ent != "PERSON" or after.ent_start or after.tag == "POS"
        if token.ent == "PERSON" and not token.ent_start and token.pos == "PROPN" and ends:
            found.add(token.text)
    return found


def _surname(token: Token, surnames: set[str]) -> Mention | None:
    """A surname alone, whatever the parser takes it for, once the full name stands in the report."""
    if token.text not in surnames or token.ent == "PERSON" or token.dep in ("compound", "amod", "nmod"):
        return None
    return Mention(token, token.span, token.text, "person")


def _located(parse: Parse, places: tuple[Place, ...]) -> set[int]:
    """Tokens of places that are places: never the head of a person or an organisation."""
    inside: set[int] = set()
    for place in places:
        if place.sense != "actor":
            inside.update(t.index for t in parse.tokens_in(place.start, place.end))
    return inside


def _mention(
    parse: Parse,
    token: Token,
    speaking: set[int],
    located: set[int],
    acting: dict[int, Place],
    codebook: Codebook,
) -> Mention | None:
    lower = token.lower
    if token.pos == "PRON" or token.tag in ("PRP", "PRP$", "WP", "WDT"):
        return _pronoun(token, lower, speaking)
    if token.pos not in ("NOUN", "PROPN", "ADJ") and token.index not in speaking:
        return None
    if token.start in acting and token.dep not in ("compound", "amod"):
        place = acting[token.start]
        return Mention(
            token, (place.start, place.end), _of_country(place, codebook), "country", place.country, form="country"
        )
    if token.dep in ("compound", "amod", "nmod") and token.head.ent == token.ent and token.index not in speaking:
        return None  # part of a longer name or phrase, whose head makes the mention
    if token.pos == "ADJ" and token.index not in speaking:
        return None
    if (token.index in speaking or token.dep == "nsubj") and len(entity_of(parse, token)) == 1:
        country = _country(token, codebook)
        if country is not None and token.ent != "ORG":
            return country  # "Kigali says": a capital is no person
    named = _appositive_name(parse, token)
    if named is not None and (token.index in speaking or token.head is not named):
        made = _named(parse, named, codebook)
        if made is not None:
            start, end = extent(parse, token)
            role = text_of(parse, (start, token.end)) if made.kind == "person" else None
            return Mention(token, (start, max(end, made.span[1])), made.name, made.kind, made.country,
                           role or made.role, made.organ, "name")  # fmt: skip
    if token.index not in speaking and (token.index in located or _is_thing(token, codebook)):
        return None
    by_name = _named(parse, token, codebook)
    organ = _organ(parse, token, codebook)
    if (
        organ is not None
        and by_name is not None
        and by_name.organ is None
        and by_name.span[1] > organ.span[1]
        and by_name.kind != "person"
    ):
        organ.span, organ.name, organ.form = by_name.span, by_name.name, "name"
    if organ is not None and (by_name is None or (by_name.kind != "person" and by_name.organ is None)):
        return organ
    if by_name is not None:
        return by_name
    if token.index in speaking:
        return _country(token, codebook) or _description(parse, token, codebook)
    return None


def _of_country(place: Place, codebook: Codebook) -> str:
    """The name of the country that a country or its capital speaks for; other places speak for themselves."""
    country = codebook.countries.get(place.country or "")
    if country is not None and (place.feature or "").startswith(("PCL", "PPLC")):
        return country.name
    return place.name


def _is_thing(token: Token, codebook: Codebook) -> bool:
    """Names that the parser takes for actors: weapons and models, channels, and the first words of longer names."""
    if token.dep in ("compound", "amod", "nmod") or any(c.isdigit() for c in token.text):
        return True
    if token.child("nummod") is not None and token.dep not in ("nsubj", "pobj"):
        return True
    if token.lower in codebook.channel_words or token.lower in codebook.weapon_words:
        return token.dep not in ("nsubj", "poss")
    return False


def _pronoun(token: Token, lower: str, speaking: set[int]) -> Mention | None:
    if lower in RELATIVE:
        if token.index not in speaking and lower != "who":
            return None
        return Mention(token, token.span, token.text, "person", form="pronoun")
    if lower in PERSONAL or lower in NEUTER or lower in PLURAL or lower in FIRST:
        if lower == "it" and token.dep == "expl":
            return None
        return Mention(token, token.span, token.text, "person", form="pronoun")
    return None


def _appositive_name(parse: Parse, token: Token) -> Token | None:
    """ "state news agency Tass", "the Secretary-General Ana Brito": the name in apposition to what somebody is."""
    if token.ent in ("PERSON", "ORG"):
        return None
    for child in token.children_with("appos"):
        beside = child.index - len(entity_of(parse, child)) == token.index
        if child.index > token.index and child.ent in ("PERSON", "ORG") and (beside or token.pos != "PROPN"):
            return child
    return None


def _named(parse: Parse, token: Token, codebook: Codebook) -> Mention | None:
    metonym = codebook.metonyms.get(token.lower) if as_written(token, codebook) else None
    if metonym is not None and token.dep not in ("compound", "amod"):
        organ = codebook.organs.get(metonym.organ) if metonym.organ else None
        return Mention(
            token, token.span, metonym.resolves_to or metonym.name, metonym.kind, metonym.country, organ=organ
        )
    spelled = _spelled_out(parse, token, codebook)
    if spelled is not None:
        return spelled
    if token.ent not in ("PERSON", "ORG"):
        return None
    entity = [t for t in entity_of(parse, token) if t.sentence is token.sentence]
    inside = {t.index for t in entity}
    if token.head.index in inside and token.head is not token:
        return None  # the head of the entity makes the mention
    words = list(entity)
    while words and words[-1].tag == "POS":
        words.pop()
    while len(words) > 1 and (words[0].dep == "det" or words[0].pos == "PUNCT"):
        words.pop(0)
    if not words or not words[0].text[:1].isupper():
        return None
    name = text_of(parse, (words[0].start, words[-1].end))
    whole = codebook.metonyms.get(name.lower())
    if whole is not None:
        organ = codebook.organs.get(whole.organ) if whole.organ else None
        return Mention(token, (words[0].start, words[-1].end), whole.resolves_to or name, whole.kind, whole.country,
                       organ=organ)  # fmt: skip
    title = parse.tokens[token.left : words[0].index]
    title = [
        t for t in title if t.dep in ("compound", "nmod", "amod", "poss", "case", "appos") and t.index not in inside
    ]
    span = (words[0].start, words[-1].end)
    if token.ent == "PERSON":
        role = text_of(parse, (title[0].start, title[-1].end)) if title else None
        country = country_of(title, codebook)
        if role is None and (apposition := token.child("appos")) is not None and apposition.pos == "NOUN":
            role = text_of(parse, extent(parse, apposition))
        return Mention(token, span, name, "person", country, role)
    country = country_of([*title, *words], codebook)
    return Mention(token, span, name, "organization", country)


def _spelled_out(parse: Parse, token: Token, codebook: Codebook) -> Mention | None:
    """A name of the codebook in several words that begins at this one ("Doctors Without Borders")."""
    if not token.text[:1].isupper():
        return None
    for length in range(_LONGEST_NAME, 1, -1):
        words = parse.tokens[token.index : token.index + length]
        metonym = codebook.metonyms.get(" ".join(t.lower for t in words))
        if metonym is not None:
            organ = codebook.organs.get(metonym.organ) if metonym.organ else None
            span = (token.start, words[-1].end)
            return Mention(token, span, metonym.resolves_to or metonym.name, metonym.kind, metonym.country, organ=organ)
    return None


def _organ(parse: Parse, token: Token, codebook: Codebook) -> Mention | None:
    if token.pos not in ("NOUN", "PROPN"):
        return None
    first = token.index
    tokens = parse.tokens
    while first > token.left and tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ") and first > token.index - 5:
        first -= 1
    organ = None
    for begin in range(first, token.index + 1):
        organ = codebook.organ_words.get(" ".join(t.lower for t in tokens[begin : token.index + 1]))
        if organ is not None:
            break
    if organ is None and (of := next((c for c in token.children_with("prep") if c.lower == "of"), None)) is not None:
        phrase = " ".join(t.lower for t in tokens[token.index : of.right + 1] if t.dep != "det")
        for words in (phrase, " ".join(phrase.split()[:3])):
            organ = organ or codebook.organ_words.get(words)
    if organ is None:
        return None
    following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if token.ent == "PERSON" or (following is not None and following.ent == "PERSON" and following.ent_start):
        return None  # the title of the person whose name follows
    start, end = extent(parse, token)
    premodifiers = [t for t in tokens[token.left : token.index] if t.dep in PREMODIFIERS]
    country = country_of(premodifiers, codebook) or country_after(token, codebook)
    definite = any(t.lower in ("the", "this", "that", "its", "his", "their") for t in premodifiers)
    name = text_of(parse, (after_determiner(tokens[token.left : token.index + 1]).start, end))
    kind: ActorKind = "person" if token.lemma in _OFFICES else organ.kind
    if kind == "person" and token.tag in ("NNS", "NNPS"):
        kind = "people"
    return Mention(token, (start, end), name, kind, country, None, organ, "organ", definite)


def _country(token: Token, codebook: Codebook) -> Mention | None:
    known = codebook.country_words.get(token.lower) if as_written(token, codebook) else None
    if known is None:
        return None
    code, _ = known
    return Mention(token, token.span, codebook.countries[code].name, "country", code, form="country")


def _description(parse: Parse, token: Token, codebook: Codebook) -> Mention | None:
    if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET"):
        return None
    span = extent(parse, token)
    premodifiers = parse.tokens[token.left : token.index]
    first = after_determiner(parse.tokens[token.left : token.index + 1])
    name = text_of(parse, (first.start, span[1]))
    country = country_of(premodifiers, codebook)
    definite = any(t.lower in ("the", "this", "that") for t in premodifiers)
    titles = [t for t in premodifiers if t.lemma in _OFFICES and t.text[:1].isupper()]
    if token.pos == "PROPN" and titles and titles[-1].index < token.index:
        named = text_of(parse, (parse.tokens[titles[-1].index + 1].start, token.end))
        role = text_of(parse, (first.start, titles[-1].end))
        return Mention(token, (parse.tokens[titles[-1].index + 1].start, token.end), named, "person", country, role)
    if token.lemma in DOCUMENTS:
        return Mention(token, span, name, "document", country, form="document", definite=definite)
    return Mention(token, span, name, _kind(token, codebook), country, token.lemma, None, "description", definite)


def _kind(token: Token, codebook: Codebook) -> ActorKind:
    if token.tag in ("NNS", "NNPS", "JJ"):
        return "people"
    if token.lemma in _BODIES:
        return "organization"
    if token.lemma in _PERSON_NOUNS or token.lemma in codebook.people or token.lemma.endswith(_PERSON_SUFFIXES):
        return "person"
    return "organization"
