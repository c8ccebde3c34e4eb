"""Names, amounts, times and references of one agreement, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from homeward.model.ids import CategoryId, PartyId
from homeward.model.naming import Named
from homeward.model.provisions import Unit
from homeward.model.steps import Moment, When
from homeward.model.terms import Commitment, Direction, Op, Terms
from homeward.terms.gathering import OCCASIONS
from homeward.terms.whens import HOURS_A_DAY
from homeward.terms.words import Words

_SHORT_HOURS: Final = 48
"""Hours up to which a time is said in hours, as agreements say 48 hours and 7 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """
    Says parts of *terms* in the words of one language.

    A name stands in that language where the agreement gives one, else as the agreement has it.
    """

    terms: Terms
    words: Words

    def party(self, wanted: PartyId) -> str:
        """Return what somebody who takes part is called."""
        actor = next((one for one in self.terms.provisions.actors if one.id == wanted), None)
        return self.words.own(wanted) if actor is None else self.called(actor.name, actor.names)

    def parties(self, wanted: Iterable[PartyId]) -> str:
        """Return several names in alphabetical order of their ids, so that no order ranks anybody."""
        return self.words.listed(self.party(one) for one in sorted(wanted))

    def category(self, wanted: CategoryId) -> str:
        """Return what a category is called, marked as the agreement's own words."""
        one = self.terms.category(wanted)
        return self.words.quoted(_name(one.name, one.names, self.words.lang))

    def called(self, name: str, names: Iterable[Named]) -> str:
        """Return the name in this language, or the agreement's own."""
        return self.words.own(_name(name, names, self.words.lang))

    def people(self, number: int, unit: Unit = Unit.PERSON) -> str:
        """Return a number of what *unit* counts."""
        return self.words.count(f"unit_{unit.value}", number)

    def amount(self, one: Commitment, *, freed: bool = False) -> str:
        """Return how many are promised, and of whom; *freed*: as what is said after "frees", in the case it takes."""
        number = one.high if one.op is Op.RANGE else one.count
        whole = {Op.SOME: "some", Op.BY_RATIO: "ratio"}.get(one.op, "all")
        is_freed = freed and (whole, one.unit) == ("all", Unit.PERSON)
        said = self.words.say(
            f"op_{one.op.value}",
            what=self.people(number or 0, one.unit),
            low=self.words.number(one.count or 0),
            everything=self.words.say("freed_person" if is_freed else f"{whole}_{one.unit.value}"),
        )
        return self.of_category(said, one.category)

    def of_category(self, amount: str, category: CategoryId | None) -> str:
        """Return *amount*, with the category it is of where it is of one."""
        if category is None:
            return amount
        return self.words.say("of_category", amount=amount, category=self.category(category))

    def way(self, direction: Direction) -> str:
        """Return from whom to whom."""
        return self.words.say("way", holder=self.party(direction.holder), receiver=self.party(direction.receiver))

    def span(self, hours: int) -> str:
        """Return a length of time: in days where it is whole days, and more than two."""
        if hours > _SHORT_HOURS and hours % HOURS_A_DAY == 0:
            return self.words.count("days", hours // HOURS_A_DAY)
        return self.words.count("hours", hours)

    def _distance(self, when: When) -> str:
        return self.words.count("months", when.months) if when.months else self.span(when.hours)

    def when(self, when: When) -> str:
        """Return a day, or a time measured from an event."""
        if when.day is not None:
            said = self.words.say("day", date=self.words.day(when.day))
        else:
            said = self.words.say(
                f"when_{when.moment.value}",
                event=self.reference(when.event or "", form="of"),
                span=self._distance(when) if when.moment is not Moment.ON or when.hours else "",
            )
        if when.latest is None:
            return said
        return self.words.say("when_latest", when=said, date=self.words.day(when.latest))

    def reference(self, wanted: str, *, form: str = "ref") -> str:
        """Return an occasion, event, step, tranche or promise by name or id; *form* ``of`` is said after "after"."""
        event = next((one for one in self.terms.provisions.events if one.id == wanted), None)
        if event is not None:
            return self.words.say(
                f"{form}_event", name=self.words.quoted(_name(event.name, event.names, self.words.lang))
            )
        if wanted in OCCASIONS:
            return self.words.say(f"{form}_{wanted}")
        return self.words.say(f"{form}_{self._kind(wanted)}", id=self.words.own(wanted))

    def references(self, wanted: Iterable[str]) -> str:
        """Return several references, in the order given."""
        return self.words.semicolon.join(self.reference(one) for one in wanted)

    def promises(self, wanted: Iterable[str]) -> str:
        """Return promises whose order says nothing, in alphabetical order."""
        return self.words.semicolon.join(self.promise(one) for one in sorted(wanted))

    def only(self, wanted: Iterable[str]) -> Iterator[str]:
        """Yield the sentence that a provision is about these promises alone; none where it names none."""
        refs = self.promises(wanted)
        if refs:
            yield self.words.say("only", refs=refs)

    def promise(self, wanted: str) -> str:
        """Return a promise by its id."""
        return self.words.say("ref_commitment", id=self.words.own(wanted))

    def word(self, value: Enum, kind: str) -> str:
        """Return the word for one of a closed set."""
        return self.words.say(f"{kind}_{value.value}")

    def any_of(self, values: Iterable[Enum], kind: str) -> str:
        """Return the words for several of a closed set, in the order in which the set lists them."""
        return self.words.or_.join(self.words_of(values, kind))

    def words_of(self, values: Iterable[Enum], kind: str) -> list[str]:
        """Return the words for several of a closed set one by one, in the order in which the set lists them."""
        chosen = list(values)
        return [self.word(one, kind) for one in type(chosen[0]) if one in chosen] if chosen else []

    def _kind(self, wanted: str) -> str:
        if any(one.id == wanted for one in self.terms.provisions.steps):
            return "step"
        return "tranche" if any(one.id == wanted for one in self.terms.tranches) else "commitment"


def _name(name: str, names: Iterable[Named], lang: str) -> str:
    return next((one.name for one in names if one.language == lang), name)
