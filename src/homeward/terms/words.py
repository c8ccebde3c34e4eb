"""Terms in plain sentences: what people at a table read back to each other before they sign."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum

from homeward.model.terms import Category, Commitment, CountsPublic, GateKind, Op, Terms, Tranche

_GATES = {
    GateKind.IDENTITY: "identity is confirmed",
    GateKind.WISH: "the person was asked in private and wishes to go",
    GateKind.FITNESS: "a doctor says that the person is fit to travel",
    GateKind.LEGAL_ACT: "the legal act of release is there",
    GateKind.SAFETY: "the person is safe where the journey ends",
}
_COUNTS = {
    CountsPublic.NEVER: "numbers are never made public",
    CountsPublic.AFTER_ARRIVAL: "numbers are made public after arrival",
    CountsPublic.AFTER_LAST_ARRIVAL: "numbers are made public after the last arrival",
}


def describe_terms(terms: Terms) -> tuple[str, ...]:
    """
    Say in plain lines what was agreed, each with the clause it comes from.

    Parties are named by id and in alphabetical order; every commitment is in exactly one line.
    """
    return tuple(_lines(terms))


def _lines(terms: Terms) -> Iterator[str]:
    yield f"{terms.title}, agreed on {terms.agreed_on} by {' and '.join(terms.parties)}"
    for one in _ordered(terms, None):
        yield f"{_promise(terms, one)} (clause {one.clause})"
    for tranche in terms.tranches:
        yield from _tranche(terms, tranche)
    for parity in terms.parities:
        people = "people" if parity.category is None else terms.category(parity.category).name
        yield f"after each tranche both directions differ by at most {parity.slack:,} {people} (clause {parity.clause})"
    for category in terms.categories:
        yield f"{category.name}: {_criteria(category)} (clause {category.clause})"
    yield from _people(terms)
    yield from _procedure(terms)


def _ordered(terms: Terms, tranche: Tranche | None) -> list[Commitment]:
    wanted = None if tranche is None else tranche.id
    return sorted((one for one in terms.commitments if one.tranche == wanted), key=lambda one: str(one.direction))


def _promise(terms: Terms, one: Commitment) -> str:
    return f"{one.direction.holder} frees {_amount(terms, one)}, who go to {one.direction.receiver}"


def _amount(terms: Terms, one: Commitment) -> str:
    people = "people" if one.category is None else terms.category(one.category).name
    number = f"{one.count or 0:,}"
    words = {
        Op.EQ: f"exactly {number} {people}",
        Op.AT_LEAST: f"at least {number} {people}",
        Op.UP_TO: f"up to {number} {people}",
        Op.ALL: f"all {people}",
    }
    return words[one.op] if one.universe is None else f"{words[one.op]} ({one.universe})"


def _tranche(terms: Terms, tranche: Tranche) -> Iterator[str]:
    counts = _ordered(terms, tranche)
    if not counts:
        yield f"tranche {tranche.id} on {tranche.on}: no number agreed (clause {tranche.clause})"
    for one in counts:
        yield f"tranche {tranche.id} on {tranche.on}: {_promise(terms, one)} (clause {one.clause})"


def _criteria(category: Category) -> str:
    parts = [
        _words("status", category.statuses),
        _words("health", category.healths),
        _words("sex", category.sexes),
        "" if category.age_at_least is None else f"aged {category.age_at_least} or more",
        "" if category.age_under is None else f"under {category.age_under} years",
        "" if category.age_as_of is None else f"age as of {category.age_as_of}",
    ]
    return ", ".join(part for part in parts if part) or "everybody"


def _words(name: str, values: Collection[Enum]) -> str:
    return f"{name} {' or '.join(sorted(str(value.value).replace('_', ' ') for value in values))}" if values else ""


def _people(terms: Terms) -> Iterator[str]:
    if terms.priority is not None:
        names = ", then ".join(terms.category(one).name for one in terms.priority.order)
        yield f"who goes first: {names} (clause {terms.priority.clause})"
    for gate in terms.gates:
        frees = "; a refusal that was properly heard frees the holder" if gate.frees_holder else ""
        yield f"nobody travels unless {_GATES[gate.kind]}, valid {gate.valid_days} days{frees} (clause {gate.clause})"
    if terms.reserve is not None:
        yield f"{terms.reserve.persons:,} people in reserve for each direction (clause {terms.reserve.clause})"


def _procedure(terms: Terms) -> Iterator[str]:
    publicity, steps = terms.publicity, terms.deadlines
    yield f"{_COUNTS[publicity.counts]}, none below {publicity.min_cell:,} people (clause {publicity.clause})"
    yield f"coming tranches are {'' if publicity.future_tranches else 'not '}made public (clause {publicity.clause})"
    yield f"totals with proofs may {'' if publicity.record else 'not '}be made public (clause {publicity.clause})"
    yield (
        f"days for each step: lists {steps.lists_days}, answers {steps.answer_days}, final lists {steps.final_days}, "
        f"arrivals {steps.arrival_days} (clause {steps.clause})"
    )
