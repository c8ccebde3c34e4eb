"""Entries of lists, and the little that is known of a person when places are planned."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum

from homeward.model.dates import UncertainDate
from homeward.model.findings import Json, Where
from homeward.model.ids import PartyId, Ref, RowId
from homeward.model.protected import Protected


class ListKind(Enum):
    """Three kinds of list, never mixed: whom I look for, whom I hold, whom I will give now."""

    WISH = "wish"
    HOLDING = "holding"
    OFFER = "offer"


class Status(Enum):
    """The legal status somebody is held under, as the list states it (GC III 4 and 33, GC IV 4)."""

    POW = "pow"
    RETAINED = "retained"
    CIVILIAN = "civilian"


class Health(Enum):
    """Health as on the capture card (GC III Annex IV B, item 11), in the order of the card."""

    GOOD = "good"
    NOT_WOUNDED = "not_wounded"
    RECOVERED = "recovered"
    CONVALESCENT = "convalescent"
    SICK = "sick"
    SLIGHTLY_WOUNDED = "slightly_wounded"
    SERIOUSLY_SICK = "seriously_sick"
    SERIOUSLY_WOUNDED = "seriously_wounded"


SERIOUS = frozenset({Health.SERIOUSLY_SICK, Health.SERIOUSLY_WOUNDED})
"""Those who go home regardless of number or rank (GC III 109)."""


class Sex(Enum):
    """Sex as the list states it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a row says about a person, read but not repaired. ``None`` means not stated. Always wrapped in Protected."""

    surname: str | None = None
    given_names: str | None = None
    father_name: str | None = None
    mother_maiden_name: str | None = None
    name_original_script: str | None = None
    other_names: str | None = None
    sex: Sex | None = None
    birth_date: UncertainDate | None = None
    birth_place: str | None = None
    rank: str | None = None
    service_number: str | None = None
    unit: str | None = None
    status: Status | None = None
    health: Health | None = None
    captured_or_last_seen: UncertainDate | None = None
    place_last_seen: str | None = None
    holding_place: str | None = None
    holding_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One row of a list: a claim about a person, with file and row. Not yet a person.

    ``raw`` keeps every non-empty cell as written, ``(column, value)`` in the file's column order. Where the sender's
    own columns or words were read through a saved mapping, ``raw`` has what they mean and ``written`` what was there.
    """

    row_id: RowId
    kind: ListKind
    where: Where
    details: Protected[Details]
    travel_with: RowId | None
    is_harmful_to_disclose: bool
    raw: Protected[tuple[tuple[str, str], ...]]
    written: Protected[tuple[tuple[str, str], ...]] = field(default_factory=lambda: Protected(()))


def entry_record(entry: Entry) -> Json:
    """
    Return the canonical record a list commits to for *entry*: its cells in alphabetical order of column.

    In Unicode's composed form (NFC), since canonical bytes have one spelling; the entry itself keeps what was written.
    """
    return [[_composed(column), _composed(value)] for column, value in sorted(entry.raw.disclose())]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    A person on a final list, as the planner sees one.

    There is no field for nationality, religion, politics, origin, unit, rank or price: what the planner cannot see it
    cannot weigh (GC III 16). ``group`` is shared by people who must travel together.
    """

    ref: Ref
    holder: PartyId
    receiver: PartyId
    status: Status
    health: Health | None
    sex: Sex | None
    born: UncertainDate | None
    held_since: UncertainDate | None
    group: str | None
