"""The bulletin at a seat: drafted from the record, released by both sides, and only then anybody's."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from homeward.bulletin.render_json import bulletin_digest, bulletin_from_json, bulletin_json
from homeward.cli.reconcile import read_claims
from homeward.model.figures import Bulletin, Stage
from homeward.model.findings import Finding, FindingsRefusal, Refusal, Severity, Where
from homeward.model.ids import Digest
from homeward.service import publishing, signing
from homeward.service.publishing import draft, kept_draft, published, release
from homeward.service.waiting import waiting
from tests.world import AGENTS, HEADS, SPOKESPERSON, World, names

AS_OF = date(2026, 3, 12)


def drafted(world: World, as_of: date = AS_OF) -> Bulletin:
    """Draft a bulletin at North's seat and carry it to South, unsigned."""
    north = world.seat("north")
    made = draft(north, read_claims(world.folder("north"), north.profile), as_of)
    world.carry("north", "neutral", "south")
    return made


def put_in_place(world: World, org: str, bulletin: Bulletin) -> None:
    """Let a seat hold another draft, as if somebody had handed it one."""
    world.seat(org).vault.keep("bulletin-draft", bulletin_json(bulletin).decode())


def refused(world: World, org: str) -> Refusal:
    """Return what refuses the release of the draft a seat holds."""
    with pytest.raises(Refusal) as one:
        release(world.seat(org), SPOKESPERSON)
    assert not world.state(org).releases
    assert not waiting(world.seat(org))
    return one.value


def test_one_side_releases_nothing(at_step: Callable[[str], World]) -> None:
    """With one spokesperson's signature a bulletin waits, is not in the record, and gives no page anywhere."""
    world = at_step("arrivals")
    drafted(world)

    done = release(world.seat("north"), SPOKESPERSON)
    world.carry()

    assert [(need.org, need.role.value) for need in done.missing] == [("south", "spokesperson")]
    for seat in world.seats.values():
        with pytest.raises(Refusal) as refused_one:
            published(seat)
        assert refused_one.value.code == "BULLETIN-43"


def test_both_release_the_same_digest(at_step: Callable[[str], World]) -> None:
    """When the other spokesperson has signed the same bytes, every seat gives the same page and data."""
    world = at_step("arrivals")
    made = drafted(world)
    release(world.seat("north"), SPOKESPERSON)
    world.carry()

    signing.sign(world.seat("south"), "bulletin", SPOKESPERSON)
    world.carry("south", "neutral", "north")

    everywhere = [published(seat) for seat in world.seats.values()]
    assert everywhere == [everywhere[0]] * 3
    assert everywhere[0].digest == bulletin_digest(made)


@pytest.mark.parametrize("officers", [HEADS, AGENTS[:1]])
def test_only_a_spokesperson_releases(at_step: Callable[[str], World], officers: tuple[str, ...]) -> None:
    """No other office may release a bulletin."""
    world = at_step("arrivals")
    drafted(world)

    with pytest.raises(Refusal):
        release(world.seat("north"), officers)  # type: ignore[arg-type]

    assert not waiting(world.seat("north"))


def test_nothing_drafted_is_nothing_to_release(at_step: Callable[[str], World]) -> None:
    """Without a draft there is nothing to release, and the reader is told how to get one."""
    assert refused(at_step("arrivals"), "north").code == "BULLETIN-44"


@pytest.mark.parametrize("step", ["seats", "genesis"])
def test_a_bulletin_needs_genesis_and_terms(at_step: Callable[[str], World], step: str) -> None:
    """Before the terms are signed there is nothing to count by."""
    with pytest.raises(Refusal) as one:
        draft(at_step(step).seat("north"), (), AS_OF)

    assert one.value.code == "BULLETIN-45"


def test_another_draft_is_not_signed(at_step: Callable[[str], World]) -> None:
    """A spokesperson signs only the very bulletin their own seat holds."""
    world = at_step("arrivals")
    made = drafted(world)
    release(world.seat("north"), SPOKESPERSON)
    world.carry()
    put_in_place(world, "south", replace(made, as_of=date(2026, 3, 11)))

    with pytest.raises(Refusal) as one:
        signing.sign(world.seat("south"), "bulletin", SPOKESPERSON)

    assert one.value.code == "BULLETIN-41"
    assert not world.state("south").releases


def test_a_digest_nobody_holds_is_not_signed(at_step: Callable[[str], World]) -> None:
    """The digest to be signed is that of the bytes at hand."""
    world = at_step("arrivals")
    drafted(world)

    with pytest.raises(Refusal, match="BULLETIN-41"):
        publishing.check_release(world.seat("north"), Digest("0" * 64))


def test_a_count_more_is_not_signed(at_step: Callable[[str], World]) -> None:
    """A bulletin that counts one person more than the seat's own record is not released by it."""
    world = at_step("arrivals")
    made = drafted(world)
    cells = tuple(replace(one, persons=one.persons + 1) if one.persons else one for one in made.cells)
    assert cells != made.cells
    put_in_place(world, "south", replace(made, cells=cells))

    assert refused(world, "south").code == "BULLETIN-42"


def test_a_withheld_count_is_not_filled_in(at_step: Callable[[str], World]) -> None:
    """Nor one in which a count that is withheld is told."""
    world = at_step("arrivals")
    made = drafted(world)
    told = tuple(replace(one, persons=3) if one.persons is None else one for one in made.cells)
    fewer = made.cells[1:]
    put_in_place(world, "south", replace(made, cells=told if told != made.cells else fewer))

    assert refused(world, "south").code == "BULLETIN-42"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"is_demo": False}, id="without the mark of a demonstration"),
        pytest.param({"title": "Bridge"}, id="another title"),
        pytest.param({"party_names": (("north", "Northern aggressor"), ("south", "South"))}, id="other names"),
        pytest.param({"min_cell": 2}, id="a smaller bound"),
        pytest.param({"record": (("north", 3, "0" * 64),)}, id="another record"),
    ],
)
def test_another_frame_is_not_signed(at_step: Callable[[str], World], change: dict[str, object]) -> None:
    """A bulletin with another mark, title, name, bound or record than this seat's is not released."""
    world = at_step("arrivals")
    made = drafted(world)
    put_in_place(world, "south", replace(made, **change))  # type: ignore[arg-type]

    assert refused(world, "south").code in {"BULLETIN-46", "BULLETIN-41"}


def test_a_bulletin_that_points_at_people_is_not_signed(
    at_step: Callable[[str], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should suppression ever fail, the seat's own check of exposure stops the release."""
    world = at_step("arrivals")
    drafted(world)
    fault = Finding(
        code="BULLETIN-2", severity=Severity.LAW, where=Where(source="b"), rule="a rule", remedy="do", source="a law"
    )
    monkeypatch.setattr(publishing, "exposure_findings", lambda *_, **__: (fault,))

    stopped = refused(world, "north")

    assert isinstance(stopped, FindingsRefusal)
    assert stopped.code == "BULLETIN-40"


def test_a_bulletin_tells_no_future_and_no_name(at_step: Callable[[str], World]) -> None:
    """
    Drafted after the first day, a bulletin has no count and no word of the second, where the terms keep it private.

    No name of the lists stands in it, and it bears the mark of a demonstration.
    """
    world = at_step("acts")
    made = drafted(world, as_of=date(2026, 3, 10))
    data = bulletin_json(made).decode()

    assert "day-2" not in data
    assert "2026-03-11" not in data
    assert not [name for name in names() if name in data]
    assert json.loads(data)["demo"]
    assert not [one for one in made.cells if one.persons is not None and one.persons < made.min_cell]


def test_nothing_is_counted_before_it_arrived(at_step: Callable[[str], World]) -> None:
    """After the acts and before arrivals are confirmed, what was agreed is public and no handover is counted."""
    made = drafted(at_step("acts"))

    assert {one.stage for one in made.cells if one.persons} == {Stage.AGREED}


def test_released_bytes_are_read_back(at_step: Callable[[str], World]) -> None:
    """What is published is the draft, byte for byte."""
    world = at_step("bulletin")

    for org in world.seats:
        made = published(world.seat(org))
        assert world.files(org, "out")["out/bulletin.json"] == made.data == bulletin_json(kept_draft(world.neutral))
        assert bulletin_digest(bulletin_from_json(made.data)) == made.digest


def test_statements_are_set_beside_the_record(at_step: Callable[[str], World]) -> None:
    """A seat sees its statements beside all figures of its record."""
    world = at_step("arrivals")
    north = world.seat("north")

    verdicts = publishing.reconcile_statements(north, read_claims(world.folder("north"), north.profile), AS_OF)

    assert verdicts
    assert all(one.claims == ("north-office-10-total",) for one in verdicts)


@pytest.mark.parametrize("step", ["plan", "acts"])
def test_nothing_is_released_before_an_arrival(at_step: Callable[[str], World], step: str) -> None:
    """People who are on their way are never spoken of: drafting is free, and no spokesperson can sign: BULLETIN-47."""
    world = at_step(step)
    drafted(world)

    assert refused(world, "north").code == "BULLETIN-47"


def released_again(world: World) -> Bulletin:
    """Release a correction of the bulletin of the story, by both sides, and carry it to all."""
    north = world.seat("north")
    world.clock.at += timedelta(days=1)
    made = draft(north, (), date(2026, 3, 13), is_correction=True)
    release(north, SPOKESPERSON)
    world.carry()
    signing.sign(world.seat("south"), "bulletin", SPOKESPERSON)
    world.carry()
    return made


def test_a_correction_is_released_like_a_bulletin(at_step: Callable[[str], World]) -> None:
    """A correction names the bulletin it corrects in its signed bytes and in the record; both stay in the archive."""
    world = at_step("bulletin")
    first = published(world.seat("north"))

    made = released_again(world)

    assert made.corrects == first.digest
    assert [one.corrects for one in world.state("south").releases] == [None, first.digest]
    for seat in world.seats.values():
        files = published(seat).files
        archived = [data for path, data in files.items() if path.startswith("bulletin/archive/")]
        assert archived == [first.data, bulletin_json(made)]


def test_entries_of_a_feed_never_change(at_step: Callable[[str], World]) -> None:
    """After a correction the feed has a new entry that points to the old one, and the old one as it was."""
    world = at_step("bulletin")
    first = published(world.seat("north"))
    before = json.loads(first.files["bulletin/feed.json"])["items"]

    made = released_again(world)

    after = json.loads(published(world.seat("north")).files["bulletin/feed.json"])["items"]
    assert after[1:] == before
    assert after[0]["_homeward"]["corrects"] == first.digest
    assert after[0]["_homeward"]["digest"] == bulletin_digest(made)


def test_a_correction_needs_something_to_correct(at_step: Callable[[str], World]) -> None:
    """Without a release there is nothing to correct: BULLETIN-48."""
    with pytest.raises(Refusal) as one:
        draft(at_step("arrivals").seat("north"), (), AS_OF, is_correction=True)

    assert one.value.code == "BULLETIN-48"


def test_only_the_last_bulletin_is_corrected(at_step: Callable[[str], World]) -> None:
    """A correction of a bulletin that another has followed is not signed: BULLETIN-48."""
    world = at_step("bulletin")
    first = published(world.seat("north"))
    made = released_again(world)
    put_in_place(world, "south", replace(made, as_of=date(2026, 3, 14), corrects=first.digest))

    with pytest.raises(Refusal) as one:
        release(world.seat("south"), SPOKESPERSON)

    assert one.value.code == "BULLETIN-48"


def test_a_correction_is_signed_as_one(at_step: Callable[[str], World]) -> None:
    """What is signed as a correction is one in its own bytes, and what is not is none: BULLETIN-41."""
    world = at_step("bulletin")
    made = draft(world.seat("north"), (), date(2026, 3, 13), is_correction=True)

    with pytest.raises(Refusal, match="BULLETIN-41"):
        publishing.check_release(world.seat("north"), bulletin_digest(made))


def test_a_draft_made_to_be_read_leaves_nothing(at_step: Callable[[str], World]) -> None:
    """A draft for reading keeps nothing, hands nobody anything, and cannot be released."""
    world = at_step("arrivals")
    north = world.seat("north")
    before = world.files("north")

    made = publishing.make_draft(north, (), AS_OF)

    assert publishing.draft_files(north, made)
    assert world.files("north") == before
    assert refused(world, "north").code == "BULLETIN-44"


def test_two_builds_are_equal(at_step: Callable[[str], World]) -> None:
    """The same releases give the same files, byte for byte, at every seat and every time."""
    world = at_step("bulletin")

    builds = [published(seat).files for seat in (*world.seats.values(), *world.seats.values())]

    assert builds == [builds[0]] * 6


def test_only_the_last_draft_leaves(at_step: Callable[[str], World]) -> None:
    """Drafting is free: whoever drafts again and again before a bundle goes hands over the last draft only."""
    world = at_step("arrivals")
    north = world.seat("north")

    for day in (11, 12, 13, 12):
        made = draft(north, (), date(2026, 3, day))
    world.carry("north", "south")

    assert kept_draft(world.seat("south")) == made == kept_draft(north)
