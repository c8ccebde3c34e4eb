"""Texts for tests of the reader of statements: documents to read, the made-up conflict, and what a claim says."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from homeward.model.documents import Block, BlockKind, Document
from homeward.model.ids import Digest
from homeward.statements.reader import ReadClaim, Reading, read_document
from homeward.statements.reader.conflict import parse_conflict
from homeward.statements.reader.lexicon import lexicon
from homeward.statements.reader.marked import Marked, mark
from homeward.statements.reader.tokens import cut

STATEMENTS: Final = Path(__file__).resolve().parent / "corpus" / "statements"
READ: Final = STATEMENTS / "read"
MADE_UP: Final = (READ / "made-up.toml").read_bytes()
TEXTS: Final[Mapping[str, Any]] = tomllib.loads((READ / "made-up-texts.toml").read_text(encoding="utf-8"))
TABLES: Final[Mapping[str, Any]] = tomllib.loads((READ / "numbers.toml").read_text(encoding="utf-8"))
PUBLISHED: Final[date] = TEXTS["published"]
LANGUAGES: Final = ("ar", "en", "ru", "sq", "uk")
NUMBERS: Final = {"a": 146, "b": 12, "c": 390, "d": 27, "e": 4_552}


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A document with the claims that a person reads in it."""

    document: Document
    gold: Sequence[Mapping[str, Any]]

    @property
    def language(self) -> str:
        """The language a person says it is in."""
        return self.document.language or ""


@cache
def annotated() -> tuple[Annotated, ...]:
    """Return the annotated documents of the corpus."""
    return tuple(_annotated())


def _annotated() -> Iterator[Annotated]:
    for path in sorted((READ / "docs").glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        gold = json.loads((READ / "gold" / path.name).read_text(encoding="utf-8"))["claims"]
        made = document(
            one["text"], language=one["language"], published=date.fromisoformat(one["date"]), name=one["id"]
        )
        yield Annotated(document=made, gold=gold)


def document(
    text: str, *, language: str | None = None, published: date | None = PUBLISHED, name: str = "made-up"
) -> Document:
    """Return a document that is all body."""
    blocks = (Block(kind=BlockKind.BODY, start=0, end=len(text)),)
    return Document(
        id=name,
        text=text,
        blocks=blocks,
        digest=Digest("0" * 64),
        source="made up",
        published_on=published,
        language=language,
    )


def reading(
    text: str, language: str | None = "en", *, published: date | None = PUBLISHED, conflict: bytes | None = MADE_UP
) -> Reading:
    """Return the reading of a text of the made-up conflict, or of another; None tries all that are shipped."""
    return read_document(document(text, language=language, published=published), conflict=conflict)


def claims(text: str, language: str = "en", *, published: date | None = PUBLISHED) -> tuple[ReadClaim, ...]:
    """Return the claims of a text of the made-up conflict."""
    return reading(text, language, published=published).claims


def marked(text: str, language: str = "en", *, published: date | None = PUBLISHED) -> Marked:
    """Return a text with its tags, of the made-up conflict."""
    words = lexicon(language)
    return mark(cut(text, ((0, len(text)),), words.cutting), words, parse_conflict(MADE_UP), published)


def sentences(language: str, **numbers: int | str) -> list[str]:
    """Return the made-up sentences of a language, with *numbers* in them."""
    return [one.format(**{**NUMBERS, **numbers}) for one in TEXTS[language]["sentences"]]


def said(claim: ReadClaim) -> dict[str, object]:
    """Return all that a claim says, without where it stands."""
    return {
        "quote": claim.quote,
        "speaker": (claim.speaker.party, claim.speaker.role, claim.speaker.office),
        "channel": claim.channel,
        "event_date": claim.event_date,
        "said_date": claim.said_date,
        "direction": claim.direction,
        "count": claim.count,
        "category": claim.category,
        "scope": claim.scope,
        "modality": claim.modality,
        "via": claim.via,
        "superlative": claim.superlative,
    }


def turned(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return what a claim says with each name of *names* standing for the other in its speaker and its direction."""
    pairs = {**names, **{value: key for key, value in names.items()}}
    pattern = re.compile(r"\b(?:" + "|".join(pairs) + r")\b")

    def turn(value: str | None) -> str | None:
        return value and pattern.sub(lambda found: pairs[found[0]], value)

    speaker = one["speaker"]
    said_by = {**speaker, "party": turn(speaker["party"])} if isinstance(speaker, dict) else tuple(map(turn, speaker))
    return {**one, "speaker": said_by, "direction": turn(one["direction"])}


@cache
def spelled(language: str) -> Mapping[int, str]:
    """Return numbers with their words."""
    return {int(number): words for number, words in TABLES[language]["spelled"].items()}


def shipped_bytes(name: str) -> bytes:
    """Return a configuration that comes with the program, as the bytes of its file."""
    return resources.files("homeward.statements").joinpath("conflicts", f"{name}.toml").read_bytes()


def lexicon_table(language: str) -> dict[str, Any]:
    """Return a lexicon as the table that its file holds."""
    data = resources.files("homeward.statements").joinpath("lexicons", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


def lexicon_bytes(language: str, *, shuffle: Callable[[list[Any]], None]) -> bytes:
    """Return a lexicon with its sections, their values and the patterns of each in an order made by *shuffle*."""
    table = lexicon_table(language)
    lines = ["[language]"]
    about = table.pop("language")
    lines += [f"{name} = {_toml(value)}" for name, value in about.items()]
    for section, values in _shuffled(table.items(), shuffle):
        lines.append(f"[{section}]")
        lines += [
            f"{json.dumps(name)} = {_toml(_shuffled(value, shuffle))}"
            for name, value in _shuffled(values.items(), shuffle)
        ]
    return "\n".join(lines).encode()


def _shuffled(values: Iterable[Any], shuffle: Callable[[list[Any]], None]) -> list[Any]:
    listed = list(values)
    shuffle(listed)
    return listed


def _toml(value: object) -> str:
    """Return a value of a lexicon as TOML writes it: JSON but for tables."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(name, ensure_ascii=False)} = {_toml(one)}" for name, one in value.items())
            + "}"
        )
    return json.dumps(value, ensure_ascii=False)
