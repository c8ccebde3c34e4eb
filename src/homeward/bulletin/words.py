"""Every sentence of the public page, gathered as data: a translation is one more table with the same keys.

Values stand in named braces; no sentence is glued from parts, and no text ranks one party above another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language: its BCP 47 code, its direction (``ltr`` or ``rtl``), its months, and its texts by key."""

    lang: str
    direction: str
    months: tuple[str, ...]
    thousands: str
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the text of *key*; a missing one is a bug, a test compares the keys of all languages."""
        return self.texts[key]


DEMO_FLAG: Final = (
    "Demonstration: the people and the record are made up. Quoted statements are public statements of real offices."
)
"""What a demonstration's bulletin says in its signed bytes. No option removes it."""

ENGLISH: Final = Words(
    lang="en",
    direction="ltr",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    thousands=",",
    texts=MappingProxyType(
        {
            "demo": "Demonstration",
            "demo_says": "The people and the record on this page are made up. Quoted statements are public statements "
            "of real offices.",
            "kind": "Public bulletin",
            "as_of": "As of {date}",
            "skip": "Skip to the figures",
            "headline_none": "No arrival has been published yet",
            "headline_all": "{count} people have returned",
            "headline_some": "At least {count} people have returned",
            "headline_withheld": "People have returned; their number is withheld",
            "flash": "Confirmed by those who received them: each number below counts arrivals, never departures.",
            "flash_none": "A number appears here once the receiving side has confirmed an arrival and both "
            "spokespeople have released it.",
            "direction": "Held by {holder}, returned to {receiver}",
            "from_to": "{holder} to {receiver}",
            "returned": "Returned",
            "agreed": "Agreed",
            "outstanding": "Outstanding",
            "returned_big": "returned",
            "of_agreed": "of {agreed} agreed, {outstanding} outstanding",
            "of_agreed_withheld": "of {agreed} agreed; how many are outstanding is withheld",
            "of_agreed_done": "of {agreed} agreed; none outstanding",
            "of_agreed_beyond": "where {agreed} were agreed",
            "no_agreed": "no total was fixed by the agreement",
            "nothing_yet": "no arrival published yet",
            "at_least": "at least {count}",
            "withheld": "withheld",
            "not_stated": "not stated",
            "progress": "Progress",
            "progress_says": "Every row adds up where all its numbers are shown. “{withheld}” stands where a number "
            "is fewer than {k}, or where showing it would give a smaller one away. It is not a zero.",
            "tranche": "Tranche",
            "all_tranches": "All tranches",
            "category": "Category",
            "everybody": "Everybody",
            "by_tranche": "By tranche: {holder} to {receiver}",
            "by_category": "Returned, by tranche and category: {holder} to {receiver}",
            "plot": "Arrivals over time",
            "plot_title": "People returned over time, {holder} to {receiver}",
            "plot_desc": "A step line that rises with each tranche. {steps} The table under it holds the same numbers.",
            "plot_step": "{date}: {count} in total.",
            "plot_agreed": "agreed {count}",
            "plot_withheld": "withheld",
            "plot_total": "Total so far",
            "date": "Date",
            "timeline": "Timeline",
            "timeline_item": "Tranche {tranche}: {count} people returned, {holder} to {receiver}",
            "timeline_withheld": "Tranche {tranche}: people returned, {holder} to {receiver}; their number is withheld",
            "undated": "Date not stated",
            "statements": "Statements beside the record",
            "statements_says": "What officials said, and what the record of signed acts shows about it. A difference "
            "says that two numbers differ; it does not say who is right.",
            "said": "Said",
            "arithmetic": "Arithmetic",
            "record_says": "The record",
            "settles": "What would settle it",
            "unchecked": "Said, and not compared with anything yet",
            "result_adds_up": "adds up",
            "result_rounded": "rounded",
            "result_mismatch": "does not add up",
            "result_dispute": "statements differ",
            "result_revision": "revised later",
            "result_premature": "said before it happened",
            "result_contested": "contested",
            "result_agrees_with_record": "agrees with the record",
            "result_differs_from_record": "differs from the record",
            "result_not_in_record": "not covered by the record",
            "result_holds": "holds under each definition",
            "result_depends": "depends on the definition",
            "result_does_not_hold": "holds under no definition",
            "result_needs_review": "needs review by a person",
            "read": "How to read this page",
            "read_1": "A number counts people, not events. It is recounted from the sheets both sides signed at the "
            "crossing and from arrivals confirmed by the side that received them.",
            "read_2": "No names, units, places of detention or routes are published, and nothing about people who "
            "have not yet crossed.",
            "read_3": "Groups of fewer than {k} people are never counted in public, and other numbers are withheld "
            "where they would reveal such a group. A withheld number hides no judgement about anybody.",
            "read_4": "“Outstanding” is what was agreed less what has returned. It gives no reason: a place may be "
            "open because of a date, a doctor, a court, or a person’s own wish.",
            "read_5": "Parties stand in alphabetical order of their ids everywhere.",
            "verify": "How to check it",
            "verify_1": "This page is made from {file}. Both spokespeople sign the digest of exactly that file:",
            "verify_2": "Work it out yourself, with tools we did not write:",
            "verify_3": "The numbers were read from these logs. Each line fixes everything the log held at that time:",
            "verify_4": "Whoever holds a copy of the record checks every signature, proof and number in it, offline:",
            "log": "Log",
            "entries": "Entries",
            "root": "Root",
            "neutral": "Prepared from the exchange’s record. Released only when every party’s spokesperson has signed "
            "the same digest.",
        }
    ),
)

LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({ENGLISH.lang: ENGLISH})
"""The languages a page can be written in."""
