"""The demonstration: a whole exchange on one machine, every step done by the same code as a real one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from homeward.cli.build import OPTIONS
from homeward.cli.bulletin import write_publication
from homeward.cli.list_files import read_list_file
from homeward.cli.reconcile import read_claims
from homeward.cli.show import DEMO_NOTICE, OUT, BarProgress, answer, place, program, show, table
from homeward.cli.stage import (
    AGENTS,
    DELEGATE,
    DELEGATES,
    HEADS,
    LIST_OFFICERS,
    SPOKESPERSON,
    Stage,
    find_example,
    set_up,
)
from homeward.cli.words import Force
from homeward.model.acts import Act, counts_of
from homeward.model.findings import FindingsRefusal, Refusal, Severity, stopping
from homeward.model.ids import OfficerId, TrancheId
from homeward.model.people import ListKind
from homeward.model.terms import Direction, Terms
from homeward.service import ceremony, crossing, lists, planning, proposing, publishing, signing, standing
from homeward.service.reading import read_record
from homeward.service.waiting import waiting
from homeward.terms import describe_terms, read_terms

ACCEPT_FROM: Final = 0.9
"""The demonstration's list officers answer *held* from this probability up."""


def demo(
    out: Annotated[Path, typer.Option(help="A folder for the three seats.")] = Path("homeward-demo"),
    example: Annotated[Path | None, typer.Option(help="Another example's folder.")] = None,
    seed: Annotated[
        str | None, typer.Option(help="Draw everything from SEED: two runs give the same plan and bulletin.")
    ] = None,
    force: Force = False,
) -> None:
    """Run the Istanbul exchange of May 2025 with made-up people: from the agreement to a released bulletin."""
    began, progress = time.monotonic(), BarProgress()
    answer(DEMO_NOTICE)
    stage = set_up(find_example(example), out, seed=seed or OPTIONS.seed, force=force, progress=progress)
    for number, (title, act) in enumerate(_STORY, 1):
        with _step(number, title):
            act(stage)
            progress.close()
    _summary(stage, time.monotonic() - began)


def _begin(stage: Stage) -> None:
    """Seats, keys, genesis, terms."""
    stage.carry()
    ceremony.propose_genesis(stage.neutral, DELEGATES)
    _all_sign(stage, "genesis", HEADS)
    _line(
        f"three seats, {sum(len(one.profile.officers) for one in stage.seats.values())} officers, genesis signed by all"
    )
    path = stage.example / "terms.toml"
    terms, findings = read_terms(path.read_bytes(), source=path.name, parties=[one.org for one in stage.parties])
    if terms is None or stopping(findings):
        raise FindingsRefusal(
            "DEMO-4", "the example's terms cannot be signed", findings=findings, hint="see the findings"
        )
    for said in describe_terms(terms)[:6]:
        _line(said)
    stage.at(5, 16, 18)
    ceremony.propose_terms(stage.neutral, terms, ())
    stage.carry()
    _all_sign(stage, "terms", HEADS)
    _line(f"terms checked ({len(findings)} advice), signed 2 + 2")


def _lists(stage: Stage) -> None:
    """Lists read, sealed, revealed."""
    stage.at(5, 17)
    made = table("seat", "list", "rows", "entries", "advice", "errors")
    examples: list[str] = []
    for seat in stage.parties:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            file = stage.folder / seat.org / "lists" / f"{kind.value}.csv"
            reading = read_list_file(file, kind, "utf-8")
            stops = stopping(reading.findings)
            advice = sum(one.severity is Severity.ADVICE for one in reading.findings)
            made.add_row(
                seat.org, kind.value, str(reading.rows), str(len(reading.entries)), str(advice), str(len(stops))
            )
            examples += [f"{Path(place(one)).name}: {one.rule}, seen {one.seen!r}; {one.remedy}" for one in stops[:1]]
            lists.import_list(seat, reading, kind)
    show(made)
    for example in examples[:2]:
        _line(f"for example {example}")
    for seat in stage.parties:
        ceremony.commit_draw(seat, HEADS)
        for kind in (ListKind.HOLDING, ListKind.WISH):
            lists.commit_list(seat, kind, LIST_OFFICERS)
    stage.carry()
    stage.at(5, 18)
    for seat in stage.parties:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            lists.reveal_list(seat, kind, LIST_OFFICERS)
    stage.carry()
    opened = lists.open_lists(stage.neutral, DELEGATE)
    _line(f"all lists and both parts of the draw sealed; then {len(opened)} lists revealed, each the one sealed")


def _match(stage: Stage) -> None:
    """Wish lists against holding lists."""
    stage.at(5, 19)
    made = table("direction", "pairs looked at", "proposed", "of these from 0.9 up")
    for direction in _terms(stage).directions:
        matches = proposing.propose_matches(stage.neutral, direction, DELEGATE).matches
        proposed = [one for one in matches if one.is_proposed]
        sure = sum(one.probability >= ACCEPT_FROM for one in proposed)
        made.add_row(str(direction), str(len(matches)), str(len(proposed)), str(sure))
    show(made)
    shown = min(proposed, key=lambda one: abs(one.probability - 0.98))  # an instructive one
    _line(f"why {shown.left} and {shown.right} may be one person ({shown.probability:.3f}):")
    for one in shown.evidence:
        if abs(one.weight) >= 0.05:  # noqa: PLR2004 - what would be shown as nought says nothing
            _line(f"    {one.field}: {one.level} ({one.weight:+.1f})")
    stage.carry()


def _answers(stage: Stage) -> None:
    """Answers and final lists."""
    stage.at(5, 20)
    directions = _terms(stage).directions
    for direction in directions:
        counts = lists.answer(stage.seats[direction.holder], direction, ACCEPT_FROM, LIST_OFFICERS)
        _line(
            f"{direction}: {direction.holder} answers "
            + ", ".join(f"{code} {persons}" for code, persons in counts.items())
        )
    stage.carry()
    stage.at(5, 21)
    for direction in directions:
        lists.propose_final(stage.neutral, direction)
    stage.carry()
    _all_sign(stage, "final", LIST_OFFICERS)
    _line("final lists signed 2 + 2; unclear pairs stay open in the register and stop nobody else")


def _gates(stage: Stage) -> None:
    """Wish and fitness."""
    stage.at(5, 22)
    data = (stage.example / "people" / "neutral" / "gates.csv").read_bytes()
    heard = standing.import_hearings(stage.neutral, data, source="gates.csv")
    stopped = standing.stop_people(stage.neutral, date(2025, 5, 23), DELEGATE)
    _line(f"{heard} hearings by the neutral and the doctor, kept in the neutral's vault only")
    _line(f"{len(stopped)} people of the final lists do not travel; the record never says why")
    stage.carry()


def _plan(stage: Stage) -> None:
    """The plan of three tranches."""
    for seat in stage.parties:
        ceremony.open_draw(seat, HEADS)
    stage.carry()
    plan, _ = planning.propose_plan(stage.neutral)
    findings = planning.check_plan(stage.neutral)
    if stopping(findings):
        raise FindingsRefusal("DEMO-5", "the plan has findings", findings=findings, hint="report this")
    stage.carry()
    _all_sign(stage, "plan", HEADS)
    levels = table("made as small as it can be, in this order", "value", "proven bound")
    for level in plan.levels:
        levels.add_row(level.name, str(level.value), str(level.bound))
    show(levels)
    made = table("tranche", "direction", "people", "by category")
    for part in planning.parts_of(planning.papers(stage.neutral), _terms(stage)):
        counts = ", ".join(f"{persons} {category}" for category, persons in part.counts.items())
        made.add_row(part.tranche, str(part.direction), str(sum(part.counts.values()) + part.outside), counts)
    show(made)
    _line(
        f"checked by code that knows no solver: {len(stopping(findings))} faults; draw {plan.seed[:12]}; signed 2 + 2"
    )
    papers = planning.papers(stage.parties[0])
    for reason in dict.fromkeys(one.reason for one in papers if one.tranche) if papers else ():
        _line(f"a reason as a party reads it: {reason}")
        break


def _handovers(stage: Stage) -> None:
    """Three handovers each way."""
    made = table("tranche", "direction", "crossed", "by category", "stayed", "reserve")
    for tranche, on in _terms(stage).dated:
        stage.at(on.month, on.day, 6)
        if on == date(2025, 5, 24):
            _somebody_stays(stage, tranche.id)
        for direction in _terms(stage).directions:
            act = _hand_over(stage, tranche.id, direction)
            counts = ", ".join(f"{persons} {category}" for category, persons in counts_of(act.people).items())
            made.add_row(
                tranche.id,
                str(direction),
                str(len(act.people)),
                counts,
                str(len(act.absent)),
                str(len(act.replacements)),
            )
        stage.at(on.month, on.day, 18)
        for seat in stage.parties:
            for one in crossing.unconfirmed(seat):
                crossing.confirm_arrival(seat, one.digest, (), AGENTS)
        stage.carry()
    show(made)
    _line("each act signed 2 + 2, counts taken from what was signed, arrivals confirmed by the receiving side")


def _verify(stage: Stage) -> None:
    """The record at each seat."""
    stage.carry()
    made = table("seat", "logs", "events verified", "cosigned by all", "genesis")
    for org, seat in sorted(stage.seats.items()):
        reading = read_record(seat)
        if reading.findings:
            raise FindingsRefusal("DEMO-6", "some events wait", findings=reading.findings, hint="report this")
        made.add_row(
            org,
            str(len(reading.logs)),
            str(len(reading.record.lines)),
            str(len(reading.cosigned)),
            str(reading.state.genesis)[:12],
        )
    show(made)


def _statements(stage: Stage) -> None:
    """What was said, beside the record."""
    seat = stage.neutral
    claims = read_claims(stage.folder / seat.org, seat.profile)
    for verdict in publishing.reconcile_statements(seat, claims, date(2025, 5, 23)):
        _line(f"{verdict.rule} {verdict.result.value.replace('_', ' ')}: {verdict.says}")
        for detail in (verdict.arithmetic, verdict.record):
            if detail:
                _line(f"       {detail}")


def _bulletin(stage: Stage) -> None:
    """The bulletin."""
    stage.at(5, 25, 20)
    drafter = stage.parties[0]
    bulletin = publishing.draft(drafter, read_claims(stage.folder / drafter.org, drafter.profile), date(2025, 5, 25))
    publishing.release(drafter, SPOKESPERSON)
    stage.carry()
    _all_sign(stage, "bulletin", SPOKESPERSON)
    for seat in stage.seats.values():
        made = publishing.published(seat)
        write_publication(stage.folder / seat.org / "out", made.files)
    stage.carry()
    stage.carry()
    withheld = sum(cell.persons is None for cell in bulletin.cells)
    _line(
        f"{len(bulletin.cells)} counts, {withheld} withheld; the same bytes released by both sides, {made.digest[:16]}"
    )
    _line(f"{len(made.files) - 2} files for any host: pages in four languages, feeds, a table, a schema")


_STORY: Final[tuple[tuple[str, Callable[[Stage], None]], ...]] = (
    ("three seats, keys, genesis; the terms read, checked and signed", _begin),
    ("lists read, sealed, then revealed to the neutral", _lists),
    ("wish lists matched against holding lists at the neutral's seat", _match),
    ("answers, final lists", _answers),
    ("the gates: each person's wish, heard by the neutral, and fitness", _gates),
    ("the plan: three tranches, a reason for each place", _plan),
    ("three handovers", _handovers),
    ("the record verified at each seat", _verify),
    ("the public statements of 23 May 2025 beside the record", _statements),
    ("the bulletin", _bulletin),
)


def _all_sign(stage: Stage, what: str, officers: tuple[OfficerId, ...]) -> None:
    """Carry what is to be signed to each party in turn, have it signed there, and bring the whole back to all."""
    for seat in stage.parties:
        stage.carry(stage.neutral, seat)
        if any(need.org == seat.org for one in waiting(seat) for need in one.missing):
            signing.sign(seat, what, officers)
        stage.carry(seat, stage.neutral)
    stage.carry()


def _hand_over(stage: Stage, tranche: TrancheId, direction: Direction) -> Act:
    """Play one act at the crossing: signed by the giving agents, carried on a stick, signed by the others."""
    giving, receiving = stage.seats[direction.holder], stage.seats[direction.receiver]
    act, _ = crossing.propose_act(giving, tranche, direction, AGENTS)
    stage.carry(giving, receiving)
    signing.sign(receiving, "act", AGENTS)
    stage.carry(receiving, giving)
    return act


def _somebody_stays(stage: Stage, tranche: TrancheId) -> None:
    """Let the first person of the crossing's file who is planned in *tranche* not pass a gate asked again there."""
    data = (stage.example / "people" / "neutral" / "crossing.csv").read_bytes()
    planned = {one.ref for one in planning.papers(stage.neutral) if one.tranche == tranche}
    rows = {
        (one.candidate.holder, one.holding_row): one.candidate.ref
        for one in standing.people_on_final_lists(stage.neutral, _terms(stage))
    }
    hearings, _ = standing.read_hearings(data, source="crossing.csv")
    for line, one in zip(data.decode().splitlines()[1:], hearings, strict=True):
        if rows.get((one.party, one.row)) in planned:
            header = data.decode().splitlines()[0]
            standing.import_hearings(stage.neutral, f"{header}\n{line}\n".encode(), source="crossing.csv")
            standing.stop_people(stage.neutral, one.on, DELEGATE)
            stage.carry()
            return
    raise Refusal(
        "DEMO-7", "nobody of the crossing's file is planned in this tranche", hint="see people/neutral/crossing.csv"
    )


def _terms(stage: Stage) -> Terms:
    terms = read_record(stage.neutral).state.terms
    if terms is None:
        raise Refusal("DEMO-8", "the terms are not signed", hint="report this")
    return terms


@contextmanager
def _step(number: int, title: str) -> Iterator[None]:
    OUT.print(f"\n[bold]{number}. {title}[/]")
    began = time.monotonic()
    yield
    OUT.print(f"   [dim]{time.monotonic() - began:.1f} s[/]")


def _line(text: str) -> None:
    answer(f"   {text}")


def _summary(stage: Stage, seconds: float) -> None:
    state = read_record(stage.neutral).state
    arrived: Counter[str] = Counter()
    for one in state.acts:
        arrived[str(one.act.direction)] += len(one.act.people) - len(one.missing)
    answer("")
    answer(
        f"DONE in {seconds:.0f} s. "
        + ", ".join(f"{way}: {persons} people home" for way, persons in sorted(arrived.items()))
    )
    answer(
        f"seats: {stage.folder}/{{{','.join(sorted(stage.seats))}}}"
        f"   bulletin: {stage.folder}/{stage.parties[0].org}/out/bulletin.html"
    )
    answer("try next:")
    for line in (
        f"{program()} status {stage.folder}/{stage.parties[0].org}",
        f"{program()} record verify {stage.folder}/{stage.neutral.org}",
        f"{program()} reconcile --as-of 2025-05-23 {stage.folder}/{stage.parties[-1].org}",
    ):
        answer(f"  {line}")
    answer(DEMO_NOTICE)
