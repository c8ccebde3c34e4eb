"""The one function that says whether an event may enter the record: used when writing and when auditing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from homeward.log import Note, VerifierKey, parse_vkey, signed_by
from homeward.model.events import Event, event_digest, parse_event
from homeward.model.exchange import Exchange, Officer
from homeward.model.findings import Refusal
from homeward.model.ids import Digest
from homeward.procedure.bodies import read_genesis
from homeward.procedure.fields import Fields
from homeward.procedure.happening import Happening
from homeward.procedure.kinds import Need, kind_of, needs_of, role_at
from homeward.procedure.state import State, with_item


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event's text read and its signatures verified; it may still lack some."""

    event: Event
    digest: Digest
    signers: tuple[Officer, ...]


def read_note(note: Note, state: State) -> Draft:
    """
    Parse an event note and verify every signature on it against the officers' keys known at this point.

    Raises:
        Refusal: for text that is no event, a signature by an unlisted key, one that does not verify, or two by one key.
    """
    officers = state.officers or _officers_in(parse_event(note.text))
    return _read(note, tuple(officers.values()))


def missing_signatures(draft: Draft, state: State) -> tuple[Need, ...]:
    """Return what is still to be signed, and by whom; empty when the event is complete."""
    return tuple(
        replace(need, persons=need.persons - signed)
        for need in needs_of(state, draft.event)
        if (signed := _signed(need, draft.signers)) < need.persons
    )


def judge(draft: Draft, state: State, *, index: int) -> State:
    """
    Return the state after *draft*, complete or not, or refuse it: what an officer is asked to sign is judged first.

    Steps: (1) the event belongs to this exchange and is written by one of its organisations; (2) it follows the
    author's event before it; (3) nobody signed it who may not; (4) its kind's rule admits it.

    Args:
        draft: The event with verified signatures.
        state: The state before it.
        index: The event's place in the log it stands in, from 0.

    Raises:
        Refusal: ``ADMIT-1`` and up; *state* is untouched.
    """
    event, kind = draft.event, kind_of(draft.event)
    _require_exchange(draft, state)  # (1)
    if event.prev != (None if kind.joint else state.last.get(event.org)):  # (2)
        raise Refusal(
            "ADMIT-6",
            f"{event.kind} of {event.org} does not follow its event before it",
            hint="draft it again; if it is in a log, ask the organisation for its log again",
        )
    _require_signers(draft, state)  # (3)
    after = kind.rule(state, Happening(event=event, digest=draft.digest, index=index))  # (4)
    if kind.joint:
        return replace(after, joint=after.joint | {draft.digest})
    return replace(after, last=with_item(after.last, event.org, draft.digest))


def admit(draft: Draft, state: State, *, index: int) -> State:
    """
    Return the state after *draft*, complete with the signatures its kind needs, or refuse it.

    The one function that lets an event into a log: used when writing and when auditing.

    Raises:
        Refusal: ``ADMIT-9`` for a signature that is lacking; what :func:`judge` refuses.
    """
    after = judge(draft, state, index=index)
    if lacking := missing_signatures(draft, state):
        need = lacking[0]
        raise Refusal(
            "ADMIT-9",
            f"{draft.event.kind} lacks {need.persons} signature(s) of {need.org} by a {need.role.value}",
            hint=f"run `homeward sign` at the seat of {need.org}",
            source="docs/record.md",
        )
    return after


def _require_exchange(draft: Draft, state: State) -> None:
    exchange = state.exchange or read_exchange(draft.event)
    if draft.event.exchange != exchange.id:
        raise Refusal(
            "ADMIT-7",
            f"an event of exchange {draft.event.exchange} in {exchange.id}",
            hint="use the right seat's folder",
        )
    if draft.event.org not in {one.id for one in exchange.organisations}:
        raise Refusal("ADMIT-8", f"{draft.event.org} takes no part in this exchange", hint="see the genesis event")
    role = role_at(kind_of(draft.event), state, draft.event.org)
    if draft.event.role != role.value:
        raise Refusal(
            "ADMIT-23", f"{draft.event.kind} of {draft.event.org} is not written as {role.value}", hint="draft it again"
        )


def _require_signers(draft: Draft, state: State) -> None:
    needs = needs_of(state, draft.event)
    for signer in draft.signers:
        if not any(_counts_for(need, signer) for need in needs):
            raise Refusal(
                "ADMIT-21",
                f"{draft.event.kind} carries a signature of {signer.org}/{signer.id}, who may not sign it",
                hint="have it signed by the officers its kind names",
            )


@lru_cache(maxsize=4096)
def _read(note: Note, officers: tuple[Officer, ...]) -> Draft:
    """Read one note. The same note under the same keys is read once: a seat replays its record with every command."""
    keys, owners = _listed(officers)
    signatures = signed_by(note, keys) if note.lines else ()
    return Draft(
        event=parse_event(note.text),
        digest=event_digest(note.text),
        signers=tuple(owners[one.name] for one in signatures),
    )


@lru_cache(maxsize=8)
def _listed(officers: tuple[Officer, ...]) -> tuple[tuple[VerifierKey, ...], Mapping[str, Officer]]:
    """Parse the officers' keys once for a whole audit."""
    keys = tuple(parse_vkey(one.key) for one in officers)
    return keys, {key.name: officer for key, officer in zip(keys, officers, strict=True)}


def _signed(need: Need, signers: Iterable[Officer]) -> int:
    return sum(_counts_for(need, signer) for signer in signers)


def _counts_for(need: Need, signer: Officer) -> bool:
    return signer.org == need.org and need.role in signer.roles


def read_exchange(event: Event) -> Exchange:
    """Return the exchange a genesis event sets up, or refuse (``ADMIT-22``) any other event."""
    if event.kind != "genesis":
        raise Refusal("ADMIT-22", f"a log begins with {event.kind}, not with genesis", hint="ask for the whole log")
    return read_genesis(Fields(event.kind, event.body), event.exchange)


def _officers_in(event: Event) -> dict[str, Officer]:
    exchange = read_exchange(event)
    return {parse_vkey(one.key).name: one for org in exchange.organisations for one in org.officers}
