"""Every rule of the linter: agreements with one place changed, those that break it and those that only come near."""

from collections import Counter

import pytest

from homeward.terms import Rule, terms_findings, terms_from_record, terms_record
from tests.unit.terms.linted import BASES, Change, base_text, changes, lint

MUTATIONS = changes("mutations.toml")
SOUND = changes("sound.toml")

CHECKED = {rule.code for rule in Rule if int(rule.code[6:]) >= 14}
"""The rules about what an agreement says; those before are about how the file is written."""


@pytest.mark.parametrize("name", BASES)
def test_a_sound_agreement_is_not_accused(name: str) -> None:
    """A sound agreement gives no finding, not even advice, from its file and from its record alike."""
    terms, findings = lint(base_text(name))

    assert terms is not None
    assert findings == ()
    assert terms_findings(terms_from_record(terms_record(terms)), source="record") == ()


@pytest.mark.parametrize("change", MUTATIONS, ids=str)
def test_one_fault_is_one_finding(change: Change) -> None:
    """One changed place gives exactly the finding meant, where it stands and with the values seen."""
    _, findings = lint(change.text)

    assert sorted((one.code, one.where.field, one.seen) for one in findings) == sorted(
        (change.rule, at, change.seen) for at in (change.at, *change.also)
    )


@pytest.mark.parametrize("change", [one for one in MUTATIONS if one.new], ids=str)
def test_a_finding_has_the_line_of_its_part(change: Change) -> None:
    """A finding about something that is there stands at a line of its part: at the key it names, where there is one."""
    lines = change.text.split("\n")

    _, findings = lint(change.text)

    for where in (one.where for one in findings):
        key = (where.field or "").partition(": ")[2]
        assert (
            where.line is None or key in lines[where.line - 1] or lines[where.line - 1].strip().startswith(("[", "{"))
        )


@pytest.mark.parametrize("change", SOUND, ids=str)
def test_what_only_comes_near_a_rule_is_not_accused(change: Change) -> None:
    """One changed place that breaks nothing gives no finding of any rule."""
    _, findings = lint(change.text)

    assert findings == ()


def test_every_rule_is_broken_three_times() -> None:
    """Each rule has three agreements that break it, and one at least that only comes near."""
    red, green = Counter(one.rule for one in MUTATIONS), Counter(one.rule for one in SOUND)

    assert {code for code in CHECKED if red[code] < 3} == set()
    assert {code for code in CHECKED if green[code] < 1} == set()
    assert set(red) | set(green) <= CHECKED


def test_what_the_records_say_is_found_without_lines() -> None:
    """Terms another side sent as a record get the same findings as its file, each promise under its own id."""
    for change in MUTATIONS:
        terms, findings = lint(change.text)
        if terms is not None and "part_of" not in (change.at or ""):
            again = terms_findings(terms, source="record")
            assert {one.code for one in again} == {one.code for one in findings}, change.what


def test_a_step_and_a_promise_to_both_may_wait_for_each_other() -> None:
    """A promise written once for each party is found in a circle with a step, under either name."""
    text = base_text("bridge").replace("10 days after in_force", "10 days after lists")
    text = text.replace("2 days after signature", "5 days after serious")

    _, findings = lint(text)

    circle = [one.seen for one in findings if one.code == "TERMS-52"]
    assert circle == ["lists, serious.north>south, serious.south>north"]


def test_a_neutral_frees_whom_it_was_given() -> None:
    """A neutral may promise what it keeps between two handovers; without a custody it is asked who holds them."""
    text = base_text("bridge").replace(
        'id = "remains-south"\n    holder = "north"', 'id = "remains-south"\n    holder = "delegation"'
    )
    custody = '[[custody]]\nid = "kept"\nclause = "5"\ncustodian = "delegation"\ncommitments = ["remains-south"]\n'

    without, kept = (lint(one)[1] for one in (text, f"{text}\n{custody}"))

    assert [one.remedy[:26] for one in without if one.code == "TERMS-73"] == ["name who holds the people,"]
    assert [one.code for one in kept if one.code in ("TERMS-11", "TERMS-73")] == []
