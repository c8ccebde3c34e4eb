"""Rules for the beginning: who takes part, the agreement, and the two halves of the public draw."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Final

from homeward.log import parse_vkey
from homeward.model.canonical import digest, encode
from homeward.model.exchange import Exchange, Officer
from homeward.model.findings import Refusal, stopping
from homeward.model.terms import Terms
from homeward.planning import nonce_commitment
from homeward.procedure.bodies import read_genesis
from homeward.procedure.happening import Happening, had_seen, need_party, need_terms, refuse
from homeward.procedure.state import Draw, State, with_item
from homeward.terms import terms_findings, terms_from_record

SEALING_KEY_BYTES: Final = 32
"""X25519 (RFC 7748)."""


def genesis(state: State, now: Happening) -> State:
    """Admit the first event of every log. One key has one use and one owner, or one person could sign as two."""
    if state.exchange is not None:
        raise refuse("ADMIT-10", "a second genesis", "one exchange has one genesis; start a new exchange instead")
    exchange = read_genesis(now.fields, now.event.exchange)
    _require_distinct_keys(exchange)
    officers = {parse_vkey(one.key).name: one for one in _officers(exchange)}
    return replace(state, exchange=exchange, genesis=now.digest, officers=officers)


def terms_signed(state: State, now: Happening) -> State:
    """Admit the agreement once, and only an agreement that keeps the law (a `law` finding cannot be signed away)."""
    if state.terms is not None:
        raise refuse("ADMIT-11", "the terms are signed already", "propose another version, and sign it as an amendment")
    now.fields.exactly("terms")
    terms = terms_from_record(now.event.body["terms"])
    if set(terms.parties) != set(state.parties()):
        raise refuse("ADMIT-12", "the terms name other parties than genesis", "correct the terms or the exchange")
    if stops := stopping(terms_findings(terms, source="terms")):
        raise refuse(
            "ADMIT-13", f"the terms have findings: {stops[0].rule} [{stops[0].code}]", stops[0].remedy, stops[0].source
        )
    return in_force(state, terms, now)


def in_force(state: State, terms: Terms, now: Happening) -> State:
    """Return *state* with the *terms* that the event holds in force from it on."""
    return replace(
        state,
        terms=terms,
        terms_digest=digest(encode(now.event.body["terms"])),
        terms_at=now.event.at,
        terms_event=now.digest,
    )


def draw_committed(state: State, now: Happening) -> State:
    """Admit a party's sealed nonce, before any list is revealed: nobody can steer the draw by what a list shows."""
    need_party(state, now.event)
    need_terms(state, now.event)
    now.fields.exactly("commitment")
    if now.event.org in state.draws:
        raise refuse("ADMIT-14", f"{now.event.org} committed to its draw already", "the first commitment stands")
    if any(one.revealed_at for one in state.lists.values()):
        raise refuse(
            "ADMIT-15", "a draw committed after a list was revealed", "nothing can mend this: start a new round"
        )
    commitment = now.fields.digest("commitment")
    if any(draw.commitment == commitment and had_seen(now, org, draw.index) for org, draw in state.draws.items()):
        raise refuse("ADMIT-16", "a draw copied from another party", "draw a fresh nonce")
    return replace(state, draws=with_item(state.draws, now.event.org, Draw(commitment=commitment, index=now.index)))


def draw_opened(state: State, now: Happening) -> State:
    """Admit the nonce a party committed to, after the final lists are signed: until then nobody knows the draw."""
    need_party(state, now.event)
    now.fields.exactly("nonce")
    nonce, draw = now.fields.digest("nonce"), state.draws.get(now.event.org)
    if draw is None or nonce_commitment(bytes.fromhex(nonce)) != draw.commitment:
        raise refuse(
            "ADMIT-17", f"{now.event.org} opened another nonce than it committed to", "open the one in the vault"
        )
    terms = need_terms(state, now.event)
    if len(state.finals) != len(terms.directions):
        raise refuse("ADMIT-18", "a draw opened before all final lists were signed", "sign the final lists first")
    return replace(state, draws=with_item(state.draws, now.event.org, replace(draw, nonce=nonce)))


def _officers(exchange: Exchange) -> tuple[Officer, ...]:
    return tuple(officer for organisation in exchange.organisations for officer in organisation.officers)


def _require_distinct_keys(exchange: Exchange) -> None:
    ids = [one.id for one in exchange.organisations]
    if len(exchange.parties) < 2 or len(set(ids)) != len(ids):  # noqa: PLR2004 - two parties or more
        raise refuse("ADMIT-19", "genesis needs two parties or more, each once", "correct the exchange's configuration")
    for one in exchange.organisations:
        _require_sealing_key(one.sealing_key, one.id)
    vkeys = [key for one in exchange.organisations for key in (one.log_key, one.witness_key, one.seat_key)]
    keys = [parse_vkey(key) for key in (*vkeys, *(one.key for one in _officers(exchange)))]
    if len({key.public_key for key in keys}) != len(keys) or len({key.name for key in keys}) != len(keys):
        raise Refusal(
            "ADMIT-20", "one key or key name has two owners or two uses", hint="make a fresh key for each use"
        )


def _require_sealing_key(text: str, org: str) -> None:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != SEALING_KEY_BYTES or base64.b64encode(key).decode() != text:
        raise refuse("ADMIT-24", f"the sealing key of {org} is not 32 bytes in base64", "import its card again")
