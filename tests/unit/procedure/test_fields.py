"""Bodies of events are read strictly: every field once, of its form, and none besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homeward.model.findings import Json, Refusal
from homeward.model.ids import ExchangeId
from homeward.procedure.bodies import read_genesis, read_organisation
from homeward.procedure.fields import Fields
from tests.unit.procedure.cast import HEX, body


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda fields: fields.text("it"), ""),
        (lambda fields: fields.text("it"), "x" * 501),
        (lambda fields: fields.text("it"), 1),
        (lambda fields: fields.flag("it"), 1),
        (lambda fields: fields.flag("it"), "true"),
        (lambda fields: fields.count("it"), -1),
        (lambda fields: fields.count("it"), True),
        (lambda fields: fields.count("it"), "1"),
        (lambda fields: fields.id("it"), "North"),
        (lambda fields: fields.id("it"), "north south"),
        (lambda fields: fields.org("it"), "9"),
        (lambda fields: fields.digest("it"), HEX.upper()),
        (lambda fields: fields.digest("it"), HEX[1:]),
        (lambda fields: fields.digest("it"), None),
        (lambda fields: fields.refs("it"), HEX),
        (lambda fields: fields.refs("it"), [1]),
        (lambda fields: fields.day("it"), "2026-02-30"),
        (lambda fields: fields.day("it"), "20260310"),
        (lambda fields: fields.day("it"), "2026-W11-2"),
        (lambda fields: fields.items("it"), {}),
        (lambda fields: fields.parts("it"), [1]),
        (lambda fields: fields.text("that"), "not asked for"),
    ],
)
def test_a_value_of_another_form_is_refused(read: Callable[[Fields], object], value: Json) -> None:
    """No value is guessed at, converted or passed over."""
    with pytest.raises(Refusal) as refused:
        read(Fields("terms.signed", {"it": value}))

    assert refused.value.code == "ADMIT-2"
    assert refused.value.says.startswith("terms.signed: ")
    assert refused.value.hint


def test_one_person_named_twice_is_refused() -> None:
    """A list of people names each once."""
    with pytest.raises(Refusal, match="ADMIT-3"):
        Fields("act.signed", {"people": [HEX, HEX]}).refs("people")


@pytest.mark.parametrize("roles", [["head", "king"], ["head", 1], [["head"]], "head"])
def test_an_officer_has_known_roles_only(roles: Json) -> None:
    """What an officer may sign for is never half understood."""
    organisation = body("genesis")["organisations"]
    assert isinstance(organisation, list)
    north = organisation[1]
    assert isinstance(north, dict)
    officers = north["officers"]
    assert isinstance(officers, list)
    first = officers[0]
    assert isinstance(first, dict)

    with pytest.raises(Refusal, match="ADMIT-2"):
        read_organisation(Fields("card", {**north, "officers": [{**first, "roles": roles}]}))


def test_genesis_is_read_as_it_was_written() -> None:
    """Genesis names its parties in alphabetical order and says that it is a demonstration."""
    exchange = read_genesis(Fields("genesis", body("genesis")), ExchangeId("bridge-2026"))

    assert exchange.parties == ("north", "south")
    assert exchange.is_demo
