"""Commands that show what the program makes of a name and of a date: nothing is stored, nothing leaves the machine."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import typer

from homeward.cli.show import answer, answer_json, show, table
from homeward.cli.words import AsJson, civil, day
from homeward.model.findings import Json, Refusal
from homeward.names.dates import DateReading, read_dates
from homeward.names.people import PersonName
from homeward.names.showing import ShownName, WordForms, mended_words, show_name

app = typer.Typer(
    help="Show what is made of a name or a date, whatever script it is written in.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

NO_DATE: Final = "NAMES-2"
NO_NAME: Final = "NAMES-3"


@app.command("show", epilog='Example:  homeward names show "Коваленко Надія Петрівна"')
def show_(
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="A whole name, in any order.")] = None,
    surname: Annotated[str | None, typer.Option(help="The field of the surname, as a list has it.")] = None,
    given: Annotated[str | None, typer.Option(help="The field of the given names.")] = None,
    father: Annotated[str | None, typer.Option(help="The field of the patronymic or father's name.")] = None,
    other: Annotated[str | None, typer.Option(help="Maiden, former or other names.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the parts of a name, every form in which each word is compared, and why."""
    whole = " ".join(name or ())
    if bool(whole) == any((surname, given, father, other)):
        hint = "write the name in quotes, or give its fields with --surname, --given, --father and --other"
        raise Refusal(NO_NAME, "a whole name or its fields are needed, and not both", hint=hint)
    shown = show_name(whole or surname, given, father, other_names=other)
    if as_json:
        answer_json(_name_json(shown))
        return
    for part, value in _parts(shown.name):
        answer(f"{part + ':':<14} {value}")
    for says in mended_words(shown):
        answer(f"{'mended:':<14} {says}")
    made = table("word", "script", "folded", "skeleton", "consonants", "given names", "why")
    for word in shown.words:
        made.add_row(*_row(word))
    show(made)


@app.command("date", epilog='Example:  homeward names date "12 квітня 1985"')
def date_(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A date, a part of one, or an age, as written.")],
    as_of: Annotated[
        datetime | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="The day on which an age was true.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show every way to read a date, the likeliest first, each with what it assumes."""
    readings = read_dates(text, as_of=None if as_of is None else civil(as_of))
    if not readings:
        hint = "write 1985-04-12, 1985-04, 1985, 198X, 1985~ (about) or 1985/1987 (between); for an age, say --as-of"
        raise Refusal(
            NO_DATE, f"{text[:40]!r} is no date that can be read, or names a day that does not exist", hint=hint
        )
    if as_json:
        answer_json([_date_json(one) for one in readings])
        return
    made = table("first day", "last day", "calendar", "doubt", "assumed")
    for one in readings:
        made.add_row(
            one.date.earliest.isoformat(), one.date.latest.isoformat(), one.calendar.value, _doubt(one), _assumed(one)
        )
    show(made)


def _parts(name: PersonName) -> tuple[tuple[str, str], ...]:
    surname = " | ".join(one for one in name.surnames if one not in name.former)
    rows = (
        ("surname", surname or "not stated"),
        ("given name", " | ".join(name.given) or "not stated"),
        ("father", f"{name.father} ({name.father_stated.value})" if name.father else name.father_stated.value),
        ("grandfathers", " | ".join(name.lineage)),
        ("former", " | ".join(name.former)),
        ("other given", " | ".join(name.other_given)),
        ("kunya", " | ".join(name.aside)),
    )
    return tuple((part, value) for part, value in rows if value)


def _row(word: WordForms) -> tuple[str, ...]:
    folded = f"{word.folded} or {word.other_spelling}" if word.other_spelling else word.folded
    scripts, classes = " + ".join(word.scripts).lower(), ", ".join(word.classes)
    return word.written, scripts, folded, word.skeleton, word.consonants, classes, word.why


def _name_json(shown: ShownName) -> Json:
    name = shown.name
    return {
        "surnames": [*name.surnames],
        "former": [*name.former],
        "given": [*name.given],
        "given_stated": name.given_stated.value,
        "other_given": [*name.other_given],
        "father": name.father,
        "father_stated": name.father_stated.value,
        "lineage": [*name.lineage],
        "kunya": [*name.aside],
        "mended": [*mended_words(shown)],
        "words": [_word_json(word) for word in shown.words],
    }


def _word_json(word: WordForms) -> Json:
    return {
        "written": word.written,
        "scripts": [*word.scripts],
        "folded": word.folded,
        "other_spelling": word.other_spelling or None,
        "surname": word.surname,
        "skeleton": word.skeleton,
        "consonants": word.consonants,
        "classes": [*word.classes],
        "why": word.why,
    }


def _date_json(one: DateReading) -> Json:
    return {
        "earliest": one.date.earliest.isoformat(),
        "latest": one.date.latest.isoformat(),
        "calendar": one.calendar.value,
        "approximate": one.date.is_approximate,
        "uncertain": one.date.is_uncertain,
        "assumed": [*one.assumed],
    }


def _doubt(one: DateReading) -> str:
    marks = (("about", one.date.is_approximate), ("uncertain", one.date.is_uncertain))
    return ", ".join(says for says, holds in marks if holds)


def _assumed(one: DateReading) -> str:
    return "; ".join(one.assumed) or "nothing"
