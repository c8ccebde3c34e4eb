import pytest

from homeward.log import Rule
from homeward.log.text import MAX_INTEGER, read_base64, read_decimal, read_text, require_name, write_base64
from tests.unit.log.cast import refused


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", bytes(range(256))])
def test_base64_comes_back(data: bytes) -> None:
    """What was written is read back."""
    assert read_base64(write_base64(data), "here") == data


@pytest.mark.parametrize("text", ["AB==", "AAAA=", "AA", "AA=", "A===", "AA==\n", " AA==", "__8=", "ÄÄ==", "AAAA===="])
def test_a_second_spelling_of_base64_is_refused(text: str) -> None:
    """Loose last bits, missing or surplus padding, spaces and the URL alphabet are refused."""
    with refused(Rule.BASE64, "here"):
        read_base64(text, "here")


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("9223372036854775807", MAX_INTEGER)])
def test_decimals_are_read(text: str, number: int) -> None:
    """Zero and every number below 2**63 can be read."""
    assert read_decimal(text, "here") == number


@pytest.mark.parametrize(
    "text", ["", "00", "01", "+1", "-1", "1_0", " 1", "1 ", "1\n", "٣", "9223372036854775808", "1e3"]
)
def test_another_spelling_of_a_number_is_refused(text: str) -> None:
    """Signs, leading zeros, spaces, other scripts' digits and numbers from 2**63 on are refused."""
    with refused(Rule.DECIMAL, "here"):
        read_decimal(text, "here")


@pytest.mark.parametrize("name", ["a", "north/log", "example.com/log42", "Київ", "a" * 255, "\u200b"])
def test_names_may_be_any_text_without_spaces(name: str) -> None:
    """A name may be in any script."""
    require_name(name, "here")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a+b",
        "a\u00a0b",
        "a\u2003",
        "\u3000",
        "a\u1680",
        "a\u2028",
        "a\x85",
        "a\n",
        "a\x7f",
        "a\t",
        "a" * 256,
        "ї" * 128,
    ],
)
def test_names_with_spaces_or_plus_are_refused(name: str) -> None:
    """Empty names, Unicode spaces, control characters, '+' and more than 255 bytes are refused."""
    with refused(Rule.NAME, "here"):
        require_name(name, "here")


def test_text_is_read() -> None:
    """Any Unicode text with newlines is read, up to 65,535 bytes."""
    assert read_text("ї\n\n".encode(), "here") == "ї\n\n"
    assert len(read_text(b"a" * 65_535, "here")) == 65_535


def test_what_is_no_text_is_refused() -> None:
    """Broken UTF-8, control characters and too many bytes are refused, with their place."""
    with refused(Rule.UTF8, "byte 2"):
        read_text(b"ab\xff", "here")
    with refused(Rule.UTF8, "byte 0"):
        read_text(b"\xed\xa0\x80", "here")
    with refused(Rule.CONTROL, "U+0000 at character 1"):
        read_text(b"a\0", "here")
    with refused(Rule.CONTROL, "U+000D"):
        read_text(b"a\r\n", "here")
    with refused(Rule.TOO_LARGE, "65536 bytes"):
        read_text(b"a" * 65_536, "here")
