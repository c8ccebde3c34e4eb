"""The corpus of reconciliation: in each case exactly the expected is found, and in the near misses nothing is."""

from pathlib import Path

import pytest

from tests.unit.reconcile.cases import CORPUS, case_of, lines

FILES = sorted(CORPUS.glob("*/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exactly_the_expected_is_found(path: Path) -> None:
    """Each case has its verdicts, by rule, result and claims, and no other."""
    case = case_of(path)

    assert lines(case) == sorted(case.expect)


def test_the_corpus_covers_every_rule() -> None:
    """There is a case for each rule, in either part, and enough of both."""
    rules = {line.split()[0] for path in FILES for line in case_of(path).expect}

    assert rules == {f"R{n}" for n in range(1, 10)}
    assert {path.parent.name for path in FILES} == {"held", "tuned"}
