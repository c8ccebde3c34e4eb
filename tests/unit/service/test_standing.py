"""The gates at the neutral's seat: who was heard, when, and who therefore does not travel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from homeward.model.findings import FindingsRefusal, Refusal
from homeward.service import standing
from homeward.service.standing import import_hearings, people_on_final_lists, read_hearings, stop_people
from tests.world import DELEGATE, DELEGATES, World, gates_csv

HEADER = "party,row_id,gate,outcome,on\n"
ROW = "north,H-01,wish,passed,2026-03-06\n"
DAY = date(2026, 3, 7)


def test_only_the_neutral_hears(at_step: Callable[[str], World]) -> None:
    """A party that would import hearings is refused: nobody is asked by those who hold them."""
    world = at_step("final")

    with pytest.raises(Refusal) as refused:
        import_hearings(world.seat("north"), (HEADER + ROW).encode(), source="gates.csv")

    assert refused.value.code == "GATE-1"
    assert world.seat("north").vault.get("gate") == ()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param(b"", 1, id="an empty file"),
        pytest.param(b"party,row_id\nnorth,H-01\n", 1, id="columns missing"),
        pytest.param((HEADER + ROW).encode("utf-16"), 1, id="another encoding"),
        pytest.param((HEADER + "north,H-\xe9,wish,passed,2026-03-06\n").encode("latin-1"), 1, id="Latin-1"),
        pytest.param((HEADER + 'north,"H-01,wish,passed,2026-03-06\n').encode(), 1, id="a quotation mark left open"),
        pytest.param((HEADER + ROW + "north,H-02,mood,passed,2026-03-06\n").encode(), 3, id="an unknown gate"),
        pytest.param((HEADER + ROW + "north,H-02,wish,maybe,2026-03-06\n").encode(), 3, id="an unknown outcome"),
        pytest.param((HEADER + ROW + "north,H-02,wish,,2026-03-06\n").encode(), 3, id="no outcome"),
        pytest.param((HEADER + ROW + "north,H-02,wish,passed,2026-02-30\n").encode(), 3, id="30 February"),
        pytest.param((HEADER + ROW + "north,H-02,wish,passed\n").encode(), 3, id="a cell missing"),
        pytest.param((HEADER + ROW + "north,H-02,wish,passed,2026-03-06,no\n").encode(), 3, id="a cell too many"),
        pytest.param((HEADER + ROW + ROW.replace("passed", "not_passed")).encode(), 3, id="two outcomes on one day"),
    ],
)
def test_a_row_that_is_not_understood_stops_the_file(at_step: Callable[[str], World], data: bytes, line: int) -> None:
    """One row in doubt and nothing of the file is kept; the finding names file and line."""
    world = at_step("final")

    with pytest.raises(FindingsRefusal) as refused:
        import_hearings(world.neutral, data, source="gates.csv")

    assert refused.value.code == "GATE-2"
    assert [(one.code, one.where.source, one.where.line) for one in refused.value.findings] == [
        ("GATE-4", "gates.csv", line)
    ]
    assert all(one.remedy for one in refused.value.findings)
    assert world.neutral.vault.get("gate") == ()


def test_every_row_in_doubt_is_found() -> None:
    """All rows in doubt are reported at once, those understood are read."""
    data = HEADER + "north,H-02,mood,passed,2026-03-06\n" + ROW + "\n" + "north,H-03,wish,yes,2026-03-06\n"

    hearings, findings = read_hearings(data.encode(), source="gates.csv")

    assert [one.row for one in hearings] == ["H-01"]
    assert [one.where.line for one in findings] == [2, 5]


def test_a_byte_order_mark_does_no_harm() -> None:
    """A file as spreadsheets save it is read."""
    hearings, findings = read_hearings(b"\xef\xbb\xbf" + (HEADER + ROW).replace("\n", "\r\n").encode(), source="a")

    assert ([one.row for one in hearings], findings) == (["H-01"], ())


def test_gates_need_signed_terms(at_step: Callable[[str], World]) -> None:
    """Which gates there are, the terms say: before they are signed nobody is stopped."""
    with pytest.raises(Refusal) as refused:
        stop_people(at_step("genesis").neutral, DAY, DELEGATE)

    assert refused.value.code == "GATE-3"


def test_nobody_travels_unheard(at_step: Callable[[str], World]) -> None:
    """With no hearing at all everybody on the final lists is stopped: silence is not consent."""
    world = at_step("final")

    stopped = stop_people(world.neutral, DAY, DELEGATE)

    everybody = {one.candidate.ref for one in people_on_final_lists(world.neutral, world.terms())}
    assert set(stopped) == everybody == set(world.state().stopped)


@pytest.mark.parametrize(
    ("last", "is_stopped"),
    [
        pytest.param("wish,passed,2026-03-06", False, id="said yes"),
        pytest.param("wish,not_passed,2026-03-07", True, id="changed their mind, the same day"),
        pytest.param("wish,not_passed,2026-03-08", False, id="a refusal of the day after"),
        pytest.param("fitness,not_passed,2026-03-07", True, id="fell ill"),
    ],
)
def test_the_last_hearing_counts(at_step: Callable[[str], World], last: str, is_stopped: bool) -> None:
    """People may change their mind to the last: the newest hearing up to the day decides, whatever came before."""
    world = at_step("final")
    import_hearings(world.neutral, gates_csv().encode(), source="gates.csv")
    import_hearings(world.neutral, f"{HEADER}north,H-11,{last}\n".encode(), source="later.csv")
    person = next(
        one
        for one in people_on_final_lists(world.neutral, world.terms())
        if (one.candidate.holder, one.holding_row) == ("north", "H-11")
    )

    stopped = stop_people(world.neutral, DAY, DELEGATE)

    assert (person.candidate.ref in stopped) is is_stopped


@pytest.mark.parametrize(("on", "is_stopped"), [(date(2026, 3, 16), False), (date(2026, 3, 17), True)])
def test_a_hearing_wears_out(at_step: Callable[[str], World], on: date, is_stopped: bool) -> None:
    """A hearing counts as many days as the terms say, the last included; then the person must be asked again."""
    world = at_step("final")
    import_hearings(world.neutral, gates_csv().encode(), source="gates.csv")

    stopped = stop_people(world.neutral, on, DELEGATE)

    assert (len(stopped) == len(people_on_final_lists(world.neutral, world.terms()))) is is_stopped


def test_a_notice_is_given_once(at_step: Callable[[str], World]) -> None:
    """Who is stopped already is not recorded again."""
    world = at_step("gates")

    assert stop_people(world.neutral, DAY, DELEGATE) == ()


def test_a_notice_is_split_before_it_is_too_long(
    at_step: Callable[[str], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notice about more people than an event may hold becomes several; nobody is left out."""
    world = at_step("final")
    monkeypatch.setattr(standing, "NOTICE", 7)

    stopped = stop_people(world.neutral, DAY, DELEGATE)

    assert len(stopped) > 14
    assert set(stopped) == set(world.state().stopped)


def test_a_party_cannot_give_a_notice(at_step: Callable[[str], World]) -> None:
    """Only the neutral's delegates record who does not travel: a party has no such officer."""
    world = at_step("final")

    with pytest.raises(Refusal) as refused:
        stop_people(world.seat("north"), DAY, DELEGATES)

    assert refused.value.code == "GATE-1"
    assert not world.state("north").stopped
