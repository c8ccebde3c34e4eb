"""The package says what it does."""

from homeward import lists
from homeward.lists.rules import NO_ENCODING, Rule


def test_every_code_is_in_the_table() -> None:
    """The package's docstring lists each rule with its code, weight and words, and the refusals."""
    table = [line.split(maxsplit=2) for line in (lists.__doc__ or "").splitlines() if line.startswith("LIST-")]

    refusals = [row[:2] for row in table if row[1] == "refusal"]
    assert refusals == [[NO_ENCODING, "refusal"], ["LIST-38", "refusal"]]
    assert [row for row in table if row[1] != "refusal"] == [
        [rule.code, rule.severity.value, rule.says] for rule in Rule
    ]


def test_codes_are_numbered_without_gaps() -> None:
    """No code is used for two rules."""
    refusals = {NO_ENCODING, "LIST-38"}
    numbered = [f"LIST-{number}" for number in range(1, len(Rule) + len(refusals) + 1)]

    assert [rule.code for rule in Rule] == [code for code in numbered if code not in refusals]
