"""The command that sets statements beside each other and beside the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from homeward.adapters.config import NAME as SEAT_FILE
from homeward.cli.build import open_seat
from homeward.cli.show import DEMO_NOTICE, answer, answer_json
from homeward.cli.words import HERE, AsJson, SeatFolder, civil, day
from homeward.model.claims import Claim, Verdict
from homeward.model.exchange import Profile
from homeward.model.figures import Figure
from homeward.model.findings import Finding, FindingsRefusal, stopping
from homeward.model.ids import PartyId
from homeward.model.past import PastEvent
from homeward.model.terms import Terms
from homeward.service.seat import Seat
from homeward.statements import ClaimsFile, Known, read_claims_files, read_statements

AsOfDay = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        parser=day,
        metavar="YYYY-MM-DD",
        help="The day it speaks of; default: the last day on which something was said.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What is reconciled: claims, and the record where there is a seat."""

    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    terms: Terms | None
    parties: tuple[PartyId, ...]
    is_demo: bool

    @property
    def past(self) -> tuple[PastEvent, ...]:
        """The exchanges of the register between the same parties: what a superlative is set beside."""
        from homeward.register import past_events, shipped_register

        ways = {str(one.direction) for one in self.claims if one.direction is not None and ">" in one.direction}
        said = {PartyId(code) for way in ways for code in way.split(">")}
        return past_events(shipped_register().exchanges, self.parties or tuple(sorted(said)))


def reconcile(
    folder: SeatFolder = HERE,
    files: Annotated[
        list[Path],
        typer.Option("--claims", metavar="FILE", help="A further file of claims (claims/1 JSON, or TOML); repeat it."),
    ] = [],  # noqa: B006
    party: Annotated[
        list[str], typer.Option("--party", help="Who takes part, where there is no seat; default: as claims say.")
    ] = [],  # noqa: B006
    as_of: AsOfDay = None,
    draft: Annotated[bool, typer.Option("--draft", help="Draft a neutral statement, and list what to avoid.")] = False,
    as_json: AsJson = False,
) -> None:
    """
    Set what was said beside itself and beside the record, with the arithmetic. It never decides a dispute.

    At a seat it reads statements/ and the record; with --claims and no seat it reads those files only.
    """
    material = _material(folder, files, party)
    on = _last_day(material.claims) if as_of is None else civil(as_of)
    material = replace(material, claims=tuple(one for one in material.claims if one.statement.said_on <= on))
    verdicts = _verdicts(material, on)
    if material.is_demo and not as_json:
        answer(DEMO_NOTICE)
    if draft:
        _draft(material, verdicts, on, as_json=as_json)
    elif as_json:
        from homeward.reconcile import verdict_record

        answer_json([verdict_record(one) for one in verdicts])
    else:
        for one in verdicts:
            _show(one)
        if not verdicts:
            answer(f"{len(material.claims)} claims as of {on}; nothing in them can be put beside anything")


def all_claims(folder: Path, seat: Seat, *, accepted_only: bool = False) -> tuple[Claim, ...]:
    """
    Return what a person wrote down under statements/, then what was read from kept texts and may go on.

    ``accepted_only``: of the latter only what a person accepted or corrected, as for the public.
    """
    from homeward.service.statements import statement_claims

    written = read_claims(folder, seat.profile)
    read, findings = statement_claims(seat, accepted_only=accepted_only)
    if stopping(findings):
        raise FindingsRefusal(
            "STATEMENTS-0",
            "claims read from kept texts have errors",
            findings=findings,
            hint="correct or reject them with `homeward statements review`",
        )
    return (*written, *read)


def read_claims(folder: Path, profile: Profile) -> tuple[Claim, ...]:
    """
    Read every file of claims under statements/ of a seat, TOML first; refuse while a file has errors.

    Claims read from kept texts are no such files: they go on when they are sure, or somebody has reviewed them.
    """
    from homeward.service.statements import CLAIMS, SOURCE

    shelf = folder / "statements"
    places = [*sorted(shelf.glob("*.toml")), *sorted(shelf.glob("*.json"))]
    files = [one for one in places if not one.name.endswith((CLAIMS, SOURCE))]
    return read_files(files, parties=[one.id for one in profile.parties])


def read_files(paths: Iterable[Path], *, parties: Sequence[str] = ()) -> tuple[Claim, ...]:
    """Read files of claims: TOML as a person writes them, JSON of claims/1; refuse while one has errors."""
    claims: list[Claim] = []
    findings: list[Finding] = []
    json_files: list[ClaimsFile] = []
    for path in paths:
        if path.suffix != ".toml":
            json_files.append(ClaimsFile(name=path.name.partition(".")[0], source=str(path), data=path.read_bytes()))
            continue
        known = Known(parties=frozenset(parties), claims=frozenset(one.id for one in claims))
        found, odd = read_statements(path.read_bytes(), source=str(path), known=known)
        claims += found
        findings += odd
    codes = {one.upper(): one for one in parties} or None
    found, odd = read_claims_files(json_files, parties=codes)
    findings += odd
    if stopping(findings):
        raise FindingsRefusal("STATEMENTS-0", "statements have errors", findings=findings, hint="correct the files")
    return (*claims, *found)


def _material(folder: Path, files: list[Path], party: list[str]) -> _Material:
    if files and not (folder / SEAT_FILE).exists():
        parties = tuple(PartyId(one.lower()) for one in party)
        claims = read_files(files, parties=parties)
        return _Material(claims=claims, figures=(), terms=None, parties=parties, is_demo=False)
    from homeward.service.reconciling import beside

    seat = open_seat(folder)
    known, parties = beside(seat), tuple(one.id for one in seat.profile.parties)
    claims = (*all_claims(folder, seat), *read_files(files, parties=parties))
    return _Material(
        claims=claims, figures=known.figures, terms=known.terms, parties=parties, is_demo=seat.profile.is_demo
    )


def _last_day(claims: Sequence[Claim]) -> date:
    return max((one.statement.said_on for one in claims), default=date.max)


def _verdicts(material: _Material, on: date) -> tuple[Verdict, ...]:
    from homeward.reconcile import reconcile as found

    return found(
        material.claims, material.figures, material.terms, as_of=on, past=material.past, parties=material.parties
    )


def _draft(material: _Material, verdicts: Sequence[Verdict], on: date, *, as_json: bool) -> None:
    from homeward.reconcile import case_of, draft_record, draft_statement

    case = case_of(material.claims, material.figures, material.terms, on, parties=material.parties)
    made = draft_statement(case, verdicts)
    if as_json:
        answer_json(draft_record(made))
        return
    answer("A draft, to be changed and decided by people. Figures that all parties or the record support:")
    for line in made.lines:
        answer(f"    {line.says}")
    answer("Figures to avoid:" if made.avoid else "Figures to avoid: none")
    for one in made.avoid:
        answer(f"    {one.figure}: {one.reason}")


def _show(verdict: Verdict) -> None:
    from homeward.reconcile import unsure

    answer(f"{verdict.rule} {verdict.result.value.replace('_', ' ')}: {verdict.says}")
    facts = [
        ("arithmetic", verdict.arithmetic),
        ("record", verdict.record),
        *(("words", f"{quote} [{who}]") for who, quote in verdict.words),
        ("least sure", None if verdict.weakest is None else unsure(verdict.weakest)),
        ("independent sources", str(verdict.sources)),
        ("would settle it", verdict.settles),
    ]
    for label, text in facts:
        if text:
            answer(f"    {label}: {text}")
