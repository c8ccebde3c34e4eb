"""People decide about pairs at a seat: two of them, each by themselves; what they said stays sealed in the vault."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.log import Note, add_line, format_note, parse_note, parse_vkey, signed_by, sorted_root
from homeward.matching import similar_rows
from homeward.model.canonical import SALT_BYTES, commit, encode
from homeward.model.exchange import Role
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId, OrgId, Ref
from homeward.model.people import ListKind
from homeward.model.reviews import PERSONS, REASONS, Reason, RowName, RowPair, Sameness, row_pair
from homeward.model.vault import Document
from homeward.procedure import State
from homeward.procedure.review_conflicts import Conflict, conflicts
from homeward.procedure.review_queue import Standing, Waiting, queue, standings
from homeward.procedure.reviewed import Decision
from homeward.service.acting import Done, officer_line, perform
from homeward.service.lists import entries_of
from homeward.service.reading import read_record
from homeward.service.reviews_kept import (
    MAGIC,
    REVIEW,
    Opinions,
    decisions_here,
    earlier_of,
    notes_of,
    opinion_of,
    pair_document,
    pairs_here,
    review_document,
    review_of,
    review_ref,
    rows_here,
)
from homeward.service.salted import BLANK_DOMAIN
from homeward.service.seat import Seat

_SEALED: Final = "reviews"
_LAW: Final = "docs/matching.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says about a pair; the note is in words of their own."""

    said: Sameness
    reason: Reason
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStatus:
    """
    Where the review stands at a seat, in counts.

    ``is_sealed``: the record holds the root over exactly what is decided now.
    """

    standings: Mapping[Standing, int]
    waiting: int
    half: int
    to_confirm: int
    differing: int
    closed: int
    conflicts: int
    is_sealed: bool


def next_pairs(seat: Seat, officer: OfficerId | None = None) -> tuple[Waiting, ...]:
    """
    Return the pairs that wait for people, the one that settles most first; for an officer, those that wait for them.

    What another person has said of a pair is in none of it, and changes none of it.
    """
    decisions = decisions_here(seat).decisions
    spoken = {
        one.pair for one in decisions if not one.changed and officer in {each.who for each in one.review.opinions}
    }
    return tuple(one for one in queue(pairs_here(seat), decisions) if one.pair not in spoken)


def speak(seat: Seat, rows: tuple[RowName, RowName], said: Said, officer: OfficerId, *, anew: bool = False) -> Decision:
    """
    Keep what one officer says about two rows, signed by them; the decision that is returned has no result before two.

    The second person is not shown what the first said. Where they differ the pair stays *cannot tell*. With *anew* a
    decision is taken back first, and its opinions are kept apart; what was said about a row that changed since in a way
    that matters is overtaken by itself.

    Raises:
        Refusal: ``PAIR-1`` for rows that are on no list here, ``PAIR-2`` for somebody who may not decide here,
            ``PAIR-3`` for a reason that does not go with what is said, ``PAIR-4`` for the same person twice,
            ``PAIR-5`` when the pair is decided already, ``PAIR-6`` when there is no decision to take back.
    """
    pair, here = row_pair(*rows), rows_here(seat)
    if pair[0] == pair[1] or not set(pair) <= set(here):
        raise Refusal("PAIR-1", f"{pair[0]} and {pair[1]} are not two rows of lists here", hint=_ROWS)
    _require_may_speak(read_record(seat).state, seat, officer)
    if said.reason not in REASONS[said.said]:
        going = ", ".join(sorted(one.value for one in REASONS[said.said]))
        raise Refusal(
            "PAIR-3", f"{said.reason.value} is no reason for {said.said.value}", hint=f"say one of {going}", source=_LAW
        )
    with seat.store.lock():
        known = next((one for one in decisions_here(seat).decisions if one.pair == pair), None)
        kept = _kept(seat, known)
        notes, earlier = (notes_of(kept), earlier_of(kept)) if kept is not None else ((), ())
        if known is not None and (known.changed or _is_taken_back(known, anew=anew)):
            notes, earlier = (), (*earlier, *notes)
        elif known is None and anew:
            raise _nothing_to_take_back()
        _require_first_word(notes, officer)
        opinions = Opinions(
            notes=(*notes, _signed(seat, pair, said, officer)), earlier=earlier, salt=seat.lots.draw(SALT_BYTES)
        )
        document = review_document(pair, (here[pair[0]], here[pair[1]]), opinions)
        others = [one for one in seat.vault.get(REVIEW) if kept is None or review_of(one).pair != review_of(kept).pair]
        seat.vault.replace(REVIEW, [*others, document])
    return next(one for one in decisions_here(seat).decisions if one.pair == pair)


def found_conflicts(seat: Seat) -> tuple[Conflict, ...]:
    """Return every contradiction among what was decided at this seat, over all its lists."""
    return conflicts(decisions_here(seat).decisions)


def review_status(seat: Seat) -> ReviewStatus:
    """Count where the pairs at this seat stand, and what was decided."""
    known, matches = decisions_here(seat), pairs_here(seat)
    where = Counter(standings(matches, known.decisions).values())
    return ReviewStatus(
        standings={one: where[one] for one in Standing},
        waiting=len(queue(matches, known.decisions)),
        half=sum(one.said is None for one in known.decisions),
        to_confirm=sum(one.said is not None and bool(one.changed) for one in known.decisions),
        differing=sum(one.is_differing for one in known.decisions),
        closed=len(known.closed),
        conflicts=len(conflicts(known.decisions)),
        is_sealed=_is_sealed(seat),
    )


def find_inside(seat: Seat, owner: OrgId, kind: ListKind) -> int:
    """Look for rows of one list that may be one person, and keep them among the pairs to review; return how many."""
    name = kind.value if owner == seat.org else f"{owner}/{kind.value}"
    found = similar_rows(tuple(entries_of(seat, owner, kind).values()), progress=seat.progress)
    rows = [(RowName(f"{name}/{one.left}"), RowName(f"{name}/{one.right}")) for one in found]
    seat.vault.replace(
        f"inside:{name}",
        (pair_document(f"inside:{name}", pair, one, None) for pair, one in zip(rows, found, strict=True)),
    )
    return len(found)


def seal_reviews(seat: Seat, officers: tuple[OfficerId, ...]) -> Done:
    """
    Put into the record the root over everything decided here, and nothing else: neither who, nor how many, nor what.

    Raises:
        Refusal: ``PAIR-7`` for an opinion that its officer did not sign.
    """
    state, refs = read_record(seat).state, []
    for document in _decided_documents(seat):
        for note in notes_of(document):
            _require_signed(state, seat, note)
        refs.append(review_ref(document))
    blank = seat.lots.draw(SALT_BYTES).hex()
    root = sorted_root([*refs, commit(bytes.fromhex(blank), BLANK_DOMAIN, None)])
    done = perform(seat, "match.reviewed", {"reviews": root}, officers, at_once=True)
    seat.vault.keep(_SEALED, {"blank": blank, "refs": [*sorted(refs)]})
    return done


def _is_sealed(seat: Seat) -> bool:
    """Tell whether the last root in the record covers everything decided now; people erased since change nothing."""
    kept, reviewed = seat.vault.kept(_SEALED), read_record(seat).state.reviewed
    if not isinstance(kept, dict) or not reviewed:
        return False
    listed = kept["refs"]
    refs = [Ref(str(one)) for one in listed] if isinstance(listed, list) else []
    blank = commit(bytes.fromhex(str(kept["blank"])), BLANK_DOMAIN, None)
    now = {review_ref(one) for one in _decided_documents(seat)}
    return now <= set(refs) and sorted_root([*refs, blank]) == reviewed[-1][0]


def _decided_documents(seat: Seat) -> list[Document]:
    return [one for one in seat.vault.get(REVIEW) if len(notes_of(one)) >= PERSONS]


def _kept(seat: Seat, known: Decision | None) -> Document | None:
    """Return the document of a decision, which is kept under the names its rows had when it was last spoken about."""
    if known is None:
        return None
    return next(one for one in seat.vault.get(REVIEW) if review_of(one).pair == known.review.pair)


def _is_taken_back(known: Decision, *, anew: bool) -> bool:
    if anew and known.said is None:
        raise _nothing_to_take_back()
    if known.said is not None and not anew:
        raise Refusal(
            "PAIR-5",
            f"two people have decided about {known.pair[0]} and {known.pair[1]}",
            hint="to look at it again, both speak again; the first of them says --anew",
            source=_LAW,
        )
    return anew


def _nothing_to_take_back() -> Refusal:
    return Refusal("PAIR-6", "nothing is decided that could be taken back", hint="leave --anew out", source=_LAW)


def _require_may_speak(state: State, seat: Seat, officer: OfficerId) -> None:
    role = Role.DELEGATE if seat.org == seat.profile.neutral else Role.LIST_OFFICER
    found = state.officers.values()
    if not any(one.org == seat.org and one.id == officer and role in one.roles for one in found):
        raise Refusal(
            "PAIR-2", f"{officer} is no {role.value} of this seat", hint=f"name a {role.value} with --as", source=_LAW
        )


def _require_first_word(notes: Sequence[str], officer: OfficerId) -> None:
    if officer in {opinion_of(parse_note(one.encode())).who for one in notes}:
        raise Refusal(
            "PAIR-4",
            f"{officer} has spoken about this pair already",
            hint="somebody else speaks too, without being told what was said",
            source=_LAW,
        )


def _require_signed(state: State, seat: Seat, data: str) -> None:
    note = parse_note(data.encode())
    keys = [parse_vkey(one.key) for one in state.officers.values() if one.org == seat.org]
    try:
        is_signed = len(signed_by(note, keys)) == 1
    except Refusal:
        is_signed = False
    if not is_signed:
        raise Refusal(
            "PAIR-7", "an opinion in the vault is not signed by its officer", hint="restore the vault from a backup"
        )


def _signed(seat: Seat, pair: RowPair, said: Said, officer: OfficerId) -> str:
    content: Json = {
        "at": seat.clock.now().isoformat(),
        "ex": seat.profile.id,
        "note": None if said.note is None else unicodedata.normalize("NFC", said.note),
        "rows": [*pair],
        "said": said.said.value,
        "why": said.reason.value,
    }
    text = f"{MAGIC}\n{encode(content).decode()}\n"
    return format_note(add_line(Note(text=text), officer_line(seat, officer, text))).decode()


_ROWS: Final = "name rows as they stand in the queue, OWNER/LIST/ROW; at a party's own seat LIST/ROW"
