"""Bytes as lines of text, a chunk at a time: never the whole file, never a replacement character."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Final

from homeward.lists.rules import NO_ENCODING, Rule
from homeward.model.findings import Finding, Refusal, Where

MOST_ROW: Final = 1_000_000
"""Characters. A longer row is a quotation mark nobody closed, or an attack on the reader's memory."""

ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    *(f"cp{number}" for number in range(1250, 1259)),
    "cp866",
    "koi8-r",
    "koi8-u",
    "mac-cyrillic",
    *(f"iso8859-{number}" for number in (1, 2, 5, 6, 7, 8, 9, 13, 15)),
)
"""Encodings a list may be in, in the standard library's names; their aliases are taken too."""

_END: Final = re.compile(r"\r\n|\r|\n")
_MARK: Final = "\ufeff"


class UnreadableError(Exception):
    """Reading cannot go on. Caught inside this unit, where it becomes the finding it carries."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        super().__init__(finding.code)
        self.finding = finding


def known_encoding(name: str) -> str:
    """
    Return the standard library's name of the encoding *name*.

    Raises:
        Refusal: ``LIST-37`` when lists are not read in it. Nobody guesses an encoding: a wrong guess changes names.
    """
    try:
        found = codecs.lookup(name).name.replace("utf-8-sig", "utf-8")
    except (LookupError, ValueError):
        found = ""
    if found not in ENCODINGS:
        raise Refusal(NO_ENCODING, "lists are not read in this encoding", hint=f"declare one of {', '.join(ENCODINGS)}")
    return found


class Lines:
    """
    The lines of a file, each with its line end, in order.

    ``handed_out`` counts them; ``has_mark`` tells whether a byte order mark stood before the first. Lines end at CR LF,
    LF or CR and nowhere else, so a quoted cell may hold any other character.
    """

    def __init__(self, chunks: Iterable[bytes], *, encoding: str, source: str) -> None:
        """Read *chunks*, of any sizes: how the bytes are cut makes no difference to the lines."""
        self.handed_out = 0
        self.has_mark = False
        self._chunks = chunks
        self._encoding = encoding
        self._source = source
        self._row = 0
        self._rest = ""

    def end_row(self) -> None:
        """Start counting a new row's characters."""
        self._row = 0

    def __iter__(self) -> Iterator[str]:
        """
        Yield each line.

        Raises:
            UnreadableError: At the first byte that is no text, after all lines before it; or at a row beyond bounds.
        """
        is_first = True
        for text, problem in self._texts():
            self.has_mark = self.has_mark or (is_first and text.startswith(_MARK))
            yield from self._cut(text.removeprefix(_MARK) if is_first else text)
            is_first = is_first and not text
            if problem is not None:
                raise UnreadableError(problem)
        if self._rest:
            yield self._hand_out(self._rest)

    def _cut(self, text: str) -> Iterator[str]:
        text = self._rest + text
        # A CR at the end may be the first half of CR LF: the next chunk tells.
        held = "\r" if text.endswith("\r") else ""
        ready = text[: len(text) - len(held)]
        at = 0
        for match in _END.finditer(ready):
            line, at = ready[at : match.end()], match.end()
            self._rest = ""
            yield self._hand_out(line)
        self._rest = ready[at:] + held
        self._require_short(len(self._rest))

    def _hand_out(self, line: str) -> str:
        self._require_short(len(line))
        self._row += len(line)
        self.handed_out += 1
        return line

    def _require_short(self, length: int) -> None:
        if self._row + length > MOST_ROW:
            where = Where(source=self._source, line=self.handed_out + 1)
            remedy = "look for a quotation mark that is never closed before this line"
            raise UnreadableError(Rule.ROW_TOO_LONG.found(where, remedy=remedy))

    def _texts(self) -> Iterator[tuple[str, Finding | None]]:
        """Yield decoded text; with the last one, the finding about the byte that could not be decoded."""
        decoder = codecs.getincrementaldecoder(self._encoding)()
        offset = 0
        for chunk, is_last in _marked_last(self._chunks):
            try:
                yield self._decoded(decoder, chunk, offset, is_last=is_last)
            except UnicodeError:
                seen = f"no byte order mark at offset 0, read as {self._encoding}"
                remedy = "declare utf-16-le or utf-16-be, or the encoding the file is in"
                yield "", Rule.ENCODING.found(Where(source=self._source, line=1), seen=seen, remedy=remedy)
            offset += len(chunk)

    def _decoded(
        self, decoder: codecs.IncrementalDecoder, chunk: bytes, offset: int, *, is_last: bool
    ) -> tuple[str, Finding | None]:
        state = decoder.getstate()
        try:
            return decoder.decode(chunk, is_last), None
        except UnicodeDecodeError as problem:
            good = problem.start - (len(problem.object) - len(chunk))
            decoder.setstate(state)
            text = decoder.decode(chunk[:good]) if good > 0 else ""
            line = self.handed_out + 1 + len(_END.findall(self._rest + text))
            return text, self._not_text(line, problem, offset + good)

    def _not_text(self, line: int, problem: UnicodeDecodeError, offset: int) -> Finding:
        byte = problem.object[problem.start]
        remedy = "save the file as UTF-8, or declare the encoding it is in (for example windows-1251)"
        where = Where(source=self._source, line=line)
        seen = f"byte {byte:#04x} at offset {offset:,}, read as {self._encoding}"
        return Rule.ENCODING.found(where, seen=seen, remedy=remedy)


def _marked_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    for chunk in chunks:
        yield chunk, False
    yield b"", True
