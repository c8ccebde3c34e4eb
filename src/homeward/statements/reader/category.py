"""Whom a number counts, where its own words do not say all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from homeward.model.claims import Scope
from homeward.statements.reader.decisions import Decision
from homeward.statements.reader.frames import Frame
from homeward.statements.reader.phrases import CAPTIVE, PERSONS
from homeward.statements.reader.quantity import Kindred, Quantity
from homeward.statements.reader.wholes import in_one_sentence, siblings, whole_of

_HELD: Final = frozenset({PERSONS, "pow", "civilian"})
"""What may be said of people who are held, where the configuration has one word for them."""
_BARE: Final = frozenset({Kindred.VERB, Kindred.PLACE, Kindred.LIST})
"""Ties of numbers that name nobody: they count whom the number before them counts."""

_Question: TypeAlias = Callable[[Frame, Quantity, "str | None"], "str | None"]


def category_of_claim(frame: Frame, direction: str | None) -> Decision:
    """Return whom the number of *frame* counts; what its own noun says, unless something else says more."""
    quantity = frame.quantity
    if quantity is None:
        return Decision(value=PERSONS, rule="category.none")
    for rule, question in _RULES:
        found = question(frame, quantity, direction)
        if found is not None:
            return Decision(value=found, rule=rule)
    return Decision(value=quantity.category, rule=f"category.{quantity.tie.value}")


def _as_held(frame: Frame, quantity: Quantity, direction: str | None) -> str | None:
    """Take people on their way to a side whose people are called hostages as hostages."""
    receiver = frame.marked.conflict.party((direction or "").partition(">")[2])
    return receiver.held_as if receiver is not None and quantity.category in _HELD else None


def _named_before(frame: Frame, quantity: Quantity, _: str | None) -> str | None:
    """Read "traded prisoners of war: 32 Armenians": the kind stands before the people."""
    if quantity.tie is not Kindred.PEOPLE or quantity.category != PERSONS:
        return None
    named = list(frame.marked.between("noun", frame.span[0], quantity.first, "pow", "hostage"))
    counted = [one for one in siblings(frame) if any(one.first <= tag.first < one.past for tag in named)]
    return named[-1].value if named and not counted else None


def _of_captives(frame: Frame, quantity: Quantity, _: str | None) -> str | None:
    """Take a bare number near the word "captive", which the configuration explains, as captives."""
    if quantity.tie in {Kindred.NOUN, Kindred.PEOPLE} or quantity.category != PERSONS:
        return None
    first, past = frame.span
    start = frame.marked.sentence(first - 1)[0] if first else first
    is_near = next(frame.marked.between("noun", start, past, CAPTIVE), None) is not None
    return frame.marked.conflict.captives if is_near else None


def _of_sibling(frame: Frame, quantity: Quantity, _: str | None) -> str | None:
    """Take a bare number as counting whom the number before it in its sentence counts."""
    if quantity.tie not in _BARE or quantity.category != PERSONS or frame.index == 0:
        return None
    before = frame.numbers[frame.index - 1]
    return frame.earlier.categories.get(frame.index - 1) if in_one_sentence(frame, before) else None


def _of_whole(frame: Frame, quantity: Quantity, _: str | None) -> str | None:
    """Take a part that does not say whom it counts as counting people of its whole's kind."""
    is_part = frame.earlier.scopes.get(frame.index) == Scope.SUBSET.value and quantity.category == PERSONS
    whole = whole_of(frame) if is_part else None
    return None if whole is None else frame.earlier.categories.get(whole, PERSONS)


def _children(frame: Frame, quantity: Quantity, _: str | None) -> str | None:
    """Take children of whom nothing else is said as no soldiers."""
    is_part = frame.earlier.scopes.get(frame.index) == Scope.SUBSET.value
    return "civilian" if quantity.is_children and quantity.category == PERSONS and not is_part else None


_RULES: Final[tuple[tuple[str, _Question], ...]] = (
    ("category.held-as", _as_held),
    ("category.named-before", _named_before),
    ("category.captives", _of_captives),
    ("category.sibling", _of_sibling),
    ("category.whole", _of_whole),
    ("category.children", _children),
)
