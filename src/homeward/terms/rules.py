"""Every rule of terms, each with its stable code: what is broken, its weight, what to do, and whose rule it is."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_L: Final = Severity.LAW
_A: Final = Severity.ADVICE

_TOML: Final = "TOML 1.0"
_FORM: Final = "Homeward terms format"
_SUM: Final = "arithmetic of the agreement"
_GC3_109: Final = "GC III 109: the seriously wounded and sick go home regardless of number or rank"
_WISH: Final = "GC III 109(3), GC IV 45, CAT 3: nobody is returned against their will"
_PRACTICE: Final = "practice: every agreement of many people on record had places that fell free"
_TARIFF: Final = "GC IV 34, 147: civilians are not held against a price; their release is a duty"
_CHILD: Final = "GC IV 24, CRC 3, 9: no child is left to itself or parted from its parents; its interests come first"
_GC3_115: Final = "GC III 115, 119: the names of those kept back for a court are communicated"
_PRACTICE_LATER: Final = "practice: people were found to be held after every large exchange"
_PRACTICE_STOP: Final = "practice: exchanges stopped as a whole over one person, place or category"
_PRACTICE_LISTS: Final = "practice: exchanges fail more often on lists than on transport"
_PRACTICE_SIGN: Final = "practice: a holder who did not sign was bound by nobody"
_PRACTICE_TURN: Final = "practice: sides disagreed on whose turn it was and whether a day was agreed"
_PRACTICE_HEALTH: Final = "practice: people recovered between agreement and departure"
_PRACTICE_WHO: Final = "practice: sides disagreed on who belongs to a category"
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
    UNKNOWN_WORD = (
        "TERMS-9",
        _E,
        "the word, or the form of the time, is none that this key knows",
        "write one of those named",
        _FORM,
    )
    ID_FORM = "TERMS-10", _E, "the id has another form than ids have", "write the id in that form", _FORM
    UNKNOWN_ID = "TERMS-11", _E, "nothing has this id", "correct the id, or add what it names", _FORM
    ID_TWICE = "TERMS-12", _E, "the id is given twice", "give one of the two another id", _FORM
    UNSEEN = "TERMS-13", _E, "the text is not NFC or holds characters nobody sees", "type the text again", _FORM
    # What one table says
    SAME_PARTY = "TERMS-14", _E, "holder and receiver are one party", "name two parties", _SUM
    NO_COUNT = (
        "TERMS-15",
        _E,
        "the commitment counts, but has no count",
        "add count, or write op = 'some' where no number was stated",
        _SUM,
    )
    COUNT_WITH_ALL = "TERMS-16", _E, "'all' has a count", "remove count, or use another op", _SUM
    NO_UNIVERSE = (
        "TERMS-17",
        _E,
        "'all' does not say all of whom",
        "agree on it and add universe: all of whom, as of when, by which list",
        _PRACTICE_WHO,
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

    # Since format 2
    RANGE_ENDS = "TERMS-40", _E, "a range has two ends, and only a range", "write count and high with op 'range'", _FORM
    RANGE_EMPTY = "TERMS-41", _E, "the range ends below its beginning", "put the smaller number first", _SUM
    TOTAL_MISSES = "TERMS-42", _E, "the stated total is not the sum", "correct the total or its parts", _SUM
    TEXTS_DIFFER = (
        "TERMS-43",
        _E,
        "the language versions give different numbers",
        "settle which binds",
        "authentic texts must agree (VCLT 33)",
    )
    ACCOUNTS_DIFFER = (
        "TERMS-44",
        _E,
        "the parties state different numbers for one promise",
        "agree on one number, in writing",
        _SUM,
    )
    PART_UNFIT = (
        "TERMS-45",
        _E,
        "the people counted here cannot be among those of the commitment that part_of names",
        "name a commitment that counts them too, or take part_of out",
        _SUM,
    )
    PART_EXCEEDS = "TERMS-46", _E, "the parts are more than the whole", "correct the parts or the whole", _SUM
    RATIO_ROUNDS = "TERMS-47", _E, "the ratio leaves a part of a person", "say how it is rounded", _SUM
    RATIO_MISSES = (
        "TERMS-48",
        _E,
        "the ratio does not give the number promised",
        "correct the ratio or the number",
        _SUM,
    )
    RATIO_NONE = "TERMS-49", _E, "the number follows from a ratio, and no ratio leads to it", "add a [[ratio]]", _SUM
    RATIO_SELF = "TERMS-50", _E, "the ratio runs in a circle", "let it lead to another commitment", _SUM
    NEVER_DUE = (
        "TERMS-51",
        _E,
        "the time is measured from an event that may never occur",
        "add ', at the latest DAY', or make the event certain",
        _SUM,
    )
    STEP_CIRCLE = "TERMS-52", _E, "the steps wait for each other", "let one of them start by itself", _SUM
    DAY_IMPOSSIBLE = "TERMS-53", _E, "the day cannot be kept", "correct one of the two days", _SUM
    EXCLUDES_ALL = (
        "TERMS-54",
        _E,
        "the exclusion contradicts a promise of all",
        "take it out, or agree on it: name the promise in its commitments, and say whom or how many it leaves out",
        _SUM,
    )
    EXCLUDES_BARRED = (
        "TERMS-55",
        _E,
        "the exclusion rests on a ground the agreement bars",
        "take one of the two out",
        _SUM,
    )
    OVERLAP_BOUND = (
        "TERMS-56",
        _E,
        "a number beside a promise of all of the same people",
        "keep one of the two",
        _SUM,
    )
    PACE_MISSES = "TERMS-57", _E, "the pace cannot meet the number in its time", "correct the pace or the days", _SUM
    POOL_SMALL = "TERMS-58", _E, "the pool is smaller than the number chosen from it", "name more people", _SUM
    ORDER_CIRCLE = "TERMS-59", _E, "two sequences contradict each other", "keep one order", _SUM
    JOINT_TWICE = (
        "TERMS-60",
        _E,
        "a joint party is among its members, or signs beside one that signs",
        "let either the members sign, or what they form together",
        _FORM,
    )
    EXTENSION_OPEN = (
        "TERMS-61",
        _E,
        "the extension has no end that can be reached",
        "add most: so many people at most, and no fewer than each",
        _SUM,
    )
    # Law
    TARIFF = "TERMS-62", _L, "people are counted against civilians", "free civilians without a count", _TARIFF
    WEIGHS_SERIOUS = (
        "TERMS-63",
        _L,
        "ranks or ratios may hold back the seriously wounded or sick",
        "leave them out",
        _GC3_109,
    )
    SERIOUS_HELD = (
        "TERMS-64",
        _L,
        "a condition may hold back the seriously wounded or sick",
        "let them go regardless of it",
        _GC3_109,
    )
    MINOR_ALONE = (
        "TERMS-65",
        _L,
        "minors cross, and nothing says with whom",
        "add a [[group]] of kind 'guardian'",
        _CHILD,
    )
    HOLD_SILENT = (
        "TERMS-66",
        _L,
        "somebody may be kept back and nobody is told",
        "add notice_to and notice",
        _GC3_115,
    )
    NAMES_PUBLIC = "TERMS-67", _L, "names or lists are made public", "let counts alone be public", _HARM
    WISH_BY_HOLDER = (
        "TERMS-68",
        _L,
        "the holder alone hears the wish",
        "let the neutral hear it, or a person both sides named",
        _WISH,
    )
    # Advice
    NO_RESIDUAL = "TERMS-69", _A, "nothing says what becomes of people found later", "add [residual]", _PRACTICE_LATER
    NO_NON_STOP = "TERMS-70", _A, "nothing says that a dispute stops nobody else", "add [non_stop]", _PRACTICE_STOP
    NO_PUBLICITY = (
        "TERMS-71",
        _A,
        "nothing says what may be made public",
        "add [publicity], or nothing is published",
        _HARM,
    )
    NO_STEPS = (
        "TERMS-72",
        _A,
        "nothing says how lists come about",
        "add [[step]]s with deed 'submit_list' and 'answer', or [deadlines]",
        _PRACTICE_LISTS,
    )
    HOLDER_UNBOUND = (
        "TERMS-73",
        _A,
        "a holder did not sign, and no party answers for it",
        "add answers, or let it accede",
        _PRACTICE_SIGN,
    )
    NO_DAY = "TERMS-74", _A, "no day is agreed", "agree on a day, or on who fixes it", _PRACTICE_TURN
    SILENT_STEP = (
        "TERMS-75",
        _A,
        "nothing says what follows when the step is not taken",
        "add silence",
        _PRACTICE_TURN,
    )
    OPEN_STEP = "TERMS-76", _A, "the step has no time", "add due", _PRACTICE_TURN
    CLOCKS_UNEQUAL = (
        "TERMS-77",
        _A,
        "the parties have different times for the same step",
        "give both the same time",
        _PRACTICE_TURN,
    )
    HEALTH_WITHOUT_DAY = (
        "TERMS-78",
        _A,
        "health is judged, and nothing says as of when",
        "add as_of",
        _PRACTICE_HEALTH,
    )
    NAME_ONLY = (
        "TERMS-79",
        _A,
        "who belongs to the category is not said",
        "add a criterion, or described and decided_by",
        _PRACTICE_WHO,
    )
    NEVER_COUPLED = (
        "TERMS-80",
        _A,
        "the exchange hangs on an event that may end or never come",
        "say what holds then",
        _PRACTICE_STOP,
    )
    NO_DUE = "TERMS-81", _A, "a promise has no time", "add due, or tranches with days", _PRACTICE_TURN
    NO_NUMBER = (
        "TERMS-82",
        _A,
        "nobody can tell how many are promised",
        "agree on a number, or on 'all' of those on a list",
        _PRACTICE_WHO,
    )
    NO_GROUND = (
        "TERMS-83",
        _A,
        "the agreement bars grounds, and the exclusion gives none",
        "add grounds to the exclusion",
        _PRACTICE_WHO,
    )
    DEADLINE_TWICE = (
        "TERMS-84",
        _E,
        "the step has a time of its own, and days in [deadlines] too",
        "keep one of the two: [deadlines] stand in place of steps",
        _SUM,
    )


NEWER_RECORD: Final = "TERMS-38"
"""Refusal: a record of terms in a format this program does not know."""

BAD_RECORD: Final = "TERMS-39"
"""Refusal: a record of terms that is malformed, or says one thing in two ways."""
