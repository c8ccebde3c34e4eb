"""Each provision of an agreement as sentences: one for everything it says, none for what it does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from homeward.model.provisions import (
    Actor,
    ActorKind,
    Amendment,
    Bundle,
    Coupling,
    Custody,
    Disclosure,
    Dispute,
    Duty,
    Exclusion,
    Extension,
    Ground,
    Group,
    Hold,
    NoExclusion,
    NonStop,
    Pace,
    Pool,
    Ratio,
    Residual,
    Sequence,
    Total,
    Unit,
    Weights,
)
from homeward.model.steps import Event, Step, When
from homeward.model.terms import Direction
from homeward.terms.agreed_sentences import SAYS_TERMS
from homeward.terms.listed import Part
from homeward.terms.phrases import Teller

Sayer: TypeAlias = Callable[[Any, Teller], Iterator[str]]  # each is given its own provision, by the table below


def sentences(part: Part, teller: Teller) -> tuple[str, ...]:
    """
    Return what *part* provides, in whole sentences.

    Law: two provisions that differ in anything but the clause they stand under are said differently.
    """
    return tuple(SAYS[type(part.value)](part.value, teller))


def _time(key: str, when: When | None, teller: Teller) -> Iterator[str]:
    if when is not None:
        yield teller.words.say(key, when=teller.when(when))


def _actor(one: Actor, teller: Teller) -> Iterator[str]:
    named = teller.called(one.name, one.names)
    if one.name != one.id:
        named = teller.words.say("named", name=named, id=teller.words.own(one.id))
    yield teller.words.say(f"party_{one.kind.value}", name=named)
    if one.kind is not ActorKind.PARTY:
        yield teller.words.say("assent_none") if one.assent is None else teller.word(one.assent, "assent")
    if one.answers is not None:
        yield teller.words.say("party_answers", name=teller.party(one.answers))
    if one.members:
        yield teller.words.say("party_members", names=teller.parties(one.members))


def _event(one: Event, teller: Teller) -> Iterator[str]:
    name = teller.words.quoted(teller.called(one.name, one.names))
    yield teller.words.say("event_certain" if one.certain else "event_open", name=name)
    if one.on is not None:
        yield teller.words.say("event_on", date=teller.words.day(one.on))


def _step(one: Step, teller: Teller) -> Iterator[str]:
    say = teller.words.say
    yield say("step", names=teller.parties(one.actors), deed=teller.word(one.deed, "deed"))
    if one.what is not None:
        yield say("step_what", text=teller.words.quoted(one.what))
    if one.after is not None:
        yield say("step_after", ref=teller.reference(one.after))
    yield from _time("due", one.due, teller)
    if one.each_person:
        yield say("step_each_person")
    if one.soft:
        yield say("step_soft")
    if one.silence is not None:
        yield teller.word(one.silence, "silence")


def _ratio(one: Ratio, teller: Teller) -> Iterator[str]:
    number = teller.words.number
    yield teller.words.say(
        "ratio", per=number(one.per), of=teller.promise(one.of), give=number(one.give), to=teller.promise(one.to)
    )
    yield teller.word(one.rounding, "rounding")
    if one.block:
        yield teller.words.say("ratio_block")


def _weights(one: Weights, teller: Teller) -> Iterator[str]:
    say, words = teller.words.say, teller.words
    ranks = (say("rank", name=words.quoted(rank.name), count=words.number(rank.equals)) for rank in one.ranks)
    yield say("weights", ranks=words.semicolon.join(ranks))
    if one.category is not None:
        yield say("weights_category", category=teller.category(one.category))


def _total(one: Total, teller: Teller) -> Iterator[str]:
    yield teller.words.say("total", count=teller.words.number(one.count), refs=teller.promises(one.of))


def _bundle(one: Bundle, teller: Teller) -> Iterator[str]:
    yield teller.words.say("bundle", refs=teller.promises(one.commitments))


def _sequence(one: Sequence, teller: Teller) -> Iterator[str]:
    yield teller.words.say("sequence_together" if one.together else "sequence", refs=teller.references(one.order))


def _pool(one: Pool, teller: Teller) -> Iterator[str]:
    yield teller.words.say("pool", ref=teller.promise(one.commitment), what=teller.people(one.size))
    yield teller.words.say("chosen_by", chooser=teller.word(one.chosen_by, "chooser"))


def _pace(one: Pace, teller: Teller) -> Iterator[str]:
    way = teller.way(Direction(holder=one.holder, receiver=one.receiver))
    for key, number in (("pace_at_least", one.at_least), ("pace_up_to", one.up_to)):
        if number is not None:
            yield teller.words.say(key, way=way, what=teller.people(number))
    if one.like is not None:
        yield teller.words.say("pace_like", way=way, ref=teller.reference(one.like))


def _custody(one: Custody, teller: Teller) -> Iterator[str]:
    yield teller.words.say("custody", name=teller.party(one.custodian), refs=teller.promises(one.commitments))
    yield from _time("until", one.until, teller)


def _exclusion(one: Exclusion, teller: Teller) -> Iterator[str]:
    say = teller.words.say
    yield say("exclusion", text=teller.words.quoted(one.says))
    if one.category is not None:
        yield say("exclusion_category", category=teller.category(one.category))
    yield from teller.only(one.commitments)
    if one.count is not None:
        unit = next((each.unit for each in teller.terms.commitments if each.id in one.commitments), Unit.PERSON)
        yield say("exclusion_count", what=teller.people(one.count, unit))
    if one.grounds:
        yield say("exclusion_grounds", list=teller.words.semicolon.join(teller.words_of(one.grounds, "ground")))
    if one.by is not None:
        yield say("exclusion_by", name=teller.party(one.by))
    if one.unless is not None:
        yield say("exclusion_unless", text=teller.words.quoted(one.unless))
    yield from _time("exclusion_until", one.until, teller)


def _no_exclusion(one: NoExclusion, teller: Teller) -> Iterator[str]:
    said = [teller.words.quoted(ground) for ground in one.grounds]
    grounds = teller.words.semicolon.join([*teller.words_of(one.bars, "ground"), *said])
    grounds = grounds or teller.word(Ground.ANY, "ground")
    yield teller.words.say("no_exclusion", list=grounds)


def _hold(one: Hold, teller: Teller) -> Iterator[str]:
    yield teller.words.say("hold", name=teller.party(one.by))
    if one.notice_to:
        yield teller.words.say("hold_notice_to", names=teller.parties(one.notice_to))
    yield from _time("hold_notice", one.notice, teller)


def _group(one: Group, teller: Teller) -> Iterator[str]:
    yield teller.word(one.kind, "group")
    if one.category is not None:
        yield teller.words.say("group_category", category=teller.category(one.category))


def _duty(one: Duty, teller: Teller) -> Iterator[str]:
    yield teller.words.say("duty", text=teller.words.quoted(one.must))
    if one.category is not None:
        yield teller.words.say("duty_category", category=teller.category(one.category))
    yield from teller.only(one.commitments)
    yield from _time("until", one.until, teller)


def _residual(one: Residual, teller: Teller) -> Iterator[str]:
    yield teller.words.say("residual", text=teller.words.quoted(one.says))
    yield from _time("due", one.due, teller)


def _non_stop(_: NonStop, teller: Teller) -> Iterator[str]:
    yield teller.words.say("non_stop")


def _dispute(one: Dispute, teller: Teller) -> Iterator[str]:
    yield teller.words.say("dispute", names=teller.parties(one.by))
    yield from _time("due", one.due, teller)


def _disclosure(one: Disclosure, teller: Teller) -> Iterator[str]:
    key = "disclosure_public" if one.public else "disclosure_secret"
    yield teller.words.say(key, matter=teller.word(one.matter, "matter"))
    yield from _time("disclosure_after", one.after, teller)
    if one.sealed:
        yield teller.words.say("disclosure_sealed")


def _coupling(one: Coupling, teller: Teller) -> Iterator[str]:
    yield teller.words.say(f"coupling_{one.effect.value}", ref=teller.reference(one.event))
    if one.commitments:
        yield teller.words.say("coupling_of", refs=teller.promises(one.commitments))


def _extension(one: Extension, teller: Teller) -> Iterator[str]:
    yield teller.words.say(
        "extension", what=teller.people(one.each), ref=teller.promise(one.commitment), span=teller.span(one.hours)
    )
    if one.most is not None:
        yield teller.words.say("extension_most", what=teller.people(one.most))


def _amendment(one: Amendment, teller: Teller) -> Iterator[str]:
    digest = teller.words.own(one.replaces)
    yield teller.words.say("amendment", version=teller.words.number(one.version), digest=digest)


SAYS: Final[Mapping[type, Sayer]] = {
    **SAYS_TERMS,
    Actor: _actor,
    Event: _event,
    Step: _step,
    Ratio: _ratio,
    Weights: _weights,
    Total: _total,
    Bundle: _bundle,
    Sequence: _sequence,
    Pool: _pool,
    Pace: _pace,
    Custody: _custody,
    Exclusion: _exclusion,
    NoExclusion: _no_exclusion,
    Hold: _hold,
    Group: _group,
    Duty: _duty,
    Residual: _residual,
    NonStop: _non_stop,
    Dispute: _dispute,
    Disclosure: _disclosure,
    Coupling: _coupling,
    Extension: _extension,
    Amendment: _amendment,
}
"""For each kind of provision what says it; a test holds that none is missing."""
