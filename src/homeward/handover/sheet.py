"""The sheet of an act, for paper: if every device dies, four signatures on it are the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from homeward.model.acts import Act, counts_of
from homeward.model.ids import Digest, Ref

_UNITS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = [".", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def number_in_words(number: int) -> str:
    """
    Return *number* (0 to 999,999) in English words: on an act a changed digit must not pass unseen.

    >>> number_in_words(390)
    'three hundred and ninety'
    """
    if number < 20:  # noqa: PLR2004 - the words up to nineteen are their own
        return _UNITS[number]
    if number < 100:  # noqa: PLR2004
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_UNITS[rest]}" if rest else "")
    if number < 1000:  # noqa: PLR2004
        hundreds, rest = divmod(number, 100)
        return f"{_UNITS[hundreds]} hundred" + (f" and {number_in_words(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = "" if not rest else f" and {number_in_words(rest)}" if rest < 100 else f" {number_in_words(rest)}"  # noqa: PLR2004
    return f"{number_in_words(thousands)} thousand{joint}"


def sheet_text(act: Act, digest: Digest, names: Mapping[Ref, str], *, notices: Sequence[str]) -> str:
    """
    Return the sheet of *act* as plain text, in the order of the act, for the two sides and the neutral only.

    Args:
        act: The act.
        digest: Names the act; its first 8 digits are read aloud across the line before anybody signs.
        names: How each person is called on the sheet, beside the first 8 digits of the commitment.
        notices: Lines that stand on top, a demonstration's mark among them.
    """
    total = len(act.people)
    lines = [
        *notices,
        f"ACT {act.number}: {act.direction.holder} hands over to {act.direction.receiver}, tranche {act.tranche}",
    ]
    lines += [f"Code to read aloud: {digest[:4]} {digest[4:8]}", ""]
    lines += [
        f"{category}: {persons} ({number_in_words(persons)})" for category, persons in counts_of(act.people).items()
    ]
    lines += [f"Together: {total} ({number_in_words(total)})", ""]
    lines += [
        f"{at:>4}  {place.ref[:8]}  {names.get(place.ref, 'name not known here')}  [{place.category}]"
        for at, place in enumerate(act.people, 1)
    ]
    lines += ["", f"Not travelling: {len(act.absent)}. From the reserve: {len(act.replacements)}.", ""]
    for side in (act.direction.holder, act.direction.receiver):
        lines += [f"For {side}: 1. ______________________   2. ______________________"]
    return "\n".join(lines) + "\n"
