"""Every rule about workbooks, each with its stable code, and the limits they hold."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

MOST_BYTES: Final = 32 * 2**20
"""Bytes of a workbook. 100,000 rows of 25 filled columns take about a quarter of it."""

MOST_UNPACKED: Final = 192 * 2**20
"""Bytes all parts of a workbook may have once unpacked: about 90,000 rows of 25 filled columns."""

MOST_RATIO: Final = 250
"""Times a part may grow when unpacked. Rows that repeat each other grow about a hundred times."""

SMALL_PART: Final = 2**20
"""Bytes below which a part may be packed as tightly as it likes."""

MOST_PARTS: Final = 1_000
"""Parts of a workbook. Fifty sheets with their notes and drawings have a few hundred."""

MOST_SHEETS: Final = 50
"""Sheets of a workbook. A list is one sheet."""

MOST_ROWS: Final = 100_000
"""The last row that may hold a cell. A longer list comes as CSV, which is read at any length."""

MOST_COLUMNS: Final = 200
"""The last column that may hold a cell, as in a CSV list."""

MOST_CELLS: Final = 3_000_000
"""Places between the first cell and the last, filled or not: what a reader has to hold in memory."""

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE

_FORM: Final = "docs/lists.md"
_OOXML: Final = "ECMA-376 (Office Open XML)"
_ZIP: Final = "OWASP, decompression bombs"
_XML: Final = "OWASP, XML external entities"
_ACTIVE: Final = "OWASP, active content in documents"
_AGAIN: Final = "save the sheet with the list alone, as values, in a new workbook or as CSV"


class Rule(RuleTable):
    """A rule about a workbook as received."""

    # The file
    TOO_LARGE = "SHEET-1", _E, "the workbook is larger than 32 MiB", "send the list as CSV", _ZIP
    BROKEN = "SHEET-2", _E, "the file cannot be read as a workbook", "save it again, or send the list as CSV", _OOXML
    ENCRYPTED = "SHEET-3", _E, "the workbook is locked with a password", "save it without one", _OOXML
    OTHER_FORM = (
        "SHEET-4",
        _E,
        "this form of spreadsheet is not read: formulas in it cannot be told from values",
        "save it as .xlsx or as CSV",
        _FORM,
    )
    UNPACKED = "SHEET-5", _E, "unpacked the workbook would fill more than 192 MiB", _AGAIN, _ZIP
    RATIO = "SHEET-6", _E, "a part of the workbook grows more than 250 times when unpacked", _AGAIN, _ZIP
    MANY_PARTS = "SHEET-7", _E, "the workbook has more than 1,000 parts", _AGAIN, _ZIP
    NESTED = "SHEET-8", _E, "there is an archive inside the workbook", _AGAIN, _ZIP
    MACROS = "SHEET-9", _E, "the workbook holds a program (macros)", _AGAIN, _ACTIVE
    EXTERNAL = "SHEET-10", _E, "the workbook takes data from elsewhere (external links)", _AGAIN, _ACTIVE
    EMBEDDED = "SHEET-11", _E, "something is embedded in the workbook", _AGAIN, _ACTIVE
    MANY_SHEETS = "SHEET-12", _E, "the workbook has more than 50 sheets", _AGAIN, _FORM
    ENTITIES = "SHEET-13", _E, "a part of the workbook declares a document type", "save it again", _XML
    # The sheet
    SEVERAL_SHEETS = "SHEET-14", _E, "several sheets hold cells; none was read", "name one with --sheet", _FORM
    NO_SUCH_SHEET = "SHEET-15", _E, "there is no sheet of this name", "name one that is there", _FORM
    ONLY_HIDDEN = "SHEET-16", _E, "only a hidden sheet holds cells", "unhide it, or name it with --sheet", _FORM
    MANY_ROWS = "SHEET-17", _E, "a cell stands below row 100,000", "send the list as CSV", _FORM
    MANY_COLUMNS = "SHEET-18", _E, "a cell stands beyond column 200", "remove columns nobody uses", _FORM
    MANY_CELLS = "SHEET-19", _E, "the cells span more than 3,000,000 places", "send the list as CSV", _FORM
    DISAGREE = "SHEET-20", _E, "two readers do not find the same cells in this sheet", "save it again", _FORM
    # The cell
    FORMULA = "SHEET-21", _E, "the cell is a formula; its last result is not trusted", "paste it as a value", _FORM
    ERROR_CELL = "SHEET-22", _E, "the cell holds an error of the spreadsheet", "write what it should say", _FORM
    BOOLEAN = "SHEET-23", _E, "the cell is a truth value, not text", "format it as text and write the word", _FORM
    DIGITS = (
        "SHEET-24",
        _E,
        "the number has more digits than a spreadsheet keeps",
        "format the column as text and type the number again",
        "IEEE 754: 15 decimal digits survive",
    )
    SHORT_DATE = (
        "SHEET-25",
        _E,
        "the cell shows less than the whole day it holds",
        "write as text what is known, such as 1985-04",
        _FORM,
    )
    OLD_DATE = (
        "SHEET-26",
        _E,
        "days before March 1900 have no sure number in a spreadsheet",
        "write the date as text",
        _OOXML,
    )
    MERGED = "SHEET-27", _E, "cells are merged: it is not said to which row the value belongs", "unmerge them", _FORM
    # What a reader should know
    HIDDEN_CELLS = "SHEET-28", _A, "hidden rows or columns were read like all others", "check that they belong", _FORM
    HIDDEN_SHEETS = "SHEET-29", _A, "hidden sheets were not read", "check that no part of the list is in one", _FORM
    NOT_READ = "SHEET-30", _A, "what is no cell was not read", "check that no part of the list is in it", _FORM
