"""The stage ``attributions``: which words report what somebody said, and what are their source and content.

Rules over the dependency parse, one function a construction; the codebook says which words are cues. Who the source is,
through which channel and when, is asked later (actors, statements).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.codebook import Codebook, Cue
from onrecord.reading.dateline import dateline_end
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.reading.statements.phrases import (
    clause_of,
    described,
    group_of,
    noun_phrase,
    recipient_of,
    runs,
    shifts_voice,
    subject_of,
    trimmed,
    verb_group,
)
from onrecord.reading.statements.quotes import Quotation, quotations
from onrecord.records import Span

_CLAUSES = ("ccomp", "xcomp")
# Prepositions that open a content ("spoke about the crash", "warned of retaliation"); they belong to the cue.
_CONTENT_PREPOSITIONS = {"about", "against", "of", "for", "on", "to", "over", "at", "that"}
# Prepositions that open a content also behind other words ("warned on Tuesday of a flood").
_FREE_PREPOSITIONS = {"of", "about", "against"}
# Acts whose content is what somebody will do or shall do, told by an infinitive.
_UNDERTAKEN = ("promise", "request", "warn", "threaten", "decline", "deny")
_PREPOSITION_CUES = {"according", "per"}
_CITING = {"cite", "quote"}
_MARK = 2  # characters: the width of a quotation mark and a space

# How sure each construction is to be a statement, from its precision on the training part of PolNeAR.
CONFIDENCE = {
    "quotation": 0.95,
    "according": 0.95,
    "clause": 0.9,
    "parenthesis": 0.9,
    "citing": 0.9,
    "infinitive": 0.75,
    "noun": 0.7,
    "floating": 0.7,
    "object": 0.6,
    "preposition": 0.55,
    "passive": 0.5,
}


@dataclass(slots=True, eq=False)
class Attribution:
    """A cue with its source and content, before anybody has asked who the source is.

    ``cue`` and ``source`` are runs of tokens (empty where there are none), ``content`` spans of the text. ``anchor``
    is the cue's head word; ``subject`` the head of the source; ``recipient`` the phrase that is spoken to.
    """

    cue: list[Token]
    source: list[Token]
    content: list[Span]
    entry: Cue | None
    anchor: Token | None
    subject: Token | None
    recipient: list[Token]
    paragraph: int
    construction: str
    outer: Attribution | None = None
    quoted: list[Quotation] = field(default_factory=list)

    @property
    def position(self) -> tuple[int, int]:
        """Where the statement begins: the order of statements in a reading."""
        starts = [s for s, _ in self.content] + [t.start for t in self.cue[:1]] + [t.start for t in self.source[:1]]
        return min(starts), max(e for _, e in self.content)


@dataclass(slots=True)
class Attributions:
    """All attributions of a report in text order, and its quotations."""

    items: list[Attribution]
    quotations: list[Quotation]


@stage(
    "attributions",
    needs=("report", "parse", "codebook"),
    question="Which words report what somebody said, and what are their source and content?",
)
def attributions(*, report: object, parse: Parse, codebook: Codebook) -> Output:
    """Find cues with their source and content."""
    if not parse.readable:
        return Attributions([], []), ()
    quoted, warnings = quotations(parse.text, parse.paragraphs)
    finder = _Finder(parse, codebook, quoted)
    return Attributions(finder.find(), quoted), tuple(warnings)


class _Finder:
    def __init__(self, parse: Parse, codebook: Codebook, quoted: list[Quotation]) -> None:
        self.parse, self.codebook, self.quoted = parse, codebook, quoted
        self.by_paragraph: dict[int, list[Quotation]] = {}
        for quotation in quoted:
            self.by_paragraph.setdefault(quotation.paragraph, []).append(quotation)

    def find(self) -> list[Attribution]:
        found: list[Attribution] = []
        by_anchor: dict[int, Attribution] = {}
        citing: list[tuple[Token, Cue]] = []
        for token in self.parse.tokens:
            made = None
            if token.lower in _PREPOSITION_CUES and token.child("nsubj") is None:
                made = self._according(token)
            elif token.pos in ("VERB", "AUX"):
                cue = self._verb_cue(token)
                if cue is None:
                    continue
                if cue.lemma in _CITING and token.tag == "VBG":
                    citing.append((token, cue))
                    continue
                made = self._verb(token, cue)
            elif token.pos == "NOUN":
                noun = self.codebook.cues.get(("noun", token.lemma))
                made = self._noun(token, noun) if noun else None
            if made is not None:
                found.append(made)
                by_anchor[token.index] = made
        for token, cue in citing:
            cited = self._citing(token, cue, by_anchor)
            if cited is not None:
                found.append(cited)
        found = [a for a in found if a.content]
        found.sort(key=lambda a: a.position)
        self._quotations(found)
        found.sort(key=lambda a: a.position)
        _nest(found)
        return found

    def _verb_cue(self, verb: Token) -> Cue | None:
        particle = verb.child("prt")
        cues = self.codebook.cues
        if particle is not None:
            return cues.get(("verb", f"{verb.lemma} {particle.lower}"))
        for child in verb.children:
            if child.dep == "prep":
                phrase = f"{verb.lemma} {child.lower}"
            elif child.dep == "xcomp" and child.child("aux") is not None:
                phrase = f"{verb.lemma} to {child.lemma}"
            elif child.dep == "dobj":
                phrase = f"{verb.lemma} {child.lemma}"
            else:
                continue
            cue = cues.get(("verb", phrase))
            if cue is not None:
                return cue
        return cues.get(("verb", verb.lemma))

    # --- verbs -------------------------------------------------------------------------------------------------

    def _verb(self, verb: Token, cue: Cue) -> Attribution | None:
        if verb.child("auxpass") is not None:
            return self._passive(verb, cue)
        if verb.dep == "pcomp" and verb.child("ccomp") is None:
            return None  # "against sharing rumours": an activity, not a saying
        subject = subject_of(verb)
        if subject is None or (subject.lower in ("it", "there") and subject.dep == "expl"):
            return None
        source = described(self.parse, subject, verb) or noun_phrase(self.parse, subject, verb)
        recipient = recipient_of(self.parse, verb, cue.lemma)
        group = group_of(self.parse, verb, source, recipient)
        words = verb_group(verb)

        content, construction = self._parenthesis(verb, cue, source, group)
        if not content:
            content, construction = self._clause(verb, cue, group, recipient)
        if not content:
            content, construction = self._quotation_beside(verb, group)
        if not content:
            content, construction, extra = self._phrase(verb, cue, recipient)
            words = words + extra
        if not content:
            return None
        return self._made(words, source, content, cue, verb, subject, recipient, construction)

    def _made(
        self,
        words: list[Token],
        source: list[Token],
        content: list[Span],
        cue: Cue | None,
        anchor: Token,
        subject: Token | None,
        recipient: list[Token],
        construction: str,
    ) -> Attribution | None:
        paragraph = anchor.sentence.paragraph.index
        kept = [s for s in (trimmed(self.parse.text, span) for span in content) if s]
        covered = [
            q
            for q in self.by_paragraph.get(paragraph, [])
            if any(_touch(q.span, s) for s in kept) and not q.start <= anchor.start < q.end
        ]
        blocked = [t.span for t in (*words, *source)]
        kept = _with_marks(kept, covered, blocked)
        return Attribution(
            words, source, kept, cue, anchor, subject, recipient, paragraph, construction, quoted=covered
        )

    def _clause(self, verb: Token, cue: Cue, group: set[int], recipient: list[Token]) -> tuple[list[Span], str]:
        outside = group | {t.index for t in recipient}
        for child in verb.children:
            mark = child.child("mark")
            if child.dep == "ccomp" or (child.dep == "advcl" and mark is not None and mark.lower == "that"):
                beside = self._own_cues(child)
                tokens = [t for t in self.parse.subtree(child) if t.index not in outside and t.index not in beside]
                return runs(self.parse, tokens), "clause"
        for written in _written(verb):
            # "said in a statement that …": the parser hangs the clause on the statement.
            clause = _own_clause(written)
            if clause is not None:
                return runs(self.parse, self.parse.subtree(clause)), "clause"
        for child in verb.children:
            if child.dep == "xcomp" and child.index > verb.index and (not cue.needs_content or cue.act in _UNDERTAKEN):
                tokens = [t for t in self.parse.subtree(child) if t.index not in outside]
                return runs(self.parse, tokens), "infinitive"
        return [], ""

    def _own_cues(self, clause: Token) -> set[int]:
        """Words of cues that the parser hangs on the content but that belong to the speaker (see subject_of)."""
        beside: set[int] = set()
        for child in clause.children_with("conj"):
            if shifts_voice(child) and self._verb_cue(child) is not None:
                beside.update(range(child.left, child.right + 1))
                beside.update(c.index for c in clause.children_with("cc") if c.index < child.index)
        return beside

    def _parenthesis(self, verb: Token, cue: Cue, source: list[Token], group: set[int]) -> tuple[list[Span], str]:
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
        if mark <= begin or self.parse.tokens[mark].text not in {",", "”", '"', "''", "—", "–", "?", "!"}:
            return [], ""
        after = self.parse.tokens[last + 1] if last < end else None
        if after is not None and after.text not in {",", ".", "”", '"', "''", ":", ";", "—", "–"}:
            return [], ""
        mark_as = verb.child("mark", "advmod")
        if verb.dep == "relcl" and source and source[0].index <= verb.head.index <= source[-1].index:
            pass  # "the news agency Tass reported": a description and a name, not a relative clause
        elif verb.dep in ("relcl", "advcl", "acl") and not (mark_as is not None and mark_as.lower == "as"):
            return [], ""
        opening = begin
        if verb.dep == "conj" and verb.head.index >= begin and self.codebook.cues.get(("verb", verb.head.lemma)):
            return [], ""
        told = dateline_end(self.parse.text, verb.sentence.paragraph)
        left = [t for t in self.parse.tokens[opening:first] if t.index not in group and t.start >= told]
        right: list[Token] = []
        if after is not None and after.text == ",":
            right = [t for t in self.parse.tokens[last + 1 : end + 1] if t.index not in group]
            if not any(t.pos in ("VERB", "AUX") for t in right) or _new_clause(right, verb):
                right = []
        if not _has_clause(left, verb) and not (right and _has_clause(right, verb) and _names(left)):
            return [], ""
        return runs(self.parse, left) + runs(self.parse, right), "parenthesis"

    def _quotation_beside(self, verb: Token, group: set[int]) -> tuple[list[Span], str]:
        sentence = verb.sentence
        indices = sorted(group)
        first, last = self.parse.tokens[indices[0]], self.parse.tokens[indices[-1]]
        for quotation in self.by_paragraph.get(sentence.paragraph.index, []):
            between = self.parse.text[last.end : quotation.start]
            if quotation.start >= last.end and not between.strip(" ,:;—–-\n"):
                return [quotation.span], "quotation"
            between = self.parse.text[quotation.end : first.start]
            if quotation.end <= first.start and not between.strip(" ,:;—–-\n"):
                return [quotation.span], "quotation"
        rest = [t for t in sentence.tokens if t.index > last.index]
        if rest and rest[0].text == ":" and len(rest) > 2:
            return runs(self.parse, rest[1:]), "quotation"
        if rest and rest[0].text == ":" and len(rest) == 1:
            following = self.by_paragraph.get(sentence.paragraph.index + 1, [])
            if following and sentence is sentence.paragraph.sentences[-1]:
                return [following[0].span], "quotation"
        return [], ""

    def _phrase(self, verb: Token, cue: Cue, recipient: list[Token]) -> tuple[list[Span], str, list[Token]]:
        """The content is a noun phrase or a prepositional phrase: "confirmed 12 deaths", "warned of a blast"."""
        if cue.needs_content and " " not in cue.lemma:
            described = verb.child("oprd")
            if described is None:
                return [], "", []
        spoken_to = {t.index for t in recipient}
        objects = [c for c in verb.children if c.dep in ("dobj", "oprd", "acomp") and c.index not in spoken_to]
        if objects:
            tokens = self.parse.tokens[min(c.left for c in objects) : max(c.right for c in objects) + 1]
            if cue.act == "accuse":
                charges = [p for p in verb.children_with("prep") if p.index > tokens[-1].index]
                if charges:
                    tokens = self.parse.tokens[tokens[0].index : charges[0].right + 1]
            return runs(self.parse, tokens), "object", []
        for preposition in _prepositions(verb):
            between = self.parse.tokens[verb.index + 1 : preposition.index]
            beside = all(t.pos == "ADV" for t in between) or preposition.lower in _FREE_PREPOSITIONS
            if preposition.index < verb.index or preposition.lower not in _CONTENT_PREPOSITIONS or not beside:
                continue
            inner = preposition.child("pobj", "pcomp")
            if inner is None or inner.ent in ("DATE", "TIME"):
                continue
            tokens = self.parse.tokens[preposition.index + 1 : preposition.right + 1]
            return runs(self.parse, tokens), "preposition", [] if between else [preposition]
        return [], "", []

    def _passive(self, verb: Token, cue: Cue) -> Attribution | None:
        by = verb.child("agent")
        agent = by.child("pobj") if by is not None else None
        source = noun_phrase(self.parse, agent, verb) if agent is not None else []
        clause = next((c for c in verb.children if c.dep in _CLAUSES and c.index > verb.index), None)
        subject = verb.child("nsubjpass", "nsubj")
        outside = {t.index for t in source} | ({by.index} if by is not None else set())
        told = cue.lemma in ("tell", "inform", "ask", "warn", "remind", "notify")
        content: list[Token] = []
        if clause is not None:
            content = [t for t in self.parse.subtree(clause) if t.index not in outside]
            if subject is not None and subject.lower not in ("it",) and clause.dep == "xcomp" and not told:
                content = self.parse.subtree(subject) + content
        elif subject is not None and agent is not None and not cue.needs_content:
            content = self.parse.subtree(subject)
        elif subject is not None and cue.act == "accuse" and (charge := verb.child("prep")) is not None:
            content = self.parse.subtree(subject) + self.parse.subtree(charge)
        if not content or (agent is None and cue.act not in ("assert", "accuse", "believe", "announce")):
            return None
        return self._made(
            verb_group(verb), source, runs(self.parse, content), cue, verb, agent, [], "clause" if agent else "passive"
        )

    # --- other constructions -----------------------------------------------------------------------------------

    def _according(self, token: Token) -> Attribution | None:
        cue = self.codebook.cues.get(("phrase", "according to")) if token.lower == "according" else None
        if token.lower == "according":
            preposition = token.child("prep")
            if preposition is None or preposition.lower != "to":
                following = self.parse.tokens[token.index + 1 : token.index + 2]
                preposition = following[0] if following and following[0].lower == "to" else None
            words = [token, preposition] if preposition is not None else []
        else:
            return None
        if preposition is None:
            return None
        inner = preposition.child("pobj") or token.child("pobj")
        if inner is None:
            return None
        source = noun_phrase(self.parse, inner, token)
        if not source:
            return None
        outside = {t.index for t in (*words, *source)}
        clause = clause_of(token)
        told = dateline_end(self.parse.text, token.sentence.paragraph)
        tokens = [t for t in self.parse.subtree(clause) if t.index not in outside and t.start >= told]
        if not tokens or not any(t.pos in ("VERB", "AUX", "NOUN") for t in tokens):
            return None
        return self._made(words, source, runs(self.parse, tokens), cue, token, inner, [], "according")

    def _noun(self, noun: Token, cue: Cue) -> Attribution | None:
        """ "The governor's claim that …", "reports that …": a noun with a clause of its own."""
        clause = _own_clause(noun)
        if clause is None:
            return None
        if noun.dep == "pobj" and self._verb_cue(noun.head.head) is not None:
            return None  # "said in a statement that …": the verb's own content
        owner = noun.child("poss")
        if owner is None:
            preposition = next((p for p in noun.children_with("prep") if p.lower in ("by", "from")), None)
            owner = preposition.child("pobj") if preposition is not None else None
        governor = noun.head
        if owner is None and noun.dep == "dobj" and governor.pos == "VERB":
            owner = subject_of(governor)
        source = noun_phrase(self.parse, owner, noun) if owner is not None else []
        return self._made([noun], source, runs(self.parse, self.parse.subtree(clause)), cue, noun, owner, [], "noun")

    def _citing(self, verb: Token, cue: Cue, by_anchor: dict[int, Attribution]) -> Attribution | None:
        """ "…, the agency reported, citing an official": the official says the same, inside the agency's report."""
        cited = verb.child("dobj")
        if cited is None:
            return None
        outer = None
        for node in verb.ancestors():
            if node.index in by_anchor:
                outer = by_anchor[node.index]
                break
        source = noun_phrase(self.parse, cited, verb)
        if outer is not None:
            content = [
                piece for span in outer.content for piece in _without(span, (verb.start, max(source[-1].end, verb.end)))
            ]
            outer.content = content
        else:
            clause = clause_of(verb)
            outside = set(range(verb.left, verb.right + 1))
            content = runs(self.parse, [t for t in self.parse.subtree(clause) if t.index not in outside])
        made = self._made([verb], source, list(content), cue, verb, cited, [], "citing")
        if made is not None:
            made.outer = outer
        return made

    # --- quotations --------------------------------------------------------------------------------------------

    def _quotations(self, found: list[Attribution]) -> None:
        """Give quotations that no cue claims to the statement they continue, or make floating statements of them."""
        covered = {id(q) for a in found for q in a.quoted}
        covered |= {
            id(q)
            for q in self.quoted
            for a in found
            if any(_touch(q.span, s) for s in a.content)
            and not (a.anchor is not None and q.start <= a.anchor.start < q.end)
        }
        for quotation in self.quoted:
            if id(quotation) in covered or not self._is_speech(quotation):
                continue
            here = [a for a in found if a.paragraph == quotation.paragraph and a.entry is not None]
            before = [a for a in here if a.position[0] < quotation.start]
            after = [a for a in here if a.position[0] >= quotation.end and a.outer is None]
            if before:
                quoting = [a for a in before if a.quoted]
                owner: Attribution | None = (quoting or before)[-1]
            elif after and after[0].quoted:
                owner = after[0]
            else:
                owner = self._continued(found, quotation)
            if owner is not None:
                owner.content.append(quotation.span)
                owner.content.sort()
                owner.quoted.append(quotation)
            else:
                found.append(
                    Attribution(
                        [], [], [quotation.span], None, None, None, [], quotation.paragraph, "floating",
                        quoted=[quotation],
                    )
                )  # fmt: skip
                found.sort(key=lambda a: a.position)

    def _continued(self, found: list[Attribution], quotation: Quotation) -> Attribution | None:
        """The statement whose quotation was left open at the end of the paragraph before."""
        for a in reversed(found):
            if any(q.open and q.paragraph == quotation.paragraph - 1 for q in a.quoted):
                return a
        return None

    def _is_speech(self, quotation: Quotation) -> bool:
        """Whole sentences in quotation marks are speech; a few words within the author's sentence are not."""
        tokens = self.parse.tokens_in(quotation.start, quotation.end)
        words = [t for t in tokens if t.pos not in ("PUNCT", "SPACE")]
        if len(words) < 4 or not any(t.pos in ("VERB", "AUX") for t in words):
            return False
        first, last = tokens[0].sentence, tokens[-1].sentence
        outside = [
            t
            for t in (*first.tokens, *(last.tokens if last is not first else ()))
            if not quotation.start <= t.start < quotation.end and t.pos != "PUNCT"
        ]
        return len(outside) == 0


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


def _own_clause(noun: Token) -> Token | None:
    """The clause of a noun: the "that …" of "the claim that …"."""
    for child in noun.children:
        if child.dep in ("acl", "ccomp", "relcl") and child.index > noun.index:
            mark = child.child("mark")
            if mark is not None and mark.lower in ("that", "whether"):
                return child
    return None


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


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _without(span: Span, hole: Span) -> list[Span]:
    if not _touch(span, hole):
        return [span]
    return [s for s in ((span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])) if s[0] < s[1]]


def _with_marks(spans: list[Span], covered: list[Quotation], blocked: list[Span]) -> list[Span]:
    """Let content run over the whole of a quotation that it overlaps, unless cue or source stand in between."""
    grown: list[Span] = []
    for start, end in spans:
        for q in covered:
            if not _touch(q.span, (start, end)):
                continue
            if start <= q.start < end < q.end and not any(_touch(b, (end, q.end)) for b in blocked):
                end = q.end
            if q.start < start < q.end <= end and not any(_touch(b, (q.start, start)) for b in blocked):
                start = q.start
            if q.start < start and end < q.end and not any(_touch(b, q.span) for b in blocked):
                if start - q.start <= _MARK:
                    start, end = q.start, q.end
                elif q.end - end <= _MARK + 1:
                    end = q.end
        grown.append((start, end))
    grown.sort()
    merged: list[Span] = []
    for span in grown:
        if merged and span[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged


def _is_within(attribution: Attribution | None, outer: Attribution) -> bool:
    """Whether an attribution is another one or stands, at any depth, inside it."""
    while attribution is not None:
        if attribution is outer:
            return True
        attribution = attribution.outer
    return False


def _nest(found: list[Attribution]) -> None:
    """Point each attribution whose cue stands in another's content to that one (the smallest)."""
    for inner in found:
        if inner.anchor is None or inner.outer is not None:
            continue
        holders = [
            a for a in found if any(s <= inner.anchor.start < e for s, e in a.content) and not _is_within(a, inner)
        ]
        if holders:
            inner.outer = min(holders, key=lambda a: (sum(e - s for s, e in a.content), a.position))
