"""Every rule of lists, each with its stable code: what is broken, its weight, what to do, and whose rule it is."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE

_CSV: Final = "RFC 4180"
_UNICODE: Final = "Unicode Standard Annex 15 and Technical Report 36"
_FORM: Final = "Homeward list format 1"
_EDTF: Final = "Extended Date/Time Format (Library of Congress, 2019), level 1"
_IDENTITY: Final = "GC III 17 and 122(4), GC IV 138: what identifies a person"
_KINDS: Final = "wish, holding and offer lists are never mixed"
_OWASP: Final = "OWASP, CSV injection"
_GROUP: Final = "GC IV 82: families stay together"


class Rule(RuleTable):
    """A rule of lists."""

    # The file
    EMPTY = "LIST-1", _E, "the file is empty", "ask the sender for the file again", _FORM
    ENCODING = "LIST-2", _E, "a byte is no text in the declared encoding; reading stopped", "declare another", _FORM
    ROW_TOO_LONG = "LIST-3", _E, "a row is longer than 1,000,000 characters; reading stopped", "close the quotes", _CSV
    QUOTES = "LIST-4", _E, "quotation marks do not pair; the row was not read", 'write "" for one inside a cell', _CSV
    SEPARATOR = "LIST-5", _E, "cells are not separated by commas; no row was read", "save it with commas", _CSV
    NO_COLUMN = "LIST-6", _E, "a column is missing; no row was read", "add the column", _FORM
    COLUMN_TWICE = "LIST-7", _E, "two columns have one name; no row was read", "rename or remove one of them", _FORM
    MANY_COLUMNS = "LIST-8", _E, "there are more than 200 columns; no row was read", "remove columns nobody uses", _FORM
    UNKNOWN_COLUMN = "LIST-9", _A, "the column is not known; it is kept as written", "use a name of the format", _FORM
    COLUMN_FORM = "LIST-10", _A, "the column was recognised in spite of its spelling", "write it exactly", _FORM
    BYTE_ORDER_MARK = "LIST-11", _A, "the file starts with a byte order mark", "save as UTF-8 without a mark", _UNICODE
    NO_ROWS = "LIST-12", _A, "there is a header and no row", "ask the sender whether the list is empty", _FORM
    BLANK_ROWS = "LIST-13", _A, "rows with empty cells only were passed over", "remove them", _CSV
    # The kind of list
    KIND = "LIST-14", _E, "the kind of list is not stated in a known word", "write wish, holding or offer", _KINDS
    MIXED_KINDS = "LIST-15", _E, "the rows are of several kinds", "send one file for each kind of list", _KINDS
    OTHER_LIST = (
        "LIST-16",
        _E,
        "this is another kind of list than asked for",
        "send the list that was asked for",
        _KINDS,
    )
    # The row
    CELL_COUNT = (
        "LIST-17",
        _E,
        "the row has more or fewer cells than there are columns",
        "check commas and quotes",
        _CSV,
    )
    UNNAMED_COLUMN = "LIST-18", _E, "the cell stands under a column without a name", "name the column", _CSV
    NO_ROW_ID = "LIST-19", _E, "the row has no row_id", "number the rows, once and for all", _FORM
    ROW_ID_TWICE = "LIST-20", _E, "an earlier row has this row_id", "give each row an id of its own", _FORM
    NO_NAME = "LIST-21", _E, "there is no name", "fill in surname or given_names", _IDENTITY
    NO_COMPANION = "LIST-22", _E, "no row has the id the person travels with", "add the row, or correct the id", _GROUP
    OWN_COMPANION = "LIST-23", _E, "the person travels with themselves", "name the other person's row_id", _GROUP
    BORN_LATER = "LIST-24", _A, "the person was born after being captured or last seen", "check both dates", _IDENTITY
    # The cell
    NO_SUCH_DAY = (
        "LIST-25",
        _E,
        "this day does not exist",
        "write what is known, such as 1985-04",
        _EDTF,
    )
    DATE_FORM = "LIST-26", _E, "the date is in no form that everybody reads alike", "write year-month-day", _EDTF
    LONG_AGO = "LIST-27", _A, "the birth date is before 1900", "check the year", _IDENTITY
    UNKNOWN_CODE = "LIST-28", _E, "the word is not one of the codes", "write one of the codes", _FORM
    HIDDEN = "LIST-29", _E, "the cell holds a character nobody sees", "remove it", _UNICODE
    JOINER = "LIST-30", _A, "the cell holds a joiner, as some scripts use it", "check that it is meant", _UNICODE
    LOST_LETTER = (
        "LIST-31",
        _A,
        "a letter was lost before the file came here",
        "ask the sender for the letter",
        _UNICODE,
    )
    TWO_SCRIPTS = "LIST-32", _A, "one word mixes letters of two scripts", "type the word in one script", _UNICODE
    NOT_NFC = "LIST-33", _A, "the letters are not in composed form (NFC)", "save the text in NFC", _UNICODE
    FORMULA = (
        "LIST-34",
        _A,
        "a spreadsheet may take the cell for a formula",
        "open the file as text only",
        "OWASP, CSV injection",
    )
    SPACES = "LIST-35", _A, "there are spaces before or after the value", "remove them", _FORM
    CELL_TOO_LONG = "LIST-36", _E, "the cell is longer than 4,000 characters", "shorten it", _FORM
    NUMBER = (
        "LIST-39",
        _A,
        "the cell is a number, not text: zeros at its beginning may be lost",
        "format the column as text and type the numbers again",
        _IDENTITY,
    )


NO_ENCODING: Final = "LIST-37"
"""Refusal: the caller declared an encoding that lists are not read in."""
