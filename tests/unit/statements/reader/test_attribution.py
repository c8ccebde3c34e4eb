"""Who says a number: party, role, channel and who relays it, in each language."""

import pytest

from homeward.statements.reader.attribution import NARRATOR
from tests.reading import claims

SAID = [
    (
        "en",
        "The Talanian defence ministry said on Telegram that 146 soldiers had come home from Nerunia.",
        ("NORTH", "mod", "telegram"),
    ),
    (
        "en",
        "On Friday 146 soldiers came home from Nerunia, according to the president of Talania.",
        ("NORTH", "hos", None),
    ),
    ("en", "According to the president of Talania, 146 soldiers came home from Nerunia.", ("NORTH", "hos", None)),
    (
        "en",
        '"We brought home 146 soldiers," the Talanian defence ministry said. Nerunia had held them.',
        ("NORTH", "mod", None),
    ),
    (
        "en",
        "The Talanian defence ministry, which met the buses, said 146 soldiers had come home from Nerunia.",
        ("NORTH", "mod", None),
    ),
    (
        "en",
        "The Talanian defence ministry spoke of a long day. It said 146 soldiers had come home from Nerunia.",
        ("NORTH", "mod", None),
    ),
    ("en", "Nerunia said on Friday that it had received 12 bodies from Talania.", ("SOUTH", "unnamed", None)),
    (
        "en",
        "Officials in Talania and Nerunia said that 12 bodies had been handed over.",
        ("BOTH", "unnamed", None),
    ),
    (
        "en",
        "A source told the Hillside Post that 12 bodies had been handed over to Nerunia by Talania.",
        ("ANON", "unnamed", "press"),
    ),
    (
        "en",
        "In a statement, the Nerunian defence ministry said 146 soldiers had come home from Talania.",
        ("SOUTH", "mod", "statement"),
    ),
    ("en", "Reports say 146 soldiers came home from Nerunia to Talania.", ("NEWS", "narrator", None)),
    ("en", "Talania and Nerunia exchanged 146 prisoners each.", ("NEWS", "narrator", None)),
    ("uk", "За словами президента Таланії, 146 військових повернулися з Нерунії.", ("NORTH", "hos", None)),
    (
        "uk",
        "«Ми повернули 146 військових», – написав у Facebook президент Таланії. Їх утримувала Нерунія.",
        ("NORTH", "hos", "facebook"),
    ),
    ("ru", "По словам президента Талании, 146 военнослужащих вернулись из Нерунии.", ("NORTH", "hos", None)),
    (
        "ru",
        "«Мы вернули 146 военнослужащих», — написал в Facebook президент Талании. Их удерживала Неруния.",
        ("NORTH", "hos", "facebook"),
    ),
    ("sq", "Sipas presidentit të Talanisë, 146 ushtarë u kthyen nga Nerunia.", ("NORTH", "hos", None)),
    (
        "sq",
        "Ministria e Mbrojtjes e Nerunisë njoftoi në Telegram se 12 ushtarë u kthyen nga Talania.",
        ("SOUTH", "mod", "telegram"),
    ),
    ("ar", "وقالت وزارة الدفاع النيرونية عبر تليغرام إن 12 جنديا عادوا من تالانيا.", ("SOUTH", "mod", "telegram")),
    ("ar", "عاد 12 جنديا من تالانيا، بحسب رئيس نيرونيا.", ("SOUTH", "hos", None)),
]


@pytest.mark.parametrize(("language", "text", "said"), SAID, ids=[f"{one[0]}-{at}" for at, one in enumerate(SAID)])
def test_who_says_it(language: str, text: str, said: tuple[str, str, str | None]) -> None:
    """The one who is named with an act of saying says the number; where nobody is, the report says it itself."""
    (found,) = (one for one in claims(text, language) if one.count is not None)

    assert (found.speaker.party, found.speaker.role, found.channel) == said


def test_two_sentences_have_their_own_speakers() -> None:
    """An act of saying covers its sentence and not the next."""
    text = "The Talanian defence ministry said 146 soldiers had come home. The Nerunian defence ministry said 12 had."

    assert [one.speaker.party for one in claims(f"{text} Both spoke of the exchange.")] == ["NORTH", "SOUTH"]


def test_an_office_is_named_by_its_title() -> None:
    """A speaker has the office as the configuration names it, and the place where the text does."""
    text = "The president of Talania said 146 soldiers had come home from Nerunia."
    (found,) = claims(text)

    assert found.speaker.office == "President of Talania"
    assert found.speaker.span is not None
    assert text[slice(*found.speaker.span)] == "president of Talania"


def test_who_relays_it_is_kept() -> None:
    """An outlet to which something is told does not say it: it relays it."""
    (found,) = claims(
        "The Talanian defence ministry told the Hillside Post that 12 soldiers had come home from Nerunia."
    )

    assert (found.speaker.party, found.via) == ("NORTH", ("Hillside Post",))


def test_a_few_words_in_quotation_marks_are_no_speech() -> None:
    """A formula in quotation marks is said by who says the sentence."""
    (found,) = claims('Talania and Nerunia opened the "146 for 146" exchange, the president of Talania said.')[:1]

    assert found.speaker.party == "NORTH"


def test_the_report_itself_is_nobodys_side() -> None:
    """The narrator is no party and has no office."""
    assert (NARRATOR.party, NARRATOR.role, NARRATOR.office) == ("NEWS", "narrator", None)
