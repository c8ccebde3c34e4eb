"""Lists as they come in, each with the findings it must give."""

from pathlib import Path

import pytest

from homeward.lists import read_all

CORPUS = Path(__file__).parents[2] / "corpus" / "lists"
NAMES = sorted(path.stem for path in CORPUS.glob("*.csv"))


def findings_of(name: str) -> str:
    """Return what the reader says about a list, as the corpus writes it down."""
    reading = read_all([(CORPUS / f"{name}.csv").read_bytes()], source=f"{name}.csv")
    lines = [
        f"{one.code} {one.where.line or '-'} {one.where.column or '-'} {one.seen or '-'}" for one in reading.findings
    ]
    return "\n".join([*lines, f"{len(reading.entries)} entries, {reading.error_rows} rows with errors", ""])


@pytest.mark.parametrize("name", NAMES)
def test_a_list_gives_its_findings(name: str) -> None:
    """Each list of the corpus gives exactly the findings written beside it."""
    assert findings_of(name) == (CORPUS / f"{name}.findings").read_text(encoding="utf-8")


def test_every_list_has_its_findings() -> None:
    """No list stands in the corpus without findings, and no findings without a list."""
    assert sorted(path.stem for path in CORPUS.glob("*.findings")) == NAMES != []
