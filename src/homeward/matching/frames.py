"""Lists as data frames: the columns matching reads, and how entries and normalised keys become them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

import polars as pl

from homeward.model.dates import UncertainDate, parse_date
from homeward.model.people import Entry
from homeward.names.folding import fold
from homeward.names.numbers import number_key, unit_key, unit_numbers
from homeward.names.people import read_name
from homeward.names.places import place_key
from homeward.names.surnames import surname_key

TEXT_COLUMNS: Final = (
    "surname", "given_names", "father_name", "other_names", "name_original_script", "mother_maiden_name",
    "birth_place", "service_number", "unit", "sex",
)  # fmt: skip
"""Columns of text, as written. Each may be missing."""

DATE_COLUMNS: Final = ("birth_date", "captured_or_last_seen")
"""Columns of dates as :func:`homeward.model.dates.parse_date` reads them. Each may be missing."""

EDGE_OF_DOUBT: Final = timedelta(days=366)
"""How far an approximate or uncertain date may lie outside its interval: a year, as people round ages."""

_NAME_COLUMNS = ("surname", "given_names", "father_name", "other_names", "name_original_script")
_EPOCH = date(1970, 1, 1)


def records(entries: Iterable[Entry]) -> pl.DataFrame:
    """Return *entries* as a frame of the columns matching reads, one row per entry, in their order."""
    rows = [_row(entry) for entry in entries]
    schema: dict[str, type[pl.DataType]] = {"row_id": pl.String, **dict.fromkeys(TEXT_COLUMNS, pl.String)}
    for column in DATE_COLUMNS:
        schema |= {f"{column}_first": pl.Int32, f"{column}_last": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """
    Return the comparable keys of each row of *frame*, in its order; null where a value is not stated.

    Several names of one person are joined by ``|``. Dates become first and last day, counted from 1970.
    """
    names = _names(frame)
    keys = [
        _mapped(frame, "birth_place", lambda text: "|".join(place_key(text))),
        _mapped(frame, "service_number", number_key),
        _mapped(frame, "unit", lambda text: f"{unit_key(text)}|{unit_numbers(text)}".strip("|")),
        _mapped(frame, "sex", str.casefold),
        _mapped(frame, "mother_maiden_name", lambda text: surname_key(fold(text))),
    ]
    days = [day for column in DATE_COLUMNS for day in _days(frame, column)]
    return pl.DataFrame([frame["row_id"].cast(pl.String), *names, *keys, *days])


def _row(entry: Entry) -> tuple[str | int | None, ...]:
    details = entry.details.disclose()
    sex = details.sex.value if details.sex else None
    text = (getattr(details, column) for column in TEXT_COLUMNS if column != "sex")
    return entry.row_id, *text, sex, *_span(details.birth_date), *_span(details.captured_or_last_seen)


def _names(frame: pl.DataFrame) -> tuple[pl.Series, ...]:
    columns = [_texts(frame, column) for column in _NAME_COLUMNS]
    people = [
        read_name(surname, given, father, other_names=other, original=original)
        for surname, given, father, other, original in zip(*columns, strict=True)
    ]
    return (
        _series("surname", ["|".join(person.surnames) for person in people]),
        _series("given_names", ["|".join((*person.given, *person.other_given)) for person in people]),
        _series("father_name", [person.father for person in people]),
    )


def _texts(frame: pl.DataFrame, column: str) -> list[str | None]:
    return frame[column].cast(pl.String).to_list() if column in frame.columns else [None] * frame.height


def _series(name: str, values: list[str]) -> pl.Series:
    return pl.Series(name, [value or None for value in values], dtype=pl.String)


def _mapped(frame: pl.DataFrame, column: str, key_of: Callable[[str], str]) -> pl.Series:
    texts = _texts(frame, column)
    keys = {text: key_of(text) for text in set(texts) if text is not None}
    return _series(column, [keys[text] if text is not None else "" for text in texts])


def _days(frame: pl.DataFrame, column: str) -> tuple[pl.Series, pl.Series]:
    first, last = f"{column}_first", f"{column}_last"
    if first in frame.columns:
        return frame[first].cast(pl.Int32), frame[last].cast(pl.Int32)
    texts = _texts(frame, column)
    spans = {text: _span(parse_date(text)) for text in set(texts) if text is not None}
    pairs = [spans[text] if text is not None else (None, None) for text in texts]
    return (
        pl.Series(first, [pair[0] for pair in pairs], dtype=pl.Int32),
        pl.Series(last, [pair[1] for pair in pairs], dtype=pl.Int32),
    )


def _span(when: UncertainDate | None) -> tuple[int, int] | tuple[None, None]:
    if when is None:
        return None, None
    doubt = EDGE_OF_DOUBT if when.is_approximate or when.is_uncertain else timedelta()
    return (when.earliest - _EPOCH).days - doubt.days, (when.latest - _EPOCH).days + doubt.days
