"""Commands that read an agreement aloud: clause by clause, and what changed between two versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from homeward.cli.show import answer, answer_json
from homeward.cli.terms_file import File, Lang, Language, readable_terms
from homeward.cli.words import AsJson
from homeward.model.findings import Json
from homeward.model.terms import Terms
from homeward.terms import explain as explained
from homeward.terms.comparing import SUBSTANCE, Change, What, compare_terms, replaces, terms_digest
from homeward.terms.explaining import Explanation, Line, Passage
from homeward.terms.words import LANGUAGES

EXPLAIN: Final = "Example:  homeward terms explain --lang uk ford.toml"
DIFF: Final = "Example:  homeward terms diff ford.toml ford-2.toml"


def explain(file: File, lang: Language = Lang.EN, as_json: AsJson = False) -> None:
    """Read an agreement back clause by clause in plain sentences; its own words are quoted as they stand."""
    said = explained(readable_terms(file), LANGUAGES[lang.value])
    if as_json:
        answer_json(_explanation_json(said, lang))
        return
    for text in (said.title, *said.opening):
        answer(text)
    for passage in said.passages:
        answer("")
        _show(passage)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The terms as they were, TOML.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The terms as they would be, TOML.")],
    as_json: AsJson = False,
) -> None:
    """Say what changed between two versions in substance, and apart from it in words only; order never counts."""
    before, after = readable_terms(old), readable_terms(new)
    changes, names_old = compare_terms(before, after), replaces(after, before)
    if as_json:
        answer_json(
            {
                "changes": [_change_json(one) for one in changes],
                "digest": {"old": terms_digest(before), "new": terms_digest(after)},
                "replaces_old": names_old,
            }
        )
        return
    sentences = {What.REMOVED: _sentences(before), What.ADDED: _sentences(after)}
    for one in changes:
        answer(_told(one))
        if one.what in sentences:
            answer(f"    {sentences[one.what].get((one.kind, one.old or one.new or ''), 'its words alone')}")
        for field in one.fields:
            answer(f"    {field.key}: from {_value(field.old)} to {_value(field.new)}")
    in_substance = sum(one.what in SUBSTANCE for one in changes)
    answer(f"{in_substance} change(s) of substance, {len(changes) - in_substance} of names, places and words only")
    if names_old is not None:
        says = "the new terms say that they replace the old ones" if names_old else "the new terms replace other terms"
        answer(f"{says}; digest of the old: {terms_digest(before)}")


def _sentences(terms: Terms) -> dict[tuple[str, str], str]:
    return {(one.kind, one.name): one.text for passage in explained(terms).passages for one in passage.lines}


def _show(passage: Passage) -> None:
    answer(passage.heading)
    for text in passage.quoted:
        answer(f"    {text}")
    for line in passage.lines:
        answer(f"  - {line.text}" if line.ref is None else f"  - {line.text} [{line.ref}]")


def _explanation_json(said: Explanation, lang: Lang) -> Json:
    return {
        "lang": lang.value,
        "direction": LANGUAGES[lang.value].direction,
        "title": said.title,
        "opening": list(said.opening),
        "passages": [_passage_json(one) for one in said.passages],
    }


def _passage_json(passage: Passage) -> Json:
    return {
        "clause": passage.clause,
        "heading": passage.heading,
        "quoted": list(passage.quoted),
        "lines": [_line_json(one) for one in passage.lines],
    }


def _line_json(line: Line) -> Json:
    return {"kind": line.kind, "name": line.name, "ref": line.ref, "text": line.text}


def _change_json(change: Change) -> Json:
    return {
        "kind": change.kind,
        "old": change.old,
        "new": change.new,
        "what": change.what.value,
        "substance": change.what in SUBSTANCE,
        "fields": {one.key: {"old": one.old, "new": one.new} for one in change.fields},
    }


def _told(change: Change) -> str:
    name = change.old if change.old is not None else change.new
    part = f"{change.kind} {name}" if name else change.kind
    if change.old is not None and change.new is not None and change.old != change.new:
        return f"{part}: {change.what.value} to {change.new}"
    return f"{part}: {change.what.value}"


def _value(value: Json) -> str:
    if value is None:
        return "nothing"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
