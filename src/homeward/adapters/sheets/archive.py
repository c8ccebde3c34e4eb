"""A workbook taken apart: refused for what it must not hold, before any of its parts is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from homeward.adapters.sheets.rules import (
    MOST_BYTES,
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    SMALL_PART,
    Rule,
)
from homeward.model.findings import Finding, Where

ZIP_START: Final = b"PK\x03\x04"
OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What older spreadsheets, and every locked one, begin with (MS-CFB 2.2)."""

_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream a locked workbook is kept in (MS-OFFCRYPTO 2.3)."""

_TYPES: Final = "[Content_Types].xml"
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_FORBIDDEN: Final[Mapping[Rule, tuple[str, ...]]] = {
    Rule.MACROS: ("xl/macrosheets/", "xl/dialogsheets/", "customui/", "vbaproject.bin", "vbadata.xml"),
    Rule.EXTERNAL: ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/customdata/"),
    Rule.EMBEDDED: ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/", "xl/model/", "xl/webextensions/"),
    Rule.OTHER_FORM: ("xl/workbook.bin", "content.xml"),
}
_PASSED_OVER: Final[Mapping[str, tuple[str, ...]]] = {
    "notes on cells": ("xl/comments", "xl/threadedcomments/"),
    "pictures": ("xl/media/",),
    "charts": ("xl/charts/",),
    "pivot tables": ("xl/pivottables/",),
}


class Refused(Exception):  # noqa: N818 - caught inside this unit, where it becomes the findings it carries
    """The workbook is not read further."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings that say why."""
        super().__init__()
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a workbook that was looked at, unpacked only when asked for."""

    archive: zipfile.ZipFile
    where: Where
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """
        Return a part.

        Never more than the archive states that it has, and :func:`taken_apart` has summed that up.

        Raises:
            Refused: ``SHEET-2`` when it is not there, or not what the archive states about it.
        """
        if name not in self.names:
            raise Refused(Rule.BROKEN.found(self.where, seen=f"no part {name}"))
        try:
            with self.archive.open(name) as stream:
                return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as problem:
            raise Refused(Rule.BROKEN.found(self.where, seen=_said(name, problem))) from problem

    def passed_over(self) -> dict[str, int]:
        """Return what the workbook holds beside cells, and how many of each."""
        counts = {what: sum(_is_in(name, starts) for name in self.names) for what, starts in _PASSED_OVER.items()}
        return {what: count for what, count in counts.items() if count}


def taken_apart(data: bytes, where: Where) -> Parts:
    """
    Return the parts of a workbook.

    Raises:
        Refused: with everything that forbids to read it, when there is anything.
    """
    if len(data) > MOST_BYTES:
        raise Refused(Rule.TOO_LARGE.found(where, seen=f"{len(data):,} bytes; at most {MOST_BYTES:,}"))
    if data.startswith(OLE_START):
        is_locked = _LOCKED in data
        raise Refused((Rule.ENCRYPTED if is_locked else Rule.OTHER_FORM).found(where, seen="an OLE compound file"))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as problem:
        raise Refused(Rule.BROKEN.found(where, seen=_said("the archive", problem))) from problem
    found = tuple(_sizes(infos, len(data), where)) or tuple(_forbidden(archive, infos, where))
    if found:
        raise Refused(*found)
    return Parts(archive=archive, where=where, names=frozenset(one.filename for one in infos))


def _sizes(infos: list[zipfile.ZipInfo], length: int, where: Where) -> Iterator[Finding]:
    if len(infos) > MOST_PARTS:
        yield Rule.MANY_PARTS.found(where, seen=f"{len(infos):,} parts; at most {MOST_PARTS:,}")
        return
    unpacked = sum(one.file_size for one in infos)
    if unpacked > MOST_UNPACKED:
        yield Rule.UNPACKED.found(where, seen=f"{unpacked:,} bytes stated; at most {MOST_UNPACKED:,}")
    for one in infos:
        if one.file_size > SMALL_PART and one.file_size > MOST_RATIO * one.compress_size:
            seen = (
                f"{one.filename[:80]}: {one.compress_size:,} bytes become {one.file_size:,}; at most {MOST_RATIO} times"
            )
            yield Rule.RATIO.found(where, seen=seen)
    # Two parts that share their packed bytes are how a small file unpacks to a large one.
    if sum(one.compress_size for one in infos) > length:
        yield Rule.BROKEN.found(where, seen="its parts overlap")
    twice = [name for name, count in Counter(one.filename.lower() for one in infos).items() if count > 1]
    if twice:
        yield Rule.BROKEN.found(where, seen=f"two parts are called {twice[0][:80]}")


def _forbidden(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], where: Where) -> Iterator[Finding]:
    if any(one.flag_bits & 1 for one in infos):
        yield Rule.ENCRYPTED.found(where, seen="a part is encrypted")
        return
    odd = [one for one in infos if one.compress_type not in _PACKINGS]
    if odd:
        yield Rule.BROKEN.found(where, seen=f"{odd[0].filename[:80]} is packed in an unusual way")
        return
    for rule, starts in _FORBIDDEN.items():
        names = [one.filename for one in infos if _is_in(one.filename, starts)]
        if names:
            yield rule.found(where, seen=", ".join(name[:80] for name in names[:3]))
    for one in infos:
        start = _start(archive, one, where)
        if start.startswith(_ARCHIVES) or one.filename.lower().endswith((".zip", ".xlsx", ".gz", ".7z")):
            yield Rule.NESTED.found(where, seen=one.filename[:80])
        if one.filename == _TYPES and b"macroenabled" in _start(archive, one, where, length=one.file_size).lower():
            yield Rule.MACROS.found(where, seen="the workbook calls itself macro-enabled")


def _is_in(name: str, starts: tuple[str, ...]) -> bool:
    low = name.lower()
    return any(low.startswith(one) or low.endswith(f"/{one}") for one in starts)


def _start(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: Where, *, length: int = 8) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(length)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as problem:
        raise Refused(Rule.BROKEN.found(where, seen=_said(info.filename, problem))) from problem


def _said(name: str, problem: Exception) -> str:
    return f"{name[:80]}: {str(problem)[:80] or type(problem).__name__}"
