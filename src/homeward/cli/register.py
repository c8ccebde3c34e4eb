"""Commands for the register of exchanges: history as data, with sources and every side's numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

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
from homeward.cli.words import AsJson, Force, civil
from homeward.model.findings import FindingsRefusal, Json, Refusal, stopping
from homeward.model.register import (
    Answer,
    Audited,
    By,
    Counting,
    Definition,
    Flow,
    Outcome,
    PastExchange,
    Ranked,
    Told,
)
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
    help="Exchanges of the past: sources, every side's numbers, totals that can be audited.", no_args_is_help=True
)

File = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="Another register, CSV or HXL; default: Homeward's own.")
]
Conflict = Annotated[str | None, typer.Option(metavar="ID", help="Only this conflict.")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Only from this day on.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Only up to this day.")
]


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
                "totals": [_total_json(one) for one in audited],
            }
        )
    else:
        show_findings(findings)
        _show_totals(audited)
        answer(f"{rows.rows} lines, {len(rows.exchanges)} exchanges, {len(findings)} finding(s); {_outcomes(audited)}")
    exit_for(findings)


@app.command("show", epilog="Example:  homeward register show ru-ua-2025-05-23")
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
        for line in _in_full(chosen[0]):
            answer(line)
        return
    made = table("exchange", "date", "what was told")
    for one in chosen:
        made.add_row(one.id, one.on.written, "; ".join(_told(flow) for flow in one.flows))
    show(made)


@app.command("largest", epilog="Example:  homeward register largest --on 2025-05-23 --conflict ru-ua --count per_side")
def largest_(
    file: File = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Was it the largest on this day, so far?"),
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
        ranked = [_ranked_json(one) for one in ranking(rows, asked)]
        answer_json({"definition": define(asked), "ranking": ranked, "answers": [_answer_json(one) for one in answers]})
        return
    answer(define(asked))
    _show_ranking(ranking(rows, asked), top)
    for one in answers[:1]:
        answer(f"largest on {on:%Y-%m-%d}: {one.outcome.value}. {one.says}")
    answer("with another definition:")
    for place, other in enumerate(definitions(asked)[1:], 1):
        first = next(iter(ranking(rows, other)), None)
        told = "" if first is None else f"{first.name}, {written(first)}"
        verdict = f" ({on:%Y-%m-%d}: {answers[place].outcome.value})" if on is not None else ""
        answer(f"    by {other.by.value}, {other.count.value.replace('_', ' ')}: {told}{verdict}")


@app.command(epilog="Example:  homeward register plot --conflict ru-ua --out register.svg")
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


def _show_totals(audited: Sequence[Audited]) -> None:
    if not audited:
        return
    made = table("total", "computed", "published", "result")
    for one in audited:
        made.add_row(one.total.id, _figure(one.best and one.best.value), _figure(one.total.published), _result(one))
    show(made)
    for one in audited:
        answer(f"{one.total.id}: {one.total.says} ({one.total.published_by})")
        for line in _how(one):
            answer(f"    {line}")


def _figure(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _result(one: Audited) -> str:
    if one.difference:
        return f"{one.outcome.value}, {one.difference:+,}"
    if one.total.agreed and one.best is not None:
        return f"{one.outcome.value}; {one.best.value * 1000 // one.total.agreed / 10} % of {one.total.agreed:,} agreed"
    return one.outcome.value


def _how(one: Audited) -> Iterator[str]:
    for computed in one.readings:
        yield f"{computed.name}: {computed.formula}" if computed.name else computed.formula
    for reading in one.total.readings:
        for out in reading.left_out:
            people = "" if out.persons is None else f"{out.persons} of "
            yield f"left out, {people}{', '.join(out.exchanges)}: {out.why}"
    if one.best is not None and one.best.without_number:
        yield f"no number for a term: {', '.join(one.best.without_number)}"
    if one.best is not None and one.best.shared:
        yield f"counted under another agreement too, no share was told: {', '.join(one.best.shared)}"
    if one.total.leans_on:
        yield f"cannot confirm, because settled with its help: {', '.join(one.total.leans_on)}"
    if one.total.unexplained is not None:
        yield f"unexplained: {one.total.unexplained}"


def _outcomes(audited: Sequence[Audited]) -> str:
    counts = Counter(one.outcome for one in audited)
    said = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    return f"{len(audited)} totals: {', '.join(said)}" if said else "no totals"


def _total_json(one: Audited) -> Json:
    total = one.total
    return {
        "id": total.id,
        "conflict": total.conflict,
        "says": total.says,
        "published": total.published,
        "published_by": total.published_by,
        "agreed": total.agreed,
        "computed": None if one.best is None else one.best.value,
        "difference": one.difference,
        "result": one.outcome.name.lower(),
        "readings": [
            {
                "name": each.name,
                "formula": each.formula,
                "computed": each.value,
                "handovers": each.handovers,
                "without_number": list(each.without_number),
                "shared": list(each.shared),
            }
            for each in one.readings
        ],
        "left_out": [
            {"exchanges": list(out.exchanges), "persons": out.persons, "why": out.why}
            for reading in total.readings
            for out in reading.left_out
        ],
        "leans_on": list(total.leans_on),
        "sources": list(total.sources),
        "unexplained": total.unexplained,
    }


def _told(flow: Flow) -> str:
    way = "all ways" if flow.direction is None else str(flow.direction)
    return f"{way} {', '.join(_number(one) for one in flow.told)}"


def _number(told: Told) -> str:
    number = told.missing.value.replace("_", " ") if told.missing is not None else f"{told.persons or 0:,}"
    how = "" if told.op.value == "exact" else f"{told.op.value.replace('_', ' ')} "
    by = f" ({', '.join(told.by)})" if told.by else ""
    return f"{how}{number}{by}"


def _in_full(one: PastExchange) -> Iterator[str]:
    yield f"{one.id}: {one.conflict}, {one.on.written}"
    for label, values in (("agreements", one.agreements), ("mediators", one.mediators)):
        if values:
            yield f"    {label}: {', '.join(values)}"
    for label, text in (("number", one.numbered), ("place", one.place)):
        if text is not None:
            yield f"    {label}: {text}"
    for flow in one.flows:
        for told in flow.told:
            yield f"{'all ways' if flow.direction is None else flow.direction}: {_number(told)}"
            if told.split:
                yield f"    split: {', '.join(f'{name} {number:,}' for name, number in told.split)}"
            for label, number in (("counted outside", told.outside), ("bodies", told.bodies)):
                if number is not None:
                    yield f"    {label}: {number:,}"
            if told.note is not None:
                yield f"    note: {told.note}"
            yield f"    {told.confidence.value} confidence: {'; '.join(told.sources)}"


def _show_ranking(ranked: Sequence[Ranked], top: int) -> None:
    made = table("place", "what", "conflict", "people")
    for place, one in enumerate(ranked[:top], 1):
        made.add_row(str(place), one.name, one.conflict, written(one))
    show(made)
    silent = [one.name for one in ranked if one.high is None]
    if silent:
        answer(f"without a full number, so that none can be excluded ({len(silent)}): {', '.join(silent)}")


def _ranked_json(one: Ranked) -> Json:
    return {
        "name": one.name,
        "conflict": one.conflict,
        "date": one.on.written,
        "low": one.low,
        "high": one.high,
        "exchanges": list(one.exchanges),
        "without_number": list(one.without_number),
    }


def _answer_json(one: Answer) -> Json:
    return {
        "definition": define(one.definition),
        "by": one.definition.by.value,
        "count": one.definition.count.value,
        "result": one.outcome.name.lower(),
        "says": one.says,
        "rivals": [_ranked_json(rival) for rival in one.rivals],
    }
