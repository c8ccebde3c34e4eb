"""Terms as a canonical JSON value and back: what is signed, sent and hashed."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Iterable
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from homeward.model.findings import Json, Refusal
from homeward.model.ids import is_id
from homeward.model.terms import Op, Terms
from homeward.terms.rules import BAD_RECORD, NEWER_RECORD
from homeward.terms.tables import MOST_PERSONS, is_category_id, is_loose_id, is_plain

RECORD_FORMAT: Final = 1
"""Version of the record's shape; a newer one is refused."""

_NEWER: Final = "use a release of Homeward that knows this format"
_DAMAGED: Final = "ask the side that sent the terms to send them again"

_LATER: Final = frozenset({"remark_days", "reply_days"})
"""Keys added after the format was released: what is not stated is left out, so old terms keep their bytes."""

T = TypeVar("T")


def terms_record(terms: Terms) -> Json:
    """
    Return *terms* as a value of the canonical JSON profile.

    Law: ``terms_from_record(decode(encode(terms_record(terms)))) == terms`` for all terms that were read from a file.
    Every field of the model is a key; dates are ``YYYY-MM-DD``, sets are sorted lists, what is not stated is null.
    """
    return {"format": RECORD_FORMAT, "terms": _written(terms)}


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


def _written(value: object) -> Json:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case tuple():
            return [_written(item) for item in value]
        case frozenset():
            return sorted((_written(item) for item in value), key=str)
    names = [one.name for one in dataclasses.fields(typing.cast("typing.Any", value))]
    written = {name: _written(getattr(value, name)) for name in names}
    return {name: one for name, one in written.items() if one is not None or name not in _LATER}


def _read(value: Json, wanted: type[T]) -> T:
    """Read a dataclass of the model by the types of its fields."""
    hints = typing.get_type_hints(wanted)
    if not isinstance(value, dict) or not set(hints) - _LATER <= set(value) <= set(hints):
        raise ValueError(f"{wanted.__name__} has exactly the keys {', '.join(sorted(hints))}")
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
    clauses, categories = {one.id for one in terms.clauses}, {one.id for one in terms.categories}
    tranches = {one.id for one in terms.tranches}
    _require("category", _categories_named(terms), categories)
    _require("tranche", [one.tranche for one in terms.commitments if one.tranche is not None], tranches)
    _require("party", [one for each in terms.directions for one in (each.holder, each.receiver)], terms.parties)
    _require("clause", _clauses_named(terms), clauses)
    for one in terms.commitments:
        if (one.op is Op.ALL) != (one.count is None):
            raise ValueError(f"commitment {one.id}: 'all' has no count, the others have one")
    for text in _texts(terms):
        if not text.strip() or not is_plain(text):
            raise ValueError("a text is empty, not NFC, or holds characters nobody sees")
    if any(not 0 <= number <= MOST_PERSONS for number in _numbers(terms)):
        raise ValueError("a number is out of range")


def _require_ids(terms: Terms) -> None:
    if list(terms.parties) != sorted(set(terms.parties)) or not all(is_id(one) for one in terms.parties):
        raise ValueError("parties are ids in alphabetical order")
    if not all(is_category_id(one.id) for one in terms.categories):
        raise ValueError("a category's id has another form")
    kinds: tuple[Collection[str], ...] = (
        [one.id for one in terms.clauses],
        [one.id for one in terms.categories],
        [one.id for one in terms.commitments],
        [one.id for one in terms.parities],
        [one.id for one in terms.tranches],
        [one.kind.value for one in terms.gates],
    )
    for ids in kinds:
        if len(set(ids)) != len(ids) or not all(is_loose_id(one) for one in ids):
            raise ValueError("an id is given twice or has another form")


def _require(what: str, named: Iterable[str], known: Collection[str]) -> None:
    for one in named:
        if one not in known:
            raise ValueError(f"no {what} has the id {one!r}")


def _categories_named(terms: Terms) -> list[str]:
    counted = [one.category for one in terms.commitments if one.category is not None]
    balanced = [one.category for one in terms.parities if one.category is not None]
    return [*counted, *balanced, *(() if terms.priority is None else terms.priority.order)]


def _clauses_named(terms: Terms) -> list[str]:
    several = (terms.categories, terms.commitments, terms.parities, terms.tranches, terms.gates)
    single = (terms.priority, terms.reserve, terms.publicity, terms.deadlines)
    return [
        *(one.clause for some in several for one in some),
        *(one.clause for one in single if one is not None),
    ]


def _texts(terms: Terms) -> list[str]:
    said = [text for one in terms.clauses for text in (one.says, one.source)]
    universes = [one.universe for one in terms.commitments if one.universe is not None]
    return [terms.title, *said, *(one.name for one in terms.categories), *universes]


def _numbers(terms: Terms) -> list[int]:
    ages = [age for one in terms.categories for age in (one.age_at_least, one.age_under) if age is not None]
    steps = terms.deadlines
    return [
        *ages,
        *(one.count for one in terms.commitments if one.count is not None),
        *(one.slack for one in terms.parities),
        *(one.valid_days for one in terms.gates),
        *(() if terms.reserve is None else (terms.reserve.persons,)),
        terms.publicity.min_cell,
        *(steps.lists_days, steps.answer_days, steps.final_days, steps.arrival_days),
        *(days for days in (steps.remark_days, steps.reply_days) if days is not None),
    ]
