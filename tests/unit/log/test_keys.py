import pytest

from homeward.log import KeyType, Rule, VerifierKey, format_vkey, parse_vkey
from tests.unit.log.cast import NADIA, SOUTH, refused

# The key of the Go checksum database, as the Go command has it built in: a key we did not make.
GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


@pytest.mark.parametrize("text", [GO, format_vkey(NADIA.key), format_vkey(SOUTH.key)])
def test_a_vkey_comes_back(text: str) -> None:
    """What was read is written the same."""
    assert format_vkey(parse_vkey(text)) == text


def test_the_id_depends_on_name_and_type() -> None:
    """One public key under another name or type has another id."""
    ids = {
        VerifierKey(name=name, key_type=key_type, public_key=NADIA.key.public_key).key_id
        for name in ("north/nadia", "north/other")
        for key_type in KeyType
    }

    assert len(ids) == 4


def test_a_vkey_with_another_id_is_refused() -> None:
    """The id is recomputed, not believed."""
    with refused(Rule.VKEY_ID, "sum.golang.org", "033de0af"):
        parse_vkey(GO.replace("033de0ae", "033de0af"))


@pytest.mark.parametrize("text", ["", "a", "a+033de0ae", "a+33de0ae+AA==", "a+033DE0AE+AA==", "a b+xx+AA=="])
def test_what_is_no_vkey_is_refused(text: str) -> None:
    """A verifier key has three parts, the middle one 8 lowercase hex digits."""
    with refused(Rule.VKEY_FORM):
        parse_vkey(text)


def test_each_part_of_a_vkey_is_strict() -> None:
    """Name, base64, type and key are each checked by their own rule."""
    with refused(Rule.NAME):
        parse_vkey("+033de0ae+AA==")
    with refused(Rule.BASE64):
        parse_vkey("a+033de0ae+AB==")
    with refused(Rule.KEY_TYPE, "type byte 02"):
        parse_vkey("a+033de0ae+Ag==")
    with refused(Rule.KEY_TYPE):
        parse_vkey("a+033de0ae+")
    with refused(Rule.NOT_A_KEY):
        parse_vkey("a+033de0ae+AQ==")


def test_no_unsound_key_can_be_held() -> None:
    """A value of this type is always a usable key."""
    with refused(Rule.WEAK_KEY, "mallory"):
        VerifierKey(name="mallory", key_type=KeyType.NOTE, public_key=bytes(32))
    with refused(Rule.NAME):
        VerifierKey(name="two words", key_type=KeyType.NOTE, public_key=NADIA.key.public_key)
