"""Every rule about saved mappings, each with its stable code."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE
_FORM: Final = "docs/lists.md, mapping format 1"


class MappingRule(RuleTable):
    """A rule about how a sender's own columns and words are read."""

    TOML = "MAP-1", _E, "the mapping is no TOML", "correct the line named", _FORM
    FORMAT = "MAP-2", _E, "the mapping's format is not 1", "write format = 1, or use a newer release", _FORM
    KEY = "MAP-3", _E, "a key of the mapping is not known, or its value is of another type", "correct it", _FORM
    TARGET = "MAP-4", _E, "a column becomes something that is no column of the format", "name one", _FORM
    TARGET_TWICE = "MAP-5", _E, "two columns become one", "drop one of them", _FORM
    CODE = "MAP-6", _E, "a word becomes something that is no code of its column", "name one of its codes", _FORM
    NO_COLUMN = "MAP-7", _E, "the list has no column of this name; no row was read", "make the mapping again", _FORM
    OPEN = (
        "MAP-8",
        _E,
        "the mapping does not say what this column is; no row was read",
        "say what it becomes, or drop it",
        _FORM,
    )
    PARTS = (
        "MAP-9",
        _E,
        "the cell has another number of words than it is to be divided into",
        "divide it by hand",
        _FORM,
    )
    NO_HEADER = "MAP-10", _E, "the list ends before the row its header should be in", "correct header_row", _FORM
    SKIPPED = (
        "MAP-11",
        _A,
        "rows that the mapping passes over were not read",
        "check that none is about a person",
        _FORM,
    )
    DROPPED = "MAP-12", _A, "columns that the mapping drops were not read", "check that nobody needs them", _FORM
    OPEN_WORD = "MAP-13", _E, "it is not known which code this word means", "add it to the mapping", _FORM
    OPEN_DATES = "MAP-14", _E, "the dates do not tell whether the day or the month comes first", "ask the sender", _FORM
