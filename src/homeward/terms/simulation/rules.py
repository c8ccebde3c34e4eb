"""Every rule of happenings, each with its stable code. What any file of terms must keep is in TERMS-1 to 13."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE

_FORM: Final = "Homeward happenings format 1"
_SUM: Final = "arithmetic of the handover"
_TIME: Final = "order of time"
_TERMS: Final = "the agreement that is played"


class PlayRule(RuleTable):
    """A rule of happenings."""

    TOO_LARGE = "PLAY-1", _E, "the file is larger than 8 MiB", "keep the happenings of one agreement in one file", _FORM
    EMPTY = "PLAY-2", _E, "the handover counts nothing and names no tranche", "add counts, or the tranche", _FORM
    TOO_EARLY = "PLAY-3", _E, "it happened before the agreement", "correct the day, or leave it out", _TIME
    DAY_ORDER = "PLAY-4", _E, "a day comes before the one it must follow", "correct one of the two days", _TIME
    TWICE = "PLAY-5", _E, "one day says two numbers for the same thing", "keep the one that holds", _FORM
    TOO_MANY = "PLAY-6", _E, "more crossed or stayed for a reason than were due to cross", "correct the numbers", _SUM
    LIST_OPEN = (
        "PLAY-7",
        _E,
        "a list is set beside a number that is not known",
        "give the exact number of those who crossed, or leave listed out",
        _SUM,
    )
    OVER_EXPLAINED = "PLAY-8", _E, "more are explained than are missing", "explain at most those missing", _SUM
    NOT_COUNTED = (
        "PLAY-9",
        _E,
        "no handover of that day counted this",
        "write of and counts as the handover has them",
        _SUM,
    )
    NO_ALL = "PLAY-10", _E, "only a promise of all has a universe", "remove it, or correct the id", _TERMS
    NOT_BEGUN = "PLAY-11", _E, "what ends had not begun", "add when it began", _TIME
    BOTH_WAYS = "PLAY-12", _E, "suspended and resumed on one day", "say how it stood at the end of the day", _TIME
    NO_ACTOR = "PLAY-13", _E, "this step is not theirs", "name actors of the step", _TERMS
    RANKS_DIFFER = "PLAY-14", _E, "the ranks are not as many as crossed", "correct the ranks or the count", _SUM
    NO_WEIGHTS = "PLAY-15", _E, "the agreement weighs no ranks", "remove ranks", _TERMS
    NO_CUSTODY = "PLAY-16", _E, "the agreement provides no such custody", "name the custodian of the commitment", _TERMS
    NOT_KEPT = "PLAY-17", _E, "more leave custody than are in it", "correct the numbers or the days", _SUM
    PART_BESIDE = (
        "PLAY-18",
        _A,
        "a count stands beside one of its own part, and both are added",
        "give each person once, under the most particular count",
        _SUM,
    )
    NOBODY_BOTH = (
        "PLAY-19",
        _E,
        "nobody can count under both",
        "give the people of each commitment under its own id",
        _TERMS,
    )
