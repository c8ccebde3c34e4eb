"""docs/reconcile.md says what the program does: its rules, its threshold, and the example that needs a past."""

import re
from pathlib import Path

from homeward.reconcile import RULES, SURE_PERCENT
from tests.unit.reconcile.cases import CORPUS, case_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reconcile.md"


def test_the_example_of_a_superlative_is_what_is_found() -> None:
    """The text under R9 is the verdict of the case it names, word for word."""
    text = PAGE.read_text(encoding="utf-8")
    shown = re.search(r"```text r9-depends\n(?P<body>.*?)```", text, re.DOTALL)
    (verdict,) = [one for one in case_of(CORPUS / "tuned" / "r9-depends.json").verdicts() if one.rule == "R9"]

    assert shown is not None
    assert shown["body"] == f"{verdict.rule} {verdict.result.value}: {verdict.says}\n{verdict.arithmetic}\n"


def test_every_rule_has_a_heading_and_the_threshold_is_named() -> None:
    """Each rule of the table has its section, and the page states the threshold that is used."""
    text = PAGE.read_text(encoding="utf-8")

    assert all(f"\n### {rule.id}: " in text for rule in RULES)
    assert f"**{SURE_PERCENT} % or more**" in text
