"""What was promised and under which conditions, as sentences; the other provisions stand in the module beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from homeward.model.steps import Deed, When
from homeward.model.terms import (
    Category,
    Commitment,
    Deadlines,
    Gate,
    GateKind,
    Parity,
    Priority,
    Publicity,
    Reserve,
    Tranche,
)
from homeward.terms.phrases import Teller


def _category(one: Category, teller: Teller) -> Iterator[str]:
    criteria = [*_who(one, teller), *_as_of_when(one, teller), *_whose_word(one, teller)]
    yield teller.words.say(
        "category",
        name=teller.category(one.id),
        criteria=teller.words.semicolon.join(criteria) or teller.words.say("criterion_none"),
    )


def _who(one: Category, teller: Teller) -> Iterator[str]:
    for key, kind, values in (
        ("criterion_statuses", "status", one.statuses),
        ("criterion_healths", "health", one.healths),
        ("criterion_sexes", "sex", one.sexes),
    ):
        if values:
            yield teller.words.say(key, list=teller.any_of(values, kind))
    for key, years in (("age_at_least", one.age_at_least), ("age_under", one.age_under)):
        if years is not None:
            yield teller.words.count(key, years)


def _as_of_when(one: Category, teller: Teller) -> Iterator[str]:
    # A day stated as as_of is also the day of the age: said once, and of both.
    is_both = one.as_of is not None and one.as_of == When(day=one.age_as_of)
    for key, day in (
        ("criterion_age_as_of", None if is_both else one.age_as_of),
        ("criterion_captured_from", one.captured_from),
        ("criterion_captured_before", one.captured_before),
    ):
        if day is not None:
            yield teller.words.say(key, date=teller.words.day(day))
    if one.as_of is not None:
        yield teller.words.say("criterion_as_of", when=teller.when(one.as_of))


def _whose_word(one: Category, teller: Teller) -> Iterator[str]:
    if one.described is not None:
        yield teller.words.say("criterion_described", text=teller.words.quoted(one.described))
    if one.decided_by is not None:
        yield teller.words.say("criterion_decided_by", chooser=teller.word(one.decided_by, "chooser"))


def _commitment(one: Commitment, teller: Teller) -> Iterator[str]:
    say, direction = teller.words.say, one.direction
    yield say(
        f"promise_{one.unit.value}",
        holder=teller.party(direction.holder),
        receiver=teller.party(direction.receiver),
        amount=teller.amount(one, freed=True),
    )
    yield from _within(one, teller)
    if one.universe is not None:
        yield say("universe", text=teller.words.quoted(one.universe))
    for key, number in (("size", one.size), ("daily", one.daily)):
        if number is not None:
            yield say(key, what=teller.people(number, one.unit))
    if one.chosen_by is not None:
        yield say("chosen_by", chooser=teller.word(one.chosen_by, "chooser"))
    yield from _times(one, teller)
    for account in one.said:
        yield say("said", party=teller.party(account.party), what=teller.people(account.count, one.unit))


def _times(one: Commitment, teller: Teller) -> Iterator[str]:
    for key, when in (("due", one.due), ("not_before", one.not_before)):
        if when is not None:
            yield teller.words.say(key, when=teller.when(when))


def _within(one: Commitment, teller: Teller) -> Iterator[str]:
    if one.tranche is not None:
        yield teller.words.say("in_tranche", ref=teller.words.say("ref_tranche", id=teller.words.own(one.tranche)))
    if one.part_of is not None:
        yield teller.words.say("part_of", ref=teller.promise(one.part_of))


def _tranche(one: Tranche, teller: Teller) -> Iterator[str]:
    ref = teller.words.say("ref_tranche", id=teller.words.own(one.id))
    if one.on is None:
        yield teller.words.say("tranche_open", ref=ref)
    else:
        yield teller.words.say("tranche_on", ref=ref, date=teller.words.day(one.on))
    if one.due is not None:
        yield teller.words.say("tranche_due", when=teller.when(one.due))
    if all(each.tranche != one.id for each in teller.terms.commitments):
        yield teller.words.say("tranche_empty")


def _parity(one: Parity, teller: Teller) -> Iterator[str]:
    yield teller.words.say("parity", what=teller.of_category(teller.people(one.slack), one.category))


def _priority(one: Priority, teller: Teller) -> Iterator[str]:
    yield teller.words.say("priority", names=teller.words.listed(teller.category(each) for each in one.order))
    if one.then:
        then = teller.words.listed(teller.word(each, "then") for each in one.then)
        yield teller.words.say("priority_then", list=then)
    yield from teller.only(one.commitments)


def _gate(one: Gate, teller: Teller) -> Iterator[str]:
    say = teller.words.say
    yield teller.word(one.kind, "gate")
    if one.valid_days is None:
        yield say("gate_open")
    else:
        yield say("gate_valid", span=teller.words.count("days", one.valid_days))
    if one.frees_holder:
        yield say("gate_frees")
    elif one.kind is GateKind.WISH:
        yield say("gate_owed")
    for key, somebody in (("gate_heard_by", one.heard_by), ("gate_asked_again_by", one.asked_again_by)):
        if somebody is not None:
            yield say(key, name=teller.party(somebody))
    if one.reconsider_days is not None:
        yield say("gate_reconsider", span=teller.words.count("days", one.reconsider_days))


def _reserve(one: Reserve, teller: Teller) -> Iterator[str]:
    yield teller.words.say("reserve", what=teller.people(one.persons))


def _publicity(one: Publicity, teller: Teller) -> Iterator[str]:
    yield teller.word(one.counts, "counts")
    yield teller.words.say("min_cell", what=teller.people(one.min_cell))
    yield teller.words.say("tranches_public" if one.future_tranches else "tranches_secret")
    yield teller.words.say("record_public" if one.record else "record_secret")


def _deadlines(one: Deadlines, teller: Teller) -> Iterator[str]:
    for deed, name, days in one.steps:
        if days is not None:
            yield teller.words.say(f"deadline_{name}", span=teller.words.count("days", days))
        elif deed not in (Deed.REMARK, Deed.REPLY):  # an agreement without these steps says nothing of them
            yield teller.words.say(f"deadline_{name}", span=teller.words.say("no_limit"))


SAYS_TERMS: Final[Mapping[type, Callable[[Any, Teller], Iterator[str]]]] = {
    Category: _category,
    Commitment: _commitment,
    Tranche: _tranche,
    Parity: _parity,
    Priority: _priority,
    Gate: _gate,
    Reserve: _reserve,
    Publicity: _publicity,
    Deadlines: _deadlines,
}
