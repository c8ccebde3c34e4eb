"""How long the check of an agreement takes, from its file to the last finding: agreements of growing length.

    python bench/terms_check.py [--clauses 200] [--runs 5]

The agreements are made up and sound: parties, categories, promises in every direction, parts, ratios, tranches, steps
and sequences, one provision to a clause. ``--clauses`` is the length that must take under a second. Every length is
also checked with the totals made too small, which must be found.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from homeward.terms import read_terms

LIMIT_SECONDS = 1.0
STATUSES = (["pow"], ["retained"], ["civilian"])
HEALTHS = (["good"], ["recovered"], ["convalescent"], ["sick"], ["slightly_wounded"], ["not_wounded"])
PARTIES = ("east", "north", "south", "west")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--clauses", type=int, default=200)
    asked.add_argument("--runs", type=int, default=5)
    given = asked.parse_args()
    for clauses in sorted({10, 50, given.clauses, 5 * given.clauses}):
        text = agreement(clauses)
        seconds = min(timed(text) for _ in range(given.runs))
        findings = codes(text)
        broken = codes(text.replace("count = 4000", "count = 7"))
        assert findings == [], findings[:5]
        assert broken, "the changed number was not found"
        print(f"{clauses:>6,} clauses, {len(text):>9,} bytes: {seconds * 1000:>8,.1f} ms, changed: {broken}")
        if clauses == given.clauses:
            assert seconds < LIMIT_SECONDS, f"{clauses} clauses took {seconds:.2f} s"


def timed(text: str) -> float:
    start = time.perf_counter()
    codes(text)
    return time.perf_counter() - start


def codes(text: str) -> list[str]:
    _, findings = read_terms(text.encode(), source="bench", parties=())
    return [one.code for one in findings]


def agreement(clauses: int) -> str:
    """Return a sound agreement of so many clauses."""
    parts = [head(), *(clause(number, text) for number, text in enumerate(provisions(clauses), start=3))]
    return "\n".join(parts)


def head() -> str:
    parties = "".join(f'[[party]]\nid = "{one}"\nname = "{one.title()}"\n\n' for one in PARTIES)
    return (
        'format = 2\ntitle = "Made up"\nagreed_on = 2026-03-01\nsource = "made up"\n\n'
        f'{parties}[[party]]\nid = "delegation"\ncapacity = "neutral"\n\n'
        + clause(
            1,
            '[clause.reserve]\npersons = 5\n\n[clause.residual]\nsays = "free at once"\n\n[clause.non_stop]\n\n'
            '[[clause.gate]]\nkind = "wish"\nvalid_days = 10\nheard_by = "delegation"\n\n'
            '[[clause.disclosure]]\nid = "counts"\nmatter = "counts"\npublic = false\n\n'
            '[[clause.step]]\nid = "lists"\nactors = ["each"]\ndeed = "submit_list"\n'
            'due = "2 days after signature"\nsilence = "dispute"\n',
        )
        + clause(2, "".join(category(number) for number in range(len(STATUSES) * len(HEALTHS))))
    )


def category(number: int) -> str:
    status, health = STATUSES[number % len(STATUSES)], HEALTHS[number // len(STATUSES)]
    return (
        f'[[clause.category]]\nid = "c{number}"\nname = "category {number}"\n'
        f'statuses = {status}\nhealths = {health}\nas_of = "on signature"\n\n'
    ).replace("'", '"')


def clause(number: int, text: str) -> str:
    return f'[[clause]]\nid = "{number}"\nsays = "Clause {number}."\n\n{text}\n'


def provisions(clauses: int) -> Iterator[str]:
    """Yield the text of every further clause: wholes, then parts, windows, steps and orders in turn."""
    for left, right in (("north", "south"), ("south", "north"), ("east", "west"), ("west", "east")):
        yield promise(f"{left}-all", (left, right), "eq", 4000)
    for number in range(clauses - 6):
        left, right = PARTIES[number % 4], PARTIES[(number + 1) % 4]
        match number % 4:
            case 0:
                yield window(number)
            case 1:
                yield f'[[clause.sequence]]\nid = "order{number}"\norder = ["lists", "t{number - 1}"]\n'
            case 2:
                kind = number // 4 % (len(STATUSES) * len(HEALTHS))
                yield promise(f"p{number}", (left, right), "at_least", 1, f'category = "c{kind}"\n')
            case _:
                yield (
                    f'[[clause.step]]\nid = "s{number}"\nactors = ["{left}"]\ndeed = "report"\n'
                    f'due = "{5 + number // 4 % 4} days after t{number - 3}"\nsilence = "nothing"\n'
                )


def promise(name: str, ends: tuple[str, str], op: str, count: int, more: str = "") -> str:
    holder, receiver = ends
    return (
        f'[[clause.commitment]]\nid = "{name}"\nholder = "{holder}"\nreceiver = "{receiver}"\n'
        f'op = "{op}"\ncount = {count}\n{more}due = 2029-12-31\n'
    )


def window(number: int) -> str:
    """Return a tranche that counts people of many categories in both directions, and leaves the rest of it open."""
    day = f"2026-{4 + number // 112 % 9:02d}-{1 + number // 4 % 28:02d}"
    counts = "".join(
        f'    {{ holder = "{left}", receiver = "{right}", category = "c{kind}", op = "at_least", count = 1 }},\n'
        for left, right in (("north", "south"), ("south", "north"))
        for kind in range(len(STATUSES) * len(HEALTHS))
    )
    return f'[[clause.tranche]]\nid = "t{number}"\non = {day}\ncounts = [\n{counts}]\n'


if __name__ == "__main__":
    main()
