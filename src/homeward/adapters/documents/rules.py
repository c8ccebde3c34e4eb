"""Every rule about files somebody else wrote, each with its stable code."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

LIMIT: Final = 8 * 2**20
"""Bytes a file may have. A long report has a tenth of a megabyte, a heavy saved page two."""

DEPTH: Final = 200
"""How deep the elements of a page may be nested; a page for people has a few dozen."""

ENTRIES: Final = 1_000
"""How many entries of a feed are read."""

ELEMENTS: Final = 30_000
"""How many elements a page may have; a heavy page has a few thousand."""

ATTRIBUTES: Final = 14_000
"""
Words in one tag. The parser compares every attribute of a tag with every other, which without a limit takes hours; so
several tags together may cost as much as one, by the squares of their words.
"""

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE

_FORM: Final = "docs/statements.md"
_FEEDS: Final = "RSS 2.0, RFC 4287 (Atom), JSON Feed 1.1"
_XML: Final = "OWASP, XML external entities"


class Rule(RuleTable):
    """A rule about a document as received."""

    EMPTY = "DOC-1", _E, "the file holds no text", "ask for the file again, or paste the text into one", _FORM
    ENCODING = "DOC-2", _E, "the bytes are no text in the encoding stated", "name another with --encoding", _FORM
    TOO_LARGE = "DOC-3", _E, "the file is larger than 8 MiB", "save the text or the page without what it embeds", _FORM
    NUL = "DOC-4", _E, "the file holds a NUL: it is no text", "save the text itself, or say --encoding utf-16", _FORM
    JSON = "DOC-5", _E, "the JSON is no document and no feed", "write an object with a text, or a JSON Feed", _FEEDS
    XML = "DOC-6", _E, "the XML is no feed, or not well-formed", "save the feed again", _FEEDS
    ENTITIES = "DOC-7", _E, "the XML declares a document type", "remove the declaration: feeds have none", _XML
    NO_ARTICLE = "DOC-8", _E, "the page has no text of its own", "save it while it is open, or paste the text", _FORM
    ALL_OF_IT = "DOC-9", _A, "no article stands out: all paragraphs are read", "paste the text you mean instead", _FORM
    NESTED = "DOC-10", _E, "the page is nested too deep or has too many parts", "paste the text instead", _FORM
    NO_ENTRY_TEXT = "DOC-11", _A, "an entry of the feed has no text but its title", "open its page instead", _FEEDS
    MANY_ENTRIES = "DOC-12", _A, "only the first 1,000 entries were read", "split the feed", _FEEDS
    DATE = "DOC-13", _A, "the date is not understood and was left out", "say --published YYYY-MM-DD", _FORM
    UNKNOWN_ENCODING = "DOC-14", _E, "the encoding is not known", "name one such as windows-1251", _FORM
