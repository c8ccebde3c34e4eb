"""Every rule of terms, each with its stable code: what is broken, its weight, what to do, and whose rule it is."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_L: Final = Severity.LAW
_A: Final = Severity.ADVICE

_TOML: Final = "TOML 1.0"
_FORM: Final = "Homeward terms format 1"
_SUM: Final = "arithmetic of the agreement"
_GC3_109: Final = "GC III 109: the seriously wounded and sick go home regardless of number or rank"
_WISH: Final = "GC III 109(3), GC IV 45, CAT 3: nobody is returned against their will"
_PRACTICE: Final = "practice: every agreement of many people on record had places that fell free"
_HARM: Final = "GC III 13, GC IV 27: protection from public curiosity"


class Rule(RuleTable):
    """A rule of terms."""

    # The file
    NOT_TOML = "TERMS-1", _E, "the file is not TOML", "correct this line", _TOML
    NOT_UTF8 = "TERMS-2", _E, "the file is not UTF-8", "save the file as UTF-8", _TOML
    TOO_LARGE = "TERMS-3", _E, "the file is larger than 1 MiB", "keep one agreement in one file", _FORM
    NEWER = "TERMS-4", _E, "the format is newer than this program", "use a release that knows this format", _FORM
    # Keys and values
    UNKNOWN_KEY = "TERMS-5", _E, "the key is not known here", "remove the key", _FORM
    MISSING = "TERMS-6", _E, "a key is missing", "add the key", _FORM
    WRONG_TYPE = "TERMS-7", _E, "the value is of another type", "write the value in the type named", _FORM
    RANGE = "TERMS-8", _E, "the number is out of range", "write a number in the range", _FORM
    UNKNOWN_WORD = "TERMS-9", _E, "the word is not one of the choices", "write one of the choices", _FORM
    ID_FORM = "TERMS-10", _E, "the id has another form than ids have", "write the id in that form", _FORM
    UNKNOWN_ID = "TERMS-11", _E, "nothing has this id", "correct the id, or add what it names", _FORM
    ID_TWICE = "TERMS-12", _E, "the id is given twice", "give one of the two another id", _FORM
    UNSEEN = "TERMS-13", _E, "the text is not NFC or holds characters nobody sees", "type the text again", _FORM
    # What one table says
    SAME_PARTY = "TERMS-14", _E, "holder and receiver are one party", "name two parties", _SUM
    NO_COUNT = "TERMS-15", _E, "the commitment counts, but has no count", "add count", _SUM
    COUNT_WITH_ALL = "TERMS-16", _E, "'all' has a count", "remove count, or use another op", _SUM
    NO_UNIVERSE = (
        "TERMS-17",
        _E,
        "'all' does not say all of whom",
        "add universe: all of whom, as of when",
        _SUM,
    )
    AGE_WITHOUT_DAY = "TERMS-18", _E, "the age rule does not say on which day", "add age_as_of", _SUM
    AGE_OF_NOBODY = "TERMS-19", _E, "nobody has this age", "make age_at_least smaller than age_under", _SUM
    # What tables say together
    EXACT_AND_BOUND = "TERMS-20", _E, "an exact count stands beside another for the same people", "keep one", _SUM
    COUNTS_APART = (
        "TERMS-21",
        _E,
        "two counts for the same people exclude each other",
        "correct one of the two",
        _SUM,
    )
    SUM_MISSES = (
        "TERMS-22",
        _E,
        "the tranches cannot add up to the total",
        "correct the tranches or the total",
        _SUM,
    )
    PARTS_EXCEED = (
        "TERMS-23",
        _E,
        "the categories are more than everybody",
        "correct the parts or the whole",
        _SUM,
    )
    TOO_EARLY = "TERMS-24", _E, "the tranche is before the agreement", "correct one of the two dates", _SUM
    TRANCHE_ORDER = (
        "TERMS-25",
        _E,
        "the tranche is before the one above it",
        "put tranches in order of date",
        _SUM,
    )
    PARITY_IMPOSSIBLE = (
        "TERMS-26",
        _E,
        "no plan can keep this parity",
        "widen slack, or make the counts equal",
        _SUM,
    )
    PRIORITY_TWICE = "TERMS-27", _E, "the order names a category twice", "keep the first place only", _SUM
    GATE_DAYS = "TERMS-28", _E, "the gate holds for no day", "write at least 1 day", _SUM
    MIN_CELL = "TERMS-29", _E, "numbers this small point at people", "write 10 or more", _HARM
    # Law: such terms run as history, but no side can sign them
    SERIOUS_PARITY = (
        "TERMS-30",
        _L,
        "parity may not hold back the seriously wounded or sick",
        "leave them out",
        _GC3_109,
    )
    SERIOUS_COUNT = "TERMS-31", _L, "no count or cap may limit the seriously wounded or sick", "use 'all'", _GC3_109
    NO_WISH = "TERMS-32", _L, "there is no wish gate", "add a gate of kind 'wish'", _WISH
    WISH_WAIVED = "TERMS-33", _L, "the wish gate is waived", "let the wish be heard, with at least 1 valid day", _WISH
    # Advice
    FUTURE_PUBLIC = "TERMS-34", _A, "coming tranches are made public", "keep days secret until arrival", _HARM
    NO_RESERVE = "TERMS-35", _A, "nothing says what happens with a place that falls free", "add [reserve]", _PRACTICE
    LATE_STEPS = "TERMS-36", _A, "the deadlines run beyond the first tranche", "shorten the deadlines", _SUM
    NO_PROMISE = "TERMS-37", _A, "nobody promises anything", "add a [[commitment]]", _SUM


NEWER_RECORD: Final = "TERMS-38"
"""Refusal: a record of terms in a format this program does not know."""

BAD_RECORD: Final = "TERMS-39"
"""Refusal: a record of terms that is malformed, or says one thing in two ways."""
