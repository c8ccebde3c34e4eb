"""A configuration of a conflict is read whole, or refused with what is wrong in it."""

import pytest

from homeward.statements.reader.conflict import conflicts, parse_conflict, shipped_conflict
from tests.reading import MADE_UP

HEAD = b'id = "x"\ntitle = "X"\n'
PARTY = b'[[party]]\ncode = "NORTH"\nside = "NORTH"\n'


def test_the_made_up_conflict_is_read() -> None:
    """Parties, sides, offices and the day it began stand as they are written."""
    conflict = parse_conflict(MADE_UP)

    assert (conflict.id, conflict.captives, conflict.is_two_way) == ("made-up", "pow", True)
    assert conflict.sides == ("NORTH", "SOUTH")
    assert [one.title for one in conflict.offices if one.party == "MEDIATOR"] == [
        "Ministry of Foreign Affairs of Velmaria"
    ]
    assert conflict.since is not None
    assert conflict.since.isoformat() == "2030-03-01"


def test_each_side_knows_the_other() -> None:
    """Of two sides each is the other's other; who takes no part has none."""
    conflict = parse_conflict(MADE_UP)

    assert (conflict.other("NORTH"), conflict.other("SOUTH"), conflict.other("MEDIATOR")) == ("SOUTH", "NORTH", None)
    assert conflict.side_of("MEDIATOR") is None
    assert conflict.side_of("NOBODY") is None
    assert conflict.party("NOBODY") is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"format = 2\n" + HEAD, "format 2 is not known"),
        (HEAD + b'[[party]]\nside = "NORTH"\n', "code is missing"),
        (HEAD + b"[[party]]\ncode = 7\n", "code is missing or no text: 7"),
        (HEAD + b'party = "NORTH"\n', "party is a list of tables"),
        (HEAD + b'party = ["NORTH"]\n', "party is a list of tables"),
        (HEAD + PARTY + b'[party.name]\nen = "north"\n', "a table of languages, each a list of patterns"),
        (HEAD + PARTY + b'name = ["north"]\n', "a table of languages, each a list of patterns"),
        (HEAD + PARTY + b'[party.name]\nen = ["north|"]\n', "is no pattern"),
        (
            HEAD + PARTY + b'[[office]]\nparty = "SOUTH"\nrole = "hos"\ntitle = "T"\n',
            "offices of unknown parties: SOUTH",
        ),
        (HEAD + PARTY + b'[[office]]\nparty = "NORTH"\ntitle = "T"\n', "role is missing"),
        (HEAD + PARTY + b'[[office]]\nparty = "NORTH"\nrole = "hos"\n', "title is missing"),
        (HEAD + b"[[party]\n", "TOML|at line|Expected"),
    ],
)
def test_a_bad_configuration_is_refused(data: bytes, says: str) -> None:
    """What is wrong in a configuration is said."""
    with pytest.raises(ValueError, match=says):
        parse_conflict(data)


@pytest.mark.parametrize("name", conflicts())
def test_a_shipped_configuration_is_whole(name: str) -> None:
    """A configuration that comes with the program has its own name, two sides or more, offices, and five languages."""
    conflict = shipped_conflict(name)

    assert conflict.id == name
    assert len(conflict.sides) >= 2
    assert len(conflict.offices) >= 4
    assert {"en", "uk", "ru", "sq", "ar"} <= set(conflict.trees)
    assert {one.side for one in conflict.parties} - {None} == {conflict.side_of(one) for one in conflict.sides}
