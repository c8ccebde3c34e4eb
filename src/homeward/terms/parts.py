"""The terms file as a value of the model: header, who takes part, clauses; the rest is read beside this module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from homeward.model.ids import ClauseId, PartyId, is_id
from homeward.model.provisions import Actor, ActorKind, Assent
from homeward.model.terms import Clause, Terms, Text
from homeward.terms.forms import is_loose_id
from homeward.terms.gathering import OCCASIONS, Known, Parts
from homeward.terms.promises import categories_of, commitments_of, parities_of, placed, tranches_of, windows_of
from homeward.terms.provided import events_of, provisions_of
from homeward.terms.rights import deadlines_of, gates_of, priority_of, publicity_of, reserve_of
from homeward.terms.rules import Rule
from homeward.terms.tables import Table

_LEANING: Final = ("event", "step", "tranche", "commitment")
"""Parts other parts may measure time from, by their id."""


def terms_of(top: Table, parties: Sequence[PartyId], *, version: int) -> Terms:
    """
    Read every part of the file into values.

    A faulty part is left out and marks the draft as broken, so that the rest can still be checked. *parties* is used
    where the file has no ``[[party]]`` of its own. In the first format publicity and deadlines must be said.
    """
    title, agreed_on, in_force = top.text("title"), top.day("agreed_on"), top.maybe_day("in_force")
    source, parts = top.text("source"), Parts(top)
    actors = parts.read("party", lambda table, taken: _actor(table, taken, parts))
    is_first = version == 1
    known = _known(parts, actors, parties, is_first=is_first)
    events = events_of(parts, known)
    days = {one.id: one.on for one in events if one.on is not None}
    tranches, counts = tranches_of(parts, known, {"signature": agreed_on, "in_force": in_force or agreed_on, **days})
    commitments = placed((*commitments_of(parts, known, {one.id for one in counts}), *counts), known)
    known = replace(
        known,
        commitments=[*(one.id for one in commitments), *parts.names("commitment"), *known.twins],
        windows=windows_of(parts, commitments),
    )
    terms = Terms(
        title=title,
        agreed_on=agreed_on,
        parties=tuple(PartyId(one) for one in known.parties),
        clauses=_clauses(parts.clauses, source),
        categories=categories_of(parts, known),
        commitments=commitments,
        parities=parities_of(parts, known),
        tranches=tranches if is_first else tuple(sorted(tranches, key=lambda one: (one.on or date.max, one.id))),
        priority=priority_of(parts, known),
        gates=gates_of(parts, known),
        reserve=reserve_of(parts, known),
        publicity=publicity_of(parts, known, required=is_first),
        deadlines=deadlines_of(parts, known, required=is_first),
        in_force=in_force,
        provisions=provisions_of(parts, known, actors, events),
    )
    for table in parts.clauses:
        table.close()
    top.close()
    return terms


def _known(parts: Parts, actors: Sequence[Actor], parties: Sequence[PartyId], *, is_first: bool) -> Known:
    own = [one.id for one in actors if one.kind is ActorKind.PARTY]
    signing = sorted(set(own or parties))
    leaning = {name for key in _LEANING for name in parts.names(key)}
    return Known(
        parties=signing,
        actors=sorted({*signing, *(one.id for one in actors), *parts.names("party")}),
        clauses=[table.name for table in parts.clauses],
        categories=parts.names("category"),
        occasions=sorted({*OCCASIONS, *leaning}),
        is_first=is_first,
    )


def _actor(table: Table, taken: set[str], parts: Parts) -> Actor:
    name = PartyId(table.new_id("id", taken))
    if is_loose_id(name) and not is_id(name):  # what is no id at all was said already
        table.report(Rule.ID_FORM, "id", seen=ascii(name)[:80], remedy="write an id of a-z, then a-z 0-9 _ -")
    ids = parts.names("party")
    answers, clauses = table.maybe_reference("answers", ids), [one.name for one in parts.clauses]
    kind = table.maybe_choice("capacity", ActorKind) or ActorKind.PARTY
    return Actor(
        id=name,
        name=table.text("name", default=name),
        kind=kind,
        clause=table.clause(clauses) if table.has("clause") or table.home else None,
        answers=None if answers is None else PartyId(answers),
        members=tuple(PartyId(one) for one in table.references("members", ids, required=False)),
        names=table.names("names"),
        # A party signs: that is what makes it one, so there is nothing to say.
        assent=None if kind is ActorKind.PARTY else table.maybe_choice("assent", Assent),
    )


def _clauses(tables: list[Table], source: str) -> tuple[Clause, ...]:
    taken: set[str] = set()
    return tuple(clause for table in tables for clause in [_clause(table, taken, source)] if table.is_sound)


def _clause(table: Table, taken: set[str], source: str) -> Clause:
    return Clause(
        id=ClauseId(table.new_id("id", taken)),
        says=table.text("says"),
        source=table.text("source", default=source),
        article=table.maybe_text("article"),
        texts=_texts(table),
    )


def _texts(table: Table) -> tuple[Text, ...]:
    seen: set[str] = set()
    found = []
    for one in table.tables("text", "text"):
        text = Text(
            language=one.text("language"), says=one.text("says"), authentic=one.flag("authentic", default=False)
        )
        if text.language in seen:
            one.report(Rule.ID_TWICE, "language", seen=text.language, remedy="keep one text in each language")
        seen.add(text.language)
        one.rename(text.language)
        one.belongs_to(table.name)
        if one.close():
            found.append(text)
    return tuple(found)
