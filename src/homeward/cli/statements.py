"""Commands for what was said in public: read it, keep it, show it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Protocol, TypeAlias

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, exit_for, say, show, show_findings, table, write_new
from homeward.cli.words import HERE, AsJson, Force, SeatFolder, civil, day
from homeward.model.documents import Document
from homeward.model.findings import FindingsRefusal, Json, Refusal, stopping

if TYPE_CHECKING:
    from homeward.adapters.documents import Opened
    from homeward.statements.reader import Reading

app = typer.Typer(
    help="What was said: read as claims, kept, reviewed, shown beside its text.",
    epilog="Example:  homeward statements read report.txt --published 2025-05-23",
    no_args_is_help=True,
)


class Reads(Protocol):
    """Reads a document as claims, as :func:`homeward.statements.reader.read_document` does."""

    def __call__(self, document: Document, *, conflict: bytes | None = None) -> Reading:
        """Return what *document* claims."""
        ...


def _read(document: Document, *, conflict: bytes | None = None) -> Reading:
    from homeward.statements.reader import read_document

    return read_document(document, conflict=conflict)


READER: Reads = _read
"""The reader every command uses; a test puts another in its place."""

STDIN: Final = "-"

TextFile: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", help="A text, post, saved page, feed or JSON; - reads standard input.")
]
Published: TypeAlias = Annotated[
    datetime | None,
    typer.Option(parser=day, metavar="YYYY-MM-DD", help='When it was published: the day "Friday" counts from.'),
]
Exchange: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="An exchange.toml; without it all shipped configurations are tried."),
]
Language: TypeAlias = Annotated[
    str | None, typer.Option("--lang", metavar="xx", help="The text's language, where the file does not state it.")
]
Encoding: TypeAlias = Annotated[
    str | None, typer.Option(help="The file's encoding, where it is neither UTF-8 nor stated in the file.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a file is to be read: what its reader knows better than the file."""

    published: datetime | None = None
    language: str | None = None
    encoding: str | None = None
    conflict: bytes | None = None


@app.command(epilog="Example:  homeward statements read report.txt --published 2025-05-23")
def read(
    file: TextFile,
    published: Published = None,
    exchange: Exchange = None,
    lang: Language = None,
    encoding: Encoding = None,
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Also ask a language model at this address. Off unless you say it."),
    ] = None,
    model: Annotated[str, typer.Option(help="The model's name at the endpoint.")] = "local",
    allow_outside: Annotated[
        bool, typer.Option("--allow-outside", help="Let texts leave this machine for the endpoint.")
    ] = False,
    endpoint_log: Annotated[
        Path, typer.Option(metavar="FILE", help="Where each question to the endpoint is noted.")
    ] = Path("endpoint-log.jsonl"),
    as_json: AsJson = False,
) -> None:
    """Read a text as claims: who said which number, in which sense, of which day. It judges none of them."""
    from homeward.adapters.config import read_conflict

    conflict = None if exchange is None else read_conflict(exchange)
    request = Request(published=published, language=lang, encoding=encoding, conflict=conflict)
    opened = open_file(file, request)
    pairs = [(one, READER(one.document, conflict=conflict)) for one in opened]
    if endpoint is not None:
        from homeward.cli.ask import asked

        pairs = asked(pairs, url=endpoint, model=model, allow_outside=allow_outside, log=endpoint_log)
    if as_json:
        answer_json(readings_json([reading for _, reading in pairs]))
        return
    for one, reading in pairs:
        _show_reading(one, reading)


@app.command(epilog="Example:  homeward statements add report.txt --published 2025-05-23 seats/ua")
def add(
    file: TextFile,
    folder: SeatFolder = HERE,
    published: Published = None,
    lang: Language = None,
    encoding: Encoding = None,
) -> None:
    """Keep a text at this seat as it was given, with its source, date and hash, and the claims read from it."""
    from homeward.adapters.config import NAME, read_conflict
    from homeward.adapters.documents import file_bytes
    from homeward.adapters.documents.opened import slug
    from homeward.service.statements import Kept, keep
    from homeward.statements.queue import is_sure

    seat = open_seat(folder)
    conflict = read_conflict(folder / NAME)
    request = Request(published=published, language=lang, encoding=encoding, conflict=conflict)
    data = file_bytes(None if str(file) == STDIN else file)
    documents = [one.document for one in open_bytes(data, str(file), request)]
    name = f"{slug(file.name.partition('.')[0])}-{hashlib.sha256(data).hexdigest()[:8]}"
    ids = [name] if len(documents) == 1 else [f"{name}-{number}" for number in range(1, len(documents) + 1)]
    named = [replace(one, id=new) for one, new in zip(documents, ids, strict=True)]
    readings = [(one, READER(one, conflict=conflict)) for one in named]
    keep(seat, Kept(id=name, suffix=_suffix(file), data=data), readings, conflict=conflict)
    claims = [claim for _, reading in readings for claim in reading.claims]
    waiting = sum(not is_sure(one) for one in claims)
    answer(f"kept as {name}: {len(named)} document(s), {len(claims)} claim(s), {waiting} to review")
    say(f"read with the configuration {', '.join(sorted({reading.conflict for _, reading in readings}))}")


@app.command("show", epilog="Example:  homeward statements show report.txt --published 2025-05-23 --out page.html")
def show_page(
    file: TextFile,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The page to write.")],
    published: Published = None,
    exchange: Exchange = None,
    lang: Language = None,
    encoding: Encoding = None,
    force: Force = False,
) -> None:
    """Write a page with every claim marked in its text and, beside it, in which sense it was read."""
    from homeward.adapters.config import is_demo, read_conflict
    from homeward.bulletin.statement_page import Beside, statement_page

    conflict = None if exchange is None else read_conflict(exchange)
    demo = exchange is not None and is_demo(exchange)
    opened = open_file(file, Request(published=published, language=lang, encoding=encoding, conflict=conflict))
    many = len(opened) > 1
    for number, one in enumerate(opened, 1):
        reading = READER(one.document, conflict=conflict)
        places = {claim.id: place for claim in reading.claims if (place := one.in_file(claim.span)) is not None}
        page = statement_page(one.document, reading, Beside(title=one.title, in_file=places, is_demo=demo))
        path = out.with_name(f"{out.stem}-{number}{out.suffix}") if many else out
        write_new(path, page, force=force)
        answer(f"{path}: {len(reading.claims)} claim(s)")


def open_file(file: Path, request: Request) -> tuple[Opened, ...]:
    """Open the documents of *file*; refuse (``DOCUMENTS-0``) a file that cannot be read, with its findings."""
    from homeward.adapters.documents import file_bytes

    return open_bytes(file_bytes(None if str(file) == STDIN else file), str(file), request)


def open_bytes(data: bytes, name: str, request: Request) -> tuple[Opened, ...]:
    """Do what :func:`open_file` does with bytes that are here already."""
    from homeward.adapters.documents import open_documents

    shown = "standard input" if name == STDIN else name
    request = replace(request, language=_language(request.language))
    opened, findings = open_documents(data, name=shown, encoding=request.encoding)
    if stopping(findings):
        raise FindingsRefusal(
            "DOCUMENTS-0", f"{shown} cannot be read", findings=findings, hint="do what each finding says"
        )
    show_findings(findings, talk=True)
    exit_for(findings)
    return tuple(replace(one, document=_as_asked(one.document, request)) for one in opened)


def readings_json(readings: list[Reading]) -> Json:
    """Return one reading as it is; several as their documents, and all claims, each with its document."""
    from homeward.statements.reader import claim_json, reading_json

    if len(readings) == 1:
        return reading_json(readings[0])
    documents: list[Json] = [
        {key: value for key, value in reading_json(one).items() if key != "claims"} for one in readings
    ]
    claims: list[Json] = [
        {**_of_entry(claim_json(claim), one.document), "document": one.document}
        for one in readings
        for claim in one.claims
    ]
    return {"schema": "claims/1", "documents": documents, "claims": claims}


def _of_entry(row: dict[str, Json], document: str) -> dict[str, Json]:
    """Return a claim whose ids tell it from the claims of other documents."""
    return {**row, **{key: f"{document}-{row[key]}" for key in ("id", "part_of") if row[key] is not None}}


def _language(asked: str | None) -> str | None:
    """Return *asked* as its lexicon is called; refuse (``CLI-2``) a language without one."""
    from homeward.statements.reader.lexicon import languages

    code = None if asked is None else asked.strip().lower()
    if code is None or code in languages():
        return code
    raise Refusal(
        "CLI-2", f"there is no lexicon of the language {asked!r}", hint=f"write one of: {', '.join(languages())}"
    )


def _as_asked(document: Document, request: Request) -> Document:
    on: date | None = document.published_on if request.published is None else civil(request.published)
    return replace(document, published_on=on, language=request.language or document.language)


def _show_reading(one: Opened, reading: Reading) -> None:
    from homeward.statements.frame import people_words, speaker_words

    made = table("what, in which words", "who", "sense, day", "direction", "weakest")
    for column in made.columns[2:]:
        column.no_wrap = True  # what is left of a narrow terminal goes to words, which can be broken between lines
    for claim in reading.claims:
        weakest = claim.weakest
        made.add_row(
            f'{people_words(claim)}\n"{claim.quote}"',
            speaker_words(claim),
            "\n".join((claim.modality.value, *_days(claim.event_date))),
            claim.direction or "-",
            "-" if weakest is None else f"{weakest.name}\n{weakest.confidence}%",
        )
    answer(f"{one.title or reading.document}: {len(reading.claims)} claim(s), read in {reading.language or '?'}")
    show(made)
    if not reading.claims:
        say("no claim: in no words that the lexicon knows are people exchanged, freed or brought home here")
    tried = ", ".join(f"{name} {score}" for name, score in reading.considered)
    say(f"configuration {reading.conflict}" + (f"; tried, best first: {tried}" if len(reading.considered) > 1 else ""))
    if one.document.published_on is None:
        say("the text states no date: --published tells which day its weekdays count from")


def _days(written: str | None) -> tuple[str, ...]:
    """Return a day, or the first and the last of several on a line each."""
    first, slash, last = (written or "no day").partition("/")
    return (f"{first}/", last) if slash else (first,)


def _suffix(file: Path) -> str:
    """Return a suffix that no file of the seat's own has: a kept page is no file of statements."""
    suffix = file.suffix.lower()
    return suffix if suffix in {".html", ".htm", ".txt", ".xml", ".rss", ".atom"} else ".text"
