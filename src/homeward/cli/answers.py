"""Commands for the steps between a wish list and a final list: asked, answers, deaths, remarks, replies."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, show, show_done, show_findings, table, write_new
from homeward.cli.words import HERE, AsJson, Day, Force, Officers, SeatFolder, Way, civil, direction, officers
from homeward.lists.answers import (
    ANSWER_COLUMNS,
    Asked,
    Lines,
    read_answers,
    read_remarks,
    read_replies,
)
from homeward.lists.plain import AnswerRule
from homeward.model.answers import Answer, AnswerCode, Basis, Remark, Reply
from homeward.model.findings import FindingsRefusal, Json, Refusal, Where, stopping
from homeward.model.ids import RowId

app = typer.Typer(help="The steps between a wish list and a final list.", no_args_is_help=True)

Value = TypeVar("Value", Answer, Remark, Reply)

File = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="CSV; without it: there are none.")]


@app.command(epilog="Example:  homeward lists ask 'ru>ua' --as delegate-1 seats/neutral")
def ask(way: Way, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Show the holder, from the neutral's seat, whom the other side looks for, name by name."""
    from homeward.service.answering import ask_names

    answer(f"{ask_names(open_seat(folder), direction(way), officers(who))} names handed to the holder, sealed")


@app.command(epilog="Example:  homeward lists asked 'ru>ua' --out answers.csv seats/ru")
def asked(
    way: Way,
    folder: SeatFolder = HERE,
    out: Annotated[Path | None, typer.Option(help="Write the answers to begin with to this file.")] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Show whom the other side asks about, and write the file of answers to begin with."""
    from homeward.service.answering import asked as asked_about

    seat, way_ = open_seat(folder), direction(way)
    names = asked_about(seat, way_)
    if out is not None:
        proposed = {one.key: one.person.partition("/")[2] for one in seat.vault.get(f"proposal:{way_}")}
        write_new(out, _beginning(names, proposed), force=force)
        answer(f"{out}: {len(names)} names, {len(proposed)} with a proposed row; fill in answer, basis and on")
    elif as_json:
        answer_json([{"row_id": row, "identity": identity} for row, identity in names.items()])
    else:
        made = table("row_id", "identity")
        for row, identity in names.items():
            made.add_row(row, _words(identity))
        show(made)


@app.command(epilog="Example:  homeward lists death 'ru>ua' W-02 --on 2026-03-02 --basis medical --as list-1 seats/ru")
def death(
    way: Way,
    row: Annotated[str, typer.Argument(metavar="ROW", help="The row asked about.")],
    on: Day,
    basis: Annotated[Basis, typer.Option(help="What this rests on.")],
    folder: SeatFolder = HERE,
    who: Officers = [],  # noqa: B006
    anew: Annotated[bool, typer.Option("--anew", help="Take back what was stated of this death here first.")] = False,
) -> None:
    """State, as one officer, that somebody asked about is dead; a second one must state the same by themselves."""
    from homeward.service.deaths import PERSONS, forget_statement, state_death

    seat, way_ = open_seat(folder), direction(way)
    if anew:
        forget_statement(seat, way_, RowId(row))
    stated = Answer(sought=RowId(row), code=AnswerCode.DEAD, basis=basis, on=civil(on))
    persons = 0
    for one in officers(who):
        persons = state_death(seat, way_, stated, one)
    answer(f"{row}: stated by {persons} of {PERSONS} people; {_next(persons)}")


@app.command(epilog="Example:  homeward lists answers 'ru>ua' --json seats/ru")
def answers(way: Way, folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show the answer about each name as this seat was shown it, the first one and what changed it since."""
    from homeward.service.answering import asked as asked_about
    from homeward.service.answers_kept import answered

    seat, way_ = open_seat(folder), direction(way)
    given = answered(seat, way_)
    open_rows = sorted(set(asked_about(seat, way_)) - set(given))
    if as_json:
        said: list[Json] = [
            {"row_id": row, "answers": [_answer_json(each) for each in one.answers]} for row, one in given.items()
        ]
        answer_json({"direction": str(way_), "answered": said, "unanswered": [*open_rows]})
        return
    made = table("row_id", "answer", "basis", "on", "before")
    for row, one in given.items():
        before = ", ".join(each.code.value for each in one.answers[:-1])
        made.add_row(row, one.now.code.value, one.now.basis.value, one.now.on.isoformat(), before)
    show(made)
    answer(f"{len(given)} answered, {len(open_rows)} not answered yet")


@app.command(epilog="Example:  homeward lists remarks 'ru>ua' --file remarks.csv --as list-1 --as list-2 seats/ua")
def remarks(way: Way, folder: SeatFolder = HERE, file: File = None, who: Officers = []) -> None:  # noqa: B006
    """Remark on the answers as the side that asked, or say that there is nothing to remark."""
    from homeward.service.answering import give_remarks, may_remark_on

    seat, way_ = open_seat(folder), direction(way)
    read = _read(file, read_remarks, may_remark_on(seat, way_))
    show_done(give_remarks(seat, way_, read.values, officers(who)))


@app.command(epilog="Example:  homeward lists replies 'ru>ua' --file replies.csv --as list-1 --as list-2 seats/ru")
def replies(way: Way, folder: SeatFolder = HERE, file: File = None, who: Officers = []) -> None:  # noqa: B006
    """Reply to the remarks as the holder; a changed answer stands beside the first one."""
    from homeward.service.answering import give_replies, may_speak_of

    seat, way_ = open_seat(folder), direction(way)
    read = _read(file, read_replies, may_speak_of(seat, way_))
    show_done(give_replies(seat, way_, read.values, officers(who)))


@app.command(epilog="Example:  homeward lists amend 'ru>ua' --file later.csv --as list-1 --as list-2 seats/ru")
def amend(way: Way, folder: SeatFolder = HERE, file: File = None, who: Officers = []) -> None:  # noqa: B006
    """Change answers after the replies, as the holder: somebody was found later, or died."""
    from homeward.service.answering import amend_answers, may_speak_of

    seat, way_ = open_seat(folder), direction(way)
    read = _read(file, read_answers, may_speak_of(seat, way_))
    show_done(amend_answers(seat, way_, read.values, officers(who)))


def answer_by_name(folder: Path, way: str, file: Path, who: list[str]) -> None:
    """Answer the names of *file*; those left out stay open, and that is said."""
    from homeward.service.answering import give_answers, may_speak_of

    seat, way_ = open_seat(folder), direction(way)
    about = may_speak_of(seat, way_)
    read = _read(file, read_answers, about)
    left = len(about.sought) - len(read.values)
    if left:
        show_findings([AnswerRule.LEFT_OPEN.found(Where(source=str(file)), seen=str(left))], talk=True)
    show_done(give_answers(seat, way_, read.values, officers(who)))


def _read(file: Path | None, reader: Callable[..., Lines[Value]], about: Asked) -> Lines[Value]:
    if file is None:
        return Lines(values=(), findings=())
    if not file.is_file():
        raise Refusal("ANSWERS-0", f"{file} is not there", hint="name the file with --file")
    read = reader(file.read_bytes(), about, source=str(file))
    if stopping(read.findings):
        raise FindingsRefusal(
            "ANSWERS-7", f"{file} has findings", findings=read.findings, hint="correct them; nothing was recorded"
        )
    return read


def _beginning(names: dict[RowId, Json], proposed: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=ANSWER_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in names:
        known = {"answer": "held", "holding_row": proposed[row]} if row in proposed else {}
        writer.writerow({"row_id": row, **known})
    return out.getvalue().encode()


def _answer_json(one: Answer) -> Json:
    return {"answer": one.code.value, "basis": one.basis.value, "on": one.on.isoformat(), "same_as": one.same_as}


def _words(identity: Json) -> str:
    cells = [cell for cell in identity if isinstance(cell, list)] if isinstance(identity, list) else []
    return ", ".join(str(cell[1]) for cell in cells)


def _next(persons: int) -> str:
    return "it can be answered now" if persons > 1 else "a second officer states it too, day and basis"
