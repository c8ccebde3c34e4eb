"""The made-up people of the demonstration: reproducible, complete, and alike in both directions."""

import csv
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from homeward.model.dates import age_range, parse_date
from homeward.model.exchange import Role
from homeward.model.people import SERIOUS, Health, ListKind, Sex, Status
from homeward.model.terms import GateKind
from tests.house.repository import ROOT

EXAMPLE = ROOT / "examples" / "istanbul-2025"
PEOPLE = EXAMPLE / "people"
LISTS = ("ru/holding", "ru/wish", "ua/holding", "ua/wish")
HOLDERS = {"ru": "ua", "ua": "ru"}

MIXED = re.compile(r"[a-z][а-яґєії]|[а-яґєії][a-z]", re.IGNORECASE)

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    """Read one file of the example, without its suffix, as rows by column."""
    with (PEOPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(rows: Rows) -> dict[str, dict[str, str]]:
    """Return the rows whose ``row_id`` is theirs alone, by that id."""
    times = Counter(row["row_id"] for row in rows)
    return {row["row_id"]: row for row in rows if times[row["row_id"]] == 1}


def true_pairs(holder: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return the holding row and the wish row of everybody on both lists of a direction."""
    direction = f"{holder}>{HOLDERS[holder]}"
    held, sought = by_id(read(f"{holder}/holding")), by_id(read(f"{HOLDERS[holder]}/wish"))
    return [(held[one["holding"]], sought[one["wish"]]) for one in read("truth") if one["direction"] == direction]


def shape(holder: str) -> dict[str, int]:
    """Count what must be the same in both directions."""
    held, sought, pairs = read(f"{holder}/holding"), read(f"{HOLDERS[holder]}/wish"), true_pairs(holder)
    return {
        "held": len(held),
        "sought": len(sought),
        "on both": len(pairs),
        "held with a companion": sum(bool(row["travel_with"]) for row in held),
        "sought with a companion": sum(bool(row["travel_with"]) for row in sought),
        "gates": sum(row["party"] == holder for row in read("neutral/gates")),
        "gates not passed": len(not_passed(holder)),
        "at the crossing": sum(row["party"] == holder for row in read("neutral/crossing")),
    }


def written_by_generator(out: Path, *, seed: str) -> dict[Path, bytes]:
    """Run the generator as a person would, and return what it wrote."""
    command = [sys.executable, "-B", str(EXAMPLE / "make_people.py"), "--seed", seed, "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return contents(out)


def not_passed(holder: str) -> Rows:
    """Return the gates that people held by *holder* did not pass before the first tranche."""
    return [row for row in read("neutral/gates") if (row["party"], row["outcome"]) == (holder, "not_passed")]


def contents(folder: Path) -> dict[Path, bytes]:
    """Return every file below *folder* by its relative path."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_generator_writes_the_committed_files(tmp_path: Path) -> None:
    """The generator writes every file of people/ again, byte for byte, and no other."""
    written = written_by_generator(tmp_path, seed="2025")

    assert written == contents(PEOPLE)


def test_another_seed_makes_other_people(tmp_path: Path) -> None:
    """The people come from the seed: another one writes the same files with other people in them."""
    written = written_by_generator(tmp_path, seed="7")

    assert {path for path, text in contents(PEOPLE).items() if written[path] != text} == set(written)


@pytest.mark.parametrize("holder", HOLDERS)
def test_overlap_has_the_promised_size(holder: str) -> None:
    """In each direction 1,330 people are on both lists, 180 of them civilians: enough for 1,000 and a reserve."""
    pairs = true_pairs(holder)
    civilians = sum("civilian" in (held["category"], sought["category"]) for held, sought in pairs)

    assert len(pairs) == 1330
    assert civilians == 180


def test_both_directions_have_the_same_shape() -> None:
    """No side has more people, families, refusals or gates than the other."""
    assert shape("ru") == shape("ua")
    assert shape("ru") == {
        "held": 1500,
        "sought": 1500,
        "on both": 1330,
        "held with a companion": 18,
        "sought with a companion": 18,
        "gates": 2992,
        "gates not passed": 18,
        "at the crossing": 40,
    }


@pytest.mark.parametrize("name", LISTS)
def test_list_has_three_errors_and_no_more(name: str) -> None:
    """Each list has one day that does not exist, one unknown category and one id used twice."""
    rows = read(name)

    assert [row["birth_date"] for row in rows if row["birth_date"] and parse_date(row["birth_date"]) is None] == [
        "1990-02-30"
    ]
    assert {row["category"] for row in rows} - {"", *(one.value for one in Status)} == {"volunteer"}
    assert len(rows) - len({row["row_id"] for row in rows}) == 1
    assert sum(row["category"] == "volunteer" for row in rows) == 1


@pytest.mark.parametrize("name", LISTS)
def test_list_has_a_few_oddities_that_stay_readable(name: str) -> None:
    """Each list has three surnames after a space and two with a Latin letter among Cyrillic ones."""
    surnames = [row["surname"] for row in read(name)]

    assert sum(one != one.strip() for one in surnames) == 3
    assert sum(bool(MIXED.search(one)) for one in surnames) == 2


def test_only_holding_lists_have_a_column_nobody_knows() -> None:
    """Both holders keep a column of their own, the page of their register; otherwise all lists have the same ones."""
    columns = {name: tuple(read(name)[0]) for name in LISTS}

    assert columns["ru/holding"] == columns["ua/holding"] == (*columns["ru/wish"], "sheet")
    assert columns["ru/wish"] == columns["ua/wish"]


@pytest.mark.parametrize("name", LISTS)
def test_every_other_value_is_one_the_model_knows(name: str) -> None:
    """Kinds, sexes, health codes and dates of loss are those of the model."""
    rows = read(name)

    assert {row["list_kind"] for row in rows} == {ListKind(name.split("/")[1]).value}
    assert {row["sex"] for row in rows} <= {one.value for one in Sex}
    assert {row["health_code"] for row in rows} <= {"", *(one.value for one in Health)}
    assert all(parse_date(row["captured_or_last_seen"]) for row in rows if row["captured_or_last_seen"])


@pytest.mark.parametrize("name", LISTS)
def test_every_row_names_somebody_and_no_place_of_detention(name: str) -> None:
    """Each row has both names; none says where somebody is held."""
    rows = read(name)

    assert all(row["surname"].strip() and row["given_names"].strip() for row in rows)
    assert {row["holding_place"] for row in rows} == {""}


@pytest.mark.parametrize("name", LISTS)
def test_every_companion_is_on_the_same_list(name: str) -> None:
    """Each travel_with is the row of somebody else on the list, who is a civilian and follows nobody."""
    own = by_id(read(name))
    companions = [own[row["travel_with"]] for row in own.values() if row["travel_with"]]

    assert len(companions) == 18
    assert {(row["category"], row["travel_with"]) for row in companions} == {("civilian", "")}


@pytest.mark.parametrize("name", LISTS)
def test_every_minor_has_a_guardian(name: str) -> None:
    """Nobody who may be under 18 on the day of the agreement is on a list alone."""
    agreed_on = parse_date("2025-05-16")
    born = {row["row_id"]: parse_date(row["birth_date"]) for row in read(name)}
    alone = [row["row_id"] for row in read(name) if not row["travel_with"]]

    assert agreed_on is not None
    assert [one for one in alone if (day := born[one]) is not None and age_range(day, agreed_on.earliest)[0] < 18] == []


@pytest.mark.parametrize("holder", HOLDERS)
def test_families_stay_families_on_both_lists(holder: str) -> None:
    """Who has a companion on the holding list has the same person as companion on the wish list."""
    pairs = true_pairs(holder)
    same = {held["row_id"]: sought["row_id"] for held, sought in pairs}

    assert [sought["travel_with"] for _, sought in pairs] == [same.get(held["travel_with"], "") for held, _ in pairs]


@pytest.mark.parametrize("holder", HOLDERS)
def test_shares_of_health_are_as_described(holder: str) -> None:
    """About one in twenty-two is seriously wounded or sick; the wish list knows nothing of health."""
    health = Counter(row["health_code"] for row in read(f"{holder}/holding"))
    serious = sum(health[one.value] for one in SERIOUS)
    lesser = health["sick"] + health["slightly_wounded"] + health["convalescent"]

    assert 50 <= serious <= 85
    assert 95 <= lesser <= 145
    assert health[""] <= 60
    assert {row["health_code"] for row in read(f"{HOLDERS[holder]}/wish")} == {""}


@pytest.mark.parametrize("holder", HOLDERS)
def test_everybody_held_has_both_gates_once(holder: str) -> None:
    """Each holding row without an error has one outcome for the wish and one for fitness, from 19 to 22 May."""
    gates = [row for row in read("neutral/gates") if row["party"] == holder]
    readable = [
        row["row_id"]
        for row in by_id(read(f"{holder}/holding")).values()
        if row["birth_date"] != "1990-02-30" and row["category"] != "volunteer"
    ]

    assert sorted((row["row_id"], row["gate"]) for row in gates) == sorted(
        (one, gate.value) for one in readable for gate in (GateKind.FITNESS, GateKind.WISH)
    )
    assert {row["on"] for row in gates} == {"2025-05-19", "2025-05-20", "2025-05-21", "2025-05-22"}


@pytest.mark.parametrize("holder", HOLDERS)
def test_gates_not_passed_are_of_people_on_both_lists_and_split_no_family(holder: str) -> None:
    """Twelve wishes and six cases of fitness are not passed, all of people who could have travelled alone."""
    held = {row["row_id"]: row for row, _ in true_pairs(holder)}
    companions = {row["travel_with"] for row in held.values()}
    failed = not_passed(holder)

    assert Counter(row["gate"] for row in failed) == {"wish": 12, "fitness": 6}
    assert all(held[row["row_id"]]["travel_with"] == "" for row in failed)
    assert companions.isdisjoint(row["row_id"] for row in failed)


@pytest.mark.parametrize("holder", HOLDERS)
def test_candidates_at_the_crossing_are_ordinary_and_passed_before(holder: str) -> None:
    """Who would fail on 24 May passed both gates before: a prisoner of war in good health, over 25, on both lists."""
    held = {row["row_id"]: row for row, _ in true_pairs(holder)}
    failed = {row["row_id"] for row in not_passed(holder)}
    candidates = [row for row in read("neutral/crossing") if row["party"] == holder]
    rows = [held[row["row_id"]] for row in candidates]

    assert {(row["outcome"], row["on"]) for row in candidates} == {("not_passed", "2025-05-24")}
    assert {row["gate"] for row in candidates} == {"fitness", "wish"}
    assert len({row["row_id"] for row in candidates} - failed) == 40
    assert {row["category"] for row in rows} == {"pow"}
    assert {row["health_code"] for row in rows} == {"good", "not_wounded", "recovered"}
    assert max(row["birth_date"][:4] for row in rows) < "1999"


def test_profile_names_known_roles_and_both_parties_alike() -> None:
    """The profile is marked as a demonstration, lists parties in alphabetical order, and uses the model's roles."""
    profile = tomllib.loads((EXAMPLE / "exchange.toml").read_text(encoding="utf-8"))
    officers = [*profile["party_officer"], *profile["neutral_officer"]]

    assert profile["demo"] is True
    assert [party["id"] for party in profile["party"]] == ["ru", "ua"]
    assert {role for officer in officers for role in officer["roles"]} == {role.value for role in Role}
