"""
A small whole exchange with made-up people, for every test that needs a record, a vault or a seat's folder.

``world_at("plan", tmp_path)`` gives three seats (``north``, ``south``, ``neutral``) as they stand right after the plan
was signed, made by the same services as a real exchange. Clock and lots are set: the same step always gives the same
bytes. Each step is played once a session and copied from then on, so asking for a world costs a few milliseconds.

    world = world_at("acts", tmp_path)
    seat = world.seat("north")               # services take this
    world.folder("north")                    # commands and file tests take this
    world.carry("north", "neutral", "south") # bundles along a route; without one: parties to neutral and back
"""

from __future__ import annotations

import atexit
import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from homeward.adapters.clocks import SetClock
from homeward.adapters.config import NAME, parse_profile, with_seat
from homeward.adapters.lots import SeededLots
from homeward.cli.build import folder_keys, open_seat
from homeward.cli.bulletin import write_publication
from homeward.cli.reconcile import read_claims
from homeward.lists import read_all
from homeward.model.ids import OfficerId, OrgId
from homeward.model.people import ListKind
from homeward.model.terms import Terms
from homeward.procedure import State
from homeward.service import ceremony, crossing, lists, planning, proposing, publishing, signing, standing
from homeward.service.bundles import bundle_in, bundle_out
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from homeward.service.seat import Seat
from homeward.service.waiting import waiting
from homeward.terms import read_terms

HEADS: Final = (OfficerId("head-1"), OfficerId("head-2"))
LIST_OFFICERS: Final = (OfficerId("list-1"), OfficerId("list-2"))
AGENTS: Final = (OfficerId("agent-1"), OfficerId("agent-2"))
SPOKESPERSON: Final = (OfficerId("spokesperson-1"),)
DELEGATES: Final = (OfficerId("delegate-1"), OfficerId("delegate-2"))
DELEGATE: Final = DELEGATES[:1]

ORGS: Final = (OrgId("neutral"), OrgId("north"), OrgId("south"))
PARTIES: Final = ORGS[1:]

PERSONS: Final = 30
"""People of each party whom the other holds."""

EXCHANGE: Final = """\
format = 1
exchange = "bridge-2026"
title = "Bridge: 24 for 24 (made-up people)"
demo = true

[[party]]
id = "north"
name = "North"
languages = ["en"]

[[party]]
id = "south"
name = "South"
languages = ["en"]

[neutral]
id = "neutral"
name = "Neutral intermediary"
""" + "".join(
    f'\n[[{table}]]\nid = "{officer}"\nroles = ["{role}"]\n'
    for table, officer, role in (
        ("party_officer", "agent-1", "agent"),
        ("party_officer", "agent-2", "agent"),
        ("party_officer", "head-1", "head"),
        ("party_officer", "head-2", "head"),
        ("party_officer", "list-1", "list_officer"),
        ("party_officer", "list-2", "list_officer"),
        ("party_officer", "spokesperson-1", "spokesperson"),
        ("neutral_officer", "delegate-1", "delegate"),
        ("neutral_officer", "delegate-2", "delegate"),
        ("neutral_officer", "doctor-1", "doctor"),
    )
)

TERMS: Final = """\
format = 1
title = "Bridge: 24 for 24"
agreed_on = 2026-03-01
source = "made up for tests"

[[clause]]
id = "1"
says = "Each side frees 24 people on two days, the wounded first; nobody travels unheard."

[[category]]
id = "pow"
name = "prisoners of war"
clause = "1"
statuses = ["pow"]

[[category]]
id = "civilian"
name = "civilians"
clause = "1"
statuses = ["civilian"]

[[category]]
id = "serious"
name = "seriously wounded and seriously sick"
clause = "1"
healths = ["seriously_wounded", "seriously_sick"]

[[commitment]]
id = "north-total"
clause = "1"
holder = "north"
receiver = "south"
op = "eq"
count = 24

[[commitment]]
id = "south-total"
clause = "1"
holder = "south"
receiver = "north"
op = "eq"
count = 24

[[tranche]]
id = "day-1"
clause = "1"
on = 2026-03-10
counts = [
    { holder = "north", receiver = "south", category = "pow", op = "eq", count = 10 },
    { holder = "north", receiver = "south", category = "civilian", op = "eq", count = 2 },
    { holder = "south", receiver = "north", category = "pow", op = "eq", count = 10 },
    { holder = "south", receiver = "north", category = "civilian", op = "eq", count = 2 },
]

[[tranche]]
id = "day-2"
clause = "1"
on = 2026-03-11
counts = [
    { holder = "north", receiver = "south", category = "pow", op = "eq", count = 9 },
    { holder = "north", receiver = "south", category = "civilian", op = "eq", count = 3 },
    { holder = "south", receiver = "north", category = "pow", op = "eq", count = 9 },
    { holder = "south", receiver = "north", category = "civilian", op = "eq", count = 3 },
]

[priority]
clause = "1"
order = ["serious"]

[[gate]]
kind = "identity"
clause = "1"
valid_days = 30

[[gate]]
kind = "wish"
clause = "1"
valid_days = 10
frees_holder = false

[[gate]]
kind = "fitness"
clause = "1"
valid_days = 10

[reserve]
clause = "1"
persons = 4

[publicity]
clause = "1"
counts = "after_arrival"
future_tranches = false
min_cell = 10
record = true

[deadlines]
clause = "1"
lists_days = 2
answer_days = 2
final_days = 2
arrival_days = 1
"""

STATEMENT: Final = """\
format = 1

[[statement]]
id = "north-office-10"
speaker = "Press office of North"
party = "north"
role = "mod"
said_on = 2026-03-10
source = "made up for tests"

[[statement.claim]]
id = "north-office-10-total"
quote = "24 people came home from each side"
count = 24
scope = "per_side"
direction = "both"
category = "persons"
modality = "done"
event_on = "2026-03-10"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Three seats side by side in one folder, and the clock they share."""

    root: Path
    seats: Mapping[OrgId, Seat]
    clock: SetClock

    def folder(self, org: str) -> Path:
        """Return the folder of one seat."""
        return self.root / org

    def seat(self, org: str) -> Seat:
        """Return one open seat."""
        return self.seats[OrgId(org)]

    @property
    def neutral(self) -> Seat:
        """The neutral's seat."""
        return self.seat("neutral")

    @property
    def parties(self) -> tuple[Seat, ...]:
        """The parties' seats, in alphabetical order."""
        return tuple(self.seats[org] for org in PARTIES)

    def state(self, org: str = "neutral") -> State:
        """Return where the exchange stands, as one seat's record shows it."""
        return read_record(self.seat(org)).state

    def entries(self, org: str) -> dict[OrgId, tuple[bytes, ...]]:
        """Return the entries of every log that one seat holds."""
        return {one: log.entries for one, log in read_record(self.seat(org)).logs.items()}

    def terms(self) -> Terms:
        """Return the signed terms."""
        terms = self.state().terms
        assert terms is not None
        return terms

    def at(self, day: int, hour: int = 9) -> None:
        """Move the clock on to an hour of a day in March 2026, never back."""
        self.clock.at = max(self.clock.at + timedelta(minutes=1), datetime(2026, 3, day, hour, tzinfo=UTC))

    def carry(self, *route: str) -> None:
        """Carry bundles along *route*; without one, from the parties to the neutral and back."""
        if not route:
            route_in, route_out = [(org, "neutral") for org in PARTIES], [("neutral", org) for org in PARTIES]
            for sender, to in (*route_in, *route_out):
                self.carry(sender, to)
            return
        for sender, to in pairwise(route):
            bundle_in(self.seat(to), bundle_out(self.seat(sender), OrgId(to)), receive)

    def all_sign(self, what: str, officers: tuple[OfficerId, ...]) -> None:
        """Carry what is to be signed to each party in turn, sign it there, and bring the whole back to all."""
        for org in PARTIES:
            self.carry("neutral", org)
            if any(need.org == org for one in waiting(self.seat(org)) for need in one.missing):
                signing.sign(self.seat(org), what, officers)
            self.carry(org, "neutral")
        self.carry()

    def files(self, org: str, part: str = "") -> dict[str, bytes]:
        """Return every file of a seat (or of one folder of it) but the lock, path to bytes."""
        root = self.folder(org) / part
        paths = sorted(path for path in root.rglob("*") if path.is_file() and path.name != ".lock")
        return {path.relative_to(self.folder(org)).as_posix(): path.read_bytes() for path in paths}


def world_at(step: str, folder: Path) -> World:
    """
    Return the world as it stands after *step*, in a fresh folder ``world-STEP`` inside *folder*: yours to change.

    Args:
        step: One of :data:`STEPS`.
        folder: Such as pytest's ``tmp_path``; for a second world of one step name another folder.
    """
    root = folder / f"world-{step}"
    shutil.copytree(_made(step), root)
    return open_world(root)


def open_world(root: Path) -> World:
    """Open the seats in *root* with clock and lots where they stood when the world was kept."""
    kept = json.loads((root / _KEPT).read_text())
    clock = SetClock(at=datetime.fromisoformat(kept["clock"]))
    seats = {
        org: open_seat(root / org, clock=clock, lots=_lots(org, kept["drawn"][org]), progress=_quiet) for org in ORGS
    }
    return World(root=root, seats=seats, clock=clock)


def keep(world: World) -> None:
    """Write down where clock and lots of *world* stand, so that :func:`open_world` goes on from there."""
    drawn = {org: seat.lots.drawn for org, seat in world.seats.items() if isinstance(seat.lots, SeededLots)}
    (world.root / _KEPT).write_text(json.dumps({"clock": world.clock.at.isoformat(), "drawn": drawn}))


def list_csv(org: str, kind: ListKind) -> str:
    """Return one list of one party as CSV: 30 people the other side seeks (or holds), and one or two it does not."""
    rows = list(_holding(org) if kind is ListKind.HOLDING else _wish(org))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def gates_csv() -> str:
    """Return what the neutral and the doctor heard before the plan: one person of each side does not pass."""
    lines = ["party,row_id,gate,outcome,on"]
    for org in PARTIES:
        for number in range(1, PERSONS + 1):
            wish = "not_passed" if number == _REFUSES else "passed"
            lines += [f"{org},H-{number:02},wish,{wish},2026-03-06", f"{org},H-{number:02},fitness,passed,2026-03-06"]
    return "\n".join(lines) + "\n"


def names() -> frozenset[str]:
    """Return every surname and given name in the lists: none of them may show outside a vault or a list."""
    people = [row for org in PARTIES for row in (*_holding(org), *_wish(org))]
    return frozenset(row[column] for row in people for column in ("surname", "given_names"))


_KEPT: Final = "world.json"
_REFUSES: Final = 7
_HARMFUL: Final = 5

_SURNAMES: Final = {
    "north": (("Bral", "Dask", "Fenn", "Gorv", "Helt", "Jost"), ("amund", "erik", "ilsen", "ovar", "ustad", "yrik")),
    "south": (
        ("Calm", "Lopr", "Marn", "Pald", "Quer", "Sant"),
        ("abria", "edani", "ifero", "olluz", "urembo", "yvara"),
    ),
}
_GIVEN: Final = {
    "north": ("Aldorin", "Brunwig", "Cethmar", "Dormand", "Egilmor", "Falkirun", "Gestwulf"),
    "south": ("Anaboro", "Belioza", "Cirozan", "Dameoni", "Elvanor", "Fiodoza", "Galeoni"),
}
_PLACES: Final = ("Akerby", "Bodenau", "Caldera Alta", "Dunmarsh", "Estholm")


def _person(people: str, number: int) -> dict[str, str]:
    """Return made-up person *number* (from 1) of a party, as an own list would describe them."""
    heads, tails = _SURNAMES[people]
    return {
        "surname": heads[number % 6] + tails[number // 6 % 6],
        "given_names": _GIVEN[people][number % 7],
        "birth_date": date(1965 + number, 1 + number * 5 % 12, 1 + number * 7 % 28).isoformat(),
        "birth_place": _PLACES[number % 5],
        "sex": "female" if number % 9 == 0 else "male",
        "service_number": "" if number % 3 else f"{people[0].upper()}{number * 7919 % 100000:05}",
        "category": "civilian" if number % 4 == 0 else "pow",
    }


def _holding(org: str) -> Iterator[dict[str, str]]:
    other = PARTIES[1] if org == PARTIES[0] else PARTIES[0]
    for number in range(1, PERSONS + 2):
        person = _person(other, number)
        if number % 6 == 0:
            person["surname"] = person["surname"][:-1]
        health = "seriously_wounded" if number in (3, 12) else "not_wounded"
        yield {"row_id": f"H-{number:02}", "list_kind": "holding", **person, "health_code": health}


def _wish(org: str) -> Iterator[dict[str, str]]:
    for place, number in enumerate([*range(PERSONS, 0, -1), PERSONS + 2, PERSONS + 3], 1):
        harmful = "yes" if number == PERSONS + 3 else "no"
        yield {
            "row_id": f"W-{place:02}",
            "list_kind": "wish",
            **_person(org, number),
            "harmful_to_disclose": harmful,
        }


def _found(root: Path) -> None:
    """Make the three seats' folders, with keys, configuration, lists and statements."""
    template, drawn = EXCHANGE.encode(), {}
    for org in ORGS:
        profile = parse_profile(template, source=NAME, seat=org)
        home, lots = root / org, _lots(org, 0)
        folder_keys(home, profile).create(tuple(one.id for one in profile.officers), lots)
        drawn[org] = lots.drawn
        for folder in ("lists", "statements", "record", "out"):
            (home / folder).mkdir(parents=True, exist_ok=True)
        (home / NAME).write_bytes(with_seat(template, org))
        (home / "terms.toml").write_text(TERMS)
        (home / "statements" / "2026-03-10.toml").write_text(STATEMENT)
        if org in PARTIES:
            for kind in (ListKind.HOLDING, ListKind.WISH):
                (home / "lists" / f"{kind.value}.csv").write_text(list_csv(org, kind))
        else:
            (home / "lists" / "gates.csv").write_text(gates_csv())
    (root / _KEPT).write_text(json.dumps({"clock": "2026-03-01T09:00:00+00:00", "drawn": drawn}))


def _genesis(world: World) -> None:
    world.carry()
    ceremony.propose_genesis(world.neutral, DELEGATES)
    world.all_sign("genesis", HEADS)


def _terms(world: World) -> None:
    world.at(1, 18)
    terms, _ = read_terms(TERMS.encode(), source="terms.toml", parties=list(PARTIES))
    assert terms is not None
    ceremony.propose_terms(world.neutral, terms, ())
    world.all_sign("terms", HEADS)


def _sealed(world: World) -> None:
    world.at(2)
    for seat in world.parties:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            source = f"{kind.value}.csv"
            data = (world.folder(seat.org) / "lists" / source).read_bytes()
            lists.import_list(seat, read_all([data], source=source, kind=kind), kind)
            lists.commit_list(seat, kind, LIST_OFFICERS)
        ceremony.commit_draw(seat, HEADS)
    world.carry()


def _lists(world: World) -> None:
    world.at(3)
    for seat in world.parties:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            lists.reveal_list(seat, kind, LIST_OFFICERS)
    world.carry()
    lists.open_lists(world.neutral, DELEGATE)
    world.carry()


def _matched(world: World) -> None:
    world.at(4)
    for direction in world.terms().directions:
        proposing.propose_matches(world.neutral, direction, DELEGATE)
    world.carry()


def _final(world: World) -> None:
    world.at(5)
    for direction in world.terms().directions:
        lists.answer(world.seats[direction.holder], direction, 0.9, LIST_OFFICERS)
    world.carry()
    for direction in world.terms().directions:
        lists.propose_final(world.neutral, direction)
    world.all_sign("final", LIST_OFFICERS)


def _gates(world: World) -> None:
    world.at(6)
    standing.import_hearings(world.neutral, gates_csv().encode(), source="gates.csv")
    standing.stop_people(world.neutral, date(2026, 3, 7), DELEGATE)
    world.carry()


def _draw(world: World) -> None:
    world.at(7)
    for seat in world.parties:
        ceremony.open_draw(seat, HEADS)
    world.carry()


def _plan(world: World) -> None:
    world.at(8)
    planning.propose_plan(world.neutral)
    world.all_sign("plan", HEADS)


def _acts(world: World) -> None:
    for tranche, on in world.terms().dated:
        world.at(on.day, 6)
        if tranche.id == "day-2":
            _somebody_stays(world)
        for direction in world.terms().directions:
            crossing.propose_act(world.seats[direction.holder], tranche.id, direction, AGENTS)
            world.carry(direction.holder, direction.receiver)
            signing.sign(world.seats[direction.receiver], "act", AGENTS)
            world.carry(direction.receiver, direction.holder)
    world.carry()


def _somebody_stays(world: World) -> None:
    """Let the first person whom north was to hand over on the second day not wish to travel when asked again."""
    planned = {one.ref for one in planning.papers(world.neutral) if one.tranche == "day-2"}
    people = standing.people_on_final_lists(world.neutral, world.terms())
    stays = next(one for one in people if one.candidate.ref in planned and one.candidate.holder == "north")
    data = f"party,row_id,gate,outcome,on\nnorth,{stays.holding_row},wish,not_passed,2026-03-11\n"
    standing.import_hearings(world.neutral, data.encode(), source="crossing.csv")
    standing.stop_people(world.neutral, date(2026, 3, 11), DELEGATE)
    world.carry()


def _arrivals(world: World) -> None:
    world.at(11, 18)
    for seat in world.parties:
        for one in crossing.unconfirmed(seat):
            crossing.confirm_arrival(seat, one.digest, (), AGENTS)
    world.carry()


def _bulletin(world: World) -> None:
    world.at(12)
    drafter = world.parties[0]
    publishing.draft(drafter, read_claims(world.folder(drafter.org), drafter.profile), date(2026, 3, 12))
    publishing.release(drafter, SPOKESPERSON)
    world.carry()
    world.all_sign("bulletin", SPOKESPERSON)
    for org, seat in world.seats.items():
        made = publishing.published(seat)
        write_publication(world.folder(org) / "out", made.files)
    world.carry()
    world.carry()


_STORY: Final[Mapping[str, Callable[[World], None]]] = {
    "genesis": _genesis,
    "terms": _terms,
    "sealed": _sealed,
    "lists": _lists,
    "matched": _matched,
    "final": _final,
    "gates": _gates,
    "draw": _draw,
    "plan": _plan,
    "acts": _acts,
    "arrivals": _arrivals,
    "bulletin": _bulletin,
}

STEPS: Final = ("seats", *_STORY)
"""Where a world can stop, in order. ``seats``: before genesis; ``sealed``: lists and draws; ``lists``: all opened."""


@cache
def _made(step: str) -> Path:
    """Play the story up to *step*, once a session; return the folder, which is only ever copied."""
    root = Path(tempfile.mkdtemp(prefix="homeward-world-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    place = root / "world"
    at = STEPS.index(step)
    if at == 0:
        _found(place)
        return place
    shutil.copytree(_made(STEPS[at - 1]), place)
    world = open_world(place)
    _STORY[step](world)
    keep(world)
    return place


def _lots(org: str, drawn: int) -> SeededLots:
    return SeededLots(seed=f"world/{org}".encode(), drawn=drawn)


def _quiet(step: str, share: float) -> None:
    del step, share
