"""Command that starts an agreement from questions, or from a file of answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from homeward.cli.show import answer, answer_raw, show_findings, write_new
from homeward.cli.words import Force, day
from homeward.model.findings import FindingsRefusal, stopping
from homeward.model.ids import is_id
from homeward.terms import read_terms
from homeward.terms.starting import DEFAULTS, Promise, read_answers, start_terms

NEW: Final = "Example:  homeward terms new --answers answers.toml --out ford.toml"

_COUNTED: Final = frozenset({Promise.EQ, Promise.AT_LEAST, Promise.UP_TO, Promise.RANGE, Promise.ALL_UP_TO})


def _ask(asks: str, **options: Any) -> Any:  # noqa: ANN401 - as typer.prompt
    # Questions are talk: stdout holds the agreement alone.
    return typer.prompt(asks, err=True, prompt_suffix=" ", **options)


def _confirm(asks: str, *, default: bool) -> bool:
    return typer.confirm(asks, default=default, err=True, prompt_suffix=" ")


def new(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; default: stdout.")] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Answers, TOML; without them the terminal is asked.")
    ] = None,
    force: Force = False,
) -> None:
    """Start an agreement from questions; what comes out passes `terms check`, and its words are to be replaced."""
    if answers is None:
        data, source = "\n".join(_asked()).encode(), "your answers"
    else:
        data, source = answers.read_bytes(), str(answers)
    read, found = read_answers(data, source=source)
    if read is None:
        raise FindingsRefusal(
            "QUESTIONS-1",
            f"{source} cannot be read as answers",
            findings=found,
            hint="correct them, or ask on the terminal",
        )
    text = start_terms(read)
    _, findings = read_terms(text.encode(), source="the new terms", parties=())
    if stopping(findings):
        hint = "answer otherwise; nothing was written"
        raise FindingsRefusal("QUESTIONS-2", "from these answers no side could sign", findings=findings, hint=hint)
    if out is None:
        answer_raw(text.encode())
        return
    write_new(out, text.encode(), force=force)
    show_findings(findings, talk=True)
    answer(f"written: {out}; put the words of the signed text into its clauses")


def _asked() -> Iterator[str]:
    """Ask on the terminal; yield the answers as lines of a file of answers."""
    yield "format = 1"
    yield _text("title", "What is the agreement called?")
    yield _day("agreed_on", "On which day was it, or will it be, signed?")
    yield from _parties()
    yield from _promise()
    yield from _days()
    for key, asks in (
        ("reserve", "How many people are named in reserve for each direction, for places that fall free?"),
        ("lists_days", "How many days for the lists?"),
        ("answer_days", "How many days for the answers?"),
        ("final_days", "How many days for the final lists?"),
        ("wish_days", "How many days does a wish heard in private hold?"),
        ("fitness_days", "How many days does a doctor's word hold?"),
    ):
        yield f"{key} = {_ask(asks, default=DEFAULTS.get(key, 0), type=int)}"
    yield _text("residual", "What becomes of people found to be held afterwards?", default=str(DEFAULTS["residual"]))


def _parties() -> Iterator[str]:
    named: dict[str, str] = {}
    while len(named) < 2 or _confirm("Is there one more party that signs?", default=False):  # noqa: PLR2004
        one = _id("The short id of a party, for example north")
        named[one] = _ask("What is it called?", default=one)
    yield f"parties = {_table(named)}"
    if _confirm("Is there a neutral who hears people's wishes?", default=True):
        one = _id("The short id of the neutral")
        yield f"neutral = {_table({one: _ask('What is it called?', default=one)})}"


def _promise() -> Iterator[str]:
    promise = Promise(_choice("What does each party promise?", [one.value for one in Promise]))
    yield f'promise = "{promise.value}"'
    if promise in _COUNTED:
        yield f"count = {_ask('How many people does each free?', type=int)}"
    if promise is Promise.RANGE:
        yield f"high = {_ask('And at most how many?', type=int)}"
    if promise in {Promise.ALL, Promise.ALL_UP_TO}:
        yield _text("universe", "All of whom, as of when?", default=str(DEFAULTS["universe"]))
    status = _choice("Who are they?", ["everybody", "pow", "civilian", "retained"])
    if status != "everybody":
        yield f'status = "{status}"'
    is_so = _confirm("Do the seriously wounded and sick go regardless of the number?", default=True)
    yield f"serious = {'true' if is_so else 'false'}"


def _days() -> Iterator[str]:
    asks, days = "Is there a day on which people cross?", list[str]()
    while _confirm(asks, default=False):
        asks = "Is there one more day?"
        on = _day("on", "Which day?")
        days.append(f"{{ {on}, each = {_ask('How many in each direction?', type=int)} }}")
    yield f"days = [{', '.join(days)}]"


def _text(key: str, asks: str, *, default: str | None = None) -> str:
    return f"{key} = {_quoted(_ask(asks, default=default))}"


def _day(key: str, asks: str) -> str:
    return f"{key} = {_ask(asks, value_proc=lambda text: day(text).date().isoformat())}"


def _id(asks: str) -> str:
    return str(_ask(asks, value_proc=_read_id))


def _read_id(text: str) -> str:
    if not is_id(text):
        raise typer.BadParameter(f"{text!r}: write an id of a-z, then a-z 0-9 _ -")
    return text


def _choice(asks: str, words: list[str]) -> str:
    def read(text: str) -> str:
        if text not in words:
            raise typer.BadParameter(f"{text!r}: write one of {', '.join(words)}")
        return text

    return str(_ask(f"{asks} ({', '.join(words)})", default=words[0], value_proc=read))


def _table(named: dict[str, str]) -> str:
    return f"{{ {', '.join(f'{key} = {_quoted(name)}' for key, name in named.items())} }}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
