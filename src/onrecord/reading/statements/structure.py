"""The stage ``attributions``: which words report what somebody said, and what are their source and content.

Rules over the dependency parse, one function a construction; the codebook says which words are cues. Who the source is,
through which channel and when, is asked later (actors, statements).
"""

from __future__ import annotations

from onrecord.codebook import Codebook, Cue
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.reading.statements.attribution import Attribution, Attributions
from onrecord.reading.statements.continuation import give_quotations, nest
from onrecord.reading.statements.phrases import clause_of, noun_phrase, own_clause, runs, subject_of
from onrecord.reading.statements.quotes import quotations
from onrecord.reading.statements.verbs import verb_attribution
from onrecord.reading.statements.workbench import Workbench, without

_CITING = {"cite", "quote"}


@stage(
    "attributions",
    needs=("parse", "codebook"),
    question="Which words report what somebody said, and what are their source and content?",
)
def attributions(*, parse: Parse, codebook: Codebook) -> Output:
    """Find cues with their source and content."""
    if not parse.readable:
        return Attributions([], []), ()
    quoted, warnings = quotations(parse.text, parse.paragraphs)
    return Attributions(_find(Workbench(parse, codebook, quoted)), quoted), tuple(warnings)


def _find(bench: Workbench) -> list[Attribution]:
    found: list[Attribution] = []
    by_anchor: dict[int, Attribution] = {}
    citing: list[tuple[Token, Cue]] = []
    for token in bench.parse.tokens:
        made = None
        if token.lower == "according" and token.child("nsubj") is None:
            made = _according(bench, token)
        elif token.pos in ("VERB", "AUX"):
            cue = bench.verb_cue(token)
            if cue is None:
                continue
            if cue.lemma in _CITING and token.tag == "VBG":
                citing.append((token, cue))
                continue
            made = verb_attribution(bench, token, cue)
        elif token.pos == "NOUN":
            noun = bench.codebook.cues.get(("noun", token.lemma))
            made = _noun(bench, token, noun) if noun else None
        if made is not None:
            found.append(made)
            by_anchor[token.index] = made
    for token, cue in citing:
        cited = _citing(bench, token, cue, by_anchor)
        if cited is not None:
            found.append(cited)
    found = [a for a in found if a.content]
    found.sort(key=lambda a: a.position)
    found = give_quotations(bench, found)
    nest(bench, found)
    return found


def _according(bench: Workbench, token: Token) -> Attribution | None:
    preposition = token.child("prep")
    if preposition is None or preposition.lower != "to":
        following = bench.parse.tokens[token.index + 1 : token.index + 2]
        preposition = following[0] if following and following[0].lower == "to" else None
    if preposition is None:
        return None
    inner = preposition.child("pobj") or token.child("pobj")
    if inner is None:
        return None
    source = noun_phrase(bench.parse, inner, token)
    if not source:
        return None
    words = [token, preposition]
    outside = {t.index for t in (*words, *source)}
    clause = clause_of(token)
    tokens = [t for t in bench.parse.subtree(clause) if t.index not in outside]
    if not tokens or not any(t.pos in ("VERB", "AUX", "NOUN") for t in tokens):
        return None
    cue = bench.codebook.cues.get(("phrase", "according to"))
    return bench.made(words, source, runs(bench.parse, tokens), cue, token, inner, [], "according")


def _noun(bench: Workbench, noun: Token, cue: Cue) -> Attribution | None:
    """ "The governor's claim that …", "reports that …": a noun with a clause of its own."""
    clause = own_clause(noun)
    if clause is None:
        return None
    if noun.dep == "pobj" and bench.verb_cue(noun.head.head) is not None:
        return None  # "said in a statement that …": the verb's own content
    owner = noun.child("poss")
    if owner is None:
        preposition = next((p for p in noun.children_with("prep") if p.lower in ("by", "from")), None)
        owner = preposition.child("pobj") if preposition is not None else None
    governor = noun.head
    if owner is None and noun.dep == "dobj" and governor.pos == "VERB":
        owner = subject_of(governor)
    source = noun_phrase(bench.parse, owner, noun) if owner is not None else []
    return bench.made([noun], source, runs(bench.parse, bench.parse.subtree(clause)), cue, noun, owner, [], "noun")


def _citing(bench: Workbench, verb: Token, cue: Cue, by_anchor: dict[int, Attribution]) -> Attribution | None:
    """ "…, the agency reported, citing an official": the official says the same, inside the agency's report."""
    cited = verb.child("dobj")
    if cited is None:
        return None
    outer = None
    for node in verb.ancestors():
        if node.index in by_anchor:
            outer = by_anchor[node.index]
            break
    source = noun_phrase(bench.parse, cited, verb)
    if not source:
        return None
    if outer is not None:
        content = [
            piece for span in outer.content for piece in without(span, (verb.start, max(source[-1].end, verb.end)))
        ]
        outer.content = content
    else:
        clause = clause_of(verb)
        outside = set(range(verb.left, verb.right + 1))
        content = runs(bench.parse, [t for t in bench.parse.subtree(clause) if t.index not in outside])
    made = bench.made([verb], source, list(content), cue, verb, cited, [], "citing")
    made.outer = outer
    return made
