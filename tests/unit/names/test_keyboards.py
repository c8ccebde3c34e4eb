"""Words typed on the wrong keyboard are mended, and words typed as meant are left alone."""

import pytest

from homeward.names.keyboards import retyped


@pytest.mark.parametrize(
    ("typed", "meant", "layout"),
    [
        ("Bdfyjd", "иванов", "en>ru"),
        ("rjdfktyrj", "коваленко", "en>uk"),
        ("ghbdtn", "привет", "en>ru"),
        ("hgsghl", "السلام", "en>ar"),
        ("kuhbxui", "לוינסון", "en>he"),
        ("цшддшфь", "william", "uk>en"),
    ],
)
def test_a_word_typed_on_another_layout_is_mended(typed: str, meant: str, layout: str) -> None:
    """The answer holds the word as meant, the layouts that give it, and by how much it is likelier."""
    mended = retyped(typed)

    assert mended is not None
    assert (mended.text, layout in mended.layouts) == (meant, True)
    assert layout in mended.why


@pytest.mark.parametrize(
    "word",
    [
        "Ivanov",
        "Шевченко",
        "Krzysztof",
        "Szczerba",
        "O'Brien",
        "akuo",
        "fuvi",
        "محمود",
        "לוינסון",
        "Ng",
        "",
        "qwe",
        "x" * 5_000,
    ],
)
def test_a_word_typed_as_meant_is_left_alone(word: str) -> None:
    """Rare letters alone are no reason, and a short word says too little."""
    assert retyped(word) is None
