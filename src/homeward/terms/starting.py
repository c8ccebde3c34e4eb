"""A first agreement from a few answers: everything the linter asks for is there, and the words are to be replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from homeward.model.findings import Finding
from homeward.model.ids import PartyId, is_id
from homeward.model.people import Status
from homeward.model.terms import UNCOUNTED, CountsPublic, Op
from homeward.terms.reading import in_file_order, open_table
from homeward.terms.rules import Rule
from homeward.terms.tables import Table

ANSWERS_FORMAT: Final = 1
_MOST_DAYS: Final = 3_650
_FEWEST: Final = 2
"""Parties. Nobody agrees alone."""


class Promise(Enum):
    """What each party may promise the other here; what leans on other promises is written by hand."""

    EQ = "eq"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"
    ALL = "all"
    ALL_UP_TO = "all_up_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """
    What is asked. Each party promises every other the same; ``status`` None: whoever they are.

    ``days`` are the windows with the number that crosses in each direction. ``neutral`` hears the wish and disputes.
    """

    title: str
    agreed_on: date
    source: str
    parties: tuple[tuple[PartyId, str], ...]
    neutral: tuple[PartyId, str] | None
    promise: Promise
    count: int | None
    high: int | None
    universe: str
    status: Status | None
    serious: bool
    due: date | None
    days: tuple[tuple[date, int], ...]
    reserve: int
    identity_days: int
    wish_days: int
    fitness_days: int
    lists_days: int
    answer_days: int
    final_days: int
    arrival_days: int
    counts: CountsPublic
    residual: str


DEFAULTS: Final[Mapping[str, str | int]] = {
    "source": "the signed text",
    "universe": "all on the final lists",
    "identity_days": 30,
    "wish_days": 10,
    "fitness_days": 10,
    "lists_days": 2,
    "answer_days": 5,
    "final_days": 2,
    "arrival_days": 1,
    "residual": "they go home within 30 days after they are found",
}
"""What holds where an answer is left out."""


def read_answers(data: bytes, *, source: str) -> tuple[Answers | None, tuple[Finding, ...]]:
    """
    Read answers from TOML; without answers there is a finding of ``error`` that says why.

    The keys are the fields of :class:`Answers`; ``parties`` is a table of ids and names, ``neutral`` one of a single
    id, ``days`` a list of ``{ on, each }``.
    """
    opened, refused = open_table(data, source=source)
    if opened is None:
        return None, refused
    draft, top = opened
    if top.number("format", low=1) > ANSWERS_FORMAT:
        top.report(Rule.NEWER, "format", seen="a newer format of answers")
    answers = _answers(top)
    top.close()
    return None if draft.is_broken else answers, in_file_order(draft)


def _answers(top: Table) -> Answers:
    parties, neutral = _named(top, "parties"), _named(top, "neutral")
    if len(parties) < _FEWEST:
        top.report(Rule.MISSING, "parties", seen="fewer than two", remedy="name two parties or more")

    def days(key: str) -> int:
        return top.number(key, low=1, high=_MOST_DAYS) if top.has(key) else int(DEFAULTS[key])

    return Answers(
        title=top.text("title"),
        agreed_on=top.day("agreed_on"),
        source=top.text("source", default=str(DEFAULTS["source"])),
        parties=parties,
        neutral=neutral[0] if neutral else None,
        promise=top.choice("promise", Promise) or Promise.EQ,
        count=top.maybe_number("count"),
        high=top.maybe_number("high"),
        universe=top.text("universe", default=str(DEFAULTS["universe"])),
        status=top.maybe_choice("status", Status),
        serious=top.flag("serious", default=True),
        due=top.maybe_day("due"),
        days=tuple(_window(one) for one in top.tables("days", "days")),
        reserve=top.number("reserve") if top.has("reserve") else 0,
        identity_days=days("identity_days"),
        wish_days=days("wish_days"),
        fitness_days=days("fitness_days"),
        lists_days=days("lists_days"),
        answer_days=days("answer_days"),
        final_days=days("final_days"),
        arrival_days=days("arrival_days"),
        counts=top.maybe_choice("counts", CountsPublic) or CountsPublic.AFTER_LAST_ARRIVAL,
        residual=top.text("residual", default=str(DEFAULTS["residual"])),
    )


def _window(table: Table) -> tuple[date, int]:
    window = table.day("on"), table.number("each", low=1)
    table.close()
    return window


def _named(top: Table, key: str) -> tuple[tuple[PartyId, str], ...]:
    table = top.table(key, required=False)
    if table is None:
        return ()
    for one in table.keys:
        if not is_id(one):
            table.report(Rule.ID_FORM, one, seen=ascii(one)[:80], remedy="write an id of a-z, then a-z 0-9 _ -")
    found = tuple((PartyId(one), table.text(one)) for one in sorted(table.keys))
    table.close()
    return found


def start_terms(answers: Answers) -> str:
    """
    Return a terms file that says what was answered, and asks for what nobody has to answer but the law.

    Its clauses hold plain words of ours: the signed text takes their place.
    """
    return "\n".join(
        [
            "# Started from answers. Put the words of the signed text into each clause, in place of ours.",
            *_lines(
                "", {"format": 2, "title": answers.title, "agreed_on": answers.agreed_on, "source": answers.source}
            ),
            *_who(answers),
            *_promised(answers),
            *_serious(answers),
            *_windows(answers),
            *_gates(answers),
            *_lists(answers),
            *_after(answers),
        ]
    )


def _who(answers: Answers) -> Iterator[str]:
    for one, name in answers.parties:
        yield from _lines("[[party]]", {"id": one, "name": name})
    if answers.neutral is not None:
        one, name = answers.neutral
        yield from _lines("[[party]]", {"id": one, "name": name, "capacity": "neutral"})


def _promised(answers: Answers) -> Iterator[str]:
    yield from _clause("1", "Each party frees the people it holds, to the number agreed.")
    if answers.status is not None:
        name = {Status.POW: "prisoners of war", Status.RETAINED: "retained personnel", Status.CIVILIAN: "civilians"}
        category = {"id": "promised", "name": name[answers.status], "statuses": [answers.status.value]}
        yield from _lines("[[clause.category]]", category)
    is_counted = Op(answers.promise.value) not in UNCOUNTED
    is_all = answers.promise in {Promise.ALL, Promise.ALL_UP_TO}
    yield from _lines(
        "[[clause.commitment]]",
        {
            "id": "total",
            "holder": "each",
            "receiver": "each",
            "category": None if answers.status is None else "promised",
            "op": answers.promise.value,
            "count": answers.count if is_counted else None,
            "high": answers.high,
            "universe": answers.universe if is_all else None,
            "due": answers.due,
        },
    )


def _serious(answers: Answers) -> Iterator[str]:
    if not answers.serious:
        return
    yield from _clause("2", "The seriously wounded and the seriously sick go home regardless of the number.")
    category = {
        "id": "serious",
        "name": "seriously wounded and sick",
        "healths": ["seriously_wounded", "seriously_sick"],
    }
    yield from _lines("[[clause.category]]", {**category, "as_of": answers.agreed_on})
    yield from _lines(
        "[[clause.commitment]]",
        {
            "id": "serious",
            "holder": "each",
            "receiver": "each",
            "category": "serious",
            "op": "all",
            "universe": "all on the final lists",
            "due": answers.due,
        },
    )


def _windows(answers: Answers) -> Iterator[str]:
    if answers.days:
        yield from _clause("3", "They cross on the days agreed, the same number from each party to each other.")
    for number, (on, each) in enumerate(answers.days, start=1):
        yield from _lines("[[clause.tranche]]", {"id": f"day-{number}", "on": on})
        category = None if answers.status is None else "promised"
        count = {"holder": "each", "receiver": "each", "category": category, "op": "eq", "count": each}
        yield from _lines("[[clause.tranche.counts]]", {"id": f"day-{number}", **count})


def _gates(answers: Answers) -> Iterator[str]:
    yield from _clause("4", "Nobody travels before identity, wish and fitness are confirmed.")
    hears = None if answers.neutral is None else answers.neutral[0]
    yield from _lines("[[clause.gate]]", {"kind": "identity", "valid_days": answers.identity_days})
    yield from _lines("[[clause.gate]]", {"kind": "wish", "valid_days": answers.wish_days, "heard_by": hears})
    yield from _lines("[[clause.gate]]", {"kind": "fitness", "valid_days": answers.fitness_days})
    if answers.reserve:
        yield from _lines("[clause.reserve]", {"persons": answers.reserve})


def _lists(answers: Answers) -> Iterator[str]:
    yield from _clause("5", "Lists, answers, final lists and the news of arrival come within the days agreed.")
    keys = ("lists_days", "answer_days", "final_days", "arrival_days")
    yield from _lines("[clause.deadlines]", {key: getattr(answers, key) for key in keys})


def _after(answers: Answers) -> Iterator[str]:
    yield from _clause("6", "Numbers are made public as agreed, never names; people found later go home too.")
    publicity = {"counts": answers.counts.value, "future_tranches": False, "min_cell": 10, "record": False}
    yield from _lines("[clause.publicity]", publicity)
    yield from _lines("[clause.residual]", {"says": answers.residual})
    yield from _lines("[clause.non_stop]", {})
    settles = [one for one, _ in answers.parties] if answers.neutral is None else [answers.neutral[0]]
    yield from _lines("[clause.dispute]", {"by": settles})


def _clause(number: str, says: str) -> Iterator[str]:
    yield from _lines("[[clause]]", {"id": number, "says": says})


def _lines(header: str, values: Mapping[str, object]) -> Iterator[str]:
    """Write one table; what is None is left out."""
    if header:
        yield f"\n{header}"
    for key, value in values.items():
        if value is not None:
            yield f"{key} = {_toml(value)}"


def _toml(value: object) -> str:
    """Write a value: what is text in JSON is the same text in TOML."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
