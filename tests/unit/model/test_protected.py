"""Personal data in its wrapper: nothing shows it by accident."""

import copy
import json
import logging
import pickle
from collections.abc import Callable
from dataclasses import asdict

import pytest

from homeward.model.findings import Where
from homeward.model.ids import RowId
from homeward.model.people import Details, Entry, ListKind
from homeward.model.protected import Protected
from homeward.model.vault import Document

NAME = "Qvarthel"
WRAPPED = Protected(NAME)


@pytest.mark.parametrize(
    "show",
    [
        pytest.param(repr, id="repr"),
        pytest.param(str, id="str"),
        pytest.param(lambda one: f"{one}", id="an f-string"),
        pytest.param(lambda one: f"{one!r:>20}", id="an f-string with a width"),
        pytest.param(lambda one: "%s" % one, id="percent"),  # noqa: UP031 - one of the ways in
        pytest.param("{}".format, id="format"),
        pytest.param(lambda one: format(one, ">20"), id="format with a width"),
        pytest.param(json.dumps, id="JSON"),
        pytest.param(lambda one: json.dumps({"a": [one]}), id="JSON, deep inside"),
        pytest.param(pickle.dumps, id="pickle"),
        pytest.param(lambda one: [pickle.dumps(one, protocol) for protocol in range(6)], id="old pickles"),
        pytest.param(copy.copy, id="copy"),
        pytest.param(copy.deepcopy, id="deep copy"),
        pytest.param(vars, id="vars"),
        pytest.param(iter, id="iteration"),
        pytest.param(lambda one: repr([one]), id="inside a list"),
        pytest.param(lambda one: repr(Document(kind="a", person="b", value=one)), id="inside a document"),
        pytest.param(lambda one: asdict(Document(kind="a", person="b", value=one)), id="a document as a dict"),
    ],
)
def test_every_accidental_way_out_refuses(show: Callable[[Protected[str]], object]) -> None:
    """Whatever would show, write or copy the value refuses, and says nothing of it."""
    with pytest.raises(TypeError) as refused:
        show(WRAPPED)

    assert NAME not in str(refused.value)


def test_an_entry_does_not_show_its_person() -> None:
    """A row of a list may be printed by nobody: the details and the cells refuse."""
    entry = Entry(
        row_id=RowId("H-1"),
        kind=ListKind.HOLDING,
        where=Where(source="list.csv"),
        details=Protected(Details(surname=NAME)),
        travel_with=None,
        is_harmful_to_disclose=False,
        raw=Protected((("surname", NAME),)),
    )

    with pytest.raises(TypeError):
        repr(entry)


def test_a_logged_value_is_lost_rather_than_shown(caplog: pytest.LogCaptureFixture) -> None:
    """A log line about a person fails; it never holds the value."""
    caplog.set_level(logging.INFO)

    with pytest.raises(TypeError):
        logging.getLogger("homeward.test").info("person %s", WRAPPED)

    assert NAME not in caplog.handler.stream.getvalue()


def test_equal_values_are_equal() -> None:
    """Wrapped values compare and hash by what they hold, and never equal the bare value."""
    assert Protected(NAME) == WRAPPED
    assert hash(WRAPPED) == hash(Protected(NAME))
    assert Protected("Another") != WRAPPED
    assert WRAPPED != NAME


def test_disclose_is_the_one_way_out() -> None:
    """Who is entitled to it gets exactly what was wrapped."""
    assert WRAPPED.disclose() == NAME
