import re
from pathlib import Path

from homeward import log
from homeward.log import Rule
from homeward.log.rules import Rule as Table

SOURCE = Path(log.__file__).parent


def test_codes_are_numbered_without_gap_or_double() -> None:
    """The rules have the codes LOG-1 to LOG-46, each once."""
    assert [rule.code for rule in Rule] == [f"LOG-{number}" for number in range(1, 47)]


def test_every_rule_can_refuse() -> None:
    """Every rule of the table is raised somewhere, and every rule raised is in the table."""
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py") if path.name != "rules.py")

    raised = set(re.findall(r"Rule\.([A-Z0-9_]+)", code))

    assert raised == set(Table.__members__)


def test_every_rule_says_what_is_broken_what_to_do_and_where_it_comes_from() -> None:
    """Rule, hint and source are never empty, start in lower case unless a name stands there, and have no full stop."""
    for rule in Rule:
        assert rule.says[0].islower()
        assert rule.hint[0].islower()
        assert rule.source
        assert not rule.says.endswith(".")
        assert not rule.hint.endswith(".")


def test_a_refusal_says_where_then_the_rule_then_what_was_seen() -> None:
    """The order of a message is fixed."""
    refusal = Rule.ROOT.refusal("log north/log", "size 7")

    assert str(refusal) == "log north/log: the entries do not give the checkpoint's root: size 7 [LOG-42]"
    assert str(Rule.ROOT.refusal("log")) == "log: the entries do not give the checkpoint's root [LOG-42]"
