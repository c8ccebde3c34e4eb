"""A long match that was stopped is taken up where it was."""

from pathlib import Path

import numpy as np
import polars as pl

from homeward.adapters.memory import FolderMemory, forget, work_digest
from homeward.matching import keyed, match_keyed, pair_table, records
from tests.unit.matching.cast import entry, strangers

LEFT = keyed(records([entry("one", "Гнатенко", "Олександр", None, "1985-04-12"), *strangers("s")]))
RIGHT = keyed(records([entry("other", "Gnatenko", "Aleksandr", None, "1985"), *strangers("t", first=6)]))


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    """The second run recalls both steps, and the answer is the same byte for byte."""
    memory = FolderMemory(tmp_path / "unfinished", work_digest([LEFT, RIGHT], None))
    first = pair_table(match_keyed(LEFT, RIGHT, memory=memory))
    times = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "unfinished").iterdir()}

    again = pair_table(match_keyed(LEFT, RIGHT, memory=memory))

    assert again.equals(first)
    assert {file.name: file.stat().st_mtime_ns for file in (tmp_path / "unfinished").iterdir()} == times
    assert len(times) == 2


def test_a_step_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    """A file that is not whole counts as not there."""
    memory = FolderMemory(tmp_path, "digest")
    memory.remember("candidates", {"left row": np.array([1], dtype=np.int32)})
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:40])

    assert memory.recall("candidates") is None
    assert memory.recall("another step") is None


def test_other_lists_are_other_work(tmp_path: Path) -> None:
    """One row otherwise, and nothing of before is taken over; what was left there is thrown away."""
    other = RIGHT.with_columns(pl.lit("x").alias("unit"))
    digests = {work_digest([LEFT, right], None) for right in (RIGHT, other)}
    for digest in sorted(digests):
        FolderMemory(tmp_path, digest).remember("candidates", {"left row": np.array([1], dtype=np.int32)})

    assert len(digests) == 2
    assert len(list(tmp_path.iterdir())) == 1


def test_the_files_name_nobody(tmp_path: Path) -> None:
    """Rows are numbers and fields are levels: no name, id or date is in what is kept."""
    memory = FolderMemory(tmp_path, "digest")
    match_keyed(LEFT, RIGHT, memory=memory)

    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert not any(text.encode() in kept for text in ("hnatenko", "Гнатенко", "oleksandr", "1985"))


def test_done_is_forgotten(tmp_path: Path) -> None:
    """When the answer is written the folder is gone."""
    memory = FolderMemory(tmp_path / "unfinished", "digest")
    match_keyed(LEFT, RIGHT, memory=memory)

    forget(tmp_path / "unfinished")

    assert not (tmp_path / "unfinished").exists()
