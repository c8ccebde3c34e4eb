"""docs/terms.md shows each provision by an example, and every example reads."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from enum import Enum

import pytest

from homeward.model import people, provisions, steps
from homeward.model import terms as kinds
from homeward.model.findings import Severity
from homeward.model.provisions import Provisions
from homeward.terms import read_terms
from homeward.terms.rules import Rule
from tests.house.repository import ROOT

PAGE = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
WHOLE, *PIECES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

MEANT = {Rule.ACCOUNTS_DIFFER.code, Rule.DEADLINE_TWICE.code}
"""What an example is there to show; days in place of steps stand beside the steps of the whole agreement here."""


def test_the_whole_agreement_on_the_page_has_no_finding() -> None:
    """The first example is one that could be signed."""
    terms, findings = read_terms(WHOLE.encode(), source="terms.md", parties=())

    assert terms is not None
    assert findings == ()


@pytest.mark.parametrize("piece", PIECES, ids=[f"{at}" for at in range(len(PIECES))])
def test_every_example_adds_to_it_without_an_error(piece: str) -> None:
    """Each further example stands beside the whole one."""
    terms, findings = read_terms(f"{WHOLE}\n{piece}".encode(), source="terms.md", parties=())

    assert terms is not None
    assert [one for one in findings if one.severity is not Severity.ADVICE and one.code not in MEANT] == []


def test_every_provision_has_an_example() -> None:
    """Whatever the language can say is on the page."""
    terms = [read_terms(f"{WHOLE}\n{piece}".encode(), source="terms.md", parties=())[0] for piece in PIECES]
    shown = {
        one.name
        for each in terms
        if each is not None
        for one in dataclasses.fields(Provisions)
        if getattr(each.provisions, one.name)
    }

    assert shown == {one.name for one in dataclasses.fields(Provisions)}


def test_every_word_of_the_language_is_on_the_page() -> None:
    """No choice is known to the program alone."""
    words = set(re.findall(r"`([a-z_]+)`", PAGE))

    assert {str(word.value) for kind in _enums() for word in kind} <= words


def _enums() -> list[type[Enum]]:
    wanted = [
        people.Status,
        people.Health,
        people.Sex,
        kinds.Op,
        kinds.GateKind,
        kinds.CountsPublic,
        kinds.Then,
        steps.Deed,
        steps.Silence,
    ]
    return [
        *wanted,
        *(provisions.Unit, provisions.Chooser, provisions.ActorKind, provisions.Rounding),
        *(provisions.GroupKind, provisions.Matter, provisions.Effect, provisions.Ground, provisions.Assent),
    ]


def test_the_pieces_are_toml() -> None:
    """Each example can be copied as it is."""
    for piece in PIECES:
        assert tomllib.loads(piece)
