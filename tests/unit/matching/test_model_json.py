"""A model as data: written, read again, and used."""

import json
from typing import Any

import pytest

from homeward.matching import keyed, match_entries, match_keyed, model_bytes, model_of, records
from homeward.model.findings import Refusal
from tests.unit.matching.cast import entry, strangers

LEFT = [entry("one", "Гнатенко", "Олександр", "Степанович", "1985-04-12", "Суми"), *strangers("s")]
RIGHT = [entry("other", "Gnatenko", "Aleksandr", None, "1985", "Sumy"), *strangers("t", first=6)]


@pytest.fixture(scope="module")
def written() -> bytes:
    """Return the model estimated on two short lists, as it is written."""
    return model_bytes(match_keyed(keyed(records(LEFT)), keyed(records(RIGHT))).model)


def test_a_model_reads_back_as_it_was_written(written: bytes) -> None:
    """Every number comes back exactly: writing what was read gives the same bytes."""
    assert model_bytes(model_of(written)) == written


def test_the_same_two_lists_score_the_same_with_their_model(written: bytes) -> None:
    """Given the model that was estimated on them, two lists have the same pairs, probabilities and evidence."""
    assert match_entries(LEFT, RIGHT, model=model_of(written)) == match_entries(LEFT, RIGHT)


def test_with_a_model_somebody_unrelated_moves_no_accepted_pair(written: bytes) -> None:
    """One more person on a list, who is nobody's relative or namesake: every accepted pair stays, with its evidence."""
    more = [*LEFT, entry("new", "Zzyzx", "Quirin", None, "1931-11-30")]

    before, after = (match_entries(left, RIGHT, model=model_of(written)) for left in (LEFT, more))

    assert [one for one in after if one.is_accepted] == [one for one in before if one.is_accepted]


def test_a_model_names_no_value_that_few_have(written: bytes) -> None:
    """Values of fewer than ten rows are not in it: a model that is passed on says nothing about anybody."""
    named = json.loads(written)["frequencies"]

    assert all(not own["common"] for own in named.values())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: "{", "MODEL-1"),
        (lambda _: "[]", "MODEL-1"),
        (lambda record: json.dumps({**record, "format": 2}), "MODEL-2"),
        (lambda record: json.dumps({**record, "matches": 1e9}), "MODEL-3"),
        (lambda record: json.dumps({**record, "matches": "NaN"}), "MODEL-3"),
        (lambda record: json.dumps({**record, "fields": {}}), "MODEL-3"),
        (lambda record: json.dumps({**record, "births": {"start": 0, "steps": [2.0]}}), "MODEL-3"),
        (lambda record: json.dumps({**record, "frequencies": {"surname": []}}), "MODEL-3"),
        (lambda record: json.dumps({**record, "sizes": [1]}), "MODEL-3"),
    ],
)
def test_what_is_no_model_is_refused(written: bytes, change: Any, code: str) -> None:  # noqa: ANN401 - one way to break it
    """A file that is cut, newer, or holds what no model can hold is refused with what is wrong."""
    with pytest.raises(Refusal) as refused:
        model_of(change(json.loads(written)).encode())

    assert refused.value.code == code
