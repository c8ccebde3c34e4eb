"""Statements as a person at a terminal reads, keeps, reviews and shows them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from homeward.adapters.clocks import SystemClock
from homeward.cli import ask, main, review, show
from homeward.cli.build import open_seat
from homeward.model.ids import OfficerId
from homeward.service.statements import queue
from tests.cli.test_commands import Homeward
from tests.cli.test_commands import homeward as program
from tests.reader_fake import fake_reader
from tests.world import EXCHANGE, World

__all__ = ["program"]  # the fixture that calls the program as a person does

TEXT = (
    "The president of North said 24 people from each side came home.\n"
    "Reports speak of 30 people. The president of South said 12 prisoners came home.\n"
)
FEED = (
    "<rss><channel><item><title>One</title><description>24 people came home.</description>"
    "<pubDate>Tue, 10 Mar 2026 21:00:00 +0200</pubDate></item><item><title>Two</title>"
    "<description>30 people came home.</description></item></channel></rss>"
)


@pytest.fixture
def homeward(program: Homeward, monkeypatch: pytest.MonkeyPatch) -> Homeward:
    """Offer ``homeward statements`` with a reader made for tests."""
    monkeypatch.setattr("homeward.cli.statements.READER", fake_reader)
    monkeypatch.setattr("homeward.service.statements.sides_of", lambda *_, **__: frozenset({"NORTH", "SOUTH"}))
    return lambda *arguments: program("statements", *arguments)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Offer a text."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def seat(at_step: Callable[[str], World]) -> Path:
    """Offer north's seat, with everything arrived."""
    return at_step("bulletin").folder("north")


# Reading


def test_a_text_is_read_for_programs(report: Path, homeward: Homeward) -> None:
    """The answer is claims/1, and every span is the quote's place in the text."""
    answer = homeward("read", report, "--published", "2026-03-10", "--json")

    value = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert (value["schema"], value["document"], value["conflict"]) == ("claims/1", "report", "made-up")
    assert [TEXT[slice(*one["span"])] for one in value["claims"]] == ["24 people", "30 people", "12 prisoners"]
    assert {one["said_date"] for one in value["claims"]} == {"2026-03-10"}


def test_a_text_is_read_for_people(report: Path, homeward: Homeward) -> None:
    """A table says who said which number in which sense, and how sure; the talk says with what it was read."""
    answer = homeward("read", report)

    assert answer.code == 0
    assert "report: 3 claim(s), read in en" in answer.out
    assert "24 people" in answer.out
    assert "head of state of NORTH" in answer.out
    assert "60%" in answer.out
    assert "configuration made-up; tried, best first: made-up 70, other 10" in answer.err
    assert "--published" in answer.err


def test_standard_input_is_read(homeward: Homeward, monkeypatch: pytest.MonkeyPatch) -> None:
    """FILE - stands for what is piped in."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"30 people came home.")))

    answer = homeward("read", "-", "--json", "--lang", "sq")

    value = json.loads(answer.out)
    assert [one["quote"] for one in value["claims"]] == ["30 people"]
    assert value["language"] == "sq"


def test_a_feed_gives_documents_and_claims(tmp_path: Path, homeward: Homeward) -> None:
    """Several documents of one file are told apart in the answer; each claim names its own."""
    (tmp_path / "daily").write_text(FEED)

    value = json.loads(homeward("read", tmp_path / "daily", "--json").out)

    assert [one["document"] for one in value["documents"]] == ["daily-1", "daily-2"]
    assert [(one["document"], one["quote"]) for one in value["claims"]] == [
        ("daily-1", "24 people"),
        ("daily-2", "30 people"),
    ]
    assert value["claims"][0]["said_date"] == "2026-03-10"
    assert [one["id"] for one in value["claims"]] == ["daily-1-c1", "daily-2-c1"]


def test_a_narrow_terminal_breaks_no_words(report: Path, homeward: Homeward, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 80 columns number, people and scope stand together, and every word is whole."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(show, "OUT", Console(highlight=False, width=80))

    answer = homeward("read", report, "--published", "2026-03-10")

    assert all(len(line) <= 80 for line in answer.out.splitlines())
    for words in ("24 people from each side", '"24 people"', "2026-03-10", "head of state", "NORTH", "60%"):
        assert words in answer.out


@pytest.mark.parametrize("language", ["xx", "english"])
def test_a_language_without_a_lexicon_is_refused(report: Path, homeward: Homeward, language: str) -> None:
    """CLI-2 lists those there are; case does not matter."""
    answer = homeward("read", report, "--lang", language)

    assert (answer.code, answer.out) == (1, "")
    assert "[CLI-2]" in answer.err
    assert "en, fr" in answer.err
    assert homeward("read", report, "--lang", "EN").code == 0


def test_an_exchange_says_how_to_read(tmp_path: Path, report: Path, homeward: Homeward) -> None:
    """The file that exchange.toml names is what the reader is given."""
    (tmp_path / "exchange.toml").write_text(f'statements = "conflict.toml"\n{EXCHANGE}', encoding="utf-8")
    (tmp_path / "conflict.toml").write_text("format = 1\n")

    value = json.loads(homeward("read", report, "--json", "--exchange", tmp_path / "exchange.toml").out)

    assert value["conflict"] == "given"


def test_a_file_that_cannot_be_read_ends_with_3(tmp_path: Path, homeward: Homeward) -> None:
    """Findings go to the talk, with what to do; nothing is answered."""
    path = tmp_path / "old.txt"
    path.write_bytes("Сьогодні додому повернулися 24 людини.".encode("windows-1251"))

    answer = homeward("read", path)

    assert (answer.code, answer.out) == (3, "")
    assert "[DOCUMENTS-0]" in answer.err
    assert "DOC-2" in answer.err
    assert "--encoding windows-1251" in answer.err
    assert homeward("read", path, "--encoding", "windows-1251").code == 0


def test_advice_is_told_and_stops_nothing(tmp_path: Path, homeward: Homeward) -> None:
    """A date nobody understands is a remark in the talk."""
    path = tmp_path / "post.txt"
    path.write_text("date: Friday\n\n24 people came home.")

    answer = homeward("read", path, "--json")

    assert answer.code == 0
    assert "DOC-13" in answer.err
    assert len(json.loads(answer.out)["claims"]) == 1


def test_a_file_that_is_not_there_is_said(tmp_path: Path, homeward: Homeward) -> None:
    """A wrong path is an error with a hint."""
    answer = homeward("read", tmp_path / "nothing.txt")

    assert answer.code == 1
    assert answer.err.startswith("error: ")


# The endpoint


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Offer the rows that an endpoint proposes, without an endpoint."""
    rows: list[object] = []
    monkeypatch.setattr("homeward.adapters.endpoint.propose", lambda *_, **__: rows)
    return iter([rows])


def test_an_endpoint_may_only_propose(report: Path, homeward: Homeward, model: Iterator[list[object]]) -> None:
    """What stands in the text is added, what does not is dropped and told."""
    rows = next(model)
    rows += [{"quote": "Reports speak", "count": None, "modality": "done"}, {"quote": "99 people", "modality": "done"}]

    answer = homeward("read", report, "--json", "--endpoint", "http://127.0.0.1:9/v1")

    quotes = [one["quote"] for one in json.loads(answer.out)["claims"]]
    assert quotes == ["24 people", "Reports speak", "30 people", "12 prisoners"]
    assert "1 kept, 1 dropped" in answer.err
    assert "its quote does not stand in the text" in answer.err
    assert ask.NUMBERS_IN("24 people", (0, 9)) == {(24, 24)}


def test_texts_do_not_leave_unasked(report: Path, homeward: Homeward, tmp_path: Path) -> None:
    """Another host is refused before anything is sent."""
    log = tmp_path / "log.jsonl"

    answer = homeward("read", report, "--endpoint", "https://models.example/v1", "--endpoint-log", log)

    assert answer.code == 1
    assert "[ENDPOINT-2]" in answer.err
    assert not log.exists()


# Keeping


def test_a_text_is_kept_once(report: Path, seat: Path, homeward: Homeward) -> None:
    """The file, where it comes from and its claims lie in the seat; a second time it is refused."""
    first = homeward("add", report, seat, "--published", "2026-03-10")
    again = homeward("add", report, seat, "--published", "2026-03-10")

    (name,) = [one.name.partition(".")[0] for one in (seat / "statements").glob("*.source.toml")]
    assert first.out == f"kept as {name}: 1 document(s), 3 claim(s), 2 to review\n"
    assert first.err == "read with the configuration made-up\n"
    assert (seat / "statements" / f"{name}.txt").read_text(encoding="utf-8") == TEXT
    assert (seat / "statements" / f"{name}.claims.json").exists()
    assert (again.code, again.out) == (1, "")
    assert "[KEEP-1]" in again.err


def test_a_text_without_a_day_is_not_kept(report: Path, seat: Path, homeward: Homeward) -> None:
    """The day is needed, and the hint says how to give it."""
    answer = homeward("add", report, seat)

    assert answer.code == 1
    assert "[KEEP-2]" in answer.err
    assert "--published" in answer.err
    assert not list((seat / "statements").glob("*.txt"))


@pytest.mark.parametrize("name", ["page.toml", "review.jsonl", "x.claims.json", "no-suffix", "A.HTML"])
def test_whatever_a_file_is_called_the_seats_own_files_stay(
    tmp_path: Path, seat: Path, homeward: Homeward, name: str
) -> None:
    """A kept file is never taken for one of the seat's own, and none of those is replaced."""
    (tmp_path / name).write_text(TEXT)
    before = {one.name: one.read_bytes() for one in (seat / "statements").iterdir()}

    answer = homeward("add", tmp_path / name, seat, "--published", "2026-03-10")

    after = {one.name: one.read_bytes() for one in (seat / "statements").iterdir()}
    assert answer.code == 0
    assert before.items() <= after.items()
    assert homeward("review", seat).code == 0


def test_a_document_in_json_is_kept_and_taken_for_no_claims(tmp_path: Path, seat: Path, homeward: Homeward) -> None:
    """What comes as JSON is kept as a text: the seat's claims can still be read."""
    (tmp_path / "post.json").write_text(json.dumps({"id": "post", "text": TEXT, "date": "2026-03-10"}))

    answer = homeward("add", tmp_path / "post.json", seat)

    assert answer.code == 0
    assert not [one for one in (seat / "statements").glob("*.json") if not one.name.endswith(".claims.json")]


# Review


@pytest.fixture
def kept(report: Path, seat: Path, homeward: Homeward) -> Path:
    """Offer north's seat with one text kept."""
    assert homeward("add", report, seat, "--published", "2026-03-10").code == 0
    return seat


def waiting(homeward: Homeward, seat: Path) -> list[str]:
    """Return the ids of the claims that wait."""
    return [one["id"] for one in json.loads(homeward("review", seat, "--json").out)]


def test_the_queue_shows_sentence_frame_and_choices(kept: Path, homeward: Homeward) -> None:
    """Each item has its sentence with the span marked, the frame in words, and other readings."""
    answer = homeward("review", kept)

    assert "»»12 prisoners««" in answer.out
    assert "who: head of state of SOUTH" in answer.out
    assert "weakest: scope 60%; or scope=one_side, scope=per_side" in answer.out
    assert "2 claim(s) wait for a review" in answer.out


def test_claims_are_decided_one_by_one(kept: Path, homeward: Homeward) -> None:
    """Accept, correct and reject each take a claim out of the queue, and say who decided."""
    first, second = waiting(homeward, kept)

    accepted = homeward("review", kept, "--accept", first, "--as", "list-1")
    corrected = homeward("review", "scope=total", "count=31", kept, "--correct", second, "--as", "list-2")

    assert accepted.out == f"{first}: accepted by list-1\n"
    assert corrected.out == f"{second}: corrected by list-2\n"
    assert waiting(homeward, kept) == []
    rejected = homeward("review", kept, "--reject", second, "--reason", "another day", "--as", "list-1")
    assert rejected.out == f"{second}: rejected by list-1\n"
    assert len((kept / "statements" / "review.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--accept", "x", "--reject", "x", "--as", "list-1"), "REVIEW-7"),
        (("scope=total", "--accept", "x", "--as", "list-1"), "REVIEW-7"),
        (("scope", "--correct", "x", "--as", "list-1"), "REVIEW-7"),
        (("--accept", "x"), "REVIEW-5"),
        (("--accept", "x", "--as", "mallory"), "REVIEW-5"),
        (("--accept", "x", "--as", "list-1"), "REVIEW-4"),
        (("--reject", "x", "--as", "list-1"), "REVIEW-6"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    kept: Path, homeward: Homeward, words: tuple[str, ...], code: str
) -> None:
    """Each refusal says what to do, and nothing is written."""
    answer = homeward("review", *words, kept)

    assert answer.code == 1
    assert f"[{code}]" in answer.err
    assert not (kept / "statements" / "review.jsonl").exists()


def test_a_person_is_led_through_the_queue(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys accept, correct, reject, skip and quit; what is refused waits on, with the reason."""
    seat = open_seat(kept, clock=SystemClock())
    items = queue(seat)
    said = iter(["x", "c", "scope=all", "a"])

    decided = review.converse(seat, items, OfficerId("list-1"), ask=lambda _: next(said))

    out, err = capsys.readouterr()
    assert decided == 1
    assert "1 decided, 1 still wait" in out
    assert "[REVIEW-3]" in err
    assert [one.read.id for one in queue(seat)] == [items[0].read.id]


@pytest.mark.parametrize("key", ["s", "q"])
def test_skipping_and_leaving_decide_nothing(kept: Path, key: str) -> None:
    """What is skipped waits on; so does everything after leaving, by key or by closing the terminal."""
    seat = open_seat(kept)
    items = queue(seat)

    def closed(_: str) -> str:
        raise EOFError

    assert review.converse(seat, items, OfficerId("list-1"), ask=lambda _: key) == 0
    assert review.converse(seat, items, OfficerId("list-1"), ask=closed) == 0
    assert queue(seat) == items


def test_rejecting_at_the_terminal_asks_why(kept: Path) -> None:
    """A rejection has a reason; an empty one is refused and the claim waits on."""
    seat = open_seat(kept)
    items = queue(seat)
    said = iter(["r", "", "r", "another exchange"])

    assert review.converse(seat, items, OfficerId("list-1"), ask=lambda _: next(said)) == 1
    assert len(queue(seat)) == 1


# What comes of it


def test_accepted_claims_are_reconciled(
    kept: Path, homeward: Homeward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`homeward reconcile` sees a claim once somebody accepted it, and not before."""
    third = waiting(homeward, kept)[0]

    def reconciled() -> str:
        monkeypatch.setattr(sys, "argv", ["homeward", "reconcile", "--as-of", "2026-03-12", "--json", str(kept)])
        with pytest.raises(SystemExit):
            main()
        return capsys.readouterr().out

    before = reconciled()
    homeward("review", kept, "--accept", third, "--as", "list-1")

    assert third not in before
    assert third in reconciled()


def test_a_bulletin_tells_only_what_a_person_accepted(
    kept: Path, homeward: Homeward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However sure a number was read, it reaches a draft once somebody accepted it; what is left out is said."""
    ids = [one["id"] for one in json.loads(homeward("review", kept, "--all", "--json").out)]
    (sure,) = set(ids) - set(waiting(homeward, kept))

    def drafted() -> tuple[str, list[str]]:
        monkeypatch.setattr(sys, "argv", ["homeward", "bulletin", "draft", "--as-of", "2026-03-12", str(kept)])
        with pytest.raises(SystemExit):
            main()
        made = json.loads((kept / "out" / "draft" / "draft-bulletin.json").read_bytes())
        return capsys.readouterr().out, [one["id"] for one in made["statements"]]

    before = drafted()
    homeward("review", kept, "--accept", sure, "--as", "list-1")
    after = drafted()

    assert "left out: 3 claim(s) read from texts" in before[0]
    assert sure not in before[1]
    assert "left out: 2 claim(s) read from texts" in after[0]
    assert set(after[1]) == {*before[1], sure}


# Showing


def test_a_page_is_written_once(report: Path, tmp_path: Path, homeward: Homeward) -> None:
    """The page has the claims; it is not written over unasked."""
    page = tmp_path / "page.html"

    first = homeward("show", report, "--out", page, "--published", "2026-03-10")
    again = homeward("show", report, "--out", page)

    assert first.out == f"{page}: 3 claim(s)\n"
    assert b"<mark>24 people</mark>" in page.read_bytes()
    assert "[OUT-1]" in again.err
    assert homeward("show", report, "--out", page, "--force").code == 0


def test_a_feed_gives_a_page_for_each_entry(tmp_path: Path, homeward: Homeward) -> None:
    """Pages are numbered; a demonstration's exchange marks each."""
    (tmp_path / "daily").write_text(FEED)
    (tmp_path / "exchange.toml").write_text(EXCHANGE, encoding="utf-8")

    homeward("show", tmp_path / "daily", "--out", tmp_path / "p.html", "--exchange", tmp_path / "exchange.toml")

    for name in ("p-1.html", "p-2.html"):
        assert b"Demonstration" in (tmp_path / name).read_bytes()


def test_a_conflict_file_comes_with_a_new_seat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`homeward new` takes along the file that exchange.toml names."""
    (tmp_path / "exchange.toml").write_text(f'statements = "conflict.toml"\n{EXCHANGE}', encoding="utf-8")
    (tmp_path / "conflict.toml").write_text("format = 1\n")
    seat = tmp_path / "seat"
    arguments = ["homeward", "new", "north", "--exchange", str(tmp_path / "exchange.toml"), str(seat)]
    monkeypatch.setattr(sys, "argv", arguments)

    with pytest.raises(SystemExit):
        main()

    assert (seat / "conflict.toml").read_text() == "format = 1\n"
    assert "seat of north" in capsys.readouterr().out
