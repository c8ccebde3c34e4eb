"""Every rule of the reader has a text in which it decides a field, and a near one in which it does not."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, Final

import pytest

from homeward.model.claims import CountOp
from homeward.statements.reader import ReadClaim
from homeward.statements.reader.quantity import Kindred
from tests.reading import MADE_UP, READ, reading, shipped_bytes

TABLE: Final[Mapping[str, Any]] = tomllib.loads((READ / "rules.toml").read_text(encoding="utf-8"))
RULES: Final[list[dict[str, Any]]] = TABLE["rule"]
NEVER: Final[frozenset[str]] = frozenset(TABLE["never"])
FIELDS: Final = {"date": "event_date", "sense": "modality", "status": "modality"}
"""The fields that rules of a family decide, where they are not named alike."""
FAMILIES: Final = ("category", "count", "date", "direction", "scope", "sense", "speaker", "status")
OPEN: Final[Mapping[str, frozenset[str]]] = {
    "category": frozenset(one.value for one in Kindred),
    "count": frozenset(one.value for one in CountOp),
    "date": frozenset({"day", "days", "month", "weekday", "relative"}),
    "status": frozenset(
        {"agreed", "begun", "demanded", "denied", "done", "expected", "offered", "ongoing", "pending", "postponed"}
        | {"refused"}
    ),
}
"""Families whose ids the code puts together, with the ends it may give them."""

_ID: Final = re.compile(rf"(?:{'|'.join(FAMILIES)})\.[a-z_-]+")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_rule_decides_where_it_should(rule: Mapping[str, Any]) -> None:
    """In its own text the rule gives its value to the claim with its quote, and to no other field."""
    found = [one for one in claims_of(rule, "text") if one.quote == rule["quote"]]

    assert len(found) == 1
    assert rule["id"] in rules_of(found[0], FIELDS.get(family(rule), family(rule)))
    assert value_of(found[0], family(rule)) == rule.get("value")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_rule_decides_nothing_where_it_should_not(rule: Mapping[str, Any]) -> None:
    """In a text that is near to its own the rule decides no field of any claim."""
    fields = [field for claim in claims_of(rule, "but_not") for field in claim.fields]

    assert not [field.name for field in fields if field.rule == rule["id"]]


def test_a_text_without_a_rule_still_says_something() -> None:
    """Nine of ten near texts give claims: a rule is not kept out by a text that says nothing."""
    telling = [rule for rule in RULES if claims_of(rule, "but_not")]

    assert len(telling) >= len(RULES) * 0.85


def test_every_rule_has_examples() -> None:
    """Whatever id the code can give to a field stands in the table, once, and the table has no other."""
    ids = [rule["id"] for rule in RULES]

    assert sorted(ids) == sorted(set(ids))
    assert set(ids) == ids_of_the_code() - NEVER


def test_ids_are_put_together_only_where_it_is_known() -> None:
    """An id is a word of the code, or one of the families whose ends are known here."""
    assert {name for source in sources() for name in built_families(source)} == set(OPEN)


def test_an_id_in_the_code_is_found() -> None:
    """The search sees an id in a table and one that is put together, and takes no sentence for one."""
    source = 'RULES = (("scope.new", f), f"date.{kind}", "the scope.")'

    assert list(written_ids(source)) == ["scope.new"]
    assert list(built_families(source)) == ["date"]


def claims_of(rule: Mapping[str, Any], text: str) -> tuple[ReadClaim, ...]:
    """Return the claims of one of a rule's texts."""
    data = shipped_bytes(rule["conflict"]) if "conflict" in rule else MADE_UP
    return reading(rule[text], rule.get("language", "en"), conflict=data).claims


def family(rule: Mapping[str, Any]) -> str:
    """Return the first part of a rule's id."""
    return str(rule["id"]).partition(".")[0]


def rules_of(claim: ReadClaim, field: str) -> list[str]:
    """Return the rules that decided a field of a claim."""
    return [one.rule for one in claim.fields if one.name == field]


def value_of(claim: ReadClaim, kind: str) -> str | int | None:
    """Return what a claim has in the field that rules of a family decide."""
    match kind:
        case "count":
            return None if claim.count is None else claim.count.low
        case "date":
            return claim.event_date
        case "direction":
            return claim.direction
        case "scope":
            return None if claim.scope is None else claim.scope.value
        case "speaker":
            return claim.speaker.party
        case "category":
            return claim.category
        case _:
            return claim.modality.value


def ids_of_the_code() -> set[str]:
    """Return every id that the reader can give to a field."""
    written = {name for source in sources() for name in written_ids(source)}
    return written | {f"{name}.{end}" for name, ends in OPEN.items() for end in ends}


def sources() -> list[str]:
    """Return the text of every module of the reader."""
    modules = resources.files("homeward.statements.reader").iterdir()
    return [one.read_text(encoding="utf-8") for one in modules if one.name.endswith(".py")]


def written_ids(source: str) -> Iterator[str]:
    """Yield the ids that stand in *source* as they are."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _ID.fullmatch(node.value):
            yield node.value


def built_families(source: str) -> Iterator[str]:
    """Yield the families of the ids that *source* puts together."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            name = str(node.values[0].value).removesuffix(".")
            if name in FAMILIES and len(node.values) == 2:
                yield name
