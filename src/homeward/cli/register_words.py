"""How the register looks on a terminal and in JSON: totals with their formulas, exchanges, rankings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from homeward.cli.show import answer, show, table
from homeward.model.findings import Json
from homeward.model.register import Answer, Audited, Flow, Outcome, PastExchange, Ranked, Told
from homeward.register import define, written


def show_totals(audited: Sequence[Audited]) -> None:
    """Print the totals as a table, then each formula with what it leaves out and leans on."""
    if not audited:
        return
    made = table("total", "computed", "published", "result")
    for one in audited:
        made.add_row(
            one.total.id,
            _figure(None if one.best is None else one.best.value),
            _figure(one.total.published),
            _result(one),
        )
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


def outcomes(audited: Sequence[Audited]) -> str:
    """Count the totals by what their audit shows."""
    counts = Counter(one.outcome for one in audited)
    said = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    return f"{len(audited)} totals: {', '.join(said)}" if said else "no totals"


def total_json(one: Audited) -> Json:
    """Return an audited total for programs."""
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


def told(flow: Flow) -> str:
    """Write one flow with what each teller says."""
    return f"{_way(flow)} {', '.join(_number(one) for one in flow.told)}"


def _number(told: Told) -> str:
    number = told.missing.value.replace("_", " ") if told.missing is not None else f"{told.persons or 0:,}"
    how = "" if told.op.value == "exact" else f"{told.op.value.replace('_', ' ')} "
    by = f" ({', '.join(told.by)})" if told.by else ""
    return f"{how}{number}{by}"


def in_full(one: PastExchange) -> Iterator[str]:
    """Yield everything the register has on one exchange, line by line."""
    yield f"{one.id}: {one.conflict}, {one.on.written}"
    lists = (("agreements", ", ".join(one.agreements)), ("mediators", ", ".join(one.mediators)))
    yield from _labelled(*lists, ("number", one.numbered), ("place", one.place))
    for flow in one.flows:
        for figure in flow.told:
            yield f"{_way(flow)}: {_number(figure)}"
            yield from _labelled(
                ("split", ", ".join(f"{name} {number:,}" for name, number in figure.split)),
                ("counted outside", _people(figure.outside)),
                ("bodies", _people(figure.bodies)),
                ("note", figure.note),
                (f"{figure.confidence.value} confidence", "; ".join(figure.sources)),
            )


def _labelled(*pairs: tuple[str, str | None]) -> Iterator[str]:
    yield from (f"    {label}: {text}" for label, text in pairs if text)


def _people(number: int | None) -> str | None:
    return None if number is None else f"{number:,}"


def _way(flow: Flow) -> str:
    return "all ways" if flow.direction is None else str(flow.direction)


def show_ranking(ranked: Sequence[Ranked], top: int) -> None:
    """Print the largest, and all that cannot be excluded because a number is missing."""
    made = table("place", "what", "conflict", "people")
    for one in ranked[:top]:
        made.add_row(place_of(one, ranked), one.name, one.conflict, written(one))
    show(made)
    silent = [one.name for one in ranked if one.high is None]
    if silent:
        answer(f"without a full number, so that none can be excluded ({len(silent)}): {', '.join(silent)}")


def place_of(one: Ranked, ranked: Sequence[Ranked]) -> str:
    """
    Return the place of *one* among those with a full number, from the best to the worst where intervals overlap.

    One without a full number has none: it cannot be put before or after another.
    """
    if one.high is None:
        return "-"
    others = [(other.low, other.high) for other in ranked if other is not one and other.high is not None]
    best = 1 + sum(low > one.high for low, _ in others)
    worst = 1 + sum(high >= one.low for _, high in others)
    return str(best) if best == worst else f"{best}-{worst}"


def ranked_json(one: Ranked) -> Json:
    """Return one place of a ranking for programs."""
    return {
        "name": one.name,
        "conflict": one.conflict,
        "date": one.on.written,
        "low": one.low,
        "high": one.high,
        "exchanges": list(one.exchanges),
        "without_number": list(one.without_number),
    }


def superlative_json(one: Answer) -> Json:
    """Return an answer about a superlative for programs."""
    return {
        "definition": define(one.definition),
        "by": one.definition.by.value,
        "count": one.definition.count.value,
        "result": one.outcome.name.lower(),
        "says": one.says,
        "rivals": [ranked_json(rival) for rival in one.rivals],
    }
