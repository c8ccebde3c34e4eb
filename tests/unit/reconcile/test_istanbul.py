"""The public statements of May 2025 beside a made-up record of the same counts: exactly the expected is found."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from homeward.model.claims import Claim, Result, Verdict
from homeward.model.figures import Figure
from homeward.model.ids import PartyId
from homeward.model.terms import Direction, Terms
from homeward.reconcile import RULES, Rule, reconcile, verdict_record
from homeward.statements import Known, read_statements
from tests.unit.reconcile.made import figures, made_terms

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "istanbul-2025" / "statements"
RU, UA = PartyId("ru"), PartyId("ua")
WAYS = (Direction(holder=RU, receiver=UA), Direction(holder=UA, receiver=RU))
DAYS = (date(2025, 5, 23), date(2025, 5, 24), date(2025, 5, 25))
FIRST_DAY: tuple[Figure, ...] = (
    *figures(390, DAYS[0], ways=WAYS),
    *figures(270, DAYS[0], category="of-pow", ways=WAYS),
    *figures(120, DAYS[0], category="of-civilian", ways=WAYS),
)
ALL_DAYS = (*FIRST_DAY, *figures(307, DAYS[1], ways=WAYS), *figures(303, DAYS[2], ways=WAYS))


def terms() -> Terms:
    """Return 1,000 for 1,000, agreed on 16 May."""
    base = made_terms(agreed_on=date(2025, 5, 16))
    commitments = [replace(one, direction=way) for one, way in zip(base.commitments, WAYS, strict=True)]
    return replace(base, parties=(RU, UA), commitments=tuple(commitments))


def statements() -> list[Claim]:
    """Return every claim of the example, from files that have no finding."""
    claims: list[Claim] = []
    for path in sorted(FOLDER.glob("*.toml")):
        known = Known(parties=frozenset({"ru", "ua"}), claims=frozenset(one.id for one in claims))
        read, findings = read_statements(path.read_bytes(), source=path.name, known=known)
        assert findings == ()
        claims.extend(read)
    return claims


def about(verdicts: tuple[Verdict, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return rule, result and claims of each verdict."""
    return [(one.rule, one.result.value, one.claims) for one in verdicts]


EXPECTED = [
    ("R1", "adds_up", ("ru-defence-23-civilian", "ru-defence-23-pow", "ua-president-23-390")),
    ("R3", "rounded", ("headline-23-total", "ua-president-23-390")),
    ("R6", "premature", ("officials-23-goes-on", "ua-president-23-goes-on", "us-president-23-completed")),
    ("R6", "premature", ("us-president-23-completed",)),
    ("R6", "contested", ("us-president-23-completed", "us-president-23-soon")),
    ("R8", "agrees_with_record", ("ru-defence-23-civilian",)),
    ("R8", "agrees_with_record", ("ru-defence-23-pow",)),
    ("R8", "agrees_with_record", ("ua-president-23-390",)),
]


WORDS = ("and 120 civilians from each side", "270 prisoners of war from each side", "390 people from each side")


def test_exactly_the_expected_is_found_on_the_first_day() -> None:
    """800 is rounded, 270 and 120 add up, 390 agrees, "completed" is premature and contradicts itself; nothing else."""
    verdicts = reconcile(statements(), FIRST_DAY, terms(), as_of=DAYS[0])

    assert about(verdicts) == EXPECTED


def test_the_arithmetic_is_written_out() -> None:
    """Every calculation of the first day can be followed by hand."""
    verdicts = reconcile(statements(), FIRST_DAY, terms(), as_of=DAYS[0])

    assert [one.arithmetic for one in verdicts if one.arithmetic is not None] == [
        "270 + 120 = 390",
        "2 x 390 = 780; 800 is 780 rounded up to the next hundred",
        "390 of 1,000 is 39 %",
    ]


def test_two_more_days_change_nothing_about_the_first() -> None:
    """With all three days in the record, what was found about the first day is found still, with the same words."""
    first = reconcile(statements(), FIRST_DAY, terms(), as_of=DAYS[0])
    last = reconcile(statements(), ALL_DAYS, terms(), as_of=DAYS[2])

    later = set(last) - set(first)

    assert set(first) <= set(last)
    assert {one.result for one in later} == {Result.AGREES_WITH_RECORD}
    assert sorted(one.claims for one in later) == [
        ("ru-defence-24-307",),
        ("ru-defence-25-303",),
        ("ua-president-24-307",),
        ("ua-president-25-303",),
    ]


def test_without_a_record_the_claims_still_speak() -> None:
    """Before anything is in the record, sums and contradictions are found and each count is named as not in it."""
    verdicts = reconcile(statements(), (), terms(), as_of=DAYS[0])

    said = ("delegations-16-agreed", "ua-president-22-agreed", "ua-president-23-390", "us-president-23-completed")

    assert [one for one in about(verdicts) if one[0] != "R8"] == sorted(
        [*(one for one in EXPECTED if one[0] != "R8" and len(one[2]) > 1), ("R6", "premature", said)],
        key=lambda one: (one[0], one[2]),
    )
    assert [one.arithmetic for one in verdicts if one.claims == said] == ["390 of 1,000 is 39 %"]
    assert {one.result for one in verdicts if one.rule == "R8"} == {Result.NOT_IN_RECORD}


def test_a_day_is_seen_as_it_stood() -> None:
    """What is said and recorded later is left out of a verdict as of an earlier day."""
    assert reconcile(statements(), ALL_DAYS, terms(), as_of=DAYS[0]) == reconcile(
        statements(), FIRST_DAY, terms(), as_of=DAYS[0]
    )


def test_a_verdict_becomes_json() -> None:
    """Every field of a verdict stands in its JSON under its own name."""
    (verdict, *_) = reconcile(statements(), FIRST_DAY, terms(), as_of=DAYS[0])

    assert verdict_record(verdict) == {
        "rule": "R1",
        "result": "adds_up",
        "claims": ["ru-defence-23-civilian", "ru-defence-23-pow", "ua-president-23-390"],
        "says": verdict.says,
        "arithmetic": "270 + 120 = 390",
        "record": "2025-05-23: 390 people each way, confirmed as returned",
        "weakest": None,
        "settles": verdict.settles,
        "sources": 2,
        "words": [
            {"who": "Ministry of Defence of the Russian Federation (statement, 23 May 2025)", "quote": WORDS[0]},
            {"who": "Ministry of Defence of the Russian Federation (statement, 23 May 2025)", "quote": WORDS[1]},
            {"who": "President of Ukraine (telegram, 23 May 2025)", "quote": WORDS[2]},
        ],
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_holds(rule: Rule) -> None:
    """The table names each rule once and says it in words."""
    assert [one.id for one in RULES] == [f"R{n}" for n in range(1, 10)]
    assert rule.says
