"""Reads annotated documents and scores what was read, by level and language, with bootstrap intervals by document.

    python bench/statements.py --corpus DIR [--corpus DIR ...] [--split NAME ...] [--errors] [--write-reliability]

DIR holds docs/*.json and gold/*.json in schema claims/1. The project's own documents are read where no DIR is given.
``--write-reliability`` writes how often each rule was right, which the reader gives as confidence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.score_claims import FIELDS, LEVELS, STATUS, Scored, interval, score, total
from homeward.model.documents import Block, BlockKind, Document
from homeward.model.ids import Digest
from homeward.statements.reader import read_document, reading_json

OWN = Path(__file__).resolve().parent.parent / "tests" / "corpus" / "statements" / "read"
RELIABILITY = Path(__file__).resolve().parent.parent / "src/homeward/statements/reader/reliability.toml"
NAMES = {"speaker": "party", "scope": "scope", "direction": "direction", "modality": "modality"} | {
    "event_date": "event_date",
    "category": "category",
    "channel": "channel",
    "count": "count_kind",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append")
    parser.add_argument("--split", action="append")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write-reliability", action="store_true")
    chosen = parser.parse_args()
    rows = [row for folder in chosen.corpus or [OWN] for row in documents(folder, chosen.split)]
    if not rows:
        print("NOT RUN: no documents; give a folder with docs/ and gold/ by --corpus")
        return 1
    started = time.process_time()
    readings = [reading_json(read_document(document(one))) for one, _ in rows]
    seconds = time.process_time() - started
    scored = [
        score(one["id"], one["language"], gold, reading["claims"])  # type: ignore[arg-type]
        for (one, gold), reading in zip(rows, readings, strict=True)
    ]
    show(scored, seconds)
    if chosen.errors:
        show_errors(scored)
    if chosen.write_reliability:
        write_reliability(scored)
    return 0


def documents(folder: Path, splits: list[str] | None) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    for path in sorted((folder / "docs").glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        if splits is None or one.get("split") in splits:
            yield one, json.loads((folder / "gold" / path.name).read_text(encoding="utf-8"))["claims"]


def document(one: dict[str, Any]) -> Document:
    text = one["text"]
    return Document(
        id=one["id"],
        text=text,
        blocks=(Block(kind=BlockKind.BODY, start=0, end=len(text)),),
        digest=Digest(hashlib.sha256(text.encode()).hexdigest()),
        source=one.get("url") or one["id"],
        published_on=date.fromisoformat(one["date"]),
    )


def show(scored: list[Scored], seconds: float) -> None:
    levels = [*LEVELS, STATUS]
    print(f"{len(scored)} documents, {len(scored) / seconds:.0f} a second of one core\n")
    print("| language | documents |" + "".join(f" {level} |" for level in levels))
    print("|---|---|" + "---|" * len(levels))
    for language in ["all", *sorted({one.language for one in scored})]:
        some = [one for one in scored if language in {"all", one.language}]
        cells = []
        for level in levels:
            low, high = interval(some, level)
            cells.append(f" {total(some, level).f1:.3f} ({low:.2f} to {high:.2f}) |")
        print(f"| {language} | {len(some)} |" + "".join(cells))


def show_errors(scored: list[Scored]) -> None:
    for one in scored:
        for wanted, found in one.pairs:
            for name, get in FIELDS.items():
                if wanted["count"] is not None and get(wanted) != get(found):
                    print(f"{one.name} {name}: wanted {get(wanted)!r}, got {get(found)!r}: {wanted['quote']}")


def write_reliability(scored: list[Scored]) -> None:
    """Write for each rule in how many of a hundred cases it was right: (right + 1) of (all + 2), Laplace's rule."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in scored:
        for wanted, found in one.pairs:
            for name, rule in found["rules"].items():
                if name in NAMES:
                    seen[rule] += 1
                    right[rule] += FIELDS[NAMES[name]](wanted) == FIELDS[NAMES[name]](found)
    lines = [
        f'"{rule}" = {round(100 * (right[rule] + 1) / (seen[rule] + 2))}   # of {seen[rule]}' for rule in sorted(seen)
    ]
    head = "# In how many of a hundred annotated cases each rule was right. Written by bench/statements.py.\n"
    RELIABILITY.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"\nwrote {len(lines)} rules to {RELIABILITY.name}")


if __name__ == "__main__":
    sys.exit(main())
