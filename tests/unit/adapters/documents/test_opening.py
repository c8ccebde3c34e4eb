"""Files that somebody else wrote, opened as documents."""

import hashlib
import json
import socket
from datetime import date
from pathlib import Path

import pytest

from homeward.adapters.documents import Opened, Rule, file_bytes, open_documents
from homeward.adapters.documents.decoding import likely_encoding
from homeward.adapters.documents.opened import channel_of, day_of, places, slug
from homeward.adapters.documents.rules import LIMIT
from homeward.model.documents import BlockKind, Document
from homeward.model.findings import Severity, stopping

ENGLISH = "North and South have begun an exchange.\n\nThe president of North said 390 people came home.\n"


def only(data: bytes | str, *, encoding: str | None = None) -> Opened:
    """Open bytes that are one document without a finding."""
    opened, findings = open_documents(
        data if isinstance(data, bytes) else data.encode(), name="report.txt", encoding=encoding
    )
    assert findings == ()
    (one,) = opened
    return one


def codes(data: bytes | str, *, encoding: str | None = None) -> list[str]:
    """Return the codes of the findings of a file."""
    raw = data if isinstance(data, bytes) else data.encode()
    return [one.code for one in open_documents(raw, name="x", encoding=encoding)[1]]


def parts(document: Document, kind: BlockKind) -> list[str]:
    """Return the texts of the blocks of one kind."""
    return [document.text[one.start : one.end] for one in document.blocks if one.kind is kind]


# Text and posts


def test_text_is_the_file_as_given() -> None:
    """A text is decoded and not changed: mark, line ends and no-break spaces stay where they were."""
    text = "\ufeff390\u00a0people.\r\n\r\nThen 307.\n"

    one = only(text)

    assert one.document.text == text
    assert one.document.digest == hashlib.sha256(text.encode()).hexdigest()
    assert one.in_file((3, 7)) == (3, 7)


def test_a_post_says_where_it_comes_from() -> None:
    """Lines before the first blank line name source, date and channel; they are no part of the body."""
    text = "source: https://t.me/north/7\r\nDate: 2026-03-10\r\nchannel: telegram\r\n\r\n390 people came home."

    document = only(text).document

    assert (document.source, document.published_on) == ("https://t.me/north/7", date(2026, 3, 10))
    assert document.channel == "telegram"
    assert document.text == text
    assert parts(document, BlockKind.BODY) == ["390 people came home."]


@pytest.mark.parametrize("text", ["date: a word to begin with.", "Note: 390 people.\n\nMore.", "source\n\n390 people"])
def test_text_that_begins_like_a_post_is_text(text: str) -> None:
    """Only lines of the three names before a blank line are a header."""
    (block,) = only(text).document.blocks

    assert (block.start, block.end) == (0, len(text))


def test_a_post_with_a_day_nobody_understands_is_read_without_it() -> None:
    """A date that is none is told, and not guessed."""
    opened, findings = open_documents(b"date: last Friday\n\n390 people", name="x")

    assert [one.code for one in findings] == ["DOC-13"]
    assert opened[0].document.published_on is None


# Encodings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Сьогодні додому повернулися 390 українців, обмін триватиме.", "windows-1251"),
        ("Сегодня домой вернулись 390 военнослужащих, обмен продолжится.", "windows-1251"),
        ("عاد اليوم 390 أسيرا إلى ديارهم وسيستمر التبادل غدا", "windows-1256"),
        ("Sot u kthyen në shtëpi 390 të burgosur, shkëmbimi vazhdon më tutje.", "windows-1252"),
    ],
)
def test_another_encoding_is_named_and_not_guessed(text: str, encoding: str) -> None:
    """Bytes that are not UTF-8 are refused with the encoding they look like; with --encoding they are read."""
    data = text.encode(encoding)

    opened, (finding,) = open_documents(data, name="x")

    assert (opened, finding.code) == ((), "DOC-2")
    assert f"--encoding {encoding}" in finding.remedy
    assert only(data, encoding=encoding).document.text == text


def test_bytes_that_are_no_text_look_like_nothing() -> None:
    """Noise is refused without a guess."""
    noise = bytes((x * 37 + 11) % 256 or 1 for x in range(4_000))

    assert codes(noise) == ["DOC-2"]
    assert likely_encoding(b"plain \x80" * 3) in (None, "windows-1252")


def test_a_program_is_no_text() -> None:
    """Bytes with a NUL that are not UTF-8 are no text; no encoding is proposed for them."""
    opened, (finding,) = open_documents(b"\x7fELF\x02\x01\x01\0\0\xd0\xcf\xc7\xe1\0", name="x")

    assert (opened, finding.code, finding.seen) == ((), "DOC-4", "byte 8")


@pytest.mark.parametrize("text", ["[1,2", "{broken", "[1, 2]"])
def test_broken_json_is_no_text(text: str) -> None:
    """A file called .json that begins as JSON is JSON or a finding; a text in brackets is a text."""
    _, (finding,) = open_documents(text.encode(), name="b.json")

    assert finding.code == "DOC-5"
    assert only("[390 people came home]").document.text == "[390 people came home]"


def test_a_page_states_its_own_encoding() -> None:
    """What a page says of its encoding is taken at its word."""
    page = '<html><head><meta charset="windows-1251"></head><body><p>Додому повернулися 390 людей.</p></body></html>'

    opened, _ = open_documents(page.encode("windows-1251"), name="x")

    assert "Додому повернулися 390 людей." in opened[0].document.text


def test_utf_16_with_a_mark_is_read() -> None:
    """A byte order mark is a statement too."""
    assert "390 people" in only(ENGLISH.encode("utf-16")).document.text


@pytest.mark.parametrize(
    "encoding",
    ["UTF-8", "utf_8_sig", "utf-16", "utf-16le", "latin1", "cp1251", "Windows-1256", "koi8-u", "ibm866", "macintosh"],
)
def test_an_encoding_of_text_is_known_by_each_of_its_names(encoding: str) -> None:
    """Names of the web and of Python for the encodings of texts are taken, however they are written."""
    assert "390" in only("390 people".encode(encoding), encoding=encoding).document.text


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "idna"])
def test_a_page_cannot_choose_what_is_no_encoding_of_text(name: str) -> None:
    """What rewrites the characters of a file, or takes hours, is not at a page's choice."""
    assert codes(f'<html><head><meta charset="{name}"></head><body><p>390</p></body></html>') == ["DOC-14"]


@pytest.mark.parametrize(
    "encoding",
    ["no-such", "base64", "rot13", "idna\0", "\ud800", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"],
)
def test_an_unknown_encoding_is_found(encoding: str) -> None:
    """A name that is no encoding of text is told."""
    opened, findings = open_documents(b"390 people", name="x", encoding=encoding)

    assert opened == ()
    assert [one.code for one in findings] == ["DOC-14"]


# JSON


@pytest.mark.parametrize(("bad", "code"), [("\ud800", "DOC-5"), ("\0", "DOC-4")])
@pytest.mark.parametrize("key", ["id", "title", "url", "language", "channel", "date", "version"])
def test_no_field_of_a_document_may_hold_what_is_no_text(key: str, bad: str, code: str) -> None:
    """Half a character or a NUL anywhere in the JSON is told when it is opened, not when it is written."""
    assert codes(json.dumps({"text": "390 people", key: f"a{bad}b"})) == [code]
    assert codes(json.dumps({"text": "390 people", "more": [{f"a{bad}b": key}]})) == [code]


@pytest.mark.parametrize(
    ("written", "language"),
    [("EN", "en"), ("en-GB", "en"), ("uk_UA", "uk"), (" ar ", "ar"), ("sqi", "sqi"), ("english", None), ("1", None)],
)
def test_a_language_is_cut_in_one_way_everywhere(written: str, language: str | None) -> None:
    """A page, a feed and JSON state a language by the same tag, and get the same language."""
    page = f'<html lang="{written}"><body><p>390 people came home.</p></body></html>'
    feed = f"<rss><channel><language>{written}</language><item><title>390</title></item></channel></rss>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{written}"><entry><title>3</title></entry></feed>'
    item = {"content_text": "390", "language": written}
    news = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})
    entries = json.dumps({"version": "https://jsonfeed.org/version/1", "language": written, "items": [{"title": "3"}]})
    document = json.dumps({"text": "390 people", "language": written})

    for data in (page, feed, atom, news, entries, document):
        assert open_documents(data.encode(), name="x")[0][0].document.language == language, data


def test_a_json_document_keeps_its_title_apart() -> None:
    """Spans count in the text; the title is known and not read."""
    value = {
        "id": "000",
        "title": "Exchange of 800",
        "text": "390 people\n\ncame home.",
        "language": "en",
        "date": "2026-03-10",
        "url": "https://daily.example/1",
    }

    one = only(json.dumps(value))

    assert one.title == "Exchange of 800"
    assert one.document.text == value["text"]
    assert (one.document.id, one.document.language, one.document.source) == ("000", "en", "https://daily.example/1")
    assert one.document.published_on == date(2026, 3, 10)
    assert one.in_file((0, 10)) is not None


@pytest.mark.parametrize(
    "data",
    [
        '{"title": "no text"}',
        '{"text": 5}',
        '{"text": "a\\ud800b"}',
        '{"text": "cut off',
        '{"version": "https://jsonfeed.org/version/1.1", "items": "none"}',
        '{"a":' * 100_000,
        '{"text": ' + "9" * 5_000 + "}",
    ],
)
def test_json_that_is_no_document_is_found(data: str) -> None:
    """JSON of another form gives one finding and nothing else."""
    assert codes(data) == ["DOC-5"]


def test_json_with_a_nul_or_nothing_is_found() -> None:
    """A text with a NUL, and one of spaces, are told apart."""
    assert codes('{"text": "a\\u0000b"}') == ["DOC-4"]
    assert codes('{"text": "  "}') == ["DOC-1"]
    assert codes('{"text": "a", "date": "23 May"}') == ["DOC-13"]


# Whole files


def test_what_is_no_text_is_found() -> None:
    """Nothing, spaces, a NUL and too much are each told."""
    assert codes(b"") == codes(b" \n\t ") == ["DOC-1"]
    assert codes("source: here\n\n  \n") == ["DOC-1"]
    assert codes(b"390 \x00 people") == ["DOC-4"]
    assert codes(b"a" * (LIMIT + 1)) == ["DOC-3"]


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path) -> None:
    """A file of any size costs no more memory than the limit."""
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)

    assert len(file_bytes(path)) == LIMIT + 1


@pytest.mark.parametrize("rule", list(Rule), ids=lambda rule: rule.code)
def test_advice_stops_nothing_and_an_error_gives_no_document(rule: Rule) -> None:
    """Only four things are advice: what they are about is read all the same."""
    advice = {"DOC-9", "DOC-11", "DOC-12", "DOC-13"}

    assert (rule.severity is Severity.ADVICE) == (rule.code in advice)


# Small parts


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-10", date(2026, 3, 10)),
        ("2026-03-10T23:59:00+02:00", date(2026, 3, 10)),
        ("Tue, 10 Mar 2026 23:30:00 +0200", date(2026, 3, 10)),
        ("2026-02-30", None),
        ("2026-03-101", None),
        ("10.03.2026", None),
        ("", None),
        (None, None),
        ("\u0662\u0660", None),
    ],
)
def test_a_day_is_the_one_written(written: str | None, day: date | None) -> None:
    """The civil day is as written there, whatever the time zone; what names none gives none."""
    assert day_of(written) == day


def test_a_channel_is_told_by_its_host_only() -> None:
    """An address that merely ends or begins like a known one tells nothing."""
    assert channel_of("https://t.me/north/7") == "telegram"
    assert channel_of("https://www.x.com/north") == "x"
    assert channel_of("https://notx.com/") is None
    assert channel_of("https://t.me.example/") is None
    assert channel_of("https://[bad") is None


def test_ids_are_ids() -> None:
    """Whatever a file is called, its documents have an id that can stand in a name."""
    assert [slug(one) for one in ("Report 1", "000", "Звіт", "a" * 90)] == ["report-1", "doc-000", "doc", "a" * 24]


def test_places_hold_character_for_character() -> None:
    """Every place names equal characters in text and file; a line that is not there has none."""
    text, raw = "one line\ntwo lines\nnot there\none line", "<p>one line</p>\n<p>two lines</p><p>one line</p>"

    found = places(text, raw)

    assert [raw[one.at : one.at + one.end - one.start] for one in found] == [text[one.start : one.end] for one in found]
    assert [text[one.start : one.end] for one in found] == ["one line", "two lines", "one line"]
    assert len({one.at for one in found}) == 3


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("opening a document reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_findings_stop_or_documents_come() -> None:
    """A file gives a document or a finding that stops."""
    for data in (b"", b"\xff\xfe\xfa", b"390 people", b"<html></html>", b"<rss/>", b"{}", b"\x00", b"<?xml?>"):
        opened, findings = open_documents(data, name="x")
        assert bool(opened) != bool(stopping(findings)), data
