"""Terms as a canonical JSON value and back: what is signed, sent and hashed."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from homeward.model.findings import Json, Refusal
from homeward.model.ids import CategoryId, ClauseId, PartyId, TrancheId, is_id
from homeward.model.naming import SINCE, Named
from homeward.model.provisions import ActorKind
from homeward.model.terms import UNCOUNTED, VAGUE, Op, Terms
from homeward.terms.forms import MOST_PERSONS, is_category_id, is_language, is_loose_id, is_plain
from homeward.terms.rules import BAD_RECORD, NEWER_RECORD

RECORD_FORMAT: Final = 2
"""Newest version of the record's shape; a newer one is refused. Terms that need nothing newer are written as 1."""

_SECOND_OPS: Final = frozenset({Op.ALL_UP_TO, Op.RANGE, Op.BY_RATIO, *VAGUE})

_NEWER: Final = "use a release of Homeward that knows this format"
_DAMAGED: Final = "ask the side that sent the terms to send them again"

T = TypeVar("T")


def terms_record(terms: Terms) -> Json:
    """
    Return *terms* as a value of the canonical JSON profile.

    Law: ``terms_from_record(decode(encode(terms_record(terms)))) == terms`` for all terms that were read from a file.
    Every field of the model is a key, but one that came with format 2 only where it says something: so terms of the
    first format keep their bytes. Dates are ``YYYY-MM-DD``, sets are sorted lists, what is not stated is null.
    """
    return {"format": 2 if says_more_than_first(terms) else 1, "terms": written(terms)}


def terms_from_record(value: Json) -> Terms:
    """
    Read terms back from their record.

    One agreement has one record: a value that would be written in another way is refused, so that two sides who sign
    the same bytes have agreed on the same terms. Whether the terms make sense is for
    :func:`homeward.terms.checks.terms_findings` to say.

    Raises:
        Refusal: ``TERMS-38`` for a newer format, ``TERMS-39`` for anything malformed.
    """
    if not isinstance(value, dict) or set(value) != {"format", "terms"}:
        raise Refusal(BAD_RECORD, "a record of terms has the keys format and terms", hint=_DAMAGED)
    version = value["format"]
    if type(version) is not int:
        raise Refusal(BAD_RECORD, "the format of a record of terms is not a number", hint=_DAMAGED)
    if version > RECORD_FORMAT:
        raise Refusal(NEWER_RECORD, f"format {version} of terms is newer than this program", hint=_NEWER)
    try:
        terms = _read(value["terms"], Terms)
        _require_sound(terms)
        is_same = terms_record(terms) == value
    except (ValueError, TypeError, RecursionError) as problem:
        raise Refusal(BAD_RECORD, f"a record of terms is malformed: {problem}", hint=_DAMAGED) from problem
    if not is_same:
        raise Refusal(BAD_RECORD, "a record of terms is not in its one form", hint=_DAMAGED)
    return terms


def written(value: object) -> Json:
    """Return any value of the model as it stands in a record."""
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case tuple():
            return [written(item) for item in value]
        case frozenset():
            return sorted((written(item) for item in value), key=str)
    return {one.name: written(getattr(value, one.name)) for one in _fields(value) if _is_written(value, one)}


def _fields(value: object) -> tuple[dataclasses.Field[object], ...]:
    return dataclasses.fields(typing.cast("typing.Any", value))


def _is_written(value: object, one: dataclasses.Field[object]) -> bool:
    return SINCE not in one.metadata or getattr(value, one.name) != one.default


def says_more_than_first(terms: Terms) -> bool:
    """Tell whether *terms* say something the first format of terms has no words for."""
    due = terms.deadlines
    return (
        any(SINCE in one.metadata and _is_written(value, one) for value in walk(terms) for one in _fields(value))
        or any(one.op in _SECOND_OPS for one in terms.commitments)
        or any(one.on is None for one in terms.tranches)
        or any(one.valid_days is None for one in terms.gates)
        or terms.publicity.clause is None
        or None in (due.lists_days, due.answer_days, due.final_days, due.arrival_days)
    )


def walk(value: object) -> Iterator[object]:
    """Yield every dataclass inside *value*, itself first."""
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif dataclasses.is_dataclass(value):
        yield value
        for one in _fields(value):
            yield from walk(getattr(value, one.name))


def _read(value: Json, wanted: type[T]) -> T:
    """Read a dataclass of the model by the types of its fields."""
    hints = typing.get_type_hints(wanted)
    new = {one.name for one in _fields(wanted) if SINCE in one.metadata}
    if not isinstance(value, dict) or not set(hints) - new <= set(value) <= set(hints):
        raise ValueError(f"{wanted.__name__} has exactly the keys {', '.join(sorted(set(hints) - new))}")
    return wanted(**{name: _field(value[name], hint) for name, hint in hints.items() if name in value})


def _field(value: Json, hint: object) -> object:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return None if value is None else _field(value, inside[0])
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise TypeError("a list is something else")
        items = [_field(item, inside[0]) for item in value]
        return tuple(items) if origin is tuple else frozenset(items)
    plain = getattr(hint, "__supertype__", hint)
    return _plain(value, plain) if isinstance(plain, type) else None


def _plain(value: Json, wanted: type) -> object:
    if wanted in (str, int, bool):
        if type(value) is not wanted:
            raise TypeError(f"a {wanted.__name__} is a {type(value).__name__}")
        return value
    if dataclasses.is_dataclass(wanted):
        return _read(value, wanted)
    if not isinstance(value, str):
        raise TypeError(f"a {wanted.__name__} is not text")
    return date.fromisoformat(value) if wanted is date else wanted(value)


def _require_sound(terms: Terms) -> None:
    """Refuse what no file could give, since everything after reading leans on it."""
    _require_ids(terms)
    known: dict[object, Collection[str]] = {
        ClauseId: {one.id for one in terms.clauses},
        CategoryId: {one.id for one in terms.categories},
        TrancheId: {one.id for one in terms.tranches},
        PartyId: terms.holders | {one.id for one in terms.provisions.actors},
    }
    for value in walk(terms):
        _require_names(value)
        for name, hint in typing.get_type_hints(type(value)).items():
            _require_field(getattr(value, name), hint, known)
    for one in terms.commitments:
        if (one.op in UNCOUNTED) != (one.count is None) or (one.op is Op.RANGE) != (one.high is not None):
            raise ValueError(f"commitment {one.id}: the count does not go with op {one.op.value}")
    _require_commitments(terms)


def _require_names(value: object) -> None:
    """Refuse names of one thing that no file could give: a language twice, or out of order."""
    names: tuple[Named, ...] = getattr(value, "names", ())
    languages = [one.language for one in names]
    if languages != sorted(set(languages)) or not all(is_language(one) for one in languages):
        raise ValueError("names are in alphabetical order of language")


def _require_field(value: object, hint: object, known: Mapping[object, Collection[str]]) -> None:
    """Refuse one field: ids are of things that are there, texts can be seen by everybody, numbers are in range."""
    inside = typing.get_args(hint)
    if value is None or isinstance(value, Enum):
        return
    if isinstance(value, tuple | frozenset):
        for item in value:
            _require_field(item, inside[0], known)
    elif isinstance(value, str):
        kind = inside[0] if inside else hint
        if kind in known and value not in known[kind]:
            raise ValueError(f"nothing has the id {value!r}")
        if not value.strip() or not is_plain(value):
            raise ValueError("a text is empty, not NFC, or holds characters nobody sees")
    elif isinstance(value, int) and not 0 <= value <= MOST_PERSONS:
        raise ValueError("a number is out of range")


def _require_commitments(terms: Terms) -> None:
    ids, provisions = {one.id for one in terms.commitments}, terms.provisions
    named = [
        *(one.part_of for one in terms.commitments if one.part_of is not None),
        *(end for one in provisions.ratios for end in (one.of, one.to)),
        *(one.commitment for some in (provisions.pools, provisions.extensions) for one in some),
        *(each for one in provisions.totals for each in one.of),
        *(each for some in _scoped(terms) for each in some),
    ]
    for one in named:
        if one not in ids:
            raise ValueError(f"no commitment has the id {one!r}")


def _scoped(terms: Terms) -> Iterator[tuple[str, ...]]:
    """Yield the promises each provision is about that names some."""
    provisions = terms.provisions
    yield from (one.commitments for one in provisions.bundles)
    yield from (one.commitments for one in provisions.custodies)
    yield from (one.commitments for one in provisions.couplings)
    yield from (one.commitments for one in provisions.exclusions)
    yield from (one.commitments for one in provisions.duties)
    yield () if terms.priority is None else terms.priority.commitments


def _require_ids(terms: Terms) -> None:
    provisions = terms.provisions
    if list(terms.parties) != sorted(set(terms.parties)) or not all(is_id(one) for one in terms.parties):
        raise ValueError("parties are ids in alphabetical order")
    if not all(is_category_id(one.id) for one in terms.categories):
        raise ValueError("a category's id has another form")
    if not all(is_id(one.id) for one in provisions.actors):
        raise ValueError("an actor's id has another form")
    if any(one.kind is ActorKind.PARTY and one.assent is not None for one in provisions.actors):
        raise ValueError("a party signs, and says nothing else of it")
    kinds: list[list[str]] = [
        [one.id for one in terms.clauses],
        [one.id for one in terms.categories],
        [one.id for one in terms.commitments],
        [one.id for one in terms.parities],
        [one.id for one in terms.tranches],
        [one.kind.value for one in terms.gates],
    ]
    several = [value for one in _fields(provisions) if isinstance(value := getattr(provisions, one.name), tuple)]
    kinds += [[one.id for one in some] for some in several]
    for ids in kinds:
        if len(set(ids)) != len(ids) or not all(is_loose_id(one) for one in ids):
            raise ValueError("an id is given twice or has another form")
