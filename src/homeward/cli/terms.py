"""Commands for the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli import terms_simulate
from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, exit_for, show_done, show_findings
from homeward.cli.terms_diagram import DIAGRAM, diagram
from homeward.cli.terms_explain import DIFF, EXPLAIN, diff, explain
from homeward.cli.terms_file import named_parties
from homeward.cli.terms_new import NEW, new
from homeward.cli.words import HERE, AsJson, Officers, SeatFolder, officers
from homeward.model.findings import Finding, FindingsRefusal, Json, Severity, stopping
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.terms import clause_in, describe_terms, read_terms, terms_digest

app = typer.Typer(help="The agreement as data: check it, propose it for signature.", no_args_is_help=True)
app.command("simulate", epilog=terms_simulate.EPILOG)(terms_simulate.simulate)


@app.command(epilog="Example:  homeward terms check --party ru --party ua --as-history terms.toml")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The terms, TOML.")],
    party: Annotated[
        list[str], typer.Option(help="The parties' ids, where the file names none; default: all who free or receive.")
    ] = [],  # noqa: B006
    as_history: Annotated[
        bool, typer.Option("--as-history", help="What the law forbids is shown, but is no failure: nobody will sign.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check terms: what was agreed in plain words, then every finding at once, with line, clause and source."""
    data = file.read_bytes()
    parties = [PartyId(one) for one in party or named_parties(data)]
    terms, findings = read_terms(data, source=str(file), parties=parties)
    _require_used(party, terms)
    stops = [one for one in stopping(findings) if not (as_history and one.severity is Severity.LAW)]
    if as_json:
        answer_json(
            {
                "findings": [_for_programs(one, stops=one in stops) for one in findings],
                "agreed": list(describe_terms(terms)) if terms else [],
                "digest": None if terms is None else terms_digest(terms),
            }
        )
    else:
        for line in describe_terms(terms) if terms is not None else ():
            answer(line)
        if terms is not None:
            answer(f"digest {terms_digest(terms)}")
        show_findings(findings, as_history=as_history)
        if terms is None:
            answer("what cannot be read hides other findings: they come when it reads")
        answer(_summary(findings, stops, as_history=as_history))
    exit_for(stops)


def _require_used(named: Sequence[str], terms: Terms | None) -> None:
    """Refuse a party the file does not name among its own: an option must not be passed over in silence."""
    odd = sorted({*named} - {*terms.parties}) if terms is not None else []
    if terms is not None and odd:
        parties = ", ".join(sorted(terms.parties))
        raise typer.BadParameter(f"{odd[0]!r}: the file itself names its parties, {parties}", param_hint="--party")


def _summary(findings: Sequence[Finding], stops: Sequence[Finding], *, as_history: bool) -> str:
    if not as_history:
        return f"{len(stops)} finding(s) that stop a signature, {len(findings)} in all"
    lowered = len(stopping(findings)) - len(stops)
    return f"{len(stops)} error(s), {lowered} against the law and run as history only, {len(findings)} in all"


def _for_programs(finding: Finding, *, stops: bool) -> Json:
    """Return a finding as its own words: here ``source`` is the rule's, and the file is called ``file``."""
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "stops": stops,
        "file": where.source,
        "line": where.line,
        "column": where.column,
        "clause": clause_in(where.field),
        "field": where.field,
        "reason": finding.rule,
        "seen": finding.seen,
        "remedy": finding.remedy,
        "source": finding.source,
    }


@app.command(epilog="Example:  homeward terms propose --as head-1 --as head-2 seats/ua")
def propose(folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Propose this seat's terms.toml for signature by two of each party."""
    from homeward.service.ceremony import propose_terms

    seat, path = open_seat(folder), folder / "terms.toml"
    terms, findings = read_terms(path.read_bytes(), source=str(path), parties=[one.id for one in seat.profile.parties])
    if terms is None or stopping(findings):
        raise FindingsRefusal("TERMS-0", "these terms cannot be signed", findings=findings, hint="correct terms.toml")
    show_done(propose_terms(seat, terms, officers(who)))


app.command(epilog=EXPLAIN)(explain)
app.command(epilog=DIFF)(diff)
app.command(epilog=DIAGRAM)(diagram)
app.command(epilog=NEW)(new)
