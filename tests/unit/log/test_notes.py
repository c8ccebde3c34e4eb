import shutil
import subprocess
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from homeward.log import (
    Note,
    Rule,
    SignatureLine,
    add_line,
    cosignature_bytes,
    cosignature_message,
    format_note,
    note_message,
    parse_note,
    parse_vkey,
    signed_by,
)
from tests.unit.log.cast import INES, MALLORY, NADIA, NOON, SAMI, SOUTH, person, refused, signed

TEXT = "homeward/event/v1\n{}\n"

# From the documentation of Go's golang.org/x/mod/sumdb/note (BSD-3-Clause): a note we did not sign.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_from_elsewhere_verifies() -> None:
    """A note that Go's implementation signed is read, verified and written back the same."""
    note = parse_note(GO_NOTE.encode())

    assert [each.name for each in signed_by(note, [parse_vkey(GO_KEY)])] == ["PeterNeumann"]
    assert format_note(note).decode() == GO_NOTE


def test_openssl_accepts_our_note_signature(tmp_path: Path) -> None:
    """A tool we did not write verifies an officer's signature, and refuses it over another text."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: the outside check of note signatures did not run")
    note = parse_note(format_note(signed(TEXT, NADIA)))
    (tmp_path / "key.pem").write_bytes(
        NADIA.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    (tmp_path / "signature").write_bytes(note.lines[0].signature)
    command = [openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "key.pem", "-sigfile", "signature"]

    answers = []
    for content in (note.text, note.text + "800\n"):
        (tmp_path / "text").write_text(content, encoding="utf-8", newline="\n")
        done = subprocess.run([*command, "-in", "text"], cwd=tmp_path, capture_output=True, check=False)
        answers.append(done.returncode == 0)

    assert answers == [True, False]


@pytest.mark.parametrize("text", ["a\n", "\n", "\n\n", "a\n\n", "a\n\nb\n", "ї\n\n\nb\n", "— north/nadia AAAA\n"])
def test_the_last_blank_line_ends_the_text(text: str) -> None:
    """A text may hold blank lines, and lines that look like signatures; it comes back whole."""
    note = signed(text, NADIA, SAMI)

    assert parse_note(format_note(note)) == note


@pytest.mark.parametrize("text", ["", "a", "a\n\nb", "a\x00\n", "a\r\n"])
def test_a_text_that_could_not_be_read_back_is_not_written(text: str) -> None:
    """A text must end in a newline and hold no control characters."""
    with pytest.raises(Exception, match=r"LOG-(12|20|21)"):
        format_note(Note(text=text, lines=(NADIA.line("x\n"),)))


def test_a_note_that_could_not_be_read_back_is_not_written() -> None:
    """Nothing that parse_note refuses or reads otherwise leaves the program."""
    line = NADIA.line(TEXT)
    for wrong, rule in (
        (Note(text=TEXT), Rule.NOTE_FORM),
        (Note(text="\ud800\n", lines=(line,)), Rule.UTF8),
        (Note(text=TEXT, lines=(line, line)), Rule.TWICE_SIGNED),
        (Note(text=TEXT, lines=(SAMI.line(TEXT), line)), Rule.ORDER),
        (Note(text=TEXT, lines=(replace(line, name="two words"),)), Rule.NAME),
        (Note(text=TEXT, lines=(replace(line, key_id=b"12345"),)), Rule.NOTE_FORM),
        (Note(text=TEXT, lines=(replace(line, signature=b""),)), Rule.LINE_FORM),
        (Note(text="a" * 65_535 + "\n", lines=(line,)), Rule.TOO_LARGE),
    ):
        with refused(rule):
            format_note(wrong)


def test_a_note_has_at_most_64_lines() -> None:
    """64 signature lines are read, 65 are refused."""
    lines = tuple(SignatureLine(name=f"officer-{n:03d}", key_id=bytes(4), signature=b"x") for n in range(65))

    assert len(parse_note(format_note(Note(text=TEXT, lines=lines[:64]))).lines) == 64
    with refused(Rule.NOTE_FORM, "65 lines"):
        format_note(Note(text=TEXT, lines=lines))


def test_the_order_of_signing_leaves_no_trace() -> None:
    """Officers may sign in any order, each more than once: the note is the same."""
    lines = [each.line(TEXT) for each in (SAMI, NADIA, MALLORY)]
    notes = set()
    for order in permutations(lines):
        note = Note(text=TEXT)
        for line in (*order, order[0]):
            note = add_line(note, line)
        notes.add(note)

    assert len(notes) == 1


def test_one_key_signs_once() -> None:
    """A second, different line by one key is refused, when it is added and when it is verified."""
    early, late = (SOUTH.line(TEXT, at) for at in (NOON, NOON + 1))

    with refused(Rule.TWICE_SIGNED, "south/mirror"):
        add_line(Note(text=TEXT, lines=(early,)), late)
    with refused(Rule.TWICE_SIGNED, "south/mirror"):
        signed_by(Note(text=TEXT, lines=(early, late)), [SOUTH.key])


def test_all_signatures_are_named_in_order() -> None:
    """The answer says who signed, and when a cosigner says that it saw the text."""
    answer = signed_by(signed(TEXT, SOUTH, NADIA, INES), [NADIA.key, SAMI.key, INES.key, SOUTH.key])

    assert [(each.name, each.timestamp) for each in answer] == [
        ("ines/mirror", NOON),
        ("north/nadia", None),
        ("south/mirror", NOON),
    ]
    assert answer[1].key_id == NADIA.key.key_id


def test_a_signature_by_an_unlisted_key_is_refused() -> None:
    """One line by a stranger, or by a listed name with another key, refuses the whole note."""
    impostor = person("mallory").line(TEXT)
    with refused(Rule.UNLISTED, "mallory"):
        signed_by(signed(TEXT, NADIA, MALLORY), [NADIA.key])
    with refused(Rule.UNLISTED, "north/nadia"):
        signed_by(Note(text=TEXT, lines=(replace(impostor, name="north/nadia"),)), [NADIA.key])


def test_a_signature_that_does_not_verify_is_refused() -> None:
    """Neither another text, nor another key's signature, nor another time passes."""
    text_changed = replace(signed(TEXT, NADIA), text=TEXT + "x\n")
    forged = Note(text=TEXT, lines=(replace(NADIA.line(TEXT), signature=MALLORY.line(TEXT).signature),))
    line = SOUTH.line(TEXT)
    later = Note(text=TEXT, lines=(replace(line, signature=(NOON + 1).to_bytes(8, "big") + line.signature[8:]),))

    for note in (text_changed, forged, later):
        with refused(Rule.SIGNATURE, "note, signature of"):
            signed_by(note, [NADIA.key, SOUTH.key])


def test_a_key_signs_only_what_its_type_says() -> None:
    """A note signature is no cosignature and the reverse, even with the lengths made to fit."""
    plain = replace(SOUTH.line(TEXT), signature=cosignature_bytes(NOON, SOUTH.private.sign(note_message(TEXT))))
    dated = replace(NADIA.line(TEXT), signature=NADIA.private.sign(cosignature_message(TEXT, NOON)))

    for line in (plain, dated):
        with refused(Rule.SIGNATURE):
            signed_by(Note(text=TEXT, lines=(line,)), [NADIA.key, SOUTH.key])


def test_lengths_and_times_are_checked() -> None:
    """A signature has 64 bytes, a cosignature 72, and its time is below 2**63."""
    nadia, south = NADIA.line(TEXT), SOUTH.line(TEXT)
    for line, rule in (
        (replace(nadia, signature=nadia.signature[:63]), Rule.SIGNATURE_LENGTH),
        (replace(nadia, signature=bytes(1) + nadia.signature), Rule.SIGNATURE_LENGTH),
        (replace(south, signature=south.signature[:71]), Rule.SIGNATURE_LENGTH),
        (replace(south, signature=south.signature[:7]), Rule.SIGNATURE_LENGTH),
        (replace(south, signature=b"\x80" + south.signature[1:]), Rule.TIMESTAMP),
    ):
        with refused(rule):
            signed_by(Note(text=TEXT, lines=(line,)), [NADIA.key, SOUTH.key])
    for timestamp in (0, 2**63 - 1):
        note = Note(text=TEXT, lines=(SOUTH.line(TEXT, timestamp),))
        assert [each.timestamp for each in signed_by(note, [SOUTH.key])] == [timestamp]
    for timestamp in (-1, 2**63):
        with refused(Rule.TIMESTAMP, str(timestamp)):
            cosignature_bytes(timestamp, bytes(64))
    with refused(Rule.SIGNATURE_LENGTH):
        cosignature_bytes(NOON, bytes(63))


def test_an_unsigned_note_is_signed_by_nobody() -> None:
    """A note without lines is refused, not accepted with an empty answer."""
    with refused(Rule.NOTE_FORM, "no signature line"):
        signed_by(Note(text=TEXT), [NADIA.key])


def test_a_key_is_listed_once() -> None:
    """A list of keys in which two cannot be told apart is refused."""
    with refused(Rule.SHARED_KEY):
        signed_by(signed(TEXT, NADIA), [NADIA.key, NADIA.key])


def test_what_is_signed_is_what_c2sp_says() -> None:
    """A note signature covers the text; a cosignature a header, the time, and the text."""
    assert note_message("a\n") == b"a\n"
    assert cosignature_message("a\n", 1679315147) == b"cosignature/v1\ntime 1679315147\na\n"
    assert cosignature_bytes(1, bytes(64)) == b"\0\0\0\0\0\0\0\1" + bytes(64)
