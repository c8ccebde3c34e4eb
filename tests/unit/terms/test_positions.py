"""The scanner that finds lines reads TOML as the standard reader does."""

import pytest

from homeward.terms.positions import Path, line_map

TEXT = '''\
# a comment with [brackets] and "quotes
a = 1
"b c".d = 'x # no comment'
[e]
f = """
two lines, ] } "" and """"
g = [ # comment ]
  1, { h = 2, i.j = [3,
  4] },

  "]",
]
[[k]]
l = 1979-05-27 07:32:00
[[k]]
[[k.m]]
n = \'\'\'
\'\'\'
[[k.m]]
[k.m.o]
p = {}
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b c", "d"), 3),
        (("e",), 4),
        (("e", "f"), 5),
        (("e", "g"), 7),
        (("e", "g", 0), 8),
        (("e", "g", 1, "h"), 8),
        (("e", "g", 1, "i", "j", 0), 8),
        (("e", "g", 1, "i", "j", 1), 9),
        (("e", "g", 2), 11),
        (("k", 0), 13),
        (("k", 0, "l"), 14),
        (("k", 1), 15),
        (("k", 1, "m", 0), 16),
        (("k", 1, "m", 0, "n"), 17),
        (("k", 1, "m", 1), 19),
        (("k", 1, "m", 1, "o"), 20),
        (("k", 1, "m", 1, "o", "p"), 21),
    ],
)
def test_every_kind_of_place_has_its_line(path: Path, line: int) -> None:
    """Keys, dotted and quoted keys, tables, arrays of tables and array items are found at their lines."""
    assert line_map(TEXT)[path] == line


@pytest.mark.parametrize(
    "text", ["", "[", "[[", "a", "a=", "a=[", "a={", "]", "a=}", '"', "a='''", "[a.b", ",,,", "a=[}"]
)
def test_text_that_is_no_toml_ends_all_the_same(text: str) -> None:
    """The scanner moves forward on any text."""
    assert isinstance(line_map(text), dict)
