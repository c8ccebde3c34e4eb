"""How well reconciliation finds what a careful reader finds: precision and recall over files of claims/1.

    python bench/reconcile.py --gold DIR --docs DIR --expected FILE [--claims DIR] [--show]

``--gold`` holds annotated claims, one JSON a document; ``--docs`` the documents (date and text) under the same names.
``--claims`` holds claims read by a program instead: each is laid beside the annotated claim whose number and place it
shares, so that both are scored with one list. ``--expected`` is that list: which documents are of one exchange, and
which findings a reader expects. A finding has ``groups`` of claim ids: a verdict is right when it has that rule and
result, one claim of each group at least, and none of another. ``optional`` findings are right and not asked for.

Precision counts every verdict but those that ask a person (their number is printed), recall every finding asked for.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from homeward.model.claims import Result, Verdict
from homeward.reconcile import reconcile
from homeward.statements import ClaimsFile, read_claims_files

DRAWS, SEED = 2_000, 20_250_523
DAYS_OF_ONE_EXCHANGE = 2
"""Days between two documents of one exchange, where nobody says which belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One exchange: verdicts that are right, all verdicts, findings met, findings asked for, verdicts for a person."""

    name: str
    right: int
    told: int
    met: int
    asked: int
    reviews: int
    lines: tuple[str, ...]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--gold", type=Path, required=True)
    asked.add_argument("--docs", type=Path, required=True)
    asked.add_argument("--expected", type=Path)
    asked.add_argument("--claims", type=Path)
    asked.add_argument("--show", action="store_true", help="print every verdict")
    given = asked.parse_args()
    texts = {path.stem: load(path) for path in sorted(given.docs.glob("*.json"))}
    gold = {path.stem: load(path) for path in sorted(given.gold.glob("*.json")) if path.stem in texts}
    claims = gold if given.claims is None else read_dir(given.claims, texts)
    expected = load(given.expected) if given.expected else {"expected": []}
    exchanges = expected.get("exchanges") or by_window(gold, texts)
    scored = []
    for name, documents in exchanges.items():
        verdicts = verdicts_of({one: claims[one] for one in documents if one in claims}, texts)
        names = {one: aligned(one, claims.get(one, {}), gold.get(one, {})) for one in documents}
        scored.append(score(name, documents, verdicts, expected["expected"], names))
    for one in scored:
        for line in one.lines if given.show else [line for line in one.lines if not line.startswith("  right")]:
            print(f"{one.name}: {line}")
    report(scored)


def load(path: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads(path.read_text(encoding="utf-8"))


def read_dir(folder: Path, texts: Mapping[str, Any]) -> dict[str, Any]:
    found = {path.name.partition(".")[0]: load(path) for path in sorted(folder.glob("*.json"))}
    return {name: one for name, one in found.items() if name in texts}


def verdicts_of(claims: Mapping[str, Any], texts: Mapping[str, Any]) -> tuple[Verdict, ...]:
    files = [
        ClaimsFile(
            name=name,
            source=name,
            data=json.dumps({**one, "said_on": texts[name]["date"], "text": texts[name]["text"]}).encode(),
        )
        for name, one in claims.items()
    ]
    read, findings = read_claims_files(files)
    for one in findings:
        print("not read:", one.where.source, one.code, one.where.field, one.seen)
    return reconcile(read, (), None, as_of=date.max)


def by_window(gold: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, list[str]]:
    """Put documents together that share a code of somebody and are at most two days apart."""
    found: list[tuple[date, set[str], list[str]]] = []
    for name in sorted(gold, key=lambda one: texts[one]["date"]):
        on = date.fromisoformat(texts[name]["date"])
        codes = {code for row in gold[name]["claims"] for code in [row["speaker"]["party"]]} - {"NEWS", "BOTH", "ANON"}
        codes |= {code for row in gold[name]["claims"] if row["direction"] for code in row["direction"].split(">")}
        codes -= {"both"}
        near = [one for one in found if on - one[0] <= timedelta(days=DAYS_OF_ONE_EXCHANGE) and one[1] & codes]
        if near:
            near[0][1].update(codes)
            near[0][2].append(name)
            found[found.index(near[0])] = (on, near[0][1], near[0][2])
        else:
            found.append((on, codes, [name]))
    return {names[0]: names for _, _, names in found}


def aligned(name: str, claims: Any, gold: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    """Return for each claim the annotated claim it is: the same number where the quotes overlap, each used once."""
    rows, left = gold.get("claims", []), {row["id"] for row in gold.get("claims", [])}
    found = {}
    for one in claims.get("claims", []):
        same = [row for row in rows if row["id"] in left and ends(row) == ends(one) and overlap(row, one) > 0]
        if same:
            best = max(same, key=lambda row: overlap(row, one))
            left.discard(best["id"])
            found[f"{name}-{one['id']}"] = f"{name}-{best['id']}"
    return found


def ends(row: Mapping[str, Any]) -> tuple[int, int] | None:
    count = row["count"]
    return None if count is None else (count["lo"], count["hi"])


def overlap(left: Mapping[str, Any], right: Mapping[str, Any]) -> int:
    return int(min(left["span"][1], right["span"][1]) - max(left["span"][0], right["span"][0]))


def score(
    name: str,
    documents: Sequence[str],
    verdicts: Sequence[Verdict],
    expected: Sequence[Mapping[str, Any]],
    names: Mapping[str, Mapping[str, str]],
) -> Scored:
    to_gold = {one: other for pairs in names.values() for one, other in pairs.items()}
    here = [one for one in expected if all(claim[:3] in documents for group in one["groups"] for claim in group)]
    met: set[int] = set()
    lines, right, told, reviews = [], 0, 0, 0
    for verdict in verdicts:
        claims = {to_gold.get(one, f"?{one}") for one in verdict.claims}
        shown = (
            f"{verdict.rule} {verdict.result.value} {' '.join(sorted(claims))}: {verdict.arithmetic or verdict.says}"
        )
        if verdict.result is Result.NEEDS_REVIEW:
            reviews += 1
            lines.append(f"  review {shown} [{verdict.weakest}]")
            continue
        told += 1
        hits = [n for n, one in enumerate(here) if is_met(verdict, claims, one)]
        met.update(hits)
        right += bool(hits)
        lines.append(f"  {'right ' if hits else 'EXTRA '} {shown}")
    asked = [n for n, one in enumerate(here) if not one.get("optional")]
    lines += [f"  MISSED {here[n]['rule']} {here[n]['result']}: {here[n]['why']}" for n in asked if n not in met]
    return Scored(
        name=name,
        right=right,
        told=told,
        met=len(met & set(asked)),
        asked=len(asked),
        reviews=reviews,
        lines=tuple(lines),
    )


def is_met(verdict: Verdict, claims: set[str], one: Mapping[str, Any]) -> bool:
    groups = [set(group) for group in one["groups"]]
    is_same = (verdict.rule, verdict.result.value) == (one["rule"], one["result"])
    return is_same and all(claims & group for group in groups) and claims <= set().union(*groups)


def report(scored: Sequence[Scored]) -> None:
    draw = random.Random(SEED)
    samples = [draw.choices(scored, k=len(scored)) for _ in range(DRAWS)]
    for label, top, bottom in (
        ("precision", lambda one: one.right, lambda one: one.told),
        ("recall", lambda one: one.met, lambda one: one.asked),
    ):
        low, high = interval(samples, top, bottom)
        share = ratio(scored, top, bottom)
        parts = f"{sum(map(top, scored))} of {sum(map(bottom, scored))}"
        print(f"{label:10} {share:.3f}  ({parts}; 95 % by exchange: {low:.3f} to {high:.3f})")
    print(f"{sum(one.reviews for one in scored)} verdicts ask a person")


Number = Callable[[Scored], int]


def ratio(scored: Sequence[Scored], top: Number, bottom: Number) -> float:
    whole = sum(map(bottom, scored))
    return sum(map(top, scored)) / whole if whole else 1.0


def interval(samples: Sequence[Sequence[Scored]], top: Number, bottom: Number) -> tuple[float, float]:
    found = sorted(ratio(one, top, bottom) for one in samples)
    return found[len(found) * 25 // 1_000], found[len(found) * 975 // 1_000]


if __name__ == "__main__":
    main()
