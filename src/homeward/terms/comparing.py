"""What changed between two versions of an agreement, in substance: provision by provision, and wording apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Final

from homeward.model.canonical import digest, encode
from homeward.model.findings import Json
from homeward.model.steps import When
from homeward.model.terms import Clause, Gate, Terms
from homeward.terms.listed import KINDS, Provision, parts_of
from homeward.terms.records import terms_record, written
from homeward.terms.whens import write_when


class What(Enum):
    """What became of one part. ``MOVED``: it stands under another clause; ``REWORDED``: the same in other words."""

    ADDED = "added"
    REMOVED = "taken away"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    REWORDED = "reworded"


_MIRRORED: Final = {What.ADDED: What.REMOVED, What.REMOVED: What.ADDED}
SUBSTANCE: Final = frozenset({What.ADDED, What.REMOVED, What.CHANGED})
"""What changes an agreement; the rest says the same under another id, in another place or in other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, from what to what, as they stand in a record of terms; times as an agreement writes them."""

    key: str
    old: Json
    new: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one part; ``old`` or ``new`` is None where there is none, both are its names otherwise."""

    kind: str
    old: str | None
    new: str | None
    what: What
    fields: tuple[FieldChange, ...] = ()


def compare_terms(old: Terms, new: Terms) -> tuple[Change, ...]:
    """
    Return what changed from *old* to *new*, in a fixed order of kinds and then of names.

    Parts are matched by kind and id; where an id is gone and another appears with the same content, it was renamed, and
    references to it are the same references. The order of parts never counts, nor that of lists
    whose order means nothing.

    Law: nothing changed between equal terms, and ``compare_terms(b, a)`` is the mirror of ``compare_terms(a, b)``.
    """
    left, right = _Side(old), _Side(new)
    pairs = _renamed(left, right)
    tokens = {pair: f"{pair[1]}\0{pair[2]}" for pair in pairs}
    left.tokens = {(space, one): token for (space, one, _), token in tokens.items()}
    right.tokens = {(space, one): token for (space, _, one), token in tokens.items()}
    return tuple(sorted(_changes(left, right, pairs), key=_place))


def mirrored(change: Change) -> Change:
    """Return the same change as seen from the other version."""
    swapped = tuple(FieldChange(key=one.key, old=one.new, new=one.old) for one in change.fields)
    what = _MIRRORED.get(change.what, change.what)
    return Change(kind=change.kind, old=change.new, new=change.old, what=what, fields=swapped)


def terms_digest(terms: Terms) -> str:
    """Return the digest by which a later version names *terms*: SHA-256 of their record, in hex."""
    return digest(encode(terms_record(terms)))


def replaces(new: Terms, old: Terms) -> bool | None:
    """Tell whether *new* says that it replaces *old*; None where it does not say what it replaces."""
    amendment = new.provisions.amendment
    if amendment is None:
        return None
    return amendment.replaces.removeprefix("sha256:").lower() == terms_digest(old)


_LEANING: Final = ("event", "step", "tranche", "commitment")
_SPACES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("category",), ("category",)),
    **dict.fromkeys(("clause",), ("clause",)),
    **dict.fromkeys(("tranche",), ("tranche",)),
    **dict.fromkeys(("part_of", "of", "to", "commitment", "commitments"), ("commitment",)),
    **dict.fromkeys(("event", "like", "after", "order"), _LEANING),
    **dict.fromkeys(
        ("holder", "receiver", "party", "parties", "answers", "members", "actors", "custodian"), ("party",)
    ),
    **dict.fromkeys(("by", "notice_to", "heard_by", "asked_again_by"), ("party",)),
}
"""For each field that names other parts, the kinds of part it may name."""

_UNORDERED: Final = frozenset(
    {"of", "commitments", "actors", "members", "parties", "said", "notice_to", "by", "grounds", "ranks", "texts"}
)
"""Lists whose order says nothing."""

_WORDING: Final = frozenset({"name", "names", "title", "says", "source", "article", "texts"})
_SAID_IN_WORDS: Final = frozenset({"agreement", "clause", "party", "category", "event"})
"""Kinds whose name or wording is a label: it may change without any change of substance."""

_NAMELESS: Final = frozenset({"gate", "agreement"})
"""Kinds whose name is what they are: a gate of another kind is another gate."""

_KINDS: Final = ("agreement", "clause", *KINDS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part with its fields by name, its id left out."""

    kind: str
    name: str
    values: Mapping[str, object]


class _Side:
    """One of the two versions: its parts by kind and name, and the tokens that stand for renamed ids."""

    def __init__(self, terms: Terms) -> None:
        self.parts = {(one.kind, one.name): one for one in _parts(terms)}
        self.tokens: Mapping[tuple[str, str], str] = {}
        self._homes: dict[str, list[str]] = defaultdict(list)
        for kind, name in self.parts:
            self._homes[name].append(kind)

    def compared(self, part: _Part) -> dict[str, Json]:
        """Return the content of *part* in the one form in which both versions can be compared."""
        return {key: self._form(written(value), key, part) for key, value in part.values.items()}

    def _form(self, value: Json, key: str, part: _Part) -> Json:
        match value:
            case str():
                return self._token(value, key, part.kind)
            case list():
                items = [self._form(one, key, part) for one in value]
                is_free = key in _UNORDERED or (key == "order" and part.values.get("together") is True)
                return sorted(items, key=repr) if is_free else items
            case dict():
                return {inner: self._form(one, inner, part) for inner, one in value.items()}
        return value

    def _token(self, value: str, key: str, kind: str) -> str:
        spaces = ("category",) if (kind, key) == ("priority", "order") else _SPACES.get(key, ())
        homes = [one for one in self._homes.get(value, ()) if one in spaces]
        # An id that means two things is left as it is: it must not be taken for the wrong one of them.
        return self.tokens.get((homes[0], value), value) if len(homes) == 1 else value


def _parts(terms: Terms) -> Iterator[_Part]:
    header = {key: getattr(terms, key) for key in ("title", "agreed_on", "in_force", "parties")}
    yield _Part(kind="agreement", name="", values=header)
    for clause in terms.clauses:
        yield _Part(kind="clause", name=clause.id, values=_values(clause))
    for one in parts_of(terms):
        yield _Part(kind=one.kind, name=one.name, values=_values(one.value))


def _values(value: Clause | Provision) -> dict[str, object]:
    # A gate has no id: its kind is its name.
    skipped = {"kind"} if isinstance(value, Gate) else {"id"}
    return {one.name: getattr(value, one.name) for one in fields(value) if one.name not in skipped}


def _renamed(left: _Side, right: _Side) -> frozenset[tuple[str, str, str]]:
    """Return ``(kind, old, new)`` of what was renamed; a name found may show that others were only renamed as well."""
    found: set[tuple[str, str, str]] = set()
    while True:
        gone = _by_content(left, set(right.parts) | {(kind, old) for kind, old, _ in found})
        come = _by_content(right, set(left.parts) | {(kind, new) for kind, _, new in found})
        new = {(key[0], *pair) for key in gone for pair in zip(gone[key], come.get(key, ()), strict=False)}
        if not new:
            return frozenset(found)
        found |= new
        left.tokens = {(kind, old): f"{old}\0{new}" for kind, old, new in found}
        right.tokens = {(kind, new): f"{old}\0{new}" for kind, old, new in found}


def _by_content(side: _Side, known: set[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, name), part in sorted(side.parts.items(), key=lambda one: one[0]):
        if (kind, name) not in known and kind not in _NAMELESS and name:
            content = {key: value for key, value in side.compared(part).items() if key != "clause"}
            found[kind, repr(sorted(content.items()))].append(name)
    return found


def _changes(left: _Side, right: _Side, pairs: Iterable[tuple[str, str, str]]) -> Iterator[Change]:
    there = {(kind, old): (kind, new) for kind, old, new in pairs}
    back = {new: old for old, new in there.items()}
    for key, part in left.parts.items():
        other = right.parts.get(there.get(key, key))
        if other is None:
            yield Change(kind=part.kind, old=part.name, new=None, what=What.REMOVED)
        else:
            yield from _change(left, part, right, other)
    for key, part in right.parts.items():
        if back.get(key, key) not in left.parts:
            yield Change(kind=part.kind, old=None, new=part.name, what=What.ADDED)


def _change(left: _Side, old: _Part, right: _Side, new: _Part) -> Iterator[Change]:
    before, after = left.compared(old), right.compared(new)
    keys = [key for key in before if before[key] != after[key]]
    if not keys and old.name == new.name:
        return
    if old.name != new.name:
        what = What.RENAMED
    elif set(keys) == {"clause"}:
        what = What.MOVED
    elif old.kind in _SAID_IN_WORDS and set(keys) <= _WORDING | {"clause"}:
        what = What.REWORDED
    else:
        what = What.CHANGED
    changed = tuple(FieldChange(key=key, old=_shown(old.values[key]), new=_shown(new.values[key])) for key in keys)
    yield Change(kind=old.kind, old=old.name, new=new.name, what=what, fields=changed)


def _shown(value: object) -> Json:
    """Return *value* as it stands in a record, a time as an agreement writes it."""
    return write_when(value) if isinstance(value, When) else written(value)


def _place(change: Change) -> tuple[int, list[str]]:
    names = sorted(one for one in (change.old, change.new) if one is not None)
    return _KINDS.index(change.kind), names
