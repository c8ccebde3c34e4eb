"""Reads the project's annotated documents on one core, and the English ones beside quantulum3, in one run.

Times are of the quickest round, with everything loaded and every word seen once: for both engines alike.

    python bench/statements_speed.py [--corpus DIR] [--rounds N]

quantulum3 finds numbers with their units and says nothing of who said them or whom they count: it is the peer for
finding the numbers, and the ratio of the times says what reading claims costs beside that. Prints a Markdown section.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.statements import OWN, document, documents
from homeward.statements.reader import read_document

Row = tuple[dict[str, Any], list[dict[str, Any]]]
Found = tuple[float, float, int, int]
"""The ends of a number, and its span."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=OWN)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    rows = list(documents(chosen.corpus, None))
    english = [row for row in rows if row[0]["language"] == "en"]
    if not english:
        print("NOT RUN: no English documents; give a folder with docs/ and gold/ by --corpus")
        return 1
    peer = quantulum()
    print("\n## Reading statements\n")
    print(f"`python bench/statements_speed.py`: {len(rows)} documents, the quickest of {chosen.rounds} rounds each.\n")
    show_speed(rows, chosen.rounds)
    if peer is None:
        print("\nNOT RUN: quantulum3 cannot be loaded here")
        return 1
    show_beside(english, peer, chosen.rounds)
    print(f"\nPython {platform.python_version()}, {platform.machine()}, one core, shared.")
    return 0


def quantulum() -> Callable[[str], list[Found]] | None:
    """Return quantulum3 as it finds numbers without its classifier, None where it is not installed."""
    warnings.filterwarnings("ignore", module="quantulum3")
    try:
        from quantulum3 import classifier, parser  # noqa: PLC0415 - the peer may be missing
    except ImportError:
        return None
    classifier.USE_CLF = False

    def numbers(text: str) -> list[Found]:
        return [(one.value, one.value, *one.span) for one in parser.parse(text)]

    return numbers


def ours(one: dict[str, Any]) -> list[Found]:
    """Return the numbers of the claims that our reader finds."""
    claims = read_document(document(one)).claims
    counts = [(claim.count, claim.span) for claim in claims if claim.count is not None]
    return [(count.low, count.low if count.high is None else count.high, *span) for count, span in counts]


def show_speed(rows: Sequence[Row], rounds: int) -> None:
    print("| language | documents | letters each | documents a second | slowest ms |")
    print("| --- | --- | --- | --- | --- |")
    began = time.process_time()
    for one, _ in rows:
        ours(one)
    cold = time.process_time() - began
    for language in ["all", *sorted({one["language"] for one, _ in rows})]:
        some = [one for one, _ in rows if language in {"all", one["language"]}]
        times = [timed(ours, one, rounds) for one in some]
        letters = sum(len(one["text"]) for one in some) // len(some)
        print(f"| {language} | {len(some)} | {letters} | {len(some) / sum(times):.0f} | {max(times) * 1_000:.0f} |")
    print(f"\nThe first time, with loading of lexicons and configurations: {len(rows) / cold:.0f} documents a second.")


def show_beside(rows: Sequence[Row], peer: Callable[[str], list[Found]], rounds: int) -> None:
    """Print both on the English documents: documents a second, and the annotated numbers that were found."""
    engines: dict[str, Callable[[dict[str, Any]], list[Found]]] = {
        "homeward: claims": ours,
        f"quantulum3 {version('quantulum3')}: numbers, without its classifier": lambda one: peer(one["text"]),
    }
    print("\n| English documents | documents a second | annotated numbers found | of what it finds, annotated |")
    print("| --- | --- | --- | --- |")
    seconds = []
    for name, engine in engines.items():
        for one, _ in rows:
            engine(one)
        seconds.append(sum(timed(engine, one, rounds) for one, _ in rows))
        right, found, wanted = recall(rows, engine)
        print(f"| {name} | {len(rows) / seconds[-1]:.0f} | {right / wanted:.3f} | {right / found:.3f} |")
    print(f"\nRatio: reading claims takes {seconds[0] / seconds[1]:.1f} times as long as finding numbers.")


def timed(engine: Callable[[dict[str, Any]], object], one: dict[str, Any], rounds: int) -> float:
    """Return the CPU seconds of the quickest of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        engine(one)
        times.append(time.process_time() - began)
    return min(times)


def recall(rows: Sequence[Row], engine: Callable[[dict[str, Any]], list[Found]]) -> tuple[int, int, int]:
    """Return how many annotated numbers were found (same ends, overlapping), how many were found, how many wanted."""
    right = found = wanted = 0
    for one, gold in rows:
        numbers = engine(one)
        found += len(numbers)
        for claim in gold:
            if claim["count"] is None:
                continue
            wanted += 1
            ends, (start, end) = (claim["count"]["lo"], claim["count"]["hi"]), claim["span"]
            hit = next((at for at in numbers if at[:2] == ends and at[2] < end and start < at[3]), None)
            if hit is not None:
                numbers.remove(hit)
                right += 1
    return right, found, wanted


if __name__ == "__main__":
    sys.exit(main())
