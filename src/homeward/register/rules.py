"""Every rule of the register, each with its stable code: what is broken, its weight, what to do, whose rule it is."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE

_CSV: Final = "RFC 4180"
_FORM: Final = "Homeward register format 1"
_EDTF: Final = "Extended Date/Time Format (Library of Congress, 2019), level 1"
_SUM: Final = "arithmetic"
_OPEN: Final = "every number has a source, and memory is none to lean on"
_OWASP: Final = "OWASP, CSV injection"
_TOML: Final = "TOML 1.0"


class Rule(RuleTable):
    """A rule of the register."""

    # The file
    NOT_UTF8 = "REGISTER-1", _E, "the file is not UTF-8", "save the file as UTF-8", _FORM
    NOT_CSV = "REGISTER-2", _E, "the file is empty or its quotation marks do not pair", "save it as CSV again", _CSV
    NO_COLUMN = "REGISTER-3", _E, "a column is missing; no row was read", "add the column", _FORM
    ODD_COLUMN = (
        "REGISTER-4",
        _E,
        "the column is unknown, or there twice; no row was read",
        "rename or remove it",
        _FORM,
    )
    CELLS = "REGISTER-5", _E, "the row has more or fewer cells than the header", "quote cells that hold commas", _CSV
    # One cell
    EMPTY = "REGISTER-6", _E, "the cell is empty", "fill it in", _FORM
    ID_FORM = "REGISTER-7", _E, "the word has another form than ids have", "use a-z, 0-9, - and _ only", _FORM
    DATE = "REGISTER-8", _E, "this is no date", "write YYYY-MM-DD, or EDTF where the day is not sure", _EDTF
    NUMBER = "REGISTER-9", _E, "this is no number of people", "write digits only, at most 9", _FORM
    WORD = "REGISTER-10", _E, "the word is not one of the choices", "write one of the choices", _FORM
    LIST = "REGISTER-11", _E, "an item of the list is empty or there twice", "write items as 'one; two'", _FORM
    SPLIT = "REGISTER-12", _E, "the split is not written as category=number", "write 'one=2; other=3'", _FORM
    TEXT = "REGISTER-13", _E, "the text is not NFC, or has spaces or characters nobody sees", "type it again", _FORM
    FORMULA = "REGISTER-14", _E, "a spreadsheet would run this cell as a formula", "start it with a letter", _OWASP
    # One line
    NO_REASON = "REGISTER-15", _E, "neither a number nor a reason for its absence, or both", "fill in one", _FORM
    WAY = "REGISTER-16", _E, "holder and receiver are one party, or only one is named", "name two, or none", _FORM
    SPLIT_SUM = "REGISTER-17", _E, "the parts do not add up to persons", "correct one, or add other=...", _SUM
    OUTSIDE = "REGISTER-18", _E, "more people are counted outside than there are", "correct outside", _SUM
    MEMORY = "REGISTER-19", _E, "it rests on memory alone, and says high", "write medium or low", _OPEN
    # Several lines
    TWO_WAYS = "REGISTER-20", _E, "two lines of one exchange differ in what they share", "make them equal", _FORM
    TOLD_TWICE = "REGISTER-21", _E, "one teller tells one flow twice", "join the lines, or correct told_by", _FORM
    TWIN = "REGISTER-22", _A, "another exchange has the same day, parties and numbers", "keep one of the two", _FORM
    # Totals
    NOT_TOML = "REGISTER-23", _E, "the totals are not TOML, or of a newer format", "correct this line", _TOML
    KEY = "REGISTER-24", _E, "a key is unknown, missing, or its value of another kind", "see docs/register.md", _FORM
    UNKNOWN_ID = "REGISTER-25", _E, "nothing has this id, or it comes later", "correct the id", _FORM
    DIFFERS = "REGISTER-26", _E, "the formula does not give the published number", "check the rows it names", _SUM
    NOT_AS_NOTED = (
        "REGISTER-27",
        _E,
        "a gap noted as unexplained is another one now, or none",
        "check the rows it names, then the note",
        _SUM,
    )
    HANDOVERS = "REGISTER-28", _E, "the formula counts another number of exchanges", "check the rows it names", _SUM
    NO_EFFECT = "REGISTER-29", _E, "what is left out would not be counted anyway", "remove it from left_out", _SUM
    ID_TWICE = "REGISTER-30", _E, "the id is given twice", "give one of the two another id", _FORM


UNREADABLE: Final = "REGISTER-0"
"""Refusal: the register has errors, all listed."""

UNKNOWN_CONFLICT: Final = "REGISTER-31"
"""Refusal: the register has no conflict of this name."""

NO_SUCH_EXCHANGE: Final = "REGISTER-32"
"""Refusal: the register has no exchange of this name."""

NOTHING_TO_DRAW: Final = "REGISTER-33"
"""Refusal: a plot is of the flows between two parties; these rows have none."""
