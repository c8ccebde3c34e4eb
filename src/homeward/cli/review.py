"""The review of claims: what to look at first, and what somebody decided."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, say
from homeward.cli.words import HERE, AsJson
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId

if TYPE_CHECKING:
    from homeward.service.seat import Seat
    from homeward.statements.queue import Item


def review(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIELD=VALUE]... [SEAT]", help="What --correct sets, then the seat's folder."),
    ] = None,
    accept: Annotated[str | None, typer.Option(metavar="CLAIM", help="Accept this claim as it was read.")] = None,
    reject: Annotated[str | None, typer.Option(metavar="CLAIM", help="Leave this claim out; say --reason.")] = None,
    correct: Annotated[str | None, typer.Option(metavar="CLAIM", help="Set fields of this claim.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why.")] = None,
    who: Annotated[str | None, typer.Option("--as", metavar="OFFICER", help="Who decides.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show claims that are sure too: a bulletin tells only what a person accepted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """
    Show which claims wait for a person, what matters most first; or decide about one.

    At a terminal it asks claim by claim: a accepts, c corrects, r rejects, s skips, q ends.
    """
    from homeward.service.statements import queue

    folder, changes = _read_words(words or [])
    seat = open_seat(folder)
    asked = [one for one in (accept, reject, correct) if one is not None]
    if len(asked) > 1 or (changes and correct is None):
        raise Refusal("REVIEW-7", "one decision at a time", hint="say one of --accept, --reject, --correct")
    if asked:
        _decide(seat, asked[0], "accept" if accept else "reject" if reject else "correct", who, reason, changes)
        return
    items = queue(seat, with_sure=everything)
    if as_json:
        answer_json([_item_json(one) for one in items])
    elif who is not None and sys.stdin.isatty():
        converse(seat, items, OfficerId(who), ask=input)
    else:
        for one in items:
            _show(one)
        answer(f"{len(items)} claim(s) wait for a review")
        if items and sys.stdin.isatty():
            say("to decide claim by claim, say who you are: --as OFFICER")


def converse(seat: Seat, items: tuple[Item, ...], who: OfficerId, *, ask: Callable[[str], str]) -> int:
    """Go through *items* with a person; return how many were decided. What is decided is kept at once."""
    decided = 0
    for number, item in enumerate(items, 1):
        answer(f"\n{number} of {len(items)}")
        _show(item)
        key = _key(ask)
        if key == "q":
            break
        decided += key != "s" and _decided_here(seat, item, key, who, ask)
    answer(f"{decided} decided, {len(items) - decided} still wait")
    return decided


def _key(ask: Callable[[str], str]) -> str:
    while True:
        try:
            key = ask("[a]ccept, [c]orrect, [r]eject, [s]kip, [q]uit: ").strip().lower()[:1]
        except EOFError:
            return "q"
        if key in set("acrsq"):
            return key


def _decided_here(seat: Seat, item: Item, key: str, who: OfficerId, ask: Callable[[str], str]) -> bool:
    """Ask what else is needed and decide; a decision that is refused leaves the claim waiting, and says why."""
    try:
        if key == "r":
            _decide(seat, item.read.id, "reject", who, ask("why: ").strip() or None, {})
        elif key == "c":
            _, changes = _read_words(ask("field=value ...: ").split())
            _decide(seat, item.read.id, "correct", who, None, changes)
        else:
            _decide(seat, item.read.id, "accept", who, None, {})
    except Refusal as refusal:
        say(f"error: {refusal.says} [{refusal.code}]")
        say(f"hint: {refusal.hint}")
        return False
    except EOFError:
        return False
    return True


def _decide(seat: Seat, claim: str, what: str, who: str | None, reason: str | None, changes: dict[str, str]) -> None:
    from homeward.service.statements import decide
    from homeward.statements.corrections import Decision

    if who is None:
        raise Refusal("REVIEW-5", "nobody decides", hint="say who with --as OFFICER")
    made = decide(seat, claim, Decision(what), who=OfficerId(who), reason=reason, changes=changes)
    answer(f"{claim}: {made.decision.value}ed by {made.who}")


def _read_words(words: list[str]) -> tuple[Path, dict[str, str]]:
    """Return the seat's folder and the fields: a word with = is a field, any other the folder."""
    fields = [word.partition("=") for word in words if "=" in word]
    folders = [word for word in words if "=" not in word]
    if len(folders) > 1:
        raise Refusal(
            "REVIEW-7", f"{folders[0]!r} is no FIELD=VALUE", hint="write fields as scope=total, the seat last"
        )
    return (Path(folders[0]) if folders else HERE), {key: value for key, _, value in fields}


def _show(item: Item) -> None:
    from homeward.statements.frame import alternatives, frame_words

    claim, document = item.read.claim, item.read.document
    answer(f"{item.read.id}  ({item.rank})")
    answer(f"    {_marked(item)}")
    answer("    " + "; ".join(f"{label}: {value}" for label, value in frame_words(claim)))
    weakest = claim.weakest
    if weakest is not None:
        other = ", ".join(alternatives(claim))
        answer(f"    weakest: {weakest.name} {weakest.confidence}%" + (f"; or {other}" if other else ""))
    answer(f"    why: {'; '.join(one.says for one in item.reasons)}")
    answer(f"    from: {document.source}, {document.published_on}")


def _marked(item: Item) -> str:
    """Return the sentence in the original, its span between marks that no text of this kind has."""
    claim, text = item.read.claim, item.read.document.text
    (start, end), (left, right) = claim.evidence, claim.span
    marked = f"{text[start:left]}»»{text[left:right]}««{text[right:end]}"
    return " ".join(marked.split("\n"))


def _item_json(item: Item) -> Json:
    from homeward.statements.frame import alternatives
    from homeward.statements.reader import claim_json

    claim, document = item.read.claim, item.read.document
    return {
        "id": item.read.id,
        "rank": item.rank,
        "reasons": [one.says for one in item.reasons],
        "uncertainty": item.uncertainty,
        "sentence": document.text[claim.evidence[0] : claim.evidence[1]],
        "claim": claim_json(claim),
        "alternatives": list(alternatives(claim)),
        "source": document.source,
        "published_on": document.published_on.isoformat() if document.published_on else None,
    }
