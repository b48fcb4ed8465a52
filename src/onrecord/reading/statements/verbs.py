"""Verbs as cues: where their content stands, construction by construction."""

from __future__ import annotations

from onrecord.codebook import Cue
from onrecord.reading.parse import Token
from onrecord.reading.statements.attribution import Attribution
from onrecord.reading.statements.phrases import (
    described,
    group_of,
    is_nobody,
    noun_phrase,
    own_clause,
    recipient_of,
    runs,
    shifts_voice,
    subject_of,
    verb_group,
)
from onrecord.reading.statements.workbench import Workbench
from onrecord.records import Span

_CLAUSES = ("ccomp", "xcomp")
# Prepositions that open a content ("spoke about the crash", "warned of retaliation"); they belong to the cue.
_CONTENT_PREPOSITIONS = {"about", "against", "of", "for", "on", "to", "over", "at", "that"}
# Prepositions that open a content also behind other words ("warned on Tuesday of a flood").
_FREE_PREPOSITIONS = {"of", "about", "against"}
# Acts whose content is what somebody will do or shall do, told by an infinitive.
_UNDERTAKEN = ("promise", "request", "warn", "threaten", "decline", "deny")


def verb_attribution(bench: Workbench, verb: Token, cue: Cue) -> Attribution | None:
    """The attribution of a verb that is a cue; none where it has no source or no content."""
    reduced = verb.tag == "VBN" and verb.dep in ("advcl", "acl") and verb.child("aux", "nsubj") is None
    if reduced or verb.child("auxpass") is not None:
        return _passive(bench, verb, cue)
    if verb.dep == "pcomp" and verb.child("ccomp") is None:
        return None  # "against sharing rumours": an activity, not a saying
    subject = subject_of(verb)
    if subject is None or is_nobody(subject) or (subject.lower in ("it", "there") and subject.dep == "expl"):
        return None
    source = described(bench.parse, subject, verb) or noun_phrase(bench.parse, subject, verb)
    recipient = recipient_of(bench.parse, verb, cue.lemma)
    group = group_of(bench.parse, verb, source, recipient)
    words = verb_group(verb)

    content, construction = _parenthesis(bench, verb, cue, source, group)
    if not content:
        content, construction = _clause(bench, verb, cue, group, recipient)
    if not content:
        content, construction = _quotation_beside(bench, verb, group)
    if not content:
        content, construction, extra = _phrase(bench, verb, cue, recipient)
        words = words + extra
    if not content:
        return None
    return bench.made(words, source, content, cue, verb, subject, recipient, construction)


def _clause(bench: Workbench, verb: Token, cue: Cue, group: set[int], recipient: list[Token]) -> tuple[list[Span], str]:
    outside = group | {t.index for t in recipient}
    for child in verb.children:
        mark = child.child("mark")
        if child.dep == "ccomp" or (child.dep == "advcl" and mark is not None and mark.lower == "that"):
            beside = _own_cues(bench, child)
            listed = [t for c in _listed(bench, verb, child) for t in bench.parse.subtree(c)]
            told = (*bench.parse.subtree(child), *listed)
            tokens = [t for t in told if t.index not in outside and t.index not in beside]
            return runs(bench.parse, tokens), "clause"
    for written in _written(verb):
        # "said in a statement that …": the parser hangs the clause on the statement.
        clause = own_clause(written)
        if clause is None and cue.act in _UNDERTAKEN:
            clause = next((c for c in written.children_with("acl", "relcl") if _has_to(c)), None)
        if clause is not None:
            return runs(bench.parse, bench.parse.subtree(clause)), "clause"
    for child in verb.children:
        if child.index > verb.index and _is_infinitive(child, cue):
            tokens = [t for t in bench.parse.subtree(child) if t.index not in outside]
            return runs(bench.parse, tokens), "infinitive"
    return [], ""


def _listed(bench: Workbench, verb: Token, clause: Token) -> list[Token]:
    """Verbs of a list in the content that the parser hangs on the cue: "said it had killed 20, captured three"."""
    if clause.index < verb.index:
        return []
    return [
        c
        for c in verb.children_with("conj")
        if c.left > clause.right
        and bench.parse.tokens[c.left - 1].text == ","
        and c.child("nsubj", "nsubjpass") is None
        and bench.verb_cue(c) is None
    ]


def _is_infinitive(child: Token, cue: Cue) -> bool:
    """Whether a child is the infinitive that a cue has as its content ("vowed, in a speech, to fight on")."""
    if child.dep == "xcomp":
        return not cue.needs_content or cue.act in _UNDERTAKEN
    return child.dep == "advcl" and cue.act in _UNDERTAKEN and _has_to(child)


def _has_to(verb: Token) -> bool:
    aux = verb.child("aux")
    return aux is not None and aux.lower == "to"


def _own_cues(bench: Workbench, clause: Token) -> set[int]:
    """Words of cues that the parser hangs on the content but that belong to the speaker (see subject_of)."""
    beside: set[int] = set()
    for child in clause.children_with("conj"):
        if shifts_voice(child) and bench.verb_cue(child) is not None:
            beside.update(range(child.left, child.right + 1))
            beside.update(c.index for c in clause.children_with("cc") if c.index < child.index)
    return beside


def _parenthesis(
    bench: Workbench, verb: Token, cue: Cue, source: list[Token], group: set[int]
) -> tuple[list[Span], str]:
    """The content stands before the cue, or around it: "Y, X said", "Y, X said, Y"."""
    if any(c.dep == "ccomp" and c.index > verb.index and c.left > verb.index for c in verb.children):
        before = [c for c in verb.children if c.dep == "ccomp" and c.index < verb.index]
        if not before:
            return [], ""
    indices = sorted(group)
    first, last = indices[0], indices[-1]
    tokens = verb.sentence.tokens
    begin, end = tokens[0].index, tokens[-1].index
    mark = first - 1
    if mark <= begin or bench.parse.tokens[mark].text not in {",", "”", '"', "''", "—", "–", "?", "!"}:
        return [], ""
    after = bench.parse.tokens[last + 1] if last < end else None
    if after is not None and after.text not in {",", ".", "”", '"', "''", ":", ";", "—", "–"}:
        return [], ""
    mark_as = verb.child("mark", "advmod")
    if verb.dep == "relcl" and source and source[0].index <= verb.head.index <= source[-1].index:
        pass  # "the news agency Tass reported": a description and a name, not a relative clause
    elif verb.dep in ("relcl", "advcl", "acl") and not (mark_as is not None and mark_as.lower == "as"):
        return [], ""
    if verb.dep == "conj" and verb.head.index >= begin and bench.codebook.cues.get(("verb", verb.head.lemma)):
        return [], ""
    left = [t for t in bench.parse.tokens[begin:first] if t.index not in group]
    right: list[Token] = []
    if after is not None and after.text == ",":
        right = [t for t in bench.parse.tokens[last + 1 : end + 1] if t.index not in group]
        if not any(t.pos in ("VERB", "AUX") for t in right) or _new_clause(right, verb):
            right = []
    if not _has_clause(left, verb) and not (right and _has_clause(right, verb) and _names(left)):
        return [], ""
    return runs(bench.parse, left) + runs(bench.parse, right), "parenthesis"


def _quotation_beside(bench: Workbench, verb: Token, group: set[int]) -> tuple[list[Span], str]:
    sentence = verb.sentence
    indices = sorted(group)
    first, last = bench.parse.tokens[indices[0]], bench.parse.tokens[indices[-1]]
    for quotation in bench.by_paragraph.get(sentence.paragraph.index, []):
        between = bench.parse.text[last.end : quotation.start]
        if quotation.start >= last.end and not between.strip(" ,:;—–-\n"):
            return [quotation.span], "quotation"
        between = bench.parse.text[quotation.end : first.start]
        if quotation.end <= first.start and not between.strip(" ,:;—–-\n"):
            return [quotation.span], "quotation"
    rest = [t for t in sentence.tokens if t.index > last.index]
    if rest and rest[0].text == ":" and len(rest) > 2:
        return runs(bench.parse, rest[1:]), "quotation"
    if rest and rest[0].text == ":" and len(rest) == 1:
        following = bench.by_paragraph.get(sentence.paragraph.index + 1, [])
        if following and sentence is sentence.paragraph.sentences[-1]:
            return [following[0].span], "quotation"
    return [], ""


def _phrase(bench: Workbench, verb: Token, cue: Cue, recipient: list[Token]) -> tuple[list[Span], str, list[Token]]:
    """The content is a noun phrase or a prepositional phrase: "confirmed 12 deaths", "warned of a blast"."""
    if cue.needs_content and " " not in cue.lemma:
        described = verb.child("oprd")
        if described is None:
            return [], "", []
    spoken_to = {t.index for t in recipient}
    objects = [c for c in verb.children if c.dep in ("dobj", "oprd", "acomp") and c.index not in spoken_to]
    if objects:
        tokens = bench.parse.tokens[min(c.left for c in objects) : max(c.right for c in objects) + 1]
        estimate = next(
            (p for p in verb.children_with("prep") if p.lower == "at" and p.left == tokens[-1].index + 1), None
        )
        if estimate is not None:  # "put the toll at 12"
            tokens = bench.parse.tokens[tokens[0].index : estimate.right + 1]
        elif cue.act == "accuse":
            charges = [p for p in verb.children_with("prep") if p.index > tokens[-1].index]
            if charges:
                tokens = bench.parse.tokens[tokens[0].index : charges[0].right + 1]
        return runs(bench.parse, tokens), "object", []
    for preposition in _prepositions(verb):
        between = bench.parse.tokens[verb.index + 1 : preposition.index]
        beside = all(t.pos == "ADV" for t in between) or preposition.lower in _FREE_PREPOSITIONS
        if preposition.index < verb.index or preposition.lower not in _CONTENT_PREPOSITIONS or not beside:
            continue
        inner = preposition.child("pobj", "pcomp")
        if inner is None or inner.ent in ("DATE", "TIME"):
            continue
        tokens = bench.parse.tokens[preposition.index + 1 : preposition.right + 1]
        return runs(bench.parse, tokens), "preposition", [] if between else [preposition]
    return [], "", []


def _passive(bench: Workbench, verb: Token, cue: Cue) -> Attribution | None:
    by = verb.child("agent")
    agent = by.child("pobj") if by is not None else None
    source = noun_phrase(bench.parse, agent, verb) if agent is not None else []
    clause = next((c for c in verb.children if c.dep in _CLAUSES and c.index > verb.index), None)
    subject = verb.child("nsubjpass", "nsubj")
    outside = {t.index for t in source} | ({by.index} if by is not None else set())
    told = cue.lemma in ("tell", "inform", "ask", "warn", "remind", "notify")
    content: list[Token] = []
    if clause is not None:
        content = [t for t in bench.parse.subtree(clause) if t.index not in outside]
        if subject is not None and subject.lower not in ("it",) and clause.dep == "xcomp" and not told:
            content = bench.parse.subtree(subject) + content
    elif subject is not None and agent is not None and not cue.needs_content:
        content = bench.parse.subtree(subject)
    elif subject is not None and cue.act == "accuse" and (charge := verb.child("prep")) is not None:
        content = bench.parse.subtree(subject) + bench.parse.subtree(charge)
    if not content or (agent is None and cue.act not in ("assert", "accuse", "believe", "announce")):
        return None
    return bench.made(
        verb_group(verb), source, runs(bench.parse, content), cue, verb, agent, [], "clause" if agent else "passive"
    )


def _prepositions(verb: Token) -> list[Token]:
    """The prepositions after a verb, those too that the parser hangs on a day ("warned on Tuesday of a flood")."""
    found = []
    for preposition in verb.children_with("prep"):
        found.append(preposition)
        inner = preposition.child("pobj")
        if inner is not None and inner.ent in ("DATE", "TIME"):
            found.extend(inner.children_with("prep"))
    return found


def _written(verb: Token) -> list[Token]:
    """The nouns of the phrases after a verb: the "statement" of "said in a statement"."""
    nouns = [p.child("pobj") for p in verb.children_with("prep") if p.index > verb.index]
    return [n for n in nouns if n is not None]


def _new_clause(tokens: list[Token], verb: Token) -> bool:
    """Whether what follows the cue is a clause of the author's own ("X said, but …", "X said, adding …")."""
    words = [t for t in tokens if t.pos != "PUNCT"]
    if not words:
        return True
    if any(t.tag == "``" or t.text in '“"' for t in tokens if t.index < words[0].index):
        return False
    first = words[0]
    return first.dep == "cc" or first.tag == "VBG" or first.dep == "mark" or first.tag in ("WDT", "WP", "WRB")


def _has_clause(tokens: list[Token], verb: Token) -> bool:
    """Whether the words hold a main clause or a quotation, and not only an adverbial ("On Monday, he said …")."""
    inside = {t.index for t in tokens}
    for token in tokens:
        if token.tag in ("``", "''", '"') or token.text in "“”":
            return True
        if token.pos not in ("VERB", "AUX") or token.dep in ("advcl", "relcl", "acl", "pcomp", "aux", "auxpass"):
            continue
        if token.head is verb or token is verb.head or token.head is token or token.head.index not in inside:
            return token.dep != "prep"
    return False


def _names(tokens: list[Token]) -> bool:
    """Whether the words hold a subject that goes on behind the cue ("The bridge, he said, was mined")."""
    return any(t.dep in ("nsubj", "nsubjpass", "expl") for t in tokens)
