"""Laws of matching: nothing depends on the order of rows or on which list is called left."""

import math
import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.matching import log_odds, match_entries
from homeward.model.matches import Match
from homeward.model.people import Entry
from homeward.names.folding import fold, skeleton
from homeward.names.people import read_name
from tests.unit.matching.cast import entry

SURNAMES = st.sampled_from(["Гнатенко", "Hnatenko", "Гнатюк", "Кобзар", "Кобзарь", "Левицька", "Levitskiy", None])
GIVEN = st.sampled_from(["Олександр", "Aleksandr", "Саша", "О.", "Олексій", "Iван", "Іван Петрович", None])
FATHERS = st.sampled_from(["Петрович", "Petro", "П.", "Іванович", None])
DATES = st.sampled_from(["1985-04-12", "1985-12-04", "1985", "1984~", "1985-01-01", "1980/1990", "../1986", None])
PLACES = st.sampled_from(["Суми", "Сумы", "м. Київ", "Kiev", None])
FIELDS = st.tuples(SURNAMES, GIVEN, FATHERS, DATES, PLACES)
LISTS = st.lists(FIELDS, min_size=1, max_size=7)


def entries(letter: str, rows: list[tuple[str | None, ...]]) -> list[Entry]:
    """Give each row an id that begins with *letter*."""
    return [entry(f"{letter}{number}", *row) for number, row in enumerate(rows)]


def exchanged(matches: tuple[Match, ...]) -> set[tuple[str, str, float, bool]]:
    """Return the matches with their sides exchanged, as comparable values."""
    return {(match.right, match.left, match.probability, match.is_proposed) for match in matches}


def plain(matches: tuple[Match, ...]) -> set[tuple[str, str, float, bool]]:
    """Return the matches as comparable values."""
    return {(match.left, match.right, match.probability, match.is_proposed) for match in matches}


@given(left=LISTS, right=LISTS, data=st.data())
def test_the_order_of_rows_changes_nothing(
    left: list[tuple[str | None, ...]], right: list[tuple[str | None, ...]], data: st.DataObject
) -> None:
    """Any order of the rows of either list gives the same matches, bit by bit."""
    one, other = entries("l", left), entries("r", right)

    mixed = match_entries(data.draw(st.permutations(one)), data.draw(st.permutations(other)))

    assert mixed == match_entries(one, other)


@given(left=LISTS, right=LISTS)
def test_the_sides_may_be_exchanged(left: list[tuple[str | None, ...]], right: list[tuple[str | None, ...]]) -> None:
    """Exchanging the lists exchanges the sides of each match, and nothing else."""
    one, other = entries("l", left), entries("r", right)

    there, back = match_entries(one, other), match_entries(other, one)

    assert {(a, b): round(p, 9) for a, b, p, _ in plain(there)} == {
        (a, b): round(p, 9) for a, b, p, _ in exchanged(back)
    }
    if len({repr(row) for row in left}) == len(left) and len({repr(row) for row in right}) == len(right):
        assert {(a, b) for a, b, _, is_proposed in plain(there) if is_proposed} == {
            (a, b) for a, b, _, is_proposed in exchanged(back) if is_proposed
        }


@given(left=LISTS, right=LISTS)
def test_nobody_is_proposed_twice(left: list[tuple[str | None, ...]], right: list[tuple[str | None, ...]]) -> None:
    """A row is in one proposed pair at most, and every proposed pair is more likely than not."""
    chosen = [match for match in match_entries(entries("l", left), entries("r", right)) if match.is_proposed]

    counts = Counter(side for match in chosen for side in (match.left, match.right))
    assert all(count == 1 for count in counts.values())
    assert all(match.probability >= 0.5 for match in chosen)


@given(left=LISTS, right=LISTS)
def test_probabilities_are_shared_out(left: list[tuple[str | None, ...]], right: list[tuple[str | None, ...]]) -> None:
    """Every probability shown is from 0.05 to 1, and evidence adds up to log-odds no rival can raise."""
    for match in match_entries(entries("l", left), entries("r", right)):
        assert 0.05 <= match.probability <= 1.0
        assert match.probability <= 1.0 / (1.0 + math.exp(-log_odds(match))) + 1e-9


@given(rows=LISTS)
def test_a_list_matched_with_itself_finds_only_its_own_kind(rows: list[tuple[str | None, ...]]) -> None:
    """Of a list and its copy, proposed pairs never join rows whose full names are known and different."""
    by_id = dict(enumerate(rows))

    for match in match_entries(entries("l", rows), entries("r", rows)):
        left, right = by_id[int(match.left[1:])], by_id[int(match.right[1:])]
        assert not (match.is_proposed and {left[1], right[1]} == {"Олександр", "Олексій"})


@settings(max_examples=300)
@given(word=st.text(max_size=12))
def test_folding_is_total(word: str) -> None:
    """Any text folds to small Latin letters or to nothing, and its skeleton is never longer."""
    folded = fold(word)

    assert re.fullmatch(r"~?[a-z]*", folded)
    assert len(skeleton(folded)) <= len(folded)


@given(word=st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэabcdefghijklmnoprstuvyz'", max_size=12))
def test_letter_case_and_apostrophes_do_not_matter(word: str) -> None:
    """Upper case, and an apostrophe of another kind, fold as the plain word."""
    assert fold(word.upper()) == fold(word) == fold(word.replace("'", "’"))


@settings(max_examples=300)
@given(
    surname=st.text(max_size=20) | st.none(), given_names=st.text(max_size=20) | st.none(), father=st.text(max_size=9)
)
def test_any_text_may_stand_for_a_name(surname: str | None, given_names: str | None, father: str) -> None:
    """No text makes reading a name fail, and no empty part comes out of it."""
    name = read_name(surname, given_names, father)

    assert all(name.surnames)
    assert all(name.given)
