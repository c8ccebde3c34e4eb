"""Slips of people who mean well, and what a seat makes of them: nothing is lost, nobody is counted wrongly."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from homeward.bulletin.render_json import bulletin_json
from homeward.cli import main
from homeward.model.findings import Refusal
from homeward.model.people import ListKind
from homeward.service import crossing, erasure, lists, planning, publishing, signing
from homeward.service.erasure import erase_people
from tests.world import AGENTS, DELEGATE, DELEGATES, HEADS, LIST_OFFICERS, PERSONS, SPOKESPERSON, World

WHO = "holding/H-11"


class Typed:
    """A person at a keyboard: runs a command and tells how it ended and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run ``homeward`` with *arguments*; return exit code, answer and talk."""
        self._monkeypatch.setattr(sys, "argv", ["homeward", *map(str, arguments)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *self._capsys.readouterr()


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Offer the program as a person types it."""
    monkeypatch.setenv("COLUMNS", "300")
    return Typed(capsys, monkeypatch)


ARRIVE = ("handover", "arrive", "--as", "agent-1", "--as", "agent-2")


@pytest.mark.parametrize(
    ("step", "options", "code"),
    [
        pytest.param("plan", (), "ACT-6", id="no act was signed"),
        pytest.param("acts", ("--act", "0" * 8), "ACT-6", id="no such act"),
        pytest.param("acts", ("--missing", "0" * 8), "ACT-7", id="missing from which act"),
    ],
)
def test_an_arrival_is_confirmed_for_one_act_beyond_doubt(
    at_step: Callable[[str], World], typed: Typed, step: str, options: tuple[str, ...], code: str
) -> None:
    """Asked to confirm no act or one of several in doubt, the seat confirms nothing and says what to add."""
    world = at_step(step)

    ended, out, talk = typed(*ARRIVE, *options, world.folder("south"))

    assert (ended, out) == (1, "")
    assert f"[{code}]" in talk
    assert "hint:" in talk
    assert not [one for one in world.state("south").acts if one.arrived_at]


def test_a_slip_in_a_missing_persons_name_counts_nobody_home(at_step: Callable[[str], World], typed: Typed) -> None:
    """A name that fits nobody on the act is refused (ACT-5); named rightly, that person is missing in the record."""
    world = at_step("acts")
    act = crossing.unconfirmed(world.seat("south"))[0]
    person, one_act = act.act.people[0].ref, ("--act", act.digest[:12])

    slipped = typed(*ARRIVE, *one_act, "--missing", "0" * 8, world.folder("south"))
    before = world.state("south").acts
    ended, _, _ = typed(*ARRIVE, *one_act, "--missing", person[:8], world.folder("south"))

    assert slipped[0] == 1
    assert "[ACT-5]" in slipped[2]
    assert not [one for one in before if one.arrived_at]
    assert ended == 0
    assert [one.missing for one in world.state("south").acts if one.arrived_at] == [frozenset({person})]


def _cut(_: object) -> int:
    raise OSError("no power")


def test_the_doctor_finishes_an_interrupted_erasure(
    at_step: Callable[[str], World], typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An erasure in the record that a power cut kept from the vault is finished by the next look at the seat."""
    world = at_step("final")
    north = world.seat("north")
    with monkeypatch.context() as cut:
        cut.setattr(erasure, "finish_erasure", _cut)
        with pytest.raises(OSError, match="no power"):
            erase_people(north, [WHO, WHO], LIST_OFFICERS)
    assert WHO in north.vault.people()

    ended, out, _ = typed("doctor", world.folder("north"))
    again = typed("doctor", world.folder("north"))

    assert ended == 0
    assert "an interrupted erasure was finished: 1 people" in out
    assert "interrupted erasure" not in again[1]
    assert WHO not in north.vault.people()
    assert world.state("north").erased == 1


def test_a_refused_erasure_is_not_finished_later(at_step: Callable[[str], World], typed: Typed) -> None:
    """What one officer alone began is not carried out by the doctor, nor with the next person's erasure."""
    world = at_step("final")
    north = world.seat("north")
    with pytest.raises(Refusal, match="SIGN-9"):
        erase_people(north, [WHO], LIST_OFFICERS[:1])

    typed("doctor", world.folder("north"))
    erase_people(north, ["holding/H-12"], LIST_OFFICERS)

    assert WHO in north.vault.people()
    assert "holding/H-12" not in north.vault.people()


def test_a_list_is_revealed_and_opened_after_an_erasure(at_step: Callable[[str], World]) -> None:
    """Somebody erased between the seal and the reveal leaves the commitment only: the sealed root still opens."""
    world = at_step("sealed")
    erase_people(world.seat("north"), [WHO], LIST_OFFICERS)
    world.at(3)
    for kind in (ListKind.HOLDING, ListKind.WISH):
        lists.reveal_list(world.seat("north"), kind, LIST_OFFICERS)
    world.carry("north", "neutral")

    lists.open_lists(world.neutral, DELEGATE)

    opened = {kind for (org, kind), one in world.state().lists.items() if org == "north" and one.opened_at}
    assert opened == {ListKind.HOLDING, ListKind.WISH}
    assert len(world.neutral.vault.get("entry:north/holding")) == PERSONS
    assert f"north/{WHO}" not in world.neutral.vault.people()


def test_lists_are_opened_after_the_neutral_erased_somebody(at_step: Callable[[str], World]) -> None:
    """Somebody erased at the neutral between reveal and opening does not make the sealed root another."""
    world = at_step("sealed")
    world.at(3)
    for seat in world.parties:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            lists.reveal_list(seat, kind, LIST_OFFICERS)
    world.carry()
    erase_people(world.neutral, [f"north/{WHO}"], DELEGATES)

    assert len(lists.open_lists(world.neutral, DELEGATE)) == 4


def test_final_lists_are_signed_after_erasures(at_step: Callable[[str], World]) -> None:
    """Somebody erased at the neutral before the final lists, or at a party before it signs them, stops neither."""
    world = at_step("matched")
    for direction in world.terms().directions:
        lists.answer(world.seats[direction.holder], direction, 0.9, LIST_OFFICERS)
    world.carry()
    erase_people(world.neutral, [f"north/{WHO}"], DELEGATES)
    for direction in world.terms().directions:
        lists.propose_final(world.neutral, direction)
    world.carry()
    erase_people(world.seat("north"), ["holding/H-12"], LIST_OFFICERS)

    world.all_sign("final", LIST_OFFICERS)

    assert len(world.state().finals) == 2


@pytest.mark.parametrize("org", ["north", "south"])
def test_an_act_is_signed_by_both_sides_after_an_erasure(at_step: Callable[[str], World], org: str) -> None:
    """Somebody erased at either side after the plan was signed stops no act: the roots hold."""
    world = at_step("plan")
    who = next(one.person for one in world.seat(org).vault.get("final:north>south"))
    erase_people(world.seat(org), [who], LIST_OFFICERS)
    world.carry()

    direction = world.terms().directions[0]
    crossing.propose_act(world.seat("north"), world.terms().tranches[0].id, direction, AGENTS)
    world.carry("north", "south")
    signing.sign(world.seat("south"), "act", AGENTS)
    world.carry("south", "north")

    assert len(world.state("north").acts) == 1


def test_a_plan_is_signed_after_an_erasure(at_step: Callable[[str], World]) -> None:
    """Somebody erased at a party after the final lists were signed does not keep that party from checking the plan."""
    world = at_step("draw")
    planning.propose_plan(world.neutral)
    world.carry("neutral", "north")
    who = world.seat("north").vault.get("final:north>south")[0].person
    erase_people(world.seat("north"), [who], LIST_OFFICERS)

    (done,) = signing.sign(world.seat("north"), "plan", HEADS)

    assert [need.org for need in done.missing] == ["south"]


def test_a_draft_is_read_before_it_is_signed(at_step: Callable[[str], World], typed: Typed) -> None:
    """`bulletin show` prints the very bytes to be released, at the seat that was asked to sign, and changes nothing."""
    world = at_step("arrivals")
    made = publishing.draft(world.seat("north"), (), date(2026, 3, 12))
    done = publishing.release(world.seat("north"), SPOKESPERSON)
    world.carry("north", "south")
    before = world.files("south")

    ended, out, _ = typed("bulletin", "show", world.folder("south"))

    assert ended == 0
    assert out.removesuffix("\n").encode() == bulletin_json(made)
    assert done.missing
    assert world.files("south") == before


def test_no_draft_is_said(at_step: Callable[[str], World], typed: Typed) -> None:
    """Where no bulletin was drafted or brought there is nothing to show."""
    ended, out, talk = typed("bulletin", "show", at_step("arrivals").folder("south"))

    assert (ended, out) == (1, "")
    assert "[BULLETIN-44]" in talk


@pytest.mark.parametrize("org", ["north", "south", "neutral"])
def test_a_release_is_remembered_where_it_was_only_signed(at_step: Callable[[str], World], org: str) -> None:
    """A later draft does not take the place of the bulletin released before it, at whichever seat it was signed."""
    world = at_step("bulletin")
    released = publishing.published(world.seat(org))
    world.clock.at += timedelta(days=1)

    made = publishing.draft(world.seat("north"), (), date(2026, 3, 13))
    publishing.release(world.seat("north"), SPOKESPERSON)
    world.carry()

    assert bulletin_json(made) != released.data
    assert publishing.kept_draft(world.seat(org)) == made
    assert publishing.published(world.seat(org)) == released


def test_the_second_bulletin_is_checked_by_who_only_signed_the_first(at_step: Callable[[str], World]) -> None:
    """A seat that only ever signed bulletins holds the next one against those, and releases it too."""
    world = at_step("bulletin")
    world.clock.at += timedelta(days=1)
    publishing.draft(world.seat("north"), (), date(2026, 3, 13))
    second = publishing.release(world.seat("north"), SPOKESPERSON)
    world.carry("north", "south")

    signing.sign(world.seat("south"), "bulletin", SPOKESPERSON)

    assert len(world.state("south").releases) == 2
    assert not [need for need in second.missing if need.org == "north"]
