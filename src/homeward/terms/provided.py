"""What the agreement provides beside its promises, each provision as a value of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from homeward.model.ids import CategoryId, PartyId
from homeward.model.provisions import (
    Actor,
    Amendment,
    Bundle,
    Chooser,
    Coupling,
    Custody,
    Disclosure,
    Dispute,
    Duty,
    Effect,
    Exclusion,
    Extension,
    Ground,
    Group,
    GroupKind,
    Hold,
    Matter,
    NoExclusion,
    NonStop,
    Pace,
    Pool,
    Provisions,
    Rank,
    Ratio,
    Residual,
    Rounding,
    Sequence,
    Total,
    Weights,
)
from homeward.model.steps import Deed, Event, Silence, Step
from homeward.terms.gathering import Known, Parts
from homeward.terms.rules import Rule
from homeward.terms.tables import Table

_MOST_HOURS: Final = 87_600
_MOST_VERSIONS: Final = 1_000

T = TypeVar("T")


def events_of(parts: Parts, known: Known) -> tuple[Event, ...]:
    """Read what happens, or may never happen, outside the exchange."""
    return parts.read("event", lambda table, taken: _event(table, known, taken))


def provisions_of(parts: Parts, known: Known, actors: tuple[Actor, ...], events: tuple[Event, ...]) -> Provisions:
    """Read every provision; *known* holds the commitments already read."""

    def read_each(key: str, one: Callable[[Table, Known, set[str]], T]) -> tuple[T, ...]:
        return parts.read(key, lambda table, taken: one(table, known, taken))

    def read_one(key: str, one: Callable[[Table, Known], T]) -> T | None:
        return parts.read_one(key, lambda table: one(table, known))

    return Provisions(
        actors=actors,
        events=events,
        steps=read_each("step", _step),
        ratios=read_each("ratio", _ratio),
        weights=read_one("weights", _weights),
        totals=read_each("total", _total),
        bundles=read_each("bundle", _bundle),
        sequences=read_each("sequence", _sequence),
        pools=read_each("pool", _pool),
        paces=read_each("pace", _pace),
        custodies=read_each("custody", _custody),
        exclusions=read_each("exclusion", _exclusion),
        no_exclusion=read_one("no_exclusion", _no_exclusion),
        holds=read_each("hold", _hold),
        groups=read_each("group", _group),
        duties=read_each("duty", _duty),
        residual=read_one("residual", _residual),
        non_stop=read_one("non_stop", _non_stop),
        dispute=read_one("dispute", _dispute),
        disclosures=read_each("disclosure", _disclosure),
        couplings=read_each("coupling", _coupling),
        extensions=read_each("extension", _extension),
        amendment=read_one("amendment", _amendment),
    )


def _category(table: Table, known: Known) -> CategoryId | None:
    named = table.maybe_reference("category", known.categories)
    return None if named is None else CategoryId(named)


def _actor(table: Table, key: str, known: Known) -> PartyId:
    return PartyId(table.reference(key, known.actors))


def _event(table: Table, known: Known, taken: set[str]) -> Event:
    return Event(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        name=table.text("name"),
        certain=table.flag("certain", default=False),
        on=table.maybe_day("on"),
        names=table.names("names"),
    )


def _step(table: Table, known: Known, taken: set[str]) -> Step:
    return Step(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        actors=known.these(table, "actors"),
        deed=table.choice("deed", Deed) or Deed.OTHER,
        what=table.maybe_text("what"),
        after=table.maybe_reference("after", known.occasions),
        due=table.when("due", known.occasions),
        silence=table.maybe_choice("silence", Silence),
        each_person=table.flag("each_person", default=False),
        soft=table.flag("soft", default=False),
    )


def _ratio(table: Table, known: Known, taken: set[str]) -> Ratio:
    return Ratio(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        of=table.reference("of", known.single),
        to=table.reference("to", known.single),
        per=table.number("per", low=1),
        give=table.number("give"),
        rounding=table.maybe_choice("rounding", Rounding) or Rounding.EXACT,
        block=table.flag("block", default=False),
    )


def _weights(table: Table, known: Known) -> Weights:
    ranks = []
    for one in table.tables("rank", "rank"):
        rank = Rank(name=one.text("name"), equals=one.number("equals", low=1))
        if one.close():
            ranks.append(rank)
    return Weights(clause=table.clause(known.clauses), ranks=tuple(ranks), category=_category(table, known))


def _total(table: Table, known: Known, taken: set[str]) -> Total:
    return Total(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        count=table.number("count"),
        of=known.promised(table, "of", required=True),
    )


def _bundle(table: Table, known: Known, taken: set[str]) -> Bundle:
    return Bundle(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        commitments=known.promised(table, "commitments", required=True),
    )


def _sequence(table: Table, known: Known, taken: set[str]) -> Sequence:
    return Sequence(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        order=known.spread(table.references("order", [*known.occasions, *known.commitments])),
        together=table.flag("together", default=False),
    )


def _pool(table: Table, known: Known, taken: set[str]) -> Pool:
    return Pool(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        commitment=table.reference("commitment", known.single),
        size=table.number("size"),
        chosen_by=table.choice("chosen_by", Chooser) or Chooser.HOLDER,
    )


def _pace(table: Table, known: Known, taken: set[str]) -> Pace:
    pace = Pace(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        holder=_actor(table, "holder", known),
        receiver=_actor(table, "receiver", known),
        at_least=table.maybe_number("at_least"),
        up_to=table.maybe_number("up_to"),
        like=table.maybe_reference("like", known.occasions),
    )
    if (pace.at_least, pace.up_to, pace.like) == (None, None, None):
        table.report(Rule.MISSING, "at_least", seen="at_least", remedy="add at_least, up_to or like")
    return pace


def _custody(table: Table, known: Known, taken: set[str]) -> Custody:
    return Custody(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        custodian=_actor(table, "custodian", known),
        commitments=known.promised(table, "commitments", required=True),
        until=table.when("until", known.occasions),
    )


def _exclusion(table: Table, known: Known, taken: set[str]) -> Exclusion:
    by = table.maybe_reference("by", known.actors)
    return Exclusion(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        category=_category(table, known),
        says=table.text("says"),
        by=None if by is None else PartyId(by),
        unless=table.maybe_text("unless"),
        commitments=known.promised(table, "commitments"),
        count=table.maybe_number("count", low=1),
        until=table.when("until", known.occasions),
        grounds=table.choices("grounds", Ground),
    )


def _no_exclusion(table: Table, known: Known) -> NoExclusion:
    said = table.maybe_text("says")
    return NoExclusion(
        clause=table.clause(known.clauses),
        grounds=() if said is None else (said,),
        bars=table.choices("grounds", Ground),
    )


def _hold(table: Table, known: Known, taken: set[str]) -> Hold:
    return Hold(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        by=_actor(table, "by", known),
        notice_to=known.these(table, "notice_to") if table.has("notice_to") else (),
        notice=table.when("notice", known.occasions),
    )


def _group(table: Table, known: Known, taken: set[str]) -> Group:
    return Group(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        kind=table.choice("kind", GroupKind) or GroupKind.NAMED,
        category=_category(table, known),
    )


def _duty(table: Table, known: Known, taken: set[str]) -> Duty:
    return Duty(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        category=_category(table, known),
        must=table.text("must"),
        until=table.when("until", known.occasions),
        commitments=known.promised(table, "commitments"),
    )


def _residual(table: Table, known: Known) -> Residual:
    return Residual(clause=table.clause(known.clauses), says=table.text("says"), due=table.when("due", known.occasions))


def _non_stop(table: Table, known: Known) -> NonStop:
    return NonStop(clause=table.clause(known.clauses))


def _dispute(table: Table, known: Known) -> Dispute:
    return Dispute(
        clause=table.clause(known.clauses), by=known.these(table, "by"), due=table.when("due", known.occasions)
    )


def _disclosure(table: Table, known: Known, taken: set[str]) -> Disclosure:
    return Disclosure(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        matter=table.choice("matter", Matter) or Matter.COUNTS,
        public=table.flag("public"),
        after=table.when("after", known.occasions),
        sealed=table.flag("sealed", default=False),
    )


def _coupling(table: Table, known: Known, taken: set[str]) -> Coupling:
    return Coupling(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        event=table.reference("event", known.occasions),
        effect=table.choice("effect", Effect) or Effect.STARTS,
        commitments=known.promised(table, "commitments"),
    )


def _extension(table: Table, known: Known, taken: set[str]) -> Extension:
    return Extension(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        commitment=table.reference("commitment", known.single),
        each=table.number("each", low=1),
        hours=table.number("hours", low=1, high=_MOST_HOURS),
        most=table.maybe_number("most"),
    )


def _amendment(table: Table, known: Known) -> Amendment:
    return Amendment(
        clause=table.clause(known.clauses),
        version=table.number("version", low=2, high=_MOST_VERSIONS),
        replaces=table.text("replaces"),
    )
