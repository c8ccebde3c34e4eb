"""Texts kept at a seat, the review of what was read from them, and what goes on to reconciliation."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from homeward.cli.reconcile import read_claims
from homeward.model.claims import Claim, Scope
from homeward.model.documents import Document
from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId
from homeward.service.seat import Seat
from homeward.service.statements import Kept, decide, keep, kept_claims, queue, statement_claims, unreviewed
from homeward.statements.corrections import Decision
from homeward.statements.queue import Weight
from homeward.statements.sides import sides_of
from tests.reader_fake import document, fake_reader
from tests.world import World

TEXT = (
    "The president of North said 24 people from each side came home.\n"
    "Reports speak of 30 people. The president of South said 12 prisoners came home.\n"
)
LIST_1 = OfficerId("list-1")


@pytest.fixture(autouse=True)
def sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fake reader's configuration be about North and South."""
    monkeypatch.setattr("homeward.service.statements.sides_of", lambda *_, **__: frozenset({"NORTH", "SOUTH"}))


@pytest.fixture
def world(at_step: Callable[[str], World]) -> World:
    """Offer the small exchange with its plan signed: both stages are open."""
    return at_step("plan")


@pytest.fixture
def seat(world: World) -> Seat:
    """Offer north's seat with one text kept."""
    north = world.seat("north")
    put(north)
    return north


def put(seat: Seat, text: str = TEXT, name: str = "report-1") -> tuple[str, ...]:
    """Keep a text and what the fake reader reads in it."""
    made = document(text, name=name)
    return keep(seat, Kept(id=name, suffix=".txt", data=text.encode()), [(made, fake_reader(made))])


def going(seat: Seat) -> dict[str, Claim]:
    """Return the claims that go on, by id."""
    claims, findings = statement_claims(seat)
    assert findings == ()
    return {one.id: one for one in claims}


def test_a_text_is_kept_as_given_with_where_it_comes_from(world: World) -> None:
    """The bytes, their source, day and hash, and the claims with the text they count in."""
    written = put(world.seat("north"))
    shelf = world.seat("north").store.shelf("statements")
    source = tomllib.loads(shelf["report-1.source.toml"].decode())

    assert written == ("report-1.txt", "report-1.claims.json", "report-1.source.toml")
    assert shelf["report-1.txt"] == TEXT.encode()
    assert source["file"] == "report-1.txt"
    assert source["sha256"] == "a" * 64
    assert source["document"] == [{"id": "report-1", "source": "made up", "published_on": date(2026, 3, 10)}]
    assert json.loads(shelf["report-1.claims.json"])["schema"] == "claims/1"


@pytest.mark.parametrize("source", ['a "quoted" name\n', "control \x7f\x01", "Звіт 😀", "\\"])
def test_any_source_can_be_written(world: World, source: str) -> None:
    """Whatever a page says of its source, the file about it is TOML and says the same."""
    north = world.seat("north")
    made = replace(document(TEXT), source=source, channel="telegram", language="uk")

    keep(north, Kept(id="r", suffix=".txt", data=b"x"), [(made, fake_reader(made))])

    (said,) = tomllib.loads(north.store.shelf("statements")["r.source.toml"].decode())["document"]
    assert (said["source"], said["channel"], said["language"]) == (source, "telegram", "uk")


def test_what_is_kept_is_not_statements_somebody_wrote_down(world: World) -> None:
    """The file that says where a text comes from is not read as statements."""
    north = world.seat("north")
    before = read_claims(world.folder("north"), north.profile)

    put(north)

    assert read_claims(world.folder("north"), north.profile) == before


def test_nothing_is_overwritten(seat: Seat) -> None:
    """KEEP-1: the same text is kept once, and its claims stay as they were."""
    before = seat.store.shelf("statements")

    with pytest.raises(Refusal, match=r"\[KEEP-1\]"):
        put(seat, "Other: 99 people.", "report-1")

    assert seat.store.shelf("statements") == before


def test_a_text_without_a_day_is_refused(world: World) -> None:
    """KEEP-2: what was said on no day cannot be set beside a record; nothing is kept."""
    north = world.seat("north")
    undated = document(TEXT, published_on=None)
    before = north.store.shelf("statements")

    with pytest.raises(Refusal, match=r"\[KEEP-2\]"):
        keep(north, Kept(id="x", suffix=".txt", data=b"x"), [(undated, fake_reader(undated))])

    assert north.store.shelf("statements") == before


def test_only_what_is_sure_goes_on_by_itself(seat: Seat) -> None:
    """Every claim was read; those below the threshold wait in the queue."""
    assert [one.id for one in kept_claims(seat)] == ["report-1-c1", "report-1-c2", "report-1-c3"]
    assert set(going(seat)) == {"report-1-c1"}
    assert {one.read.id for one in queue(seat)} == {"report-1-c2", "report-1-c3"}


def test_a_claim_that_goes_on_is_whose_it_was(seat: Seat) -> None:
    """Codes in capitals are the parties of the exchange; day and source are the document's."""
    claim = going(seat)["report-1-c1"]

    assert (claim.statement.party, claim.statement.role, claim.statement.said_on) == ("north", "hos", date(2026, 3, 10))
    assert claim.statement.source == "made up"
    assert claim.count is not None
    assert (claim.count.low, claim.count.high) == (24, 24)


def test_what_is_accepted_goes_on(seat: Seat) -> None:
    """An accepted claim leaves the queue and goes on as it was read."""
    decide(seat, "report-1-c2", Decision.ACCEPT, who=LIST_1)

    assert set(going(seat)) == {"report-1-c1", "report-1-c2"}
    assert {one.read.id for one in queue(seat)} == {"report-1-c3"}


def test_the_public_is_told_only_what_a_person_accepted(seat: Seat) -> None:
    """A number that is sure goes on at the seat by itself, and to a bulletin once somebody accepted or corrected it."""
    alone = going(seat)
    (name, *_) = alone
    before, _ = statement_claims(seat, accepted_only=True)

    decide(seat, name, Decision.ACCEPT, who=LIST_1)
    after, _ = statement_claims(seat, accepted_only=True)

    assert before == ()
    assert [one.id for one in after] == [name]
    assert going(seat) == alone


def test_what_is_sure_is_offered_to_a_person_too(seat: Seat) -> None:
    """The queue holds what is not sure; on demand it holds whatever nobody decided about."""
    sure = set(going(seat))
    waiting = unreviewed(seat)

    decide(seat, min(sure), Decision.ACCEPT, who=LIST_1)

    assert not sure & {one.read.id for one in queue(seat)}
    assert {one.read.id for one in queue(seat, with_sure=True)} & sure == sure - {min(sure)}
    assert unreviewed(seat) == waiting - 1 == len(queue(seat, with_sure=True))


def test_what_is_rejected_goes_nowhere(seat: Seat) -> None:
    """A rejected claim leaves the queue and does not go on, sure or not."""
    decide(seat, "report-1-c1", Decision.REJECT, who=LIST_1, reason="another exchange")

    assert going(seat) == {}
    assert {one.read.id for one in queue(seat)} == {"report-1-c2", "report-1-c3"}


def test_what_is_corrected_goes_on_corrected_and_is_an_example(seat: Seat) -> None:
    """The corrected frame goes on; sentence, span, wrong and right frame are kept to learn from."""
    decide(seat, "report-1-c2", Decision.CORRECT, who=LIST_1, changes={"scope": "total", "count": "31"})

    made = going(seat)["report-1-c2"]
    (line,) = seat.store.shelf("statements")["examples.jsonl"].splitlines()
    example = json.loads(line)
    assert (made.scope, made.count and made.count.low) == (Scope.TOTAL, 31)
    assert example["sentence"] == "Reports speak of 30 people."
    assert example["sentence"][slice(*example["span"])] == "30 people"
    assert (example["wrong"]["scope"], example["right"]["scope"]) == (None, "total")
    assert (example["wrong"]["count"]["lo"], example["right"]["count"]["lo"]) == (30, 31)


def test_decisions_are_only_added(seat: Seat) -> None:
    """A change of mind is a new line; the old ones stay, with who and when."""
    decide(seat, "report-1-c2", Decision.ACCEPT, who=LIST_1)
    before = seat.store.shelf("statements")["review.jsonl"]

    decide(seat, "report-1-c2", Decision.REJECT, who=OfficerId("list-2"), reason="seen again")

    after = seat.store.shelf("statements")["review.jsonl"]
    told = [json.loads(line) for line in after.splitlines()]
    assert after.startswith(before)
    assert [(one["who"], one["decision"], one["reason"]) for one in told] == [
        ("list-1", "accept", None),
        ("list-2", "reject", "seen again"),
    ]
    assert told[0]["at"] < told[1]["at"]
    assert set(going(seat)) == {"report-1-c1"}


@pytest.mark.parametrize(
    ("claim", "decision", "who", "more", "code"),
    [
        ("report-1-c9", Decision.ACCEPT, "list-1", {}, "REVIEW-4"),
        ("report-1-c2", Decision.ACCEPT, "mallory", {}, "REVIEW-5"),
        ("report-1-c2", Decision.REJECT, "list-1", {}, "REVIEW-6"),
        ("report-1-c2", Decision.CORRECT, "list-1", {}, "REVIEW-6"),
        ("report-1-c2", Decision.CORRECT, "list-1", {"changes": {"quote": "x"}}, "REVIEW-2"),
        ("report-1-c2", Decision.CORRECT, "list-1", {"changes": {"count": "x"}}, "REVIEW-3"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    seat: Seat, *, claim: str, decision: Decision, who: str, more: dict[str, dict[str, str]], code: str
) -> None:
    """Nothing is written when a decision is refused."""
    before = seat.store.shelf("statements")

    with pytest.raises(Refusal, match=rf"\[{code}\]"):
        decide(seat, claim, decision, who=OfficerId(who), changes=more.get("changes"))

    assert seat.store.shelf("statements") == before


def test_a_claim_that_details_a_rejected_one_stands_alone(world: World) -> None:
    """A part whose whole does not go on is not lost with it."""
    north = world.seat("north")
    made = document("24 people from each side, said the president of North.", name="p")
    reading = fake_reader(made)
    (whole,) = reading.claims
    part = replace(whole, id="c2", part_of="c1")
    keep(north, Kept(id="p", suffix=".txt", data=b"x"), [(made, replace(reading, claims=(whole, part)))])
    assert going(north)["p-c2"].part_of == "p-c1"

    decide(north, "p-c1", Decision.REJECT, who=LIST_1, reason="said of another day")

    assert going(north)["p-c2"].part_of is None


def test_a_number_near_a_stage_nobody_confirmed_comes_first(world: World) -> None:
    """The stages are those of the terms, as far as this seat's record shows no arrival."""
    text = "Reports speak of 12 people. Reports speak of 77 people."

    put(world.seat("north"), text, "near")

    first, second = queue(world.seat("north"))
    assert (first.read.claim.quote, first.reasons) == ("12 people", (Weight.NEAR_STAGE,))
    assert (second.read.claim.quote, second.reasons) == ("77 people", (Weight.PLAIN,))


def test_a_confirmed_stage_is_no_longer_near(at_step: Callable[[str], World]) -> None:
    """Once every arrival is confirmed, nothing is near an open stage."""
    north = at_step("bulletin").seat("north")
    put(north, "Reports speak of 12 people.", "near")

    assert [one.reasons for one in queue(north)] == [(Weight.PLAIN,)]


def test_a_feed_is_one_file_with_claims_of_each_entry(world: World) -> None:
    """Several documents of one file are kept under ids of their own."""
    north = world.seat("north")
    made: list[Document] = [document(f"Reports speak of {n} people.", name=f"feed-{n}") for n in (1, 2)]

    written = keep(north, Kept(id="feed", suffix=".xml", data=b"<rss/>"), [(one, fake_reader(one)) for one in made])

    assert written == ("feed.xml", "feed-1.claims.json", "feed-2.claims.json", "feed.source.toml")
    assert [one.id for one in kept_claims(north)] == ["feed-1-c1", "feed-2-c1"]


def test_claims_of_another_conflict_are_not_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text read with a configuration in which the parties are no sides is refused, and nothing is written."""
    north, before = world.seat("north"), dict(world.seat("north").store.shelf("statements"))
    monkeypatch.setattr("homeward.service.statements.sides_of", sides_of)

    with pytest.raises(Refusal, match=r"'made-up', in which not all of NORTH, SOUTH are sides \[KEEP-3\]"):
        put(north)

    assert dict(north.store.shelf("statements")) == before
    assert put(north, "Nobody was counted.", "empty")


def test_a_configuration_says_who_takes_part() -> None:
    """Sides are those of the configuration that was given, else of the shipped one; nobody's where it is unknown."""
    given = b'id = "x"\ntitle = "X"\n[[party]]\ncode = "NORTH"\nside = "NORTH"\n[[party]]\ncode = "UN"\n'

    assert sides_of("russia-ukraine") == {"RU", "UA"}
    assert sides_of("x", conflict=given) == {"NORTH"}
    assert sides_of("none") == sides_of("no such") == frozenset()


def test_corrections_add_up(seat: Seat) -> None:
    """A second correction sets its own field, and the example shows the claim with both."""
    waiting = queue(seat)[0].read.id

    decide(seat, waiting, Decision.CORRECT, who=LIST_1, changes={"direction": "north>South"})
    decide(seat, waiting, Decision.CORRECT, who=LIST_1, changes={"event_date": "2026-03-09"})

    claim = going(seat)[waiting]
    example = json.loads(seat.store.shelf("statements")["examples.jsonl"].splitlines()[-1])
    assert (claim.direction, str(claim.event_on and claim.event_on.earliest)) == ("north>south", "2026-03-09")
    assert (example["right"]["direction"], example["right"]["event_date"]) == ("NORTH>SOUTH", "2026-03-09")


@pytest.mark.parametrize("direction", ["XX>NORTH", "NORTH>XX", "NORTH>SOUTH>NORTH>XX", "NORTH>"])
def test_a_direction_is_between_parties(seat: Seat, direction: str) -> None:
    """A party that the exchange does not have is refused with those it has."""
    with pytest.raises(Refusal, match="REVIEW-3") as refused:
        decide(seat, queue(seat)[0].read.id, Decision.CORRECT, who=LIST_1, changes={"direction": direction})

    assert "NORTH, SOUTH" in refused.value.hint
