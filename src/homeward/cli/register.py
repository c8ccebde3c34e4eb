"""Commands for the register of exchanges: history as data, with sources and every side's numbers."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.register_words import (
    in_full,
    outcomes,
    ranked_json,
    show_ranking,
    show_totals,
    superlative_json,
    told,
    total_json,
)
from homeward.cli.show import (
    answer,
    answer_json,
    answer_raw,
    exit_for,
    finding_json,
    say,
    show,
    show_findings,
    table,
    write_new,
)
from homeward.cli.words import AsJson, Force, civil, day
from homeward.model.findings import FindingsRefusal, Refusal, stopping
from homeward.model.register import By, Counting, Definition, PastExchange
from homeward.register import (
    NO_SUCH_EXCHANGE,
    NOTHING_TO_DRAW,
    UNKNOWN_CONFLICT,
    UNREADABLE,
    RegisterReading,
    TotalsReading,
    audit_totals,
    define,
    definitions,
    largest,
    ranking,
    read_register,
    read_totals,
    register_records,
    shipped_register,
    shipped_totals,
    write_csv,
    written,
)

app = typer.Typer(
    help="Exchanges of the past: sources, every side's numbers, totals that can be audited.",
    epilog="Example:  homeward register show yemen-2023-04-14",
    no_args_is_help=True,
)

File = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="Another register, CSV or HXL; default: Homeward's own.")
]
Conflict = Annotated[str | None, typer.Option(metavar="ID", help="Only this conflict.")]
Since = Annotated[datetime | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only from this day on.")]
Until = Annotated[datetime | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only up to this day.")]


class Format(Enum):
    """How a register is exported."""

    CSV = "csv"
    HXL = "hxl"
    JSON = "json"


@app.command(epilog="Example:  homeward register check")
def check(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Your register, CSV or HXL.")] = None,
    totals: Annotated[Path | None, typer.Option(metavar="FILE", help="The totals of your register, TOML.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check every row of a register, and work out every published total from its formula."""
    rows = shipped_register() if file is None else read_register(file.read_bytes(), source=str(file))
    read = _totals(file, totals)
    audited, gaps = audit_totals(read.totals, rows.exchanges, source=_name(file, totals), lines=read.lines)
    findings = (*rows.findings, *read.findings, *gaps)
    if as_json:
        answer_json(
            {
                "rows": rows.rows,
                "exchanges": len(rows.exchanges),
                "findings": [finding_json(one) for one in findings],
                "totals": [total_json(one) for one in audited],
            }
        )
    else:
        show_findings(findings)
        show_totals(audited)
        answer(f"{rows.rows} lines, {len(rows.exchanges)} exchanges, {len(findings)} finding(s); {outcomes(audited)}")
    exit_for(findings)


@app.command("show", epilog="Example:  homeward register show yemen-2023-04-14")
def show_rows(
    exchange: Annotated[str | None, typer.Argument(metavar="[EXCHANGE]", help="One exchange, in full.")] = None,
    file: File = None,
    conflict: Conflict = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Show exchanges with what each side told; one of them with sources, confidence and notes."""
    chosen = _chosen(file, conflict, since, until)
    if exchange is not None:
        chosen = tuple(one for one in chosen if one.id == exchange)
        if not chosen:
            raise Refusal(NO_SUCH_EXCHANGE, f"there is no exchange {exchange} here", hint="homeward register show")
    if as_json:
        answer_json(register_records(chosen))
        return
    if exchange is not None:
        for line in in_full(chosen[0]):
            answer(line)
        return
    made = table("exchange", "date", "what was told")
    for one in chosen:
        made.add_row(one.id, one.on.written, "; ".join(told(flow) for flow in one.flows))
    show(made)


@app.command("largest", epilog="Example:  homeward register largest --count per_side --conflict yemen")
def largest_(
    file: File = None,
    on: Annotated[
        datetime | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Was it the largest on this day, so far?"),
    ] = None,
    by: Annotated[By, typer.Option(help="Compare days, or agreements over all their days.")] = By.DAY,
    count: Annotated[Counting, typer.Option(help="Whom to count.")] = Counting.TOTAL,
    conflict: Conflict = None,
    since: Since = None,
    until: Until = None,
    top: Annotated[int, typer.Option(min=1, help="How many to list.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Say which exchange was the largest, under which definition, and what another definition would change."""
    rows = _chosen(file, conflict, None, None)
    asked = Definition(
        by=by,
        count=count,
        since=None if since is None else civil(since),
        until=civil(until) if until is not None else (None if on is None else civil(on)),
        conflict=conflict,
    )
    answers = [] if on is None else [largest(rows, one, civil(on)) for one in definitions(asked)]
    if as_json:
        ranked = [ranked_json(one) for one in ranking(rows, asked)]
        answer_json(
            {"definition": define(asked), "ranking": ranked, "answers": [superlative_json(one) for one in answers]}
        )
        return
    answer(define(asked))
    show_ranking(ranking(rows, asked), top)
    for one in answers[:1]:
        answer(f"largest on {on:%Y-%m-%d}: {one.outcome.value}. {one.says}")
    answer("with another definition:")
    for place, other in enumerate(definitions(asked)[1:], 1):
        first = next(iter(ranking(rows, other)), None)
        leading = "" if first is None else f"{first.name}, {written(first)}"
        verdict = f" ({on:%Y-%m-%d}: {answers[place].outcome.value})" if on is not None else ""
        answer(f"    by {other.by.value}, {other.count.value.replace('_', ' ')}: {leading}{verdict}")


@app.command(epilog="Example:  homeward register plot --conflict korea --out korea.svg")
def plot(
    out: Annotated[Path, typer.Option(metavar="FILE.svg", help="Where to write the drawing.")],
    file: File = None,
    conflict: Conflict = None,
    since: Since = None,
    until: Until = None,
    force: Force = False,
) -> None:
    """Draw the running sum of each flow and each exchange, as SVG without script, with a table in it."""
    from homeward.bulletin.register_plot import register_plot

    rows = _chosen(file, conflict, since, until)
    counts = Counter(one.conflict for one in rows)
    drawn = conflict or max(sorted(counts), key=lambda name: counts[name], default="")
    data = register_plot([one for one in rows if one.conflict == drawn], title=f"Exchanges in {drawn}: people returned")
    if data is None:
        raise Refusal(
            NOTHING_TO_DRAW,
            f"{drawn or 'this register'} has no flows between two parties to draw, or more than four",
            hint="choose another with --conflict; 'homeward register show' lists all",
        )
    write_new(out, data, force=force)
    answer(f"{counts[drawn]} exchanges in {drawn} drawn: {out}")
    if conflict is None and len(counts) > 1:
        say(f"drawn is the conflict with most exchanges; the others: {', '.join(sorted(set(counts) - {drawn}))}")


@app.command(epilog="Example:  homeward register export --format hxl --conflict yemen --out yemen.csv")
def export(
    format_: Annotated[Format, typer.Option("--format", help="csv, hxl (CSV with a row of tags) or json.")],
    file: File = None,
    conflict: Conflict = None,
    since: Since = None,
    until: Until = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; default: stdout.")] = None,
    force: Force = False,
) -> None:
    """Export the register, whole or in part, as CSV, as HXL or as JSON."""
    rows = _chosen(file, conflict, since, until)
    if format_ is Format.JSON:
        text = json.dumps(register_records(rows), ensure_ascii=False, indent=2, sort_keys=True)
        data = f"{text}\n".encode()
    else:
        data = write_csv(rows, with_tags=format_ is Format.HXL)
    if out is None:
        answer_raw(data)
        return
    write_new(out, data, force=force)
    answer(f"{len(rows)} exchanges written to {out}")


def _totals(file: Path | None, totals: Path | None) -> TotalsReading:
    if totals is not None:
        return read_totals(totals.read_bytes(), source=str(totals))
    return shipped_totals() if file is None else TotalsReading(totals=(), findings=(), lines={})


def _name(file: Path | None, totals: Path | None) -> str:
    if totals is not None:
        return str(totals)
    return "totals.toml" if file is None else str(file)


def _opened(file: Path | None) -> RegisterReading:
    reading = shipped_register() if file is None else read_register(file.read_bytes(), source=str(file))
    if stopping(reading.findings):
        raise FindingsRefusal(
            UNREADABLE,
            f"{file} has {len(stopping(reading.findings))} error(s)",
            findings=reading.findings,
            hint="correct the rows; 'homeward register check FILE' shows them again",
        )
    return reading


def _chosen(
    file: Path | None, conflict: str | None, since: datetime | None, until: datetime | None
) -> tuple[PastExchange, ...]:
    rows = _opened(file).exchanges
    known = sorted({one.conflict for one in rows})
    if conflict is not None and conflict not in known:
        raise Refusal(UNKNOWN_CONFLICT, f"there is no conflict {conflict} here", hint=f"one of: {', '.join(known)}")
    return tuple(
        one
        for one in rows
        if (conflict is None or one.conflict == conflict)
        and (since is None or one.on.latest >= civil(since))
        and (until is None or one.on.earliest <= civil(until))
    )
