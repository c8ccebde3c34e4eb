"""Print whether a probability means what it says: of the pairs shown with about p, is a share of p one person?

python bench/calibration.py [--seed 2 3] [--size 20000 100000] [--population uk-ru arabic hebrew mixed]

Ten bins, on seeds that nothing was tuned on. A bin of fewer than 100 pairs is shown and not judged; beside each error
stands how far off it would be by chance, for 100 pairs cannot tell 0.03 from nothing. Then, of the pairs that are
accepted without asking: precision, and how many have a common name and neither a date nor a number that agrees, which
must be none. Tuned Splink's probabilities stand beside ours. Exits with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Final

import polars as pl

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from bench import people  # noqa: E402 - run as a script, this file needs its root
from bench.match_vs_splink import DEVELOPED_ON, PACKAGES  # noqa: E402
from bench.matching_figures import Truth  # noqa: E402
from bench.matching_runs import Run, machine, measured  # noqa: E402

BAR: Final = 0.03
BINS: Final = 10
FEWEST: Final = 100
SHOWN_FROM: Final = 0.05
RUN: Final = ("homeward", "splink-tuned")


@dataclass(slots=True)
class Bin:
    """Pairs of about one probability: how many, the sum of what was said, and how many are true."""

    pairs: int = 0
    said: float = 0.0
    true: int = 0

    @property
    def error(self) -> float:
        """What was said on average, less the share that is true."""
        return (self.said - self.true) / max(self.pairs, 1)

    @property
    def standard_error(self) -> float:
        """How far off by chance the error of so many pairs is."""
        share = self.said / max(self.pairs, 1)
        return sqrt(share * (1 - share) / max(self.pairs, 1))


@dataclass(slots=True)
class Tally:
    """What is counted over all lists of one population."""

    bins: dict[str, list[Bin]] = field(default_factory=lambda: {engine: [Bin() for _ in range(BINS)] for engine in RUN})
    accepted: int = 0
    right: int = 0
    common: int = 0
    common_wrong: int = 0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, nargs="+", default=[2, 3])
    arguments.add_argument("--size", type=int, nargs="+", default=[20_000, 100_000])
    arguments.add_argument("--population", choices=people.POPULATIONS, nargs="+", default=list(people.POPULATIONS))
    chosen = arguments.parse_args()
    if DEVELOPED_ON in chosen.seed:
        raise SystemExit("NOT RUN: the program was developed on seed 1; choose another")
    tallies: dict[str, Tally] = defaultdict(Tally)
    for population in chosen.population:
        for size in chosen.size:
            for seed in chosen.seed:
                add(tallies[population], people.Plan(size=size, seed=seed, population=population))
    print("\n".join(heading(chosen.seed, chosen.size)))
    if len(tallies) > 1:
        tallies["all together"] = together(tallies.values())
    is_met = [judged(population, tally) for population, tally in tallies.items()]
    raise SystemExit(int(not all(is_met)))


def add(tally: Tally, plan: people.Plan) -> None:
    """Match the lists of *plan* and count them in."""
    with tempfile.TemporaryDirectory() as name:
        lists, kept = Path(name) / "lists", Path(name) / "kept"
        truth = set(people.write(plan, lists, kept))
        runs = {engine: measured(engine, lists) for engine in RUN}
        rows = pl.concat([pl.read_csv(lists / f"{side}.csv", infer_schema=False) for side in ("left", "right")])
        labels = pl.read_csv(kept / "labels.csv", infer_schema=False)
    for engine, run in runs.items():
        fill(tally.bins[engine], run, truth)
    ours = runs["homeward"].accepted
    unsupported = set(common_without_support(ours, rows, labels))
    tally.accepted += len(ours)
    tally.right += len(ours & truth)
    tally.common += len(unsupported)
    tally.common_wrong += len(unsupported - truth)


def together(tallies: Iterable[Tally]) -> Tally:
    """Return the counts of all populations as one."""
    whole = Tally()
    for tally in tallies:
        whole.accepted, whole.right = whole.accepted + tally.accepted, whole.right + tally.right
        whole.common, whole.common_wrong = whole.common + tally.common, whole.common_wrong + tally.common_wrong
        for engine in RUN:
            for own, part in zip(whole.bins[engine], tally.bins[engine], strict=True):
                own.pairs, own.said, own.true = own.pairs + part.pairs, own.said + part.said, own.true + part.true
    return whole


def fill(bins: list[Bin], run: Run, truth: Truth) -> None:
    for left, right, said in run.found:
        if said >= SHOWN_FROM:
            own = bins[min(int(said * BINS), BINS - 1)]
            own.pairs, own.said, own.true = own.pairs + 1, own.said + said, own.true + ((left, right) in truth)


def common_without_support(
    accepted: Iterable[tuple[str, str]], rows: pl.DataFrame, labels: pl.DataFrame
) -> Iterable[tuple[str, str]]:
    """
    Yield the accepted pairs of a name that somebody else on the lists bears too, where no date and no number agrees.

    The name is surname, given name and, where both rows state one, the father. Dates agree when the year does, or day
    and month, or when they hold the same digits in another order.
    """
    names = {row[0]: row[1:4] for row in labels.select("row_id", "true_surname", "true_given", "true_father").rows()}
    persons = labels.unique("person").select("true_surname", "true_given", "true_father").rows()
    bearers = Counter(each[:2] for each in persons), Counter(persons)
    cells = {row[0]: row[1:] for row in rows.select("row_id", "birth_date", "service_number", "father_name").rows()}
    for left, right in accepted:
        one, other = cells[left], cells[right]
        has_father = one[2] is not None and other[2] is not None
        is_common = any(
            (bearers[1][name] if has_father else bearers[0][name[:2]]) > 1 for name in (names[left], names[right])
        )
        has_number = one[1] is not None and one[1] == other[1]
        if is_common and not has_number and not dates_agree(one[0], other[0]):
            yield left, right


def dates_agree(one: str | None, other: str | None) -> bool:
    """Return whether two dates as written say much of the same."""
    if one is None or other is None:
        return False
    return one[:4] == other[:4] or (len(one) == 10 and (one[4:] == other[4:] or sorted(one) == sorted(other)))


def judged(population: str, tally: Tally) -> bool:
    """Print the table of one population; return whether every bar is met."""
    print(f"\n### {population}\n")
    print("| said | pairs | mean said | share true | error | by chance | splink-tuned: pairs | its error | bar |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    worst, enough = 0.0, 0
    for at, (own, peer) in enumerate(zip(*(tally.bins[engine] for engine in RUN), strict=True)):
        is_judged = own.pairs >= FEWEST
        worst, enough = (max(worst, abs(own.error)), enough + 1) if is_judged else (worst, enough)
        bar = "too few" if not is_judged else "met" if abs(own.error) < BAR else "MISSED"
        said, true = own.said / max(own.pairs, 1), own.true / max(own.pairs, 1)
        print(f"| {max(at / BINS, SHOWN_FROM):g} to {(at + 1) / BINS:g} | {own.pairs} | {said:.3f} | {true:.3f} | "
              f"{own.error:+.3f} | {own.standard_error:.3f} | {peer.pairs} | {peer.error:+.3f} | {bar} |")  # fmt: skip
    state = "met" if worst < BAR else "MISSED"
    print(f"\n- largest error of the {enough} bins that have enough pairs {worst:.3f}; bar < {BAR:g}: {state}")
    print(f"- accepted without asking: {tally.accepted:,}, precision {tally.right / max(tally.accepted, 1):.4f}")
    print(f"- of these with a common name and neither a date nor a number in common: {tally.common} "
          f"({tally.common_wrong} wrong); bar 0: {'met' if not tally.common else 'MISSED'}")  # fmt: skip
    return worst < BAR and not tally.common


def heading(seeds: Iterable[int], sizes: Iterable[int]) -> list[str]:
    numbers, rows = (" ".join(map(str, each)) for each in (seeds, sizes))
    command = f"`python bench/calibration.py --seed {numbers} --size {rows}`"
    return ["## Calibration", "", f"{command}: pairs shown, from {SHOWN_FROM:g} on.", machine(*PACKAGES)]


if __name__ == "__main__":
    main()
