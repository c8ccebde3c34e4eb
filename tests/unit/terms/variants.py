"""The made-up agreement with every provision, and every agreement that differs from it in one field."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from functools import cache

from homeward.model.ids import CategoryId, PartyId, TrancheId
from homeward.model.naming import Named
from homeward.model.provisions import Actor, ActorKind, Rank
from homeward.model.steps import Moment, When
from homeward.model.terms import UNCOUNTED, Category, Commitment, Direction, Op, Said, Terms, Text
from homeward.terms import read_terms
from tests.house.repository import ROOT

VALLEY = ROOT / "tests" / "corpus" / "terms" / "valley.toml"

_LEANING = frozenset({"event", "like", "after"})
_PROMISES = frozenset({"of", "to", "part_of", "commitment", "commitments"})


@cache
def valley() -> Terms:
    """Return the made-up agreement that uses every provision and every key."""
    terms, findings = read_terms(VALLEY.read_bytes(), source=VALLEY.name, parties=())
    assert terms is not None, findings
    return terms


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The agreement with one field of one part changed; *kind* and *key* say which."""

    kind: str
    key: str
    terms: Terms


@cache
def variants() -> tuple[Variant, ...]:
    """Return an agreement for every field of every part that may be changed alone."""
    return tuple(_variants(valley()))


def _variants(terms: Terms) -> Iterator[Variant]:
    for changed, kind, key in _inside(terms):
        yield Variant(kind=kind, key=key, terms=typing.cast("Terms", changed))


def _inside(value: object) -> Iterator[tuple[object, str, str]]:
    """Yield *value* with one thing in it changed, however deep."""
    if isinstance(value, tuple):
        for place, one in enumerate(value):
            for changed, kind, key in _inside(one):
                yield (*value[:place], changed, *value[place + 1 :]), kind, key
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            mine = getattr(value, field.name)
            for changed, kind, key in _inside(mine):
                yield dataclasses.replace(value, **{field.name: changed}), kind, key
            if _is_free(value, field.name):
                hint = typing.get_type_hints(type(value))[field.name]
                yield (
                    dataclasses.replace(value, **{field.name: _other(mine, hint, field.name)}),
                    type(value).__name__,
                    field.name,
                )


def _is_free(value: object, key: str) -> bool:
    """Tell whether the field may be changed without a change of any other, and holds no part of its own."""
    if key in {"id", "clause", "clauses", "parties"} or isinstance(value, Terms | When | Named | Text | Said | Rank):
        return isinstance(value, Terms) and key in {"title", "agreed_on", "in_force"}
    if isinstance(value, Category) and key in {"age_as_of", "as_of"}:
        return value.age_as_of is None or key == "age_as_of"
    if isinstance(value, Commitment) and key in {"op", "count", "high"}:
        return key == "count" and value.op not in UNCOUNTED
    if isinstance(value, Actor) and key in {"kind", "assent"}:  # a party signs, and says nothing else of it
        return value.assent is None if key == "kind" else value.kind is not ActorKind.PARTY
    return type(value).__name__ != "Provisions" and not (type(value).__name__ == "Gate" and key == "kind")


def _other(value: object, hint: object, key: str) -> object:
    """Return another value of the same field."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _other(value, inside[0], key)
    if origin is tuple:
        return value[1:] if isinstance(value, tuple) and value else (_other(None, inside[0], key),)
    if origin is frozenset:
        chosen = next(iter(inside[0]))
        return frozenset([*inside[0]]) - {chosen} if value == frozenset({chosen}) else frozenset({chosen})
    return _other_plain(value, hint, key)


def _other_plain(value: object, hint: object, key: str) -> object:
    match hint:
        case type() if issubclass(hint, Enum):
            return next(one for one in hint if one is not value)
        case type() if hint is bool:
            return not value
        case type() if hint is int:
            return 3 if value is None else typing.cast("int", value) + 1
        case type() if hint is date:
            return date(2026, 6, 1) if value is None else typing.cast("date", value) + timedelta(days=1)
    known: dict[object, object] = {
        When: When(event="flood", hours=96, moment=Moment.AFTER),
        Direction: Direction(holder=PartyId("coast"), receiver=PartyId("lake")),
        Named: Named(language="uk", name="інакше"),
        Text: Text(language="fr", says="autre"),
        Said: Said(party=PartyId("coast"), count=7),
        Rank: Rank(name="major", equals=9),
        CategoryId: CategoryId("serious" if value != "serious" else "pow"),
        TrancheId: TrancheId("day-3"),
        PartyId: PartyId("coast" if value != "coast" else "lake"),
    }
    return known[hint] if hint in known else _other_text(value, key)


def _other_text(value: object, key: str) -> str:
    if key in _PROMISES:
        return "things" if value != "things" else "papers"
    if key in _LEANING:
        return "flood" if value != "flood" else "truce"
    return f"{value or ''} otherwise".strip()


def others_of(op: Op) -> Terms:
    """Return the agreement with its first promise counted in another way."""
    terms = valley()
    first = next(one for one in terms.commitments if one.id == "daily")
    uncounted = op in UNCOUNTED
    changed = dataclasses.replace(
        first, op=op, count=None if uncounted else 21, high=44 if op is Op.RANGE else None, daily=None
    )
    return dataclasses.replace(terms, commitments=tuple(changed if one is first else one for one in terms.commitments))
