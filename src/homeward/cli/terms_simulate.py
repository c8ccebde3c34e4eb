"""The command that plays an agreement forward."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.show import answer, answer_json, say, show_findings
from homeward.cli.words import AsJson, civil, day
from homeward.model.findings import FindingsRefusal, stopping
from homeward.model.happenings import Happening
from homeward.model.terms import Terms
from homeward.terms.simulation import Play

EPILOG = "Example:  homeward terms simulate --made-up 40 river.toml"


def simulate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The terms, TOML.")],
    events: Annotated[Path | None, typer.Option("--events", metavar="FILE", help="What happened, TOML.")] = None,
    made_up: Annotated[
        int | None,
        typer.Option(
            "--made-up", metavar="N", min=1, max=1_000_000, help="Play it with made-up people, N for each 'all'."
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", parser=day, metavar="YYYY-MM-DD", help="The last day; default: the last that has one."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Play an agreement forward: what is agreed, performed, outstanding, unexplained, and in default since when."""
    from homeward.terms.simulation import play_record
    from homeward.terms.simulation import simulate as play

    if events is not None and made_up is not None:
        raise typer.BadParameter("say --events or --made-up, not both: made-up people never stand beside what happened")
    terms = _terms(file)
    happenings = _happenings(terms, events, made_up)
    played = play(terms, happenings, until=_last(terms, happenings) if until is None else civil(until))
    notice = None if made_up is None else MADE_UP
    if as_json:
        record = play_record(played)
        answer_json({**record, "made_up": notice is not None} if isinstance(record, dict) else record)
        return
    if notice is not None:
        answer(notice)
    _show(played, title=terms.title)


MADE_UP = (
    "MADE UP: no such people exist, nothing of this happened; what has no day is played 30 days after the signature"
)
"""Stands on everything that is played with made-up people. No flag removes it."""


def _terms(file: Path) -> Terms:
    from homeward.cli.terms_file import readable_terms
    from homeward.terms import terms_findings

    terms = readable_terms(file)
    if found := stopping(terms_findings(terms, source=str(file))):
        say(f"{len(found)} finding(s) of error or law stand against these terms: see `homeward terms check`")
    return terms


def _happenings(terms: Terms, events: Path | None, made_up: int | None) -> tuple[Happening, ...]:
    from homeward.terms.simulation import made_up_happenings, read_happenings

    if made_up is not None:
        return made_up_happenings(terms, persons=made_up)
    if events is None:
        return ()
    happenings, findings = read_happenings(events.read_bytes(), source=str(events), terms=terms)
    if happenings is None:
        raise FindingsRefusal(
            "PLAY-0", "these happenings cannot be played", findings=findings, hint=f"correct {events.name}"
        )
    show_findings(findings, talk=True)
    return happenings


def _last(terms: Terms, happenings: tuple[Happening, ...]) -> date:
    """Return the last day something happened or, where nothing did, the last the agreement itself names."""
    from homeward.terms.simulation import last_day

    return max((one.on for one in happenings), default=None) or last_day(terms)


def _show(played: Play, *, title: str) -> None:
    from homeward.terms.simulation.words import apart_words, provision_words, sections, step_words, timeline_words

    answer(f"{title}: at the end of {played.until}")
    for section in sections(played):
        answer(f"\n{section.direction}")
        for line in section.lines():
            answer(line)
        for note in section.notes:
            answer(f"    {note}")
    for heading, lines in (
        ("What else was agreed", provision_words(played)),
        ("Beside the table", apart_words(played)),
        ("Steps", step_words(played)),
        ("Timeline (> follows from the terms)", timeline_words(played)),
    ):
        if lines:
            answer(f"\n{heading}")
        for line in lines:
            answer(f"    {line}")
