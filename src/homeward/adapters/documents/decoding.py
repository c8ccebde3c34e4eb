"""Bytes as text: strictly, in the encoding that is stated, and never by a guess."""

from __future__ import annotations

import codecs
import re
from typing import Final

from homeward.adapters.documents.rules import LIMIT, Rule
from homeward.model.findings import Finding, Where

UTF_8: Final = "utf-8"

# Where a page or a feed states its own encoding, it stands at the very beginning (HTML: within 1,024 bytes).
_STATED: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["'](?P<xml>[\w.:-]{1,40})["']|<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<html>[\w.:-]{1,40})""",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
"""Bytes that no text has in an encoding of eight bits; ESC switches between the halves of some."""
_HEAD: Final = 2_048
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TEXTS: Final = frozenset(
    {"ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "cp866"}
    | {"mac-roman", "mac-cyrillic"}
    | {f"cp125{number}" for number in range(9)}
    | {f"iso8859-{number}" for number in range(1, 17)}
)
"""Encodings of texts, as Python names them. It has others that rewrite what they decode, or take hours."""

_SAMPLE: Final = 65_536
_WORD: Final = re.compile(r"[^\W\d_]+")


def decoded(data: bytes, *, where: Where, encoding: str | None = None) -> tuple[str | None, tuple[Finding, ...]]:
    """
    Return the text of *data* with every character as it stands there, or None and the finding that says why not.

    The encoding is the one given, else the one the file states about itself, else UTF-8. A byte order mark and line
    ends stay in the text: spans count from the first character of the file.
    """
    if len(data) > LIMIT:
        return None, (Rule.TOO_LARGE.found(where, seen=f"{len(data)} bytes"),)
    if not data.strip():
        return None, (Rule.EMPTY.found(where),)
    name = encoding or _stated(data) or UTF_8
    if not _is_of_text(name):
        return None, (Rule.UNKNOWN_ENCODING.found(where, seen=name),)
    try:
        text = data.decode(name)
    except UnicodeError:  # a decoder may raise more than UnicodeDecodeError
        if b"\0" in data and name == UTF_8:
            return None, (Rule.NUL.found(where, seen=f"byte {data.index(0) + 1}"),)
        likely = likely_encoding(data)
        remedy = f"it looks like {likely}: say --encoding {likely} if the text then reads well" if likely else None
        return None, (Rule.ENCODING.found(where, seen=name, remedy=remedy),)
    if "\0" in text:
        return None, (Rule.NUL.found(where, seen=f"character {text.index(chr(0)) + 1}"),)
    return text, ()


def likely_encoding(data: bytes) -> str | None:
    """
    Return the encoding that *data*, which is not UTF-8, looks like; None when nothing stands out.

    It is told to a person and never used unasked.

    >>> likely_encoding("обмін полоненими".encode("windows-1251"))
    'windows-1251'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    foreign = sum(byte >= 0x80 for byte in sample)  # noqa: PLR2004 - the end of ASCII
    if not foreign or _CONTROL.search(sample):
        return None
    if foreign * 5 < sum(chr(byte).isalpha() for byte in sample if byte < 0x80):  # noqa: PLR2004 - as above
        return "windows-1252"  # Latin letters with an accent here and there
    scores = {"windows-1251": _fit_cyrillic(sample), "windows-1256": _fit_arabic(sample)}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] * 2 > foreign else None


def _is_of_text(name: str) -> bool:
    try:
        return codecs.lookup(name).name in _TEXTS
    except (LookupError, ValueError):  # a name with a NUL in it is a ValueError
        return False


def _stated(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    found = _STATED.search(data[:_HEAD])
    if found is None or not data.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"<"):
        return None
    name = (found["xml"] or found["html"]).decode("ascii").lower()
    return UTF_8 if name.startswith("utf") else name  # a page that is bytes here cannot be what it says of 16 bits


def _fit_cyrillic(sample: bytes) -> int:
    """Return how many letters stand in words that look as words of the script do: no capital after a small letter."""
    words = _WORD.findall(sample.decode("windows-1251", "replace"))
    return sum(len(word) for word in words if all(map(_is_cyrillic, word)) and _is_cased_as_words_are(word))


def _fit_arabic(sample: bytes) -> int:
    return sum("\u0600" <= one <= "\u06ff" for one in sample.decode("windows-1256", "replace"))


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def _is_cased_as_words_are(word: str) -> bool:
    return word[1:].islower() or word.isupper()
