"""Hostile files of happenings: whatever is in them, they are answered with findings or can be played to the end."""

from __future__ import annotations

import os
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.terms import Terms
from homeward.terms.simulation import play_record, read_happenings, simulate
from homeward.terms.simulation.words import apart_words, sections, step_words, timeline_words
from tests.unit.terms.simulation.playing import FIRST, TOTAL, handover, happening, terms_of
from tests.unit.terms.simulation.test_reading import EVERYTHING

PIECES = (
    "[[happening]]",
    "on = 2026-03-10",
    "on = 0001-01-01",
    "on = 9999-12-31",
    "on = 2026-03-10T10:00:00",
    "of = 2026-03-10",
    "to = 9999-12-31",
    'what = "handover"',
    'what = "universe"',
    'what = "corrected"',
    'what = "explained"',
    'what = "extended"',
    'what = "suspended"',
    'what = "resumed"',
    'what = "step"',
    'what = "ends"',
    'what = "occurs"',
    'what = "gesture"',
    'what = "aborted"',
    'what = ""',
    "counts = { ill = 3 }",
    'counts = { "ill & ill" = 3 }',
    'counts = { "" = 3 }',
    'counts = { "&" = 3 }',
    "counts = []",
    "counts = { ill = { ill = 3 } }",
    'counts = { ill = "at least 99999999" }',
    f'counts = {{ "{TOTAL}" = 10_000_000, "{FIRST}" = 9 }}',
    "counts.ill = 99999999999999999999",
    "listed = { ill = 9 }",
    "reasons = { ill = { unfit = 2, declined = 1 } }",
    "reasons = { ill = 3 }",
    "ranks = { ill = { captain = 1, private = 2 } }",
    "ranks = { ill = { } }",
    'tranche = "first"',
    'tranche = "ill"',
    'commitment = "total"',
    'commitments = ["total", "ill"]',
    'commitments = ["nothing"]',
    'event = "truce"',
    'event = "in_force"',
    'step = "lists"',
    'by = ["each"]',
    'by = ["south", "south"]',
    'into = "delegate"',
    'out_of = "delegate"',
    'holder = "north"',
    'receiver = "south"',
    "count = 7",
    'unit = "remains"',
    'reason = "dead"',
    'says = "\\u202e"',
    "= ",
    '"',
    "\x00",
)
HEAD = 'format = 1\nagreement = "bridge"\nsource = "made up for tests"\n'
WHOLE = HEAD + "".join(
    (
        happening("2026-03-02", "universe", 'counts = { ill = "at least 7" }'),
        happening("2026-03-02", "occurs", 'event = "truce"'),
        happening("2026-03-03", "step", 'step = "lists"'),
        handover("2026-03-10", 'tranche = "first"', "listed = { ill = 4 }", "reasons = { ill = { unfit = 1 } }", ill=2),
        happening("2026-03-11", "suspended"),
        happening("2026-03-12", "resumed"),
        happening("2026-03-12", "corrected", "of = 2026-03-10", "counts = { ill = 1 }"),
        happening("2026-03-13", "explained", "counts = { ill = 1 }", 'reason = "withheld"'),
    )
)
TERMS = terms_of(EVERYTHING)

DAYS = tuple(one for one in PIECES if one.startswith("on = "))
KINDS = tuple(one for one in PIECES if one.startswith("what = "))
KEYS = tuple(one for one in PIECES if " = " in one and not one.startswith(("on", "what", "=")))


def table(chance: random.Random) -> str:
    """Write one happening of known lines, each key once; now and then a line that no file may hold."""
    keys = {one.partition(" = ")[0].partition(".")[0]: one for one in chance.choices(KEYS, k=chance.randint(0, 4))}
    broken = [chance.choice(PIECES)] if chance.random() < 0.03 else []
    day = DAYS[0] if chance.random() < 0.9 else chance.choice(DAYS)
    return "\n".join(("[[happening]]", day, chance.choice(KINDS), *keys.values(), *broken, ""))


def file_of(chance: random.Random) -> str:
    """Write a file of a few such happenings, among them some that are sound."""
    sound = [f"[[happening]]{one}" for one in WHOLE.removeprefix(HEAD).split("[[happening]]")[1:]]
    some = [table(chance) if chance.random() < 0.4 else chance.choice(sound) for _ in range(chance.randint(1, 6))]
    return HEAD + "\n".join(some)


def answered(data: bytes, terms: Terms) -> bool:
    """Tell whether the file is answered: played to the end and told, or refused with a finding that says why."""
    happenings, findings = read_happenings(data, source="events.toml", terms=terms)
    if happenings is None:
        return bool(findings)
    played = simulate(terms, happenings, until=date(2026, 12, 31))
    for words in (apart_words, step_words, timeline_words, sections):
        words(played)
    return isinstance(play_record(played), dict)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    """A file of anything is answered."""
    assert answered(data, TERMS)


@given(st.integers(0, 2**32))
def test_any_lines_are_answered(seed: int) -> None:
    """Lines that are each known, put together in any way, are answered."""
    assert answered(file_of(random.Random(seed)).encode(), TERMS)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 40), st.sampled_from(PIECES))
def test_a_damaged_file_is_answered(at: int, length: int, piece: str) -> None:
    """A file that was sound, with a stretch of it replaced, is answered."""
    assert answered((WHOLE[:at] + piece + WHOLE[at + length :]).encode(), TERMS)


@pytest.mark.soak
def test_very_many_hostile_files_are_answered() -> None:
    """Two hundred thousand files made of known lines in any order are all answered."""
    chance = random.Random(os.environ.get("SEED", "soak"))

    for _ in range(200_000):
        text = file_of(chance)
        assert answered(text.encode(), TERMS), text
