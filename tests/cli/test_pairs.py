"""Commands about pairs: files without a seat, what is refused, and what a reviewer is shown."""

from __future__ import annotations

import csv
import io
import json
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree as ET

import pytest

from homeward.adapters.clocks import SetClock
from homeward.model.findings import Json
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.reviews import Reason, RowName, Sameness, row_pair
from homeward.model.vault import Document
from homeward.service import lists
from homeward.service.crossed import crossed
from homeward.service.proposing import propose_matches
from homeward.service.review_shown import shown
from homeward.service.reviewing import Said, find_inside, next_pairs, speak
from homeward.service.reviews_kept import pairs_here
from homeward.service.seat import Seat
from tests.cli.small_exchange import Ran, run
from tests.stories.procedure_world import NORTH_TO_SOUTH, procedure_at, wish_of
from tests.world import DELEGATE, list_csv

HEADER = "row_id,list_kind,surname,given_names,father_name,birth_date,birth_place\n"
WISH = (
    "L-1,wish,Гнатенко,Олександр,Степанович,1985-04-12,Суми\n"
    "L-2,wish,Мазур,Олена,Остапівна,1990-02-03,Хорол\n"
    "L-3,wish,Mazur,Olena,Ostapivna,1990-02-03,Khorol\n"
)
HOLDING = "R-1,holding,Gnatenko,Aleksandr,Stepanovich,1985-04-12,Sumy\n"


class Homeward(Protocol):
    """Runs a command in a folder."""

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run ``homeward`` with *arguments*."""
        ...


@pytest.fixture
def homeward(tmp_path: Path) -> Homeward:
    """Offer the program as the documentation's examples run it, with the clock set."""
    clock = SetClock(at=datetime(2026, 3, 4, 12, tzinfo=UTC))

    def call(*arguments: str | Path) -> Ran:
        return run(shlex.join(["homeward", *map(str, arguments)]), tmp_path, clock=clock)

    return call


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Offer two small lists."""
    wish, holding = tmp_path / "wish.csv", tmp_path / "holding.csv"
    wish.write_text(HEADER + WISH, encoding="utf-8")
    holding.write_text(HEADER + HOLDING, encoding="utf-8")
    return wish, holding


def test_one_list_alone(homeward: Homeward, files: tuple[Path, Path]) -> None:
    """`match LIST --within` and `match within LIST` are one command: the pair, its evidence, nothing written."""
    flag, step = homeward("match", files[0], "--within", "--json"), homeward("match", "within", files[0], "--json")

    (pair,) = json.loads(flag.out)
    assert flag == step
    assert (pair["left"], pair["right"], pair["other_of_family"]) == ("L-2", "L-3", False)
    assert pair["waits"]
    assert {one["field"] for one in pair["evidence"]} >= {"surname", "birth_date"}


def test_a_pair_explained_and_drawn(homeward: Homeward, files: tuple[Path, Path], tmp_path: Path) -> None:
    """Words and drawing hold rows only; asked for, the drawing holds the names; an unknown pair is refused."""
    svg, named = tmp_path / "pair.svg", tmp_path / "named.svg"
    pair = ("match", "explain", *files, "--pair", "L-1", "R-1", "--svg")

    answers = [homeward(*pair, svg), homeward(*pair, named, "--names"), homeward(*pair, svg)]
    unknown = homeward("match", "explain", *files, "--pair", "L-2", "R-1")
    for_programs = homeward("match", "explain", *files, "--pair", "L-1", "R-1", "--json")

    assert [one.code for one in answers] == [0, 0, 1]
    assert "[OUT-1]" in answers[2].err
    assert "Gnatenko" not in svg.read_text() + answers[0].out
    assert "Gnatenko" in named.read_text()
    assert {ET.parse(one).getroot().tag for one in (svg, named)} == {"{http://www.w3.org/2000/svg}svg"}
    assert (unknown.code, "[MATCH-2]" in unknown.err) == (1, True)
    assert json.loads(for_programs.out)["waits"] is None


def test_people_speak_one_by_one(homeward: Homeward, tmp_path: Path) -> None:
    """Two officers in one command are refused, and so is nobody: each speaks by themselves."""
    seat = procedure_at("matched", tmp_path).folder("neutral")
    line = ("match", "review", "decide", "south/wish/W-01", "north/holding/H-30", "same", "--why", "paper")

    both = homeward(*line, "--as", "delegate-1", "--as", "delegate-2", seat)
    nobody = homeward(*line, seat)
    one = homeward(*line, "--as", "delegate-1", seat)
    other = homeward(*line[:5], "different", "--why", "paper", "--as", "delegate-2", seat)

    assert ["[PAIR-8]" in each.err for each in (both, nobody)] == [True, True]
    assert "1 of 2" in one.out
    assert "the two differ" in other.out


def test_what_reads_speaks_json(homeward: Homeward, tmp_path: Path) -> None:
    """The queue, the counts and the conflicts are there for programs."""
    seat = procedure_at("matched", tmp_path).folder("neutral")
    rows = ("south/wish/W-01", "north/holding/H-29")
    homeward("match", "review", "decide", *rows, "same", "--why", "paper", "--as", "delegate-1", seat)

    queue = json.loads(homeward("match", "review", "next", "--json", seat).out)
    status = json.loads(homeward("match", "review", "status", "--json", seat).out)

    assert queue["waiting"] == status["waiting"] == status["said_by_one"] == 1
    assert {queue["pairs"][0]["left"], queue["pairs"][0]["right"]} == set(rows)
    assert "surname" in [one[0] for one in queue["pairs"][0]["cells"]]
    assert (status["sealed"], status["same"]) == (False, 0)


def test_whoever_crossed_is_named_with_the_act(tmp_path: Path) -> None:
    """Of south's wish list those who came home are found, with day, act and evidence; a stranger's list has none."""
    world = procedure_at("arrivals", tmp_path)
    state, south = world.state(), world.seat("south")
    home = {place.ref for one in state.acts if one.act.direction.receiver == "south" for place in one.act.people}

    found = crossed(south, wish_of("south").entries, ListKind.WISH, OrgId("south"))

    assert {str(one.match.right) for one in found} == {str(ref) for ref in home}
    assert {one.act for one in found} <= {one.digest for one in state.acts}
    assert len({one.row for one in found}) == len(found)
    assert {str(one.direction) for one in found} == {"north>south"}
    assert {one.on.isoformat() for one in found} == {"2026-03-10", "2026-03-11"}
    assert all(one.match.evidence for one in found)


def test_whose_list_it_is_must_be_known(homeward: Homeward, tmp_path: Path) -> None:
    """At the neutral's seat a list is nobody's until it is said whose it is."""
    world = procedure_at("matched", tmp_path)
    file = tmp_path / "wish.csv"
    file.write_text(list_csv("south", ListKind.WISH), encoding="utf-8")

    unsaid = homeward("match", "crossed", file, "--kind", "wish", world.folder("neutral"))

    assert "[MATCH-3]" in unsaid.err


def add(seat: Seat, owner: str, kind: ListKind, rows: str) -> None:
    """Put rows into a list as it lies at the neutral's seat."""
    documents = []
    for row in csv.DictReader(io.StringIO(HEADER + rows)):
        cells: Json = [[column, value] for column, value in sorted(row.items()) if value]
        name = f"{owner}/{kind.value}"
        record: Json = {"salt": "00" * 32, "cells": cells, "written": []}
        documents.append(Document(kind=f"entry:{name}", person=f"{name}/{row['row_id']}", value=Protected(record)))
    seat.vault.put(documents)


def test_a_reviewer_is_shown_families_and_rows_twice(tmp_path: Path) -> None:
    """A person twice on a list waits for people; what relatives on both lists say is a reason and no probability."""
    seat = procedure_at("matched", tmp_path).neutral
    add(seat, "south", ListKind.WISH, WISH)

    assert find_inside(seat, OrgId("south"), ListKind.WISH) == 1
    (one,) = next_pairs(seat)
    (beside,) = shown(seat, (one,))

    assert one.pair == (RowName("south/wish/L-2"), RowName("south/wish/L-3"))
    assert ("given_names", "Олена", "Olena") in beside.cells
    assert "list_kind" not in [column for column, *_ in beside.cells]
    assert beside.reasons == ()
    assert len(lists.entries_of(seat, OrgId("south"), ListKind.WISH)) == 35


FAMILY = "{0}1,{1},Коваль,Іван,Петрович,1980-05-06,Лубни\n{0}2,{1},Коваль,Олена,Петрівна,1984-07-08,Лубни\n"


def test_relatives_on_both_lists_are_a_reason(tmp_path: Path) -> None:
    """Who has a sister on both lists is shown with her; the two of one family who are two people are called so."""
    seat = procedure_at("matched", tmp_path).neutral
    add(seat, "south", ListKind.WISH, FAMILY.format("F", "wish"))
    add(seat, "north", ListKind.HOLDING, FAMILY.format("G", "holding"))
    propose_matches(seat, NORTH_TO_SOUTH, DELEGATE)
    same = Said(said=Sameness.SAME, reason=Reason.PAPER)
    pair = RowName("south/wish/F1"), RowName("north/holding/G1")
    before = pairs_here(seat)[row_pair(*pair)].probability

    speak(seat, pair, same, DELEGATE[0])
    (beside,) = shown(seat, next_pairs(seat))

    assert beside.reasons == ("relatives on both lists: south/wish/F2 and north/holding/G2 are proposed as one person",)
    assert pairs_here(seat)[row_pair(*pair)].probability == before
