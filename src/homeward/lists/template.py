"""An empty list to fill in: its columns, what they are called in a language, and the codes that may stand in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from homeward.lists.columns import COLUMNS
from homeward.lists.vocabulary import CODES, Vocabulary, vocabulary
from homeward.lists.workbook import HEAD, LABEL, Hint, Page, workbook
from homeward.model.people import ListKind

CODES_SHEET: Final = "homeward-codes"
"""The sheet that explains the codes. It is called the same in every language, so that it is never taken for a list."""

_NOT_ASKED: Final = {
    ListKind.WISH: frozenset({"depends_on", "health_code", "holding_place", "holding_number"}),
    ListKind.HOLDING: frozenset({"informant_ref"}),
    ListKind.OFFER: frozenset({"informant_ref", "place_last_seen"}),
}
"""What nobody can know, or nobody needs, in a list of this kind. Such a column is still read where somebody adds it."""


def template_columns(kind: ListKind) -> tuple[str, ...]:
    """Return the columns a template of this kind has, in the order of the format."""
    return tuple(column for column in COLUMNS if column not in _NOT_ASKED[kind])


def template_csv(kind: ListKind, lang: str) -> bytes:
    """Return a template as CSV: the columns, and under them what they are called. Filled in, it is read as it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns, words = template_columns(kind), vocabulary(lang)
    writer.writerows([columns, [words.columns[column][0] for column in columns]])
    return out.getvalue().encode()


def template_workbook(kind: ListKind, lang: str) -> bytes:
    """
    Return a template as a workbook: one sheet to fill in, one that explains.

    Row 1 has the names of the columns, row 2 what they are called in *lang*; both are passed over when the list is
    read. Codes are chosen from a list, and only this template's kind of list can be. The same arguments give the same
    bytes.
    """
    columns, words = template_columns(kind), vocabulary(lang)
    labels = tuple(words.columns[column][0] for column in columns)
    hints = {at: hint for at, column in enumerate(columns) if (hint := _hint(column, kind, words)) is not None}
    page = Page(
        name=kind.value,
        rows=(columns, labels),
        styles=(HEAD, LABEL),
        is_right_to_left=words.is_right_to_left,
        hints=hints,
    )
    head = (words.texts["column"], "", words.texts["code"], words.texts["meaning"])
    codes = Page(
        name=CODES_SHEET,
        rows=(head, *_explained(columns, kind, words)),
        styles=(HEAD,),
        width=34,
        is_right_to_left=words.is_right_to_left,
    )
    return workbook((page, codes))


def _choices(column: str, kind: ListKind) -> tuple[str, ...]:
    return (kind.value,) if column == "list_kind" else CODES.get(column, ())


def _hint(column: str, kind: ListKind, words: Vocabulary) -> Hint | None:
    choices = _choices(column, kind)
    says = words.help.get(column) or (words.texts["choose"] if choices else "")
    return Hint(title=words.columns[column][0], says=says, choices=choices) if says else None


def _explained(columns: tuple[str, ...], kind: ListKind, words: Vocabulary) -> Iterator[tuple[str, ...]]:
    for column in columns:
        label = words.columns[column][0]
        choices = _choices(column, kind)
        if column in words.help or choices:
            yield column, label, "", words.help.get(column, words.texts["choose"])
        for code in choices:
            yield column, label, code, words.codes[column][code][0]
