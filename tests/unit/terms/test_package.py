"""The package says what it does."""

from homeward import terms
from homeward.terms.rules import BAD_RECORD, NEWER_RECORD, Rule


def test_every_code_is_in_the_table() -> None:
    """The package's docstring lists each rule with its code, weight and words, and the refusals."""
    table = [line.split(maxsplit=2) for line in (terms.__doc__ or "").splitlines() if line.startswith("TERMS-")]

    assert [row[:2] for row in table[-2:]] == [[NEWER_RECORD, "refusal"], [BAD_RECORD, "refusal"]]
    assert table[:-2] == [[rule.code, rule.severity.value, rule.says] for rule in Rule]


def test_codes_are_numbered_without_gaps() -> None:
    """No code is used for two rules."""
    codes = [*(rule.code for rule in Rule), NEWER_RECORD, BAD_RECORD]

    assert sorted(codes, key=lambda code: int(code[6:])) == [f"TERMS-{number}" for number in range(1, len(codes) + 1)]
