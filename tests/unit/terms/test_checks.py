"""What the linter of agreements can see: each rule of sense and of law has an agreement that breaks it."""

from functools import reduce

import pytest

from homeward.model.findings import Severity, stopping
from homeward.terms import terms_findings
from tests.unit.terms.agreement import AGREEMENT, read

TOTAL = 'receiver = "south"\nop = "eq"\ncount = 30'
DAY_1 = '    { holder = "south", receiver = "north", op = "eq", count = 15 },'
DAY_2 = 'receiver = "south"\nop = "eq"\ncount = 15'
BACK_2 = 'receiver = "north"\nop = "eq"\ncount = 15'
ALL_SERIOUS = '"serious"\nop = "all"\nuniverse = "on the final lists"'
AGAIN = '\n[[tranche.commitment]]\nid = "more"\nholder = "north"\nreceiver = "south"\n'

ERRORS = {
    "holder is receiver": ("TERMS-14", {'receiver = "south"\ncategory': 'receiver = "north" #!\ncategory'}),
    "all without a universe": ("TERMS-17", {ALL_SERIOUS: '"serious"\nop = "all" #!'}),
    "age without a day": ("TERMS-18", {"age_under = 25\nage_as_of = 2026-03-01": "age_under = 25 #!"}),
    "least age without a day": ("TERMS-18", {"age_under = 25\nage_as_of = 2026-03-01": "age_at_least = 60 #!"}),
    "an age nobody has": ("TERMS-19", {"age_under = 25": "age_at_least = 25\nage_under = 25 #!"}),
    "an exact count and a floor": ("TERMS-20", {DAY_2: f'{DAY_2}{AGAIN}op = "at_least"\ncount = 9 #!'}),
    "an exact count and a cap": ("TERMS-20", {DAY_2: f'{DAY_2}{AGAIN}op = "up_to"\ncount = 19 #!'}),
    "one exact count twice": ("TERMS-20", {DAY_2: f'{DAY_2}{AGAIN}op = "eq"\ncount = 15 #!'}),
    "two exact counts": ("TERMS-21", {DAY_2: f'{DAY_2}{AGAIN}op = "eq"\ncount = 9 #!'}),
    "a floor above a cap": (
        "TERMS-21",
        {DAY_2: f'receiver = "south"\nop = "up_to"\ncount = 9{AGAIN}op = "at_least"\ncount = 10 #!'},
    ),
    "tranches below the total": ("TERMS-22", {TOTAL: 'receiver = "south"\nop = "eq"\ncount = 31 #!'}),
    "tranches above the total": ("TERMS-22", {TOTAL: 'receiver = "south"\nop = "eq"\ncount = 29 #!'}),
    "tranches below a floor": ("TERMS-22", {TOTAL: 'receiver = "south"\nop = "at_least"\ncount = 31 #!'}),
    "tranches above a cap": ("TERMS-22", {TOTAL: 'receiver = "south"\nop = "up_to"\ncount = 29 #!'}),
    "a category above its tranches": ("TERMS-22", {ALL_SERIOUS: '"civilian"\nop = "eq"\ncount = 21 #!'}),
    "a category below its tranches": ("TERMS-22", {ALL_SERIOUS: '"civilian"\nop = "eq"\ncount = 4 #!'}),
    "categories above everybody": (
        "TERMS-23",
        {DAY_1: f'    {{ holder = "north", receiver = "south", op = "eq", count = 14 }}, #!\n{DAY_1}'},
    ),
    "a tranche before the agreement": ("TERMS-24", {"on = 2026-03-10": "on = 2026-02-10 #!"}),
    "tranches out of order": ("TERMS-25", {"on = 2026-03-11": "on = 2026-03-09 #!"}),
    "parity between unequal totals": (
        "TERMS-26",
        {TOTAL: TOTAL.replace("30", "33"), DAY_2: DAY_2.replace("15", "18"), "slack = 2": "slack = 2 #!"},
    ),
    "parity broken on the first day": (
        "TERMS-26",
        {DAY_1: DAY_1.replace("15", "12"), BACK_2: BACK_2.replace("15", "18"), "slack = 2": "slack = 2 #!"},
    ),
    "an order that names one twice": ("TERMS-27", {'["serious", "young"]': '["serious", "young", "serious"] #!'}),
    "a gate for no day": ("TERMS-28", {"valid_days = 30": "valid_days = 0 #!"}),
    "too small numbers": ("TERMS-29", {"min_cell = 10": "min_cell = 9 #!"}),
}

UNLAWFUL = {
    "parity on the seriously wounded": ("TERMS-30", {"slack = 2": 'category = "serious"\nslack = 2 #!'}),
    "an exact count of them": ("TERMS-31", {ALL_SERIOUS: '"serious"\nop = "eq"\ncount = 3 #!'}),
    "a cap on them": ("TERMS-31", {ALL_SERIOUS: '"serious"\nop = "up_to"\ncount = 3 #!'}),
    "a cap on one day": (
        "TERMS-31",
        {
            DAY_1: '{ holder = "south", receiver = "north", category = "serious", op = "up_to", count = 1 }, #!\n'
            + DAY_1
        },
    ),
    "no wish gate": ("TERMS-32", {'kind = "wish"': 'kind = "safety"'}),
    "the wish waived": (
        "TERMS-33",
        {'kind = "wish"\nclause = "1"\nvalid_days = 10': 'kind = "wish"\nclause = "1"\nwaived = true'},
    ),
    "the wish for no day": ("TERMS-33", {"valid_days = 10": "valid_days = 0 #!"}),
}

ADVICE = {
    "coming tranches in public": ("TERMS-34", {"future_tranches = false": "future_tranches = true #!"}),
    "no reserve": ("TERMS-35", {'[reserve]\nclause = "1"\npersons = 5\n': ""}),
    "deadlines beyond the first tranche": (
        "TERMS-36",
        {"lists_days = 2": "lists_days = 6", "[deadlines]": "[deadlines] #!"},
    ),
}

LAWFUL = {
    "all of the seriously wounded": {},
    "a floor for them": {ALL_SERIOUS: '"serious"\nop = "at_least"\ncount = 3'},
    "a floor the tranches reach": {TOTAL: 'receiver = "south"\nop = "at_least"\ncount = 30'},
    "a cap the tranches keep": {TOTAL: 'receiver = "south"\nop = "up_to"\ncount = 30'},
    "a category the open day can fill": {ALL_SERIOUS: '"civilian"\nop = "eq"\ncount = 20'},
    "a tranche without numbers": {
        'op = "eq"\ncount = 15\n\n[[tranche.commitment]]': 'op = "all"\nuniverse = "left"\n\n[[tranche.commitment]]'
    },
    "the seriously wounded beyond the number of a day": {
        DAY_1: '{ holder = "south", receiver = "north", category = "serious", op = "at_least", count = 20 },\n' + DAY_1
    },
    "two tranches on one day": {"on = 2026-03-11": "on = 2026-03-10"},
    "a day of other people, parity in slack": {"count = 5 }": "count = 3 }", TOTAL: TOTAL.replace("30", "28")},
    "another gate waived": {"valid_days = 30": "valid_days = 30\nwaived = true"},
    "a floor and a cap": {DAY_2: f'receiver = "south"\nop = "up_to"\ncount = 19{AGAIN}op = "at_least"\ncount = 10'},
}


def broken(changes: dict[str, str]) -> str:
    """Return the agreement with *changes*; each place must be there, once."""
    assert [AGREEMENT.count(old) for old in changes] == [1] * len(changes)
    return reduce(lambda text, change: text.replace(*change), changes.items(), AGREEMENT)


def marked_line(text: str) -> int | None:
    """Return the line that carries the mark ``#!``."""
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if "#!" in line]
    return lines[0] if lines else None


@pytest.mark.parametrize("fault", ERRORS)
def test_nonsense_is_an_error(fault: str) -> None:
    """Terms that cannot mean what they say are returned with the one error, at its line."""
    code, changes = ERRORS[fault]

    terms, findings = read(broken(changes))

    assert terms is not None
    assert [(one.code, one.severity, one.where.line) for one in findings] == [
        (code, Severity.ERROR, marked_line(broken(changes)))
    ]


@pytest.mark.parametrize("fault", UNLAWFUL)
def test_terms_against_the_law_run_as_history_only(fault: str) -> None:
    """Terms that break the law are returned, with a finding of law that stops every signature and names the article."""
    code, changes = UNLAWFUL[fault]

    terms, findings = read(broken(changes))

    assert terms is not None
    assert [(one.code, one.severity) for one in stopping(findings)] == [(code, Severity.LAW)]
    assert "GC III 109" in findings[0].source
    assert marked_line(broken(changes)) in (findings[0].where.line, None)


@pytest.mark.parametrize("fault", ADVICE)
def test_advice_stops_nothing(fault: str) -> None:
    """What is unwise but lawful is advice: terms are returned and nothing stops them."""
    code, changes = ADVICE[fault]

    terms, findings = read(broken(changes))

    assert terms is not None
    assert [(one.code, one.where.line) for one in findings] == [(code, marked_line(broken(changes)))]
    assert stopping(findings) == ()


@pytest.mark.parametrize("kind", LAWFUL)
def test_what_can_be_kept_is_not_accused(kind: str) -> None:
    """Counts that some plan keeps give no finding."""
    _, findings = read(broken(LAWFUL[kind]))

    assert findings == ()


def test_nobody_promising_anything_is_advice() -> None:
    """An agreement that only sets up a procedure is possible, and said to be one."""
    start, end = AGREEMENT.index("[[commitment]]"), AGREEMENT.index("[priority]")

    terms, findings = read(AGREEMENT[:start] + AGREEMENT[end:])

    assert terms is not None
    assert [one.code for one in findings] == ["TERMS-37"]


def test_a_known_slip_of_an_agreement_is_seen() -> None:
    """Ten days of 115 and 41 sick prisoners are 1,560 people, not the 1,570 the text of 1988 gave."""
    days = "".join(
        f'[[tranche]]\nid = "day-{day}"\nclause = "1"\non = 2026-03-{day + 9}\n'
        'counts = [{ holder = "north", receiver = "south", op = "eq", count = 156 }]\n'
        for day in range(1, 11)
    )
    start, end = AGREEMENT.index("[[tranche]]"), AGREEMENT.index("[priority]")
    text = (AGREEMENT[:start] + days + AGREEMENT[end:]).replace(TOTAL, TOTAL.replace("30", "1570"))

    _, findings = read(text)

    assert [one.seen for one in findings if one.code == "TERMS-22"] == [
        "the tranches give 1,560, the total is eq 1,570 (north>south)"
    ]


def test_a_one_way_exchange_cannot_keep_parity() -> None:
    """Where nobody crosses the other way, the difference is everybody who crosses."""
    text = broken({'receiver = "north"\nop = "eq"\ncount = 30': 'receiver = "north"\nop = "eq"\ncount = 30', DAY_1: ""})
    text = text.replace(
        'holder = "south"\nreceiver = "north"', 'holder = "north"\nreceiver = "south"\ncategory = "young"'
    )

    _, findings = read(text)

    assert "TERMS-26" in [one.code for one in findings]


def test_terms_from_elsewhere_are_checked_alike() -> None:
    """Terms that came from no file get the same findings, without lines."""
    terms, findings = read(broken(UNLAWFUL["a cap on them"][1]))
    assert terms is not None

    again = terms_findings(terms, source="record of south")

    assert [(one.code, one.seen) for one in again] == [(one.code, one.seen) for one in findings]
    assert again[0].where.source == "record of south"
    assert again[0].where.line is None


def test_many_tranches_are_checked_soon() -> None:
    """A file as large as a file may be is answered without a search through all sums."""
    many = "".join(
        f'[[category]]\nid = "c{number}"\nname = "c"\nclause = "1"\nstatuses = ["pow"]\n'
        f'[[commitment]]\nid = "x{number}"\nclause = "1"\nholder = "north"\nreceiver = "south"\n'
        f'category = "c{number}"\nop = "at_least"\ncount = 1\n'
        for number in range(300)
    )

    _, findings = read(AGREEMENT.replace("[priority]", f"{many}\n[priority]"))

    assert findings == ()
