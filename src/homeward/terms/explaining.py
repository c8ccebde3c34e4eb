"""An agreement read back clause by clause: what people at a table say to each other before they sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from homeward.model.provisions import Assent
from homeward.model.terms import Clause, Commitment, Terms, Tranche
from homeward.terms.listed import Part, parts_of
from homeward.terms.phrases import Teller
from homeward.terms.sentences import sentences
from homeward.terms.words import ENGLISH, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one provision says. ``ref`` is what others call it by, as "promise day-1"; none where there is one only."""

    kind: str
    name: str
    ref: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """
    One clause: what it is called, its own words as they stand and marked as quoted, and what each provision says.

    ``clause`` None: who takes part, where no clause says so, and what the agreement does not say.
    """

    clause: str | None
    heading: str
    quoted: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An agreement in the words of one language; ``opening``: when, and who signs."""

    title: str
    opening: tuple[str, ...]
    passages: tuple[Passage, ...]


def explain(terms: Terms, words: Words = ENGLISH) -> Explanation:
    """
    Say *terms* clause by clause, in the order of the clauses.

    Every provision is in exactly one line, and terms that differ in anything are explained differently. Parties are
    named in alphabetical order of their ids, directions too; each party's promises are said in the same sentences.
    """
    teller, parts = Teller(terms=terms, words=words), parts_of(terms)
    clauses = [_passage(one, parts, teller) for one in terms.clauses]
    who, unsaid = [_line(one, teller) for one in parts if one.clause is None], [*_unsaid(terms, words)]
    return Explanation(
        title=terms.title,
        opening=tuple(_opening(terms, teller)),
        passages=(*_beside("who", who, words), *clauses, *_beside("unsaid", unsaid, words)),
    )


def describe_terms(terms: Terms, words: Words = ENGLISH) -> tuple[str, ...]:
    """
    Say in plain lines what was agreed, each with the clause and the part it comes from.

    Parties are in alphabetical order; every commitment is in exactly one line.
    """
    said = explain(terms, words)
    lines = [words.own(said.title), " ".join(said.opening)]
    for passage in said.passages:
        for line in passage.lines:
            clause = None if passage.clause is None else words.say("ref_clause", id=words.own(passage.clause))
            refs = words.listed(one for one in (clause, line.ref) if one is not None)
            lines.append(f"{line.text} ({refs})" if refs else line.text)
    return tuple(lines)


def _opening(terms: Terms, teller: Teller) -> Iterator[str]:
    words = teller.words
    yield words.say("agreed_on", date=words.day(terms.agreed_on))
    if terms.in_force is not None:
        yield words.say("in_force", date=words.day(terms.in_force))
    beside = (one.id for one in terms.provisions.actors if one.assent is Assent.SIGNS)
    yield words.say("parties", names=teller.parties({*terms.parties, *beside}))


def _passage(clause: Clause, parts: Iterable[Part], teller: Teller) -> Passage:
    words, name = teller.words, teller.words.own(clause.id)
    mine = sorted((one for one in parts if one.clause == clause.id), key=lambda one: _place(one, teller.terms))
    if clause.article is None:
        heading = words.say("clause", id=name)
    else:
        heading = words.say("clause_article", id=name, article=words.own(clause.article))
    own_words = (*_quoted(clause, teller), *(() if mine else (words.say("words_only"),)))
    return Passage(clause=clause.id, heading=heading, quoted=own_words, lines=tuple(_line(one, teller) for one in mine))


def _quoted(clause: Clause, teller: Teller) -> Iterator[str]:
    words = teller.words
    yield words.say("says", text=words.quoted(clause.says))
    for one in clause.texts:
        key = "text_authentic" if one.authentic else "text"
        yield words.say(key, language=words.own(one.language), text=words.quoted(one.says))
    yield words.say("source", text=words.own(clause.source))


def _unsaid(terms: Terms, words: Words) -> Iterator[Line]:
    """Say what follows from silence, so that nobody takes it for a promise."""
    if terms.publicity.clause is None:
        yield Line(kind="publicity", name="", ref=None, text=words.say("publicity_silent"))
    if terms.deadlines.clause is None and not terms.provisions.steps:
        yield Line(kind="deadlines", name="", ref=None, text=words.say("deadlines_silent"))


def _beside(key: str, lines: list[Line], words: Words) -> Iterator[Passage]:
    if lines:
        yield Passage(clause=None, heading=words.say(key), quoted=(), lines=tuple(lines))


def _line(part: Part, teller: Teller) -> Line:
    return Line(kind=part.kind, name=part.name, ref=_reference(part, teller), text=" ".join(sentences(part, teller)))


def _reference(part: Part, teller: Teller) -> str | None:
    """Return what others call a part by; a party, an event and a gate are called by what their line says already."""
    if not part.name or part.kind in {"party", "event", "gate", "tranche"}:
        return None
    return teller.words.say(f"ref_{part.kind}", id=teller.words.own(part.name))


def _place(part: Part, terms: Terms) -> tuple[int, str]:
    """Return where a part stands in its clause: promises of the whole first, those of a tranche after it."""
    tranches = {one.id: place for place, one in enumerate(terms.tranches, start=1)}
    match part.value:
        case Commitment():
            home = 0 if part.value.tranche is None else tranches[part.value.tranche]
            return (2 * home + 1 if home else 1, str(part.value.direction))
        case Tranche():
            return 2 * tranches[part.value.id], ""
    return (0, "") if part.kind in {"party", "category", "event"} else (2 * len(tranches) + 2, "")
