"""List files on their way to Spark: read and checked as anywhere else, and the command from end to end."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from homeward.adapters.list_files import Request
from homeward.adapters.list_frames import keyed_file
from homeward.adapters.spark.files import written
from homeward.cli import main
from homeward.matching import keyed
from tests.unit.adapters.spark.engines import needs_java

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
REQUEST = Request(now=NOW)
HEADER = "row_id,list_kind,surname,given_names,birth_date,category\n"
LEFT = (
    "L-1,wish,Гнатенко,Олександр,1985-04-12,pow\n"
    "L-2,wish,Кобзар,Іван,1990-02-30,pow\n"
    "L-3,wish,Левицька,Ольга,1979-11-03,pow\n"
)
RIGHT = "R-1,holding,Hnatenko,Aleksandr,1985-04-12,pow\nR-2,holding,Levitskaya,Olga,1979-11-03,pow\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Write two small lists; a date of the left one does not exist."""
    paths = tmp_path / "left.csv", tmp_path / "right.csv"
    for path, text in zip(paths, (LEFT, RIGHT), strict=True):
        path.write_text(HEADER + text, encoding="utf-8")
    return paths


def run(*arguments: str | Path, monkeypatch: pytest.MonkeyPatch) -> int | str | None:
    """Run the program, and return what it ends with."""
    monkeypatch.setattr(sys, "argv", ["homeward", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_written_lists_have_the_rows_of_any_other_reading(files: tuple[Path, Path], tmp_path: Path) -> None:
    """The same rows, with the same keys and findings, as when they are matched on this machine; then all is removed."""
    here = keyed_file(files[0], REQUEST)

    with written(files, REQUEST, tmp_path / "work") as (left, right):
        frame = keyed(pl.read_parquet(left.folder))

        assert frame.equals(here.frame)
        assert (left.size, left.findings, right.size) == (here.frame.height, here.findings, 2)
        assert left.findings
    assert not (tmp_path / "work").exists()


def test_the_command_says_what_is_missing(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Java the command is refused before a list is read, and nothing is written."""
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    out = tmp_path / "pairs.csv"

    code = run("match", *files, "--out", out, "--engine", "spark", monkeypatch=monkeypatch)

    assert code == 1
    assert "[SPARK-2]" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == sorted(files)


@needs_java
@pytest.mark.soak
def test_the_command_gives_one_answer_on_both_engines(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table of pairs is the same, byte by byte, and so is what the command says."""
    said = []
    for engine in ("local", "spark"):
        out = tmp_path / f"{engine}.csv"
        code = run("match", *files, "--out", out, "--engine", engine, "--json", monkeypatch=monkeypatch)
        assert code == 0
        said.append(json.loads(capsys.readouterr().out) | {"out": ""})

    assert said[0] == said[1]
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()
    assert not (tmp_path / "spark.csv.unfinished").exists()
