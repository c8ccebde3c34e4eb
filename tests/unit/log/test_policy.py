import pytest

from homeward.log import KeyType, Policy, Rule, VerifierKey, format_vkey, policy_text, require_quorum
from tests.unit.log.cast import INES, LOG, NADIA, POLICY, SOUTH, person, refused


def test_a_quorum_is_everybody_required() -> None:
    """More signatures than required do no harm; each missing one is named."""
    require_quorum(["ines/mirror", "south/mirror", "other"], {"south/mirror", "ines/mirror"})
    require_quorum([], [])

    with refused(Rule.QUORUM, "ines/mirror, south/mirror"):
        require_quorum(["north/mirror"], ["south/mirror", "ines/mirror"])
    with refused(Rule.QUORUM, "proof: ", "ines/mirror"):
        require_quorum(["south/mirror"], ["south/mirror", "ines/mirror"], where="proof")


def test_the_policy_file_says_the_same_to_other_tools() -> None:
    """A tlog-policy file lists the log, its witnesses, and the group of all who are required."""
    assert policy_text(POLICY).splitlines() == [
        f"log {format_vkey(LOG.key)}",
        f"witness ines/mirror {format_vkey(INES.key)}",
        f"witness south/mirror {format_vkey(SOUTH.key)}",
        "group required all ines/mirror south/mirror",
        "quorum required",
    ]


def test_a_policy_may_require_nobody() -> None:
    """Without required cosigners the quorum is the predefined none."""
    policy = Policy(log=LOG.key, cosigners=(), required=frozenset())

    assert policy_text(policy) == f"log {format_vkey(LOG.key)}\nquorum none\n"


def test_keys_have_the_type_of_their_work() -> None:
    """A log signs notes, a cosigner cosigns; the other way round is refused."""
    with refused(Rule.KEY_TYPE, "south/mirror", "0x04"):
        Policy(log=SOUTH.key, cosigners=(), required=frozenset())
    with refused(Rule.KEY_TYPE, "north/nadia", "0x01"):
        Policy(log=LOG.key, cosigners=(NADIA.key,), required=frozenset())


def test_no_two_signers_share_a_key_or_name() -> None:
    """A cosignature does not bind the signer's name, so one key under two names would fill a quorum alone."""
    twin = VerifierKey(name="twin", key_type=KeyType.COSIGNATURE, public_key=SOUTH.key.public_key)
    own = VerifierKey(name="own", key_type=KeyType.COSIGNATURE, public_key=LOG.key.public_key)
    namesake = VerifierKey(name="south/mirror", key_type=KeyType.COSIGNATURE, public_key=INES.key.public_key)

    for keys in ((SOUTH.key, twin), (own,), (SOUTH.key, namesake)):
        with refused(Rule.SHARED_KEY, "north/log"):
            Policy(log=LOG.key, cosigners=keys, required=frozenset())


def test_a_policy_names_its_own_cosigners() -> None:
    """Who is required must be listed."""
    with refused(Rule.POLICY_NAME, "ines/mirror"):
        Policy(log=LOG.key, cosigners=(SOUTH.key,), required=frozenset({"south/mirror", "ines/mirror"}))


@pytest.mark.parametrize("name", ["none", "required"])
def test_words_of_the_policy_file_are_no_names(name: str) -> None:
    """A cosigner cannot be called by a word that means something else in the file."""
    with refused(Rule.POLICY_NAME, name):
        Policy(log=LOG.key, cosigners=(person(name, KeyType.COSIGNATURE).key,), required=frozenset())
