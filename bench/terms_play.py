"""How long an agreement with very many happenings takes: read, played, and told.

    python bench/terms_play.py [--happenings 10000] [--seed 3]

Made-up terms: forty tranches each way, a daily number, ratios, steps and a truce. The happenings are drawn from a
printed seed: handovers with lists and reasons, steps, gestures, suspensions, corrections of days long past.
"""

from __future__ import annotations

import argparse
import platform
import random
import time
from datetime import date, timedelta

from homeward.model.ids import PartyId
from homeward.terms import read_terms
from homeward.terms.simulation import play_record, read_happenings, simulate

START = date(2026, 1, 1)
TRANCHES = 40


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--happenings", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=3)
    asked.add_argument("--days", type=int, default=1_000)
    given = asked.parse_args()
    text = terms_text()
    terms, _ = read_terms(text.encode(), source="terms.toml", parties=[PartyId("north"), PartyId("south")])
    assert terms is not None
    data = happenings_text(random.Random(given.seed), given.happenings, given.days).encode()

    begun = time.process_time()
    happenings, findings = read_happenings(data, source="events.toml", terms=terms)
    read = time.process_time()
    assert happenings is not None, findings[:5]
    played = simulate(terms, happenings, until=START + timedelta(days=given.days + 60))
    ended = time.process_time()
    play_record(played)
    told = time.process_time()

    print(
        f"{len(happenings):,} happenings, {given.days:,} days, {len(terms.commitments)} commitments, seed {given.seed}"
    )
    print(f"{len(data):,} bytes, {len(played.timeline):,} entries of the timeline")
    for what, seconds in (("read", read - begun), ("played", ended - read), ("written as JSON", told - ended)):
        print(f"{what}: {seconds:.2f} s of CPU")
    print(f"Python {platform.python_version()}, {platform.machine()}, one core")


def terms_text() -> str:
    parts = ['format = 2\ntitle = "bench"\nagreed_on = 2026-01-01\nsource = "made up"\n']
    parts += [f'[[party]]\nid = "{one}"\n' for one in ("north", "south")]
    parts.append('[[clause]]\nid = "1"\nsays = "made up"\n')
    parts.append('[[clause.event]]\nid = "truce"\nname = "truce"\non = 2026-01-02\n')
    parts.append('[[clause.coupling]]\nid = "c"\nevent = "truce"\neffect = "suspends"\n')
    parts.append('[[clause.commitment]]\nid = "total"\nholder = "each"\nreceiver = "each"\nop = "eq"\ncount = 400000\n')
    parts.append(
        '[[clause.commitment]]\nid = "daily"\nholder = "each"\nreceiver = "each"\nop = "eq"\nper_day = 20\n'
        "days = 900\nnot_before = 2026-01-05\n"
    )
    parts.append('[[clause.commitment]]\nid = "paid"\nholder = "north"\nreceiver = "south"\nop = "by_ratio"\n')
    parts.append(
        '[[clause.ratio]]\nid = "r"\nof = "daily.south>north"\nto = "paid"\nper = 3\ngive = 2\nrounding = "down"\n'
    )
    for at in range(TRANCHES):
        on = START + timedelta(days=20 * (at + 1))
        counts = ", ".join(f'{{ holder = "{a}", receiver = "{b}", op = "eq", count = 900 }}' for a, b in WAYS)
        parts.append(f'[[clause.tranche]]\nid = "t{at}"\non = {on}\ncounts = [{counts}]\n')
        parts.append(
            f'[[clause.step]]\nid = "s{at}"\nactors = ["each"]\ndeed = "submit_list"\ndue = "48 hours before t{at}"\n'
        )
    return "\n".join(parts)


WAYS = (("north", "south"), ("south", "north"))


def happenings_text(chance: random.Random, number: int, days: int) -> str:
    parts = ['format = 1\nagreement = "bench"\nsource = "made up"\n']
    counted: list[tuple[date, str]] = []
    for at in range(number):
        on = START + timedelta(days=1 + at * days // number)
        parts.append(f"[[happening]]\non = {on}\n{one_happening(chance, on, counted)}")
    return "\n".join(parts)


def one_happening(chance: random.Random, on: date, counted: list[tuple[date, str]]) -> str:
    kind = chance.random()
    if kind < 0.08:
        return f'what = "step"\nstep = "s{chance.randrange(TRANCHES)}"\nby = ["{chance.choice(("north", "south"))}"]\n'
    if kind < 0.10:
        return 'what = "gesture"\nholder = "north"\nreceiver = "south"\ncount = 3\n'
    if kind < 0.12 and len(counted) > 1:
        of, name = chance.choice(counted)
        return f'what = "corrected"\nof = {of}\ncounts = {{ "{name}" = 4 }}\n'
    if kind < 0.14:
        return f'what = "extended"\ntranche = "t{chance.randrange(TRANCHES)}"\nto = {on + timedelta(days=9)}\n'
    a, b = chance.choice(WAYS)
    name = chance.choice((f"daily.{a}>{b}", f"t{chance.randrange(TRANCHES)}.{a}.{b}.everybody"))
    counted.append((on, name))
    rest = f'listed = {{ "{name}" = 12 }}\nreasons = {{ "{name}" = {{ unfit = 2 }} }}\n'
    return f'what = "handover"\ncounts = {{ "{name}" = 9 }}\n{rest}'


if __name__ == "__main__":
    main()
