"""Commands for lists as people have them: templates, mappings, versions, and files for a tracing partner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from homeward.cli.build import open_seat, system_now
from homeward.cli.show import (
    answer,
    answer_json,
    exit_for,
    finding_json,
    say,
    show,
    show_findings,
    table,
    write_new,
)
from homeward.cli.words import HERE, AsJson, Force, SeatFolder
from homeward.lists import ListReading
from homeward.model.findings import Finding, FindingsRefusal, Json, Refusal, stopping
from homeward.model.people import ListKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homeward.adapters.list_files import Request
    from homeward.lists.differing import Difference
    from homeward.lists.mapping import ColumnMapping
    from homeward.lists.proposing import Proposal

Encoding: TypeAlias = Annotated[str, typer.Option(help="The file's encoding, where it is CSV and not UTF-8.")]
Sheet: TypeAlias = Annotated[
    str | None, typer.Option(metavar="NAME", help="The sheet of a workbook, where several hold cells.")
]
MappingFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="How this sender's own columns and words are read, TOML."),
]

_LONGEST: Final = 366
"""Days for which a tracing partner may keep a record at most. It can be sent again."""


def template(
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write: .xlsx or .csv.")],
    kind: Annotated[ListKind, typer.Option(help="What the list will be.")],
    lang: Annotated[str, typer.Option(metavar="xx", help="ar, en, ru, sq or uk.")] = "en",
    force: Force = False,
) -> None:
    """Write an empty list to fill in, with choices for every code and their meaning in a language."""
    from homeward.lists.template import template_csv, template_workbook
    from homeward.lists.vocabulary import LANGUAGES

    if lang not in LANGUAGES:
        raise Refusal("CLI-3", f"there is no template in {lang!r}", hint=f"write one of: {', '.join(LANGUAGES)}")
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise Refusal("CLI-4", f"{out} says not what to write", hint="call the file .xlsx or .csv")
    write = template_csv if out.suffix.lower() == ".csv" else template_workbook
    write_new(out, write(kind, lang), force=force)
    answer(f"{out}: a list to fill in ({kind.value})")


def map_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A sender's list.")],
    sender: Annotated[str, typer.Option(help="Whose lists are like this one.")],
    kind: Annotated[ListKind | None, typer.Option(help="What the list is, where no column says it.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to save the mapping, TOML.")] = None,
    sheet: Sheet = None,
    encoding: Encoding = "utf-8",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Propose how a sender's own columns are read, and show what would come of it. What is not clear stays open."""
    from homeward.adapters.list_files import Request, read_file
    from homeward.lists.proposing import mapping_toml

    request = Request(now=system_now(), kind=kind, encoding=encoding, sheet=sheet)
    proposal = _proposed(file, request, sender)
    reading = read_file(file, replace(request, mapping=proposal.trial))
    # What is shown, what is counted and what decides the exit code are one.
    wrong = (*proposal.findings, *stopping(reading.findings))
    if out is not None:
        waiting = [one.name for one in proposal.columns if one.target is None]
        write_new(out, mapping_toml(replace(proposal.mapping, sheet=sheet), waiting), force=force)
    if as_json:
        answer_json(_proposal_json(proposal, len(reading.entries), wrong))
    else:
        _show_proposal(proposal, len(reading.entries), wrong)
        say("this was a dry run: nothing was imported" + ("" if out is None else f"; the mapping is in {out}"))
    exit_for(wrong)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier version of a list.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later version.")],
    mapping: MappingFile = None,
    sheet: Sheet = None,
    encoding: Encoding = "utf-8",
    as_json: AsJson = False,
) -> None:
    """Compare two versions of a list: who was added, who is gone, which fields of whom have changed."""
    from homeward.lists.differing import difference, difference_json

    readings = [read_list_file(file, None, encoding, sheet=sheet, mapping=mapping) for file in (old, new)]
    for file, reading in zip((old, new), readings, strict=True):
        if stopping(reading.findings):
            hint = "correct the rows: what was not read would look like somebody who is gone"
            raise FindingsRefusal("LISTS-0", f"{file} has errors", findings=stopping(reading.findings), hint=hint)
    found = difference(readings[0].entries, readings[1].entries)
    if as_json:
        answer_json(difference_json(found))
    else:
        _show_difference(found)


def export(
    pfif: Annotated[Path, typer.Option("--pfif", metavar="FILE", help="The PFIF 1.4 file to write.")],
    domain: Annotated[str, typer.Option(help="A domain of yours: the records' ids begin with it.")],
    folder: SeatFolder = HERE,
    days: Annotated[int, typer.Option(min=1, max=_LONGEST, help="For how many days the partner may keep it.")] = 90,
    force: Force = False,
) -> None:
    """Write the own wish list for a tracing partner, without whom and what must not be disclosed."""
    from homeward.service.list_files import for_tracing_partner

    written = for_tracing_partner(open_seat(folder), domain=domain, days=days)
    write_new(pfif, written.data, force=force)
    show_findings(written.findings, talk=True)
    answer(f"{written.persons} people written to {pfif}; the records expire in {days} days")
    say(f"{pfif} holds personal data in clear: hand it to the partner only, then delete it")


def read_list_file(
    file: Path,
    kind: ListKind | None,
    encoding: str,
    *,
    sheet: str | None = None,
    mapping: Path | None = None,
) -> ListReading:
    """Read a list from disk: CSV, a workbook or PFIF, through a mapping where one is named."""
    from homeward.adapters.list_files import Request, read_file

    read = None if mapping is None else mapping_of(mapping)
    return read_file(file, Request(now=system_now(), kind=kind, encoding=encoding, sheet=sheet, mapping=read))


def mapping_of(file: Path) -> ColumnMapping:
    """Read a saved mapping; refuse (``MAPS-1``) one that has findings."""
    from homeward.lists.mapping import parse_mapping

    return parse_mapping(file.read_bytes(), source=str(file))


def _proposed(file: Path, request: Request, sender: str) -> Proposal:
    """Propose a mapping; refuse (``LISTS-0``) where the file cannot be read, as a check would find."""
    from homeward.adapters.list_files import rows_of
    from homeward.lists import Record
    from homeward.lists.proposing import propose_mapping

    opened = rows_of(file, request)
    rows = list(opened.rows)
    found = stopping(one for one in rows if isinstance(one, Finding))
    proposal = propose_mapping(
        [one for one in rows if isinstance(one, Record)],
        sender=sender,
        source=opened.source,
        list_kind=None if request.kind is None else request.kind.value,
    )
    if found or not proposal.columns:
        hint = "do what each finding says; `homeward lists check` says the same of this file"
        raise FindingsRefusal("LISTS-0", f"{file} cannot be read", findings=found or proposal.findings, hint=hint)
    return proposal


def _show_proposal(proposal: Proposal, entries: int, wrong: Sequence[Finding]) -> None:
    from homeward.lists.cells import shown

    made = table("column", "sender's name", "becomes", "first cells")
    for one in proposal.columns:
        samples = " | ".join(map(shown, one.samples))
        made.add_row(str(one.number), shown(one.name), one.target or "open", samples)
    show(made)
    for column, words in sorted(proposal.mapping.values.items()):
        answer(f"{column}: " + ", ".join(f"{shown(word)} = {code}" for word, code in words.items()))
    if proposal.mapping.dates is not None:
        answer(f"dates: {proposal.mapping.dates}")
    show_findings(wrong)
    open_columns = sum(one.target is None for one in proposal.columns)
    answer(
        f"{len(proposal.columns)} columns, {open_columns} open; without what is open "
        f"{entries} of {proposal.rows} rows can be read; {len(wrong)} error(s)"
    )


def _proposal_json(proposal: Proposal, entries: int, wrong: Sequence[Finding]) -> Json:
    """Return a proposal for programs with no cell of anybody's: with no known name in it, the header may be a row."""
    columns: list[Json] = [
        {
            "number": one.number,
            "name": one.name if proposal.has_known_names else None,
            "becomes": one.target,
            "near": [*one.near],
        }
        for one in proposal.columns
    ]
    return {
        "columns": columns,
        "dates": proposal.mapping.dates,
        "rows": proposal.rows,
        "entries": entries,
        "findings": [finding_json(replace(one, seen=None)) for one in wrong],
    }


def _show_difference(found: Difference) -> None:
    made = table("row_id", "what", "old", "new")
    for row in found.added:
        made.add_row(row, "added", "", "")
    for row in found.removed:
        made.add_row(row, "removed", "", "")
    for one in found.changed:
        made.add_row(one.row_id, one.column, one.old.disclose(), one.new.disclose())
    if made.row_count:
        show(made)
    answer(
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed_rows)} changed, "
        f"{found.unchanged} unchanged"
    )
