"""Rows that pass between seats sealed, and stand in the record as one root: written, checked, read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from homeward.log import sorted_root
from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, Ref
from homeward.ports import Lots

BLANK_DOMAIN: Final = "homeward/blank/v1"
"""A leaf about nobody, in every root: a root over nothing, or over one row somebody guessed, cannot be recognised."""

Row: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Salted:
    """Records of one kind, each with its salt, and the salt of the blank leaf."""

    domain: str
    rows: tuple[tuple[Row, str], ...]
    blank: str

    @property
    def root(self) -> Digest:
        """What the record holds of them."""
        return root_of(self.domain, self.rows, self.blank)

    @property
    def content(self) -> Json:
        """What is handed over, sealed."""
        rows: list[Json] = [[row, salt] for row, salt in self.rows]
        return {"rows": rows, "blank": self.blank}


def salted(lots: Lots, domain: str, records: Iterable[Row]) -> Salted:
    """Give each record a fresh salt."""
    rows = tuple((row, lots.draw(SALT_BYTES).hex()) for row in records)
    return Salted(domain=domain, rows=rows, blank=lots.draw(SALT_BYTES).hex())


def read_salted(domain: str, content: Mapping[str, Json]) -> Salted:
    """Read what was handed over; a wrong form raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    rows, blank = content["rows"], content["blank"]
    if not isinstance(rows, list) or not isinstance(blank, str):
        raise TypeError("rows and a blank")
    return Salted(domain=domain, rows=tuple(_row(one) for one in rows), blank=blank)


def root_of(domain: str, rows: Sequence[tuple[Row, str]], blank: str, gone: Iterable[Ref] = ()) -> Digest:
    """Return the root over *rows*, the blank leaf, and the bare commitments of people erased since."""
    refs = [ref_of(domain, row, salt) for row, salt in rows]
    return Digest(sorted_root([*refs, commit(bytes.fromhex(blank), BLANK_DOMAIN, None), *gone]))


def ref_of(domain: str, row: Row, salt: str) -> Ref:
    """Return the commitment to one record."""
    return commit(bytes.fromhex(salt), domain, row)


def require_root(made: Salted, signed: Iterable[Digest], what: str) -> None:
    """Refuse (``RECEIVE-4``) rows that are not those whose root somebody signed."""
    if made.root not in set(signed):
        raise Refusal(
            "RECEIVE-4",
            f"{what} are not those that were signed",
            hint="ask the sender to hand them over again; the record proves which are meant",
            source="docs/record.md",
        )


def _row(value: Json) -> tuple[Row, str]:
    match value:
        case [dict(record), str(salt)]:
            return record, salt
        case _:
            raise TypeError("a record and its salt")
