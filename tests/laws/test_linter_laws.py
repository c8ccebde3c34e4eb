"""Laws of the linter: order of clauses, names of parties and unrelated clauses change nothing; no input breaks it."""

import itertools
import random
import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.canonical import decode, encode
from homeward.model.findings import Finding, Severity
from homeward.model.ids import CategoryId, ClauseId
from homeward.model.people import Health, Status
from homeward.model.terms import Category
from homeward.terms import terms_from_record, terms_record
from homeward.terms.counts import are_apart, best_apart
from tests.unit.terms.linted import BASES, Change, base_text, changes, lint

CHANGES = [*changes("mutations.toml"), *changes("sound.toml")]
SECOND = [one for one in CHANGES if one.base != "first"]

UNRELATED = {
    "a duty": '[[clause.duty]]\nid = "more-duty"\nmust = "carry the papers"\n',
    "an event": '[[clause.event]]\nid = "more-event"\nname = "the thaw"\n',
    "a step": '[[clause.step]]\nid = "more-step"\nactors = ["each"]\ndeed = "meet"\n'
    'due = "20 days after signature"\nsilence = "nothing"\n',
    "friends": '[[clause.group]]\nid = "more-group"\nkind = "named"\n',
    "a text": '[[clause.text]]\nlanguage = "de"\nsays = "Die Papiere werden getragen."\n',
}
"""Clauses that say nothing of what the others say."""

Told = tuple[str, str | None, tuple[str, ...]]


def told(findings: tuple[Finding, ...], names: dict[str, str] | None = None) -> list[Told]:
    """Return what findings say, with names replaced; lists inside what was seen are in no order."""
    return sorted(
        (
            one.code,
            renamed(one.where.field or "", names or {}),
            tuple(sorted(re.findall(r"[^\s,;:]+", renamed(one.seen or "", names or {})))),
        )
        for one in findings
    )


def renamed(text: str, names: dict[str, str]) -> str:
    """Return *text* with every name replaced at once."""
    return re.sub("|".join(rf"\b{one}\b" for one in names) or "(?!)", lambda found: names[found[0]], text)


def reordered(text: str, key: random.Random) -> str:
    """Return an agreement with its clauses, and what it says before them, each in another order."""
    head, *clauses = re.split(r"(?m)^(?=\[\[clause\]\])", text)
    top, *parties = re.split(r"(?m)^(?=\[\[party\]\])", head)
    key.shuffle(clauses)
    key.shuffle(parties)
    return "\n".join([top, *parties, *clauses])


@given(st.sampled_from(SECOND), st.randoms(use_true_random=False))
def test_the_order_of_clauses_changes_nothing(change: Change, key: random.Random) -> None:
    """The same clauses in another order give the same findings, apart from their lines."""
    _, findings = lint(change.text)
    _, again = lint(reordered(change.text, key))

    assert told(again) == told(findings)


@pytest.mark.parametrize("pair", [("north", "south"), ("east", "west"), ("north", "delegation")])
@pytest.mark.parametrize("change", SECOND, ids=str)
def test_swapping_the_parties_swaps_the_findings(change: Change, pair: tuple[str, str]) -> None:
    """With two ids swapped everywhere the findings are the same, with these ids swapped."""
    names = {pair[0]: pair[1], pair[1]: pair[0]}

    _, findings = lint(change.text)
    _, mirrored = lint(renamed(change.text, names))

    assert told(mirrored) == told(findings, names)


@given(st.sampled_from(SECOND), st.sampled_from(sorted(UNRELATED)))
def test_an_unrelated_clause_adds_no_finding(change: Change, more: str) -> None:
    """A sound clause that speaks of something else changes no finding."""
    _, findings = lint(change.text)
    _, again = lint(f'{change.text}\n[[clause]]\nid = "more"\nsays = "More."\n\n{UNRELATED[more]}')

    assert told(again) == told(findings)


KINDS = [
    Category(
        id=CategoryId(f"c{number}"),
        name="made up",
        clause=ClauseId("1"),
        statuses=frozenset(statuses),
        healths=frozenset(healths),
    )
    for number, (statuses, healths) in enumerate(
        itertools.product(([], [Status.POW], [Status.CIVILIAN, Status.POW]), ([], [Health.SICK], [Health.GOOD]))
    )
]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9)), max_size=7))
def test_the_best_sum_is_the_best(lows: list[tuple[Category, int]]) -> None:
    """What categories promise together is the greatest sum over any of them that share nobody, tried one by one."""
    sums = [
        sum(low for _, low in some)
        for size in range(len(lows) + 1)
        for some in itertools.combinations(lows, size)
        if all(are_apart(one, other) for (one, _), (other, _) in itertools.combinations(some, 2))
    ]

    assert best_apart(lows) == max(sums)


TOKENS = re.compile(r'"[^"\n]*"|[A-Za-z_]+|\d+(?:-\d\d-\d\d)?|\s+|.')
STRANGE = ["", "0", "9999999", "10000000", '"each"', "[]", "{}", "1", "true", "9999-12-31", "0001-01-01", "[[clause]]"]


def damaged(text: str, key: random.Random) -> str:
    """Return an agreement with one to three things cut out, doubled, moved or exchanged for others of the same file."""
    lines = text.split("\n")
    for _ in range(key.randint(1, 3)):
        at, other = key.randrange(len(lines)), key.randrange(len(lines))
        match key.randrange(8):
            case 0:
                del lines[at : at + key.choice([1, 1, 2, 5])]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at:at] = lines[other : other + key.randint(2, 12)]
            case choice:
                near = TOKENS.findall(" ".join(lines[other : other + 9]))
                lines[at] = exchanged(lines[at], [*near, *STRANGE], key, alike=choice > 3)
        lines = lines or [""]
    return "\n".join(lines)


def exchanged(line: str, others: list[str], key: random.Random, *, alike: bool) -> str:
    """Return *line* with one thing in it exchanged for one of *others*; *alike*: a text for a text, and so on."""
    parts = [*TOKENS.findall(line), ""]
    values = [index for index, one in enumerate(parts) if one[:1] == '"' or one[:1].isdigit()]
    at = key.choice(values) if alike and values else key.randrange(len(parts))
    fitting = [one for one in others if kind_of(one) == kind_of(parts[at])]
    parts[at] = key.choice((fitting if alike else others) or others)
    return "".join(parts)


def kind_of(token: str) -> str:
    """Return a letter for the kind of a token: a text, a date, a number, a word, or anything else."""
    if token[:1] == '"':
        return "t"
    return "d" if "-" in token[1:] else "n" if token.isdigit() else "w" if token.isalpha() else "o"


def fuzz(seed: int, times: int) -> int:
    """
    Check *times* damaged agreements and return how many of them were terms. The text that breaks a law is shown.

    Laws: without terms there is an error, every finding has a place, and terms without an error have a record.
    """
    key, texts = random.Random(seed), [base_text(name) for name in BASES]
    read = 0
    for _ in range(times):
        text = damaged(key.choice(texts), key)
        terms, findings = lint(text)
        assert terms is not None or any(one.severity is Severity.ERROR for one in findings), text
        assert all(one.where.field or one.where.line or one.code in WHOLE for one in findings), text
        if terms is not None and not any(one.severity is Severity.ERROR for one in findings):
            assert terms_from_record(decode(encode(terms_record(terms)))) == terms, text
        read += terms is not None
    return read


WHOLE = {"TERMS-1", "TERMS-2", "TERMS-3"}
"""Findings about the file as a whole."""

CHUNK = 100_000


@pytest.mark.parametrize("seed", range(4))
def test_damaged_agreements_are_answered(seed: int) -> None:
    """No damaged agreement breaks the linter: it gives terms, or an error that says why not."""
    assert fuzz(seed, 250) > 0


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(10))
def test_a_million_damaged_agreements_are_answered(
    chunk: int, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """A million damaged agreements, in ten parts, each from a seed that is printed, break nothing."""
    base = int(request.config.getoption("--hypothesis-seed") or 0)
    seed, start = base * 10 + chunk, time.perf_counter()
    with capsys.disabled():
        sys.stdout.write(f"\nfuzz of agreements, seed {seed}: ")

    read = fuzz(seed, CHUNK)

    rate = CHUNK / (time.perf_counter() - start)
    with capsys.disabled():
        sys.stdout.write(f"{CHUNK:,} inputs, {read:,} of them terms, {rate:,.0f} a second\n")
    assert read > CHUNK // 100
