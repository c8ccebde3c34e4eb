"""In which sense a number is said: what names a time begins nothing."""

import pytest

from tests.reading import claims


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Since the beginning of the war 146 Talanian soldiers were released by Nerunia.", "done"),
        ("The release of 146 Talanian soldiers by Nerunia has begun.", "begun"),
    ],
)
def test_a_word_that_only_names_a_time_is_no_beginning(text: str, sense: str) -> None:
    """What is since the beginning of the war is done; what has begun is going on."""
    assert [one.modality.value for one in claims(text) if one.count is not None] == [sense]
