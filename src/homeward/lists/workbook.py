"""Writes a small workbook (.xlsx): a few sheets of text, with choices in some columns and nothing that runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_START: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_LAST_ROW: Final = 1_048_576
"""The last row of a sheet (ECMA-376 part 1, 18.3.1.73)."""

TEXT: Final = 1
"""The style of a cell that keeps what is typed: no date is made of it and no zero is lost (number format 49, "@")."""
HEAD: Final = 2
"""The style of a heading."""
LABEL: Final = 3
"""The style of a line that explains."""

_STYLES: Final = (
    f'{_START}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill '
    'patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment wrapText="1" vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What a spreadsheet says when somebody enters a column, and the words it offers there; none: anything goes."""

    title: str
    says: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    One sheet: ``rows`` of text, ``styles`` of the first rows, the number of rows that stay in view.

    ``hints`` are by column, from 0, and hold below the rows that stay in view.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    styles: tuple[int, ...] = ()
    width: int = 18
    is_right_to_left: bool = False
    hints: Mapping[int, Hint] = field(default_factory=lambda: MappingProxyType({}))


def workbook(pages: Sequence[Page]) -> bytes:
    """
    Return a workbook with *pages*, the first in view. The same pages give the same bytes.

    Every column is formatted as text to its last row. No formula, no link, no date of making, no maker's name.

    Source: ECMA-376 part 1 (SpreadsheetML) and part 2 (packages).
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _parts(pages):
            archive.writestr(zipfile.ZipInfo(name), text.encode())
    return out.getvalue()


def _parts(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(pages) + 1)
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for at in numbers
    )
    types = (
        f'{_START}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPE}.sheet.main+xml"/>{sheets}<Override PartName="/xl/styles.xml" '
        f'ContentType="{_TYPE}.styles+xml"/></Types>'
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{at}" r:id="rId{at}"/>'
        for at, page in zip(numbers, pages, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{_START}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{named}</sheets></workbook>',
    )
    links = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*links, (f"rId{len(pages) + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for at, page in zip(numbers, pages, strict=True):
        yield f"xl/worksheets/sheet{at}.xml", _sheet(page)


def _relations(links: Sequence[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{one}" Type="{_LINKS}/{kind}" Target="{part}"/>' for one, kind, part in links)
    return f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _sheet(page: Page) -> str:
    kept, columns = len(page.styles), max(map(len, page.rows))
    pane = f'<pane ySplit="{kept}" topLeftCell="A{kept + 1}" activePane="bottomLeft" state="frozen"/>' if kept else ""
    turned = ' rightToLeft="1"' if page.is_right_to_left else ""
    rows = "".join(
        f'<row r="{line}">{"".join(_cells(line, row, _style(page, line)))}</row>'
        for line, row in enumerate(page.rows, 1)
    )
    return (
        f'{_START}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{turned} workbookViewId="0">{pane}</sheetView>'
        f'</sheetViews><cols><col min="1" max="{columns}" width="{page.width}" style="{TEXT}" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData>{_validations(page)}</worksheet>"
    )


def _style(page: Page, line: int) -> int:
    return page.styles[line - 1] if line <= len(page.styles) else TEXT


def _cells(line: int, row: Sequence[str], style: int) -> Iterator[str]:
    for at, text in enumerate(row):
        if text:
            place = f'r="{letters(at)}{line}" s="{style}" t="inlineStr"'
            yield f'<c {place}><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _validations(page: Page) -> str:
    if not page.hints:
        return ""
    inner = "".join(_validation(at, hint, len(page.styles) + 1) for at, hint in sorted(page.hints.items()))
    return f'<dataValidations count="{len(page.hints)}">{inner}</dataValidations>'


def _validation(at: int, hint: Hint, first: int) -> str:
    column = letters(at)
    # A title may have 32 characters and a text 255 (ECMA-376 part 1, 18.3.1.32).
    words = f"promptTitle={quoteattr(hint.title[:32])} prompt={quoteattr(hint.says[:255])}"
    place = f'allowBlank="1" showInputMessage="1" {words} sqref="{column}{first}:{column}{_LAST_ROW}"'
    if not hint.choices:
        return f"<dataValidation {place}/>"
    listed = escape('"' + ",".join(hint.choices) + '"')
    return f'<dataValidation type="list" showErrorMessage="1" {place}><formula1>{listed}</formula1></dataValidation>'


def letters(at: int) -> str:
    """
    Return the letters of the column at *at*, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    text, number = "", at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
