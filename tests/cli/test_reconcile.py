"""`homeward reconcile` at a seat, and on files of claims alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homeward.model.findings import Json
from tests.cli.test_commands import Homeward, homeward
from tests.world import World

__all__ = ["homeward"]  # the fixture that calls the program as a person does


def row(name: str, party: str, number: int, **changed: Json) -> dict[str, Json]:
    """Return a number of one party from each side, done on 10 March 2026."""
    count: Json = {"op": "exact", "lo": number, "hi": number}
    base: dict[str, Json] = {
        "id": name,
        "quote": f"{number} from each side",
        "speaker": {"party": party, "role": "mod", "office": f"Ministry of {party}"},
        "event_date": "2026-03-10",
        "direction": "both",
        "count": count,
        "category": "persons",
        "scope": "per_side",
        "modality": "done",
    }
    return {**base, **changed}


def write(path: Path, *rows: dict[str, Json], **head: Json) -> Path:
    """Write a file of claims/1."""
    told: Json = {"schema": "claims/1", "said_on": "2026-03-10", **head, "claims": list(rows)}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """Return a file in which two parties differ by 12, one of them read by a program."""
    rows = [row("a", "NORTH", 207, confidence={"direction": 95, "event_date": 88}), row("b", "SOUTH", 195)]
    return write(tmp_path / "day.claims.json", *rows)


def told(homeward: Homeward, *words: str | Path) -> Any:  # noqa: ANN401 - JSON
    """Return what a command answers in JSON."""
    answer = homeward("reconcile", "--json", *words)
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_without_a_seat_the_files_speak(homeward: Homeward, claims: Path, tmp_path: Path) -> None:
    """In a folder that is no seat, --claims alone is reconciled, and no verdict has a record."""
    answer = homeward("reconcile", "--claims", claims, "--party", "north", "--party", "south", tmp_path)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("R5 dispute: ")
    assert "    words: 207 from each side [Ministry of NORTH (10 March 2026)]\n" in answer.out
    assert "    independent sources: 2\n" in answer.out
    assert "record: " not in answer.out


def test_programs_get_the_words_too(homeward: Homeward, claims: Path, tmp_path: Path) -> None:
    """JSON has every field of a verdict, with the words and the number of sources."""
    (verdict,) = told(homeward, "--claims", claims, "--party", "north", "--party", "south", tmp_path)

    assert (verdict["rule"], verdict["result"], verdict["sources"]) == ("R5", "dispute", 2)
    assert [one["quote"] for one in verdict["words"]] == ["207 from each side", "195 from each side"]
    assert verdict["record"] is None


def test_several_files_are_one_exchange(homeward: Homeward, tmp_path: Path) -> None:
    """What stands in two files is put together, and a copy of a text is no further source."""
    news: dict[str, Json] = {"speaker": {"party": "NEWS", "role": "narrator"}}
    files = [
        write(tmp_path / f"{name}.json", row("a", "NEWS", 420, **news), origin="agency") for name in ("one", "two")
    ]
    own = write(tmp_path / "own.json", row("a", "NORTH", 390), row("b", "SOUTH", 390))

    (verdict,) = told(
        homeward, *(word for path in (*files, own) for word in ("--claims", path)), "--party", "north", tmp_path
    )

    assert verdict["claims"] == ["one-a", "own-a", "own-b", "two-a"]
    assert verdict["sources"] == 3


def test_parties_may_be_written_as_the_texts_do(homeward: Homeward, claims: Path, tmp_path: Path) -> None:
    """--party folds the case: codes of texts are ids in capitals."""
    ids, codes = ("--party", "north", "--party", "south"), ("--party", "NORTH", "--party", "SOUTH")

    answers = [told(homeward, "--claims", claims, *words, tmp_path) for words in (ids, codes)]

    assert answers[0] == answers[1]


def test_entries_of_a_feed_are_accepted(homeward: Homeward, tmp_path: Path) -> None:
    """What `statements read --json` prints of a feed is a file of claims: each may name its document."""
    rows = [row("day-1-c01", "NORTH", 207, document="day-1"), row("day-2-c01", "SOUTH", 195, document="day-2")]

    (verdict,) = told(homeward, "--claims", write(tmp_path / "f.json", *rows), tmp_path)

    assert verdict["claims"] == ["f-day-1-c01", "f-day-2-c01"]


def test_a_file_in_another_encoding_is_said(homeward: Homeward, tmp_path: Path) -> None:
    """A file that is not UTF-8 is a finding in plain words."""
    for name in ("x.json", "x.toml"):
        (tmp_path / name).write_bytes(b'{"a": "\xff"}')

        answer = homeward("reconcile", "--claims", tmp_path / name, tmp_path)

        assert answer.code == 3
        assert "seen: byte 8 is no UTF-8" in answer.err
        assert "codec" not in answer.err


def test_a_day_that_does_not_exist_is_said(homeward: Homeward, claims: Path, tmp_path: Path) -> None:
    """An option for a day says that there is none, and how one is written."""
    for day in ("2026-02-30", "Friday"):
        answer = homeward("reconcile", "--as-of", day, "--claims", claims, tmp_path)

        assert answer.code == 2
        assert f"'{day}': no such day; write YYYY-MM-DD" in answer.err


def test_a_field_hardly_read_is_named(homeward: Homeward, tmp_path: Path) -> None:
    """Where a program hardly read a field, no conflict is raised, and the field is named in words."""
    rows = [row("a", "NORTH", 207, confidence={"direction": 50}), row("b", "SOUTH", 195)]
    path = write(tmp_path / "x.json", *rows)

    answer = homeward("reconcile", "--claims", path, "--party", "north", "--party", "south", tmp_path)

    assert answer.out.startswith("R5 needs review: ")
    assert "    least sure: in which direction they crossed\n" in answer.out


def test_a_day_is_seen_as_it_stood(homeward: Homeward, claims: Path, tmp_path: Path) -> None:
    """What was said later is left out; when nothing can be compared that is said."""
    answer = homeward("reconcile", "--as-of", "2026-03-09", "--claims", claims, tmp_path)

    assert answer.code == 0
    assert answer.out == "0 claims as of 2026-03-09; nothing in them can be put beside anything\n"


def test_a_draft_uses_what_both_say(homeward: Homeward, tmp_path: Path) -> None:
    """A figure of both parties is drafted; one that only one gives is listed to be avoided."""
    rows = [row("a", "NORTH", 390), row("b", "SOUTH", 390), row("c", "NORTH", 270, category="pow")]
    path = write(tmp_path / "x.json", *rows)
    words = ("--draft", "--claims", path, "--party", "north", "--party", "south", tmp_path)

    answer, drafted = homeward("reconcile", *words), told(homeward, *words)

    assert "\n    390 people from each side, exchanged, 10 March 2026 (said by " in answer.out
    assert "Figures to avoid:\n    270 prisoners of war from each side" in answer.out
    assert [one["claims"] for one in drafted["lines"]] == [["x-a", "x-b"]]
    assert [one["claims"] for one in drafted["avoid"]] == [["x-c"]]


def test_a_file_with_errors_is_not_used(homeward: Homeward, tmp_path: Path) -> None:
    """A claim that cannot be read stops the comparison with every finding, and so does a file without a day."""
    broken = write(tmp_path / "x.json", row("a", "NORTH", 390, modality="finished"))
    undated = tmp_path / "y.json"
    undated.write_text(json.dumps({"claims": [row("a", "NORTH", 390, event_date=None)]}), encoding="utf-8")

    answer = homeward("reconcile", "--claims", broken, "--claims", undated, tmp_path)

    assert answer.code == 3
    assert "STATEMENT-4" in answer.err
    assert "STATEMENT-10" in answer.err


def test_a_seat_reads_claims_beside_its_statements(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """JSON under statements/ of a seat is read beside TOML, and set beside the record."""
    folder = at_step("bulletin").folder("north")
    write(folder / "statements" / "read.json", row("a", "NORTH", 12))

    verdicts = told(homeward, "--as-of", "2026-03-12", folder)

    (verdict,) = [one for one in verdicts if "read-a" in one["claims"] and one["rule"] == "R8"]
    assert verdict["result"] == "agrees_with_record"
    assert verdict["record"].startswith("2026-03-10: 12 people each way")


def test_a_claim_writes_nothing(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """After reconciling and drafting, every file of the seat is what it was."""
    folder = at_step("bulletin").folder("north")
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    assert homeward("reconcile", "--as-of", "2026-03-12", folder).code == 0
    assert homeward("reconcile", "--draft", "--as-of", "2026-03-12", folder).code == 0

    assert {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()} == before


def test_a_draft_of_a_demonstration_says_so(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """What a demonstration drafts carries its notice."""
    answer = homeward("reconcile", "--draft", "--as-of", "2026-03-12", at_step("bulletin").folder("north"))

    assert answer.out.startswith("DEMONSTRATION: ")
    assert "Figures to avoid:" in answer.out
