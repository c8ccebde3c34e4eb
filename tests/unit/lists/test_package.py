"""The package says what it does."""

from homeward import lists
from homeward.lists.rules import NO_ENCODING, Rule


def test_every_code_is_in_the_table() -> None:
    """The package's docstring lists each rule with its code, weight and words, and the refusals."""
    table = [line.split(maxsplit=2) for line in (lists.__doc__ or "").splitlines() if line.startswith("LIST-")]

    assert [row[:2] for row in table[-2:]] == [[NO_ENCODING, "refusal"], ["LIST-38", "refusal"]]
    assert table[:-2] == [[rule.code, rule.severity.value, rule.says] for rule in Rule]


def test_codes_are_numbered_without_gaps() -> None:
    """No code is used for two rules."""
    assert [rule.code for rule in Rule] == [f"LIST-{number}" for number in range(1, len(Rule) + 1)]
